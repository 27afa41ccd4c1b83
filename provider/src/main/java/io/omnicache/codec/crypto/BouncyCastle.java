/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The only class that touches Bouncy Castle. Its provider is passed on, never registered: other code of the process does not notice it. */
final class BouncyCastle {
    private BouncyCastle() {}

    static Provider provider() {
        return new BouncyCastleProvider();
    }
}
