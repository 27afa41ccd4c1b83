/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

/** When a change counts as made. */
public enum Durability {
    /** When the operating system has it: it survives the end of the process, by {@code kill -9} too. */
    OS,
    /** When the disk has it: it survives a loss of power. */
    FSYNC,
    /** When it stands in a queue in memory. */
    BEHIND
}
