/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.ChildJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Another process: opens a tier, says what came of it, and ends when its input does. */
public final class OpeningProgram {
    /** The key whose value it says. */
    public static final TierKey KEY = StoreFixture.key("said");

    private OpeningProgram() {}

    /** Takes the kind of the tier, and its options as {@code name=value}. */
    public static void main(String[] arguments) throws IOException {
        try (Tier tier = KilledProgram.open(List.of(arguments))) {
            System.out.println("opened with " + tier.size() + ", the value is " + StoreFixture.value(tier, KEY));
            System.in.read();
        } catch (IOException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }

    /** Starts it. What it says is its output, a line. */
    public static Process start(String kind, Map<String, String> options) throws IOException {
        List<String> description = new ArrayList<>(List.of(kind));
        options.forEach((name, value) -> description.add(name + "=" + value));
        return new ProcessBuilder(ChildJvm.command(OpeningProgram.class, description.toArray()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
