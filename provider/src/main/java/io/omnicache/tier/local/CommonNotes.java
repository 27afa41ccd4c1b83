/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The notes of one of several processes that share a store, in the file of their {@link CommonLock}. Beside each name stands who has noted it: a number that
 * is the place of a byte which that process has locked as long as it lives.
 *
 * <p>Thread-safe.
 */
/*
 * A name whose line stands alone was noted by a process that had the store for itself. Who opens it alone after others have shared it looks at
 * the names only, and writes only them.
 */
final class CommonNotes implements Notes {
    private static final long FIRST_PLACE = 1L << 41;
    private static final int PLACE_BITS = 40;
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** How long is waited where the answer decides about what is stored: who writes waits for his disk. */
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final RandomAccessFile opened;
    private final Places places;
    private final String own;

    /** Held while the text is read or written, which moves the place in the file. */
    private final ReentrantLock reading = new ReentrantLock();

    /** By name: those who have noted it and died, as {@link #isNoted} has told. */
    @GuardedBy("reading")
    private final Map<String, Set<String>> told = new HashMap<>();

    /** Locks bytes of the file. */
    interface Places {
        /** Returns the lock of a byte; null if another process has it for so long. */
        @Nullable
        FileLock await(long place, Duration longest) throws IOException;
    }

    private CommonNotes(RandomAccessFile opened, Places places, String own) {
        this.opened = opened;
        this.places = places;
        this.own = own;
    }

    /** Takes a number for this process, which it has until the file is closed. */
    static CommonNotes open(RandomAccessFile opened, Places places) throws IOException {
        while (true) {
            long number = number();
            if (places.await(FIRST_PLACE + number, Duration.ZERO) != null) {
                return new CommonNotes(opened, places, LockText.owner(number));
            }
        }
    }

    private static long number() {
        return ThreadLocalRandom.current().nextLong(1, 1L << PLACE_BITS);
    }

    /** Writes the id of this process, so that messages can name it. */
    void sign() throws IOException {
        change(PATIENT, lines -> true);
    }

    /** Returns the id of the process that opened the file last, for messages. */
    String lastToOpen() throws IOException {
        reading.lock();
        try {
            return LockText.holder(opened);
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void makeRoom(String name) throws IOException {
        change(lines -> opened.length() < LockText.lengthFor(2 * lines.size() + 2));
    }

    @Override
    public void note(String name) throws IOException {
        change(lines -> lines.addAll(Set.of(LockText.note(name), LockText.note(name) + own)));
    }

    @Override
    @SuppressWarnings("GuardedBy") // change() holds it
    public void forget(String name) throws IOException {
        change(lines -> {
            String noted = LockText.note(name);
            Set<String> gone = told.getOrDefault(name, Set.of());
            boolean changed = lines.removeIf(each -> each.equals(noted + own) || gone.contains(each));
            if (ownersOf(noted, lines).isEmpty()) {
                changed |= lines.remove(noted);
            }
            told.remove(name);
            return changed;
        });
    }

    @Override
    @SuppressWarnings("GuardedBy") // change() holds it
    public boolean isNoted(String name) throws IOException {
        boolean[] answer = {false};
        change(PATIENT, lines -> {
            String noted = LockText.note(name);
            Set<String> owners = ownersOf(noted, lines);
            Set<String> dead = new TreeSet<>();
            for (String each : owners) {
                if (each.equals(noted + own) || isDead(each)) { // one of our own is of an earlier opening
                    dead.add(each);
                }
            }
            told.put(name, dead);
            answer[0] = lines.contains(noted) && (owners.isEmpty() || !dead.isEmpty());
            return false;
        });
        return answer[0];
    }

    /** Returns whether anybody has noted a name, living or dead: for who only reads. */
    boolean isNotedByAnybody(String name) throws IOException {
        boolean[] answer = {false};
        change(PATIENT, lines -> {
            answer[0] = lines.contains(LockText.note(name));
            return false;
        });
        return answer[0];
    }

    /* Under a number that no process has. */
    @Override
    public void abandon(String name, boolean others) throws IOException {
        change(PATIENT, lines -> {
            String noted = LockText.note(name);
            boolean owed = others ? lines.contains(noted + own) : lines.remove(noted + own);
            return owed && lines.add(noted + LockText.owner(number()));
        });
    }

    private static Set<String> ownersOf(String noted, Set<String> lines) {
        return lines.stream()
                .filter(each -> each.startsWith(noted) && each.length() > noted.length())
                .collect(Collectors.toSet());
    }

    private boolean isDead(String line) throws IOException {
        FileLock lock = places.await(FIRST_PLACE + LockText.ownerOf(line), Duration.ZERO);
        if (lock != null) {
            lock.release();
        }
        return lock != null;
    }

    /** A change of the lines; returns whether they are to be written. */
    private interface Change {
        boolean make(Set<String> lines) throws IOException;
    }

    private void change(Change change) throws IOException {
        change(LONGEST, change);
    }

    private void change(Duration longest, Change change) throws IOException {
        reading.lock();
        try {
            FileLock alone = places.await(CommonLock.TEXT_BYTE, longest);
            if (alone == null) {
                throw new IOException(
                        "another process writes notes beside the lock for more than " + longest.toSeconds() + " s");
            }
            try {
                Set<String> lines = LockText.lines(opened);
                if (change.make(lines)) {
                    LockText.write(opened, lines, 2 * lines.size() + 2);
                    opened.getFD().sync();
                }
            } finally {
                alone.release();
            }
        } finally {
            reading.unlock();
        }
    }
}
