/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Compressor;

class Lz4CompressorTest extends CompressorContract {
    private final Compressor compressor = new Lz4Compressor();

    @Override
    protected Compressor compressor() {
        return compressor;
    }
}
