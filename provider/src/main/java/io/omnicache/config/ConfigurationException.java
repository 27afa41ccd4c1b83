/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file, or a property that stands for a setting of one, cannot be used. The message says where the mistake
 * is (file and line, or property), which cache and option it is about, what was given and what is allowed. A value that
 * came from a placeholder is shown as the placeholder.
 */
public final class ConfigurationException extends CacheException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** Creates the exception with what led to it. */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
