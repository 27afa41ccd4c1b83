/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Makes one tree of settings from properties. */
final class PropertyTree {
    private PropertyTree() {}

    /**
     * Returns what the properties state.
     *
     * @param kind what they are, for messages
     */
    static Setting read(String kind, Properties properties) {
        Setting tree = new Setting.Block(new Place("properties", 0), Map.of());
        for (String name : PropertyNames.settingsIn(properties)) {
            Place place = new Place(kind + " " + name, 0);
            Setting one = one(place, name, properties.getProperty(name));
            tree = Overlay.join(one, tree);
        }
        return tree;
    }

    /** Refuses settings that are no strings, which {@link Properties} cannot show. */
    static void requireStrings(String kind, Properties properties) {
        for (Map.Entry<Object, Object> property : properties.entrySet()) {
            Object value = property.getValue();
            if (property.getKey() instanceof String name
                    && name.startsWith(PropertyNames.PREFIX)
                    && !(value instanceof String)) {
                throw new ConfigurationException(
                        kind + " " + name + ": was a " + value.getClass().getName() + ", allowed is a string");
            }
        }
    }

    private static Setting one(Place place, String name, String value) {
        List<Object> way;
        try {
            way = PropertyNames.way(name);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(place + ": " + e.getMessage(), e);
        }
        Setting setting = new Setting.Scalar(place, value.strip());
        for (int i = way.size() - 1; i >= 0; i--) {
            setting = way.get(i) instanceof Integer position
                    ? new Setting.Sequence(place, new TreeMap<>(Map.of(position, setting)))
                    : new Setting.Block(place, new LinkedHashMap<>(Map.of((String) way.get(i), setting)));
        }
        return setting;
    }
}
