/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tier that does what another one does, through one place. */
abstract class ForwardingTier implements Tier {
    private final Tier tier;

    /** An operation of the other tier. */
    interface Access<R extends @Nullable Object> {
        R run() throws IOException;
    }

    /** A change of the other tier. */
    interface Change {
        void run() throws IOException;
    }

    ForwardingTier(Tier tier) {
        this.tier = tier;
    }

    /** Returns the other tier. */
    final Tier tier() {
        return tier;
    }

    /** Runs an operation of the other tier, or does not. */
    abstract <R extends @Nullable Object> R run(Access<R> access) throws IOException;

    private void change(Change change) throws IOException {
        run(() -> {
            change.run();
            return true;
        });
    }

    @Override
    public @Nullable TierRecord read(TierKey key) throws IOException {
        return this.<@Nullable TierRecord>run(() -> tier.read(key));
    }

    @Override
    public Map<TierKey, TierRecord> readAll(Collection<TierKey> keys) throws IOException {
        return run(() -> tier.readAll(keys));
    }

    @Override
    public void write(TierKey key, TierRecord entry) throws IOException {
        change(() -> tier.write(key, entry));
    }

    @Override
    public void writeAll(Map<TierKey, TierRecord> all) throws IOException {
        change(() -> tier.writeAll(all));
    }

    @Override
    public boolean delete(TierKey key) throws IOException {
        return run(() -> tier.delete(key));
    }

    @Override
    public void deleteAll(Collection<TierKey> keys) throws IOException {
        change(() -> tier.deleteAll(keys));
    }

    @Override
    public boolean contains(TierKey key) throws IOException {
        return run(() -> tier.contains(key));
    }

    @Override
    public void touch(TierKey key, long accessed, long deadline) throws IOException {
        change(() -> tier.touch(key, accessed, deadline));
    }

    @Override
    public void used(Collection<TierKey> keys, long accessed) throws IOException {
        change(() -> tier.used(keys, accessed));
    }

    @Override
    public void clear() throws IOException {
        change(tier::clear);
    }

    @Override
    public TierPage keys(long from, int about) throws IOException {
        return run(() -> tier.keys(from, about));
    }

    @Override
    public List<TierKey> expired(long now, int most) throws IOException {
        return run(() -> tier.expired(now, most));
    }

    @Override
    public long size() throws IOException {
        return run(tier::size);
    }

    @Override
    public long bytes() throws IOException {
        return run(tier::bytes);
    }

    @Override
    public void close() throws IOException {
        tier.close();
    }

    @Override
    public void destroy() throws IOException {
        tier.destroy();
    }
}
