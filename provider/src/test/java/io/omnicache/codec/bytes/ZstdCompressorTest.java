/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Compressor;

class ZstdCompressorTest extends CompressorContract {
    private final Compressor compressor = new ZstdCompressor();

    @Override
    protected Compressor compressor() {
        return compressor;
    }
}
