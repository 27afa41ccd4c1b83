/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

/** What the recording loader, writer, policy and listeners of one cache share: the current step and where they write. */
final class UserCode {
    final Setting setting;
    final Journal journal;
    final Samples samples;
    volatile Move move;
    volatile Lives lives;

    UserCode(Setting setting, Journal journal) {
        this.setting = setting;
        this.journal = journal;
        this.samples = new Samples(setting.byValue());
        this.lives = setting.lives();
    }

    Faults faults() {
        return move.faults();
    }

    String show(Object value) {
        return samples.show((Sample) value);
    }
}
