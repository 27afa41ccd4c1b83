/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** A JCache (JSR-107) provider. */
module io.omnicache {
    requires transitive cache.api;
    requires java.management;
    requires static java.sql;
    requires jdk.unsupported; // sun.reflect.ReflectionFactory, for the copier by fields
    requires static com.fasterxml.jackson.core;
    requires static com.fasterxml.jackson.databind;
    requires static com.fasterxml.jackson.dataformat.csv;
    requires static com.fasterxml.jackson.dataformat.yaml;
    requires static com.github.luben.zstd_jni;
    requires static org.apache.fory.core;
    requires static org.bouncycastle.provider;
    requires static org.jspecify;
    requires static org.lz4.java;
    requires static org.xerial.sqlitejdbc;
    requires static com.google.errorprone.annotations;

    exports io.omnicache;
    exports io.omnicache.config;
    exports io.omnicache.tier;

    uses io.omnicache.Compressor;
    uses io.omnicache.Copier;
    uses io.omnicache.Encryptor;
    uses io.omnicache.EvictionStrategy;
    uses io.omnicache.KeyCodec;
    uses io.omnicache.KeyProvider;
    uses io.omnicache.Serializer;
    uses io.omnicache.tier.TierFactory;

    provides javax.cache.spi.CachingProvider with
            io.omnicache.OmniCachingProvider;
    provides io.omnicache.tier.TierFactory with
            io.omnicache.tier.file.FileTierFactory,
            io.omnicache.tier.sqlite.SqliteTierFactory;
}
