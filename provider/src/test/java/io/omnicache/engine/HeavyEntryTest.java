/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.engine.eviction.LruStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An entry that is heavier than the whole bound takes no other with it, even while it is in use. */
class HeavyEntryTest {
    private final Eviction<String> eviction = new Eviction<>(10, new LruStrategy().newOrder(10));
    private final List<Node<String>> evicted = new ArrayList<>();

    @Test
    void itStaysWhileItIsInUseAndGoesWhenItIsGivenBack() {
        List<Node<String>> others = List.of(stored("a", 3), stored("b", 3));
        others.forEach(node -> eviction.sync(node, evicted::add));
        Node<String> heavy = stored("heavy", 11);
        assertThat(heavy.tryLock(Node.BARE)).isTrue();

        eviction.sync(heavy, evicted::add);
        assertThat(evicted).isEmpty();
        assertThat(eviction.isOverBound()).as("who gives it back comes again").isTrue();

        heavy.unlock();
        eviction.sync(heavy, evicted::add);
        assertThat(evicted).containsExactly(heavy);
        assertThat(others).allMatch(Node::isAlive);
        assertThat(eviction.total()).isEqualTo(6);
    }

    private static Node<String> stored(String key, int weight) {
        Node<String> node = new WeighedNode<>(key, key.hashCode(), Node.BARE);
        node.value("value");
        node.valueWeight(weight);
        node.unlock();
        return node;
    }
}
