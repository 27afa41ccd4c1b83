/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import javax.cache.CacheException;

/** An optional library, and what to add where it is missing. */
public enum Library {
    JSON("com.fasterxml.jackson.databind.ObjectMapper", "com.fasterxml.jackson.core:jackson-databind"),
    CBOR(
            "com.fasterxml.jackson.dataformat.cbor.CBORFactory",
            "com.fasterxml.jackson.dataformat:jackson-dataformat-cbor"),
    CSV("com.fasterxml.jackson.dataformat.csv.CsvMapper", "com.fasterxml.jackson.dataformat:jackson-dataformat-csv"),
    SMILE(
            "com.fasterxml.jackson.dataformat.smile.SmileFactory",
            "com.fasterxml.jackson.dataformat:jackson-dataformat-smile"),
    MSGPACK("org.msgpack.jackson.dataformat.MessagePackFactory", "org.msgpack:jackson-dataformat-msgpack"),
    FORY("org.apache.fory.Fory", "org.apache.fory:fory-core"),
    ZSTD("com.github.luben.zstd.ZstdCompressCtx", "com.github.luben:zstd-jni"),
    LZ4("net.jpountz.lz4.LZ4Factory", "at.yawk.lz4:lz4-java"),
    BOUNCY_CASTLE("org.bouncycastle.jce.provider.BouncyCastleProvider", "org.bouncycastle:bcprov-jdk18on");

    private final String entry;
    private final String coordinates;

    Library(String entry, String coordinates) {
        this.entry = entry;
        this.coordinates = coordinates;
    }

    /** Whether our own class loader finds it, as it must to link our classes against it. */
    boolean isPresent() {
        try {
            load();
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Returns the class by which it is entered; not initialized. */
    Class<?> load() throws ClassNotFoundException {
        return Class.forName(entry, false, Library.class.getClassLoader());
    }

    /**
     * Checks that the library is there.
     *
     * @throws CacheException if it is not; the message names what to add
     */
    public void require(String option, String name) {
        if (!isPresent()) {
            throw new CacheException("option '" + option + "': was '" + name + "', which needs " + coordinates
                    + " on the class path, or on the module path and among the modules that are resolved");
        }
    }
}
