/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.omnicache.benchmarks.NativeAccess;
import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.EntryCodecs;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.config.CodecOptions;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of the calling thread to encode and to decode: what can be compared on a machine that others use, too. One process
 * for each subject, the best of many short rounds, and the best of several processes, taken in turn.
 */
public final class CodecTimes {
    private static final int OBJECTS = 1 << 10;
    private static final int CALLS = 4 * OBJECTS;
    private static final long WARM_UP_NANOS = 2_500_000_000L;
    private static final long NANOS = 1_500_000_000L;

    private static final List<String> SERIALIZERS =
            List.of("auto", "java", "json", "cbor", "smile", "msgpack", "fory", "kryo", "kryo-registered");
    private static final List<String> VALUES = List.of("record", "object");
    private static final List<String> COMPRESSORS = List.of("deflate", "zstd", "lz4");
    private static final List<String> LENGTHS = List.of("256", "512", "1024", "10240");
    private static final List<String> ENCRYPTION = List.of("none", "jdk", "bouncycastle");
    private static final List<String> KEYS = List.of("string", "long", "uuid", "record", "serialized");

    // So that nothing can be left out.
    private static final @Nullable Object[] CONSUMED = new Object[16];

    private CodecTimes() {}

    /** What one process measures. */
    private record Subject(IntFunction<Object> encode, IntFunction<Object> decode, double bytes) {}

    /** Takes the number of processes of each subject, 2 if it is left out; or what one process is to measure. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3) {
            Subject subject = subject(arguments[0], arguments[1], arguments[2]);
            System.out.printf(
                    Locale.ROOT, "%f %f %f%n", best(subject.encode()), best(subject.decode()), subject.bytes());
            return;
        }
        int processes = arguments.length == 0 ? 2 : Integer.parseInt(arguments[0]);
        table("serializer", SERIALIZERS, VALUES, processes);
        table("compressor", COMPRESSORS, LENGTHS, processes);
        table("encryption", ENCRYPTION, LENGTHS, processes);
        table("key", KEYS, List.of("-"), processes);
    }

    private static void table(String kind, List<String> rows, List<String> columns, int processes)
            throws IOException, InterruptedException {
        System.out.printf("%n%s: CPU ns to encode, to decode; bytes%n", kind);
        for (String row : rows) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-16s", row));
            for (String column : columns) {
                double[] least = null;
                for (int i = 0; i < processes; i++) {
                    double[] one = inProcess(kind, row, column);
                    least = least == null
                            ? one
                            : new double[] {Math.min(one[0], least[0]), Math.min(one[1], least[1]), one[2]};
                }
                if (least != null) {
                    line.append(String.format(
                            Locale.ROOT, " | %s: %7.0f %7.0f %7.1f", column, least[0], least[1], least[2]));
                }
            }
            System.out.println(line);
        }
    }

    private static double[] inProcess(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(NativeAccess.options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CodecTimes.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", arguments) + " failed");
        }
        List<String> lines = printed.strip().lines().toList(); // libraries may say something first
        String[] numbers = lines.get(lines.size() - 1).split(" ", -1);
        return new double[] {
            Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]), Double.parseDouble(numbers[2])
        };
    }

    private static Subject subject(String kind, String row, String column) {
        return switch (kind) {
            case "serializer" ->
                ofValues(CodecSubject.named(row), column.equals("record") ? Visit::number : Basket::number);
            case "compressor" ->
                ofValues(
                        new CodecSubject.ByCodec(
                                CodecOptions.DEFAULT.withCompressor(row).withThreshold(1)),
                        i -> json(Integer.parseInt(column), i));
            case "encryption" -> ofValues(EncryptionSubject.of(row), i -> json(Integer.parseInt(column), i));
            default -> ofKeys(row);
        };
    }

    private static Subject ofValues(CodecSubject codec, IntFunction<Object> maker) {
        Object[] values = new Object[OBJECTS];
        byte[][] encoded = new byte[OBJECTS][];
        long bytes = 0;
        for (int i = 0; i < OBJECTS; i++) {
            values[i] = maker.apply(i);
            encoded[i] = codec.encode(values[i]);
            bytes += encoded[i].length;
            if (!codec.decode(encoded[i]).equals(values[i])) {
                throw new IllegalStateException("another value came back");
            }
        }
        return new Subject(i -> codec.encode(values[i]), i -> codec.decode(encoded[i]), (double) bytes / OBJECTS);
    }

    /** A text as JSON is: the same names again and again, and numbers. */
    private static String json(int length, int seed) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; text.length() < length; i++) {
            Basket.Line line = new Basket.Line("product " + Integer.toHexString((seed + i) * 0x9E3779B9), i);
            text.append("{\"product\":\"")
                    .append(line.product())
                    .append("\",\"count\":")
                    .append(line.count())
                    .append("},");
        }
        return text.substring(0, length);
    }

    private static Subject ofKeys(String kind) {
        CodecOptions options = CodecOptions.DEFAULT.withAllow("io.omnicache.benchmarks.*");
        EntryCodec codec =
                EntryCodecs.of("bench", Object.class, Object.class, options, CodecTimes.class.getClassLoader());
        IntFunction<Object> maker = switch (kind) {
            case "string" -> i -> "user:" + i;
            case "long" -> i -> (long) i;
            case "uuid" -> i -> new UUID(i, ~i);
            case "record" -> i -> new Basket.Line("product " + i, i);
            default -> Basket::number;
        };
        return ofValues(new Keys(codec), maker);
    }

    private record Keys(EntryCodec codec) implements CodecSubject {
        @Override
        public byte[] encode(Object value) {
            return codec.encodeKey(value);
        }

        @Override
        public Object decode(byte[] bytes) {
            try {
                return codec.decodeKey(bytes);
            } catch (UnreadableException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static double best(IntFunction<Object> operation) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long best = Long.MAX_VALUE;
        for (long now = begin; now - begin < WARM_UP_NANOS + NANOS; ) {
            for (int i = 0; i < CALLS; i++) {
                CONSUMED[i & 15] = operation.apply(i & (OBJECTS - 1));
            }
            long after = threads.getCurrentThreadCpuTime();
            best = now - begin < WARM_UP_NANOS ? best : Math.min(best, after - now);
            now = after;
        }
        return (double) best / CALLS;
    }
}
