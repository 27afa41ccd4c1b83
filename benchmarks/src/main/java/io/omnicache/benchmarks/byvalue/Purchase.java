/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.byvalue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A value that can change, some 200 bytes with its list; its serialization is the default one. */
final class Purchase implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long id;
    private final String customer;
    private double total;
    private boolean paid;

    @SuppressWarnings("serial") // the list is an ArrayList
    private final List<Line> lines = new ArrayList<>();

    private Purchase(long id, String customer) {
        this.id = id;
        this.customer = customer;
    }

    static Purchase number(int i) {
        Purchase purchase = new Purchase(i, "customer " + i);
        purchase.total = i * 0.5;
        purchase.lines.add(new Line("pen", 3));
        purchase.lines.add(new Line("paper " + i, 1));
        return purchase;
    }

    /** The copy that one writes by hand. */
    Purchase copy() {
        Purchase copy = new Purchase(id, customer);
        copy.total = total;
        copy.paid = paid;
        for (Line line : lines) {
            copy.lines.add(new Line(line.product, line.count));
        }
        return copy;
    }

    void pay() {
        paid = true;
    }

    boolean isPaid() {
        return paid;
    }

    @Override
    public String toString() {
        return id + " " + customer + " " + total + " " + paid + " " + lines;
    }

    /** A part that can change, too. */
    private static final class Line implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String product;
        private final int count;

        Line(String product, int count) {
            this.product = product;
            this.count = count;
        }

        @Override
        public String toString() {
            return count + " " + product;
        }
    }
}
