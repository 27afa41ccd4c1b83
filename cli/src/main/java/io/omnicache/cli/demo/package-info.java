/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** The command {@code demo}: a database with and without a cache before it. */
@NullMarked
package io.omnicache.cli.demo;

import org.jspecify.annotations.NullMarked;
