/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.util.Map;

/** The tier, written behind. */
class FileTierBehindTest extends FileTierTest {
    @Override
    protected Map<String, String> options() {
        return Stores.options(directory, "durability", "behind");
    }
}
