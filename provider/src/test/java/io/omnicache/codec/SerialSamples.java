/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

/** Values that have a say in how they are serialized. */
final class SerialSamples {
    private SerialSamples() {}

    /** Lets another object be written for it. */
    static final class Replaced implements Serializable {
        final String text;

        Replaced(String text) {
            this.text = text;
        }

        private Object writeReplace() {
            return new Replacement(text);
        }
    }

    record Replacement(String text) implements Serializable {
        private Object readResolve() {
            return new Replaced(text + ", replaced");
        }
    }

    /** There is only one. */
    static final class Singleton implements Serializable {
        static final Singleton ONLY = new Singleton();

        private Object readResolve() {
            return ONLY;
        }
    }

    /** Writes itself. */
    public static final class External implements Externalizable {
        String text = "";

        public External() {}

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeUTF(text);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            text = in.readUTF() + ", read";
        }
    }

    /** Declares which fields are serialized. */
    @SuppressWarnings("UnusedVariable") // serialization reads it
    static final class Declared implements Serializable {
        private static final ObjectStreamField[] serialPersistentFields = {new ObjectStreamField("kept", int.class)};
        int kept;
        int left;
    }

    /** Not serializable itself. */
    static class Parent {
        String fromParent = "constructed";
    }

    /** Serializable below a parent that is not. */
    static final class Child extends Parent implements Serializable {
        Child() {
            fromParent = "changed";
        }
    }

    /** Not public: its proxies live where it does. */
    interface Greeter extends Serializable {
        String greet();
    }

    record Echo(String text) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "hashCode" -> 1;
                case "equals" -> proxy == arguments[0];
                default -> text;
            };
        }
    }
}
