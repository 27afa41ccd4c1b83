/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.StoredCache;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens tiers of the name {@code sqlite}: rows of a database. Needs {@code org.xerial:sqlite-jdbc}. */
public final class SqliteTierFactory implements TierFactory {
    /** For {@link java.util.ServiceLoader}. */
    public SqliteTierFactory() {}

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public Set<String> options() {
        return SqliteOptions.NAMES;
    }

    @Override
    public Optional<String> problem(Map<String, String> options) {
        try {
            SqliteOptions.parse(options);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> unavailable() {
        return SqliteLibrary.problem();
    }

    @Override
    public List<StoredCache> stored(Map<String, String> options) throws IOException {
        SqliteOptions parsed = SqliteOptions.parse(options);
        SqliteLibrary.require();
        return StoredNames.in(parsed.place());
    }

    /** @throws javax.cache.CacheException if the library is missing or cannot be loaded; the message says what to add */
    @Override
    public Tier open(TierContext context, Map<String, String> options) throws IOException {
        SqliteOptions parsed = SqliteOptions.parse(options);
        SqliteLibrary.require();
        return SqliteTier.open(context, parsed);
    }
}
