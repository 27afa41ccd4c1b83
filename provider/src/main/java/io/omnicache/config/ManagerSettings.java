/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What a manager's configuration file and properties say: caches to make and templates for those that code makes. Immutable.
 */
public final class ManagerSettings {
    private static final Words TOP = Words.of("caches", "templates").later("profile");
    private static final ManagerSettings NONE = new ManagerSettings(Map.of(), List.of());

    private final Map<String, Layer> entries;
    private final List<Template> templates;

    private ManagerSettings(Map<String, Layer> entries, List<Template> templates) {
        this.entries = entries;
        this.templates = templates;
    }

    /**
     * Finds and reads what belongs to a manager: system properties count most, then the manager's properties, then the file.
     *
     * @param uri the manager's; names the file if its scheme is file, classpath, jar, http or https
     * @param loader the manager's: finds the file and the classes that it names
     * @param properties the manager's
     * @throws ConfigurationException if a file or property is missing or cannot be used
     */
    public static ManagerSettings load(URI uri, ClassLoader loader, Properties properties) {
        return load(uri, loader, properties, Surroundings.ofProcess());
    }

    static ManagerSettings load(URI uri, ClassLoader loader, Properties properties, Surroundings surroundings) {
        PropertyTree.requireStrings("property", properties);
        GuardShare.check(surroundings.systemProperties(), properties);
        ConfigurationFile file =
                new FileLookup(loader, properties, surroundings).find(uri).orElse(null);
        if (file == null
                && PropertyNames.settingsIn(surroundings.systemProperties()).isEmpty()
                && PropertyNames.settingsIn(properties).isEmpty()) {
            return NONE; // so most processes begin: to read nothing would take them a tenth of their start
        }
        return load(uri, loader, properties, surroundings, file);
    }

    private static ManagerSettings load(
            URI uri,
            ClassLoader loader,
            Properties properties,
            Surroundings surroundings,
            @Nullable ConfigurationFile file) {
        Setting stated = Overlay.lay(
                PropertyTree.read("system property", surroundings.systemProperties()),
                PropertyTree.read("property", properties));
        if (file != null) {
            stated = Overlay.lay(stated, topOf(file));
        }
        ManagerSettings settings = read(
                new Cursor(stated, "", "", surroundings.interpolation()), new OptionsReader(new ClassNames(loader)));
        if (file != null) {
            System.getLogger("io.omnicache.config")
                    .log(
                            System.Logger.Level.INFO,
                            "configuration file used: file={0} manager={1} caches={2} templates={3}",
                            file.name(),
                            Addresses.shown(uri),
                            String.valueOf(settings.entries.size()),
                            String.valueOf(settings.templates.size()));
        }
        return settings;
    }

    /** An empty file is an empty block, so that properties can be laid over it. */
    private static Setting topOf(ConfigurationFile file) {
        Setting read = file.read();
        return read instanceof Setting.Nothing ? new Setting.Block(read.place(), Map.of()) : requireBlock(read);
    }

    private static Setting requireBlock(Setting read) {
        if (read instanceof Setting.Block) {
            return read;
        }
        throw new ConfigurationException(read.place() + ": the file holds "
                + (read instanceof Setting.Sequence ? "a list" : "a single value") + ", allowed is a block with "
                + Words.list(TOP.known()));
    }

    private static ManagerSettings read(Cursor top, OptionsReader reader) {
        Map<String, Cursor> parts = TOP.in(top);
        Map<String, Layer> entries = new LinkedHashMap<>();
        Map<String, Template> templates = new LinkedHashMap<>();
        named(parts.get("caches"), "cache").forEach((name, block) -> entries.put(name, reader.cache(block)));
        named(parts.get("templates"), "template")
                .forEach((name, block) -> templates.put(name, reader.template(name, block)));
        List<Template> bySpecificity = templates.values().stream()
                .sorted((a, b) -> NamePattern.MOST_SPECIFIC_FIRST.compare(a.pattern(), b.pattern()))
                .toList();
        ManagerSettings settings = new ManagerSettings(entries, bySpecificity);
        entries.keySet().forEach(settings::predefined);
        return settings;
    }

    private static Map<String, Cursor> named(@Nullable Cursor part, String kind) {
        Map<String, Cursor> blocks = new LinkedHashMap<>();
        if (part != null) {
            part.entries("a block with a name for each " + kind)
                    .forEach((name, block) -> blocks.put(name, block.about(kind + " '" + name + "'")));
        }
        return blocks;
    }

    /** Returns whether nothing is said at all. */
    public boolean isEmpty() {
        return entries.isEmpty() && templates.isEmpty();
    }

    /** Returns the names of the caches to make when the manager opens, in the order in which they were written. */
    public Set<String> cacheNames() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** Returns the configuration of a cache to make when the manager opens. */
    public OmniConfiguration<Object, Object> predefined(String name) {
        return inForce(name, Objects.requireNonNull(entries.get(name), name));
    }

