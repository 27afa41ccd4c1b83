/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** The commands on what tiers have stored. */
@NullMarked
package io.omnicache.cli.stores;

import org.jspecify.annotations.NullMarked;
