/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.ManualClock;
import io.omnicache.tier.file.FileTierFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tier that fails, or is slow, when it is told to: before an operation, or after half of it. It is a {@link MemoryTier}, or a tier {@code file}
 * where it is given a directory.
 */
final class FaultyTier extends ForwardingTier {
    private static final Map<String, FaultyTier> OPENED = new ConcurrentHashMap<>();

    private final TierContext context;
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile boolean failing;
    private volatile boolean readOnly;
    private volatile boolean endsInErrors;
    private volatile Duration slowness = Duration.ZERO;
    private volatile @Nullable CountDownLatch gate;
    private volatile @Nullable CountDownLatch gateOfUses;

    /** Decides which operations fail, and whether they have happened then; null if the tier fails always or never. */
    private volatile @Nullable RandomGenerator chance;

    private FaultyTier(TierContext context, Tier tier) {
        super(tier);
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

    /** From now on, changes fail after they have happened, with an error. */
    void failWithErrors() {
        endsInErrors = true;
    }

    /** From now on, nothing fails. */
    void repair() {
        failing = false;
        endsInErrors = false;
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

    /** From now on, each operation waits for the latch. */
    void hold(CountDownLatch until) {
        gate = until;
    }

    /** From now on, being told what was used waits for the latch. */
    void holdUses(CountDownLatch until) {
        gateOfUses = until;
    }

    /** Returns what opens when an operation waits. */
    CountDownLatch reached() {
        return reached;
    }

    /** Returns what is stored, whether it fails or not; for one that is in memory. */
    MemoryTier entries() {
        return (MemoryTier) tier();
    }

    private void await(@Nullable CountDownLatch until) throws IOException {
        if (until != null) {
            reached.countDown();
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    @Override
    <R extends @Nullable Object> R run(Access<R> access) throws IOException {
        if (context.clock() instanceof ManualClock clock) {
            clock.advance(slowness);
        }
        await(gate);
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
        throwError();
    }

    @Override
    public void writeAll(Map<TierKey, TierRecord> all) throws IOException {
        super.writeAll(all);
        throwError();
    }

    @Override
    public void clear() throws IOException {
        throwError();
        super.clear();
    }

    private void throwError() {
        if (endsInErrors) {
            throw new InternalError("told to fail");
        }
    }

    @Override
    public boolean delete(TierKey key) throws IOException {
        if (readOnly) {
            throw new ReadOnlyTierException("told to refuse changes");
        }
        return super.delete(key);
    }

    @Override
    public void used(Collection<TierKey> keys, long accessed) throws IOException {
        await(gateOfUses);
        super.used(keys, accessed);
    }

    /** Opens tiers named {@code faulty}. */
    public static final class Factory implements TierFactory {
        private final FileTierFactory files = new FileTierFactory();

        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public Set<String> options() {
            return Stream.concat(Stream.of("id"), files.options().stream()).collect(Collectors.toSet());
        }

        @Override
        public Tier open(TierContext context, Map<String, String> options) throws IOException {
            FaultyTier opened = new FaultyTier(context, below(context, options));
            OPENED.put(options.getOrDefault("id", ""), opened);
            return opened;
        }

        private Tier below(TierContext context, Map<String, String> options) throws IOException {
            if (!options.containsKey("directory")) {
                return new MemoryTier(context, Long.MAX_VALUE);
            }
            Map<String, String> rest = new HashMap<>(options);
            rest.remove("id");
            return files.open(context, rest);
        }
    }
}
