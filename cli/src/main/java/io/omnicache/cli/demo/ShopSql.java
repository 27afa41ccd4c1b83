/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

/** The shop's tables and queries. */
/*
 *   category  id, name                                    500
 *   product   id, category_id, name, cents                200,000, spread evenly over the categories
 *   review    id, product_id, stars, helpful              3 per product on average, unevenly: some have none, some 12
 *
 * Everything is computed from the numbers of the rows, so that every run has the same data.
 */
final class ShopSql {
    static final int CATEGORIES = 500;

    static final String SCHEMA = """
            CREATE TABLE category (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            CREATE TABLE product (id INTEGER PRIMARY KEY, category_id INTEGER NOT NULL REFERENCES category,
                                  name TEXT NOT NULL, cents INTEGER NOT NULL);
            CREATE TABLE review (id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL REFERENCES product,
                                 stars INTEGER NOT NULL, helpful INTEGER NOT NULL);
            CREATE TABLE word (kind TEXT NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (kind, place));
            INSERT INTO word VALUES
              ('look', 0, 'Light'), ('look', 1, 'Sturdy'), ('look', 2, 'Folding'), ('look', 3, 'Classic'),
              ('look', 4, 'Compact'), ('look', 5, 'Quiet'), ('look', 6, 'Handmade'), ('look', 7, 'Waterproof'),
              ('made', 0, 'Oak'), ('made', 1, 'Steel'), ('made', 2, 'Wool'), ('made', 3, 'Cotton'), ('made', 4, 'Glass'),
              ('made', 5, 'Copper'), ('made', 6, 'Leather'),
              ('thing', 0, 'Chair'), ('thing', 1, 'Lamp'), ('thing', 2, 'Kettle'), ('thing', 3, 'Backpack'),
              ('thing', 4, 'Blanket'), ('thing', 5, 'Notebook'), ('thing', 6, 'Bicycle Bell'), ('thing', 7, 'Teapot'),
              ('thing', 8, 'Umbrella'), ('thing', 9, 'Bookshelf'), ('thing', 10, 'Tent');
            """;

    static final String FILL_CATEGORIES = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO category SELECT i, l.text || ' ' || t.text || 's, shelf ' || i FROM n
              JOIN word l ON l.kind = 'look' AND l.place = i % 8 JOIN word t ON t.kind = 'thing' AND t.place = i % 11
            """;

    /** Parameters: the first and the last number. */
    static final String FILL_PRODUCTS = """
            WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
            INSERT INTO product SELECT i, 1 + i * 7919 % ?3, l.text || ' ' || m.text || ' ' || t.text || ' No. ' || i,
              199 + i * 48271 % 49801 FROM n
              JOIN word l ON l.kind = 'look' AND l.place = i % 8 JOIN word m ON m.kind = 'made' AND m.place = i / 8 % 7
              JOIN word t ON t.kind = 'thing' AND t.place = i / 56 % 11
            """;

    /** Parameters: the first and the last product; there are 12, 6, 3, 2, 1 or no reviews. */
    static final String FILL_REVIEWS = """
            WITH RECURSIVE r(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM r WHERE k < 11)
            INSERT INTO review (product_id, stars, helpful)
            SELECT p.id, 1 + (p.id * 31 + k * 17 + p.id / 7) % 5, (p.id * 13 + k * 101) % 400 FROM product p JOIN r
              ON k < CASE p.id % 8 WHEN 0 THEN 12 WHEN 1 THEN 6 WHEN 2 THEN 3 WHEN 3 THEN 2 WHEN 4 THEN 1 ELSE 0 END
              WHERE p.id BETWEEN ?1 AND ?2
            """;

    static final String INDEXES = """
            CREATE INDEX product_by_category ON product (category_id);
            CREATE INDEX review_by_product ON review (product_id, stars);
            ANALYZE;
            """;

    /** All of a product's page. Parameter: the product. */
    static final String PAGE = """
            WITH rated AS (
              SELECT p.id, p.name, count(r.id) AS reviews, sum(r.stars) AS stars
              FROM product wanted JOIN product p ON p.category_id = wanted.category_id
              LEFT JOIN review r ON r.product_id = p.id
              WHERE wanted.id = ?1 GROUP BY p.id)
            SELECT p.id, p.name, c.name, p.cents, own.reviews, coalesce(1.0 * own.stars / own.reviews, 0),
              (SELECT coalesce(1.0 * sum(stars) / sum(reviews), 0) FROM rated),
              (SELECT coalesce(group_concat(name, ', '), '') FROM
                (SELECT name FROM rated WHERE id <> ?1 AND reviews > 0 ORDER BY 1.0 * stars / reviews DESC, id LIMIT 3))
            FROM product p JOIN category c ON c.id = p.category_id JOIN rated own ON own.id = p.id WHERE p.id = ?1
            """;

    private ShopSql() {}
}
