/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

/** Values whose class only one class loader sees, copied by fields. */
final class FieldsClassLoaderTest extends ByValueClassLoaderTest {
    @Override
    String copier() {
        return "fields";
    }
}
