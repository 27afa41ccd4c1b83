/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import io.omnicache.codec.ByValue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Estimates the bytes of the objects of one cache. What a value shares with others is counted with each of them.
 *
 * <p>Objects that are cheap to measure are measured each. Of a class whose objects take long, the first ones are and then some by
 * chance, so that 64 objects are looked at in the mean; the others count as much as the mean of those of late. The sum over many objects is right that way, what
 * one counts need not be.
 *
 * <p>Thread-safe.
 */
public final class Sizes {
    private static final System.Logger LOG = System.getLogger("io.omnicache.size");

    private final String cache;
    private final Scalars scalars;
    private final Shapes shapes;
    private final long wrapper;
    private final Means means = new Means();
    private final AtomicLong failures = new AtomicLong();

    /** For the objects of a cache of that name, on the VM that this runs in. */
    public Sizes(String cache) {
        this(cache, Layout.ofThisVm());
    }

    Sizes(String cache, Layout layout) {
        this.cache = cache;
        this.scalars = new Scalars(layout);
        this.shapes = new Shapes(layout, scalars);
        this.wrapper = layout.object(1, 0);
    }

    /** Returns the bytes of an object without what it refers to: an object of a class that is not the JDK's. */
    public static long shallow(Class<?> type) {
        return ClassPlan.own(ClassPlan.of(type), Layout.ofThisVm());
    }

    /**
     * Returns the bytes of an object, or of what {@link ByValue} keeps in its place, and of what it refers to, estimated. Throws
     * nothing but errors of the VM; runs the user's iterators.
     */
    public long of(Object object) {
        Object held = ByValue.heldBy(object);
        return held == object ? sizeOf(held) : wrapper + sizeOf(held);
    }

    private long sizeOf(Object object) {
        long scalar = scalars.of(object);
        return scalar == Scalars.NONE ? sizeOf(object, means.get(object.getClass())) : scalar;
    }

    /** Returns how many measurements failed, so that the mean was taken instead. */
    long failures() {
        return failures.get();
    }

    private long sizeOf(Object object, AtomicLongArray mean) {
        if (!Means.isToBeMeasured(mean)) {
            return Means.bytes(mean);
        }
        Walk walk = new Walk(scalars, shapes, Means.asked(mean) << Short.SIZE);
        long bytes;
        try {
            bytes = walk.measure(object);
        } catch (Throwable e) { // a collection of the user's
            if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
                throw error;
            }
            noteFailure(object, mean, e);
            bytes = Math.max(Means.bytes(mean), walk.bytes());
        }
        Means.add(mean, bytes, walk.visits());
        return bytes;
    }

    private void noteFailure(Object object, AtomicLongArray mean, Throwable failure) {
        failures.incrementAndGet();
        if (Means.isFirstFailure(mean)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "value could not be measured, the mean of its class counts: cache=" + cache + " class="
                            + object.getClass().getName(),
                    failure);
        }
    }
}
