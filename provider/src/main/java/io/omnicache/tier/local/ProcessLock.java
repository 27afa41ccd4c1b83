/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes from a store. The lock is on a file of its own that holds the process id of its holder, before the byte that is
 * locked, so that it can be read where locks are mandatory. Behind it stand notes for who holds the lock next: hashes of names ({@link LockText}). There is
 * room for those of all stores that are open, so that noting needs none on the disk, and a process that ends leaves the notes as they were or as they are.
 *
 * <p>Closing any channel on that file drops the lock of the whole process, so within one process it is opened once: that is noted in the
 * system properties, which all class loaders share.
 */
public final class ProcessLock implements Notes, AutoCloseable {
    private static final String CLAIM = "io.omnicache.tier.lock:";
    static final long LOCKED_BYTE = 1L << 40;

    /** Held while somebody claims a file, or only looks into it: so nobody locks it meanwhile, whose lock would go with the look. */
    private static final ReentrantLock CLAIMING = new ReentrantLock();

    private static final Map<String, ProcessLock> HELD = new ConcurrentHashMap<>();

    /** Lets the disk have what was written. */
    interface Forcing {
        /** Returns when it has. */
        void force(RandomAccessFile opened) throws IOException;
    }

    /**
     * A lock that is held.
     *
     * @param found what was noted before
     */
    private record Held(
            RandomAccessFile opened,
            FileLock lock,
            @Nullable Object key,
            Set<String> found) {}

    private final String what;
    private final Path file;
    private final String claim;
    private final Forcing disk;
    private final ReentrantLock changing = new ReentrantLock();

    @GuardedBy("changing")
    private Held held;

    @GuardedBy("changing")
    private Set<String> notes;

    /** For whose notes the file has room. */
    @GuardedBy("changing")
    private final Set<String> expected = new HashSet<>();

    /** Whether the file may have other notes than these: a change of it has failed. */
    @GuardedBy("changing")
    private boolean unsure;

    private ProcessLock(String what, Path file, String claim, Forcing disk, Held held) {
        this.what = what;
        this.file = file;
        this.claim = claim;
        this.disk = disk;
        this.held = held;
        this.notes = held.found();
    }

    /**
     * Locks a file, in a directory that must be there.
     *
     * @param what what it is the lock of, as the subject of a sentence: {@code the directory of the tier file}
     * @throws IOException if another process, which it names, or another class loader has the lock
     */
    public static ProcessLock acquire(String what, Path file) throws IOException {
        return acquire(what, file, opened -> opened.getFD().sync());
    }

    static ProcessLock acquire(String what, Path file, Forcing disk) throws IOException {
        String claim = claim(what, file);
        boolean locked = false;
        try {
            Held held = Shielded.call(() -> tryLock(what, file, Set.of(), 0));
            locked = true;
            ProcessLock lock = new ProcessLock(what, file, claim, disk, held);
            HELD.put(claim, lock);
            return lock;
        } finally {
            if (!locked) {
                System.getProperties().remove(claim);
            }
        }
    }

    static String claim(String what, Path file) throws IOException {
        CLAIMING.lock();
        try {
            String claim = nameOf(file);
            String pid = Long.toString(ProcessHandle.current().pid());
            if (System.getProperties().putIfAbsent(claim, pid) != null) {
                throw new IOException(
                        what + " is in use in this process, by OmniCache in another class loader: lock=" + file);
            }
            return claim;
        } finally {
            CLAIMING.unlock();
        }
    }

