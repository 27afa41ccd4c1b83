/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.io.Serial;

/** An object is not known to be copied by fields as serialization would copy it: serialization has to do it. */
final class UnprovenException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Names the class that stands in the way, and why; never shows a value. */
    UnprovenException(Class<?> type, String reason) {
        super(type.getName() + " " + reason, null, false, false); // a way to go, not a fault: no stack trace
    }
}
