/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

/**
 * How the encryption of a cache does. Immutable.
 *
 * @param cache the name of the cache
 * @param activeKey the id of the key that is written with
 * @param rotation whether what other keys have encrypted is being encrypted with the active one
 * @param examined how many entries the rotation has looked at since the cache was opened
 * @param renewed how many of them it has encrypted with the active key
 * @param left how many it left as they are, since they cannot be decrypted, or their tier may only be read
 * @param entries how many entries the cache has
 * @param unreadable how often since the cache was opened an entry could not be read for want of the right key, or since it was changed
 */
public record EncryptionState(
        String cache,
        String activeKey,
        Rotation rotation,
        long examined,
        long renewed,
        long left,
        long entries,
        long unreadable) {
    /** How far the rotation is. */
    public enum Rotation {
        /** There is nothing to do: there is one key only. */
        NONE,
        /** Entries are looked at, some each second. A cache that is opened again begins anew, and only reads what is encrypted already. */
        RUNNING,
        /** All entries that could be decrypted are encrypted with the active key: the others may go from the configuration. */
        DONE
    }
}
