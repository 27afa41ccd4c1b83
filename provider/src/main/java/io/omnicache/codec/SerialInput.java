/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/** Reads the form described in {@link SerialForm}. Confined to one thread. */
final class SerialInput extends ObjectInputStream {
    private final ClassTable classes;

    SerialInput(InputStream in, ClassTable classes) throws IOException {
        super(in);
        this.classes = classes;
    }

    @Override
    protected void readStreamHeader() {
        // There is none. Called by the super constructor: the fields are not set yet.
    }

    @Override
    protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
        int number = readUnsignedShort();
        return number == ClassTable.NOT_LISTED ? super.readClassDescriptor() : classes.descriptor(number);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass descriptor) throws ClassNotFoundException {
        // A descriptor from the table knows its class; one that was read from the stream does not.
        Class<?> type = descriptor.forClass();
        return type != null ? type : classes.resolve(descriptor.getName());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws ClassNotFoundException {
        return classes.resolveProxy(interfaces);
    }
}
