/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Conformance beyond the TCK: random programs run against a cache and against a model of the specification, and everything
 * that can be seen from outside is compared after each step.
 *
 * <p>{@code Model*} is the specification as straight-line code over a {@code HashMap}; {@code Recording*} is the user's code
 * around the real cache; both write what happens into a {@code Journal}. {@code docs/jcache-conformance.md} says in words what
 * the model says in code.
 */
package io.omnicache.conformance;
