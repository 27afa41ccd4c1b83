/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.omnicache.config.CodecOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** Bytes that somebody else wrote: nothing runs that is not permitted, and nothing but the one exception comes out. */
class UntrustedBytesTest {
    private static int executed;

    /** Stands for what attackers look for on a class path: code that runs when it is read. */
    static final class Gadget implements Serializable {
        private final String command;

        Gadget(String command) {
            this.command = command;
        }

        private Object readResolve() {
            executed++;
            return command;
        }
    }

    static final class Holder implements Serializable {
        private final Object content;

        Holder(Object content) {
            this.content = content;
        }

        Object content() {
            return content;
        }
    }

    enum Trap {
        SPRUNG;

        static {
            executed++;
        }
    }

    private static byte[] javaBytes(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return new Header("java", null, "", -1).before(bytes.toByteArray());
    }

    private final EntryCodec holders = TestCodecs.of(Object.class, Holder.class);

    private Object read(byte[] encoded) throws UnreadableException {
        return holders.decodeValue(new byte[0], encoded);
    }

    @Test
    void whatIsDeclaredIsRead() throws Exception {
        assertThat(((Holder) read(javaBytes(new Holder(List.of(1, "a"))))).content())
                .isEqualTo(List.of(1, "a"));
    }

    @Test
    void nothingElseIsReadWhereverItIs() throws Exception {
        executed = 0;
        Supplier<String> lambda = (Supplier<String> & Serializable) () -> "ran";
        Object proxy = Proxy.newProxyInstance(
                TestCodecs.LOADER,
                new Class<?>[] {Comparable.class},
                (java.lang.reflect.InvocationHandler & Serializable) (self, method, arguments) -> 0);
        for (Object bad : new Object[] {
            new Gadget("x"),
            new Gadget[] {new Gadget("x")},
            lambda,
            proxy,
            new java.net.URL("http://localhost/"),
            Gadget.class
        }) {
            for (Object value : new Object[] {
                bad, new Holder(bad), new ArrayList<>(Arrays.asList(bad)), new HashMap<>(Map.of("a", bad))
            }) {
                byte[] encoded = javaBytes(value);
                assertThatThrownBy(() -> read(encoded))
                        .as("%s", value.getClass())
                        .isInstanceOf(UnreadableException.class);
            }
        }
        assertThat(executed).isZero();
    }

    @Test
    void whatWouldNotBeReadIsRefusedWhenItIsPut() {
        assertThatThrownBy(() -> holders.encodeValue(new byte[0], new Holder(new Gadget("secret"))))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("allow: [\"" + Gadget.class.getName() + "\"]")
                .hasMessageNotContaining("secret");
        holders.encodeValue(new byte[0], new Holder("fine"));
        assertThatThrownBy(
                        () -> holders.encodeValue(new byte[0], new Holder(new Gadget("later")))) // not only the first
                .isInstanceOf(CacheException.class);
    }

    @Test
    void aPatternPermitsAClassAndTheClosedTypesThatItIsMadeOf() throws Exception {
        EntryCodec allowing = TestCodecs.any(CodecOptions.DEFAULT.withAllow(Order.class.getName()));
        Order order = new Order(new Line(1));
        Order again = (Order) allowing.decodeValue(new byte[0], allowing.encodeValue(new byte[0], order));
        assertThat(again.line.count).isEqualTo(1);
        assertThatThrownBy(() -> allowing.encodeValue(new byte[0], new Line2()))
                .hasMessageContaining("allow: [\"" + Line2.class.getName() + "\"]");
    }

    static class Order implements Serializable {
        private final Line line;

        Order(Line line) {
            this.line = line;
        }
    }

    static final class Line implements Serializable {
        private final int count;

        Line(int count) {
            this.count = count;
        }
    }

    static final class Line2 implements Serializable {}

