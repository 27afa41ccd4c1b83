/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.tier.Exchange;

/**
 * Another process has changed the key of a step: nothing of what the step was about to do has happened, and it is to run again. Ends the run of an action; who
 * catches what an action throws lets it pass.
 */
@SuppressWarnings("serial") // it leaves neither its thread nor its step
public final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Exchange.Conflict found;

    Conflict(Exchange.Conflict found) {
        super("changed by another process", null, false, false);
        this.found = found;
    }

    Exchange.Conflict found() {
        return found;
    }
}
