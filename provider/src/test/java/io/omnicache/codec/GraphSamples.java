/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Serializable classes with all that a copier by fields has to mind. */
@SuppressWarnings("UnusedVariable") // fields are read by reflection
final class GraphSamples {
    private GraphSamples() {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "body";
            }
        }
    }

    record Point(int x, int y) implements Serializable {}

    record Pair(Object left, Object right) implements Serializable {}

    /** Its constructor changes what it gets, each time. */
    record Normalized(String text, List<Object> parts) implements Serializable {
        Normalized {
            text = text + "+";
            parts = new ArrayList<>(parts);
        }
    }

    record Chain(int number, Chain next) implements Serializable {}

    /** Refers to anything. */
    static class Node implements Serializable {
        private static final long serialVersionUID = 1L;
        static int made;
        String name;
        Object any;
        Node next;
        List<Object> children = new ArrayList<>();
        transient Object cache = "cached";
        transient int hits = 5;

        Node(String name) {
            this.name = name;
            made++;
        }
    }

    /** Not serializable: its constructor runs. */
    static class Base {
        String made = "constructed";
        protected int calls;

        Base() {
            calls = 1;
        }
    }

    /** All primitives, and final fields; no constructor without parameters; a parent that is not serializable. */
    static class Leaf extends Base implements Serializable {
        private final boolean aBoolean;
        private final byte aByte;
        private final short aShort;
        private final char aChar;
        private final int anInt;
        private final long aLong;
        private final float aFloat;
        private final double aDouble;
        private final LocalDate date;
        private final Color color;
        final transient String gone = String.valueOf("gone");
        private final Number number;

        Leaf(long seed) {
            calls = 7;
            aBoolean = (seed & 1) == 0;
            aByte = (byte) seed;
            aShort = (short) seed;
            aChar = (char) seed;
            anInt = (int) seed;
            aLong = seed;
            aFloat = seed;
            aDouble = -seed;
            date = LocalDate.ofEpochDay(seed & 0xFFFF);
            color = (seed & 2) == 0 ? Color.RED : Color.GREEN;
            number = seed;
        }
    }

    /** Fields at two levels, one of a name that is there twice. */
    static final class SubLeaf extends Leaf {
        private final Object anInt;

        SubLeaf(long seed, Object other) {
            super(seed);
            anInt = other;
        }
    }

    /** Refers to the object around it. */
    static final class Outer extends Node {
        final Inner inner = new Inner();

        Outer(String name) {
            super(name);
        }

        @SuppressWarnings("ClassCanBeStatic")
        final class Inner implements Serializable {
            int count = 3;
        }
    }

    /** A key that can change, and whose hash shows whether it was filled. */
    static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        final int number;
        Object other;

        Key(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Key key && key.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(number, other == null);
        }
    }

    static final class Resolved implements Serializable {
        String text = "as it was";

        private Object readResolve() {
            Resolved other = new Resolved();
            other.text = text + ", resolved";
            return other;
        }
    }

    static final class Reading implements Serializable {
        int count = 1;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            count++;
        }
    }

    /** Inherits a hook from what is not serializable. */
    static class Replacing {
        Object writeReplace() {
            return "replaced";
        }
    }

    static final class Replaced extends Replacing implements Serializable {
        int count = 1;
    }

    static final class Unserializable {
        int count = 1;
    }
}
