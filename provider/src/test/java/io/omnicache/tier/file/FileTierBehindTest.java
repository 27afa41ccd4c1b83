/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.util.Map;

/** The tier, written behind. */
class FileTierBehindTest extends FileTierTest {
    @Override
    Map<String, String> options() {
        return Map.of("durability", "behind");
    }
}
