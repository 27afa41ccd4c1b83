/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

/**
 * How a VM lays out objects on its heap.
 *
 * <p>Immutable.
 *
 * @param header bytes before the first field of an object
 * @param arrayHeader bytes before the first element of an array, as far as the element's alignment allows
 * @param reference bytes of a reference
 * @param alignment what sizes are rounded up to
 * @param compactStrings whether strings of Latin-1 characters take a byte for each
 */
public record Layout(int header, int arrayHeader, int reference, int alignment, boolean compactStrings) {
    private static final int MARK = 8;
    private static final int NARROW = 4;
    private static final int WIDE = 8;
    private static final int LENGTH = 4;

    /** Returns the layout of a 64-bit HotSpot VM with the given options. */
    static Layout of(VmOptions options) {
        int classPointer = options.compactHeaders() ? 0 : options.compressedClasses() ? NARROW : WIDE;
        int arrayHeader = MARK + classPointer + LENGTH;
        return new Layout(
                MARK + classPointer,
                options.tightArrays() ? arrayHeader : (int) roundedUp(arrayHeader, WIDE),
                options.compressedReferences() ? NARROW : WIDE,
                options.alignment(),
                options.compactStrings());
    }

    /** Returns the layout of the VM that this runs in. */
    public static Layout ofThisVm() {
        return ThisVm.LAYOUT;
    }

    /** Returns the bytes of an object with so many references and bytes of other fields, its superclasses' included. */
    /* HotSpot fills gaps with smaller fields (JDK 15 and later), so the order of fields and classes does not matter. */
    public long object(int references, int bytes) {
        return roundedUp(header + (long) references * reference + bytes, alignment);
    }

    /** Returns the bytes of an array of elements of so many bytes each. */
    long array(long length, int width) {
        return roundedUp(roundedUp(arrayHeader, width) + length * width, alignment);
    }

    /** Returns the bytes of an array of references. */
    long references(long length) {
        return array(length, reference);
    }

    private static long roundedUp(long bytes, int multiple) {
        return (bytes + multiple - 1) / multiple * multiple;
    }

    /** Read when it is first needed: it starts the platform's MBean server. */
    private static final class ThisVm {
        static final Layout LAYOUT = of(VmOptions.read());
    }
}
