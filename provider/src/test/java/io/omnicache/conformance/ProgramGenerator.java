/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import io.omnicache.conformance.Script.Act;
import io.omnicache.conformance.Script.Verb;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.event.EventType;

/** Makes the random program of a seed. Confined to one thread. */
final class ProgramGenerator {
    private static final int LENGTH = 60;

    /**
     * Hears everything as long as the cache lives. What expires in the background is told in the background: with this
     * listener it can be seen when that has happened.
     */
    private static final Hearer WATCHER = new Hearer(0, EnumSet.allOf(EventType.class), true, true, Hearer.Filter.NONE);

    private final long seed;
    private final Random random;
    private final Setting setting;
    private final List<Supplier<Op>> operations;
    private final List<Hearer> hearers = new ArrayList<>();
    private final Set<Integer> ids = new HashSet<>();
    private final boolean watched;

    /** Whether nobody ever listens: then changes go a shorter way, where the policy's answers are known. */
    private final boolean quiet;

    private int values;

    ProgramGenerator(long seed) {
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.setting = Setting.of(seed);
        this.quiet = setting.standard() != null && random.nextBoolean();
        this.watched = !quiet && random.nextBoolean();
        this.operations = List.of(
                () -> new Op.Get(key()),
                () -> new Op.Get(key()),
                () -> new Op.GetAll(keys()),
                () -> new Op.ContainsKey(key()),
                () -> new Op.LoadAll(keys(), random.nextBoolean()),
                () -> new Op.Put(key(), value()),
                () -> new Op.Put(key(), value()),
                () -> new Op.GetAndPut(key(), value()),
                () -> new Op.PutAll(entries()),
                () -> new Op.PutAll(entries()),
                () -> new Op.PutIfAbsent(key(), value()),
                () -> new Op.Remove(key()),
                () -> new Op.RemoveValue(key(), value()),
                () -> new Op.GetAndRemove(key()),
                () -> new Op.ReplaceValue(key(), value(), value()),
                () -> new Op.Replace(key(), value()),
                () -> new Op.GetAndReplace(key(), value()),
                () -> new Op.RemoveKeys(keys()),
                () -> chance(2) ? new Op.RemoveAll() : new Op.Clear(),
                () -> new Op.Invoke(key(), script()),
                () -> new Op.Invoke(key(), script()),
                () -> new Op.InvokeAll(keys(), script()),
                () -> new Op.Iterate(keys(), chance(3) ? keys() : Set.of(), random.nextBoolean()),
                () -> new Op.Advance(10 * (1 + random.nextInt(7))),
                () -> chance(2) ? changedAnswers() : watched ? new Op.CleanUp() : new Op.Advance(60),
                () -> quiet ? new Op.Advance(10) : chance(2) ? register() : deregister());
    }

    Program program() {
        if (watched) {
            hearers.add(WATCHER);
        }
        int atStart = quiet ? 0 : random.nextInt(3);
        for (int i = 0; i < atStart; i++) {
            hearers.add(newHearer());
        }
        List<Hearer> first = List.copyOf(hearers);
        List<Move> moves = new ArrayList<>();
        for (int number = 0; number < LENGTH; number++) {
            Op op = operations.get(random.nextInt(operations.size())).get();
            // What fails in the background is logged; there is nothing to compare it with.
            moves.add(new Move(number, op, op instanceof Op.CleanUp || !chance(4) ? Faults.NONE : faults()));
        }
        return new Program(seed, setting, first, moves);
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T one(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String key() {
        return Op.KEYS.get(random.nextInt(Op.KEYS.size()));
    }

    private Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        for (int left = random.nextInt(Op.KEYS.size()); left > 0; left--) {
            keys.add(key());
        }
        return keys;
    }

    private Val value() {
        return new Val("abc".substring(random.nextInt(3)).substring(0, 1), ++values);
    }

    private Map<String, Val> entries() {
        Map<String, Val> entries = new LinkedHashMap<>();
        keys().forEach(key -> entries.put(key, value()));
        return entries;
    }

    private Script script() {
        List<Act> acts = new ArrayList<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            // The verbs that end a script are less likely.
            Verb verb = chance(8) ? one(Verb.values()) : Verb.values()[random.nextInt(4)];
            acts.add(new Act(verb, verb == Verb.SET ? value() : null));
        }
        return new Script(acts, chance(5));
    }

    private Op changedAnswers() {
        return setting.standard() == null
                ? new Op.Answers(new Lives(one(Life.values()), one(Life.values()), one(Life.values())))
                : new Op.Advance(60);
    }

    private Op register() {
        Hearer hearer = chance(3) ? hearer() : newHearer();
        hearers.add(hearer);
        return new Op.Register(hearer);
    }

    private Op deregister() {
        Hearer hearer = hearer();
        return new Op.Deregister(hearer.equals(WATCHER) ? newHearer() : hearer);
    }

    private Hearer hearer() {
        return hearers.isEmpty() ? newHearer() : hearers.get(random.nextInt(hearers.size()));
    }

    private Hearer newHearer() {
        Set<EventType> types = chance(2) ? EnumSet.allOf(EventType.class) : EnumSet.of(one(EventType.values()));
        Hearer.Filter filter = chance(2) ? Hearer.Filter.NONE : one(Hearer.Filter.values());
        int id = 1 + random.nextInt(999);
        while (!ids.add(id)) {
            id++;
        }
        return new Hearer(id, types, random.nextBoolean(), !chance(6), filter);
    }

    private Faults faults() {
        Set<Integer> failing = new LinkedHashSet<>();
        hearers.stream()
                .filter(hearer -> hearer.synchronous() && !chance(3))
                .forEach(hearer -> failing.add(hearer.id()));
        return new Faults(
                chance(3) ? one(Fault.values()) : null,
                chance(2) ? keys() : Set.of(),
                one(Faults.Answer.values()),
                chance(2) ? one(Fault.values()) : null,
                keys(),
                chance(3),
                chance(2) ? one(Fault.values()) : null,
                failing);
    }
}
