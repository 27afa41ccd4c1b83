/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import io.omnicache.Copier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a value goes through in a cache that stores by value, held to the contract of a copier. */
final class ByValueContractTest extends CopierContract {
    @Override
    protected Copier copier() {
        Map<ClassLoader, ByValue> forms = new ConcurrentHashMap<>(); // threads share one, with its table of classes
        return new Copier() {
            @Override
            public String name() {
                return "by value";
            }

            @Override
            @SuppressWarnings("unchecked")
            public <T> T copy(T value, ClassLoader loader) {
                ByValue form = forms.computeIfAbsent(loader, of -> new ByValue("c", Copiers.serialization(), of));
                return (T) form.read(form.store(value));
            }
        };
    }
}
