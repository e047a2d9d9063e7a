package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Phase;

/** Marks against reading every clock of every case and sorting. */
class UrgencyProperties {
    private static final List<Severity> SEVERITIES = List.of(Severity.CRITICAL, Severity.HIGH, Severity.LOW);

    /** Clocks of one case by one calendar or by two, and some cases at one time with as much left. */
    private static final ServiceLevelAgreement AGREEMENT = ServiceLevelAgreement.builder("mixed")
            .provider(Party.of("IT"))
            .customer(Party.of("Sales"))
            .policy(SeverityPolicy.builder("critical")
                    .severity(Severity.CRITICAL)
                    .target(Metric.FIRST_RESPONSE, Target.of("3h", Desk.OFFICE, 1))
                    .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 1))
                    .build())
            .policy(SeverityPolicy.builder("high")
                    .severity(Severity.HIGH)
                    .target(Metric.FIRST_RESPONSE, Target.of("2h", Desk.OFFICE, 1))
                    .target(Metric.RESOLUTION, Target.of("4h", Desk.OFFICE, 1))
                    .build())
            .policy(SeverityPolicy.builder("low")
                    .target(Metric.RESOLUTION, Target.of("4h wall", Desk.OFFICE, 1))
                    .build())
            .build();

    /** What becomes of the case of a number: it is opened some hours after nine, answered, held, or goes. */
    record Step(int number, int severity, int hour, int then) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 5))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property
    void theLeastMarksAreThoseOfTheMostUrgentCases(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(max = 40) int n,
            @ForAll @IntRange(min = 62, max = 200) int now) {
        Urgency urgency = new Urgency();
        CaseTable cases = new CaseTable();
        Map<String, ServiceCase> known = new TreeMap<>();
        for (Step step : steps) {
            CaseWatch watch = watch(step);
            int former = cases.remove(watch.caseId());
            if (former >= 0) {
                urgency.forget(former);
                known.remove(watch.caseId());
            }
            if (step.then() < 5) {
                urgency.mark(cases.put(watch), watch.serviceCase(), watch.told());
                known.put(watch.caseId(), watch.serviceCase());
            }
        }
        Instant when = Desk.hours(now);

        assertThat(Urgency.first(n, urgency.least(n, Times.nanos(when), cases)))
                .isEqualTo(known.values().stream()
                        .filter(UrgencyProperties::runs)
                        .sorted(SlaMonitor.mostUrgentFirst(when))
                        .limit(n)
                        .toList());
    }

    private static boolean runs(ServiceCase subject) {
        return subject.clocks().values().stream().anyMatch(clock -> clock.phase() == Phase.RUNNING);
    }

    private static CaseWatch watch(Step step) {
        String id = "INC-" + step.number();
        Instant opened = Desk.hours(step.hour());
        Instant later = opened.plus(Duration.ofHours(1));
        CaseWatch watch = CaseWatch.open(
                        AGREEMENT, CaseEvent.opened(id, opened, SEVERITIES.get(step.severity())), opened)
                .watch();
        return switch (step.then()) {
            case 0 -> watch.record(CaseEvent.responded(id, later), later).watch();
            case 1 ->
                watch.record(CaseEvent.waiting(id, later, Desk.CUSTOMER), later).watch();
            case 2 -> watch.until(later).watch();
            default -> watch;
        };
    }
}
