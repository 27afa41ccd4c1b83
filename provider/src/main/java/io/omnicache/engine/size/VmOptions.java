/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * The options of a VM that say how objects are laid out.
 *
 * @param compressedReferences whether a reference takes 4 bytes instead of 8
 * @param compressedClasses whether the class in an object's header takes 4 bytes instead of 8
 * @param compactHeaders whether the header is one word with the class in it (JEP 450, JEP 519)
 * @param tightArrays whether elements follow the length at once, instead of at a multiple of 8 bytes (JDK 23 and later)
 * @param alignment what sizes are rounded up to, in bytes
 * @param compactStrings whether strings of Latin-1 characters take a byte for each (JEP 254)
 */
record VmOptions(
        boolean compressedReferences,
        boolean compressedClasses,
        boolean compactHeaders,
        boolean tightArrays,
        int alignment,
        boolean compactStrings) {
    private static final System.Logger LOG = System.getLogger("io.omnicache.size");
    private static final String DIAGNOSTIC = "com.sun.management:type=HotSpotDiagnostic";
    private static final int FIRST_WITH_TIGHT_ARRAYS = 23;
    private static final int DEFAULT_ALIGNMENT = 8;

    /** HotSpot compresses references by default if the heap is smaller than that. */
    private static final long LARGEST_COMPRESSED_HEAP = 32L << 30;

    /**
     * Returns the options of the VM that this runs in. A VM that does not tell is taken for a HotSpot VM with its default
     * options.
     */
    /* By the MBean server and not by its type, which would need the module jdk.management. */
    static VmOptions read() {
        return read(ManagementFactory::getPlatformMBeanServer);
    }

    /** Returns the options that a server tells. */
    static VmOptions read(Supplier<MBeanServer> server) {
        try {
            VmOptions options = ask(server.get());
            LOG.log(System.Logger.Level.DEBUG, () -> "layout of objects by the options of the VM: " + options);
            return options;
        } catch (JMException | RuntimeException | LinkageError e) {
            VmOptions defaults = defaults();
            LOG.log(System.Logger.Level.DEBUG, () -> "the VM does not tell its options, assumed: " + defaults, e);
            return defaults;
        }
    }

    private static VmOptions ask(MBeanServer server) throws JMException {
        ObjectName diagnostic = new ObjectName(DIAGNOSTIC);
        VmOptions defaults = defaults();
        String alignment = option(server, diagnostic, "ObjectAlignmentInBytes");
        return new VmOptions(
                isOn(option(server, diagnostic, "UseCompressedOops"), false),
                isOn(option(server, diagnostic, "UseCompressedClassPointers"), true),
                isOn(option(server, diagnostic, "UseCompactObjectHeaders"), false),
                defaults.tightArrays(),
                alignment == null ? DEFAULT_ALIGNMENT : Integer.parseInt(alignment),
                isOn(option(server, diagnostic, "CompactStrings"), true));
    }

    /** Returns what HotSpot does on a 64-bit machine when nothing is said. */
    static VmOptions defaults() {
        return new VmOptions(
                Runtime.getRuntime().maxMemory() < LARGEST_COMPRESSED_HEAP,
                true,
                false,
                Runtime.version().feature() >= FIRST_WITH_TIGHT_ARRAYS,
                DEFAULT_ALIGNMENT,
                true);
    }

    private static boolean isOn(@Nullable String value, boolean otherwise) {
        return value == null ? otherwise : Boolean.parseBoolean(value);
    }

    /** Returns the value of an option, null if this VM does not have it. */
    private static @Nullable String option(MBeanServer server, ObjectName diagnostic, String name) throws JMException {
        try {
            Object option = server.invoke(
                    diagnostic, "getVMOption", new Object[] {name}, new String[] {String.class.getName()});
            return option instanceof CompositeData data ? (String) data.get("value") : null;
        } catch (RuntimeMBeanException e) {
            return null; // IllegalArgumentException: no such option
        }
    }
}
