package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sla4j.agreement.document.Finding.Code.CREDITS_CONTRADICT_GOALS;
import static org.sla4j.agreement.document.Finding.Code.CUSTOMER_NEVER_INFORMED;
import static org.sla4j.agreement.document.Finding.Code.ENDED;
import static org.sla4j.agreement.document.Finding.Code.GOALS_INVERTED;
import static org.sla4j.agreement.document.Finding.Code.HOLIDAYS_END;
import static org.sla4j.agreement.document.Finding.Code.IMPOSSIBLE_CONDITION;
import static org.sla4j.agreement.document.Finding.Code.LIMITS_INVERTED;
import static org.sla4j.agreement.document.Finding.Code.LIMIT_NOT_SERVABLE;
import static org.sla4j.agreement.document.Finding.Code.MORE_SEVERE_WITHOUT_TARGET;
import static org.sla4j.agreement.document.Finding.Code.OPENING_IN_CLOCK_CHANGE;
import static org.sla4j.agreement.document.Finding.Code.OVERLAPPING_PERIODS;
import static org.sla4j.agreement.document.Finding.Code.RESOLUTION_BEFORE_RESPONSE;
import static org.sla4j.agreement.document.Finding.Code.REVIEW_AFTER_END;
import static org.sla4j.agreement.document.Finding.Code.REVIEW_OVERDUE;
import static org.sla4j.agreement.document.Finding.Code.SEVERITY_WITHOUT_TARGET;
import static org.sla4j.agreement.document.Finding.Code.SPELLINGS_DIFFER;
import static org.sla4j.agreement.document.Finding.Code.UNREACHABLE_POLICY;
import static org.sla4j.agreement.document.Finding.Code.USELESS_WARNING;
import static org.sla4j.agreement.document.Finding.Code.ZONE_DIFFERS;

import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.AgreementKind;
import org.sla4j.agreement.Approval;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Terms;
import org.sla4j.agreement.Warning;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;

class LintTest {
    private static final BusinessCalendar ALWAYS = BusinessCalendar.alwaysOpen();
    private static final BusinessCalendar OFFICE = berlin("Mon-Fri 09:00-17:00");

