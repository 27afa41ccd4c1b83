/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;

/** Layouts by the options of a VM, and what follows from them. */
class LayoutTest {
    private static final Layout USUAL = Layout.of(new VmOptions(true, true, false, false, 8, true));
    private static final Layout COMPACT = Layout.of(new VmOptions(true, true, true, true, 8, true));
    private static final Layout WIDE = Layout.of(new VmOptions(false, false, false, false, 8, true));

    private static long size(Layout layout, Object object) {
        return new Sizes("test", layout).of(object);
    }

    @Test
    void headersAndReferencesFollowTheOptions() {
        assertThat(USUAL).isEqualTo(new Layout(12, 16, 4, 8, true));
        assertThat(COMPACT).isEqualTo(new Layout(8, 12, 4, 8, true));
        assertThat(WIDE).isEqualTo(new Layout(16, 24, 8, 8, true));
        assertThat(Layout.of(new VmOptions(true, false, false, true, 16, false)))
                .isEqualTo(new Layout(16, 20, 4, 16, false));
    }

    @Test
    void sizesFollowTheLayout() {
        assertThat(size(USUAL, new UUID(1, 1))).isEqualTo(32);
        assertThat(size(COMPACT, new UUID(1, 1))).isEqualTo(24);
        assertThat(size(WIDE, new UUID(1, 1))).isEqualTo(32);
        assertThat(size(USUAL, new byte[9])).isEqualTo(32);
        assertThat(size(COMPACT, new byte[9])).isEqualTo(24);
        assertThat(size(COMPACT, new long[1])).as("elements stay aligned").isEqualTo(24);
        assertThat(size(USUAL, List.of("a", "b"))).isEqualTo(24 + 2 * (24 + 24));
        assertThat(size(WIDE, List.of("a", "b"))).isEqualTo(32 + 2 * (32 + 32));
        assertThat(size(USUAL, BigInteger.TEN.pow(50))).isEqualTo(40 + 40);
    }

    @Test
    void stringsAreAskedForTheirCharacters() {
        Layout wideStrings = Layout.of(new VmOptions(true, true, false, false, 8, false));
        assertThat(size(USUAL, "x".repeat(16))).isEqualTo(24 + 32);
        assertThat(size(wideStrings, "x".repeat(16))).isEqualTo(24 + 48);
        String lastIsCyrillic = "x".repeat(9_999) + '\u0416';
        assertThat(size(USUAL, lastIsCyrillic)).isEqualTo(24 + 16 + 20_000);
        assertThat(size(USUAL, "\u00e9".repeat(10_000))).isEqualTo(24 + 16 + 10_000);
    }

    @Test
    void thisVmTellsItsOptions() {
        try (LogCapture log = new LogCapture("io.omnicache.size")) {
            VmOptions options = VmOptions.read();
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("FINE layout of objects by the options of the VM: VmOptions[");
            assertThat(options.alignment()).isIn(8, 16, 32);
        }
    }

    @Test
    void vmThatTellsNothingIsTakenForTheUsualOne() {
        try (LogCapture log = new LogCapture("io.omnicache.size")) {
            assertThat(VmOptions.read(MBeanServerFactory::newMBeanServer)).isEqualTo(VmOptions.defaults());
            assertThat(VmOptions.read(() -> {
                        throw new NoClassDefFoundError("javax/management/MBeanServer");
                    }))
                    .isEqualTo(VmOptions.defaults());
            assertThat(log.messages())
                    .hasSize(2)
                    .allMatch(message -> message.startsWith("FINE the VM does not tell its options, assumed: "));
        }
    }
}
