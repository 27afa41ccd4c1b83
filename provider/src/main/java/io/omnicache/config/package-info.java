/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Carries validated options and reads them from files, properties and code. */
@NullMarked
package io.omnicache.config;

import org.jspecify.annotations.NullMarked;
