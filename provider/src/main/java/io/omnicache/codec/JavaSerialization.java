/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import io.omnicache.Copier;

/** The copier named {@code serialization}: writes and reads back what is {@link java.io.Serializable}. Immutable. */
final class JavaSerialization implements Copier {
    static final String NAME = "serialization";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    @SuppressWarnings("unchecked") // what is read back is of the class that was written, or what its hooks make of it
    public <T> T copy(T value, ClassLoader loader) {
        SerialForm form = SerialForm.ofNoCache(loader);
        return (T) form.read(form.write(value));
    }
}
