/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;
import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.MissRatioCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the requests of one cache, and tells how often it would miss at other sizes.
 *
 * <p>{@link #onHit} and {@link #onMiss} may be called by any thread, all other methods by one at a time.
 */
/*
 * A request is a hit, a change of an entry that is there, or an addition; the miss that comes before an addition is the same
 * request. Misses that no addition follows are counted apart: they would miss at any size.
 *
 * The entries of the miniatures weigh 1 each. Where the bound counts weights, the cache is taken for one of as many entries as
 * fit with the mean weight of those added.
 */
public final class MissRatios {
    private static final int ADDITIONS_BEFORE_WEIGHT = 64;
    private static final int MOST_ADDITIONS = 1 << 16;

    /** A cache filled to less than such a part counts as empty. */
    private static final int EMPTY_PART = 16;

    /** It begins anew when the number of entries that fit has changed by more than such a part. */
    private static final int CHANGED_PART = 8;

    /** With so many misses in miniature, their ratio and their difference count for the same. */
    private static final double FEW_MISSES = 16;

    private final EvictionStrategy strategy;
    private final boolean weighed;
    private final Runnable whenDue;
    private final Supplier<Seed> seeds;
    private long maximum;
    private boolean empty;
    private double weights;
    private int additions;

    /** Null before the first addition; written by the one thread, read by all. */
    private volatile @Nullable Run run;

    /** What was made for one capacity. */
    private record Run(long capacity, Requests requests, Miniatures miniatures) {}

    /**
     * Begins to watch.
     *
     * @param maximum the bound
     * @param total how much of it is taken already
     * @param weighed whether it counts weights
     * @param whenDue called by a reader, on its thread, when {@link #rest()} should be called
     */
    public MissRatios(EvictionStrategy strategy, long maximum, long total, boolean weighed, Runnable whenDue) {
        this(strategy, maximum, total, weighed, whenDue, Seed::random);
    }

    /** For tests that are to be repeated. */
    MissRatios(
            EvictionStrategy strategy,
            long maximum,
            long total,
            boolean weighed,
            Runnable whenDue,
            Supplier<Seed> seeds) {
        this.whenDue = whenDue;
        this.seeds = seeds;
        this.strategy = strategy;
        this.maximum = maximum;
        this.weighed = weighed;
        this.empty = total <= maximum / EMPTY_PART;
    }

    /** Notes a hit. */
    public void onHit(int keyHash) {
        Run present = run;
        if (present != null && present.requests.onHit(keyHash)) {
            whenDue.run();
        }
    }

    /** Notes that a key was asked for which the cache does not hold. */
    public void onMiss() {
        Run present = run;
        if (present != null) {
            present.requests.onMiss();
        }
    }

    /** Notes an addition, and plays what readers have left. */
    public void onAdd(Entry entry) {
        weigh(entry.weight());
        Run present = current();
        if (present == null) {
            return;
        }
        playHits(present);
        present.requests.onAdd(entry.keyHash());
        if (present.requests.contains(entry.keyHash())) {
            play(present, entry.keyHash(), 1);
        }
    }

    /** Notes that an entry was removed or has expired. */
    public void onRemove(Entry entry) {
        Run present = run;
        if (present != null && present.requests.contains(entry.keyHash())) {
            playHits(present);
            present.miniatures.remove(entry.keyHash());
        }
    }

    /** Notes that the bound of the cache is another one now. It may be long until the next addition, so this begins anew. */
    public void onMaximum(long newMaximum) {
        maximum = newMaximum;
        if (run != null) {
            current();
        }
    }

    /** Plays what readers have left, of a cache to which nothing is added. */
    public void rest() {
        Run present = run;
        if (present != null) {
            playHits(present);
        }
    }

    /** Returns what is known. */
    public MissRatioCurve curve() {
        Run present = run;
        if (present == null) {
            return new MissRatioCurve(maximum, List.of(), 0, Miniatures.requestsNeeded(maximum), 0);
        }
        long requests = present.miniatures.isWarm() ? present.requests.count() : 0;
        double rate = (double) Miniatures.room(present.capacity) / present.capacity;
        return new MissRatioCurve(
                maximum,
                present.miniatures.isReady() && requests > 0 && fits(present) ? points(present) : List.of(),
                requests,
                Miniatures.requestsNeeded(present.capacity),
                rate);
    }

    private void weigh(int weight) {
        weights += weight;
        if (++additions == MOST_ADDITIONS) {
            weights /= 2;
            additions /= 2;
        }
    }

    /** Returns the run for the present capacity, null if that is not known yet. */
    private @Nullable Run current() {
        if (weighed && additions < ADDITIONS_BEFORE_WEIGHT) {
            return run;
        }
        Run present = run;
        if (present != null && fits(present)) {
            return present;
        }
        long capacity = capacity();
        Seed seed = seeds.get();
        Requests requests = new Requests(seed, (double) Miniatures.room(capacity) / capacity);
        Run next = new Run(capacity, requests, new Miniatures(strategy, capacity, seed, empty));
        empty = false;
        run = next;
        return next;
    }

    /** Returns how many entries fit, if it is known what they weigh. */
    private long capacity() {
        return weighed ? (long) Math.max(1, maximum / Math.max(1, weights / additions)) : maximum;
    }

    private boolean fits(Run present) {
        return Math.abs(capacity() - present.capacity) <= present.capacity / CHANGED_PART;
    }

    private static void playHits(Run present) {
        Requests requests = present.requests;
        int length = requests.length();
        int weight = requests.weight();
        for (int i = 0; i < length; i++) {
            play(present, requests.at(i), weight);
        }
        requests.clear();
        if (present.miniatures.age()) {
            requests.halve();
        }
    }

    private static void play(Run present, int keyHash, int weight) {
        if (present.miniatures.play(keyHash, weight)) {
            present.requests.begin();
        }
    }

    private List<MissRatioCurve.Point> points(Run present) {
        double[] ratios = ratios(present);
        double requests = present.requests.count();
        double unfilled = present.requests.unfilled();
        List<MissRatioCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < ratios.length; i++) {
            long size = Miniatures.size(i, maximum);
            if (points.isEmpty() || size > points.get(points.size() - 1).size()) {
                double missRatio = (ratios[i] * (requests - unfilled) + unfilled) / requests;
                points.add(new MissRatioCurve.Point(size, missRatio));
            }
        }
        return points;
    }

    /** Returns the ratios, made to fall with the size: what else they do is chance in nearly all cases. */
    private static double[] ratios(Run present) {
        double[] ratios = new double[Miniatures.count()];
        for (int i = Miniatures.PRESENT; i < ratios.length; i++) {
            ratios[i] = i == Miniatures.PRESENT ? ratio(present, i) : Math.min(ratios[i - 1], ratio(present, i));
        }
        for (int i = Miniatures.PRESENT - 1; i >= 0; i--) {
            ratios[i] = Math.max(ratios[i + 1], ratio(present, i));
        }
        return ratios;
    }

    /**
     * Returns the miss ratio at a size: that of the cache, times the ratio of the misses in miniature, or where these are few, plus
     * their difference.
     */
    private static double ratio(Run present, int index) {
        Requests requests = present.requests;
        double real = (double) requests.additions() / Math.max(1, requests.count() - requests.unfilled());
        double there = present.miniatures.misses(index);
        double here = present.miniatures.misses(Miniatures.PRESENT);
        double byRatio = real * (there + 0.5) / (here + 0.5);
        double byDifference = real + (there - here) / Math.max(1, present.miniatures.requests());
        double trust = here / (here + FEW_MISSES);
        return Math.max(0, Math.min(1, trust * byRatio + (1 - trust) * byDifference));
    }
}
