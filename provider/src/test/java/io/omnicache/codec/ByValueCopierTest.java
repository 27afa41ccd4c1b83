/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Copier;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** Values that a user's copier copies. */
@SuppressWarnings("JavaUtilDate") // the JDK's best known value that can change
final class ByValueCopierTest {
    private final DateCopier copier = new DateCopier();
    private final ByValue form = new ByValue("c", copier, getClass().getClassLoader());

    @Test
    void copiesOnceInAndOnceForEachReading() {
        Date date = new Date(1);
        Object stored = form.store(date);
        assertThat(copier.copied).containsExactly(date);
        date.setTime(99);
        Date first = (Date) form.read(stored);
        first.setTime(99);
        assertThat(form.read(stored)).isEqualTo(new Date(1));
        assertThat(copier.copied).hasSize(3);
        assertThat(copier.loaders).containsOnly(getClass().getClassLoader());
    }

    @Test
    void keysAreCopiedInAndOut() {
        Date date = new Date(1);
        Object stored = form.storeKey(date);
        assertThat(stored).isEqualTo(date).isNotSameAs(date);
        assertThat(form.readKey(stored)).isEqualTo(date).isNotSameAs(stored);
    }

    @Test
    void immutableValuesAreNotShownToTheCopier() {
        assertThat(form.read(form.store("text"))).isEqualTo("text");
        assertThat(copier.copied).isEmpty();
    }

    @Test
    void whatIsKeptDoesNotShowTheValue() {
        assertThat(form.store(new Date(1))).hasToString("Kept[copy]");
    }

    @Test
    void failureOfTheCopierNamesCopierAndClassAndKeepsTheCause() {
        assertThatThrownBy(() -> form.store(new ArrayList<>(List.of("secret"))))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'c': java.util.ArrayList cannot be copied: copier 'dates' failed with"
                        + " java.lang.ClassCastException")
                .hasCauseInstanceOf(ClassCastException.class);
    }

    @Test
    void cacheExceptionOfTheCopierArrivesAsItIs() {
        copier.failure = new CacheException("mine");
        assertThatThrownBy(() -> form.store(new Date(1))).isSameAs(copier.failure);
    }

    @Test
    void copierThatReturnsNullIsRefused() {
        copier.returnsNull = true;
        assertThatThrownBy(() -> form.storeKey(new Date(1)))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'c': java.util.Date cannot be copied: copier 'dates' returned null");
    }

    /** Copies dates by hand, and tells what it was asked. */
    private static final class DateCopier implements Copier {
        final List<Object> copied = new ArrayList<>();
        final List<ClassLoader> loaders = new ArrayList<>();
        CacheException failure;
        boolean returnsNull;

        @Override
        public String name() {
            return "dates";
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T copy(T value, ClassLoader loader) {
            copied.add(value);
            loaders.add(loader);
            if (failure != null) {
                throw failure;
            }
            return returnsNull ? null : (T) new Date(((Date) (Object) value).getTime());
        }
    }
}
