/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

/** A failure in the model: how it is shown, and how many others it suppresses. */
final class Failed extends RuntimeException {
    private final boolean error;
    private final String type;
    private int suppressed;

    private Failed(String type, boolean error) {
        super(type, null, false, false);
        this.type = type;
        this.error = error;
    }

    static Failed exception(String type) {
        return new Failed(type, false);
    }

    /** What user code throws, as the standard has it wrapped: errors never, the type's own exception not again. */
    static Failed of(Fault fault, String own) {
        return switch (fault) {
            case RUNTIME -> exception(own + "<IllegalStateException>");
            case OWN -> exception(own);
            case ERROR -> new Failed("Broken", true);
        };
    }

    boolean isError() {
        return error;
    }

    /** This failure as the cause of another; errors are not wrapped. */
    Failed in(String wrapper) {
        return error ? this : wrapped(wrapper);
    }

    /** This failure as the cause of another, errors too. */
    Failed wrapped(String wrapper) {
        Failed outer = exception(wrapper + "<" + type + ">");
        outer.suppressed = suppressed;
        return outer;
    }

    void suppress(Failed other) {
        suppressed += 1 + other.suppressed;
    }

    String show() {
        return suppressed == 0 ? type : type + "+" + suppressed;
    }

    /** Shows what a real cache threw in the same way. */
    static String show(Throwable thrown) {
        int count = countSuppressed(thrown);
        return count == 0 ? types(thrown) : types(thrown) + "+" + count;
    }

    private static String types(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        return thrown.getCause() == null ? name : name + "<" + types(thrown.getCause()) + ">";
    }

    private static int countSuppressed(Throwable thrown) {
        int count = thrown.getCause() == null ? 0 : countSuppressed(thrown.getCause());
        for (Throwable suppressed : thrown.getSuppressed()) {
            count += 1 + countSuppressed(suppressed);
        }
        return count;
    }
}
