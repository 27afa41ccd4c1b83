/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads of the process that all caches share: daemons that keep nothing of whichever application came first,
 * neither as their context class loader nor, up to JDK 23, through the access control context that a new thread inherits.
 *
 * <p>For OmniCache's own use. Thread-safe.
 */
@SuppressWarnings("removal") // the context is inherited up to JDK 23; on later ones the calls below do nothing
public final class DaemonThreads {
    private static final AccessControlContext NOBODY = new AccessControlContext(new ProtectionDomain[0]);

    private DaemonThreads() {}

    /** Returns a factory whose threads are named with the prefix and a number from 1 on. */
    public static ThreadFactory numbered(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> named(prefix + count.incrementAndGet(), task);
    }

    /** Makes a thread, not yet started. */
    public static Thread named(String name, Runnable task) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> create(name, task), NOBODY);
    }

    private static Thread create(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
