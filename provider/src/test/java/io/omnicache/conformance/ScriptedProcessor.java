/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;

/** An entry processor that follows a script and returns what it saw. */
final class ScriptedProcessor implements EntryProcessor<String, Sample, String> {
    private final UserCode code;
    private final Script script;

    ScriptedProcessor(UserCode code, Script script) {
        this.code = code;
        this.script = script;
    }

    @Override
    public String process(MutableEntry<String, Sample> entry, Object... arguments) {
        StringBuilder seen = new StringBuilder("saw");
        for (Script.Act act : script.acts()) {
            switch (act.verb()) {
                case GET -> seen.append(' ').append(code.show(entry.getValue()));
                case EXISTS -> seen.append(' ').append(entry.exists());
                case SET -> entry.setValue(code.samples.make(act.value()));
                case REMOVE -> entry.remove();
                case SET_NULL -> entry.setValue(null);
                case THROW_RUNTIME -> throw new IllegalStateException("failing on purpose");
                case THROW_CACHE -> throw new CacheException("failing on purpose");
                case THROW_PROCESSOR -> throw new EntryProcessorException("failing on purpose");
                case THROW_ERROR -> throw new Fault.Broken();
            }
        }
        return script.returnsNull() ? null : seen.toString();
    }
}
