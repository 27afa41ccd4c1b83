/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.io.IOException;

/** A value, or bytes, that a serializer of ours does not take. The message shows neither, so that others may show it. */
final class FormException extends IOException {
    private static final long serialVersionUID = 1L;

    FormException(String message) {
        super(message);
    }

    FormException(String message, Throwable cause) {
        super(message, cause);
    }
}
