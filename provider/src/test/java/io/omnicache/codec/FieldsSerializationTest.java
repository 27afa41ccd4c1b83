/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

/** What Java serialization promises holds for values that are copied by fields, too. */
final class FieldsSerializationTest extends ByValueSerializationTest {
    @Override
    String copier() {
        return "fields";
    }
}
