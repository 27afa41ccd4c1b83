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
    void noteAndOrderAreApart() {
        Node<String> node = new Node<>("a", 1, Node.BARE);
        int greatest = (1 << 30) - 1;
        node.note(greatest);
        assertThat(node.order()).isZero();
        node.order(2);
        assertThat(node.note()).isEqualTo(greatest);
        node.note(7);
        assertThat(node.order()).isEqualTo(2);
        node.order(0);
        assertThat(node.note()).isEqualTo(7);
    }

    @Test
    void noteDropsItsTwoHighestBits() {
        Node<String> node = new Node<>("a", 1, Node.BARE);
        node.order(1);
        node.note(-1);
        assertThat(node.note()).isEqualTo((1 << 30) - 1);
        assertThat(node.order()).isEqualTo(1);
    }

    @Test
    void deadNodeIsNeverLockedAgain() {
        Node<String> node = new Node<>("a", 1, Node.BARE);
        node.kill();
        assertThat(node.tryLock(Node.BARE)).isFalse();
        assertThat(node.isAlive()).isFalse();
    }
}
