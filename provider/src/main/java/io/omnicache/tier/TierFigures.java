/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

/**
 * Figures of a tier for operators, each as it was at about the same moment. What a kind of tier does not have is 0.
 *
 * @param entries how many entries it has, without changes that wait
 * @param bytes how many bytes its store takes
 * @param damaged how many entries, or stretches of what is stored, could not be read since it was opened, opening included
 * @param waiting how many changes wait to be written
 * @param compactions how often it has given room back since it was opened
 * @param recovered how many entries it had when it was opened
 * @param readOnly whether changes are refused
 */
public record TierFigures(
        long entries, long bytes, long damaged, long waiting, long compactions, long recovered, boolean readOnly) {
    /** Those of a tier that is not used. */
    static final TierFigures NONE = new TierFigures(0, 0, 0, 0, 0, 0, false);
}
