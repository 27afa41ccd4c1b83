/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.StoredCache;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens tiers of the name {@code file}: lines of JSON in a directory. */
public final class FileTierFactory implements TierFactory {
    /** For {@link java.util.ServiceLoader}. */
    public FileTierFactory() {}

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Set<String> options() {
        return FileOptions.NAMES;
    }

    @Override
    public Optional<String> problem(Map<String, String> options) {
        try {
            FileOptions.parse(options);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<StoredCache> stored(Map<String, String> options) throws IOException {
        return Home.stored(FileOptions.parse(options).directory());
    }

    @Override
    public Tier open(TierContext context, Map<String, String> options) throws IOException {
        return new FileTier(Homes.open(context, FileOptions.parse(options)), context);
    }

    @Override
    public void destroy(TierContext context, Map<String, String> options) throws IOException {
        Homes.destroy(context, FileOptions.parse(options));
    }
}
