/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Objects that are dear to make and used by one thread at a time. As many are kept as may be in use at once; not by thread, since
 * virtual threads are many. Thread-safe.
 */
public final class Pool<T> {
    private final Supplier<T> maker;
    private final Consumer<T> end;
    private final ArrayBlockingQueue<T> idle =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    /** Creates a pool that ends what it has no room for. */
    public Pool(Supplier<T> maker, Consumer<T> end) {
        this.maker = maker;
        this.end = end;
    }

    /** Takes one that nobody uses, or makes one. */
    public T take() {
        T one = idle.poll();
        return one == null ? maker.get() : one;
    }

    /** Takes one back, which must be fit for use: one that has failed is not given back but ended. */
    public void give(T one) {
        if (!idle.offer(one)) {
            end.accept(one);
        }
    }
}
