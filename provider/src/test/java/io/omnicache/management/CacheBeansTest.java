/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.LogCapture;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.Statistics;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Beans in the platform's server, under names of their own. */
final class CacheBeansTest {
    private static final URI HERE = URI.create("omnicache:beans,of=this/test");
    private static final String MANAGER = "omnicache.beans.of.this/test";
    private static final int MOST_COLLISIONS = 1_000;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final CacheManager manager = provider.getCacheManager(HERE, null);

    @AfterEach
    void closeAndLookForWhatIsLeft() throws JMException {
        provider.close();
        assertThat(names()).isEmpty();
    }

    private static ObjectName name(String type, String cache) throws JMException {
        return new ObjectName("javax.cache:type=" + type + ",CacheManager=" + MANAGER + ",Cache=" + cache);
    }

    private Set<String> names() throws JMException {
        return server.queryNames(new ObjectName("javax.cache:CacheManager=" + MANAGER + ",*"), null).stream()
                .map(found -> found.getKeyProperty("type") + " " + found.getKeyProperty("Cache"))
                .collect(Collectors.toSet());
    }

    /** The server tells its listeners on the thread that unregisters: it plays the one that creates meanwhile. */
    @Test
    void newCacheOfTheNameOfOneThatIsClosingKeepsItsBeans() throws Exception {
        OmniConfiguration<String, Integer> seen = OmniConfiguration.builder(String.class, Integer.class)
                .statistics(true)
                .management(true)
                .build();
        manager.createCache("a", seen);
        List<Object> outcomes = new ArrayList<>();
        NotificationListener racing = (notification, nothing) -> {
            if (notification.getType().equals(MBeanServerNotification.UNREGISTRATION_NOTIFICATION)
                    && outcomes.isEmpty()) {
                try {
                    outcomes.add(manager.createCache("a", seen));
                } catch (CacheException e) {
                    outcomes.add(e.getMessage());
                }
            }
        };
        server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, racing, null, null);
        try {
            manager.destroyCache("a");
        } finally {
            server.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, racing);
        }
        assertThat(outcomes).containsExactly("Cache 'a' is just being closed in manager " + HERE);
        assertThat(names()).isEmpty();

        manager.createCache("a", seen);
        assertThat(names()).containsExactlyInAnyOrder("CacheStatistics a", "CacheConfiguration a");
    }

    private Cache<String, Integer> counting(String name) {
        return manager.createCache(
                name,
                OmniConfiguration.builder(String.class, Integer.class)
                        .statistics(true)
                        .build());
    }

    private Object statistic(String cache, String attribute) throws JMException {
        return server.getAttribute(name("CacheStatistics", cache), attribute);
    }

    @Test
    void beansAreThereFromEnablingToDisablingAndOnlyOnce() throws JMException {
        manager.createCache(
                "users", OmniConfiguration.builder(String.class, Integer.class).build());
        assertThat(names()).isEmpty();
        manager.enableStatistics("users", true);
        manager.enableStatistics("users", true);
        manager.enableManagement("users", true);
        assertThat(names()).containsExactlyInAnyOrder("CacheStatistics users", "CacheConfiguration users");
        manager.enableStatistics("users", false);
        assertThat(names()).containsExactly("CacheConfiguration users");
        manager.enableManagement("users", false);
        manager.enableManagement("users", false);
        assertThat(names()).isEmpty();
    }

    @Test
    void closedAndDestroyedCachesTakeTheirBeansAlong() throws JMException {
        counting("closed").close();
        counting("destroyed");
        manager.destroyCache("destroyed");
        counting("left");
        assertThat(names()).containsExactly("CacheStatistics left");
    }

    @Test
    void statisticsShowWhatHappened() throws JMException {
        Cache<String, Integer> cache = counting("users");
        assertThat(statistic("users", "CacheHitPercentage")).isEqualTo(0f);
        assertThat(statistic("users", "CacheMissPercentage")).isEqualTo(0f);
        assertThat(statistic("users", "AverageGetTime")).isEqualTo(0f);
        cache.put("a", 1);
        cache.put("b", 1);
        cache.get("a");
        cache.get("a");
        cache.get("a");
        cache.get("absent");
        cache.remove("b");
        assertThat(statistic("users", "CachePuts")).isEqualTo(2L);
        assertThat(statistic("users", "CacheHits")).isEqualTo(3L);
        assertThat(statistic("users", "CacheMisses")).isEqualTo(1L);
        assertThat(statistic("users", "CacheGets")).isEqualTo(4L);
        assertThat(statistic("users", "CacheRemovals")).isEqualTo(1L);
        assertThat(statistic("users", "CacheEvictions")).isEqualTo(0L);
        assertThat(statistic("users", "CacheHitPercentage")).isEqualTo(75f);
        assertThat(statistic("users", "CacheMissPercentage")).isEqualTo(25f);
        for (String average : List.of("AverageGetTime", "AveragePutTime", "AverageRemoveTime")) {
            assertThat((Float) statistic("users", average)).as(average).isPositive();
        }
        server.invoke(name("CacheStatistics", "users"), "clear", null, null);
        assertThat(statistic("users", "CacheGets")).isEqualTo(0L);
        assertThat(statistic("users", "AveragePutTime")).isEqualTo(0f);
    }

    @Test
    void eachAverageIsThatOfItsOwnOperations() throws JMException {
        Cache<String, Integer> cache = counting("users");
        cache.get("absent");
        assertThat((Float) statistic("users", "AverageGetTime")).isPositive();
        assertThat(statistic("users", "AveragePutTime")).isEqualTo(0f);
        assertThat(statistic("users", "AverageRemoveTime")).isEqualTo(0f);
        cache.put("a", 1);
        assertThat((Float) statistic("users", "AveragePutTime")).isPositive();
        assertThat(statistic("users", "AverageRemoveTime")).isEqualTo(0f);
        cache.remove("a");
        assertThat((Float) statistic("users", "AverageRemoveTime")).isPositive();
    }

    @Test
    void evictionsAreShown() throws JMException {
        Cache<String, Integer> cache = manager.createCache(
                "users",
                OmniConfiguration.builder(String.class, Integer.class)
                        .statistics(true)
                        .entries(1)
                        .build());
        cache.put("a", 1);
        cache.put("b", 1);
        assertThat(statistic("users", "CacheEvictions")).isEqualTo(1L);
    }

    @Test
    void configurationShowsWhatIsInForce() throws JMException {
        manager.createCache(
                "users",
                OmniConfiguration.builder(String.class, Integer.class)
                        .management(true)
                        .byValue(false)
                        .build());
        ObjectName bean = name("CacheConfiguration", "users");
        assertThat(server.getAttribute(bean, "KeyType")).isEqualTo("java.lang.String");
        assertThat(server.getAttribute(bean, "ValueType")).isEqualTo("java.lang.Integer");
        assertThat(server.getAttribute(bean, "StoreByValue")).isEqualTo(false);
        assertThat(server.getAttribute(bean, "ReadThrough")).isEqualTo(false);
        assertThat(server.getAttribute(bean, "WriteThrough")).isEqualTo(false);
        assertThat(server.getAttribute(bean, "ManagementEnabled")).isEqualTo(true);
        assertThat(server.getAttribute(bean, "StatisticsEnabled")).isEqualTo(false);
        manager.enableStatistics("users", true);
        assertThat(server.getAttribute(bean, "StatisticsEnabled")).isEqualTo(true);
    }

    @Test
    void charactersThatMeanSomethingInNamesBecomeDots() throws JMException {
        counting("com.acme: a=b, \"c\" *?\r\nd/é");
        assertThat(names()).containsExactly("CacheStatistics com.acme. a.b. .c. ....d/é");
    }

    @Test
    void namesThatBecomeTheSameGetASuffixAndAWarning() throws JMException {
        try (LogCapture log = new LogCapture("io.omnicache.management")) {
            Cache<String, Integer> first = counting("a:b");
            Cache<String, Integer> second = counting("a=b");
            counting("a,b");
            first.put("x", 1);
            second.put("x", 1);
            second.put("y", 1);
            assertThat(names())
                    .containsExactlyInAnyOrder("CacheStatistics a.b", "CacheStatistics a.b#2", "CacheStatistics a.b#3");
            assertThat(statistic("a.b", "CachePuts")).isEqualTo(1L);
            assertThat(statistic("a.b#2", "CachePuts")).isEqualTo(2L);
            assertThat(log.messages())
                    .containsExactly(
                            "WARNING bean name taken, suffix added: name=" + name("CacheStatistics", "a.b#2"),
                            "WARNING bean name taken, suffix added: name=" + name("CacheStatistics", "a.b#3"));
            manager.destroyCache("a:b");
            assertThat(names()).containsExactlyInAnyOrder("CacheStatistics a.b#2", "CacheStatistics a.b#3");
        }
    }

    @Test
    void beanThatSomebodyElseTookAwayIsNoFailure() throws JMException {
        try (LogCapture log = new LogCapture("io.omnicache.management")) {
            counting("users");
            server.unregisterMBean(name("CacheStatistics", "users"));
            manager.destroyCache("users");
            assertThat(log.messages())
                    .containsExactly("FINE bean had gone already: name=" + name("CacheStatistics", "users"));
        }
    }

    @Test
    void cacheWhoseBeanCannotBeRegisteredDoesNotExist() throws JMException {
        List<ObjectName> taken = new ArrayList<>();
        try {
            for (int i = 1; i <= MOST_COLLISIONS; i++) {
                ObjectName name = name("CacheStatistics", i == 1 ? "users" : "users#" + i);
                server.registerMBean(new StatisticsBean(new Statistics()), name);
                taken.add(name);
            }
            assertThatThrownBy(() -> counting("users"))
                    .isInstanceOf(CacheException.class)
                    .hasMessage("Cache 'users': the CacheStatistics bean failed");
            assertThat(manager.getCacheNames()).isEmpty();
        } finally {
            for (ObjectName name : taken) {
                server.unregisterMBean(name);
            }
        }
        assertThat(counting("users").getName()).isEqualTo("users");
    }
}
