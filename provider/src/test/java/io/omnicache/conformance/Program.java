/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.List;

/** A random program: a cache, the listeners it is created with, and what is done with it. */
record Program(long seed, Setting setting, List<Hearer> hearers, List<Move> moves) {
    Program with(List<Move> other) {
        return new Program(seed, setting, hearers, other);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed " + seed + "\n" + setting + "\n" + hearers + "\n");
        moves.forEach(move -> text.append(move).append('\n'));
        return text.toString();
    }
}
