/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Copies what one tier has stored of a cache into another one, byte by byte, with times and versions, and compares both afterwards. What
 * is there already and the same is not written again: a copy that was cut off goes on where it stopped. Nobody else may use either of the tiers. For one
 * thread.
 */
public final class StoreCopy {
    private static final int AT_ONCE = 500;

    private final Tier from;
    private final Tier to;

    /** What has expired then counts on neither side. */
    private final long now;

    private long read;
    private long copied;

    /** Creates one; the tiers stay open. */
    public StoreCopy(Tier from, Tier to, Clock clock) {
        this.from = Objects.requireNonNull(from, "from");
        this.to = Objects.requireNonNull(to, "to");
        this.now = clock.millis();
    }

    /**
     * How far a copy has come.
     *
     * @param read how many entries were read, those included that have expired
     * @param copied how many of them were written
     * @param total how many there are
     */
    public record Progress(long read, long copied, long total) {}

    /**
     * What was found on both sides after a copy.
     *
     * @param copied how many entries were written; the others were there
     * @param source what there is to copy
     * @param target what there is now
     */
    public record Outcome(long copied, StoreContents source, StoreContents target) {
        /** Returns whether both have the same entries, but for those that cannot be read. */
        public boolean isVerified() {
            return source.entries() == target.entries() && source.checksum() == target.checksum();
        }
    }

    /**
     * Fails if what a tier has stored may be old, since the process that had it open last has ended while the tier was not in step with its cache.
     *
     * @throws IOException that says what to do; or if it cannot be seen
     */
    public static void requireInStep(Tier tier) throws IOException {
        try {
            if (!tier.isInStep()) {
                throw new IOException(
                        "what the tier has stored may be old: the process that had it open last has ended while the"
                                + " tier was not in step with its cache (or it is not in step just now, in a process that has it open);"
                                + " let the application open the cache once, which empties the tier, and fills it again");
            }
        } catch (UncheckedIOException e) {
            throw new IOException("whether what the tier has stored is old cannot be seen: " + e.getMessage(), e);
        }
    }

    /**
     * Copies, and compares. A target that was left out of step with its cache is emptied first.
     *
     * @param progress is told after each batch
     * @throws IOException if one of the tiers fails, what was copied stays; or as {@link #requireInStep} for the source
     */
    public Outcome run(Consumer<? super Progress> progress) throws IOException {
        requireInStep(from);
        if (!to.isReadOnly() && !to.isInStep()) {
            to.clear();
            to.noteInStep(true);
        }
        long total = from.size();
        long page = TierPage.START;
        while (page != TierPage.END) {
            TierPage keys = from.keys(page, AT_ONCE);
            Map<TierKey, TierRecord> found = from.readAll(keys.keys());
            found.values().removeIf(stored -> stored.hasExpired(now));
            copy(found);
            read += keys.keys().size();
            page = keys.next();
            progress.accept(new Progress(read, copied, total));
        }
        return new Outcome(copied, StoreContents.of(from, now), StoreContents.of(to, now));
    }

    private void copy(Map<TierKey, TierRecord> found) throws IOException {
        Map<TierKey, TierRecord> present = to.readAll(found.keySet());
        Map<TierKey, TierRecord> missing = new HashMap<>();
        found.forEach((key, stored) -> {
            TierRecord there = present.get(key);
            if (there == null || StoreContents.mark(key, there) != StoreContents.mark(key, stored)) {
                missing.put(key, stored);
            }
        });
        if (!missing.isEmpty()) {
            to.writeAll(missing);
            copied += missing.size();
        }
    }
}
