/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

/** Values that nobody can copy, when they should be copied by fields. */
final class FieldsFailureTest extends ByValueFailureTest {
    @Override
    String copier() {
        return "fields";
    }
}
