/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import javax.cache.configuration.Configuration;

/**
 * What one of several sources states about a cache. Immutable.
 *
 * @param subject who that is, as messages name it
 */
record Layer(String subject, Map<Option, Stated> stated) {
    Layer {
        EnumMap<Option, Stated> copy = new EnumMap<>(Option.class);
        copy.putAll(stated);
        stated = Collections.unmodifiableMap(copy);
    }

    /** Returns what code states for the cache. */
    static Layer ofCode(String name, Configuration<?, ?> code) {
        Stated.Source source = code instanceof OmniConfiguration ? Stated.Source.CODE : Stated.Source.STANDARD;
        Place place = new Place("the configuration given to createCache", 0);
        EnumMap<Option, Stated> stated = new EnumMap<>(Option.class);
        for (Map.Entry<Option, Object> one : OmniConfiguration.of(code).stated().entrySet()) {
            stated.put(one.getKey(), new Stated(one.getValue(), source, place, null, false));
        }
        return new Layer(subjectOfCache(name), stated);
    }

    /** States what nobody has stated yet. */
    void addTo(EnumMap<Option, Stated> inForce) {
        for (Map.Entry<Option, Stated> one : stated.entrySet()) {
            inForce.putIfAbsent(one.getKey(), one.getValue());
        }
    }

    static String subjectOfCache(String name) {
        return "cache '" + name + "'";
    }
}
