/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Changes of many keys at once: the lines of each log are written together. Thread-safe. */
final class Batches {
    /** After so many bytes the lines are written, and more are made. */
    private static final int MOST_BYTES = 1 << 20;

    private final List<Shard> shards;
    private final Identity identity;
    private final ValueText texts;

    Batches(List<Shard> shards, Identity identity, ValueText texts) {
        this.shards = shards;
        this.identity = identity;
        this.texts = texts;
    }

    /** Makes the lines of one change. */
    private interface Writer<T> {
        void write(Hashed<T> change, Lines to) throws IOException;
    }

    private record Hashed<T>(long hash, T change) {}

    /** Stores entries; returns the hash of one of them, 0 if there is none. */
    long write(Map<TierKey, TierRecord> entries) throws IOException {
        List<List<Hashed<Map.Entry<TierKey, TierRecord>>>> parts = parts();
        long last = 0;
        for (Map.Entry<TierKey, TierRecord> entry : entries.entrySet()) {
            last = identity.hashing().of(entry.getKey().bytes());
            part(parts, last).add(new Hashed<>(last, entry));
        }
        append(
                parts,
                (each, lines) -> lines.put(
                        each.hash(),
                        each.change().getKey().bytes(),
                        each.change().getValue(),
                        texts));
        return last;
    }

    /** Removes what there is of keys. */
    void delete(Collection<TierKey> keys) throws IOException {
        List<List<Hashed<TierKey>>> parts = parts();
        for (TierKey key : keys) {
            long hash = identity.hashing().of(key.bytes());
            if (shards.get(number(hash)).log().catalog().find(hash) != Location.NONE) {
                part(parts, hash).add(new Hashed<>(hash, key));
            }
        }
        append(parts, (each, lines) -> lines.removal(each.hash(), each.change().bytes()));
    }

    private <T> List<List<Hashed<T>>> parts() {
        List<List<Hashed<T>>> parts = new ArrayList<>(shards.size());
        shards.forEach(each -> parts.add(new ArrayList<>()));
        return parts;
    }

    private <T> List<Hashed<T>> part(List<List<Hashed<T>>> parts, long hash) {
        return parts.get(number(hash));
    }

    private int number(long hash) {
        return shards.get(0).log().settings().logOf(hash);
    }

    private <T> void append(List<List<Hashed<T>>> parts, Writer<T> writer) throws IOException {
        for (int i = 0; i < parts.size(); i++) {
            append(shards.get(i), parts.get(i), writer);
        }
    }

    private static <T> void append(Shard shard, List<Hashed<T>> changes, Writer<T> writer) throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        Scratch scratch = Scratch.take();
        try {
            scratch.lines.reset();
            for (Hashed<T> each : changes) {
                writer.write(each, scratch.lines);
                shard.appendIfFull(scratch.lines, MOST_BYTES);
            }
            shard.appendRest(scratch.lines);
        } finally {
            scratch.giveBack();
        }
    }
}
