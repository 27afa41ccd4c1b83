/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheLoader;

/** A loader made of a function, which writes down its calls. Confined to one thread. */
final class Functions implements CacheLoader<String, Object> {
    final List<String> calls = new ArrayList<>();
    private final UnaryOperator<Object> function;

    Functions(UnaryOperator<Object> function) {
        this.function = function;
    }

    @Override
    public Object load(String key) {
        calls.add("load " + key);
        return function.apply(key);
    }

    @Override
    public Map<String, Object> loadAll(Iterable<? extends String> keys) {
        calls.add("loadAll " + keys);
        Map<String, Object> loaded = new HashMap<>();
        keys.forEach(key -> loaded.put(key, function.apply(key)));
        return loaded;
    }
}
