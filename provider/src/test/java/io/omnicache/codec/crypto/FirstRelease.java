/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

/** What release 1.0 has written: never to be changed, only added to. */
final class FirstRelease {
    static final String VALUE =
            "03026b312fc74360b80f5d8db31ec74c51687c5a9af20ca10000000000000000b6b1df8006112e9e1926bc084b4552a57a92ab965a4ac53cbedb6ab13f7373a9a4aadddf3913";
    static final String KEY = "0d026b31fc02a3079054023fd16e3e938a47c4836825563605db0346c0";

    private FirstRelease() {}
}
