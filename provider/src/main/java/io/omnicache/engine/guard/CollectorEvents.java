/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import io.omnicache.engine.guard.Occupancy.Extent;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** Tells how full the heap is after each collection, as the collectors' beans say it. Used by one thread at a time. */
/*
 * The notifications are those of com.sun.management.GarbageCollectionNotificationInfo, read as the open data that they are: without the
 * module jdk.management there are none, and nothing else fails.
 */
class CollectorEvents implements NotificationListener {
    /** Who is told. */
    interface Listener {
        /**
         * There was a collection, not always just now.
         *
         * @param number counts the collections of this collector
         */
        void collected(Occupancy seen, Collector by, long number);
    }

    private static final String MINOR = "Minor";

    /** Pools of a fixed size in which everything ends up that lives long. */
    private static final Set<String> OLD = Set.of("Tenured Gen", "PS Old Gen");

    /** What is in use in the old generation is what the last full collection left, but for such a part. */
    private static final int NEARLY = 16;

    private static final String TYPE = "com.sun.management.gc.notification";

    private final List<NotificationEmitter> heard = new ArrayList<>();

    /** Replaced, never changed: who writes to a cache reads it. */
    private volatile Collector[] collectors = {};

    /** Written before the first notification. */
    private volatile @Nullable Listener listener;

    /** Written before the first notification, and always the same. */
    private volatile Set<String> heapPools = Set.of();

    private volatile @Nullable MemoryPoolMXBean oldPool;
    private volatile boolean isConcurrent;

    /** Begins to listen; returns false if that is so already, or nothing will be heard. */
    boolean start(Listener newListener) {
        if (!heard.isEmpty()) {
            return false;
        }
        listener = newListener;
        look();
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (bean instanceof NotificationEmitter emitter && emitter.getNotificationInfo().length > 0) {
                Collector collector = new Collector(bean.getName(), bean::getCollectionCount);
                emitter.addNotificationListener(this, null, collector);
                heard.add(emitter);
                collectors = with(collector);
            }
        }
        pass();
        if (heard.isEmpty()) {
            GuardLog.LOG.log(
                    System.Logger.Level.DEBUG,
                    "the collectors tell nothing, caches are not guarded; the module jdk.management is missing?");
        }
        return !heard.isEmpty();
    }

    /** Finds out which pools there are. */
    private void look() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        heapPools = pools.stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toUnmodifiableSet());
        oldPool = pools.stream()
                .filter(pool -> OLD.contains(pool.getName()))
                .findAny()
                .orElse(null);
        isConcurrent = heapPools.stream().anyMatch(name -> name.startsWith("Z") || name.startsWith("Shenandoah"));
    }

    /** Listens no longer. */
    void stop() {
        for (NotificationEmitter emitter : heard) {
            try {
                emitter.removeNotificationListener(this);
            } catch (ListenerNotFoundException e) {
                GuardLog.LOG.log(System.Logger.Level.DEBUG, "somebody else had removed the listener", e);
            }
        }
        heard.clear();
        collectors = new Collector[0];
    }

    private Collector[] with(Collector added) {
        Collector[] all = Arrays.copyOf(collectors, collectors.length + 1);
        all[all.length - 1] = added;
        return all;
    }

    /** Collections that have ended are past. Takes no memory. */
    void pass() {
        for (Collector collector : collectors) {
            collector.pass();
        }
    }

    /** Returns how many collections have ended, of all collectors that are listened to. Thread-safe, and takes no memory. */
    long collections() {
        long all = 0;
        for (Collector collector : collectors) {
            all += collector.collections();
        }
        return all;
    }

    /** Returns how many bytes of the heap are in use now, garbage too. Thread-safe, and takes no memory. */
    long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Returns how many bytes the heap may have. Thread-safe, and takes no memory. */
    long max() {
        return Runtime.getRuntime().maxMemory();
    }

    /** Returns what is in use now, which is more than after the last collection the longer that is ago. */
    Occupancy present() {
        MemoryPoolMXBean pool = oldPool;
        if (pool == null) {
            return new Occupancy(used(), max(), 0, isConcurrent ? Extent.ONGOING : Extent.PARTIAL);
        }
        MemoryUsage now = pool.getUsage();
        long live = pool.getCollectionUsage().getUsed(); // after the last full collection
        Extent extent = now.getUsed() - live < now.getUsed() / NEARLY ? Extent.FULL : Extent.PARTIAL;
        return new Occupancy(used(), max(), (double) now.getUsed() / now.getMax(), extent);
    }

    @Override
    public void handleNotification(Notification notification, @Nullable Object handback) {
        try {
            Listener told = listener;
            if (told != null
                    && TYPE.equals(notification.getType())
                    && notification.getUserData() instanceof CompositeData data
                    && handback instanceof Collector collector) {
                CompositeData info = (CompositeData) data.get("gcInfo");
                boolean isPause = "end of GC pause".equals(data.get("gcAction"));
                // A pause of a collection that goes on: its own figures are zero.
                Occupancy seen = isPause ? present() : occupancy(info, extent(data, collector.name()));
                told.collected(seen, collector, (Long) info.get("id"));
            }
        } catch (Throwable e) { // it would be thrown at a thread of the JVM, and other listeners would hear nothing
            GuardLog.LOG.log(System.Logger.Level.DEBUG, "a collection could not be taken in", e);
        }
    }

    /** Says what was collected. */
    private static Extent extent(CompositeData data, String collector) {
        return switch (String.valueOf(data.get("gcAction"))) {
            case "end of major GC" -> Extent.FULL;
            case "end of GC cycle" -> collector.contains(MINOR) ? Extent.ONGOING : Extent.CONCURRENT;
            default -> Extent.PARTIAL;
        };
    }

    /** Of Serial and Parallel, what is full first is the old generation: it takes all that lives, and is a part of the heap. */
    private Occupancy occupancy(CompositeData info, Extent extent) {
        long heap = 0;
        double old = 0;
        TabularData pools = (TabularData) info.get("memoryUsageAfterGc");
        for (Object row : pools.values()) {
            CompositeData pool = (CompositeData) row;
            String name = String.valueOf(pool.get("key"));
            CompositeData usage = (CompositeData) pool.get("value");
            long used = (Long) usage.get("used");
            heap += heapPools.contains(name) ? used : 0;
            old = OLD.contains(name) ? (double) used / (Long) usage.get("max") : old;
        }
        return new Occupancy(heap, max(), old, extent);
    }
}