    private static BusinessCalendar berlin(String hours) {
        return BusinessCalendar.builder("office")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse(hours))
                .build();
    }

    private static SeverityPolicy.Builder policy(String name) {
        return SeverityPolicy.builder(name).target(Metric.RESOLUTION, Target.of("4h", ALWAYS, 1));
    }

    private static ServiceLevelAgreement.Builder agreement(SeverityPolicy... policies) {
        ServiceLevelAgreement.Builder agreement = ServiceLevelAgreement.builder("a")
                .provider(Party.of("p"))
                .customer(Party.of("c"))
                .zone(ZoneId.of("Europe/Berlin"))
                .terms(Terms.builder()
                        .reporting(
                                new Reporting("all", Party.of("p"), Party.of("p"), Party.of("c"), Period.ofMonths(1)))
                        .build())
                .inForce(DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31)));
        List.of(policies).forEach(agreement::policy);
        return agreement;
    }

    private static List<Finding> lintOf(Target resolution) {
        return Lint.of(agreement(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, resolution)
                        .build())
                .build());
    }

    @Test
    void aSoundAgreementHasNoFindings() {
        ServiceLevelAgreement sound = agreement(
                        policy("gold").attribute("tier", "gold").build(),
                        SeverityPolicy.builder("rest")
                                .target(
                                        Metric.FIRST_RESPONSE,
                                        Target.of("1h", OFFICE, 1).withWarnings(Warning.parse("75%")))
                                .target(Metric.RESOLUTION, Target.of("3bd", OFFICE, 1))
                                .build())
                .build();
        assertThat(Lint.of(sound)).isEmpty();
    }

    @Test
    void aPolicyBehindAMoreGeneralOneIsUnreachable() {
        assertThat(Lint.of(agreement(
                                policy("all").build(),
                                policy("gold").attribute("tier", "gold").build())
                        .build()))
                .containsExactly(new Finding(
                        UNREACHABLE_POLICY,
                        "policies[1]",
                        "No case reaches policy \"gold\": \"all\" before it takes them all."));
    }

    @Test
    void aPolicyBehindSeveralThatTogetherTakeItsCasesIsUnreachable() {
        assertThat(Lint.of(agreement(
                                policy("upper")
                                        .severity(Severity.CRITICAL)
                                        .severity(Severity.HIGH)
                                        .build(),
                                policy("lower")
                                        .severity(Severity.MODERATE)
                                        .severity(Severity.LOW)
                                        .build(),
                                policy("rest").build())
                        .build()))
                .extracting(Finding::code, Finding::path)
                .containsExactly(tuple(UNREACHABLE_POLICY, "policies[2]"));
    }

    @Test
    void aPolicyThatTakesOneMoreSeverityIsReachable() {
        assertThat(Lint.of(agreement(
                                policy("critical").severity(Severity.CRITICAL).build(),
                                policy("rest").build())
                        .build()))
                .isEmpty();
    }

    @Test
    void aSeverityWithoutAPolicyIsAGap() {
        assertThat(Lint.of(agreement(
                                policy("critical").severity(Severity.CRITICAL).build(),
                                policy("gold")
                                        .severity(Severity.HIGH)
                                        .attribute("tier", "gold")
                                        .build())
                        .build()))
                .extracting(Finding::toString)
                .containsExactly(
                        "policies: Severity 2 High is covered only by \"gold\" with tier = gold: other such cases have no SLA.",
                        "policies: No policy is for severity 3 Moderate: such cases have no SLA.",
                        "policies: No policy is for severity 4 Low: such cases have no SLA.");
        assertThat(Lint.of(
                        agreement(policy("critical").severity(Severity.CRITICAL).build())
                                .build()))
                .extracting(Finding::code)
                .containsOnly(SEVERITY_WITHOUT_TARGET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "0s wall"})
    void aLimitOfZeroCannotBeServed(String limit) {
        assertThat(lintOf(Target.of(limit, OFFICE, 1)))
                .containsExactly(new Finding(
                        LIMIT_NOT_SERVABLE,
                        "policies[0].targets.resolution.limit",
                        "A limit of " + limit + " is used up when the clock starts."));
    }

    @Test
    void aLimitThatPassesOverTheWeekendCannotBeServed() {
        assertThat(lintOf(Target.of("64h wall", OFFICE, 1)))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).contains("64h wall", "2026-01-02T17:00 to 2026-01-05T09:00"));
        assertThat(lintOf(Target.of("66h wall", OFFICE, 1))).isEmpty();
        assertThat(lintOf(Target.of("1s wall", ALWAYS, 1))).isEmpty();
    }

    @Test
    void aLimitThatTheCalendarNeverHasOpenCannotBeServed() {
        BusinessCalendar closed = BusinessCalendar.builder("closing down")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .hoursFrom(LocalDate.of(2026, 1, 9), WeeklyHours.never())
                .build();
        assertThat(lintOf(Target.of("48h", closed, 1))).isEmpty();
        assertThat(lintOf(Target.of("48h1s", closed, 1)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(LIMIT_NOT_SERVABLE))
                .satisfies(finding -> assertThat(finding.message()).contains("closing down", "48h1s"));
    }

    @Test
    void aResolutionShorterThanTheResponseIsFound() {
        assertThat(Lint.of(agreement(SeverityPolicy.builder("all")
                                .target(Metric.FIRST_RESPONSE, Target.of("4h", OFFICE, 1))
                                .target(Metric.RESOLUTION, Target.of("3h", OFFICE, 1))
                                .build())
                        .build()))
                .extracting(Finding::code)
                .containsExactly(RESOLUTION_BEFORE_RESPONSE);
    }

    @Test
    void aResolutionDueBeforeTheResponseOnlyAtNightIsFoundWithAnExample() {
        assertThat(Lint.of(agreement(SeverityPolicy.builder("all")
                                .target(Metric.FIRST_RESPONSE, Target.of("1h", OFFICE, 1))
                                .target(Metric.RESOLUTION, Target.of("8h", ALWAYS, 1))
                                .build())
                        .build()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(RESOLUTION_BEFORE_RESPONSE))
                .satisfies(finding -> assertThat(finding.message()).contains("a case opened at 2026-01-0"));
    }

    @ParameterizedTest
    @CsvSource({"100%,1", "150%,1", "99.9%,0", "4h before due,1", "5h before due,1", "3h59m before due,0"})
    void aWarningAtOrAfterTheBreachOrAtTheStartIsUseless(String warning, int findings) {
        assertThat(lintOf(Target.of("4h", ALWAYS, 1).withWarnings(Warning.parse("50%"), Warning.parse(warning))))
                .hasSize(findings)
                .allSatisfy(finding -> assertThat(finding.code()).isEqualTo(USELESS_WARNING))
                .allSatisfy(
                        finding -> assertThat(finding.path()).isEqualTo("policies[0].targets.resolution.warnings[1]"));
    }

    @ParameterizedTest
    @CsvSource({
        "Sun 02:30-10:00,1", // skipped in March
        "Sat-Sun 01:00-02:30,1",
        "Sun 02:10-02:50,1", // skipped as a whole
        "Sun 03:00-10:00,0",
        "Mon-Sat 02:30-10:00,0", // never on the Sunday of a change
        "Sat 22:00-06:00,0"
    })
    void anOpeningInAClockChangeIsFound(String hours, int findings) {
        assertThat(lintOf(Target.of("4h", berlin(hours), 1)))
                .hasSize(findings)
                .allSatisfy(finding -> assertThat(finding.code()).isEqualTo(OPENING_IN_CLOCK_CHANGE))
                .allSatisfy(finding -> assertThat(finding.message()).contains("2026-03-29", "Europe/Berlin skip"));
    }

    @Test
    void hoursThatEndWhenTheClocksAreSetBackAreFoundInAutumn() {
        assertThat(Lint.of(agreement(SeverityPolicy.builder("all")
                                .target(Metric.RESOLUTION, Target.of("4h", berlin("Sun 00:00-02:00"), 1))
                                .build())
                        .build()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("02:00", "2026-10-25", "show twice"));
    }

    @Test
    void aCalendarWhoseHolidaysEndBeforeTheAgreementStillGetsItsLint() {
        BusinessCalendar known = BusinessCalendar.builder("office")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(new HolidayCalendar() {
                    @Override
                    public boolean isHoliday(LocalDate date) {
                        return false;
                    }

                    @Override
                    public DateRange coverage() {
                        return DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31));
                    }
                })
                .build();
        assertThat(lintOf(Target.of("4h", known, 1))).extracting(Finding::code).containsExactly(HOLIDAYS_END);
    }

    @Test
    void twoVersionsInForceAtOnceAreFound() {
        DateRange next = DateRange.of(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 12, 31));
        ServiceLevelAgreement first = agreement(policy("all").build()).build();
        ServiceLevelAgreement second =
                agreement(policy("all").build()).version("2").inForce(next).build();
        assertThat(Lint.of(List.of(first, second)))
                .containsExactly(new Finding(
                        OVERLAPPING_PERIODS,
                        "agreements[1].inForce",
                        "\"a\" version 1 and \"a\" version 2 are both in force from 2026-12-01 to 2026-12-31."));
    }

    @Test
    void versionsThatFollowEachOtherDoNotOverlap() {
        DateRange next = DateRange.of(LocalDate.of(2027, 1, 1), LocalDate.of(2027, 12, 31));
        ServiceLevelAgreement first = agreement(policy("all").build()).build();
        ServiceLevelAgreement second =
                agreement(policy("all").build()).version("2").inForce(next).build();
        assertThat(Lint.of(List.of(first, second))).isEmpty();
    }

    @Test
    void agreementsOfOtherIdsOverlapOnlyIfTheyAreAboutTheSame() {
        ServiceLevelAgreement.Builder mail =
                agreement(policy("all").build()).id("mail").inForce(DateRange.SUPPORTED);
        ServiceLevelAgreement print =
                agreement(policy("all").build()).service("print").build();
        assertThat(Lint.of(List.of(print, mail.service("mail").build()))).isEmpty();
        assertThat(Lint.of(List.of(print, mail.service("print").build())))
                .extracting(Finding::code)
                .containsExactly(OVERLAPPING_PERIODS);
    }

    @Test
    void findingsOfSeveralAgreementsSayWhichOne() {
        ServiceLevelAgreement gap = agreement(
                        policy("critical").severity(Severity.CRITICAL).build())
                .build();
        assertThat(Lint.of(List.of(gap)))
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding.path()).isEqualTo("agreements[0].policies"));
    }

    private static SeverityPolicy when(String name, Condition... conditions) {
        SeverityPolicy.Builder policy = policy(name);
        List.of(conditions).forEach(policy::condition);
        return policy.build();
    }

    private static List<Finding> lintOf(SeverityPolicy... policies) {
        return Lint.of(agreement(policies).policy(policy("rest").build()).build());
    }

    @Test
    void aPolicyWhoseConditionsAnEarlierOneCoversIsUnreachable() {
        assertThat(lintOf(
                        when("many", Condition.atLeast("seats", "10")),
                        when("more", Condition.atLeast("seats", "100"))))
                .extracting(Finding::code, Finding::path)
                .containsExactly(tuple(UNREACHABLE_POLICY, "policies[1]"));
        assertThat(lintOf(
                        when("metals", Condition.anyOf("tier", "gold", "silver")),
                        when("gold", Condition.equal("tier", "gold"))))
                .extracting(Finding::code)
                .containsExactly(UNREACHABLE_POLICY);
        assertThat(lintOf(
                        when("not mail", Condition.not("channel", "mail")),
                        when("phone", Condition.equal("channel", "phone"))))
                .extracting(Finding::code)
                .containsExactly(UNREACHABLE_POLICY);
        assertThat(lintOf(when("some", Condition.present("seats")), when("few", Condition.atMost("seats", "3"))))
                .extracting(Finding::code)
                .containsExactly(UNREACHABLE_POLICY);
        assertThat(lintOf(
                        when("not mail", Condition.not("channel", "mail")),
                        when("neither", Condition.not("channel", "mail", "chat"))))
                .extracting(Finding::code)
                .containsExactly(UNREACHABLE_POLICY);
        assertThat(lintOf(when("few", Condition.atMost("seats", "10")), when("fewer", Condition.atMost("seats", "9"))))
                .extracting(Finding::code)
                .containsExactly(UNREACHABLE_POLICY);
    }

    @Test
    void aPolicyWhoseConditionsAnEarlierOneCoversInPartIsReachable() {
        assertThat(lintOf(
                        when("more", Condition.atLeast("seats", "100")),
                        when("many", Condition.atLeast("seats", "10"))))
                .isEmpty();
        assertThat(lintOf(
                        when("gold", Condition.equal("tier", "gold")),
                        when("metals", Condition.anyOf("tier", "gold", "silver"))))
                .isEmpty();
        assertThat(lintOf(when("few", Condition.atMost("seats", "10")), when("any", Condition.present("seats"))))
                .isEmpty();
        assertThat(lintOf(
                        when("neither", Condition.not("channel", "mail", "chat")),
                        when("not mail", Condition.not("channel", "mail"))))
                .isEmpty();
        assertThat(lintOf(when("few", Condition.atMost("seats", "10")), when("many", Condition.atLeast("seats", "10"))))
                .isEmpty();
        assertThat(lintOf(
                        when("gold", Condition.equal("tier", "gold")),
                        when("phone", Condition.equal("channel", "gold"))))
                .isEmpty();
    }

    @Test
    void conditionsThatNoCaseSatisfiesAreFound() {
        assertThat(lintOf(when("none", Condition.atLeast("seats", "10"), Condition.atMost("seats", "9"))))
                .containsExactly(new Finding(
                        IMPOSSIBLE_CONDITION,
                        "policies[0].conditions",
                        "No case satisfies all conditions of policy \"none\": seats >= 10, seats <= 9."));
        assertThat(lintOf(when("none", Condition.equal("tier", "gold"), Condition.not("tier", "gold"))))
                .extracting(Finding::code)
                .containsExactly(IMPOSSIBLE_CONDITION);
        assertThat(lintOf(when("some", Condition.atLeast("seats", "10"), Condition.atMost("seats", "10"))))
                .isEmpty();
        assertThat(lintOf(when("some", Condition.present("tier"), Condition.not("tier", "gold"))))
                .isEmpty();
    }

    @Test
    void conditionsThatRuleSomeNumbersOutLeaveOthers() {
        assertThat(lintOf(when("some", Condition.atLeast("seats", "10"), Condition.not("seats", "10", "11", "12"))))
                .isEmpty();
        assertThat(lintOf(when("some", Condition.atMost("seats", "10"), Condition.not("seats", "10", "9"))))
                .isEmpty();
        assertThat(lintOf(when(
                        "some",
                        Condition.atLeast("hours", "1"),
                        Condition.atMost("hours", "2"),
                        Condition.not("hours", "1", "2"))))
                .isEmpty();
    }

    @Test
    void anApprovalOfARoleInOtherLettersIsFound() {
        ServiceLevelAgreement required = agreement(policy("all").build())
                .requiresApproval("service owner")
                .build();
        ServiceLevelAgreement approved = required.toBuilder()
                .approval(Approval.of("Service Owner", "Ada", LocalDate.of(2026, 1, 1))
                        .withDigest(required.digest()))
                .build();
        assertThat(Lint.of(approved))
                .filteredOn(finding -> finding.code() == Finding.Code.SPELLINGS_DIFFER)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.path()).isEqualTo("approvals[0].role");
                    assertThat(finding.message()).contains("\"Service Owner\"", "\"service owner\"");
                });
    }

    @Test
    void businessDaysOfACalendarWithoutDaysOffAreFound() {
        assertThat(Lint.of(agreement(SeverityPolicy.builder("all")
                                .target(Metric.FIRST_RESPONSE, Target.of("1h", ALWAYS, 1))
                                .target(Metric.RESOLUTION, Target.of("2bd", ALWAYS, 1))
                                .build())
                        .build()))
                .containsExactly(new Finding(
                        Finding.Code.BUSINESS_DAYS_WITHOUT_HOURS,
                        "policies[0].targets.resolution.limit",
                        "A limit of 2bd counts business days, but every day is one in 24x7."));
    }

    @Test
    void aPartyThatIsSpeltAlmostLikeAnotherIsFound() {
        Target slip = Target.of("1h", ALWAYS, 1).withPauseRule(PauseRule.parties(Set.of(Party.of("custmer"))));
        Target fine =
                Target.of("4h", ALWAYS, 1).withPauseRule(PauseRule.parties(Set.of(Party.CUSTOMER, Party.of("vendor"))));
        assertThat(Lint.of(agreement(SeverityPolicy.builder("all")
                                .target(Metric.FIRST_RESPONSE, slip)
                                .target(Metric.RESOLUTION, fine)
                                .build())
                        .build()))
                .containsExactly(new Finding(
                        Finding.Code.PARTY_MISSPELT,
                        "policies[0].targets.firstResponse.pausedBy",
                        "Waits for \"custmer\" pause the clock, but no party of the agreement is called that; did you mean"
                                + " \"customer\"?"));
    }

    @Test
    void aThousandPoliciesOfTheSameLimitsAreLookedThroughWithoutComparingEachCase() {
        ServiceLevelAgreement.Builder many = agreement();
        for (int i = 0; i < 1_000; i++) {
            many.policy(SeverityPolicy.builder("site " + i)
                    .attribute("site", Integer.toString(i))
                    .target(Metric.FIRST_RESPONSE, Target.of("1h", OFFICE, 1))
                    .target(Metric.RESOLUTION, Target.of("4h", OFFICE, 1))
                    .build());
        }
        assertThat(Lint.of(many.build())).extracting(Finding::code).containsOnly(Finding.Code.SEVERITY_WITHOUT_TARGET);
    }

    @Test
    void slipsInACalendarAreFound() {
        BusinessCalendar slip = berlin("Mon-Fri 9:00-5:00");
        assertThat(Lint.of(agreement(SeverityPolicy.builder("all")
                                .target(Metric.FIRST_RESPONSE, Target.of("1h", slip, 1))
                                .target(Metric.RESOLUTION, Target.of("4h", slip, 1))
                                .build())
                        .build()))
                .filteredOn(finding -> finding.code() == Finding.Code.CALENDAR)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.path()).isEqualTo("policies[0].targets.firstResponse.calendar");
                    assertThat(finding.message()).startsWith("office: ").contains("overnight");
                });
    }

    @Test
    void aValueThatBeginsOrEndsWithABlankIsFound() {
        assertThat(lintOf(when("gold", Condition.equal("tier", "gold "))))
                .containsExactly(new Finding(
                        IMPOSSIBLE_CONDITION,
                        "policies[0].conditions",
                        "Policy \"gold\" compares \"tier\" with \"gold \": blanks at the beginning or end count, and hardly"
                                + " any event has them."));
        assertThat(lintOf(when("gold", Condition.present(" tier"))))
                .extracting(Finding::code)
                .containsExactly(IMPOSSIBLE_CONDITION);
    }

    @Test
    void spellingsThatDifferByLetterCaseOnlyAreFound() {
        assertThat(lintOf(when("gold", Condition.equal("tier", "gold")), when("too", Condition.anyOf("Tier", "Gold"))))
                .containsExactly(
                        new Finding(
                                SPELLINGS_DIFFER,
                                "policies[1].conditions",
                                "The attribute is written \"Tier\" here and \"tier\" elsewhere; upper and lower case are apart."),
                        new Finding(
                                SPELLINGS_DIFFER,
                                "policies[1].conditions",
                                "The value of \"Tier\" is written \"Gold\" here and \"gold\" elsewhere; upper and lower case are"
                                        + " apart."));
        assertThat(lintOf(when("gold", Condition.equal("tier", "gold")), when("too", Condition.equal("metal", "Gold"))))
                .isEmpty();
    }

    private static SeverityPolicy of(String name, Severity severity, String limit, double goal) {
        return SeverityPolicy.builder(name)
                .severity(severity)
                .target(Metric.RESOLUTION, Target.of(limit, ALWAYS, goal))
                .build();
    }

    @Test
    void aLimitThatGetsLongerWithSeverityIsFound() {
        assertThat(lintOf(of("critical", Severity.CRITICAL, "8h", 0.9), of("high", Severity.HIGH, "4h", 0.9)))
                .filteredOn(finding -> finding.code() == LIMITS_INVERTED)
                .first()
                .isEqualTo(new Finding(
                        LIMITS_INVERTED,
                        "policies[0].targets.resolution.limit",
                        "The limit for the resolution of severity 1 Critical is 8h, but that for severity 2 High is 4h; of two"
                                + " cases opened at 2026-01-01T00:00:00Z, for example, the more severe is due at 2026-01-01T08:00:00Z, the other at"
                                + " 2026-01-01T04:00:00Z."));
        assertThat(Lint.of(agreement(
                                of("critical", Severity.CRITICAL, "4h", 0.9),
                                of("high", Severity.HIGH, "4h", 0.9),
                                of("moderate", Severity.MODERATE, "8h", 0.9),
                                of("low", Severity.LOW, "9h", 0.9))
                        .build()))
                .isEmpty();
    }

    @Test
    void limitsOfWhichEitherMayBeDueFirstAreNotInverted() {
        SeverityPolicy office = SeverityPolicy.builder("critical")
                .severity(Severity.CRITICAL)
                .target(Metric.RESOLUTION, Target.of("4h", OFFICE, 1))
                .build();
        assertThat(Lint.of(
                        agreement(office, of("rest", Severity.HIGH, "10h", 1)).build()))
                .extracting(Finding::code)
                .doesNotContain(LIMITS_INVERTED);
    }

    @Test
    void aMetricThatOnlyLessSevereCasesHaveAPromiseAboutIsFound() {
        SeverityPolicy high = SeverityPolicy.builder("high")
                .severity(Severity.HIGH)
                .target(Metric.FIRST_RESPONSE, Target.of("1h", OFFICE, 1))
                .build();
        assertThat(Lint.of(agreement(
                                of("critical", Severity.CRITICAL, "1h", 1),
                                high,
                                policy("rest").build())
                        .build()))
                .filteredOn(finding -> finding.code() == MORE_SEVERE_WITHOUT_TARGET)
                .extracting(Finding::path, Finding::message)
                .containsExactly(
                        tuple(
                                "policies[0].targets",
                                "Cases of severity 1 Critical are promised nothing about the first response, but those of severity"
                                        + " 2 High are: the policy \"critical\" has no target for it."),
                        tuple(
                                "policies[1].targets",
                                "Cases of severity 2 High are promised nothing about the resolution, but those of severity 3"
                                        + " Moderate are: the policy \"high\" has no target for it."));
    }

    @Test
    void aGoalThatGetsLowerWithSeverityIsFound() {
        assertThat(Lint.of(agreement(
                                of("critical", Severity.CRITICAL, "1h", 0.9),
                                of("high", Severity.HIGH, "4h", 0.95),
                                policy("rest").build())
                        .build()))
                .filteredOn(finding -> finding.code() == GOALS_INVERTED)
                .extracting(Finding::path, Finding::message)
                .containsExactly(
                        tuple(
                                "policies[0].targets.resolution.goal",
                                "The goal for the resolution of severity 1 Critical is 90 %, but that for severity 2 High is 95 %."),
                        tuple(
                                "policies[1].targets.resolution.goal",
                                "The goal for the resolution of severity 2 High is 95 %, but that for severity 3 Moderate is 100"
                                        + " %."));
    }

    @Test
    void severitiesThatAreInvertedOnlyForSomeCasesAreFound() {
        SeverityPolicy gold = SeverityPolicy.builder("gold")
                .severity(Severity.CRITICAL)
                .attribute("tier", "gold")
                .target(Metric.RESOLUTION, Target.of("9h", ALWAYS, 1))
                .build();
        assertThat(Lint.of(agreement(gold, policy("rest").build()).build()))
                .extracting(Finding::code)
                .containsExactly(LIMITS_INVERTED);
    }

    @Test
    void aWarningLongerThanTheLimitIsFoundWhateverTheUnitOfTheLimit() {
        Warning early = Warning.parse("30h before due");
        assertThat(lintOf(Target.of("4h", ALWAYS, 1).withWarnings(early)))
                .extracting(Finding::code, Finding::path)
                .containsExactly(tuple(USELESS_WARNING, "policies[0].targets.resolution.warnings[0]"));
        assertThat(lintOf(Target.of("1bd", OFFICE, 1).withWarnings(early)))
                .extracting(Finding::code)
                .containsExactly(USELESS_WARNING);
        assertThat(lintOf(Target.of("5bd", OFFICE, 1).withWarnings(early))).isEmpty();
    }

    @Test
    void aStepThatIsTakenAtOnceForEveryTargetIsFound() {
        EscalationStep early = EscalationStep.of("30h before due", Contact.of("Ada", ""), "");
        assertThat(Lint.of(agreement(policy("all").build()).escalation(early).build()))
                .containsExactly(new Finding(
                        USELESS_WARNING,
                        "escalation[0]",
                        "The step 30h before due is taken at once, since no limit is longer than 4h."));
        assertThat(Lint.of(agreement(policy("all").escalation(early).build()).build()))
                .extracting(Finding::path)
                .containsExactly("policies[0].escalation[0]");
        assertThat(Lint.of(agreement(
                                policy("gold").attribute("tier", "gold").build(),
                                SeverityPolicy.builder("rest")
                                        .target(Metric.RESOLUTION, Target.of("40h", ALWAYS, 1))
                                        .build())
                        .escalation(early)
                        .build()))
                .isEmpty();
    }

    @Test
    void creditsThatContradictAGoalAreFound() {
        ServiceCredits credits = ServiceCredits.of(Currency.getInstance("EUR"), 0.2)
                .below(0.95, 0.05)
                .below(0.9, 0.1);
        assertThat(Lint.of(agreement(of("one", Severity.CRITICAL, "4h", 1), of("rest", Severity.HIGH, "8h", 0.9))
                        .credits(credits)
                        .build()))
                .filteredOn(finding -> finding.code() == CREDITS_CONTRADICT_GOALS)
                .extracting(Finding::toString)
                .containsExactly(
                        "policies[0].targets.resolution.goal: Credits begin below 95 %, but the goal for the resolution is 100 %:"
                                + " nothing is given back though the goal is missed.",
                        "policies[1].targets.resolution.goal: Credits begin below 95 %, but the goal for the resolution is 90 %:"
                                + " something is given back though the goal is met.");
        assertThat(Lint.of(agreement(policy("all").build())
                        .credits(ServiceCredits.of(Currency.getInstance("EUR"), 0.2)
                                .withBasis(ServiceCredits.Basis.GOAL)
                                .below(0, 0.05))
                        .build()))
                .isEmpty();
    }

    private static Target known(String limit, int lastYear) {
        return Target.of(
                limit,
                BusinessCalendar.builder("Known")
                        .zone("Europe/Berlin")
                        .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                        .holidays(HolidayCalendar.none()
                                .withCoverage(DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(lastYear, 12, 31))))
                        .build(),
                1);
    }

    @Test
    void holidaysThatEndWithinALimitOfTheEndAreFound() {
        assertThat(lintOf(known("8h", 2026)))
                .containsExactly(new Finding(
                        HOLIDAYS_END,
                        "policies[0].targets.resolution.calendar",
                        "The holidays of Known are known until 2026-12-31, but a case opened on 2026-12-31, the last date in force,"
                                + " with 8h is due after that."));
        assertThat(lintOf(known("8h", 2027))).isEmpty();
        assertThat(lintOf(known("300bd", 2027))).extracting(Finding::code).contains(HOLIDAYS_END);
    }

    @Test
    void holidaysThatEndWithinALimitOfTheDateAskedAboutAreFound() {
        ServiceLevelAgreement always = ServiceLevelAgreement.builder("a")
                .provider(Party.of("p"))
                .customer(Party.of("c"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.FIRST_RESPONSE, known("8h", 2026))
                        .build())
                .build();
        assertThat(Lint.of(always)).isEmpty();
        assertThat(Lint.of(always, LocalDate.of(2026, 12, 30))).isEmpty();
        assertThat(Lint.of(always, LocalDate.of(2026, 12, 31)))
                .extracting(Finding::code, Finding::message)
                .containsExactly(tuple(
                        HOLIDAYS_END,
                        "The holidays of Known are known until 2026-12-31, but a case opened on 2026-12-31, the date asked about,"
                                + " with 8h is due after that."));
        assertThat(Lint.of(always, LocalDate.of(2028, 1, 1)))
                .extracting(Finding::code)
                .containsExactly(HOLIDAYS_END);
    }

    @Test
    void aReviewAfterTheEndIsFound() {
        ServiceLevelAgreement.Builder agreement = agreement(policy("all").build());
        Terms.Builder terms = agreement.build().terms().toBuilder();
        assertThat(Lint.of(agreement
                        .terms(terms.reviewOn(LocalDate.of(2026, 12, 31)).build())
                        .build()))
                .isEmpty();
        assertThat(Lint.of(agreement
                        .terms(terms.reviewOn(LocalDate.of(2027, 1, 1)).build())
                        .build()))
                .containsExactly(new Finding(
                        REVIEW_AFTER_END,
                        "terms.reviewOn",
                        "The review on 2027-01-01 comes after the last date in force, 2026-12-31."));
    }

    @Test
    void whatIsOverOnADateIsFoundOnlyWhenAskedAboutIt() {
        ServiceLevelAgreement.Builder made = agreement(policy("all").build());
        ServiceLevelAgreement agreement = made.terms(made.build().terms().toBuilder()
                        .reviewOn(LocalDate.of(2026, 6, 1))
                        .build())
                .build();
        assertThat(Lint.of(agreement)).isEmpty();
        assertThat(Lint.of(agreement, LocalDate.of(2026, 6, 1))).isEmpty();
        assertThat(Lint.of(agreement, LocalDate.of(2026, 6, 2)))
                .extracting(Finding::code)
                .containsExactly(REVIEW_OVERDUE);
        assertThat(Lint.of(List.of(agreement), LocalDate.of(2027, 1, 1)))
                .extracting(Finding::code, Finding::path)
                .containsExactly(
                        tuple(REVIEW_OVERDUE, "agreements[0].terms.reviewOn"), tuple(ENDED, "agreements[0].inForce"));
    }

    @Test
    void anApprovalThatDoesNotCountIsFound() {
        ServiceLevelAgreement signed = agreement(policy("all").build())
                .build()
                .withApproval(Approval.of("owner", "Ada", LocalDate.of(2026, 1, 1)));
        assertThat(Lint.of(signed)).isEmpty();
        ServiceLevelAgreement changed = signed.toBuilder()
                .customer(Party.of("other"))
                .approval(Approval.of("owner", "Bob", LocalDate.of(2026, 1, 2)))
                .build();
        assertThat(Lint.of(changed))
                .extracting(Finding::toString)
                .containsExactly(
                        "approvals[0]: The approval by Ada (owner) on 2026-01-01 is for another state of the promise; the digest of"
                                + " the present one is " + changed.digest() + ".",
                        "approvals[1]: The approval by Bob (owner) on 2026-01-02 does not say what was approved; the digest of the"
                                + " present one is " + changed.digest() + ".");
    }

    @Test
    void customersWhoAreNeverToldAnythingAreFound() {
        ServiceLevelAgreement.Builder silent = agreement(policy("all").build()).terms(Terms.NONE);
        assertThat(Lint.of(silent.build())).extracting(Finding::code).containsExactly(CUSTOMER_NEVER_INFORMED);
        assertThat(Lint.of(silent.kind(AgreementKind.OLA).build())).isEmpty();
        SeverityPolicy updates = policy("all")
                .target(Metric.PERIODIC_UPDATE, Target.of("1h", ALWAYS, 1))
                .build();
        assertThat(Lint.of(agreement(updates).terms(Terms.NONE).build())).isEmpty();
    }

    @Test
    void datesInUtcBesideCalendarsInAnotherZoneAreFound() {
        assertThat(Lint.of(agreement(SeverityPolicy.builder("all")
                                .target(Metric.RESOLUTION, Target.of("4h", OFFICE, 1))
                                .build())
                        .zone(ZoneOffset.UTC)
                        .build()))
                .containsExactly(new Finding(
                        ZONE_DIFFERS,
                        "zone",
                        "The dates of the agreement are meant in UTC, but its calendars are in [Europe/Berlin]."));
        assertThat(Lint.of(agreement(policy("all").build()).zone(ZoneOffset.UTC).build()))
                .isEmpty();
    }

    @Test
    void everyFindingSaysHowToMendIt() {
        for (Finding.Code code : Finding.Code.values()) {
            assertThat(code.hint()).matches("[A-Z].*\\.");
            assertThat(new Finding(code, "", "").hint()).isEqualTo(code.hint());
        }
    }
}
