/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** When an entry goes: deadlines, the three questions of an expiry policy, and a timer wheel. */
@NullMarked
package io.omnicache.engine.expiry;

import org.jspecify.annotations.NullMarked;
