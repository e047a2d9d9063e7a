package org.sla4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.calendar.BusinessCalendar;

/** What is measured side by side must be the same work: the peers answer alike on the benchmark's own inputs. */
class PeersAgreeTest {
    private static final int INPUTS = 400;

    private final BusinessCalendar calendar = Office.calendar();
    private final Instant[] starts = PeersBenchmark.starts(INPUTS);

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 250})
    void theDayLoopAnswersAsWeDo(int days) {
        DayLoop dayLoop = Peers.dayLoop();
        Duration[] amounts = PeersBenchmark.amounts(days, INPUTS);
        for (int i = 0; i < INPUTS; i++) {
            Instant due = calendar.plus(starts[i], amounts[i]);
            assertThat(dayLoop.plus(starts[i], amounts[i]))
                    .as("%s plus %s", starts[i], amounts[i])
                    .isEqualTo(due);
            assertThat(dayLoop.elapsed(starts[i], due))
                    .as("%s to %s", starts[i], due)
                    .isEqualTo(calendar.elapsed(starts[i], due))
                    .isEqualTo(amounts[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 250})
    void mpxjAnswersAsWeDo(int days) {
        Peers.Mpxj mpxj = Peers.mpxj();
        Duration[] amounts = PeersBenchmark.amounts(days, INPUTS);
        for (int i = 0; i < INPUTS; i++) {
            Instant due = calendar.plus(starts[i], amounts[i]);
            assertThat(mpxj.plus(starts[i], amounts[i]))
                    .as("%s plus %s", starts[i], amounts[i])
                    .isEqualTo(due);
            assertThat(mpxj.elapsed(starts[i], due))
                    .as("%s to %s", starts[i], due)
                    .isEqualTo(amounts[i]);
        }
    }

    /** Its convention: an amount that ends with a day is due at the next opening. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 250})
    void jbpmAnswersAsWeDoButMovesAClosingInstantToTheNextOpening(int days) {
        Peers.Jbpm jbpm = Peers.jbpm();
        BusinessCalendar plain = Office.plain();
        Duration[] amounts = PeersBenchmark.plainAmounts(days, INPUTS);
        List<String> words = Peers.Jbpm.words(amounts);
        for (int i = 0; i < INPUTS; i++) {
            Instant due = plain.plus(starts[i], amounts[i]);
            assertThat(jbpm.plus(starts[i], words.get(i)))
                    .as("%s plus %s", starts[i], words.get(i))
                    .isEqualTo(plain.nextOpening(due).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 250})
    void businessCalendar4jAnswersAsWeDo(int days) {
        Peers.BusinessCalendar4j peer = Peers.businessCalendar4j();
        Duration[] amounts = PeersBenchmark.amounts(days, INPUTS);
        for (int i = 0; i < INPUTS; i++) {
            Instant due = calendar.plus(starts[i], amounts[i]);
            assertThat(peer.plus(starts[i], amounts[i]))
                    .as("%s plus %s", starts[i], amounts[i])
                    .isEqualTo(due);
            assertThat(peer.elapsed(starts[i], due))
                    .as("%s to %s", starts[i], due)
                    .isEqualTo(amounts[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 250})
    void time4jAnswersAsWeDo(int days) {
        Peers.Time4j peer = Peers.time4j();
        Duration[] amounts = PeersBenchmark.amounts(days, INPUTS);
        for (int i = 0; i < INPUTS; i++) {
            Instant due = calendar.plus(starts[i], amounts[i]);
            assertThat(peer.plus(starts[i], amounts[i]))
                    .as("%s plus %s", starts[i], amounts[i])
                    .isEqualTo(due);
            assertThat(peer.elapsed(starts[i], due))
                    .as("%s to %s", starts[i], due)
                    .isEqualTo(amounts[i]);
        }
    }

    /** Strata counts the first day and not the last, as we do; ObjectLab counts between business days alike. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 250})
    void strataAndObjectLabCountBusinessDaysAsWeDo(int days) {
        Peers.Strata strata = Peers.strata();
        Peers.ObjectLab objectLab = Peers.objectLab();
        for (int i = 0; i < INPUTS; i++) {
            LocalDate first = PeersBenchmark.firstDay(calendar, starts[i]);
            LocalDate last = calendar.plusBusinessDays(first, days);
            assertThat(strata.plusDays(first, days)).isEqualTo(last);
            assertThat(objectLab.plusDays(first, days)).isEqualTo(last);
            assertThat(calendar.businessDaysBetween(first, last)).isEqualTo(days);
            assertThat(strata.daysBetween(first, last)).isEqualTo(days);
            assertThat(objectLab.daysBetween(first, last)).isEqualTo(days);
        }
    }

    /** Its convention: the closing instant itself is still open. */
    @Test
    void quartzIsOpenAndOpensAsWeDoButCountsTheClosingInstant() {
        Peers.Quartz quartz = Peers.quartz();
        BusinessCalendar plain = Office.plain();
        for (Instant at : starts) {
            boolean closing = plain.previousClosing(at).filter(at::equals).isPresent();
            assertThat(quartz.isOpen(at)).as("open at %s", at).isEqualTo(plain.isOpen(at) || closing);
            assertThat(quartz.nextOpening(at))
                    .as("opening from %s", at)
                    .isEqualTo(closing ? at : plain.nextOpening(at).orElseThrow());
        }
    }
}
