/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import org.jspecify.annotations.Nullable;

/**
 * Knows which threads run user code from inside a cache just now: a listener, or a loader, writer, entry processor or
 * policy while an entry is held. An operation that such code makes must not wait for deliveries: the one it would wait
 * for may be waiting for it.
 */
/*
 * What a thread keeps is a type of the JDK's and stays with it: to put it in and to take it out each time costs more than all the rest
 * of a step, and an array keeps no class loader.
 */
public final class UserCode {
    private static final ThreadLocal<boolean[]> RUNNING = new ThreadLocal<>();

    private UserCode() {}

    /** Notes that the calling thread begins to run user code; returns what {@link #exit} wants: null if it does so already. */
    public static boolean @Nullable [] enter() {
        boolean[] running = ofThisThread();
        if (running[0]) {
            return null;
        }
        running[0] = true;
        return running;
    }

    /** Notes the end of what began with {@link #enter}. */
    public static void exit(boolean @Nullable [] entered) {
        if (entered != null) {
            entered[0] = false;
        }
    }

    /** Runs user code. */
    public static void run(Runnable code) {
        boolean @Nullable [] entered = enter();
        try {
            code.run();
        } finally {
            exit(entered);
        }
    }

    /** Returns whether the calling thread runs user code from inside a cache. */
    public static boolean isOnThisThread() {
        return ofThisThread()[0];
    }

    private static boolean[] ofThisThread() {
        boolean[] running = RUNNING.get();
        if (running == null) {
            running = new boolean[1];
            RUNNING.set(running);
        }
        return running;
    }
}
