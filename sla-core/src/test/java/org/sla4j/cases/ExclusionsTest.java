package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.Interval;
import org.sla4j.calendar.TimeRange;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.clock.Verdict;

/** Adjusted results beside the raw ones, most on Monday 5 January 2026, open from 09:00 to 17:00 UTC. */
class ExclusionsTest {
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("Office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final Instant NOW = at("20:00");
    private static final Exclusion MAIL = exclusion(Exclusion.MAINTENANCE, "11:00", "12:30", "new mail server");
    private static final Exclusion FLOOD = exclusion(Exclusion.FORCE_MAJEURE, "12:00", "13:00", "");

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    private static Exclusion exclusion(String category, String start, String end, String words) {
        return Exclusion.of(category, at(start), at(end), words);
    }

    private static ServiceCase resolvedAt15(String limit) {
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of(limit, OFFICE, 0.9))
                        .build())
                .build();
        return ServiceCase.open(agreement, CaseEvent.opened("INC-1", at("10:00"), Severity.HIGH))
                .apply(CaseEvent.resolved("INC-1", at("15:00")));
    }

    private static Duration elapsed(ServiceCase incident) {
        return incident.outcomes(NOW).get(0).elapsed();
    }

    @Test
    void excludedTimeDoesNotCountAndTheRawResultStays() {
        ServiceCase raw = resolvedAt15("4h");
        ServiceCase adjusted = raw.without(Exclusions.of(MAIL));
        assertThat(elapsed(raw)).isEqualTo(Duration.ofHours(5));
        assertThat(elapsed(adjusted)).isEqualTo(Duration.ofMinutes(210));
        CaseDiff diff = CaseDiff.between(raw, adjusted, NOW);
        assertThat(diff.before().outcomes(NOW)).extracting(Outcome::verdict).containsExactly(Verdict.MISSED);
        assertThat(diff.after().outcomes(NOW)).extracting(Outcome::verdict).containsExactly(Verdict.MET);
        assertThat(diff.flips()).isTrue();
    }

    @Test
    void overlappingExclusionsCountOnce() {
        assertThat(elapsed(resolvedAt15("4h").without(Exclusions.of(FLOOD, MAIL, MAIL))))
                .isEqualTo(Duration.ofHours(3));
    }

    @Test
    void exclusionsOfTheSameWordsAllCount() {
        Exclusion again = exclusion(Exclusion.MAINTENANCE, "13:00", "13:45", "new mail server");
        assertThat(elapsed(resolvedAt15("4h").without(Exclusions.of(MAIL, again))))
                .isEqualTo(Duration.ofMinutes(165));
    }

    @Test
    void aCategoryCanBeTakenAlone() {
        Exclusions all = Exclusions.of(MAIL, FLOOD);
        assertThat(all.only(Exclusion.FORCE_MAJEURE).toList()).containsExactly(FLOOD);
        assertThat(elapsed(resolvedAt15("4h").without(all.only(Exclusion.FORCE_MAJEURE))))
                .isEqualTo(Duration.ofHours(4));
    }

    @Test
    void exclusionsOutsideHoursChangeNothing() {
        ServiceCase raw = resolvedAt15("4h");
        ServiceCase adjusted = raw.without(
                Exclusions.of(Exclusion.of("night work", at("17:00"), Instant.parse("2026-01-06T09:00:00Z"), "")));
        assertThat(CaseDiff.between(raw, adjusted, NOW).isEmpty()).isTrue();
    }

    @Test
    void wallTimeIsExcludedToo() {
        assertThat(elapsed(resolvedAt15("4h wall").without(Exclusions.of(MAIL))))
                .isEqualTo(Duration.ofMinutes(210));
    }

    @Test
    void anExclusionOverSeveralDaysTakesAllOfThem() {
        ServiceCase open = ServiceCase.replay(
                resolvedAt15("4h").agreement(), List.of(CaseEvent.opened("INC-1", at("10:00"), Severity.HIGH)));
        ServiceCase adjusted = open.without(Exclusions.of(
                Exclusion.of(Exclusion.FORCE_MAJEURE, at("11:00"), Instant.parse("2026-01-07T10:00:30Z"), "flood")));
        assertThat(adjusted.clock(Metric.RESOLUTION).orElseThrow().reading(NOW).due())
                .contains(Instant.parse("2026-01-07T13:00:30Z"));
    }

    @Test
    void aPauseInsideAnExclusionIsNotTakenTwice() {
        PauseReason customer = PauseReason.of("awaiting user info", "customer");
        ServiceCase raw = resolvedAt15("4h")
                .apply(CaseEvent.waiting("INC-1", at("11:30"), customer))
                .apply(CaseEvent.resumed("INC-1", at("13:30"), customer));
        assertThat(elapsed(raw)).isEqualTo(Duration.ofHours(3));
        assertThat(elapsed(raw.without(Exclusions.of(MAIL)))).isEqualTo(Duration.ofMinutes(150));
    }

    @Test
    void theLedgerNamesTheExclusion() {
        ServiceCase adjusted = resolvedAt15("4h").without(Exclusions.of(MAIL));
        assertThat(adjusted.clock(Metric.RESOLUTION).orElseThrow().explain(NOW).intervals())
                .extracting(LedgerInterval::detail)
                .contains("excluded (maintenance: new mail server)");
    }

    @Test
    void aMetPromiseInBusinessDaysStaysMetWhenPausedTimeIsExcluded() {
        PauseReason customer = PauseReason.of("awaiting user info", "customer");
        ServiceCase raw = ServiceCase.replay(
                resolvedAt15("1bd").agreement(),
                List.of(
                        CaseEvent.opened("INC-1", at("10:00"), Severity.HIGH),
                        CaseEvent.waiting("INC-1", at("13:00"), customer),
                        CaseEvent.resumed("INC-1", at("17:00"), customer),
                        CaseEvent.resolved("INC-1", Instant.parse("2026-01-06T13:30:00Z"))));
        Instant later = Instant.parse("2026-01-07T10:00:00Z");
        Outcome before = raw.outcomes(later).get(0);
        Outcome after = raw.without(Exclusions.of(exclusion(Exclusion.MAINTENANCE, "13:00", "17:00", "")))
                .outcomes(later)
                .get(0);
        assertThat(before.verdict()).isEqualTo(Verdict.MET);
        assertThat(after.verdict()).isEqualTo(Verdict.MET);
        assertThat(after.limit()).isEqualTo(before.limit());
        assertThat(after.isAdjusted()).isFalse();
    }

    @Test
    void partOfADayMovesADueDateInBusinessDays() {
        ServiceCase open = ServiceCase.open(
                resolvedAt15("1bd").agreement(), CaseEvent.opened("INC-1", at("10:00"), Severity.HIGH));
        Instant raw = open.clock(Metric.RESOLUTION)
                .orElseThrow()
                .reading(at("10:00"))
                .due()
                .orElseThrow();
        Instant adjusted = open.without(Exclusions.of(exclusion(Exclusion.MAINTENANCE, "11:00", "12:30", "")))
                .clock(Metric.RESOLUTION)
                .orElseThrow()
                .reading(at("10:00"))
                .due()
                .orElseThrow();
        assertThat(Duration.between(raw, adjusted)).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void anOutcomeSaysThatItIsAdjusted() {
        ServiceCase raw = resolvedAt15("4h");
        assertThat(raw.outcomes(NOW)).extracting(Outcome::isAdjusted).containsExactly(false);
        assertThat(raw.without(Exclusions.of(MAIL)).outcomes(NOW))
                .extracting(Outcome::isAdjusted)
                .containsExactly(true);
    }

    @Test
    void whatComesLaterIsAdjustedToo() {
        ServiceLevelAgreement agreement = resolvedAt15("4h").agreement();
        ServiceCase adjusted = ServiceCase.open(agreement, CaseEvent.opened("INC-1", at("10:00"), Severity.HIGH))
                .without(Exclusions.of(MAIL))
                .apply(CaseEvent.resolved("INC-1", at("15:00")));
        assertThat(adjusted).isEqualTo(resolvedAt15("4h").without(Exclusions.of(MAIL)));
        assertThat(elapsed(adjusted)).isEqualTo(Duration.ofMinutes(210));
    }

    @Test
    void aDifferenceNamesWhatIsExcluded() {
        ServiceCase raw = resolvedAt15("4h");
        assertThat(CaseDiff.between(raw, raw.without(Exclusions.of(MAIL)), NOW).changes())
                .flatExtracting(CaseDiff.Change::causes)
                .containsExactly("excluded nothing -> maintenance");
    }

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Exclusion SUNDAYS =
            Exclusion.recurring(Exclusion.MAINTENANCE, WeeklyHours.parse("Sun 02:00-04:00"), BERLIN, "patches");

    /** A case that is resolved after a number of days around the clock. */
    private static ServiceCase lasting(Instant opened, int days) {
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("200h", BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .build();
        return ServiceCase.open(agreement, CaseEvent.opened("INC-1", opened, Severity.HIGH))
                .apply(CaseEvent.resolved("INC-1", opened.plus(Duration.ofDays(days))));
    }

    private static Duration excluded(ServiceCase raw, Exclusion... exclusions) {
        Instant now = raw.openedAt().plus(Duration.ofDays(60));
        return raw.outcomes(now)
                .get(0)
                .elapsed()
                .minus(raw.without(Exclusions.of(exclusions))
                        .outcomes(now)
                        .get(0)
                        .elapsed());
    }

    @Test
    void maintenanceEachSundayDoesNotCount() {
        ServiceCase threeWeeks = lasting(Instant.parse("2026-01-05T00:00:00Z"), 21);
        assertThat(excluded(threeWeeks, SUNDAYS)).isEqualTo(Duration.ofHours(6));
        assertThat(threeWeeks
                        .without(Exclusions.of(SUNDAYS))
                        .ledger(Metric.RESOLUTION, Instant.parse("2026-01-11T12:00:00Z"))
                        .orElseThrow()
                        .intervals())
                .extracting(interval -> interval.entry().detail())
                .contains("excluded (maintenance: patches)");
    }

    @Test
    void maintenanceFollowsTheWallClocksOfItsZone() {
        // 02:00 to 03:00 does not exist on 29 March 2026 in Berlin, and happens twice on 25 October.
        assertThat(excluded(lasting(Instant.parse("2026-03-28T00:00:00Z"), 2), SUNDAYS))
                .isEqualTo(Duration.ofHours(1));
        assertThat(excluded(lasting(Instant.parse("2026-10-24T00:00:00Z"), 2), SUNDAYS))
                .isEqualTo(Duration.ofHours(3));
        assertThat(SUNDAYS.intervals(Instant.parse("2026-03-28T00:00:00Z"), Instant.parse("2026-03-30T00:00:00Z")))
                .containsExactly(
                        new Interval(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-29T02:00:00Z")));
    }

    @Test
    void maintenanceOverMidnightBelongsToTheDateOnWhichItBegins() {
        Exclusion night =
                Exclusion.recurring(Exclusion.MAINTENANCE, WeeklyHours.parse("Sat 23:00-03:00"), ZoneOffset.UTC, "");
        assertThat(night.intervals(Instant.parse("2026-01-10T00:00:00Z"), Instant.parse("2026-01-12T00:00:00Z")))
                .containsExactly(
                        new Interval(Instant.parse("2026-01-10T23:00:00Z"), Instant.parse("2026-01-11T03:00:00Z")));
    }

    @Test
    void maintenanceMayBeOfSomeDatesOnly() {
        Exclusion january = SUNDAYS.within(new DateRange(LocalDate.of(2026, 1, 12), LocalDate.of(2026, 1, 25)));
        assertThat(excluded(lasting(Instant.parse("2026-01-05T00:00:00Z"), 28), january))
                .isEqualTo(Duration.ofHours(4));
        assertThat(january.category()).isEqualTo(Exclusion.MAINTENANCE);
        assertThat(january.words()).isEqualTo("patches");
        assertThat(SUNDAYS.within(DateRange.SUPPORTED)
                        .intervals(Instant.parse("2026-01-05T00:00:00Z"), Instant.parse("2026-02-02T00:00:00Z")))
                .hasSize(4);
    }

    @Test
    void aCalendarSaysWhenMaintenanceKeepsClearOfHolidays() {
        BusinessCalendar times = BusinessCalendar.builder("patch nights")
                .zone(BERLIN)
                .hours(WeeklyHours.parse("Sun 02:00-04:00"))
                .holidays(HolidayCalendar.on(LocalDate.of(2026, 1, 18), "the owner's birthday"))
                .build();
        assertThat(excluded(
                        lasting(Instant.parse("2026-01-05T00:00:00Z"), 28),
                        Exclusion.recurring(Exclusion.MAINTENANCE, times, "")))
                .isEqualTo(Duration.ofHours(6));
    }

    @Test
    void whatHappensOnceDuringMaintenanceIsNotTakenTwice() {
        Exclusion outage = Exclusion.of(
                Exclusion.FORCE_MAJEURE,
                Instant.parse("2026-01-11T01:30:00Z"),
                Instant.parse("2026-01-11T05:00:00Z"),
                "flood");
        assertThat(excluded(lasting(Instant.parse("2026-01-10T00:00:00Z"), 3), SUNDAYS, outage))
                .isEqualTo(Duration.ofHours(4));
    }

    @Test
    void equalExclusionsAreEqual() {
        assertThat(SUNDAYS)
                .isEqualTo(Exclusion.recurring(
                        Exclusion.MAINTENANCE, WeeklyHours.parse("Sun 02:00-04:00"), BERLIN, "patches"))
                .hasSameHashCodeAs(Exclusion.recurring(
                        Exclusion.MAINTENANCE, WeeklyHours.parse("Sun 02:00-04:00"), BERLIN, "patches"))
                .isNotEqualTo(Exclusion.recurring(
                        Exclusion.MAINTENANCE, WeeklyHours.parse("Sun 02:00-04:00"), ZoneOffset.UTC, "patches"))
                .isNotEqualTo(Exclusion.recurring("other", SUNDAYS.times(), "patches"))
                .isNotEqualTo(Exclusion.recurring(Exclusion.MAINTENANCE, SUNDAYS.times(), ""))
                .isNotEqualTo(Exclusion.MAINTENANCE)
                .hasToString("maintenance: patches (maintenance)");
        assertThat(MAIL).isEqualTo(exclusion(Exclusion.MAINTENANCE, "11:00", "12:30", "new mail server"));
        assertThat(Exclusions.of(MAIL, SUNDAYS))
                .isEqualTo(Exclusions.of(List.of(MAIL, SUNDAYS)))
                .hasSameHashCodeAs(Exclusions.of(List.of(MAIL, SUNDAYS)))
                .isNotEqualTo(Exclusions.of(MAIL));
    }

    @Test
    void exclusionsStayUnderAnotherAgreementAndInThePast() {
        ServiceCase adjusted = resolvedAt15("4h").without(Exclusions.of(MAIL));
        ServiceLevelAgreement other = resolvedAt15("3h").agreement();
        assertThat(elapsed(adjusted.under(other))).isEqualTo(Duration.ofMinutes(210));
        assertThat(adjusted.diff(adjusted.agreement(), NOW).isEmpty()).isTrue();
        assertThat(elapsed(adjusted.asKnownOn(NOW).orElseThrow())).isEqualTo(Duration.ofMinutes(210));
    }

    @Test
    void anExclusionIsKnownOnceItsTimesArePublished() {
        BusinessCalendar times = BusinessCalendar.builder("outage")
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.never())
                .special(LocalDate.of(2026, 1, 5), "outage", at("16:00"), TimeRange.parse("11:00-12:00"))
                .build();
        ServiceCase adjusted =
                resolvedAt15("4h").without(Exclusions.of(Exclusion.recurring(Exclusion.FORCE_MAJEURE, times, "")));
        assertThat(elapsed(adjusted)).isEqualTo(Duration.ofHours(4));
        assertThat(elapsed(adjusted.asKnownOn(at("15:30")).orElseThrow())).isEqualTo(Duration.ofHours(5));
        assertThat(elapsed(adjusted.asKnownOn(at("16:00")).orElseThrow())).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void anExclusionOfYearsThatACalendarDoesNotKnowYetChangesNothing() {
        BusinessCalendar known = BusinessCalendar.builder("Office")
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(HolidayCalendar.on(LocalDate.of(2026, 1, 6), "Epiphany")
                        .withCoverage(new DateRange(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))))
                .build();
        ServiceCase raw = ServiceCase.replay(
                ServiceLevelAgreement.builder("helpdesk")
                        .provider(Party.of("IT operations"))
                        .customer(Party.of("Sales"))
                        .policy(SeverityPolicy.builder("all")
                                .target(Metric.RESOLUTION, Target.of("4h", known, 0.9))
                                .build())
                        .build(),
                resolvedAt15("4h").events());
        Exclusion later = Exclusion.of(
                Exclusion.MAINTENANCE,
                Instant.parse("2027-01-05T10:00:00Z"),
                Instant.parse("2027-01-05T11:00:00Z"),
                "");
        assertThat(elapsed(raw.without(Exclusions.of(later, MAIL)))).isEqualTo(Duration.ofMinutes(210));
    }

    @Test
    void maintenanceNeedsHours() {
        assertThatThrownBy(() -> Exclusion.recurring(Exclusion.MAINTENANCE, WeeklyHours.never(), BERLIN, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs hours");
        assertThatThrownBy(() -> Exclusion.recurring(" ", WeeklyHours.always(), BERLIN, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not blank");
    }

    @Test
    void anExclusionMayEndAtMidnight() {
        Exclusion evening = Exclusion.of(Exclusion.MAINTENANCE, at("22:00"), Instant.parse("2026-01-06T00:00:00Z"), "");
        Exclusion days = Exclusion.of(Exclusion.MAINTENANCE, at("22:00"), Instant.parse("2026-01-08T00:00:00Z"), "");
        Exclusion wholeDay =
                Exclusion.of(Exclusion.MAINTENANCE, at("00:00"), Instant.parse("2026-01-06T00:00:00Z"), "");
        Exclusion toTheSecond = Exclusion.of(
                Exclusion.MAINTENANCE, at("22:00").plusSeconds(1), at("22:00").plusSeconds(3), "");
        for (Exclusion exclusion : List.of(evening, days, wholeDay, toTheSecond)) {
            Instant from = Instant.parse("2026-01-01T00:00:00Z");
            assertThat(exclusion.intervals(from, Instant.parse("2026-02-01T00:00:00Z")))
                    .extracting(interval -> interval.start() + " to " + interval.end())
                    .containsExactly(exclusion.times().name());
        }
    }

    @Test
    void exclusionsHaveACategoryAndAnOrder() {
        assertThatThrownBy(() -> exclusion(" ", "10:00", "11:00", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not blank");
        assertThatThrownBy(() -> exclusion("x", "11:00", "11:00", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends after it starts");
        assertThatThrownBy(() -> Exclusion.of("x", at("11:00").plusNanos(1), at("12:00"), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole seconds");
    }

    @Test
    void equalExclusionsHaveOneHashAndDifferentOnesTheirOwn() {
        Exclusion twin = exclusion(Exclusion.MAINTENANCE, "11:00", "12:30", "new mail server");
        assertThat(twin).isEqualTo(MAIL).hasSameHashCodeAs(MAIL);
        assertThat(Exclusions.of(twin, FLOOD))
                .isEqualTo(Exclusions.of(MAIL, FLOOD))
                .hasSameHashCodeAs(Exclusions.of(MAIL, FLOOD));
        assertThat(Set.of(
                        MAIL.hashCode(),
                        FLOOD.hashCode(),
                        Exclusions.of(MAIL).hashCode(),
                        Exclusions.of(FLOOD).hashCode()))
                .hasSize(4);
    }

    @Test
    void exclusionsAreNamedByTheirCategoriesAndWords() {
        assertThat(Exclusions.of(MAIL, FLOOD).toString())
                .contains("maintenance: new mail server")
                .contains("force majeure");
    }
}
