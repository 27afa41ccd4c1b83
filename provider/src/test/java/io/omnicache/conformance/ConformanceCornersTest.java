/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCachingProvider;
import io.omnicache.conformance.Faults.Answer;
import io.omnicache.conformance.Script.Act;
import io.omnicache.conformance.Script.Verb;
import io.omnicache.conformance.Setting.Loading;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;

/**
 * The corners where providers are known to differ, by name, with what we do written out. Each is one step of a real cache
 * after some preparation; statistics are hits, misses, puts, removals, evictions.
 */
class ConformanceCornersTest {
    private static final Val OLD = new Val("old", 1);
    private static final Val NEW = new Val("new", 2);
    private static final Op PUT = new Op.Put("k1", OLD);
    private static final Lives ETERNAL = new Lives(Life.ETERNAL, Life.UNCHANGED, Life.UNCHANGED);
    private static final Lives ZERO_CREATION = new Lives(Life.ZERO, Life.UNCHANGED, Life.UNCHANGED);
    private static final Lives NO_CREATION = new Lives(Life.UNCHANGED, Life.UNCHANGED, Life.UNCHANGED);
    private static final Lives ZERO_UPDATE = new Lives(Life.ETERNAL, Life.ZERO, Life.UNCHANGED);
    private static final Lives ZERO_ACCESS = new Lives(Life.ETERNAL, Life.UNCHANGED, Life.ZERO);
    private static final Hearer ALL = new Hearer(1, EnumSet.allOf(EventType.class), true, true, Hearer.Filter.NONE);
    private static final Hearer SECOND = new Hearer(2, EnumSet.allOf(EventType.class), true, true, Hearer.Filter.NONE);
    private static final Faults LISTENER_FAILS = new Faults(
            null, Set.of(), Answer.VALUES, null, Set.of(), false, Fault.RUNTIME, Set.of(ALL.id(), SECOND.id()));
    private static final Faults WRITER_FAILS =
            new Faults(null, Set.of(), Answer.VALUES, Fault.RUNTIME, Set.of("k1"), false, null, Set.of());

    @Test
    void zeroUpdateStoresCountsAndFiresUpdatedThenExpires() throws Exception {
        Observation seen = last(ZERO_UPDATE, PUT, new Op.GetAndPut("k1", NEW));
        assertThat(seen.outcome()).isEqualTo("old");
        assertThat(seen.events()).isEqualTo("{1/k1=[UPDATED(new, old old), EXPIRED(new, old new)]}");
        assertThat(seen.statistics()).containsExactly(1L, 0L, 1L, 0L, 0L);
        assertThat(seen.size()).isZero();
    }

    @Test
    void zeroAccessReturnsTheValueThenExpires() throws Exception {
        Observation seen = last(ZERO_ACCESS, PUT, new Op.Get("k1"));
        assertThat(seen.outcome()).isEqualTo("old");
        assertThat(seen.events()).isEqualTo("{1/k1=[EXPIRED(old, old old)]}");
        assertThat(seen.statistics()).containsExactly(1L, 0L, 0L, 0L, 0L);
    }

    @Test
    void zeroCreationWritesButNeitherStoresNorCountsNorFires() throws Exception {
        Observation seen = last(ZERO_CREATION, PUT);
        assertThat(seen.calls()).containsExactly("write k1=old", "C");
        assertThat(seen.events()).isEqualTo("{}");
        assertThat(seen.statistics()).containsExactly(0L, 0L, 0L, 0L, 0L);
    }

    @Test
    void putIfAbsentWithZeroCreationIsAMissThatIsNotStored() throws Exception {
        Observation seen = last(ZERO_CREATION, new Op.PutIfAbsent("k1", NEW));
        assertThat(seen.outcome()).isEqualTo("false");
        assertThat(seen.calls()).containsExactly("write k1=new", "C");
        assertThat(seen.statistics()).containsExactly(0L, 1L, 0L, 0L, 0L);
        assertThat(seen.size()).isZero();
    }

    @Test
    void nullForACreationMeansThatTheEntryNeverExpires() throws Exception {
        Observation made = last(NO_CREATION, PUT);
        assertThat(made.outcome()).isEqualTo("done");
        assertThat(made.calls()).containsExactly("write k1=old", "C");
        assertThat(made.events()).isEqualTo("{1/k1=[CREATED(old, no old null)]}");
        assertThat(made.statistics()).containsExactly(0L, 0L, 1L, 0L, 0L);

        Observation later = last(NO_CREATION, PUT, new Op.Advance(60_000), new Op.Get("k1"));
        assertThat(later.outcome()).isEqualTo("old");
        assertThat(later.statistics()).containsExactly(1L, 0L, 0L, 0L, 0L);
    }

    @Test
    void iteratorCountsAHitPerEntryHoweverOftenHasNextIsAsked() throws Exception {
        Observation seen = last(ETERNAL, PUT, new Op.Iterate(Set.of(), Set.of(), true));
        assertThat(seen.outcome()).isEqualTo("[k1=old]");
        assertThat(seen.calls()).containsExactly("A");
        assertThat(seen.statistics()).containsExactly(1L, 0L, 0L, 0L, 0L);
    }

    @Test
    void iteratorRemoveOfAnEntryThatHasGoneOnlyTellsTheWriter() throws Exception {
        Observation seen = last(ETERNAL, PUT, new Op.Iterate(Set.of("k1"), Set.of("k1"), false));
        assertThat(seen.calls()).containsExactly("A", "delete k1", "delete k1");
        assertThat(seen.events()).isEqualTo("{1/k1=[REMOVED(old, old old)]}");
        assertThat(seen.statistics()).containsExactly(1L, 0L, 0L, 1L, 0L);
    }

