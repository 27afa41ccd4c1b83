/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has noted a name, and whether he lives. Locks are those of the test, since a process has all of its locks together. */
class CommonNotesTest {
    private static final String NAME = "users";

    @TempDir
    Path folder;

    /** Who has a byte. */
    private final Map<Long, Sharer> holders = new HashMap<>();

    private final List<Sharer> sharers = new ArrayList<>();

    /** One of the processes. */
    private final class Sharer implements CommonNotes.Places {
        private final RandomAccessFile opened = new RandomAccessFile(file().toFile(), "rw");
        private final CommonNotes notes;

        Sharer() throws IOException {
            sharers.add(this);
            notes = CommonNotes.open(opened, this);
            notes.sign();
        }

        @Override
        public FileLock await(long place, Duration longest) {
            return holders.putIfAbsent(place, this) == null ? new Lock(opened, place) : null;
        }

        void dies() {
            holders.values().removeIf(each -> each == this);
        }
    }

    private final class Lock extends FileLock {
        Lock(RandomAccessFile opened, long place) {
            super(opened.getChannel(), place, 1, false);
        }

        @Override
        public boolean isValid() {
            return holders.containsKey(position());
        }

        @Override
        public void release() {
            holders.remove(position());
        }
    }

    @AfterEach
    void close() throws IOException {
        for (Sharer each : sharers) {
            each.opened.close();
        }
    }

    private Path file() {
        return folder.resolve("lock");
    }

    private boolean isNotedAnew() throws IOException {
        return new Sharer().notes.isNoted(NAME);
    }

    @Test
    void noteOfAProcessThatLivesIsItsOwnBusiness() throws IOException {
        Sharer one = new Sharer();
        one.notes.makeRoom(NAME);
        one.notes.note(NAME);
        assertThat(isNotedAnew()).isFalse();
        one.notes.forget(NAME);
        one.dies();
        assertThat(isNotedAnew()).isFalse();
    }

    @Test
    void noteOfAProcessThatHasDiedIsToldUntilSomebodyForgetsIt() throws IOException {
        Sharer one = new Sharer();
        one.notes.note(NAME);
        one.notes.note("others");
        one.dies();
        assertThat(isNotedAnew()).isTrue();
        Sharer next = new Sharer();
        assertThat(next.notes.isNoted(NAME)).isTrue();
        next.notes.forget(NAME);
        assertThat(isNotedAnew()).isFalse();
        assertThat(new Sharer().notes.isNoted("others")).isTrue();
    }

    @Test
    void whatOneForgetsTheOtherHasNotedAllTheSame() throws IOException {
        Sharer one = new Sharer();
        Sharer other = new Sharer();
        one.notes.note(NAME);
        other.notes.note(NAME);
        one.notes.forget(NAME);
        one.dies();
        assertThat(isNotedAnew()).isFalse();
        other.dies();
        assertThat(isNotedAnew()).isTrue();
    }

    @Test
    void whoHasNotBeenToldOfADeathDoesNotForgetForTheDead() throws IOException {
        Sharer one = new Sharer();
        one.notes.note(NAME);
        Sharer other = new Sharer();
        assertThat(other.notes.isNoted(NAME)).isFalse();
        one.dies();
        other.notes.note(NAME);
        other.notes.forget(NAME);
        assertThat(isNotedAnew()).isTrue();
    }

    @Test
    void whoHasTheStoreAloneReadsAndForgetsTheNames() throws IOException {
        Sharer one = new Sharer();
        one.notes.note(NAME);
        one.dies();
        Set<String> names = LockText.notes(one.opened);
        assertThat(names).containsExactly(LockText.note(NAME));
        LockText.write(one.opened, Set.of(), 0);
        assertThat(isNotedAnew()).isFalse();
    }

    @Test
    void whatWasNotedByWhoHadTheStoreAloneIsTold() throws IOException {
        Sharer one = new Sharer();
        LockText.write(one.opened, new TreeSet<>(Set.of(LockText.note(NAME))), 1);
        assertThat(one.notes.isNoted(NAME)).isTrue();
        one.notes.forget(NAME);
        assertThat(isNotedAnew()).isFalse();
    }

    /** Its process may live on, with other stores of the same file. */
    @Test
    void whatWasNotedByWhoHasClosedTheStoreIsTold() throws IOException {
        Sharer one = new Sharer();
        one.notes.note(NAME);
        one.notes.abandon("others", false);
        assertThat(isNotedAnew()).isFalse();
        one.notes.abandon(NAME, false);
        assertThat(isNotedAnew()).isTrue();
        assertThat(one.notes.isNoted(NAME)).isTrue();
        one.notes.forget(NAME);
        assertThat(isNotedAnew()).isFalse();
    }

    @Test
    void whatCouldNotBeAbandonedIsToldToTheSameProcess() throws IOException {
        Sharer one = new Sharer();
        one.notes.note(NAME);
        assertThat(one.notes.isNoted(NAME)).isTrue();
        one.notes.forget(NAME);
        assertThat(one.notes.isNoted(NAME)).isFalse();
    }

    @Test
    void whatOneOfTwoInAProcessHasAbandonedTheOtherDoesNotForget() throws IOException {
        Sharer one = new Sharer();
        one.notes.note(NAME);
        one.notes.abandon(NAME, true);
        one.notes.forget(NAME);
        assertThat(isNotedAnew()).isTrue();
    }

    /** Who forgets what he was told of does not forget what came after. */
    @Test
    void whoForgetsWhatWasAbandonedDoesNotForgetWhatIsAbandonedLater() throws IOException {
        Sharer one = new Sharer();
        one.notes.note(NAME);
        one.notes.abandon(NAME, false);
        Sharer other = new Sharer();
        assertThat(other.notes.isNoted(NAME)).isTrue();
        one.notes.note(NAME);
        one.notes.abandon(NAME, false);
        other.notes.forget(NAME);
        assertThat(isNotedAnew()).isTrue();
    }

    @Test
    void whoOnlyReadsSeesWhatAnybodyHasNotedAndForgetsNothing() throws IOException {
        Sharer one = new Sharer();
        Sharer other = new Sharer();
        assertThat(other.notes.isNotedByAnybody(NAME)).isFalse();
        one.notes.note(NAME);
        assertThat(one.notes.isNotedByAnybody(NAME)).isTrue();
        assertThat(other.notes.isNotedByAnybody(NAME)).isTrue();
        one.dies();
        assertThat(other.notes.isNotedByAnybody(NAME)).isTrue();
        other.notes.forget(NAME);
        assertThat(isNotedAnew()).isTrue();
    }

    @Test
    void whoCannotWriteSaysSo() throws IOException {
        Sharer one = new Sharer();
        holders.put(CommonLock.TEXT_BYTE, new Sharer());
        assertThatThrownBy(() -> one.notes.note(NAME))
                .isInstanceOf(IOException.class)
                .hasMessage("another process writes notes beside the lock for more than 1 s");
    }
}
