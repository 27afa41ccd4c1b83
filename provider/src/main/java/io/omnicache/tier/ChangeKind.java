/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

/** What is done to keys of a tier. */
enum ChangeKind {
    WRITE("writing"),
    PROMOTE("promoting"),
    TOUCH("touching"),
    DELETE("deleting"),
    EXPIRE("deleting what has expired"),

    /** Of a shared tier. It is counted as what has become of it. */
    EXCHANGE("changing");

    private final String label;

    ChangeKind(String label) {
        this.label = label;
    }

    /** Returns it as messages say it. */
    String label() {
        return label;
    }
}
