/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.management;

import io.omnicache.OmniCacheMXBean;
import io.omnicache.TierMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.cache.CacheException;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The beans of one manager's caches in the platform's MBean server.
 *
 * <p>Names are those of the standard: {@code javax.cache:type=CacheStatistics,CacheManager=<uri>,Cache=<name>}, and for our
 * own beans {@code io.omnicache:type=Cache,CacheManager=<uri>,Cache=<name>} and {@code type=Tier} with {@code ,Tier=<name>}, with the
 * characters {@code : = ,} and line breaks, and beyond the standard {@code * ? "}, replaced by a dot. Where two names become
 * the same, the later one gets a suffix {@code #2}, {@code #3}... and a warning is logged.
 *
 * <p>Thread-safe. The server is not touched before the first bean is registered.
 */
public final class CacheBeans {
    private static final int MOST_COLLISIONS = 1_000;
    private static final String OURS = "Cache";
    private static final String TIER = "Tier";

    private final String manager;
    private final Map<String, ObjectName> registered = new HashMap<>();

    /** Creates the beans of a manager. */
    public CacheBeans(String manager) {
        this.manager = manager;
    }

    /** Shows a cache's configuration, or no longer if there is no bean. */
    public void configuration(String cache, @Nullable CacheMXBean bean) {
        set("CacheConfiguration", cache, bean);
    }

    /** Shows a cache's statistics, or no longer if there is no bean. */
    public void statistics(String cache, @Nullable CacheStatisticsMXBean bean) {
        set("CacheStatistics", cache, bean);
    }

    /** Shows what an operator can do with a cache, or no longer if there is no bean. */
    public void operator(String cache, @Nullable OmniCacheMXBean bean) {
        set(OURS, cache, bean);
    }

    /**
     * Shows a tier of a cache, or no longer if there is no bean.
     *
     * @param tier its name, of which a cache has one
     */
    public void tier(String cache, String tier, @Nullable TierMXBean bean) {
        set(TIER, cache, ",Tier=" + cleaned(tier), bean);
    }

    private void set(String type, String cache, @Nullable Object bean) {
        set(type, cache, "", bean);
    }

    private synchronized void set(String type, String cache, String part, @Nullable Object bean) {
        String id = type + ' ' + cache + part;
        ObjectName name = registered.get(id);
        try {
            if (bean == null && name != null) {
                registered.remove(id);
                unregister(name);
            } else if (bean != null && name == null) {
                registered.put(id, register(type, cache, part, bean));
            }
        } catch (JMException e) {
            throw new CacheException("Cache '" + cache + "': the " + type + " bean failed", e);
        }
    }

    private ObjectName register(String type, String cache, String part, Object bean) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String domain = type.equals(OURS) || type.equals(TIER) ? "io.omnicache" : "javax.cache";
        String plain =
                domain + ":type=" + type + ",CacheManager=" + cleaned(manager) + ",Cache=" + cleaned(cache) + part;
        for (int i = 1; ; i++) {
            ObjectName name = new ObjectName(i == 1 ? plain : plain + '#' + i);
            try {
                server.registerMBean(bean, name);
                if (i > 1) {
                    log().log(System.Logger.Level.WARNING, "bean name taken, suffix added: name={0}", name);
                }
                return name;
            } catch (InstanceAlreadyExistsException e) {
                if (i == MOST_COLLISIONS) {
                    throw e;
                }
            }
        }
    }

    private static void unregister(ObjectName name) throws JMException {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            log().log(System.Logger.Level.DEBUG, "bean had gone already: name={0}", name);
        }
    }

    /** Not a constant: the first logger costs a process milliseconds, at its start. */
    private static System.Logger log() {
        return System.getLogger("io.omnicache.management");
    }

    private static String cleaned(String name) {
        return name.replaceAll("[,:=\n\r*?\"]", ".");
    }
}
