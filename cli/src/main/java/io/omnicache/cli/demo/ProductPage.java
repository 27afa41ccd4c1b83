/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

/**
 * What the shop shows of a product. An immutable record, so that the cache need not copy it although it stores by value.
 *
 * @param cents the price
 * @param rating the mean of its reviews, from 1 to 5; 0 without reviews
 * @param categoryRating the mean of all reviews in its category
 * @param alternatives the best rated products of its category, by name
 */
record ProductPage(
        long id,
        String name,
        String category,
        long cents,
        long reviews,
        double rating,
        double categoryRating,
        String alternatives) {}
