/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the keys of the requests, in their order. Not thread-safe. */
interface KeyReader {
    /** Returns the key of the next request, or null at the end. */
    @Nullable
    Object next() throws IOException;

    /** Returns how many pieces of the input were no request so far. */
    long malformed();
}
