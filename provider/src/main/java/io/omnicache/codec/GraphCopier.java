/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Copies objects field by field, with the classes that one class loader sees. Thread-safe. */
final class GraphCopier {
    /*
     * Plans are kept for classes that the loader sees only: the JVM keeps those alive as long as the loader, and the
     * copier is reachable only from its cache, which has the loader anyway. (A ClassValue would tie our plans to classes of
     * the JDK or of a parent loader, and so keep our own class loader alive.)
     */
    private static final System.Logger LOG = System.getLogger("io.omnicache.codec");

    private static final int MAX_REPORTS = 1_000; // of this many classes, those after them are not told

    private final ClassLoader loader;
    private final PlanMaker maker;
    private final Map<Class<?>, CopyPlan> plans = new ConcurrentHashMap<>();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    GraphCopier(ClassLoader loader) {
        this.loader = loader;
        this.maker = new PlanMaker(loader);
    }

    ClassLoader loader() {
        return loader;
    }

    /** Returns a copy, or null if serialization has to make it, or has to say why there is none. */
    @Nullable
    Object tryCopy(Object source) {
        try {
            return GraphCopy.copy(source, new GraphCopy(this));
        } catch (Exception | LinkageError | StackOverflowError e) {
            report(source.getClass(), e);
            return null;
        } catch (Error e) {
            throw e;
        } catch (Throwable e) { // nobody throws one that is neither, but a method handle may
            throw new IllegalStateException(e);
        }
    }

    private void report(Class<?> type, Throwable cause) {
        // Only our own messages are known to show no value.
        String why = cause instanceof UnprovenException
                ? cause.getMessage()
                : "of " + cause.getClass().getName();
        if (reported.size() < MAX_REPORTS && reported.add(type.getName() + ": " + why)) {
            LOG.log(System.Logger.Level.DEBUG, "copied by serialization: class={0}, because {1}", type.getName(), why);
        }
    }

    CopyPlan plan(Class<?> type) {
        CopyPlan plan = plans.get(type);
        return plan != null ? plan : makePlan(type);
    }

    private CopyPlan makePlan(Class<?> type) {
        if (!maker.sees(type)) {
            throw new UnprovenException(type, "is another class, or none, to the manager's class loader");
        }
        CopyPlan made = maker.plan(type);
        CopyPlan other = plans.putIfAbsent(type, made);
        return other != null ? other : made;
    }
}
