/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.codec.ObjectFields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keys of a permitted class that is neither a record nor Serializable: the name of the class, its shape, and its fields. Each key is read
 * back and written again before its bytes are used. Immutable.
 *
 * <p>What is not found so: an {@code equals} that takes for equal what does not hold the same. Such a class needs a {@link
 * io.omnicache.KeyCodec}.
 */
final class FieldsKey implements KeyForm {
    private final Class<?> type;
    private final int shape;
    private final ObjectFields fields;
    private final KeyForms forms;

    private FieldsKey(Class<?> type, ObjectFields fields, KeyForms forms) {
        this.type = type;
        this.fields = fields;
        this.forms = forms;
        CRC32C checksum = new CRC32C();
        checksum.update(fields.shape().getBytes(StandardCharsets.UTF_8));
        this.shape = (int) checksum.getValue();
    }

    /** Returns the form of a class; throws what {@link KeyForms#refusal} makes if its fields cannot be opened. */
    static FieldsKey of(Class<?> type, KeyForms forms) {
        try {
            return new FieldsKey(type, ObjectFields.of(type), forms);
        } catch (IllegalArgumentException e) {
            throw forms.refusal(type, "it is no record and not Serializable, and " + e.getMessage());
        }
    }

    @Override
    public void write(Object key, ByteOutput out) {
        int hash = key.hashCode(); // first, as some classes remember it in a field
        byte[] bytes = bytes(key);
        Object again;
        try {
            ByteInput in = new ByteInput(bytes, 0, bytes.length);
            again = make(in);
            in.requireEnd();
        } catch (UnreadableException | ClassNotFoundException e) {
            throw forms.refusal(type, "its fields cannot be read back");
        }
        if (!key.equals(again) || !again.equals(key) || again.hashCode() != hash) {
            throw forms.refusal(type, "another object with the same fields is not equal to it");
        }
        if (!Arrays.equals(bytes, bytes(again))) {
            throw forms.refusal(type, "its fields do not come back as they were");
        }
        out.int1(Tag.FIELDS).text(type.getName()).int4(shape).block(bytes);
    }

    private byte[] bytes(Object key) {
        ByteOutput out = new ByteOutput();
        for (Object value : fields.values(key)) {
            forms.write(value, out);
        }
        return out.toBytes();
    }

    /** Reads what follows the name of the class. */
    Object read(ByteInput in) throws UnreadableException, ClassNotFoundException {
        if (in.int4() != shape) {
            throw new UnreadableException(type.getName() + " has other fields by now");
        }
        byte[] bytes = in.block();
        ByteInput parts = new ByteInput(bytes, 0, bytes.length);
        Object key = make(parts);
        parts.requireEnd();
        return key;
    }

    private Object make(ByteInput in) throws UnreadableException, ClassNotFoundException {
        @Nullable Object[] values = new @Nullable Object[fields.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = forms.read(in);
        }
        try {
            return fields.make(values);
        } catch (ClassCastException | NullPointerException e) {
            throw new UnreadableException(type.getName() + " does not take the stored fields", e);
        }
    }
}
