/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.omnicache.config.CodecOptions;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is chosen for which values, and that they come back. */
class ValueFormsTest {
    enum Role {
        ADMIN,
        GUEST {
            @Override
            public String toString() {
                return "?";
            }
        }
    }

    record User(String name, LocalDate born) {}

    record Team(String name, List<User> users) {}

    record SerializableTeam(String name, List<String> users) implements Serializable {}

    record Hidden(String name, @JsonIgnore int age) implements Serializable {}

    record Getters(String name) {
        public String getShout() {
            return name.toUpperCase(java.util.Locale.ROOT);
        }

        public boolean isLong() {
            return name.length() > 10;
        }
    }

    /** A plain object. */
    static class Account implements Serializable {
        private String owner = "";
        private long cents;
        private List<String> notes = new ArrayList<>();
        private transient int hits;

        static Account of(String owner, long cents, String... notes) {
            Account account = new Account();
            account.owner = owner;
            account.cents = cents;
            account.notes.addAll(List.of(notes));
            account.hits = 5;
            return account;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Account that
                    && that.getClass() == getClass()
                    && owner.equals(that.owner)
                    && cents == that.cents
                    && notes.equals(that.notes)
                    && notes.getClass() == that.notes.getClass();
        }

        @Override
        public int hashCode() {
            return Objects.hash(owner, cents, notes);
        }
    }

    static final class Savings extends Account {}

    private static String serializerOf(byte[] encoded) throws UnreadableException {
        return Header.read(new ByteInput(encoded, 0, encoded.length)).serializer();
    }

    private final EntryCodec codec = TestCodecs.allowing();

    static Stream<List<Object>> chosen() {
        return Stream.of(
                List.of("raw", "text \uD800"),
                List.of("raw", new byte[] {1, 2}),
                List.of("raw", new byte[0]),
                List.of("raw", 5L),
                List.of("raw", 'x'),
                List.of("raw", Double.NaN),
                List.of("raw", Instant.MAX),
                List.of("raw", new UUID(1, 2)),
                List.of("json", new User("Ada", LocalDate.of(1815, 12, 10))),
                List.of("json", new Getters("Ada")),
                List.of("java", Role.ADMIN),
                List.of("java", Role.GUEST),
                List.of("java", new Hidden("Ada", 5)),
                List.of("java", new SerializableTeam("a", List.of("b"))),
                List.of("java", Account.of("Ada", 5, "note")),
                List.of("java", new ArrayList<>(List.of(1, "a", new HashMap<>(Map.of(1, 2))))),
                List.of("java", new int[] {1, 2}),
                List.of("java", java.net.URI.create("http://A")));
    }

    @ParameterizedTest
    @MethodSource("chosen")
    void theSerializerIsChosenByClassAndTheValueComesBack(List<Object> row) throws UnreadableException {
        Object value = row.get(1);
        byte[] encoded = codec.encodeValue(new byte[0], value);
        Object again = codec.decodeValue(new byte[0], encoded);

        assertThat(serializerOf(encoded)).isEqualTo(row.get(0));
        assertThat(again).hasSameClassAs(value);
        assertThat(Objects.deepEquals(again, value)).as("%s", again).isTrue();
    }

