/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What an operator sees of the first tier below the heap of a cache. */
final class TierBean {
    private TierBean() {}

    /** Returns an attribute of the bean. */
    static Object attribute(String cache, String name) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean =
                server.queryNames(new ObjectName("io.omnicache:type=Tier,Cache=" + cache + ",*"), null).stream()
                        .filter(each -> !each.getKeyProperty("Tier").equals("heap"))
                        .findFirst()
                        .orElseThrow();
        return server.getAttribute(bean, name);
    }
}
