/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Collects what is logged under a name while it is open, and keeps it off the console. Thread-safe. */
public final class LogCapture extends Handler implements AutoCloseable {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level before;

    /** Begins to collect, down to the finest level. */
    public LogCapture(String name) {
        logger = Logger.getLogger(name);
        before = logger.getLevel();
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        setLevel(Level.ALL);
    }

    /** Returns the messages so far, each with its level before it. */
    public List<String> messages() {
        SimpleFormatter formatter = new SimpleFormatter();
        return records.stream()
                .map(logged -> logged.getLevel() + " " + formatter.formatMessage(logged))
                .toList();
    }

    /** Returns the exceptions that were logged. */
    public List<Throwable> failures() {
        return records.stream()
                .map(LogRecord::getThrown)
                .filter(thrown -> thrown != null)
                .toList();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        logger.setLevel(before);
    }
}
