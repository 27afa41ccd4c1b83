/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

/** What an expiry policy answers. */
record Lives(Life creation, Life update, Life access) {}
