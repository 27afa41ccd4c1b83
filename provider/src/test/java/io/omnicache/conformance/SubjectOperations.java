/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessorResult;

/** Runs the operations of a program on the real cache and shows their outcomes as the model does. */
final class SubjectOperations {
    private final Subject subject;
    private final Cache<String, Sample> cache;
    private final UserCode code;

    SubjectOperations(Subject subject) {
        this.subject = subject;
        this.cache = subject.cache();
        this.code = subject.code();
    }

    /** Runs one step; an exception is an outcome too. */
    String run(Move move) throws Exception {
        code.move = move;
        if (move.op() instanceof Op.LoadAll it) {
            return loadAll(it);
        }
        try {
            return perform(move.op());
        } catch (RuntimeException | Error e) {
            return Failed.show(e);
        }
    }

    private String perform(Op op) {
        if (op instanceof Op.Get it) {
            return code.show(cache.get(it.key()));
        } else if (op instanceof Op.GetAll it) {
            Map<String, String> shown = new TreeMap<>();
            cache.getAll(it.keys()).forEach((key, value) -> shown.put(key, code.show(value)));
            return shown.toString();
        } else if (op instanceof Op.ContainsKey it) {
            return "" + cache.containsKey(it.key());
        } else if (op instanceof Op.Invoke it) {
            return "" + cache.invoke(it.key(), new ScriptedProcessor(code, it.script()));
        } else if (op instanceof Op.InvokeAll it) {
            return results(cache.invokeAll(it.keys(), new ScriptedProcessor(code, it.script())));
        } else if (op instanceof Op.Iterate it) {
            return iterate(it);
        }
        return performChange(op);
    }

    private String performChange(Op op) {
        if (op instanceof Op.Put it) {
            cache.put(it.key(), make(it.value()));
        } else if (op instanceof Op.GetAndPut it) {
            return code.show(cache.getAndPut(it.key(), make(it.value())));
        } else if (op instanceof Op.PutAll it) {
            Map<String, Sample> entries = new LinkedHashMap<>();
            it.entries().forEach((key, value) -> entries.put(key, make(value)));
            cache.putAll(entries);
        } else if (op instanceof Op.PutIfAbsent it) {
            return "" + cache.putIfAbsent(it.key(), make(it.value()));
        } else if (op instanceof Op.Remove it) {
            return "" + cache.remove(it.key());
        } else if (op instanceof Op.RemoveValue it) {
            return "" + cache.remove(it.key(), make(it.expected()));
        } else if (op instanceof Op.GetAndRemove it) {
            return code.show(cache.getAndRemove(it.key()));
        } else if (op instanceof Op.ReplaceValue it) {
            return "" + cache.replace(it.key(), make(it.expected()), make(it.value()));
        } else if (op instanceof Op.Replace it) {
            return "" + cache.replace(it.key(), make(it.value()));
        } else if (op instanceof Op.GetAndReplace it) {
            return code.show(cache.getAndReplace(it.key(), make(it.value())));
        } else {
            performOther(op);
        }
        return "done";
    }

    private void performOther(Op op) {
        if (op instanceof Op.RemoveKeys it) {
            cache.removeAll(it.keys());
        } else if (op instanceof Op.RemoveAll) {
            cache.removeAll();
        } else if (op instanceof Op.Clear) {
            cache.clear();
        } else if (op instanceof Op.Register it) {
            cache.registerCacheEntryListener(subject.listener(it.hearer()));
        } else if (op instanceof Op.Deregister it) {
            cache.deregisterCacheEntryListener(subject.listener(it.hearer()));
        } else if (op instanceof Op.Answers it) {
            code.lives = it.lives();
        } else if (op instanceof Op.Advance it) {
            subject.advance(it.minutes(), TimeUnit.MINUTES);
        } else if (op instanceof Op.CleanUp) {
            subject.advance(1, TimeUnit.SECONDS);
            subject.cache().cleanUp();
        } else {
            throw new IllegalArgumentException("unknown operation " + op);
        }
    }

    private String loadAll(Op.LoadAll op) throws Exception {
        CompletableFuture<String> done = new CompletableFuture<>();
        cache.loadAll(op.keys(), op.replace(), new CompletionListener() {
            @Override
            public void onCompletion() {
                done.complete("completed");
            }

            @Override
            public void onException(Exception e) {
                done.complete("onException " + Failed.show(e));
            }
        });
        return done.get(60, TimeUnit.SECONDS);
    }

    private String results(Map<String, EntryProcessorResult<String>> results) {
        Map<String, String> shown = new TreeMap<>();
        results.forEach((key, result) -> {
            try {
                shown.put(key, result.get());
            } catch (RuntimeException e) {
                shown.put(key, Failed.show(e));
            }
        });
        return shown.toString();
    }

    private String iterate(Op.Iterate op) {
        List<String> seen = new ArrayList<>();
        Iterator<Cache.Entry<String, Sample>> entries = cache.iterator();
        for (Boolean more = true; more; ) {
            more = hasNext(entries, op.asksTwice(), seen);
            if (more) {
                next(entries, op, seen);
            }
            more = more || seen.remove("again");
        }
        seen.sort(null);
        return seen.toString();
    }

    /** Asks whether there is more; after a failure it has to be asked again. */
    private boolean hasNext(Iterator<?> entries, boolean twice, List<String> seen) {
        try {
            return (!twice || entries.hasNext()) && entries.hasNext();
        } catch (RuntimeException | Error e) {
            seen.add("hasNext " + Failed.show(e));
            seen.add("again");
            return false;
        }
    }

    private void next(Iterator<Cache.Entry<String, Sample>> entries, Op.Iterate op, List<String> seen) {
        String key;
        try {
            Cache.Entry<String, Sample> entry = entries.next();
            key = entry.getKey();
            seen.add(key + "=" + code.show(entry.getValue()));
        } catch (RuntimeException | Error e) {
            seen.add("next " + Failed.show(e));
            return;
        }
        if (op.gone().contains(key)) {
            attempt("gone", () -> cache.remove(key), seen);
        }
        if (op.removed().contains(key)) {
            attempt("remove", entries::remove, seen);
        }
    }

    private static void attempt(String what, Runnable action, List<String> seen) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            seen.add(what + " " + Failed.show(e));
        }
    }

    private Sample make(Val value) {
        return code.samples.make(value);
    }
}
