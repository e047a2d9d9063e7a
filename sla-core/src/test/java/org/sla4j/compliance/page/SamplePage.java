package org.sla4j.compliance.page;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Terms;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.MissCosts;
import org.sla4j.compliance.RiskCalibration;
import org.sla4j.compliance.RiskSummary;
import org.sla4j.compliance.WorstCases;

/** The page of a made-up desk with all its parts, with names that try to be markup. */
final class SamplePage {
    static final String BAD = "<script>alert('x')</script> & \"quotes\"";
    static final SamplePage DESK = new SamplePage();

    final ComplianceReport figures;
    final Words words;
    private final CompliancePage page;
    /** The case that went furthest over its limit, and when the resolution of each case was due. */
    final WorstCases.Entry furthest;

    final Map<String, Optional<Instant>> dues = new HashMap<>();

    private SamplePage() {
        BusinessCalendar office = BusinessCalendar.builder("office")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .build();
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("desk")
                .service(BAD)
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .terms(Terms.builder()
                        .reporting(new Reporting(
                                "compliance",
                                Party.of("Desk"),
                                Party.of("IT"),
                                Party.of("Head of sales"),
                                Period.ofWeeks(1)))
                        .build())
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", office, 0.9))
                        .target(Metric.RESOLUTION, Target.of("8h", office, 0.95))
                        .build())
                .build();
        ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        ComplianceAggregator weekly = ComplianceAggregator.of(Dimension.METRIC, Dimension.week(ZoneOffset.UTC));
        ComplianceAggregator byTeam = ComplianceAggregator.of(Dimension.TEAM);
        List<Outcome> misses = new ArrayList<>();
        WorstCases worst = WorstCases.of(3);
        Severity[] severities = {Severity.CRITICAL, Severity.HIGH, Severity.LOW};
        for (int i = 0; i < 120; i++) {
            Instant opened = Instant.parse("2026-01-05T09:00:00Z").plus(Duration.ofHours(11L * i));
            String id = i % 7 == 0 ? BAD + i : "INC-" + i;
            ServiceCase served = ServiceCase.open(
                            agreement,
                            CaseEvent.opened(id, opened, severities[i % 3])
                                    .withTeam(i % 5 == 0 ? BAD : "desk")
                                    .withAttribute(Outcome.RATING, i % 4 == 0 ? "none" : "" + (1 + i % 5)))
                    .apply(CaseEvent.responded(id, opened.plus(Duration.ofMinutes(i * 7L % 200))))
                    .apply(CaseEvent.waiting(
                            id,
                            opened.plus(Duration.ofHours(4)),
                            PauseReason.of("info", i % 2 == 0 ? "user" : "vendor")))
                    .apply(CaseEvent.resumed(
                            id,
                            opened.plus(Duration.ofHours(30)),
                            PauseReason.of("info", i % 2 == 0 ? "user" : "vendor")))
                    .apply(CaseEvent.closed(id, opened.plus(Duration.ofHours(31 + i * 13L % 90))));
            Instant now = opened.plus(Duration.ofDays(9));
            served.outcomes(now).forEach(aggregator::add);
            served.outcomes(now).forEach(weekly::add);
            served.outcomes(now).forEach(byTeam::add);
            misses.addAll(served.outcomes(now));
            worst.add(served, now);
            dues.put(
                    id,
                    served.clock(Metric.RESOLUTION).orElseThrow().reading(now).due());
        }
        furthest = worst.entries().get(0);
        figures = aggregator.report();
        words = new Words(Optional.of(agreement), Optional.empty());
        page = CompliancePage.of(
                        BAD,
                        figures.withReportsDue(agreement.reportsDue(
                                DateRange.of(LocalDate.of(2026, 2, 24), LocalDate.of(2026, 3, 2)))))
                .withAgreement(agreement)
                .withTrend(weekly.report())
                .withPeriod(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 2, 28))
                .withAsOf(Instant.parse("2026-03-01T12:00:00Z"), ZoneId.of("Europe/Berlin"))
                .withTeams(byTeam.report())
                .withRisk(
                        new RiskSummary(214, 0, 19.4, 14, 25),
                        new TreeMap<>(Map.of("desk", new RiskSummary(214, 0, 19.4, 14, 25))),
                        trusted())
                .withMisses(misses)
                .withWaits(byTeam.report())
                .withCosts(MissCosts.of("EUR")
                        .withTouch("4.50")
                        .withSupervisor("20")
                        .withReopening("35")
                        .withReinvestigation("60"))
                .withCredits(
                        weekly.report(),
                        ServiceCredits.of(Currency.getInstance("EUR"), 0.2).below(0.95, 0.05),
                        new BigDecimal("1000"))
                .withWorst(worst.entries())
                .withNotes(List.of(BAD));
    }

    String html() {
        return page.toHtml();
    }

    static RiskCalibration trusted() {
        RiskCalibration calibration = RiskCalibration.of(30, ZoneOffset.UTC);
        for (int i = 0; i < 100; i++) {
            calibration.add(Instant.EPOCH, 0.25, i % 4 == 0);
        }
        return calibration;
    }
}
