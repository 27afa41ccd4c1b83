/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

/** One step of a program. The number stays when a program is shrunk. */
record Move(int number, Op op, Faults faults) {
    /** What the loader has for a key in this step. */
    Val loaded(String key) {
        int index = key.charAt(1) - '0';
        return new Val("abc".substring((number + index) % 3, (number + index) % 3 + 1), 100_000 + number * 10 + index);
    }

    @Override
    public String toString() {
        return number + ": " + op + faults;
    }
}
