/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

/** The machine's time; nanoseconds are counted from the loading of this class, so that they are never negative. */
enum SystemClock implements Clock {
    INSTANCE;

    private static final long ORIGIN = System.nanoTime();

    @Override
    public long nanos() {
        return System.nanoTime() - ORIGIN;
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }
}
