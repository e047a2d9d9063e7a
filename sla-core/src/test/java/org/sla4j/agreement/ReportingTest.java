package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;

class ReportingTest {
    private static final DateRange YEAR = range("2026-01-01/2026-12-31");

    private static DateRange range(String text) {
        return DateRange.of(LocalDate.parse(text.substring(0, 10)), LocalDate.parse(text.substring(11)));
    }

    private static Reporting every(String period) {
        return new Reporting(
                "compliance", Party.of("Control"), Party.of("IT"), Party.of("Sales"), Period.parse(period));
    }

    private static List<String> due(String every, DateRange inForce, String dates) {
        return every(every).due(inForce, range(dates)).stream()
                .map(due -> due.on() + " over " + due.over())
                .toList();
    }

    @Test
    void aMonthlyReportIsDueOnTheDayAfterItsMonth() {
        assertThat(due("P1M", YEAR, "2026-01-01/2026-04-01"))
                .containsExactly(
                        "2026-02-01 over 2026-01-01/2026-01-31",
                        "2026-03-01 over 2026-02-01/2026-02-28",
                        "2026-04-01 over 2026-03-01/2026-03-31");
    }

    @Test
    void periodsFollowEachOtherFromTheFirstDateInForce() {
        assertThat(due("P1M", range("2026-01-31/2026-12-31"), "2026-01-01/2026-05-31"))
                .containsExactly(
                        "2026-02-28 over 2026-01-31/2026-02-27",
                        "2026-03-31 over 2026-02-28/2026-03-30",
                        "2026-04-30 over 2026-03-31/2026-04-29",
                        "2026-05-31 over 2026-04-30/2026-05-30");
        assertThat(due("P1W", range("2026-01-07/2026-12-31"), "2026-06-01/2026-06-14"))
                .containsExactly("2026-06-03 over 2026-05-27/2026-06-02", "2026-06-10 over 2026-06-03/2026-06-09");
    }

    @Test
    void theLastPeriodEndsWithTheAgreement() {
        assertThat(due("P1M", range("2026-01-01/2026-02-10"), "2026-01-01/2027-12-31"))
                .containsExactly("2026-02-01 over 2026-01-01/2026-01-31", "2026-02-11 over 2026-02-01/2026-02-10");
    }

    @Test
    void withoutAPeriodInForceMonthsAndWeeksAreThoseOfTheCalendar() {
        assertThat(due("P3M", DateRange.SUPPORTED, "2026-01-01/2026-07-01"))
                .containsExactly(
                        "2026-01-01 over 2025-10-01/2025-12-31",
                        "2026-04-01 over 2026-01-01/2026-03-31",
                        "2026-07-01 over 2026-04-01/2026-06-30");
        assertThat(due("P1W", DateRange.SUPPORTED, "2026-06-01/2026-06-07"))
                .containsExactly("2026-06-01 over 2026-05-25/2026-05-31");
        assertThat(due("P1Y", DateRange.SUPPORTED, "1990-01-01/1991-12-31"))
                .containsExactly("1990-01-01 over 1989-01-01/1989-12-31", "1991-01-01 over 1990-01-01/1990-12-31");
        assertThat(due("P1D", DateRange.SUPPORTED, "1980-03-01/1980-03-01"))
                .containsExactly("1980-03-01 over 1980-02-29/1980-02-29");
    }

    @Test
    void everyPeriodIsFoundWhateverDatesAreAskedFor() {
        for (String every : List.of("P1D", "P1W", "P10D", "P1M", "P5M", "P1Y", "P1M15D")) {
            List<String> all = due(every, YEAR, "2026-01-01/2027-01-01");
            for (int i = 0; i < 365; i += 7) {
                LocalDate from = LocalDate.of(2026, 1, 1).plusDays(i);
                assertThat(due(every, YEAR, from + "/2027-01-01"))
                        .isEqualTo(all.stream()
                                .filter(due -> due.compareTo(from.toString()) >= 0)
                                .toList());
            }
        }
    }

    @Test
    void anAgreementListsAllReportsByDate() {
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("a")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .inForce(YEAR)
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .terms(Terms.builder()
                        .reporting(every("P1M"))
                        .reporting(every("P10D"))
                        .build())
                .build();
        assertThat(agreement.reportsDue(range("2026-01-20/2026-02-01")))
                .extracting(Reporting.Due::toString)
                .containsExactly(
                        "2026-01-21: IT reports compliance of 2026-01-11/2026-01-20 to Sales",
                        "2026-01-31: IT reports compliance of 2026-01-21/2026-01-30 to Sales",
                        "2026-02-01: IT reports compliance of 2026-01-01/2026-01-31 to Sales");
    }
}
