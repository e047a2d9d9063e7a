package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.HolidayGap;
import org.sla4j.calendar.ICalendarHolidays;
import org.sla4j.calendar.JollydayHolidays;
import org.sla4j.calendar.TimeRange;
import org.sla4j.calendar.WeeklyHours;

/** What an approval covers: whatever changes a promise changes the digest, and nothing else does. */
class ApprovedTextTest {
    private static final WeeklyHours NINE_TO_FIVE = WeeklyHours.parse("Mon-Fri 09:00-17:00");
    private static final LocalDate MAY_DAY = LocalDate.parse("2026-05-01");
    private static final String FEED = """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20261224
            SUMMARY:Christmas Eve
            END:VEVENT
            END:VCALENDAR
            """;

    private static BusinessCalendar.Builder office() {
        return BusinessCalendar.builder("Office").zone("Europe/Berlin").hours(NINE_TO_FIVE);
    }

    private static String digest(BusinessCalendar calendar) {
        return digest(policy -> policy.target(Metric.RESOLUTION, Target.of("8h", calendar, 0.9)));
    }

    private static String digest(UnaryOperator<SeverityPolicy.Builder> promise) {
        return ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(promise.apply(SeverityPolicy.builder("all")).build())
                .build()
                .digest();
    }

    private static void assertAllDiffer(List<String> digests) {
        assertThat(new HashSet<>(digests)).hasSameSizeAs(digests);
    }

    @Test
    void eachRuleOfACalendarIsCovered() {
        HolidayCalendar mayDay = HolidayCalendar.on(MAY_DAY, "May Day");
        BusinessCalendar plain = office().build();
        BusinessCalendar late = BusinessCalendar.builder("Late")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 14:00-22:00"))
                .build();
        List<BusinessCalendar> calendars = List.of(
                plain,
                office().zone("Europe/Vienna").build(),
                BusinessCalendar.builder("Office")
                        .zone("Europe/Berlin")
                        .hours(WeeklyHours.parse("Mon-Fri 09:00-17:30"))
                        .build(),
                office().hoursFrom(MAY_DAY, WeeklyHours.parse("Mon-Fri 08:00-17:00"))
                        .build(),
                office().hoursFrom(MAY_DAY.plusDays(1), WeeklyHours.parse("Mon-Fri 08:00-17:00"))
                        .build(),
                office().holidays(mayDay).build(),
                office().holidays(HolidayCalendar.workingDay(MAY_DAY, DayOfWeek.MONDAY, "at work"))
                        .build(),
                office().holidays(HolidayCalendar.workingDay(MAY_DAY, DayOfWeek.TUESDAY, "at work"))
                        .build(),
                office().holidays(HolidayCalendar.yearly(MonthDay.of(5, 1), "May Day"))
                        .build(),
                office().holidays(mayDay.withCoverage(new DateRange(MAY_DAY, MAY_DAY)))
                        .build(),
                office().holidays(mayDay.withCoverage(new DateRange(MAY_DAY, MAY_DAY)))
                        .whenHolidaysEnd(HolidayGap.WARN)
                        .build(),
                office().special(MAY_DAY, TimeRange.parse("09:00-12:00")).build(),
                office().special(MAY_DAY, TimeRange.parse("09:00-13:00")).build(),
                office().holidays(JollydayHolidays.of("de")).build(),
                office().holidays(JollydayHolidays.of("de", "be")).build(),
                office().holidays(JollydayHolidays.of("de").except(mayDay)).build(),
                plain.union(late),
                plain.intersection(late),
                plain.without(late),
                late.union(plain),
                plain.union(late).union(BusinessCalendar.alwaysOpen()));
        assertAllDiffer(calendars.stream().map(ApprovedTextTest::digest).toList());
    }

    @Test
    void whatComesFromCodeIsCoveredByNameAndZone() {
        HolidayCalendar feed = ICalendarHolidays.parse(FEED);
        HolidayCalendar filtered = feed.filter((date, name) -> name.contains("Christmas"));
        BusinessCalendar fromCode = office().holidays(filtered).build();
        assertAllDiffer(List.of(
                digest(fromCode),
                digest(fromCode.withName("Bureau")),
                digest(office().zone("Europe/Vienna").holidays(filtered).build()),
                digest(office().build())));
    }

    @Test
    void eachRuleOfAPolicyIsCovered() {
        Target target = Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9);
        Metric metric = Metric.RESOLUTION;
        List<UnaryOperator<SeverityPolicy.Builder>> policies = new ArrayList<>(List.of(
                policy -> policy.target(metric, target),
                policy -> policy.target(Metric.FIRST_RESPONSE, target),
                policy -> policy.target(metric, target).severity(Severity.HIGH),
                policy -> policy.target(metric, target).attribute("category", "vpn"),
                policy -> policy.target(metric, target).attribute("category", "wifi"),
                policy -> policy.target(metric, target).retargeting(Retargeting.RESTART),
                policy -> policy.target(metric, target).reopening(Reopening.FROZEN),
                policy -> policy.target(metric, target).retargetsFinished(),
                policy -> policy.target(metric, target).replyEndsWait(),
                policy -> policy.target(metric, target.withPauseRule(PauseRule.never())),
                policy -> policy.target(metric, target.withPauseRule(PauseRule.parties(Set.of(Party.CUSTOMER)))),
                policy -> policy.target(metric, target.withPauseRule(PauseRule.reasons(Set.of("parts")))),
                policy -> policy.target(metric, Target.of("9h", BusinessCalendar.alwaysOpen(), 0.9)),
                policy -> policy.target(metric, Target.of("8h", BusinessCalendar.alwaysOpen(), 0.91)),
                policy -> policy.target(metric, target.withWarnings(Warning.parse("75%")))));
        for (Metric own : List.of(
                own().build(),
                own().startsOn(EventType.OPENED, EventType.UPDATED).build(),
                own().pausesOn(EventType.WORK_ENDED).build(),
                own().pausesOn(EventType.WORK_ENDED)
                        .resumesOn(EventType.WORK_STARTED)
                        .build(),
                own().restartsOn(EventType.UPDATED).build(),
                own().stopsOn(EventType.CLOSED).build(),
                own().cancelsOn(EventType.REASSIGNED).build(),
                own().pauseRule(PauseRule.never()).build(),
                own().repeating().restartsOn(EventType.UPDATED).build(),
                own().repeating().restartsOn(EventType.UPDATED).countedFromDue().build(),
                own().whileHeldBy(WhileHeldBy.team("L1")).build(),
                own().whileHeldBy(WhileHeldBy.team("L2")).build(),
                own().whileHeldBy(WhileHeldBy.anyTeam()).build())) {
            policies.add(policy -> policy.target(own, target));
        }
        assertAllDiffer(policies.stream().map(ApprovedTextTest::digest).toList());
    }

    private static Metric.Builder own() {
        return Metric.builder("handling").startsOn(EventType.OPENED).stopsOn(EventType.RESOLVED);
    }

    @Test
    void namesOfDaysAndWhenTheyWerePublishedAreNot() {
        Instant published = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(digest(office().holidays(HolidayCalendar.on(MAY_DAY, "Labour Day"))
                        .build()))
                .isEqualTo(digest(office().holidays(HolidayCalendar.on(MAY_DAY, "May Day"))
                        .build()))
                .isEqualTo(digest(
                        office().holidays(HolidayCalendar.on(MAY_DAY, "May Day").publishedAt(published))
                                .build()));
    }
}
