/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One measurement: goes over what an object refers to, counting each once, with a limit. */
/*
 * Of a large collection some elements are looked at, and each stands for several (its scale). What refers to others is remembered, so
 * that shared objects count once and cycles end; strings, numbers and such are not, since they lead nowhere and comparing would cost
 * more than the error is worth. Of a few, by looking at all of them: hash codes of identity are written into the objects, and only
 * large graphs are worth that.
 *
 * Not thread-safe.
 */
final class Walk {
    /** So many elements of a collection are looked at. */
    private static final int PICKS = 32;

    /** After so many objects only a few elements of each collection are looked at. */
    private static final int MANY = 512;

    private static final int FEW_PICKS = 4;

    /** After so many objects the walk ends. */
    private static final int MOST = 4096;

    private static final int FEW = 64;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Scalars scalars;
    private final Shapes shapes;
    private final long seed;
    private Object[] open = new Object[8];
    private double[] scales = new double[8];
    private int[] sizes = new int[8];
    private int depth;
    private int size;
    private double bytes;
    private int visits;
    private long counted;
    private @Nullable Object[] seen = new Object[4];
    private int seenCount;
    private @Nullable Set<Object> manySeen;

    /**
     * Begins a walk.
     *
     * @param seed chooses which elements are looked at: another one for each walk, so that the errors of many even out
     */
    Walk(Scalars scalars, Shapes shapes, long seed) {
        this.scalars = scalars;
        this.shapes = shapes;
        this.seed = seed;
    }

    /** Returns the bytes of an object and of what it refers to. */
    long measure(Object root) {
        add(root, 1);
        while (depth > 0 && visits < MOST) {
            depth--;
            shapes.walk(open[depth], sizes[depth], this, scales[depth]);
        }
        return bytes();
    }

    /** Returns the bytes of what has been looked at. */
    long bytes() {
        return Math.round(bytes);
    }

    /** Returns how many objects were looked at, or gone over by collections to tell their size. */
    long visits() {
        return visits + counted;
    }

    /**
     * Notes how many elements the object has that is being counted, so that it is asked once.
     *
     * @param counting whether it went over all of them to tell
     */
    void holds(int elements, boolean counting) {
        size = elements;
        counted += counting ? elements : 0;
    }

    /** Returns how many elements of so many should be looked at. */
    int picks(int size) {
        return Math.min(size, visits < MANY ? PICKS : FEW_PICKS);
    }

    /** Returns a number from 0 to less than the given one. */
    int chance(int limit) {
        long random = ((seed + visits) * GOLDEN) >>> Integer.SIZE; // 32 bits
        return (int) ((random * limit) >>> Integer.SIZE);
    }

    /** Counts an object that stands for so many, and what it refers to later on. */
    void add(@Nullable Object object, double scale) {
        if (object == null) {
            return;
        }
        visits++;
        long scalar = scalars.of(object);
        if (scalar != Scalars.NONE) {
            bytes += scale * scalar;
        } else if (isNew(object)) {
            size = 0;
            bytes += scale * shapes.own(object, this);
            push(object, scale);
        }
    }

    private void push(Object object, double scale) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            scales = Arrays.copyOf(scales, depth * 2);
            sizes = Arrays.copyOf(sizes, depth * 2);
        }
        open[depth] = object;
        scales[depth] = scale;
        sizes[depth] = size;
        depth++;
    }

    private boolean isNew(Object object) {
        if (manySeen != null) {
            return manySeen.add(object);
        }
        for (int i = 0; i < seenCount; i++) {
            if (seen[i] == object) {
                return false;
            }
        }
        remember(object);
        return true;
    }

    private void remember(Object object) {
        if (seenCount == FEW) {
            Set<Object> many = Collections.newSetFromMap(new IdentityHashMap<>());
            many.addAll(Arrays.asList(seen));
            many.add(object);
            manySeen = many;
            return;
        }
        if (seenCount == seen.length) {
            seen = Arrays.copyOf(seen, seenCount * 4);
        }
        seen[seenCount++] = object;
    }
}