    @Test
    void namesInJsonAreCheckedToo() {
        executed = 0;
        for (String text : List.of(
                "{\"@class\":\"" + Gadget.class.getName() + "\",\"command\":\"x\"}",
                "[\"" + Gadget.class.getName() + "\",{}]",
                "[\"java.util.ArrayList\",[{\"@class\":\"" + Gadget.class.getName() + "\"}]]",
                "[\"" + Trap.class.getName() + "\",\"SPRUNG\"]",
                "[\"[L" + Trap.class.getName() + ";\",[\"SPRUNG\"]]",
                "{\"@class\":\"java.lang.ProcessBuilder\"}",
                "{\"@class\":\"" + Holder.class.getName() + "#00000000\",\"content\":null}",
                "{\"@class\":5}",
                "{}",
                "null",
                "",
                "[]",
                "{\"@class\":\"\"}",
                "5 6")) {
            byte[] json = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThatThrownBy(() -> read(JsonText.encoded(json, 0, json.length)))
                    .as(text)
                    .isInstanceOf(UnreadableException.class);
        }
        assertThat(executed).isZero();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface Animal {}

    static class Dog implements Animal {
        int legs = 4;
    }

    static class Wolf implements Animal {
        Wolf() {
            executed++;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(name = "rose", value = Rose.class)})
    interface Plant {}

    static class Rose implements Plant {
        int thorns = 3;
    }

    static class Garden {
        Animal animal;
        Plant plant = new Rose();

        static Garden with(Animal animal) {
            Garden garden = new Garden();
            garden.animal = animal;
            return garden;
        }
    }

    @Test
    void annotationsThatNameClassesDoNotGetAroundTheCheck() throws Exception {
        CodecOptions options = CodecOptions.DEFAULT.withSerializer("json").withAllow(Dog.class.getName());
        EntryCodec codec = EntryCodecs.of("users", Object.class, Garden.class, options, TestCodecs.LOADER);
        byte[] encoded = codec.encodeValue(new byte[0], Garden.with(new Dog()));
        Garden again = (Garden) codec.decodeValue(new byte[0], encoded);
        assertThat(again.animal).isInstanceOf(Dog.class);
        assertThat(again.plant).isInstanceOf(Rose.class);

        Animal wolf = new Wolf();
        assertThatThrownBy(() -> codec.encodeValue(new byte[0], Garden.with(wolf)))
                .hasMessageContaining("allow: [\"" + Wolf.class.getName() + "\"]");
        executed = 0;
        String text = new String(encoded, 1, encoded.length - 1, java.nio.charset.StandardCharsets.UTF_8);
        for (String other : List.of(
                text.replaceAll("UntrustedBytesTest\\$Dog#[0-9a-f]{8}", "UntrustedBytesTest\\$Wolf"),
                text.replaceAll("UntrustedBytesTest\\$Dog#[0-9a-f]{8}", "UntrustedBytesTest\\$Wolf#00000000"))) {
            assertThat(other).contains("$Wolf");
            byte[] json = other.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThatThrownBy(() -> codec.decodeValue(new byte[0], JsonText.encoded(json, 0, json.length)))
                    .isInstanceOf(UnreadableException.class);
        }
        assertThat(executed).isZero();
    }

    @Test
    void nestedSetsThatTakeForeverToHashAreRefused() throws Exception {
        Set<Object> outer = new HashSet<>();
        Set<Object> left = outer;
        Set<Object> right = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            Set<Object> nextLeft = new HashSet<>();
            Set<Object> nextRight = new HashSet<>(Set.of("only here"));
            left.add(nextLeft);
            right.add(nextRight);
            left = nextLeft;
            right = nextRight;
        }
        byte[] encoded = javaBytes(outer);
        assertThatThrownBy(() -> read(encoded)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void aLengthThatTheBytesDoNotHoldIsRefusedBeforeMemoryIsTaken() throws Exception {
        byte[] encoded = javaBytes(new int[] {1, 2});
        int at = encoded.length - 12;
        assertThat(encoded[at + 3]).as("the length").isEqualTo((byte) 2);
        encoded[at] = 0x7F;
        assertThatThrownBy(() -> read(encoded)).isInstanceOf(UnreadableException.class);

        byte[] packed = new Header("raw", "deflate", "", Integer.MAX_VALUE).before(new byte[] {1});
        assertThatThrownBy(() -> read(packed)).hasMessageContaining("the limit is");
    }
}
