/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Copier;
import org.junit.jupiter.api.Test;

final class FieldCopierTest extends CopierContract {
    @Override
    protected Copier copier() {
        return Copiers.named("fields", getClass().getClassLoader());
    }

    @Test
    void isCalledFields() {
        assertThat(copier().name()).isEqualTo("fields");
    }
}
