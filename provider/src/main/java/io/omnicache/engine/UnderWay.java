/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.event.UserCode;
import io.omnicache.loading.Writes;
import java.time.Duration;
import java.util.Iterator;

/** The operations of a cache that hold entries while user code, or input and output, goes on. Thread-safe. */
/*
 * Who waited for an entry may get it after this has looked at it. So the writer is closed before: who asks it, holds the entry by then, and is
 * either refused or seen here.
 */
public final class UnderWay {
    private static final System.Logger LOG = System.getLogger("io.omnicache.engine");

    private final Engine<?, ?> engine;
    private final Duration longestWait;

    /**
     * Creates it.
     *
     * @param longestWait how long is waited for one of them
     */
    public UnderWay(Engine<?, ?> engine, Duration longestWait) {
        this.engine = engine;
        this.longestWait = longestWait;
    }

    /**
     * Lets no other begin with the writer, and waits until they have ended: what they have begun with it is to come to its end in the tiers, too, and
     * neither is to be closed before. Not inside user code, for which one of them may be waiting, and not for ever: after one that takes too long for no other. A caller that is
     * interrupted waits no longer.
     */
    public void await() {
        Writes<?, ?> writes = engine.parts().writeThrough();
        if (writes != null) {
            writes.close();
        }
        if (UserCode.isOnThisThread() || (engine.tiers() == null && writes == null)) {
            return;
        }
        try {
            Iterator<? extends Node<?>> nodes = engine.generation().iterator();
            boolean ended = true;
            while (ended && nodes.hasNext()) {
                Object holder = nodes.next().holder();
                ended = !(holder instanceof Operation operation) || operation.awaitEnd(longestWait);
            }
            if (!ended) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "closed while an operation goes on: cache="
                                + engine.parts().cache() + " waited=" + longestWait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
