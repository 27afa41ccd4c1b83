/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.byvalue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured has to copy. */
class CopySubjectTest {
    @AfterEach
    void closeProviders() {
        Caching.getCachingProviders(getClass().getClassLoader()).forEach(provider -> provider.close());
    }

    @ParameterizedTest
    @EnumSource(CopySubject.class)
    void everySubjectGivesAnotherCopyEachTime(CopySubject subject) {
        IntFunction<Object> store = subject.filled(CopySubject.Values.POJO, 10);
        Purchase first = (Purchase) store.apply(3);
        assertThat(first).hasToString(Purchase.number(3).toString());
        first.pay();
        assertThat(first.isPaid()).isTrue();
        assertThat(((Purchase) store.apply(3)).isPaid()).isFalse();
        assertThat(store.apply(99)).isNull();
        assertThat(subject.filled(CopySubject.Values.RECORD, 10).apply(9))
                .isEqualTo(CopySubject.Values.RECORD.number(9));
    }
}
