/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Changes that are made together. */
final class Commit {
    private Commit() {}

    /**
     * Carries out what tickets ask for, in their order, in one transaction; returns what is to follow once it is committed.
     *
     * @throws SQLException if one of them fails; then nothing was changed
     */
    static List<Delta> of(Session session, List<Ticket> batch) throws SQLException {
        return session.transaction(begun -> {
            List<Delta> deltas = new ArrayList<>(batch.size());
            for (Ticket each : needed(batch)) {
                deltas.add(each.work.on(begun));
            }
            return deltas;
        });
    }

    /** Leaves out what a later ticket overwrites. */
    private static List<Ticket> needed(List<Ticket> batch) {
        if (batch.size() == 1) {
            return batch;
        }
        Set<Object> overwritten = new HashSet<>(2 * batch.size());
        List<Ticket> needed = new ArrayList<>(batch.size());
        for (int i = batch.size() - 1; i >= 0; i--) {
            Ticket each = batch.get(i);
            if (each.overwrites == null) {
                overwritten.clear(); // it may look at what is there
            }
            if (each.overwrites == null || overwritten.add(each.overwrites)) {
                needed.add(each);
            }
        }
        Collections.reverse(needed);
        return needed;
    }
}
