/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

/**
 * The guard's logger. It is made when the guard begins to listen: not at the start of every process, which it would cost milliseconds,
 * and not when it is first used, since there may be no memory for it then.
 */
final class GuardLog {
    static final System.Logger LOG = System.getLogger("io.omnicache.guard");

    private GuardLog() {}

    /** Makes the logger, if there is none yet. */
    static void prepare() {}
}
