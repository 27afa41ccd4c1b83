/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** What became of a file that is open, as its path says: systems let files that are open be deleted, and go on without an error. */
public enum Presence {
    /** It is the file that was opened. */
    THERE,
    /** There is none. */
    DELETED,
    /** There is another one. */
    REPLACED,
    /** It is shorter than what was written. */
    CUT;

    /** Returns what tells the file of a path from others; null if there is none, or the system does not say. */
    public static @Nullable Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Compares a path with what was opened.
     *
     * @param key what {@link #key} said then
     * @param length how long the file is at least
     */
    public static Presence of(Path file, @Nullable Object key, long length) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (key != null && !key.equals(attributes.fileKey())) {
                return REPLACED;
            }
            return attributes.size() < length ? CUT : THERE;
        } catch (NoSuchFileException e) {
            return DELETED;
        }
    }
}
