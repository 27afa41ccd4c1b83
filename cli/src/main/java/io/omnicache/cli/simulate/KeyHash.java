/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

/** Stands for a key where only its identity matters. */
final class KeyHash {
    private KeyHash() {}

    /** Returns a positive number of 63 bits: two keys do not share one in practice. */
    static long of(Object key) {
        long hash = 0;
        if (key instanceof Long number) {
            hash = number;
        } else {
            String text = (String) key;
            for (int i = 0; i < text.length(); i++) {
                hash = mix(hash + text.charAt(i) + 1);
            }
        }
        return Math.max(1, mix(hash) & Long.MAX_VALUE);
    }

    /* The finalizer of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014), a bijection. */
    private static long mix(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
