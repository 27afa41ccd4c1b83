/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

/** Answers that never change. */
record ConstantExpiry(long creation, long update, long access) implements Expiry {
    /** Of caches whose entries never expire. */
    static final Expiry NONE = new ConstantExpiry(ETERNAL, UNCHANGED, UNCHANGED);

    @Override
    public boolean isConstant() {
        return true;
    }

    @Override
    public boolean mayExpire() {
        return creation != ETERNAL || isFinite(update) || isFinite(access);
    }

    @Override
    public boolean mindsAccess() {
        return access != UNCHANGED;
    }

    private static boolean isFinite(long answer) {
        return answer != ETERNAL && answer != UNCHANGED;
    }
}
