/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
    private final List<String> closed = new ArrayList<>();
    private final Failures failures = new Failures();

    private Closeable failing(String name, Throwable failure) {
        return () -> {
            closed.add(name);
            FailuresTest.<RuntimeException>undeclared(failure);
        };
    }

    @SuppressWarnings("unchecked") // what other languages of the JVM do
    private static <T extends Throwable> void undeclared(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void whateverAClosingThrowsTheOthersAreClosed() {
        AssertionError error = new AssertionError("broken");
        Exception checked = new Exception("undeclared");
        List.of(
                        failing("error", error),
                        failing("checked", checked),
                        failing("declared", new IOException("disk")),
                        failing("runtime", new IllegalStateException("state")))
                .forEach(each -> failures.close("c", each));

        assertThat(closed).containsExactly("error", "checked", "declared", "runtime");
        assertThatThrownBy(failures::throwFirst).isSameAs(error);
        assertThat(error.getSuppressed())
                .hasSize(3)
                .allSatisfy(suppressed -> assertThat(suppressed)
                        .isInstanceOf(CacheException.class)
                        .hasMessageMatching("Cache 'c': closing .* failed"));
        assertThat(error.getSuppressed()[0]).hasCause(checked);
    }

    @Test
    void whatCannotBeClosedIsLeftAlone() {
        failures.close("c", null);
        failures.close("c", "text");
        assertThat(failures.first()).isNull();
    }
}
