/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/** A writer that writes down its calls and refuses the keys that the step says. */
final class RecordingWriter implements CacheWriter<String, Sample> {
    private final UserCode code;

    RecordingWriter(UserCode code) {
        this.code = code;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends Sample> entry) {
        code.journal.call("write " + entry.getKey() + "=" + code.show(entry.getValue()));
        failFor(entry.getKey());
    }

    @Override
    public void delete(Object key) {
        code.journal.call("delete " + key);
        failFor((String) key);
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends Sample>> entries) {
        Map<String, String> shown = new TreeMap<>();
        entries.forEach(entry -> shown.put(entry.getKey(), code.show(entry.getValue())));
        code.journal.call("writeAll " + shown);
        boolean fails = entries.stream().anyMatch(entry -> code.faults().refuses(entry.getKey()));
        if (!code.faults().leaves()) {
            entries.removeIf(entry -> !code.faults().refuses(entry.getKey()));
        }
        failIf(fails);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        code.journal.call("deleteAll " + new TreeSet<>(keys));
        boolean fails = keys.stream().anyMatch(key -> code.faults().refuses((String) key));
        if (!code.faults().leaves()) {
            keys.removeIf(key -> !code.faults().refuses((String) key));
        }
        failIf(fails);
    }

    private void failFor(String key) {
        failIf(code.faults().refuses(key));
    }

    private void failIf(boolean fails) {
        if (fails) {
            code.faults().writer().raise(() -> new CacheWriterException("failing on purpose"));
        }
    }
}
