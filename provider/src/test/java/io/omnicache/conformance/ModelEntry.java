/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

/**
 * The entry that an entry processor sees: "only the net effect of multiple operations has visibility outside" (Javadoc of
 * {@code EntryProcessor}, whose examples this follows).
 */
final class ModelEntry {
    private final ModelState state;
    private final ModelStore store;
    private final String key;

    /** The value before the processor, null if there was no entry. */
    private final Val before;

    /** The value that the processor sees now. */
    private Val current;

    /** Whether the processor has read, changed or tried to load: the first of these decides whether the loader is asked. */
    private boolean touched;

    private boolean read;
    private boolean loaded;
    private boolean set;
    private boolean removed;

    ModelEntry(ModelState state, ModelStore store, String key, Val before) {
        this.state = state;
        this.store = store;
        this.key = key;
        this.before = before;
        this.current = before;
    }

    /** An existence check neither loads nor counts as an access. */
    boolean exists() {
        return current != null;
    }

    /** Example 2: the loader is "invoked by the first get only if the entry is not present". */
    Val getValue() {
        if (before == null && !touched && state.setting.readThrough()) {
            current = store.load(key);
            loaded = current != null;
        }
        touched = true;
        read = true;
        return current;
    }

    void setValue(Val value) {
        if (value == null) {
            throw Failed.exception("NullPointerException");
        }
        current = value;
        touched = true;
        set = true;
        removed = false;
    }

    /** Taking back what this processor has set on an absent key is no effect; else it is a removal, of an absent key too. */
    void remove() {
        boolean takesBack = set && before == null && !loaded;
        removed = !takesBack;
        set = false;
        touched = true;
        current = null;
    }

    void apply() {
        if (set) {
            store.write(key, current);
            state.countPut(state.store(key, current));
        } else if (removed) {
            store.delete(key);
            state.drop(key);
        } else if (loaded) {
            state.store(key, current);
        } else if (read && before != null) {
            state.access(key);
        }
    }
}
