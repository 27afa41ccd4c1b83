/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.KeyCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link KeyCodec} does. To test one, extend this class and give it the codec and keys.
 *
 * @param <K> the class of the keys
 */
public abstract class KeyCodecContract<K> {
    /** The codec under test; may be called several times. */
    protected abstract KeyCodec<K> codec();

    /** Groups of keys: those of one group are equal though they may look different, those of others are not. */
    protected abstract List<List<K>> groupsOfEqualKeys();

    private List<K> keys() {
        List<K> keys = new ArrayList<>();
        groupsOfEqualKeys().forEach(keys::addAll);
        return keys;
    }

    @Test
    final void typeIsThatOfTheKeysAndStaysTheSame() {
        assertThat(keys())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.getClass()).isSameAs(codec().type()));
    }

    @Test
    final void aKeyComesBackEqual() {
        for (K key : keys()) {
            K again = codec().decode(codec().encode(key));
            assertThat(again).isEqualTo(key).hasSameHashCodeAs(key).hasSameClassAs(key);
            assertThat(codec().encode(again)).isEqualTo(codec().encode(key));
        }
    }

    @Test
    final void bytesAreEqualWhereKeysAre() {
        for (K one : keys()) {
            for (K other : keys()) {
                assertThat(Arrays.equals(codec().encode(one), codec().encode(other)))
                        .isEqualTo(one.equals(other));
            }
        }
    }

    @Test
    final void bytesMayBeChangedByWhoGotThem() {
        for (K key : keys()) {
            byte[] bytes = codec().encode(key);
            byte[] copy = bytes.clone();
            Arrays.fill(bytes, (byte) 0x55);
            assertThat(codec().encode(key)).isEqualTo(copy);
        }
    }

    @Test
    final void bytesOfNoKnownFormGiveAKeyOrTheException() {
        for (K key : keys()) {
            byte[] whole = codec().encode(key);
            for (int length = 0; length < whole.length; length++) {
                byte[] part = Arrays.copyOf(whole, length);
                try {
                    assertThat(codec().decode(part)).isNotEqualTo(key);
                } catch (IllegalArgumentException e) {
                    assertThat(e).isNotNull();
                }
            }
        }
    }
}
