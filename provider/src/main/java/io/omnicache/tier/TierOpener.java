/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.Clock;
import io.omnicache.config.TierOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Opens the tiers of a cache by the names of their kinds. */
public final class TierOpener {
    private TierOpener() {}

    /** Returns the options of each kind of tier that there is. */
    public static Map<String, Set<String>> options(ClassLoader loader) {
        return TierFactories.options(loader);
    }

    /**
     * Checks that each level has room for what the one above it may hold, where both are bounded by entries.
     *
     * @param heap how many entries the heap may hold; empty if it is not bounded so
     * @throws io.omnicache.config.ConfigurationException if a level has not
     */
    public static void requireRoom(String cache, OptionalLong heap, List<TierOptions> tiers) {
        TierChecks.tooSmall(heap, tiers).ifPresent(small -> {
            throw small.tier().wrong(cache, small.problem());
        });
    }

    /**
     * Returns what is wrong with the values of the options of tiers, whose names are known; empty if nothing is. Nothing is opened.
     *
     * @param heap as for {@link #requireRoom}
     */
    public static Optional<String> problem(OptionalLong heap, List<TierOptions> tiers, ClassLoader loader) {
        return TierChecks.problem(heap, tiers, loader);
    }

    /**
     * Returns the tiers of a cache that can be used here: for one that needs a library that is missing stands what it names instead.
     *
     * @return may be empty, if it is said that the cache does without
     * @throws io.omnicache.config.ConfigurationException if there is no tier of such a name, or an option is not known
     * @throws javax.cache.CacheException if a library is missing, and nothing is named instead
     */
    public static List<TierOptions> available(String cache, List<TierOptions> tiers, ClassLoader loader) {
        List<TierOptions> available = new ArrayList<>();
        for (TierOptions tier : tiers) {
            available(cache, tier, loader).ifPresent(available::add);
        }
        return List.copyOf(available);
    }

    private static Optional<TierOptions> available(String cache, TierOptions tier, ClassLoader loader) {
        TierOptions instead = tier.fallback();
        Optional<String> problem = TierFactories.named(cache, tier, loader).unavailable();
        if (problem.isEmpty()) {
            return Optional.of(tier);
        }
        if (instead == null) {
            throw new CacheException("Cache '" + cache + "': " + problem.get()
                    + "; or say by 'fallback' in the options of the tier '" + tier.kind() + "' what to use instead");
        }
        TierLog.insteadOf(cache, tier.kind(), instead.kind(), problem.get());
        return instead.equals(TierOptions.NONE) ? Optional.empty() : available(cache, instead, loader);
    }

    /**
     * Opens what a cache has below the heap.
     *
     * @throws io.omnicache.config.ConfigurationException if there is no tier of such a name, or an option is wrong
     * @throws TierException if a tier cannot be opened
     */
    public static TierStack open(String manager, String cache, Clock clock, StackOptions wanted, ClassLoader loader) {
        AtomicReference<@Nullable TierStack> stack = new AtomicReference<>();
        List<TierLevel> levels = new ArrayList<>();
        try {
            for (TierOptions options : wanted.tiers()) {
                TierContext context = new Context(manager, cache, clock, levels.size(), stack);
                LevelOptions common = LevelOptions.of(cache, options, wanted.onFailure());
                Tier tier = open(context, options, loader);
                levels.add(new TierLevel(cache, options.kind(), levels.size() + 1, tier, common, clock));
            }
            requireAlone(cache, wanted.tiers(), levels);
            forgetIfOutOfStep(levels);
        } catch (RuntimeException | Error e) {
            closeAll(levels, e);
            throw e;
        }
        TierStack opened = new TierStack(levels, wanted.admission());
        stack.set(opened);
        return opened;
    }

    private static void requireAlone(String cache, List<TierOptions> tiers, List<TierLevel> levels) {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.size() > 1 && levels.get(i).shared() != null) {
                throw tiers.get(i)
                        .wrong(
                                cache,
                                "it is shared by several processes, and then it has to be the only tier below the heap:"
                                        + " copies in other tiers are not built yet");
            }
        }
    }

    /* And what is above it, which would be more than it has; that first, so that the one below is found out of step again if the process ends meanwhile. */
    static void forgetIfOutOfStep(List<TierLevel> levels) {
        int lowest = levels.size() - 1;
        while (lowest >= 0 && !levels.get(lowest).journal().isUnsettled()) {
            lowest--;
        }
        for (int i = 0; i <= lowest; i++) {
            levels.get(i).clear();
        }
    }

    /**
     * Returns the caches of which a place has stored entries.
     *
     * @throws io.omnicache.config.ConfigurationException if there is no tier of such a name, or an option is wrong
     * @throws IOException if the place cannot be read
     * @throws UnsupportedOperationException if this kind of tier cannot tell
     */
    public static List<StoredCache> stored(TierOptions options, ClassLoader loader) throws IOException {
        TierFactory factory = TierFactories.named(options.kind(), options, loader);
        try {
            return factory.stored(LevelOptions.own(options));
        } catch (IllegalArgumentException e) {
            throw options.wrong(options.kind(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Opens one tier that has no levels above and below it, to read what it has stored, or to compact it.
     *
     * @throws io.omnicache.config.ConfigurationException as {@link #open}
     * @throws TierException as {@link #open}
     */
    public static Tier openAlone(String manager, String cache, Clock clock, TierOptions options, ClassLoader loader) {
        return open(new Context(manager, cache, clock, 0, new AtomicReference<>()), options, loader);
    }

    /**
     * Deletes what a cache that is not open has stored below the heap.
     *
     * @param tiers may be empty
     * @throws io.omnicache.config.ConfigurationException as {@link #open}
     * @throws TierException if something cannot be deleted, or is in use; what other tiers store is deleted
     */
    public static void destroy(String manager, String cache, List<TierOptions> tiers, ClassLoader loader) {
        TierContext context = new Context(manager, cache, Clock.system(), 0, new AtomicReference<>());
        RuntimeException first = null;
        for (TierOptions options : tiers) {
            try {
                available(cache, options, loader).ifPresent(present -> destroy(context, present, loader));
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static void destroy(TierContext context, TierOptions options, ClassLoader loader) {
        TierFactory factory = TierFactories.named(context.cache(), options, loader);
        try {
            factory.destroy(context, LevelOptions.own(options));
        } catch (IllegalArgumentException e) {
            throw options.wrong(context.cache(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new TierException(context.cache(), options.kind(), "destroying", e);
        }
    }

    private static Tier open(TierContext context, TierOptions options, ClassLoader loader) {
        TierFactory factory = TierFactories.named(context.cache(), options, loader);
        try {
            return factory.open(context, LevelOptions.own(options));
        } catch (IllegalArgumentException e) {
            throw options.wrong(context.cache(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new TierException(context.cache(), options.kind(), "opening", e);
        }
    }

    private static void closeAll(List<TierLevel> levels, Throwable cause) {
        for (TierLevel level : levels) {
            try {
                level.close();
            } catch (RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** What a tier knows; the stack comes when all tiers are open. */
    private record Context(
            String manager, String cache, Clock clock, int level, AtomicReference<@Nullable TierStack> stack)
            implements TierContext {
        @Override
        public boolean evict(TierKey key, Deletion deletion) throws IOException {
            TierStack present = stack.get();
            if (present == null) { // nothing can be above while the tiers are opened
                return deletion.run();
            }
            return present.evict(level, key, deletion);
        }
    }
}
