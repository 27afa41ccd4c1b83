/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import io.omnicache.tier.Lease;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The leases that the threads of this process have of keys: locks on bytes of the file of a {@link CommonLock}, so that the kernel takes them back when the process dies. A second byte
 * of each belongs to who is the next to get it; without that, who has just given a lease back would take it again before others ask once more.
 *
 * <p>Thread-safe.
 */
final class CommonLeases {
    private static final long FIRST_LEASE = 1L << 42;
    private static final long FIRST_NEXT = 1L << 43;

    /** How many of the bits of a number tell its lease from others. */
    private static final int BITS = 40;

    private final FileChannel file;
    private final Emptied emptied;

    /** Who of this process has a byte, or is asking for it: for the kernel all threads of a process are one. */
    private final Map<Long, Holder> held = new ConcurrentHashMap<>();

    private record Holder(Thread thread, Object key) {}

    /** Is told when the last lease was given back. */
    interface Emptied {
        void run() throws IOException;
    }

    CommonLeases(FileChannel file, Emptied emptied) {
        this.file = file;
        this.emptied = emptied;
    }

    /** Returns whether nobody has a lease or waits for one. */
    boolean isEmpty() {
        return held.isEmpty();
    }

    /**
     * Returns the lease of a number, which is still to be taken.
     *
     * @param number well mixed; leases of numbers that begin with the same bits are the same
     * @param key what it is the number of
     */
    Lease lease(long number, Object key) {
        return new ByteLease(number >>> (Long.SIZE - BITS), new Holder(Thread.currentThread(), key));
    }

    private final class ByteLease implements Lease {
        private final long place;
        private final Holder own;
        private @Nullable FileLock next;
        private @Nullable FileLock taken;

        ByteLease(long place, Holder own) {
            this.place = place;
            this.own = own;
        }

        @Override
        public boolean tryTake() throws IOException {
            Holder holder = held.get(FIRST_LEASE + place);
            if (holder != null && holder.thread == own.thread) {
                if (holder.equals(own)) {
                    throw new IllegalStateException("this thread is loading or writing the same key of the same store");
                }
                return true;
            }
            if (next == null) {
                next = tryLock(FIRST_NEXT + place, own);
            }
            if (next != null) {
                taken = tryLock(FIRST_LEASE + place, own);
            }
            if (taken == null) {
                return false;
            }
            unlockNext();
            return true;
        }

        @Override
        public void giveBack() throws IOException {
            FileLock lock = taken;
            taken = null;
            try {
                unlockNext();
            } finally {
                unlock(FIRST_LEASE + place, lock);
            }
            if (held.isEmpty()) {
                emptied.run();
            }
        }

        private void unlockNext() throws IOException {
            FileLock waiting = next;
            next = null;
            unlock(FIRST_NEXT + place, waiting);
        }
    }

    /** Locks a byte; returns null if somebody has it. */
    private @Nullable FileLock tryLock(long place, Holder own) throws IOException {
        if (held.putIfAbsent(place, own) != null) {
            return null;
        }
        FileLock lock = null;
        try {
            lock = file.tryLock(place, 1, false);
            return lock;
        } finally {
            if (lock == null) {
                held.remove(place);
            }
        }
    }

    private void unlock(long place, @Nullable FileLock lock) throws IOException {
        if (lock == null) {
            return;
        }
        try {
            lock.release();
        } catch (ClosedChannelException e) {
            // It went with the file: its taker came when all was about to be closed.
        } finally {
            held.remove(place); // afterwards: until then the kernel takes it for ours
        }
    }
}