    static String nameOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        return CLAIM + (directory == null ? file : directory.toRealPath().resolve(String.valueOf(file.getFileName())));
    }

    /**
     * Returns whether a name is noted beside a lock, whoever has it; nothing is locked. Where there is no such file, nothing is noted.
     *
     * @param what as for {@link #acquire(String, Path)}
     * @throws IOException if it cannot be read, or another class loader of this process has the lock
     */
    public static boolean isNoted(String what, Path file, String name) throws IOException {
        CLAIMING.lock();
        try {
            if (!Files.exists(file)) {
                return false;
            }
            String held = nameOf(file);
            CommonLock common = CommonLock.held(held);
            if (common != null) {
                return common.notes().isNotedByAnybody(name);
            }
            ProcessLock lock = HELD.get(held);
            return lock == null ? isNotedThere(what, file, name) : lock.isNoted(name);
        } finally {
            CLAIMING.unlock();
        }
    }

    private static boolean isNotedThere(String what, Path file, String name) throws IOException {
        String claim = claim(what, file);
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
            return LockText.notes(opened).contains(LockText.note(name));
        } finally {
            System.getProperties().remove(claim);
        }
    }

    /** Returns whether the file that is locked is still the one of that path. */
    public boolean isThere() throws IOException {
        changing.lock();
        try {
            return Presence.of(file, held.key(), 0) == Presence.THERE;
        } finally {
            changing.unlock();
        }
    }

    /** Locks the file again, which is created with its directory if it has gone, unless the lock is still there. */
    public void renew() throws IOException {
        changing.lock();
        try {
            if (Presence.of(file, held.key(), 0) != Presence.THERE) {
                Path directory = file.toAbsolutePath().getParent();
                if (directory != null) {
                    Files.createDirectories(directory);
                }
                Held before = held;
                Set<String> present = notes;
                int names = expected.size();
                held = Shielded.call(() -> tryLock(what, file, present, names));
                notes = held.found();
                before.opened().close(); // of another file, so it does not drop the new lock
            }
        } finally {
            changing.unlock();
        }
    }

    /** Sees to it that the file has room for a note of the name, so that noting it needs no more room on the disk. */
    @Override
    public void makeRoom(String name) throws IOException {
        changing.lock();
        try {
            expected.add(LockText.note(name));
            Set<String> all = new HashSet<>(notes); // those of earlier lives stay
            all.addAll(expected);
            if (held.opened().length() < LockText.lengthFor(all.size())) {
                unsure = true;
                LockText.write(held.opened(), notes, 2 * all.size());
                disk.force(held.opened());
                unsure = false;
            }
        } finally {
            changing.unlock();
        }
    }

    /** Notes a name for whoever holds the lock next, however this process ends; returns when the disk has it. */
    @Override
    public void note(String name) throws IOException {
        change(present -> present.add(LockText.note(name)));
    }

    /** Takes a name out again; does nothing if it is not noted. */
    @Override
    public void forget(String name) throws IOException {
        change(present -> present.remove(LockText.note(name)));
    }

    /** Returns whether a name is noted, by this process or an earlier one. */
    @Override
    public boolean isNoted(String name) {
        changing.lock();
        try {
            return notes.contains(LockText.note(name));
        } finally {
            changing.unlock();
        }
    }

    private void change(Predicate<Set<String>> change) throws IOException {
        changing.lock();
        try {
            Set<String> changed = new TreeSet<>(notes);
            if (change.test(changed) || unsure) {
                unsure = true;
                notes.addAll(changed); // what may stand there counts as noted
                LockText.write(held.opened(), changed, expected.size());
                disk.force(held.opened());
                notes = changed;
                unsure = false;
            }
        } finally {
            changing.unlock();
        }
    }

    private static Held tryLock(String what, Path file, Set<String> present, int expected) throws IOException {
        RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
        try {
            FileLock lock = opened.getChannel().tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw new IOException(what + " is in use by process " + LockText.holder(opened)
                        + "; stop that process, name another one, or set readOnly: true: lock=" + file);
            }
            Set<String> found = new TreeSet<>(present);
            found.addAll(LockText.notes(opened));
            LockText.write(opened, found, expected);
            return new Held(opened, lock, Presence.key(file), found);
        } catch (OverlappingFileLockException e) {
            throw new IOException(what + " is locked in this process already: lock=" + file, e);
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        changing.lock();
        try {
            HELD.remove(claim);
            held.opened().close(); // and with it the lock
        } finally {
            System.getProperties().remove(claim);
            changing.unlock();
        }
    }
}
