/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Copier;
import org.junit.jupiter.api.Test;

final class JavaSerializationTest extends CopierContract {
    @Override
    protected Copier copier() {
        return Copiers.serialization();
    }

    @Test
    void isCalledSerialization() {
        assertThat(copier().name()).isEqualTo("serialization");
    }
}
