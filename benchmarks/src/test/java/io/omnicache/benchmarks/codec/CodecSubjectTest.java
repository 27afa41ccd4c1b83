/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured gives the values back. */
class CodecSubjectTest {
    @ParameterizedTest
    @ValueSource(strings = {"auto", "java", "json", "cbor", "smile", "msgpack", "fory", "kryo", "kryo-registered"})
    void valuesComeBack(String name) {
        CodecSubject subject = CodecSubject.named(name);
        for (Object value : new Object[] {Visit.number(7), Basket.number(8)}) {
            byte[] bytes = subject.encode(value);
            assertThat(subject.decode(bytes)).isEqualTo(value).isNotSameAs(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "jdk", "bouncycastle"})
    void encryptedTextsComeBack(String provider) {
        EncryptionSubject subject = EncryptionSubject.of(provider);
        byte[] bytes = subject.encode("a text");
        assertThat(subject.decode(bytes)).isEqualTo("a text");
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8).contains("a text"))
                .isEqualTo(provider.equals("none"));
    }
}
