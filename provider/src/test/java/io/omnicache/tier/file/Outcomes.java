/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Random changes of a store whose disk may fail, and what it may say afterwards: of a key whose last change was acknowledged that change, of
 * one whose change failed also what it had before, or nothing. For one thread.
 */
final class Outcomes {
    static final int KEYS = 120;

    private static final String NOTHING = "-";
    private static final int MOST_BATCH = 12;

    private final Random random;
    private final int mostSmall;
    private final int large;
    private final Map<Integer, Set<String>> allowed = new HashMap<>();
    private final Set<String> reasons = new HashSet<>();
    private int made;
    private int failed;
    private int failedInARow;

    /**
     * Creates one.
     *
     * @param mostSmall how many bytes nearly all values have at most
     * @param large how many the others have
     */
    Outcomes(long seed, int mostSmall, int large) {
        random = new Random(seed);
        this.mostSmall = mostSmall;
        this.large = large;
    }

    int made() {
        return made;
    }

    int failed() {
        return failed;
    }

    int failedInARow() {
        return failedInARow;
    }

    /** Returns what failures said. */
    Set<String> reasons() {
        return reasons;
    }

    /** Makes a change, or tries to, and reads what it was about. */
    void change(FileTier tier) throws IOException {
        int kind = random.nextInt(20);
        Map<Integer, String> changes = new HashMap<>();
        int keys = kind == 0 ? 1 + random.nextInt(MOST_BATCH) : 1;
        for (int i = 0; i < keys; i++) {
            changes.put(random.nextInt(KEYS), kind == 1 || kind == 2 ? NOTHING : (made + failed) + "." + i);
        }
        try {
            apply(tier, changes, kind == 3 ? large : random.nextInt(mostSmall));
            made++;
            failedInARow = 0;
            changes.forEach((key, value) -> allowed.put(key, new HashSet<>(Set.of(value))));
        } catch (IOException e) {
            failed++;
            failedInARow++;
            reasons.add(String.valueOf(e.getMessage()));
            changes.forEach((key, value) -> {
                Set<String> may = allowed.computeIfAbsent(key, any -> new HashSet<>());
                may.add(value);
                may.add(NOTHING);
            });
        }
        for (int key : changes.keySet()) {
            check(tier, key);
        }
    }

    private static void apply(FileTier tier, Map<Integer, String> changes, int size) throws IOException {
        Map<TierKey, TierRecord> entries = new HashMap<>();
        List<TierKey> gone = new ArrayList<>();
        changes.forEach((key, value) -> {
            if (value.equals(NOTHING)) {
                gone.add(Stores.key(key));
            } else {
                entries.put(Stores.key(key), Stores.entry(value + " " + "x".repeat(size), 1));
            }
        });
        if (gone.size() == 1) {
            tier.delete(gone.get(0));
        } else if (entries.size() == 1) {
            for (Map.Entry<TierKey, TierRecord> each : entries.entrySet()) {
                tier.write(each.getKey(), each.getValue());
            }
        } else {
            tier.writeAll(entries);
        }
    }

    /** Fails if the store says of some key what it may not. */
    void check(FileTier tier) throws IOException {
        for (int key = 0; key < KEYS; key++) {
            check(tier, key);
        }
    }

    private void check(FileTier tier, int key) throws IOException {
        String read = Stores.value(tier, Stores.key(key));
        String said = read == null ? NOTHING : read.substring(0, read.indexOf(' '));
        Set<String> may = allowed.getOrDefault(key, Set.of(NOTHING));
        if (!may.contains(said)) {
            throw new AssertionError("key " + key + " is " + said + ", allowed are " + may);
        }
    }

    /** Returns what each key may be, as text for {@link #read}. */
    String write() {
        StringJoiner text = new StringJoiner(";");
        allowed.forEach((key, may) -> text.add(key + "=" + String.join(",", may)));
        return text.toString();
    }

    /** Takes over what another process has written. */
    void read(String text) {
        for (String each : text.split(";", -1)) {
            String[] parts = each.split("=", 2);
            allowed.put(Integer.valueOf(parts[0]), new HashSet<>(List.of(parts[1].split(",", -1))));
        }
    }
}
