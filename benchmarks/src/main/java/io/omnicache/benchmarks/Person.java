/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.io.Serializable;
import java.time.LocalDate;

/** A value made of immutable parts. */
public record Person(String name, int age, LocalDate since) implements Serializable {
    /** Returns person i. */
    public static Person number(int i) {
        return new Person("person " + i, i % 100, LocalDate.ofEpochDay(i));
    }
}
