/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.codec.bytes.UnreadableException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Says and counts which entries of a cache cannot be read: each reason once while the cache is open. Thread-safe. */
final class Reports {
    private static final System.Logger LOG = System.getLogger("io.omnicache.codec");

    /** Ids come from bytes that nobody vouches for. */
    private static final int MOST = 32;

    private final String cache;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final LongAdder count = new LongAdder();

    Reports(String cache) {
        this.cache = cache;
    }

    /** Returns how often something could not be read. */
    long count() {
        return count.sum();
    }

    /** Returns what to throw. */
    UnreadableException unreadable(Problem problem, String keyId) {
        return unreadable(problem, keyId, "");
    }

    /**
     * Returns what to throw.
     *
     * @param detail of an encryptor, by whom or why; may be empty
     */
    UnreadableException unreadable(Problem problem, String keyId, String detail) {
        count.increment();
        if (said.size() < MOST && said.add(problem + " " + keyId + " " + detail)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "entries cannot be decrypted; they are misses, and stay where they are: cache=" + cache
                            + (keyId.isEmpty() ? "" : " key=" + keyId) + " reason=" + problem.label()
                            + (detail.isEmpty() ? "" : " encryptor=" + detail));
        }
        return new UnreadableException(problem.label());
    }

    /** Counts what was found to be of no known form. */
    UnreadableException malformed(UnreadableException e) {
        unreadable(Problem.TAMPERED, "");
        return e;
    }
}
