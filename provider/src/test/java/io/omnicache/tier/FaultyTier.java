/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A {@link MemoryTier} that fails when it is told to: before an operation, or after half of it. */
final class FaultyTier extends ForwardingTier {
    private static final Map<String, FaultyTier> OPENED = new ConcurrentHashMap<>();

    private final MemoryTier entries;
    private final TierContext context;
    private volatile boolean failing;
    private volatile boolean readOnly;
    private volatile Duration slowness = Duration.ZERO;

    /** Decides which operations fail, and whether they have happened then; null if the tier fails always or never. */
    private volatile @Nullable RandomGenerator chance;

    private FaultyTier(TierContext context) {
        super(new MemoryTier(context, Long.MAX_VALUE));
        this.entries = (MemoryTier) tier();
        this.context = context;
    }

    /** Returns the one that was opened last with such an option {@code id}. */
    static FaultyTier named(String id) {
        return Objects.requireNonNull(OPENED.get(id));
    }

    /** From now on, everything fails. */
    void fail() {
        failing = true;
    }

    /** From now on, one operation of four fails, half of them after they have happened. */
    void failByChance(RandomGenerator random) {
        chance = random;
    }

    /** From now on, nothing fails. */
    void repair() {
        failing = false;
        chance = null;
        slowness = Duration.ZERO;
    }

    /** From now on, it may only be read. */
    void refuseChanges() {
        readOnly = true;
    }

    /** From now on, each operation takes so long. */
    void slow(Duration each) {
        slowness = each;
    }

    /** Returns what is stored, whether it fails or not. */
    MemoryTier entries() {
        return entries;
    }

    @Override
    <R extends @Nullable Object> R run(Access<R> access) throws IOException {
        if (context.clock() instanceof ManualClock clock) {
            clock.advance(slowness);
        }
        RandomGenerator random = chance;
        boolean fails = failing || (random != null && random.nextInt(4) == 0);
        if (fails && (random == null || random.nextBoolean())) {
            throw new IOException("told to fail");
        }
        R answer = access.run();
        if (fails) {
            throw new IOException("told to fail afterwards");
        }
        return answer;
    }

    @Override
    public void write(TierKey key, TierRecord entry) throws IOException {
        if (readOnly) {
            throw new ReadOnlyTierException("told to refuse changes");
        }
        super.write(key, entry);
    }

    @Override
    public boolean delete(TierKey key) throws IOException {
        if (readOnly) {
            throw new ReadOnlyTierException("told to refuse changes");
        }
        return super.delete(key);
    }

    /** Opens tiers named {@code faulty}. */
    public static final class Factory implements TierFactory {
        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public Set<String> options() {
            return Set.of("id");
        }

        @Override
        public Tier open(TierContext context, Map<String, String> options) {
            FaultyTier opened = new FaultyTier(context);
            OPENED.put(options.getOrDefault("id", ""), opened);
            return opened;
        }
    }
}
