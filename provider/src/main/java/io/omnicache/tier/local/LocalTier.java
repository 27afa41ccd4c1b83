/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import io.omnicache.tier.Tier;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierPage;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What one cache has of a store that it may share with others of its name in the process; fails once it is closed. Thread-safe. */
public abstract class LocalTier implements Tier {
    private final String kind;
    private final Tier entries;
    private final StepNote step;
    private final Object user;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Creates it over the entries of the store, as those see them who have it open. */
    protected LocalTier(String kind, Tier entries, StepNote step) {
        this.kind = kind;
        this.entries = entries;
        this.step = step;
        this.user = step.join();
    }

    /** Gives the store back, once. */
    protected abstract void leave(boolean destroy) throws IOException;

    /** Returns the entries; fails if it is closed. */
    protected final Tier open() throws IOException {
        if (closed.get()) {
            throw new IOException("the tier " + kind + " is closed");
        }
        return entries;
    }

    @Override
    public final @Nullable TierRecord read(TierKey key) throws IOException {
        return open().read(key);
    }

    @Override
    public final Map<TierKey, TierRecord> readAll(Collection<TierKey> keys) throws IOException {
        return open().readAll(keys);
    }

    @Override
    public final void write(TierKey key, TierRecord entry) throws IOException {
        open().write(key, entry);
    }

    @Override
    public final boolean delete(TierKey key) throws IOException {
        return open().delete(key);
    }

    @Override
    public final void touch(TierKey key, long accessed, long deadline) throws IOException {
        open().touch(key, accessed, deadline);
    }

    @Override
    public final boolean contains(TierKey key) throws IOException {
        return open().contains(key);
    }

    @Override
    public final void used(Collection<TierKey> keys, long accessed) throws IOException {
        open().used(keys, accessed);
    }

    @Override
    public final void writeAll(Map<TierKey, TierRecord> all) throws IOException {
        open().writeAll(all);
    }

    @Override
    public final void deleteAll(Collection<TierKey> keys) throws IOException {
        open().deleteAll(keys);
    }

    @Override
    public final void clear() throws IOException {
        open().clear();
    }

    @Override
    public final TierPage keys(long from, int about) throws IOException {
        return open().keys(from, about);
    }

    @Override
    public final List<TierKey> expired(long now, int most) throws IOException {
        return open().expired(now, most);
    }

    @Override
    public final boolean isInStep() {
        return step.isInStep();
    }

    @Override
    public final boolean isReadOnly() {
        return step.isReader();
    }

    /** Does nothing once it is closed: the store may be open for others, or for nobody. */
    @Override
    public final void noteInStep(boolean inStep) throws IOException {
        step.note(user, inStep);
    }

    @Override
    public final void flush() throws IOException {
        open().flush();
    }

    @Override
    public final long size() throws IOException {
        return open().size();
    }

    @Override
    public final long bytes() throws IOException {
        return open().bytes();
    }

    @Override
    public final void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            step.leave(user);
            leave(false);
        }
    }

    @Override
    public final void destroy() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                leave(true);
            } finally {
                step.leave(user); // afterwards: what is noted of a store that was deleted is no debt
            }
        }
    }
}
