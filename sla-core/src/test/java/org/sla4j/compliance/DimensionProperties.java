package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;

/** Periods against the formatters of java.time, in every zone. */
class DimensionProperties {
    private static String formatted(String pattern, ZonedDateTime at) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at);
    }

    @Property
    void labelsAreThoseOfJavaTime(@ForAll("instants") Instant at, @ForAll("zones") ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        assertThat(Dimension.day(zone).period(at).label())
                .isEqualTo(local.toLocalDate().toString());
        assertThat(Dimension.week(zone).period(at).label() + "-"
                        + local.getDayOfWeek().getValue())
                .isEqualTo(DateTimeFormatter.ISO_WEEK_DATE.format(local.toLocalDate()));
        assertThat(Dimension.month(zone).period(at).label()).isEqualTo(formatted("uuuu-MM", local));
        assertThat(Dimension.quarter(zone).period(at).label()).isEqualTo(formatted("uuuu-'Q'q", local));
    }

    @Property
    void aPeriodIsTheStretchInWhichItsLabelHolds(@ForAll("instants") Instant at, @ForAll("zones") ZoneId zone) {
        for (Dimension dimension :
                List.of(Dimension.day(zone), Dimension.week(zone), Dimension.month(zone), Dimension.quarter(zone))) {
            Dimension.Period period = dimension.period(at);
            assertThat(at.getEpochSecond())
                    .isGreaterThanOrEqualTo(period.from())
                    .isLessThan(period.to());
            assertThat(dimension.period(Instant.ofEpochSecond(period.from()))).isEqualTo(period);
            assertThat(dimension.period(Instant.ofEpochSecond(period.to() - 1))).isEqualTo(period);
            assertThat(dimension.period(Instant.ofEpochSecond(period.to())).label())
                    .isNotEqualTo(period.label());
        }
    }

    @Property(tries = 100)
    void anAggregatorPutsEachOutcomeIntoThePeriodOfItsEnd(
            @ForAll("instants") Instant first, @ForAll("zones") ZoneId zone) {
        Dimension week = Dimension.week(zone);
        ComplianceAggregator weekly = ComplianceAggregator.of(week);
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Instant end = first.plus(i * 37L % 50, ChronoUnit.DAYS);
            labels.add(week.period(end).label());
            weekly.add(Outcome.builder("INC-1", "resolution", Severity.LOW)
                    .verdict(Verdict.MET, Duration.ZERO, Duration.ZERO)
                    .between(end, end)
                    .build());
        }
        assertThat(weekly.report().rows())
                .extracting(row -> row.value(week))
                .containsExactlyElementsOf(new TreeSet<>(labels));
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("1950-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2090-01-01T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(new TreeSet<>(ZoneId.getAvailableZoneIds())).map(ZoneId::of);
    }
}
