/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the index of a log at opening: of its snapshot as far as that goes, and of what was appended after it. Never fails for what is
 * damaged: an unfinished end is cut off, a damaged line is left out together with the older lines of its key, and if its key cannot be
 * told, with everything older in the log, so that no old value comes back.
 *
 * <p>For one thread, before the log is used.
 */
final class Replay implements Walk.Visitor {
    private final Log log;
    private final Catalog catalog;
    private final OpeningReport report;
    private @Nullable Segment segment;

    private Replay(Log log, OpeningReport report) {
        this.log = log;
        this.catalog = log.catalog();
        this.report = report;
    }

    static void open(Log log, Snapshot.@Nullable Part snapshot, OpeningReport report) throws IOException {
        new Replay(log, report).open(snapshot);
    }

    private void open(Snapshot.@Nullable Part snapshot) throws IOException {
        TreeMap<Long, Path> files = new TreeMap<>();
        for (Path file : Directories.list(log.settings().directory())) {
            long id = Segment.id(file, log.number());
            if (id >= 0) {
                files.put(id, file);
            }
        }
        if (snapshot != null) {
            restore(snapshot, files);
        }
        for (Map.Entry<Long, Path> file : files.entrySet()) {
            Segment known = catalog.seek((ignored, all) -> all.withId(file.getKey()));
            if (snapshot != null && known == null && file.getKey() < snapshot.nextId()) {
                dropForgotten(file.getValue());
            } else if (known == null || snapshot == null) {
                replay(found(file.getKey(), 0, file.getValue()), 0);
            } else {
                replay(known, Math.min(known.length(), snapshot.lengthOf(file.getKey())));
            }
        }
    }

    /* It had gone when the snapshot was taken, and is there again: a loss of power may bring back what was deleted. */
    private void dropForgotten(Path file) throws IOException {
        if (!log.settings().readOnly()) {
            Files.delete(file);
        }
    }

    private Segment found(long id, int slot, Path file) throws IOException {
        Segment found =
                catalog.found(id, slot, file, Files.size(file), !log.settings().readOnly());
        catalog.add(found);
        return found;
    }

    private void restore(Snapshot.Part snapshot, Map<Long, Path> files) throws IOException {
        for (Snapshot.Kept kept : snapshot.segments()) {
            Path file = files.get(kept.id());
            if (file != null) {
                Segment found = found(kept.id(), kept.slot(), file);
                found.live = kept.live();
                found.removals = kept.removals();
                found.barrier = kept.barrier();
                if (found.length() < kept.length()) {
                    report.add(new OpeningReport.Fault(file, found.length(), kept.length() - found.length(), false));
                }
            }
        }
        catalog.restore(snapshot);
    }

    private void replay(Segment fresh, long from) throws IOException {
        segment = fresh;
        Walk.over(fresh.file(), from, fresh.length(), this);
        if (fresh.length() == 0 && !log.settings().readOnly()) {
            catalog.remove(fresh);
            fresh.file().delete(); // was created, and nothing was ever in it
        }
    }

    private Segment segment() {
        if (segment == null) {
            throw new IllegalStateException("no segment is being read");
        }
        return segment;
    }

    @Override
    public void line(Line line, byte[] bytes, int at, int size, long offset) {
        switch (line.kind()) {
            case PUT ->
                catalog.foundEntry(segment(), line.hash(), offset, size, Times.of(line.deadline(), line.accessed()));
            case REMOVAL -> catalog.foundRemoval(segment(), line.hash(), size);
            case CLEAR -> catalog.foundBarrier(segment());
            case HEADER -> {}
        }
    }

    @Override
    public void damaged(long offset, int size, long hash) {
        report.add(new OpeningReport.Fault(segment().file().path(), offset, size, false));
        catalog.foundRemoval(segment(), hash, size);
    }

    @Override
    public void unknown(long offset, int size) {
        report.add(new OpeningReport.Fault(segment().file().path(), offset, size, false));
        if (offset > 0 || size != log.headerLength()) { // else it was the header
            catalog.foundBarrier(segment());
        }
    }

    @Override
    public void torn(long offset, int size) throws IOException {
        report.add(new OpeningReport.Fault(segment().file().path(), offset, size, true));
        catalog.shortened(segment(), offset);
        if (!log.settings().readOnly()) {
            segment().file().truncate(offset);
        }
    }
}
