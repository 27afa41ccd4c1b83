/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A mutable value of about 200 bytes with a list in it, serialized by default. */
public final class Customer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long id;
    private final String name;
    private final ArrayList<String> orders;
    private int visits;

    private Customer(long id, String name, List<String> orders, int visits) {
        this.id = id;
        this.name = name;
        this.orders = new ArrayList<>(orders);
        this.visits = visits;
    }

    /** Returns customer i. */
    public static Customer number(int i) {
        return new Customer(i, "customer " + i, List.of("apples", "pears", "plums", "order " + i), i % 100);
    }

    /** Adds an order. */
    public void order(String what) {
        orders.add(what);
        visits++;
    }

    /** Returns a copy that shares nothing mutable. */
    Customer copy() {
        return new Customer(id, name, orders, visits);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Customer that
                && id == that.id
                && visits == that.visits
                && name.equals(that.name)
                && orders.equals(that.orders);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, name, orders, visits);
    }
}
