/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The managers of a provider, one for each class loader and URI.
 *
 * <p>Thread-safe.
 */
public final class ManagerRegistry {
    /*
     * A manager is opened by the first thread that asks for it, with no lock held, since opening reads files and calls code of
     * the user's (loaders, listeners of the caches in the file). Others that ask for it meanwhile wait for that thread. Before
     * one waits, it follows who waits for whom: a circle is refused, since it would never end.
     */
    private final Object lock = new Object();

    /** Holds class loaders as long as their managers are open: a manager has to be closed, nothing else lets them go. */
    @GuardedBy("lock")
    private final Map<ClassLoader, Map<URI, Opening>> managers = new HashMap<>();

    @GuardedBy("lock")
    private final Map<Thread, Opening> waiting = new HashMap<>();

    /** A manager that is open or on its way. Its end is published by the latch. */
    private static final class Opening {
        final URI uri;
        final Thread by = Thread.currentThread();
        private final CountDownLatch done = new CountDownLatch(1);
        private @Nullable OmniCacheManager manager;
        private @Nullable Throwable failure;

        Opening(URI uri) {
            this.uri = uri;
        }

        void succeed(OmniCacheManager opened) {
            manager = opened;
            done.countDown();
        }

        void fail(Throwable cause) {
            failure = cause;
            done.countDown();
        }

        boolean isDone() {
            return done.getCount() == 0;
        }

        @Nullable
        OmniCacheManager opened() {
            return isDone() ? manager : null;
        }

        /** A manager is closed a moment before it is forgotten. */
        boolean isClosed() {
            OmniCacheManager opened = opened();
            return opened != null && opened.isClosed();
        }

        /** Waits for the end; throws what the opening threw. A caller that is interrupted waits on, and finds the flag set. */
        OmniCacheManager await() {
            boolean interrupted = false;
            while (!isDone()) {
                try {
                    done.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            return Objects.requireNonNull(manager);
        }
    }

    /** Creates a registry without managers. */
    public ManagerRegistry() {}

    /**
     * Returns the open manager, or opens it. One that cannot be opened leaves nothing behind.
     *
     * @throws IllegalStateException if it is being opened by this thread, or by one that waits for this thread
     */
    public OmniCacheManager open(ClassLoader loader, URI uri, Supplier<OmniCacheManager> opener) {
        Opening mine = new Opening(uri);
        Opening found;
        synchronized (lock) {
            Map<URI, Opening> ofLoader = ofLoader(loader);
            found = ofLoader.putIfAbsent(uri, mine);
            if (found != null && found.isClosed()) {
                ofLoader.put(uri, mine);
                found = null;
            }
            if (found != null && !found.isDone()) {
                refuseCircle(found);
                waiting.put(mine.by, found);
            }
        }
        if (found == null) {
            return open(loader, mine, opener);
        }
        OmniCacheManager manager = await(found);
        return manager.isClosed() ? open(loader, uri, opener) : manager;
    }

    /** Returns the managers of a class loader that are open. */
    public List<OmniCacheManager> of(ClassLoader loader) {
        synchronized (lock) {
            return opened(managers.getOrDefault(loader, Map.of()));
        }
    }

    /** Returns the manager if it is open. */
    public @Nullable OmniCacheManager find(ClassLoader loader, URI uri) {
        synchronized (lock) {
            Opening found = managers.getOrDefault(loader, Map.of()).get(uri);
            return found == null || found.isClosed() ? null : found.opened();
        }
    }

    /** Returns all managers that are open. */
    public List<OmniCacheManager> all() {
        List<OmniCacheManager> all = new ArrayList<>();
        synchronized (lock) {
            managers.values().forEach(ofLoader -> all.addAll(opened(ofLoader)));
        }
        return all;
    }

    /** Takes out a manager that is closing. */
    public void forget(OmniCacheManager manager) {
        synchronized (lock) {
            Opening found =
                    managers.getOrDefault(manager.getClassLoader(), Map.of()).get(manager.getURI());
            if (found != null && found.opened() == manager) {
                remove(manager.getClassLoader(), found);
            }
        }
    }

    private OmniCacheManager open(ClassLoader loader, Opening mine, Supplier<OmniCacheManager> opener) {
        try {
            OmniCacheManager manager = opener.get();
            mine.succeed(manager);
            if (manager.isClosed()) {
                forget(manager); // closed by its own caches' code, before there was anything to forget
            }
            return manager;
        } catch (RuntimeException | Error e) {
            synchronized (lock) {
                remove(loader, mine);
            }
            mine.fail(e);
            throw e;
        }
    }

    private OmniCacheManager await(Opening found) {
        try {
            return found.await();
        } finally {
            synchronized (lock) {
                waiting.remove(Thread.currentThread());
            }
        }
    }

    @GuardedBy("lock")
    private Map<URI, Opening> ofLoader(ClassLoader loader) {
        Map<URI, Opening> present = managers.get(loader);
        if (present == null) {
            present = new HashMap<>();
            managers.put(loader, present);
        }
        return present;
    }

    @GuardedBy("lock")
    private void refuseCircle(Opening asked) {
        for (Opening next = asked; next != null; next = waiting.get(next.by)) {
            if (next.by == Thread.currentThread()) {
                throw new IllegalStateException("cache manager " + asked.uri
                        + " is being opened and cannot be used by code that its opening waits for");
            }
        }
    }

    @GuardedBy("lock")
    private void remove(ClassLoader loader, Opening opening) {
        Map<URI, Opening> ofLoader = managers.get(loader);
        if (ofLoader != null) {
            ofLoader.remove(opening.uri, opening);
            if (ofLoader.isEmpty()) {
                managers.remove(loader);
            }
        }
    }

    private static List<OmniCacheManager> opened(Map<URI, Opening> ofLoader) {
        List<OmniCacheManager> opened = new ArrayList<>();
        for (Opening opening : ofLoader.values()) {
            OmniCacheManager manager = opening.opened();
            if (manager != null) {
                opened.add(manager);
            }
        }
        return opened;
    }
}
