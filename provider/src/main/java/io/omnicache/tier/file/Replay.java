/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the index of a log at opening: of its snapshot as far as that goes, and of what was appended after it. Never fails for what is
 * damaged: an unfinished end is cut off, a damaged line is left out together with the older lines of its key, and if its key cannot be
 * told, with everything older in the log, so that no old value comes back.
 *
 * <p>For one thread, before the log is used.
 */
/*
 * After a loss of power, what was not forced may be there in part: a key that was changed after the snapshot has a line that may not be its
 * last one, and an older one that is known not to be. So it is dropped. But for keys whose line of the snapshot was moved since: the line
 * after it was forced when it was moved, or is a newer one.
 */
final class Replay implements Walk.Visitor {
    private static final int MOST_AT_ONCE = 1 << 20;

    private final Log log;
    private final Catalog catalog;
    private final OpeningReport report = new OpeningReport();
    private final Set<Long> displaced = new HashSet<>();
    private @Nullable Segment segment;
    private @Nullable Life life;
    private boolean newest;
    private boolean over;

    private Replay(Log log) {
        this.log = log;
        this.catalog = log.catalog();
    }

    static OpeningReport open(Log log, Snapshot.@Nullable Part snapshot) throws IOException {
        Replay replay = new Replay(log);
        replay.open(snapshot);
        return replay.report;
    }

    private void open(Snapshot.@Nullable Part snapshot) throws IOException {
        TreeMap<Long, Path> files = new TreeMap<>();
        for (Path file : Directories.list(log.settings().directory())) {
            long id = Segment.id(file, log.number());
            if (id >= 0 && !isForeign(file)) {
                files.put(id, file);
            }
        }
        if (snapshot != null) {
            restore(snapshot, files);
        }
        for (Map.Entry<Long, Path> file : files.entrySet()) {
            Segment known = catalog.seek((ignored, all) -> all.withId(file.getKey()));
            newest = file.getKey().equals(files.lastKey());
            if (snapshot != null && known == null && file.getKey() < snapshot.nextId()) {
                dropForgotten(file.getValue());
            } else if (known == null || snapshot == null) {
                replay(found(file.getKey(), 0, file.getValue()), 0);
            } else {
                replay(known, Math.min(known.length(), snapshot.lengthOf(file.getKey())));
            }
        }
        removeLost();
    }

    /* Who writes has set them aside. */
    private boolean isForeign(Path file) throws IOException {
        LogSettings settings = log.settings();
        return settings.readOnly() && Identity.isForeign(file, Life.without(settings.header()));
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
        found.file().remember();
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
        for (long hash : catalog.restore(snapshot)) {
            displaced.add(hash);
        }
    }

    /* Lines that no file has any more: the files were cut or taken away. What is older of their keys must not come back. */
    private void removeLost() {
        if (log.settings().readOnly()) {
            return;
        }
        Lines removals = new Lines();
        try {
            for (long hash : displaced) {
                if (catalog.find(hash) == Location.NONE) {
                    removals.removal(hash, null);
                }
                if (removals.length() > MOST_AT_ONCE) {
                    log.append(removals);
                    removals.reset();
                }
            }
            if (removals.count() > 0) {
                log.append(removals);
            }
        } catch (IOException e) {
            Events.notRemoved(log.settings().directory(), e); // as long as there is a snapshot, that says it
        }
    }

    private void replay(Segment fresh, long from) throws IOException {
        segment = fresh;
        over = false;
        fresh.file().found(fresh.length(), from);
        if (from < fresh.length()) {
            Life own = life(fresh);
            life = own == null ? lifeBefore(fresh) : own;
            if (mayHaveLost()) {
                report.uncertain(fresh.length() - from);
            }
            Walk.over(fresh.file(), from, fresh.length(), this);
        }
        if (fresh.length() == 0 && !log.settings().readOnly()) {
            catalog.remove(fresh);
            fresh.file().delete(); // was created, and nothing was ever in it
        }
    }

