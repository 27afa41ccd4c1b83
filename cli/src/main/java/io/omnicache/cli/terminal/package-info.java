/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** What a terminal can show: bars, colours and figures. */
@NullMarked
package io.omnicache.cli.terminal;

import org.jspecify.annotations.NullMarked;
