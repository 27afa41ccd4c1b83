/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.ManualClock;
import io.omnicache.tier.file.FileTierFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A tier {@code file} on a disk that is slow when it is told to: by the clock of the cache, or until a latch opens. */
final class SlowFileTier extends ForwardingTier {
    private static volatile @Nullable SlowFileTier last;

    private final TierContext context;
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile Duration slowness = Duration.ZERO;
    private volatile @Nullable CountDownLatch gate;

    private SlowFileTier(TierContext context, Tier file) {
        super(file);
        this.context = context;
    }

    /** Returns the one that was opened last. */
    static SlowFileTier last() {
        SlowFileTier opened = last;
        if (opened == null) {
            throw new IllegalStateException("none was opened");
        }
        return opened;
    }

    /** From now on, each operation takes so long. */
    void slow(Duration each) {
        slowness = each;
    }

    /** From now on, each operation waits for the latch. */
    void hold(CountDownLatch until) {
        gate = until;
    }

    /** Returns what opens when an operation waits. */
    CountDownLatch reached() {
        return reached;
    }

    @Override
    <R extends @Nullable Object> R run(Access<R> access) throws IOException {
        if (context.clock() instanceof ManualClock clock) {
            clock.advance(slowness);
        }
        CountDownLatch present = gate;
        if (present != null) {
            reached.countDown();
            try {
                present.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return access.run();
    }

    /** Opens tiers named {@code slow-file}. */
    public static final class Factory implements TierFactory {
        private final FileTierFactory files = new FileTierFactory();

        @Override
        public String name() {
            return "slow-file";
        }

        @Override
        public Set<String> options() {
            return files.options();
        }

        @Override
        public Tier open(TierContext context, Map<String, String> options) throws IOException {
            SlowFileTier opened = new SlowFileTier(context, files.open(context, options));
            last = opened;
            return opened;
        }
    }
}
