/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import io.omnicache.Copier;
import io.omnicache.OfferedServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** A copier of texts that first does as it is told. One test at a time tells it. */
public final class HookedCopier implements Copier {
    /** What each copying does first; null if nothing. */
    static final AtomicReference<Runnable> HOOK = new AtomicReference<>();

    /** For {@link java.util.ServiceLoader}. */
    public HookedCopier() {}

    /** Returns a class loader that sees this service. */
    static ClassLoader loader() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "services")), "copier");
            return OfferedServices.loader(folder, Copier.class, HookedCopier.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "hooked";
    }

    @Override
    @SuppressWarnings("unchecked") // a text is copied to a text
    public <T> T copy(T value, ClassLoader loader) {
        Runnable hook = HOOK.get();
        if (hook != null) {
            hook.run();
        }
        return (T) new Text(value.toString());
    }
}
