/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import io.omnicache.conformance.Faults.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;

/** A loader that writes down its calls and fails when the step says so. */
final class RecordingLoader implements CacheLoader<String, Sample> {
    private final UserCode code;

    RecordingLoader(UserCode code) {
        this.code = code;
    }

    @Override
    public Sample load(String key) {
        code.journal.call("load " + key);
        fail();
        return known(key) ? code.samples.make(code.move.loaded(key)) : null;
    }

    @Override
    public Map<String, Sample> loadAll(Iterable<? extends String> keys) {
        TreeSet<String> asked = new TreeSet<>();
        keys.forEach(asked::add);
        code.journal.call("loadAll " + asked);
        fail();
        if (code.faults().answer() == Answer.NULL_MAP) {
            return null;
        }
        Map<String, Sample> loaded = new LinkedHashMap<>();
        for (String key : code.faults().answer() == Answer.KEYS_NOT_ASKED_FOR ? Op.KEYS : asked) {
            if (known(key)) {
                loaded.put(key, code.samples.make(code.move.loaded(key)));
            } else if (code.faults().answer() == Answer.NULL_VALUES_FOR_UNKNOWN) {
                loaded.put(key, null);
            }
        }
        return loaded;
    }

    private boolean known(String key) {
        return !code.faults().unknown().contains(key);
    }

    private void fail() {
        if (code.faults().loader() != null) {
            code.faults().loader().raise(() -> new CacheLoaderException("failing on purpose"));
        }
    }
}
