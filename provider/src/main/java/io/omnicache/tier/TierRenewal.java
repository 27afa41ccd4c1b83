/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.codec.bytes.UnreadableException;
import java.io.IOException;
import java.util.List;

/** Gives entries another form in each tier that has them, and in no other. Thread-safe. */
/*
 * Both forms say the same. So a write that fails leaves the tier in step with the others, whichever form it has then, and is not noted.
 */
public final class TierRenewal {
    private final List<TierLevel> levels;

    /** What has become of an entry, the best first. */
    public enum Outcome {
        /** It has that form already, or there is none. */
        CURRENT,
        /** It has that form now. */
        RENEWED,
        /** It stays as it is: it cannot be read, or a tier may only be read. */
        LEFT,
        /** A tier has failed: it is to be tried again. */
        FAILED
    }

    /** Makes the other form. */
    @FunctionalInterface
    public interface Form {
        /** Returns the value in the other form, the same array if it has that form already. */
        byte[] of(byte[] value) throws UnreadableException;
    }

    /** Creates what works on the tiers of a stack. */
    public TierRenewal(TierStack stack) {
        this.levels = stack.levels;
    }

    /** Gives the entry of a key another form. Nobody else may change the key meanwhile, nor evict it. */
    public Outcome renew(TierKey key, Form form) {
        Outcome worst = Outcome.CURRENT;
        for (int i = levels.size() - 1; i >= 0; i--) {
            Outcome here = renew(levels.get(i), key, form);
            worst = here.compareTo(worst) > 0 ? here : worst;
        }
        return worst;
    }

    private static Outcome renew(TierLevel level, TierKey key, Form form) {
        Answer answer = level.ask("reading", key, Answer.UNKNOWN, tier -> Answer.of(tier.read(key)));
        TierRecord stored = answer.stored();
        if (stored == null) {
            return Outcome.CURRENT; // of a key that is not in step, the tier's journal knows
        }
        byte[] value;
        try {
            value = form.of(stored.value());
        } catch (UnreadableException e) { // another key may be able to: it is counted, and stays
            return Outcome.LEFT;
        }
        if (value == stored.value()) {
            return Outcome.CURRENT;
        }
        TierRecord renewed =
                new TierRecord(value, stored.version(), stored.created(), stored.accessed(), stored.deadline());
        return level.ask("writing", Outcome.FAILED, tier -> write(tier, key, renewed));
    }

    private static Outcome write(Tier tier, TierKey key, TierRecord renewed) throws IOException {
        try {
            if (tier instanceof SharedTier shared) {
                Exchange exchange = shared.exchange(key, new Expected.Version(renewed.version()), renewed);
                return exchange instanceof Exchange.Done
                        ? Outcome.RENEWED
                        : Outcome.FAILED; // another process was faster
            }
            tier.write(key, renewed);
            return Outcome.RENEWED;
        } catch (ReadOnlyTierException e) { // no failure: another process may write
            return Outcome.LEFT;
        }
    }
}
