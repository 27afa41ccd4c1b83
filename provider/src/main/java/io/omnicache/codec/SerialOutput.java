/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;

/** Writes the form described in {@link SerialForm}. Confined to one thread. */
final class SerialOutput extends ObjectOutputStream {
    private final ClassTable classes;

    SerialOutput(OutputStream out, ClassTable classes) throws IOException {
        super(out);
        this.classes = classes;
    }

    @Override
    protected void writeStreamHeader() {
        // There is none. Called by the super constructor: the fields are not set yet.
    }

    @Override
    protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
        int number = classes.numberOf(descriptor);
        writeShort(number);
        if (number == ClassTable.NOT_LISTED) {
            super.writeClassDescriptor(descriptor);
        }
    }
}
