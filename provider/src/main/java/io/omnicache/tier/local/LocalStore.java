/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import io.omnicache.tier.Tier;
import java.io.IOException;

/** A store on a disk of this machine, whose changes may be written behind. Thread-safe. */
public interface LocalStore extends Tier {
    /** Fails if it is closed. */
    void check() throws IOException;

    /** Lets entries go until the store is within its bound. */
    void settle() throws IOException;
}
