/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.Clock;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The process that is killed while it copies a store. */
public final class MigrationProgram {
    private MigrationProgram() {}

    /** Takes the kinds and options of both tiers, as text with commas; says after each batch how many entries it has written. */
    public static void main(String[] arguments) throws IOException {
        DataOutputStream said = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        try (Tier from = open(arguments[0]);
                Tier to = open(arguments[1])) {
            new StoreCopy(from, to, Clock.system()).run(done -> {
                try {
                    said.writeLong(done.copied());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    static Tier open(String described) throws IOException {
        return KilledProgram.open(List.of(described.split(",", -1)));
    }
}
