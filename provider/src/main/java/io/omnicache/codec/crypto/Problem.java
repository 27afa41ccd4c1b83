/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

/** Why entries cannot be read. */
enum Problem {
    /** They name a key that is not configured. */
    UNKNOWN_KEY("they are encrypted with a key that is not among codec.encryption.keys"),
    /** They name an encryptor that is not there. */
    UNKNOWN_ENCRYPTOR("they are encrypted by an Encryptor that is not found"),
    /** What has encrypted them does not work. */
    ENCRYPTOR_FAILED("they are encrypted by an Encryptor that fails just now"),
    /** They were encrypted with another key of that id. */
    WRONG_KEY("the key of that id is not the one that they were encrypted with"),
    /** They were changed. */
    TAMPERED("they were changed, or moved from another key, cache or manager"),
    /** They stand there as they are. */
    NOT_ENCRYPTED("they are not encrypted, and codec.encryption.readUnencrypted is not true"),
    /** They are encrypted, and the cache is not. */
    NO_KEY("they are encrypted, and there is no codec.encryption"),
    /** Their keys are encrypted with another key than the one that is configured for that, or not at all. */
    OTHER_KEY_OF_KEYS("their keys are encrypted, or not, in another way than codec.encryption.encryptKeys says");

    private final String label;

    Problem(String label) {
        this.label = label;
    }

    /** Returns it as messages say it. */
    String label() {
        return label;
    }
}
