/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Shows statistics and configuration over JMX. */
@NullMarked
package io.omnicache.management;

import org.jspecify.annotations.NullMarked;
