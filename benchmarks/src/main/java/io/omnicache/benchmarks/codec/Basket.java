/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.codec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plain object with a list of such. */
final class Basket implements Serializable {
    private static final long serialVersionUID = 1L;

    private long id;
    private String customer = "";
    private boolean paid;
    private ArrayList<Line> lines = new ArrayList<>();

    static Basket number(int i) {
        Basket basket = new Basket();
        basket.id = i;
        basket.customer = "customer " + i;
        basket.paid = i % 2 == 0;
        basket.lines.add(new Line("pen", 3));
        basket.lines.add(new Line("paper " + i, 1));
        return basket;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Basket that
                && id == that.id
                && customer.equals(that.customer)
                && paid == that.paid
                && lines.equals(that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, customer, paid, lines);
    }

    /** A part. */
    record Line(String product, int count) implements Serializable {}
}
