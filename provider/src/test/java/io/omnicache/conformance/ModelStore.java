/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the model uses loader and writer (JSR-107, chapter "Integration"). */
final class ModelStore {
    private final Setting setting;
    private final Journal journal;
    private Move move;

    /** What became of a batch: the keys that were written, and the failure, null if there was none. */
    record Written(Set<String> keys, Failed failure) {}

    ModelStore(Setting setting, Journal journal) {
        this.setting = setting;
        this.journal = journal;
    }

    void begin(Move next) {
        move = next;
    }

    /** Returns the loaded value, null if the loader has none. */
    Val load(String key) {
        journal.call("load " + key);
        if (move.faults().loader() != null) {
            throw Failed.of(move.faults().loader(), "CacheLoaderException");
        }
        return move.faults().unknown().contains(key) ? null : move.loaded(key);
    }

    /** Returns the loaded values. Null values and keys that were not asked for are not stored; no map at all is a failure. */
    Map<String, Val> loadAll(Collection<String> keys) {
        journal.call("loadAll " + new TreeSet<>(keys));
        if (move.faults().loader() != null) {
            throw Failed.of(move.faults().loader(), "CacheLoaderException");
        }
        if (move.faults().answer() == Faults.Answer.NULL_MAP) {
            throw Failed.exception("CacheLoaderException");
        }
        Map<String, Val> loaded = new LinkedHashMap<>();
        for (String key : keys) {
            if (!move.faults().unknown().contains(key)) {
                loaded.put(key, move.loaded(key));
            }
        }
        return loaded;
    }

    /** Without write-through there is nothing to do. */
    void write(String key, Val value) {
        if (setting.writeThrough()) {
            journal.call("write " + key + "=" + value.show(setting.byValue()));
            failIfRefused(key);
        }
    }

    void delete(String key) {
        if (setting.writeThrough()) {
            journal.call("delete " + key);
            failIfRefused(key);
        }
    }

    Written writeAll(Map<String, Val> entries) {
        Map<String, String> shown = new TreeMap<>();
        entries.forEach((key, value) -> shown.put(key, value.show(setting.byValue())));
        return batch("writeAll " + shown, entries.keySet());
    }

    Written deleteAll(Collection<String> keys) {
        return batch("deleteAll " + new TreeSet<>(keys), keys);
    }

    /**
     * An empty batch is not written. What the writer left when it threw an exception has failed; when it returned normally
     * everything is written; after an error nothing is known to be.
     */
    private Written batch(String call, Collection<String> keys) {
        if (!setting.writeThrough() || keys.isEmpty()) {
            return new Written(new LinkedHashSet<>(keys), null);
        }
        journal.call(call);
        List<String> refused = keys.stream().filter(move.faults()::refuses).toList();
        if (refused.isEmpty()) {
            return new Written(new LinkedHashSet<>(keys), null);
        }
        Failed failure = Failed.of(move.faults().writer(), "CacheWriterException");
        Set<String> written = new LinkedHashSet<>();
        if (!failure.isError() && !move.faults().leaves()) {
            written.addAll(keys);
            refused.forEach(written::remove);
        }
        return new Written(written, failure);
    }

    private void failIfRefused(String key) {
        if (move.faults().refuses(key)) {
            throw Failed.of(move.faults().writer(), "CacheWriterException");
        }
    }
}
