/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

/** A workload that cannot be simulated; the message is for the user. */
final class SimulationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SimulationException(String message) {
        super(message);
    }

    SimulationException(String message, Throwable cause) {
        super(message, cause);
    }
}
