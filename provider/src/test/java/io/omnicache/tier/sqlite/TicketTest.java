/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What who waits for a change is told. */
class TicketTest {
    private final Ticket ticket = new Ticket(session -> new Counters().nothing, null);

    @Test
    void aChangeThatWasCommittedStaysSoWhateverFailsAfterIt() throws IOException {
        ticket.end(null);
        ticket.end(new IOException("upkeep failed"));
        ticket.await();
        assertThat(ticket.endsWithin(1)).isTrue();
    }

    @Test
    void aFailureIsThatOfTheChange() {
        ticket.end(new IOException("full"));
        ticket.end(null);
        assertThatThrownBy(ticket::await).isInstanceOf(IOException.class).hasMessage("full");
    }
}
