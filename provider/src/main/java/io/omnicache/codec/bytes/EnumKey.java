/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

/** Keys that are constants of an enum: its name and that of the constant, as their order may change. Immutable. */
record EnumKey(String type) implements KeyForm {
    @Override
    public void write(Object key, ByteOutput out) {
        out.int1(Tag.ENUM).text(type).text(((Enum<?>) key).name());
    }

    static Object read(ByteInput in, PermittedTypes types) throws UnreadableException, ClassNotFoundException {
        Class<?> type = types.find(in.text());
        String name = in.text();
        Object[] constants = type.getEnumConstants();
        if (constants != null) {
            for (Object constant : constants) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
        }
        throw new UnreadableException(type.getName() + " has no constant of the stored name");
    }
}
