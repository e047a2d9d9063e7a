package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Verdict;

/** Agreements and calendars that change while cases are open, from Monday 5 January 2026. */
class AgreementVersionsTest {
    private static final BusinessCalendar NARROW = office("Mon-Fri 09:00-17:00");
    private static final BusinessCalendar WIDE = office("Mon-Fri 07:00-19:00");
    private static final Instant CHANGE = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-06T20:00:00Z");
    private static final ServiceLevelAgreement FIRST = agreement("1", Target.of("8h", NARROW, 0.9));
    private static final ServiceLevelAgreement SECOND = agreement("2", Target.of("6h", WIDE, 0.9));

    private static BusinessCalendar office(String hours) {
        return BusinessCalendar.builder("Office")
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.parse(hours))
                .build();
    }

    private static ServiceLevelAgreement agreement(String version, Target target) {
        return ServiceLevelAgreement.builder("helpdesk")
                .version(version)
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.FIRST_RESPONSE, target.withLimit(target.limit()))
                        .target(Metric.RESOLUTION, target)
                        .build())
                .build();
    }

    private static AgreementVersions versions(AgreementVersions.OpenCases rule) {
        return AgreementVersions.of(FIRST).then(SECOND, CHANGE, rule);
    }

    private static CaseEvent opened(String at) {
        return CaseEvent.opened("INC-1", Instant.parse(at), Severity.HIGH);
    }

    private static ClockReading resolution(ServiceCase incident) {
        return incident.clock(Metric.RESOLUTION).orElseThrow().reading(NOW);
    }

    private static ServiceCase early(AgreementVersions.OpenCases rule) {
        return versions(rule).replay(List.of(opened("2026-01-05T08:00:00Z")), NOW);
    }

    @Test
    void aCaseOpenedAfterTheEffectiveDateIsUnderTheNewVersion() {
        ServiceCase late =
                versions(AgreementVersions.OpenCases.STAY).replay(List.of(opened("2026-01-05T12:00:00Z")), NOW);
        assertThat(late.agreement()).isEqualTo(SECOND);
        assertThat(resolution(late).due()).contains(Instant.parse("2026-01-05T18:00:00Z"));
    }

    @Test
    void anOpenCaseThatStaysKeepsItsVersion() {
        ServiceCase stays = early(AgreementVersions.OpenCases.STAY);
        assertThat(stays.agreement()).isEqualTo(FIRST);
        assertThat(resolution(stays).due()).contains(Instant.parse("2026-01-05T17:00:00Z"));
    }

    @Test
    void anOpenCaseThatMovesFromNowKeepsTheTimeItUsed() {
        ServiceCase moved = early(AgreementVersions.OpenCases.MOVE_FROM_NOW);
        assertThat(moved.agreement()).isEqualTo(SECOND);
        // Three hours were used by 12:00 in the old hours; three of six are left.
        assertThat(resolution(moved).due()).contains(Instant.parse("2026-01-05T15:00:00Z"));
    }

    @Test
    void anOpenCaseThatMovesRetroactivelyIsCountedAnew() {
        ServiceCase moved = early(AgreementVersions.OpenCases.MOVE_RETROACTIVELY);
        // From 08:00 on, in the wide hours.
        assertThat(resolution(moved).due()).contains(Instant.parse("2026-01-05T14:00:00Z"));
    }

    @Test
    void versionsDoNotTakeEffectAheadOfTheirDate() {
        AgreementVersions versions = versions(AgreementVersions.OpenCases.MOVE_FROM_NOW);
        ServiceCase before = versions.replay(List.of(opened("2026-01-05T08:00:00Z")), CHANGE.minusSeconds(1));
        assertThat(before.agreement()).isEqualTo(FIRST);
        assertThat(versions.moved(before, CHANGE.minusSeconds(1), NOW))
                .isEqualTo(versions.replay(List.of(opened("2026-01-05T08:00:00Z")), NOW));
    }

    @Test
    void whatWasFinishedBeforeStaysAsItWasMeasured() {
        List<CaseEvent> events = List.of(
                opened("2026-01-05T08:00:00Z"), CaseEvent.responded("INC-1", Instant.parse("2026-01-05T11:00:00Z")));
        ServiceCase before = ServiceCase.replay(FIRST, events);
        ServiceCase after =
                versions(AgreementVersions.OpenCases.MOVE_RETROACTIVELY).replay(events, NOW);
        assertThat(after.clock(Metric.FIRST_RESPONSE)).isEqualTo(before.clock(Metric.FIRST_RESPONSE));
        assertThat(after.clock(Metric.FIRST_RESPONSE).orElseThrow().target().calendar())
                .isEqualTo(NARROW);
    }

    @Test
    void aClosedCaseDoesNotMove() {
        List<CaseEvent> events = List.of(
                opened("2026-01-05T08:00:00Z"), CaseEvent.closed("INC-1", Instant.parse("2026-01-05T11:00:00Z")));
        ServiceCase after =
                versions(AgreementVersions.OpenCases.MOVE_RETROACTIVELY).replay(events, NOW);
        assertThat(after.clocks()).isEqualTo(ServiceCase.replay(FIRST, events).clocks());
    }

    @Test
    void anEventThatArrivesLateIsPutBeforeTheMove() {
        PauseReason customer = PauseReason.of("awaiting user info", "customer");
        CaseEvent opened = opened("2026-01-05T08:00:00Z");
        CaseEvent waits = CaseEvent.waiting("INC-1", Instant.parse("2026-01-05T10:00:00Z"), customer);
        CaseEvent resumes = CaseEvent.resumed("INC-1", Instant.parse("2026-01-05T11:00:00Z"), customer);
        AgreementVersions versions = versions(AgreementVersions.OpenCases.MOVE_FROM_NOW);
        ServiceCase late = versions.replay(List.of(opened), NOW).apply(resumes).apply(waits);
        assertThat(late.clocks())
                .isEqualTo(versions.replay(List.of(opened, waits, resumes), NOW).clocks());
        assertThat(resolution(late).due()).contains(Instant.parse("2026-01-05T16:00:00Z"));
    }

    @Test
    void anEventOfTheInstantOfTheMoveComesUnderTheNewVersion() {
        CaseEvent opened = opened("2026-01-05T08:00:00Z");
        CaseEvent changed = CaseEvent.severityChanged("INC-1", CHANGE, Severity.LOW);
        ServiceCase moveFirst = ServiceCase.open(FIRST, opened)
                .move(CHANGE, SECOND, Retargeting.RETROACTIVE)
                .apply(changed);
        ServiceCase eventFirst =
                ServiceCase.open(FIRST, opened).apply(changed).move(CHANGE, SECOND, Retargeting.RETROACTIVE);
        assertThat(moveFirst).isEqualTo(eventFirst);
        assertThat(moveFirst.clocks()).isEqualTo(eventFirst.clocks());
    }

    @Test
    void outcomesBeforeTheMoveAreThoseOfTheOldVersion() {
        ServiceLevelAgreement second = agreement("2", Target.of("6h", WIDE, 0.8));
        ServiceCase moved =
                ServiceCase.open(FIRST, opened("2026-01-05T08:00:00Z")).move(CHANGE, second, Retargeting.RETROACTIVE);
        assertThat(moved.outcomes(Instant.parse("2026-01-05T11:00:00Z")))
                .extracting(Outcome::limit, Outcome::elapsed, Outcome::goal)
                .containsOnly(tuple(Duration.ofHours(8), Duration.ofHours(2), 0.9));
        assertThat(moved.outcomes(Instant.parse("2026-01-05T13:00:00Z")))
                .extracting(Outcome::limit, Outcome::elapsed, Outcome::goal)
                .containsOnly(tuple(Duration.ofHours(6), Duration.ofHours(5), 0.8));
    }

    @Test
    void aMoveBeforeTheOpeningIsRefused() {
        ServiceCase incident = ServiceCase.open(FIRST, opened("2026-01-05T14:00:00Z"));
        assertThatThrownBy(() -> incident.move(CHANGE, SECOND, Retargeting.RETROACTIVE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it was opened at 2026-01-05T14:00:00Z");
    }

    @Test
    void versionsComeInOrderOfTimeAndUnderNamesOfTheirOwn() {
        AgreementVersions versions = versions(AgreementVersions.OpenCases.STAY);
        ServiceLevelAgreement third = agreement("3", Target.of("4h", WIDE, 0.9));
        assertThatThrownBy(() -> versions.then(third, CHANGE, AgreementVersions.OpenCases.STAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must take effect after the one before");
        assertThatThrownBy(() -> versions.then(FIRST, NOW, AgreementVersions.OpenCases.STAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a version \"1\" already");
        assertThat(versions).hasToString("helpdesk 1, helpdesk 2 from 2026-01-05T12:00:00Z (STAY)");
    }

    @Test
    void versionsAreOfOneAgreement() {
        ServiceLevelAgreement other = SECOND.toBuilder().id("other desk").build();
        assertThatThrownBy(() -> AgreementVersions.of(FIRST).then(other, CHANGE, AgreementVersions.OpenCases.STAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Versions are of one agreement, but agreement \"other desk\" was to follow agreement \"helpdesk\";"
                                + " give the new version the same id.");
    }

    private static ServiceLevelAgreement inForce(ServiceLevelAgreement agreement, String first, String last) {
        return agreement.toBuilder()
                .inForce(DateRange.of(LocalDate.parse(first), LocalDate.parse(last)))
                .build();
    }

    @Test
    void periodsOfTwoVersionsMeet() {
        Instant july = Instant.parse("2026-07-01T00:00:00Z");
        AgreementVersions.OpenCases stay = AgreementVersions.OpenCases.STAY;
        ServiceLevelAgreement half = inForce(FIRST, "2026-01-01", "2026-06-30");
        ServiceLevelAgreement rest = inForce(SECOND, "2026-07-01", "2026-12-31");
        assertThat(AgreementVersions.of(half).then(rest, july, stay).versions()).hasSize(2);
        assertThat(AgreementVersions.of(FIRST).then(rest, july, stay).versions())
                .hasSize(2);
        assertThat(AgreementVersions.of(half).then(SECOND, july, stay).versions())
                .hasSize(2);
        assertThatThrownBy(() -> AgreementVersions.of(inForce(FIRST, "2026-01-01", "2026-12-31"))
                        .then(rest, july, stay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Version \"1\"", "2026-01-01/2026-12-31", "overlap");
        assertThatThrownBy(
                        () -> AgreementVersions.of(half).then(inForce(SECOND, "2026-06-30", "2026-12-31"), july, stay))
                .hasMessageContaining("overlap");
        assertThatThrownBy(
                        () -> AgreementVersions.of(half).then(inForce(SECOND, "2026-07-02", "2026-12-31"), july, stay))
                .hasMessageContaining("nothing would be promised");
        assertThatThrownBy(() -> AgreementVersions.of(inForce(FIRST, "2026-01-01", "2026-06-29"))
                        .then(rest, july, stay))
                .hasMessageContaining("nothing would be promised");
    }

    /** The office of a week whose Tuesday was declared a holiday on the Monday. */
    private static BusinessCalendar mourning() {
        return BusinessCalendar.builder("Office")
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(HolidayCalendar.on(LocalDate.of(2026, 1, 6), "Day of mourning")
                        .publishedAt(Instant.parse("2026-01-05T00:00:00Z")))
                .build();
    }

    /** Opened on Monday at 13:00 and resolved on Wednesday at 10:00. */
    private static List<CaseEvent> overTheHoliday() {
        return List.of(
                opened("2026-01-05T13:00:00Z"), CaseEvent.resolved("INC-1", Instant.parse("2026-01-07T10:00:00Z")));
    }

    @Test
    void aHistoryIsAskedAsKnownOnADateUnderAVersion() {
        ServiceLevelAgreement first = agreement("1", Target.of("8h", mourning(), 0.9));
        ServiceLevelAgreement second = agreement("2", Target.of("4h", mourning(), 0.9));
        AgreementVersions versions = AgreementVersions.of(first).then(second, CHANGE, AgreementVersions.OpenCases.STAY);
        Instant then = Instant.parse("2026-01-08T00:00:00Z");
        ServiceCase result = versions.replay(overTheHoliday(), then);
        ServiceCase underFirst = result.under(first);
        ServiceCase underFirstAsKnown = result.under(first.asKnownOn(Instant.parse("2026-01-04T12:00:00Z")));
        ServiceCase underSecondAsKnown = result.under(second.asKnownOn(Instant.parse("2026-01-04T12:00:00Z")));
        // Four hours on Monday and one on Wednesday; on Sunday nobody knew but that Tuesday had eight more.
        assertThat(Stream.of(result, underFirst, underFirstAsKnown, underSecondAsKnown)
                        .map(incident ->
                                incident.clock(Metric.RESOLUTION).orElseThrow().reading(then)))
                .extracting(ClockReading::elapsed, ClockReading::verdict)
                .containsExactly(
                        tuple(Duration.ofHours(5), Verdict.MISSED),
                        tuple(Duration.ofHours(5), Verdict.MET),
                        tuple(Duration.ofHours(13), Verdict.MISSED),
                        tuple(Duration.ofHours(13), Verdict.MISSED));
        assertThat(CaseDiff.between(underFirst, underFirstAsKnown, then).flips())
                .isTrue();
        assertThat(CaseDiff.between(result, underSecondAsKnown, then).flips()).isFalse();
        assertThat(CaseDiff.between(result, underSecondAsKnown, then).changes()).isNotEmpty();
        assertThat(result).isEqualTo(versions.replay(overTheHoliday(), then));
    }

    @Test
    void aHolidayAnnouncedLateChangesTheResultBesideTheOneKnownBefore() {
        AgreementVersions versions = AgreementVersions.of(agreement("1", Target.of("8h", mourning(), 0.9)));
        List<CaseEvent> events = overTheHoliday();
        Instant then = Instant.parse("2026-01-08T00:00:00Z");
        ServiceCase known = versions.replay(events, then);
        ServiceCase asKnownBefore =
                versions.asKnownOn(Instant.parse("2026-01-04T23:59:59Z")).replay(events, then);
        CaseDiff diff = CaseDiff.between(asKnownBefore, known, then);
        assertThat(diff.flips()).isTrue();
        assertThat(diff.before()).isSameAs(asKnownBefore);
        CaseDiff.Change change = diff.changes().get(1);
        assertThat(change.metric()).isEqualTo("resolution");
        assertThat(change.before().orElseThrow().verdict()).isEqualTo(Verdict.MISSED);
        assertThat(change.before().orElseThrow().elapsed()).isEqualTo(Duration.ofHours(13));
        assertThat(change.after().orElseThrow().elapsed()).isEqualTo(Duration.ofHours(5));
        assertThat(change.causes()).containsExactly("other hours in calendar Office");
        assertThat(asKnownBefore.agreement().version()).startsWith("1 as known on 2026-01-04");
    }

    private static ServiceLevelAgreement published(String version, String at) {
        return agreement(version, Target.of("8h", NARROW, 0.9)).toBuilder()
                .publishedAt(Instant.parse(at))
                .build();
    }

    private static List<String> known(AgreementVersions versions, String at) {
        return versions.asKnownOn(Instant.parse(at)).versions().stream()
                .map(version -> version.agreement().version().substring(0, 1))
                .toList();
    }

    @Test
    void areKnownFromWhenTheyWerePublished() {
        AgreementVersions versions = AgreementVersions.of(published("1", "2025-12-01T00:00:00Z"))
                .then(published("2", "2026-01-02T00:00:00Z"), CHANGE, AgreementVersions.OpenCases.STAY)
                .then(
                        agreement("3", Target.of("5h", NARROW, 0.9)),
                        CHANGE.plus(Duration.ofDays(1)),
                        AgreementVersions.OpenCases.STAY);
        assertThat(known(versions, "2026-01-02T00:00:00Z")).containsExactly("1", "2", "3");
        assertThat(known(versions, "2026-01-01T23:59:59Z")).containsExactly("1", "3");
        assertThat(known(versions, "2025-11-30T00:00:00Z"))
                .as("the first is kept, since there is nothing else to go by")
                .containsExactly("1", "3");
        assertThat(versions.agreements())
                .extracting(ServiceLevelAgreement::version)
                .containsExactly("1", "2", "3");
    }

    @Test
    void areEqualWithEqualAgreementsInstantsAndRules() {
        AgreementVersions versions = versions(AgreementVersions.OpenCases.STAY);
        assertThat(versions)
                .isEqualTo(versions(AgreementVersions.OpenCases.STAY))
                .hasSameHashCodeAs(versions(AgreementVersions.OpenCases.STAY))
                .isNotEqualTo(versions(AgreementVersions.OpenCases.MOVE_FROM_NOW))
                .isNotEqualTo(AgreementVersions.of(FIRST));
        assertThat(versions.hashCode())
                .isNotEqualTo(AgreementVersions.of(FIRST).hashCode())
                .isNotZero();
    }
}