    @Test
    void aProcessorThatRemovesAnAbsentEntryFiresAndCountsNothingButDeletes() throws Exception {
        Observation seen = last(ETERNAL, invoke(Verb.REMOVE));
        assertThat(seen.calls()).containsExactly("delete k1");
        assertThat(seen.events()).isEqualTo("{}");
        assertThat(seen.statistics()).containsExactly(0L, 1L, 0L, 0L, 0L);
    }

    @Test
    void aProcessorThatRemovesWhatItHasLoadedDeletesItFromTheStore() throws Exception {
        Observation seen = last(ETERNAL, invoke(Verb.GET, Verb.REMOVE, Verb.GET));
        assertThat(seen.calls()).containsExactly("load k1", "delete k1");
        assertThat(seen.outcome()).endsWith(" null");
        assertThat(seen.events()).isEqualTo("{}");
    }

    @Test
    void aWriterThatFailsInAProcessorIsWrappedTwice() throws Exception {
        Op set = new Op.Invoke("k1", new Script(List.of(new Act(Verb.SET, NEW)), false));
        Observation seen = last(ETERNAL, WRITER_FAILS, set);
        assertThat(seen.outcome()).isEqualTo("EntryProcessorException<CacheWriterException<IllegalStateException>>");
        assertThat(seen.size()).isZero();
    }

    @Test
    void aWriterThatFailsLeavesStatisticsAlone() throws Exception {
        Observation seen = last(ETERNAL, WRITER_FAILS, new Op.GetAndPut("k1", NEW));
        assertThat(seen.outcome()).isEqualTo("CacheWriterException<IllegalStateException>");
        assertThat(seen.statistics()).containsExactly(0L, 0L, 0L, 0L, 0L);
    }

    @Test
    void loadAllHasDeliveredItsSynchronousEventsBeforeItCompletesAndCountsNothing() throws Exception {
        // The events are taken right after the completion listener was called.
        Observation seen = last(ETERNAL, PUT, new Op.LoadAll(Set.of("k1"), true));
        assertThat(seen.outcome()).isEqualTo("completed");
        assertThat(seen.calls()).containsExactly("loadAll [k1]", "U");
        assertThat(seen.events()).contains("UPDATED");
        assertThat(seen.statistics()).containsExactly(0L, 0L, 0L, 0L, 0L);
    }

    @Test
    void getAllLoadsAllMissingKeysByOneCallAndCountsMissesOnly() throws Exception {
        Observation seen = last(ETERNAL, new Op.GetAll(Set.of("k0", "k2")));
        assertThat(seen.calls()).containsExactly("loadAll [k0, k2]", "C", "C");
        assertThat(seen.statistics()).containsExactly(0L, 2L, 0L, 0L, 0L);
    }

    @Test
    void anExpiredEntryThatIsRemovedFiresExpiredAndCountsNothing() throws Exception {
        Lives hour = new Lives(Life.HOUR, Life.UNCHANGED, Life.UNCHANGED);
        Observation seen = last(hour, PUT, new Op.Advance(60), new Op.Remove("k1"));
        assertThat(seen.outcome()).isEqualTo("false");
        assertThat(seen.events()).isEqualTo("{1/k1=[EXPIRED(old, old old)]}");
        assertThat(seen.statistics()).containsExactly(0L, 0L, 0L, 0L, 0L);
    }

    @Test
    void removeAllTellsTheWriterOfLiveEntriesOnly() throws Exception {
        Lives hour = new Lives(Life.HOUR, Life.UNCHANGED, Life.UNCHANGED);
        Observation seen = last(hour, PUT, new Op.Advance(60), new Op.RemoveAll());
        assertThat(seen.calls()).isEmpty();
        assertThat(seen.events()).isEqualTo("{1/k1=[EXPIRED(old, old old)]}");
    }

    @Test
    void aListenerThatFailsStopsNeitherListenersNorTheRestOfABatch() throws Exception {
        Op register = new Op.Register(SECOND);
        Op putAll = new Op.PutAll(Map.of("k0", OLD, "k1", NEW));
        Observation seen = last(ETERNAL, LISTENER_FAILS, register, putAll);
        assertThat(seen.outcome()).isEqualTo("CacheEntryListenerException<IllegalStateException>+3");
        assertThat(seen.events()).contains("1/k0", "1/k1", "2/k0", "2/k1");
        assertThat(seen.statistics()).containsExactly(0L, 0L, 2L, 0L, 0L);
        assertThat(seen.size()).isEqualTo(2);
    }

    private static Op invoke(Verb... verbs) {
        return new Op.Invoke(
                "k1",
                new Script(Stream.of(verbs).map(verb -> new Act(verb, null)).toList(), false));
    }

    private static Observation last(Lives lives, Op... ops) throws Exception {
        return last(lives, Faults.NONE, ops);
    }

    /** Runs operations on a cache with everything switched on; returns what is seen of the last one, which has the faults. */
    private static Observation last(Lives lives, Faults faults, Op... ops) throws Exception {
        Program program =
                new Program(-1, new Setting(true, Loading.READ_THROUGH, true, lives, null), List.of(ALL), List.of());
        Journal journal = new Journal();
        try (OmniCachingProvider provider = new OmniCachingProvider();
                CacheManager manager = provider.getCacheManager();
                Subject subject = new Subject(manager, program, journal)) {
            SubjectOperations operations = new SubjectOperations(subject);
            Observation seen = null;
            for (int i = 0; i < ops.length; i++) {
                Move move = new Move(i, ops[i], i == ops.length - 1 ? faults : Faults.NONE);
                seen = Comparer.observe(subject, operations, move, journal, 0);
            }
            return seen;
        }
    }
}
