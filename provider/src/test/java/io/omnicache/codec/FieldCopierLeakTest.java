/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Eventually;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of an application's classes goes when its caches go. */
final class FieldCopierLeakTest {
    private static final String SOURCE = "public class Planet implements java.io.Serializable {"
            + " private final int moons = 1; public Object other = java.util.List.of(new int[1]); }";

    @Test
    void classesGoWithTheCacheThatCopiedThem(@TempDir Path folder) throws IOException {
        WeakReference<ClassLoader> loader = copiedWith(folder);
        Eventually.await("the class loader is collected", () -> {
            System.gc();
            return loader.refersTo(null);
        });
    }

    private static WeakReference<ClassLoader> copiedWith(Path folder) throws IOException {
        try (URLClassLoader loader = CompiledClasses.compile(folder, "Planet", SOURCE)) {
            ByValue form = new ByValue("c", Copiers.named("fields", loader), loader);
            Object kept = form.store(CompiledClasses.newInstance(loader, "Planet", new Class<?>[0]));
            assertThat(kept).isInstanceOf(Kept.Copy.class);
            for (int i = 0; i < 1_000; i++) { // often enough for the handles to be compiled
                form.read(kept);
            }
            return new WeakReference<>(loader);
        }
    }
}
