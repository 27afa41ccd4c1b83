/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options with values, {@code --name value}. */
public final class CommandLine {
    /** What is run with a command line. */
    @FunctionalInterface
    public interface Program {
        /** Prints its results. */
        void run(CommandLine options, PrintStream out) throws Exception;
    }

    private final Map<String, String> values = new HashMap<>();

    private CommandLine() {}

    /**
     * Runs a program.
     *
     * @param usage names each option in a line of its own
     * @return the exit code: 0, 1 if a part of it failed, or 2 after a wrong call
     */
    public static int run(String usage, Program program, PrintStream out, PrintStream err, String... texts)
            throws Exception {
        try {
            if (List.of(texts).contains("--help")) {
                out.println(usage);
            } else {
                program.run(parse(usage, texts), out);
            }
            return 0;
        } catch (UnfinishedException e) {
            err.println(e.getMessage());
            return 1;
        } catch (WrongCallException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    static CommandLine parse(String usage, String... texts) {
        CommandLine options = new CommandLine();
        Deque<String> rest = new ArrayDeque<>(List.of(texts));
        while (!rest.isEmpty()) {
            String name = rest.removeFirst();
            if (!name.startsWith("--") || !usage.contains("  " + name + " ")) {
                throw new WrongCallException("unknown option " + name + "; --help tells which there are");
            }
            String value = rest.pollFirst();
            if (value == null || value.startsWith("--")) {
                throw new WrongCallException("option " + name + " needs a value");
            }
            options.values.put(name, value);
        }
        return options;
    }

    /** Returns the value of an option, or what is given. */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** Returns the parts between commas of an option, or of what is given. */
    public List<String> list(String name, String otherwise) {
        return Arrays.stream(text(name, otherwise).split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
    }

    /** Returns the value of an option, or what is given: 1 to 999,999,999. */
    public int number(String name, int otherwise) {
        return number(name + ": ", text(name, String.valueOf(otherwise)));
    }

    /** Returns the numbers between commas of an option, or of what is given. */
    public int[] numbers(String name, String otherwise) {
        return list(name, otherwise).stream()
                .mapToInt(text -> number(name + ": ", text))
                .toArray();
    }

    /**
     * Returns a number of 1 to 999,999,999.
     *
     * @throws WrongCallException if the text is none; the message begins with the place
     */
    public static int number(String place, String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new WrongCallException(place + "was '" + text + "', allowed is 1 to 999999999");
        }
        return Integer.parseInt(text);
    }
}
