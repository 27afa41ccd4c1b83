/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeTest {
    @Test
    void deadlineIsExtendedOnlyIfItIsTheExpectedOne() {
        TimedNode<String> node = new TimedNode<>("a", 1, Node.BARE);
        node.deadline(5);
        assertThat(node.extendDeadline(4, 9)).isFalse();
        assertThat(node.deadline()).isEqualTo(5);
        assertThat(node.extendDeadline(5, 9)).isTrue();
        assertThat(node.deadline()).isEqualTo(9);
    }

    @Test
    void noteAndWhetherTheNodeIsTrackedAreApart() {
        Node<String> node = new Node<>("a", 1, Node.BARE);
        node.note(Integer.MAX_VALUE);
        assertThat(node.isTracked()).isFalse();
        node.setTracked(true);
        assertThat(node.note()).isEqualTo(Integer.MAX_VALUE);
        node.note(7);
        assertThat(node.isTracked()).isTrue();
        node.setTracked(false);
        assertThat(node.note()).isEqualTo(7);
    }

    @Test
    void deadNodeIsNeverLockedAgain() {
        Node<String> node = new Node<>("a", 1, Node.BARE);
        node.kill();
        assertThat(node.tryLock(Node.BARE)).isFalse();
        assertThat(node.isAlive()).isFalse();
    }
}
