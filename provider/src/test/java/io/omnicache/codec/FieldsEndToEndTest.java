/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

/** A cache of values that are copied by fields. */
final class FieldsEndToEndTest extends ByValueEndToEndTest {
    @Override
    String copier() {
        return "fields";
    }
}
