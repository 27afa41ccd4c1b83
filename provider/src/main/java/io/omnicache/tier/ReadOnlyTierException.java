/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;

/** A tier was told to change something and may only be read. Reads of it go on, but of keys whose change it has refused. */
public final class ReadOnlyTierException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Creates one with a message that names the store. */
    public ReadOnlyTierException(String message) {
        super(message);
    }
}