    /* Where a header is lost, as in a loss of power: that of the newest segment before whose header is there. */
    private @Nullable Life lifeBefore(Segment fresh) throws IOException {
        @Nullable Life found = null;
        for (Segment each : catalog.oldestFirst()) {
            if (each == fresh) {
                break;
            }
            @Nullable Life own = life(each);
            found = own == null ? found : own;
        }
        return found;
    }

    /* Null if the header is damaged. */
    private @Nullable Life life(Segment of) throws IOException {
        byte[] header = new byte[log.settings().headerLength()];
        int size = of.file().read(header, 0, header.length, 0);
        Line line = new Line();
        return size == header.length && line.parse(header, 0, size - 1) && line.kind() == Line.Kind.HEADER
                ? Life.of(line.header())
                : null;
    }

    /* Whether lines may be missing, before any of those that are there. */
    private boolean mayHaveLost() {
        return life != null && life.isOther() && !life.forced();
    }

    private Segment segment() {
        if (segment == null) {
            throw new IllegalStateException("no segment is being read");
        }
        return segment;
    }

    @Override
    public void line(Line line, byte[] bytes, int at, int size, long offset) {
        if (over || line.kind() == Line.Kind.HEADER) {
            return;
        }
        if (line.kind() == Line.Kind.CLEAR) {
            displaced.clear();
            catalog.foundBarrier(segment());
            return;
        }
        boolean moved = displaced.contains(line.hash());
        if (line.kind() == Line.Kind.REMOVAL) {
            removed(line.hash(), size);
        } else if (mayHaveLost() && !moved) {
            report.changeDropped();
            catalog.forget(line.hash());
        } else {
            long times = Times.of(line.deadline(), line.accessed());
            catalog.foundEntry(segment(), line.hash(), offset, size, times);
        }
    }

    private void removed(long hash, int size) {
        displaced.remove(hash);
        catalog.foundRemoval(segment(), hash, size);
    }

    @Override
    public void damaged(long offset, int size, long hash) throws IOException {
        if (over) {
            return;
        }
        if (isUnfinished(offset, size)) {
            torn(offset, size);
            return;
        }
        report.add(new OpeningReport.Fault(segment().file().path(), offset, size, false));
        removed(hash, size);
    }

    @Override
    public void unknown(long offset, int size) throws IOException {
        if (over) {
            return;
        }
        if (isUnfinished(offset, size)) {
            torn(offset, size);
            return;
        }
        report.add(new OpeningReport.Fault(segment().file().path(), offset, size, false));
        boolean header = offset == 0 && size == log.settings().headerLength();
        if (!header && !mayHaveLost()) {
            displaced.clear();
            catalog.foundBarrier(segment());
        }
    }

    /*
     * Where changes were acknowledged only when they had been forced, and the power was lost: nothing that was written after what had not been
     * forced was acknowledged either. Such pages are empty, or were behind the end.
     */
    private boolean isUnfinished(long offset, int size) throws IOException {
        if (life == null || !life.forced() || !life.isOther() || !newest) {
            return false;
        }
        boolean empty = offset + size >= segment().length();
        byte[] bytes = new byte[size];
        int read = segment().file().read(bytes, 0, size, offset);
        for (int i = 0; i < read && !empty; i++) {
            empty = bytes[i] == 0;
        }
        return empty;
    }

    @Override
    public void torn(long offset, int size) throws IOException {
        if (over) {
            return;
        }
        over = true;
        if (!newest && !mayHaveLost()) { // nobody appends after an unfinished line: others may have followed it
            displaced.clear();
            catalog.foundBarrier(segment());
        }
        report.add(new OpeningReport.Fault(segment().file().path(), offset, size, true));
        catalog.shortened(segment(), offset);
        if (!log.settings().readOnly()) {
            segment().file().truncate(offset);
        }
    }
}
