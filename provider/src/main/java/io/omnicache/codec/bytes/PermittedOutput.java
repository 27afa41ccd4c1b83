/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Serializer;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Writes an object by Java serialization, and refuses each class that could not be read back. Confined to one thread. */
class PermittedOutput extends ObjectOutputStream {
    private final Serializer.Types types;

    PermittedOutput(OutputStream out, Serializer.Types types) throws IOException {
        super(out);
        this.types = types;
    }

    /** Called once for each class descriptor that is written, superclasses included. */
    @Override
    protected final void annotateClass(Class<?> type) {
        types.require(type);
    }

    @Override
    protected final void annotateProxyClass(Class<?> type) throws IOException {
        throw new NotSerializableException("a proxy, which is never read back,");
    }
}
