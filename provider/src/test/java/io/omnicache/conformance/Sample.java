/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.io.Serializable;

/** A mutable value in the real cache. Confined to one thread at a time. */
final class Sample implements Serializable {
    private static final long serialVersionUID = 1L;

    private String text;
    private final transient int id;

    Sample(Val val) {
        this.text = val.text();
        this.id = val.id();
    }

    /** Spoils the object: a cache that shares it instead of copying it will show this. */
    void scribble() {
        text = "scribbled";
    }

    String show(boolean byValue) {
        return new Val(text, id).show(byValue);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sample that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
