package org.sla4j.compliance.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.compliance.page.Figures.met;
import static org.sla4j.compliance.page.Figures.missed;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.Dimension;

/** Figures as people read them: shares, counts, times in days and hours of the calendar, names. */
class WordsTest {
    private static final BusinessCalendar OFFICE = calendar("office", "Mon-Fri 09:00-17:00");
    private static final Words WITHOUT_AGREEMENT = new Words(Optional.empty(), Optional.empty());

    private static BusinessCalendar calendar(String name, String hours) {
        return BusinessCalendar.builder(name)
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse(hours))
                .build();
    }

    private static Words words(SeverityPolicy... policies) {
        ServiceLevelAgreement.Builder builder =
                ServiceLevelAgreement.builder("desk").provider(Party.of("IT")).customer(Party.of("Sales"));
        for (SeverityPolicy policy : policies) {
            builder.policy(policy);
        }
        return new Words(Optional.of(builder.build()), Optional.empty());
    }

    private static SeverityPolicy policy(BusinessCalendar calendar) {
        return SeverityPolicy.builder("all")
                .target(Metric.RESOLUTION, Target.of("8h", calendar, 0.9))
                .build();
    }

    private static Outcome outcome(String metric, Severity severity) {
        return Outcome.builder("INC-1", metric, severity).build();
    }

    private static final Outcome RESOLUTION = outcome("resolution", Severity.LOW);

    private static ComplianceRow row(Figures figures) {
        return figures.report().rows().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 100.00 %",
        "0.99999, 99.99 %",
        "0.6666666666666666, 66.66 %",
        // In binary 0.29 is a little less, and cutting it off there would make 28.99 % of it.
        "0.29, 29.00 %",
        "0.00001, 0.00 %",
        "0, 0.00 %"
    })
    void aShareIsRoundedDownSoThatOnlyAllIsAHundredPerCent(double share, String words) {
        assertThat(Words.percent(share)).isEqualTo(words);
        assertThat(Words.percent(OptionalDouble.of(share))).isEqualTo(words);
    }

    @Test
    void ofAShareOfNothingThereIsNoData() {
        assertThat(Words.percent(OptionalDouble.empty())).isEqualTo("no data");
    }

    @ParameterizedTest
    @CsvSource({
        "0.9, 90.00 %",
        "0.995, 99.50 %",
        "0.9995, 99.95 %",
        "0.99999, 99.999 %",
        "0.999995, 99.9995 %",
        "1, 100.00 %",
        "1e-19, 0.000000 %"
    })
    void aGoalHasAllItsDigits(double goal, String words) {
        assertThat(Words.goal(goal)).isEqualTo(words);
    }

    @Test
    void aComplianceHasAsManyDigitsAsItsGoal() {
        // One of 50,000 missed is 99.998 %: less than five nines, and 99.99 % beside 99.99 % would not show it.
        ComplianceRow row =
                row(Figures.by(Dimension.TEAM).add(49_999, met().goal(0.99999)).add(1, missed().goal(0.99999)));
        assertThat(Words.compliance(row)).isEqualTo("99.998 %");
        assertThat(Words.goal(row)).isEqualTo("99.999 %");
        assertThat(Words.ifMissed(row)).isEqualTo("99.998 %");
    }

    @Test
    void theMeanOfSeveralGoalsIsRoundedAndSaysThatItIsMixed() {
        // (2 x 0.9 + 1) / 3 = 0.9333...
        ComplianceRow row =
                row(Figures.by(Dimension.TEAM).add(2, met().goal(0.9)).add(1, met().goal(1)));
        assertThat(Words.goal(row)).isEqualTo("93.33 %, mixed");
        assertThat(Words.compliance(row)).isEqualTo("100.00 %");
    }

    @Test
    void whereNothingWasMeasuredThereIsNoCompliance() {
        assertThat(Words.compliance(row(Figures.by(Dimension.TEAM).add(Figures.pending()))))
                .isEqualTo("no data");
    }

    @Test
    void aChangeTooSmallForItsDigitIsNone() {
        ComplianceRow before = row(Figures.by(Dimension.TEAM).add(9_000, met()).add(1_000, missed()));
        ComplianceRow less = row(Figures.by(Dimension.TEAM).add(8_996, met()).add(1_004, missed()));
        ComplianceRow more = row(Figures.by(Dimension.TEAM).add(9_006, met()).add(994, missed()));
        assertThat(Words.points(less, before)).isZero();
        assertThat(Words.points(more, before)).isBetween(0.0599, 0.0601);
        assertThat(Words.points(before, more)).isBetween(-0.0601, -0.0599);
    }

    @Test
    void thousandsAreApartAndOneIsSingular() {
        assertThat(Words.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Words.count(0, "miss", "misses")).isEqualTo("0 misses");
        assertThat(Words.count(1, "miss", "misses")).isEqualTo("1 miss");
        assertThat(Words.count(2_000, "miss", "misses")).isEqualTo("2,000 misses");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 min 00 s",
        "PT59.9S, 0 min 59 s",
        "PT59M59S, 59 min 59 s",
        "PT1H, 1 h 00 min",
        "PT1H5M59S, 1 h 05 min",
        "PT1234H5M, '1,234 h 05 min'"
    })
    void aTimeIsInHoursAndMinutesOrInMinutesAndSeconds(Duration time, String words) {
        assertThat(Words.words(time)).isEqualTo(words);
        assertThat(Words.words(time, Optional.empty())).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "PT7H59M59S, 7 h 59 min",
        "PT8H, 1 d",
        "PT8H5M, 1 d 05 min",
        "PT9H, 1 d 1 h",
        "PT26H46M, 3 d 2 h 46 min",
        "PT79H30M, 9 d 7 h 30 min",
        // Nobody asks for the minutes of two weeks.
        "PT80H30M, 10 d",
        "PT81H30M, 10 d 1 h",
        "PT80000H, '10,000 d'"
    })
    void aTimeOfADayOrMoreIsInDaysOfTheCalendar(Duration time, String words) {
        assertThat(Words.words(time, Optional.of(Duration.ofHours(8)))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H30M, 1 h 30 min",
        "PT79H30M, 9 d 7 h 30 min",
        "PT80H, 10 d",
        "PT80H1M, 10 d 1 h",
        "PT81H, 10 d 1 h",
        // The eleventh day has begun its last hour.
        "PT87H1M, 11 d"
    })
    void aTimeToPromiseIsNeverRoundedDown(Duration time, String words) {
        ComplianceRow row = row(Figures.by(Dimension.METRIC).add(met()));
        assertThat(words(policy(OFFICE)).atLeast(row, time)).isEqualTo(words);
        assertThat(WITHOUT_AGREEMENT.atLeast(row, Duration.ofHours(81))).isEqualTo("81 h 00 min");
    }

    @Test
    void aDayIsAsLongAsMostDaysOfTheCalendar() {
        assertThat(words(policy(calendar("office", "Mon-Thu 09:00-17:00; Fri 09:00-15:00")))
                        .of(RESOLUTION, Duration.ofHours(16)))
                .isEqualTo("2 d");
        assertThat(words(policy(calendar("half", "Mon 09:00-17:00; Tue-Fri 09:00-13:00")))
                        .of(RESOLUTION, Duration.ofHours(16)))
                .isEqualTo("4 d");
        assertThat(words(policy(BusinessCalendar.alwaysOpen())).of(RESOLUTION, Duration.ofDays(2)))
                .isEqualTo("2 d");
    }

    @Test
    void whereDaysOfTwoLengthsAreEquallyFrequentTheLongerCounts() {
        assertThat(words(policy(calendar("even", "Mon,Tue 09:00-17:00; Wed,Thu 09:00-13:00")))
                        .of(RESOLUTION, Duration.ofHours(16)))
                .isEqualTo("2 d");
    }

    @Test
    void withoutAnAgreementTimesAreInHours() {
        assertThat(WITHOUT_AGREEMENT.of(RESOLUTION, Duration.ofDays(2))).isEqualTo("48 h 00 min");
        assertThat(WITHOUT_AGREEMENT.note()).isEmpty();
    }

    @Test
    void eachMetricIsInTheDaysOfItsOwnCalendar() {
        Words words = words(SeverityPolicy.builder("all")
                .target(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.9))
                .target(Metric.FIRST_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 0.9))
                .build());
        assertThat(words.of(RESOLUTION, Duration.ofDays(1))).isEqualTo("3 d");
        assertThat(words.of(outcome("first response", Severity.LOW), Duration.ofDays(1)))
                .isEqualTo("1 d");
        assertThat(words.of(outcome("something else", Severity.LOW), Duration.ofDays(1)))
                .isEqualTo("24 h 00 min");
        assertThat(words.note()).isEqualTo(" A day (d) is a day of the calendar: 8 h 00 min or 24 h 00 min.");
    }

    @Test
    void eachSeverityIsInTheDaysOfItsOwnCalendar() {
        Words words = words(
                SeverityPolicy.builder("urgent")
                        .severity(Severity.CRITICAL)
                        .severity(Severity.HIGH)
                        .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9))
                        .build(),
                SeverityPolicy.builder("low")
                        .severity(Severity.LOW)
                        .target(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.9))
                        .build());
        assertThat(words.of(outcome("resolution", Severity.HIGH), Duration.ofDays(1)))
                .isEqualTo("1 d");
        assertThat(words.of(RESOLUTION, Duration.ofDays(1))).isEqualTo("3 d");
        assertThat(words.of(outcome("resolution", Severity.MODERATE), Duration.ofDays(1)))
                .isEqualTo("24 h 00 min");
    }

    @Test
    void aPolicyForAllSeveritiesIsAlsoThatOfEach() {
        assertThat(words(policy(OFFICE)).of(outcome("resolution", Severity.HIGH), Duration.ofDays(1)))
                .isEqualTo("3 d");
    }

    @Test
    void aRowIsInDaysWhereAllItsCasesHaveTheSame() {
        Words words = words(
                SeverityPolicy.builder("urgent")
                        .severity(Severity.CRITICAL)
                        .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9))
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", OFFICE, 0.9))
                        .build(),
                SeverityPolicy.builder("low")
                        .severity(Severity.LOW)
                        .target(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.9))
                        .build());
        Duration time = Duration.ofDays(1);
        assertThat(words.of(row(Figures.by(Dimension.METRIC, Dimension.SEVERITY).add(met())), time))
                .isEqualTo("3 d");
        assertThat(words.of(row(Figures.by(Dimension.SEVERITY).add(met())), time))
                .isEqualTo("3 d");
        assertThat(words.of(row(Figures.by(Dimension.METRIC).add(met())), time)).isEqualTo("24 h 00 min");
        assertThat(words.of(row(Figures.by(Dimension.TEAM).add(met())), time)).isEqualTo("24 h 00 min");
    }

    @Test
    void aCalendarWhoseHolidaysAreNotKnownHasNoUsualDay() {
        BusinessCalendar unknown = BusinessCalendar.builder("unknown")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(HolidayCalendar.of(LocalDate.of(2030, 12, 25))
                        .withCoverage(DateRange.of(LocalDate.of(2030, 1, 1), LocalDate.of(2030, 12, 31))))
                .build();
        Words words = words(policy(unknown));
        assertThat(words.of(RESOLUTION, Duration.ofDays(1))).isEqualTo("24 h 00 min");
        assertThat(words.note()).isEmpty();
    }

    @Test
    void aMissBySecondsDoesNotReadLikeItsLimit() {
        Duration limit = Duration.ofHours(4);
        assertThat(WITHOUT_AGREEMENT.used(
                        Figures.outcome(Verdict.MISSED, limit.plusSeconds(1)).build()))
                .isEqualTo("just over 4 h 00 min");
        assertThat(WITHOUT_AGREEMENT.used(
                        Figures.outcome(Verdict.BREACHED, limit.plusSeconds(1)).build()))
                .isEqualTo("just over 4 h 00 min");
        assertThat(WITHOUT_AGREEMENT.used(
                        Figures.outcome(Verdict.MISSED, limit.plusMinutes(1)).build()))
                .isEqualTo("4 h 01 min");
        assertThat(WITHOUT_AGREEMENT.used(Figures.outcome(Verdict.MET, limit).build()))
                .isEqualTo("4 h 00 min");
        assertThat(WITHOUT_AGREEMENT.limit(met().build())).isEqualTo("4 h 00 min");
    }

    @ParameterizedTest
    @CsvSource({
        "provider, provider",
        "provider/second%2Fthird line, second/third line",
        "nobody, nobody",
        "customer, customer",
        "A%2BB + customer, A+B and customer",
        // Somebody outside who is called like the provider is not the provider.
        "'%70rovider', 'provider, waited for'"
    })
    void aHolderIsCalledByName(String key, String name) {
        assertThat(Words.holder(key)).isEqualTo(name);
    }

    @Test
    void hoursAreRoundedToOneDigitUntilThereAreAThousand() {
        Duration time = Duration.ofMinutes(45);
        assertThat(Words.hours(time, Duration.ofHours(999).plusMinutes(59))).isEqualTo("0.8");
        assertThat(Words.hours(time, Duration.ofHours(1_000))).isEqualTo("1");
        assertThat(Words.hours(Duration.ofHours(1_234), Duration.ofHours(1_234)))
                .isEqualTo("1,234");
    }

    @Test
    void aLongTextIsCutBetweenItsLetters() {
        assertThat(Words.shortened("abcde", 5)).isEqualTo("abcde");
        assertThat(Words.shortened("abcdef", 5)).isEqualTo("abcd\u2026");
        assertThat(Words.shortened("\ud83d\ude00\ud83d\ude00\ud83d\ude00", 2)).isEqualTo("\ud83d\ude00\u2026");
    }

    @Test
    void timesAreInTheZoneOfThePageOrInUtc() {
        assertThat(WITHOUT_AGREEMENT.zone()).isEqualTo(ZoneOffset.UTC);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(new Words(Optional.empty(), Optional.of(Instant.EPOCH.atZone(berlin))).zone())
                .isEqualTo(berlin);
        assertThat(List.of(Words.zone(ZoneOffset.UTC), Words.zone(berlin), Words.zone(ZoneOffset.ofHours(2))))
                .containsExactly("UTC", "Europe/Berlin", "+02:00");
    }
}
