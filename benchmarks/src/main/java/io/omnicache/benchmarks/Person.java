/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.io.Serializable;
import java.time.LocalDate;

/** A value made of immutable parts. */
record Person(String name, int age, LocalDate since) implements Serializable {
    static Person number(int i) {
        return new Person("person " + i, i % 100, LocalDate.ofEpochDay(i));
    }
}