    /**
     * Returns what is in force for a cache that code makes.
     *
     * @throws IllegalArgumentException if the configuration states options that contradict each other
     */
    public <K, V> OmniConfiguration<K, V> inForce(String name, Configuration<K, V> code) {
        return inForce(name, Layer.ofCode(name, code));
    }

    private <K, V> OmniConfiguration<K, V> inForce(String name, Layer own) {
        List<Layer> layers = new ArrayList<>();
        List<Layer> below = new ArrayList<>();
        for (Template template : templates) {
            if (template.pattern().matches(name)) {
                layers.add(template.override());
                below.add(template.options());
            }
        }
        layers.add(own);
        layers.addAll(below);
        EnumMap<Option, Stated> inForce = new EnumMap<>(Option.class);
        for (Layer layer : layers) {
            layer.addTo(inForce);
        }
        Combinations.settle(name, inForce);
        return new OmniConfiguration<>(Combinations.values(inForce));
    }

    /** Returns what file and properties state of the tiers below the heap of a cache, whatever code states when it makes that cache. */
    public List<TierOptions> tiers(String name) {
        List<Layer> layers = new ArrayList<>();
        List<Template> matching =
                templates.stream().filter(each -> each.pattern().matches(name)).toList();
        matching.forEach(each -> layers.add(each.override()));
        layers.add(entries.getOrDefault(name, new Layer(Layer.subjectOfCache(name), Map.of())));
        matching.forEach(each -> layers.add(each.options()));
        List<TierOptions> tiers = new ArrayList<>();
        layers.stream()
                .map(layer -> layer.stated().get(Option.TIERS))
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(stated -> ((List<?>) stated.value()).forEach(tier -> tiers.add((TierOptions) tier)));
        return tiers;
    }

    /**
     * Checks that the names which file and properties state for an option are known.
     *
     * @param option one whose value is a name
     * @param known asked for only if a name other than the built-in one is stated, since a search for services takes time
     * @throws ConfigurationException if a name is not known
     */
    public void requireKnown(Option option, Supplier<? extends Collection<String>> known) {
        layers().forEach(layer -> requireKnown(option, layer, known));
    }

    /**
     * Checks that the tiers which file and properties state below the heap are known, and their options, with the values of these.
     *
     * @param known the options of each kind; asked for only if there are such tiers
     * @param values tells what is wrong with tiers, whose options are known, below a heap of so many entries; empty if nothing is
     * @throws ConfigurationException if a tier is not known, or an option of one, or has a value that is not allowed
     */
    public void requireKnownTiers(
            Supplier<Map<String, Set<String>>> known,
            BiFunction<OptionalLong, List<TierOptions>, Optional<String>> values) {
        layers().forEach(layer -> {
            Stated stated = layer.stated().get(Option.TIERS);
            if (stated != null && stated.value() instanceof List<?> list && !list.isEmpty()) {
                List<TierOptions> tiers =
                        list.stream().map(TierOptions.class::cast).toList();
                tiers.stream()
                        .flatMap(tier -> tier.problem(known.get()).stream())
                        .findFirst()
                        .or(() -> values.apply(entriesOfHeap(layer), tiers))
                        .ifPresent(problem -> {
                            throw new ConfigurationException(
                                    Cursor.message(stated.place(), layer.subject(), Option.TIERS.label(), problem));
                        });
            }
        });
    }

    private static OptionalLong entriesOfHeap(Layer layer) {
        Stated heap = layer.stated().get(Option.HEAP);
        return heap != null && heap.value() instanceof Bound.Entries entries ? entries.limit() : OptionalLong.empty();
    }

    private Stream<Layer> layers() {
        return Stream.concat(
                entries.values().stream(),
                templates.stream().flatMap(template -> Stream.of(template.override(), template.options())));
    }

    /**
     * Checks that the serializers, compressors and key providers which file and properties state are known.
     *
     * @param serializers asked for only if a name other than the built-in one is stated
     * @param compressors likewise
     * @param keyProviders asked for only if one is stated
     * @param encryptors likewise
     * @throws ConfigurationException if a name is not known
     */
    public void requireKnownCodecs(
            Supplier<? extends Collection<String>> serializers,
            Supplier<? extends Collection<String>> compressors,
            Supplier<? extends Collection<String>> keyProviders,
            Supplier<? extends Collection<String>> encryptors) {
        layers().forEach(layer -> CodecReader.requireKnown(layer, serializers, compressors, keyProviders, encryptors));
    }

    private static void requireKnown(Option option, Layer layer, Supplier<? extends Collection<String>> known) {
        Stated stated = layer.stated().get(option);
        if (stated == null
                || stated.value().equals(option.builtIn())
                || known.get().contains(stated.value())) {
            return;
        }
        String suggestion = stated.secret() ? "" : Suggestion.didYouMean(String.valueOf(stated.value()), known.get());
        throw new ConfigurationException(Cursor.message(
                stated.place(),
                layer.subject(),
                option.label(),
                stated.given() + ", allowed is one of " + Words.list(known.get()) + suggestion));
    }
}
