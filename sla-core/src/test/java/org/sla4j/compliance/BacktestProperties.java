package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.CaseDiff;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Exclusion;
import org.sla4j.cases.Exclusions;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Verdict;

/** A backtest, which compares the clocks of those cases only whose verdicts differ, says what comparing all of each case says. */
class BacktestProperties {
    private static final Instant OPENED = Instant.parse("2026-03-27T13:00:00Z");
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("office")
            .zone("Europe/Berlin")
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final PauseReason INFO = PauseReason.of("info", "customer");
    private static final PauseReason PARTS = PauseReason.of("parts", "vendor");
    private static final Exclusion OUTAGE =
            Exclusion.of(Exclusion.FORCE_MAJEURE, OPENED, OPENED.plus(Duration.ofHours(2)), "the power failed");
    private static final ServiceLevelAgreement HELD = agreement("desk", "4h", Reopening.CONTINUE, true);
    private static final ServiceLevelAgreement BESIDE = agreement("network", "6h", Reopening.FROZEN, false);

    private static ServiceLevelAgreement agreement(
            String id, String limit, Reopening reopening, boolean promisesAnswers) {
        SeverityPolicy.Builder high = SeverityPolicy.builder("high")
                .severity(Severity.HIGH)
                .reopening(reopening)
                .target(
                        Metric.RESOLUTION,
                        Target.of(limit, OFFICE, 0.9).withPauseRule(PauseRule.parties(Set.of(Party.CUSTOMER))));
        if (promisesAnswers) {
            high.target(Metric.FIRST_RESPONSE, Target.of("1h", OFFICE, 0.9));
        }
        return ServiceLevelAgreement.builder(id)
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(high.build())
                .policy(SeverityPolicy.builder("low")
                        .severity(Severity.LOW)
                        .target(Metric.RESOLUTION, Target.of("20h", BusinessCalendar.alwaysOpen(), 0.8))
                        .build())
                .build();
    }

    @Property(tries = 300)
    void aBacktestIsTheComparisonOfCasesOneByOne(
            @ForAll("cases") List<ServiceCase> cases, @ForAll("proposals") ServiceLevelAgreement proposed) {
        Instant now = OPENED.plus(Duration.ofDays(5));
        ComplianceAggregator before = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        ComplianceAggregator after = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        List<CaseDiff> changed = new ArrayList<>();
        for (ServiceCase served : cases) {
            CaseDiff diff = served.diff(proposed, now);
            served.outcomes(now).forEach(before::add);
            diff.after().outcomes(now).forEach(after::add);
            if (diff.changes().stream()
                    .anyMatch(change -> !verdicts(change.outcomesBefore()).equals(verdicts(change.outcomesAfter())))) {
                changed.add(diff);
            }
        }
        assertThat(Backtest.of(cases, proposed, now)).isEqualTo(new Backtest(before.report(), after.report(), changed));
        Statistics.label("changed").collect(!changed.isEmpty());
        Statistics.label("unchanged").collect(changed.size() < cases.size());
        Statistics.label("changed").coverage(found -> found.check(true).percentage(share -> share > 20));
        Statistics.label("unchanged").coverage(found -> found.check(true).percentage(share -> share > 20));
    }

    private static List<Verdict> verdicts(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::verdict).toList();
    }

    @Provide
    Arbitrary<ServiceLevelAgreement> proposals() {
        return Combinators.combine(
                        Arbitraries.of("2h", "4h", "5h", "3bd"),
                        Arbitraries.of(Reopening.values()),
                        Arbitraries.of(true, false))
                .as((limit, reopening, promisesAnswers) -> agreement("proposed", limit, reopening, promisesAnswers));
    }

    @Provide
    Arbitrary<List<ServiceCase>> cases() {
        Arbitrary<CaseEvent> later = Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 90))
                .as((kind, hours) -> event(kind, OPENED.plus(Duration.ofHours(hours))));
        return Combinators.combine(
                        Arbitraries.of(Severity.HIGH, Severity.HIGH, Severity.LOW, Severity.CRITICAL),
                        later.list().ofMaxSize(8),
                        Arbitraries.integers().between(0, 7))
                .as(BacktestProperties::served)
                .list()
                .ofMaxSize(6);
    }

    private static CaseEvent event(int kind, Instant at) {
        return switch (kind) {
            case 0 -> CaseEvent.responded("INC-1", at);
            case 1 -> CaseEvent.waiting("INC-1", at, INFO);
            case 2 -> CaseEvent.waiting("INC-1", at, PARTS);
            case 3 -> CaseEvent.resumed("INC-1", at);
            case 4 -> CaseEvent.severityChanged("INC-1", at, Severity.LOW);
            case 5 -> CaseEvent.severityChanged("INC-1", at, Severity.HIGH);
            case 6, 7 -> CaseEvent.resolved("INC-1", at);
            case 8 -> CaseEvent.reopened("INC-1", at);
            default -> CaseEvent.closed("INC-1", at);
        };
    }

    private static ServiceCase served(Severity severity, List<CaseEvent> later, int kind) {
        List<ServiceLevelAgreement> agreements = kind == 1 ? List.of(HELD, BESIDE) : List.of(HELD);
        List<CaseEvent> events = new ArrayList<>(List.of(CaseEvent.opened("INC-1", OPENED, severity)));
        later.stream().sorted(Comparator.comparing(CaseEvent::at)).forEach(events::add);
        ServiceCase served = ServiceCase.replay(agreements, events);
        if (kind == 2) { // as a desk records them, one by one
            served = ServiceCase.open(HELD, events.get(0));
            for (CaseEvent event : events.subList(1, events.size())) {
                served = served.apply(event);
            }
        }
        Instant next = OPENED.plus(Duration.ofHours(20));
        return switch (kind) {
            case 3 -> served.move(next, agreement("desk", "8h", Reopening.CONTINUE, false), Retargeting.CARRY_ELAPSED);
            case 4 -> served.without(Exclusions.of(OUTAGE));
            default -> served;
        };
    }
}
