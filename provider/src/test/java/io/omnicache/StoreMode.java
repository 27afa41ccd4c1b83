/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

/** Lets one run of the tests keep everything by value and another by reference: {@code -Domnicache.test.byValue}. */
public final class StoreMode {
    private StoreMode() {}

    /** Returns what the run asks for, the usual mode of the test if it asks for none. */
    public static boolean byValue(boolean usual) {
        String asked = System.getProperty("omnicache.test.byValue");
        return asked == null ? usual : Boolean.parseBoolean(asked);
    }
}
