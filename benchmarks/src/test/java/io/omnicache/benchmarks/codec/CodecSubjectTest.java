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
}