    @Test
    void whatIsNeitherSerializableNorProvedIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> codec.encodeValue(new byte[0], new Team("a", List.of())))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'users': a value of " + Team.class.getName()
                        + " cannot be kept below the heap by the serializer 'java': " + Team.class.getName()
                        + " is not Serializable. Make it Serializable, or name another serializer, such as"
                        + " codec: { serializer: json }");
    }

    @Test
    void aClassThatIsNotAllowedIsRefusedWithTheLineToAdd() {
        EntryCodec strict = TestCodecs.any(CodecOptions.DEFAULT);
        for (Object value : List.of(
                new User("Ada", LocalDate.EPOCH),
                Account.of("Ada", 1),
                new ArrayList<>(List.of(new Savings())),
                Role.GUEST)) {
            assertThatThrownBy(() -> strict.encodeValue(new byte[0], value))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("add codec: { allow: [\"io.omnicache.codec.bytes.ValueFormsTest$");
        }
    }

    @Test
    void theDeclaredTypeNeedsNoLine() throws UnreadableException {
        EntryCodec users = TestCodecs.of(Long.class, User.class);
        User ada = new User("Ada", LocalDate.EPOCH);
        assertThat(TestCodecs.valueAgain(users, ada)).isEqualTo(ada);

        EntryCodec accounts = TestCodecs.of(Long.class, Account.class);
        Account account = Account.of("Ada", 1, "a");
        assertThat(TestCodecs.valueAgain(accounts, account)).isEqualTo(account);
        assertThatThrownBy(() -> accounts.encodeValue(new byte[0], new Savings()))
                .hasMessageContaining("allow: [\"" + Savings.class.getName() + "\"]");
    }

    static Stream<String> jackson() {
        return Stream.of("json", "cbor", "smile", "msgpack");
    }

    static Stream<String> named() {
        return Stream.of("java", "json", "cbor", "smile", "msgpack", "fory");
    }

    private static EntryCodec named(String serializer) {
        return TestCodecs.any(CodecOptions.DEFAULT.withSerializer(serializer).withAllow("io.omnicache.codec.bytes.*"));
    }

    @ParameterizedTest
    @MethodSource("named")
    void aNamedSerializerKeepsValuesAndTheirClasses(String serializer) throws UnreadableException {
        EntryCodec named = named(serializer);
        for (Object value : List.of(
                "text",
                5,
                5L,
                1.5d,
                Double.NaN,
                Float.NaN,
                'x',
                true,
                (short) 3,
                new java.math.BigDecimal("1.50"),
                LocalDate.EPOCH,
                java.time.ZoneId.of("Europe/Paris"),
                Role.ADMIN,
                Role.GUEST,
                Account.of("Ada", 5, "note"),
                new Savings(),
                new SerializableTeam("a", List.of("b", "c", "d")),
                new ArrayList<>(List.of(1, 2L, "a", Account.of("Ada", 1))),
                List.of(1L, 2),
                List.of(1, 2, 3, 4),
                java.util.Set.of(1L),
                Map.of("a", 5L),
                new HashMap<>(Map.of("a", new Savings())),
                new java.util.TreeMap<>(Map.of("a", 1, "b", 2)),
                new java.util.Date(5))) {
            Object again = TestCodecs.valueAgain(named, value);
            assertThat(again).as("%s", value.getClass()).isEqualTo(value).hasSameClassAs(value);
        }
        assertThat((int[]) TestCodecs.valueAgain(named, new int[] {1, 2})).containsExactly(1, 2);
        assertThat((byte[]) TestCodecs.valueAgain(named, new byte[] {1, 2})).containsExactly(1, 2);
        assertThat((Object[]) TestCodecs.valueAgain(named, new Object[] {1, 2L}))
                .containsExactly(1, 2L);
    }

    @ParameterizedTest
    @MethodSource("jackson")
    void jacksonKeepsTheClassesOfPartsThatAreDeclaredAsMore(String serializer) throws UnreadableException {
        Team team = new Team("a", List.of(new User("Ada", LocalDate.EPOCH), new User("Bob", LocalDate.MAX)));
        Team again = (Team) TestCodecs.valueAgain(named(serializer), team);

        assertThat(again).isEqualTo(team);
        assertThat(again.users()).hasSameClassAs(team.users());
    }

    @ParameterizedTest
    @MethodSource("jackson")
    void whatJacksonWouldChangeIsRefused(String serializer) {
        EntryCodec named = named(serializer);
        for (Object value : List.of(
                new HashMap<>(Map.of(1, "keys would become texts")),
                new java.util.TreeSet<>(String.CASE_INSENSITIVE_ORDER),
                java.util.EnumSet.of(Role.ADMIN),
                new ArrayList<>(List.of(java.util.Locale.GERMANY)))) {
            assertThatThrownBy(() -> named.encodeValue(new byte[0], value))
                    .as("%s", value.getClass())
                    .isInstanceOf(CacheException.class);
        }
    }

    @Test
    void plainJsonIsReadableTextThatATierCanTakeApartAndRebuild() throws UnreadableException {
        byte[] encoded = codec.encodeValue(new byte[0], new User("Ada", LocalDate.of(1815, 12, 10)));

        assertThat(JsonText.isOne(encoded)).isTrue();
        String text = new String(encoded, JsonText.START, encoded.length - JsonText.START, UTF_8);
        assertThat(text)
                .matches("\\{\"@class\":\"io\\.omnicache\\.codec\\.bytes\\.ValueFormsTest\\$User#[0-9a-f]{8}\","
                        + "\"name\":\"Ada\",\"born\":\"1815-12-10\"}");
        byte[] line = ("before" + text + "after").getBytes(UTF_8);
        byte[] rebuilt = JsonText.encoded(line, 6, line.length - 5);
        assertThat(rebuilt).isEqualTo(encoded);
        assertThat(JsonText.isOne(codec.encodeValue(new byte[0], "raw"))).isFalse();
    }

    @Test
    void lineFeedsAreFoundWhereverTheyAre() {
        for (int length = 0; length < 40; length++) {
            byte[] text = "x".repeat(length).getBytes(UTF_8);
            assertThat(JsonText.hasLineFeed(text)).isFalse();
            for (int at = 0; at < length; at++) {
                text[at] = '\n';
                assertThat(JsonText.hasLineFeed(text)).isTrue();
                text[at] = (byte) 0x8B; // differs from it by a borrow and the sign
                assertThat(JsonText.hasLineFeed(text)).isFalse();
                text[at] = '\t';
                assertThat(JsonText.hasLineFeed(text)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jackson")
    void whatStandsBehindAValueMakesItUnreadable(String serializer) {
        EntryCodec named = named(serializer);
        byte[] encoded = named.encodeValue(new byte[0], Account.of("Ada", 5, "note"));
        byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
        longer[encoded.length] = '1'; // a number in JSON and in MessagePack, and something in the others
        assertThatThrownBy(() -> named.decodeValue(new byte[0], longer)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void aTextThatUtf8HasNoFormForIsKeptByJsonAndRefusedByBinaryForms() throws UnreadableException {
        assertThat(TestCodecs.valueAgain(named("json"), "half \uD800")).isEqualTo("half \uD800");
        for (String binary : List.of("cbor", "smile", "msgpack")) {
            EntryCodec named = named(binary);
            assertThatThrownBy(() -> named.encodeValue(new byte[0], "half \uD800"))
                    .isInstanceOf(CacheException.class);
        }
    }
}
