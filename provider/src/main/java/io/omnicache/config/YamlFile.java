/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one YAML document into settings that know their lines. The only class that uses Jackson; it is loaded only when there
 * is a file.
 *
 * <p>It does not follow aliases ({@code *name}): a configuration says what it means where it says it, and a small file cannot
 * grow large. Confined to one thread.
 */
final class YamlFile {
    private static final String ALIAS = "a name that begins with * and has no quotes is an alias of YAML, which is not"
            + " supported; a name with a wildcard goes in quotes, such as \"*Region\"";
    private static final Pattern MARK = Pattern.compile("line ([0-9]{1,9}), column");

    private final String name;
    private final YAMLParser parser;

    private YamlFile(String name, YAMLParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /**
     * Returns what the text says; an empty text is an empty block.
     *
     * @param name the file's name, for places and messages
     * @throws ConfigurationException if it is not one YAML document
     */
    static Setting read(String name, String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            return new YamlFile(name, parser).document();
        } catch (JsonProcessingException e) {
            throw notYaml(name, e);
        } catch (IOException e) {
            throw new ConfigurationException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The parser's own text goes over many lines and quotes the file: what is wrong, and where, are picked out of it. */
    private static ConfigurationException notYaml(String name, JsonProcessingException e) {
        String text = e.getOriginalMessage();
        if (text.contains("AliasEvent")) {
            return new ConfigurationException(new Place(name, lineOf(e.getLocation())) + ": " + ALIAS);
        }
        int line = MARK.matcher(text)
                .results()
                .mapToInt(mark -> Integer.parseInt(mark.group(1)))
                .reduce(lineOf(e.getLocation()), (first, last) -> last);
        String problem = text.lines()
                .filter(one -> !one.isBlank() && !Character.isWhitespace(one.charAt(0)))
                .collect(Collectors.joining(", "));
        return new ConfigurationException(new Place(name, line) + ": not valid YAML: " + problem);
    }

    private Setting document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return new Setting.Block(new Place(name, 1), Map.of());
        }
        Setting document = setting(first, here());
        if (parser.nextToken() != null) {
            throw new ConfigurationException(
                    here() + ": a second YAML document begins here, allowed is one document in a file");
        }
        return document;
    }

    private Setting setting(JsonToken token, Place place) throws IOException {
        refuseAlias();
        return switch (token) {
            case START_OBJECT -> block(place);
            case START_ARRAY -> sequence(place);
            case VALUE_NULL -> new Setting.Nothing(place);
            default -> new Setting.Scalar(place, parser.getText());
        };
    }

    private Setting block(Place place) throws IOException {
        Map<String, Setting> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            refuseAlias();
            String key = parser.currentName();
            Place stated = here();
            Setting before = entries.put(key, setting(parser.nextToken(), stated));
            if (before != null) {
                throw new ConfigurationException(stated + ": '" + key + "' is stated twice, first in line "
                        + before.place().line());
            }
        }
        return new Setting.Block(place, entries);
    }

    private Setting sequence(Place place) throws IOException {
        TreeMap<Integer, Setting> items = new TreeMap<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.put(items.size(), setting(token, here()));
        }
        return new Setting.Sequence(place, items);
    }

    private void refuseAlias() throws IOException {
        if (parser.isCurrentAlias()) {
            throw new ConfigurationException(here() + ": " + ALIAS);
        }
    }

    private Place here() {
        return new Place(name, lineOf(parser.currentTokenLocation()));
    }

    private static int lineOf(@Nullable JsonLocation location) {
        return location == null ? 0 : Math.max(0, location.getLineNr());
    }
}
