package org.sla4j.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Retargeting.FirstPromise;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;

/**
 * Cases whose target, policy or agreement goes and comes back while they run, wait, are finished, reopened, cancelled and taken up
 * again: their clocks do what the tables of {@link Retargeting} and {@link Reopening} say, by every pair of rules.
 */
class CasesByTheTableProperties {
    private static final Instant OPENED = Instant.parse("2026-01-05T08:00:00Z");
    private static final PauseReason CUSTOMER = PauseReason.of("question", "customer");
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("Office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final Target CRITICAL = Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9);
    private static final Target HIGH = Target.of("1bd", OFFICE, 0.9);

    /** What may happen to a case; the last two take its agreement away, and give it back. */
    private enum Action {
        CRITICAL,
        HIGH,
        MODERATE,
        LOW,
        WAIT,
        RESUME,
        RESOLVE,
        REOPEN,
        CLOSE,
        CANCEL,
        MOVE_AWAY,
        MOVE_BACK
    }

    private record Step(int minutes, Action action) {}

    private static ServiceLevelAgreement agreement(
            String version, Retargeting rule, Reopening reopening, boolean finishedToo) {
        ServiceLevelAgreement.Builder agreement = ServiceLevelAgreement.builder("desk")
                .version(version)
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"));
        if (version.equals("1")) {
            agreement.policy(policy("critical", rule, reopening, finishedToo)
                    .severity(Severity.CRITICAL)
                    .target(Metric.RESOLUTION, CRITICAL)
                    .build());
            agreement.policy(policy("high", rule, reopening, finishedToo)
                    .severity(Severity.HIGH)
                    .target(Metric.RESOLUTION, HIGH)
                    .build());
            // A policy without a target for the metric.
            agreement.policy(policy("moderate", rule, reopening, finishedToo)
                    .severity(Severity.MODERATE)
                    .target(Metric.FIRST_RESPONSE, CRITICAL)
                    .build());
        } else {
            agreement.policy(policy("other", rule, reopening, finishedToo)
                    .attribute("nobody", "has it")
                    .target(Metric.RESOLUTION, CRITICAL)
                    .build());
        }
        return agreement.build();
    }

    private static SeverityPolicy.Builder policy(
            String name, Retargeting rule, Reopening reopening, boolean finishedToo) {
        SeverityPolicy.Builder policy =
                SeverityPolicy.builder(name).retargeting(rule).reopening(reopening);
        return finishedToo ? policy.retargetsFinished() : policy;
    }

    /** A case, and beside it what should have been done to its clock. */
    private static final class Model {
        private final Retargeting rule;
        private final Reopening reopening;
        private final boolean finishedToo;
        private final ServiceLevelAgreement first;
        private final ServiceLevelAgreement second;
        private ServiceCase incident;
        private Instant at = OPENED;
        private Severity severity;
        private boolean away;
        private boolean waits;
        private Action stage = Action.REOPEN;
        /** Everything that a clock would have gone through had there been a target, and that of the real clock. */
        private final List<Transition> events = new ArrayList<>();

        private @Nullable List<Transition> clock;
        private boolean unpromised;

        Model(Retargeting rule, Reopening reopening, boolean finishedToo, Severity severity) {
            this.rule = rule;
            this.reopening = reopening;
            this.finishedToo = finishedToo;
            this.severity = severity;
            first = agreement("1", rule, reopening, finishedToo);
            second = agreement("2", rule, reopening, finishedToo);
            incident = ServiceCase.open(first, CaseEvent.opened("INC-1", OPENED, severity));
            Target target = target();
            if (target != null) {
                clock = new ArrayList<>(List.of(new Transition.Started(OPENED, target)));
            }
        }

        private @Nullable Target target() {
            if (away) {
                return null;
            } else if (severity.equals(Severity.CRITICAL)) {
                return CRITICAL;
            }
            return severity.equals(Severity.HIGH) ? HIGH : null;
        }

        private boolean isFinished() {
            return stage == Action.CLOSE || stage == Action.CANCEL;
        }

        void step(Step step) {
            at = at.plus(Duration.ofMinutes(step.minutes()));
            switch (step.action()) {
                case CRITICAL -> severity(Severity.CRITICAL);
                case HIGH -> severity(Severity.HIGH);
                case MODERATE -> severity(Severity.MODERATE);
                case LOW -> severity(Severity.LOW);
                case WAIT -> {
                    if (stage == Action.REOPEN && !waits) {
                        waits = true;
                        incident = incident.apply(CaseEvent.waiting("INC-1", at, CUSTOMER));
                        done(new Transition.Paused(at, CUSTOMER));
                    }
                }
                case RESUME -> {
                    if (waits) {
                        waits = false;
                        incident = incident.apply(CaseEvent.resumed("INC-1", at, CUSTOMER));
                        done(new Transition.Resumed(at, CUSTOMER));
                    }
                }
                case RESOLVE -> {
                    if (stage == Action.REOPEN) {
                        incident = incident.apply(CaseEvent.resolved("INC-1", at));
                        end(Action.RESOLVE, new Transition.Stopped(at));
                    }
                }
                case CLOSE -> {
                    if (!isFinished()) {
                        boolean resolved = stage == Action.RESOLVE;
                        incident = incident.apply(CaseEvent.closed("INC-1", at));
                        if (resolved) {
                            stage = Action.CLOSE;
                        } else {
                            end(Action.CLOSE, new Transition.Stopped(at));
                        }
                    }
                }
                case CANCEL -> {
                    if (stage == Action.REOPEN) {
                        incident = incident.apply(CaseEvent.cancelled("INC-1", at));
                        end(Action.CANCEL, new Transition.Cancelled(at));
                    }
                }
                case REOPEN -> {
                    if (stage != Action.REOPEN) {
                        stage = Action.REOPEN;
                        incident = incident.apply(CaseEvent.reopened("INC-1", at));
                        reopened();
                    }
                }
                case MOVE_AWAY, MOVE_BACK -> {
                    boolean goes = step.action() == Action.MOVE_AWAY;
                    if (goes != away && !isFinished()) {
                        away = goes;
                        incident = incident.move(at, goes ? second : first, rule);
                        chosen();
                    }
                }
            }
        }

        private void end(Action how, Transition done) {
            stage = how;
            waits = false;
            done(done);
        }

        private void done(Transition done) {
            events.add(done);
            List<Transition> known = clock;
            boolean ends = done instanceof Transition.Stopped || done instanceof Transition.Cancelled;
            // What a frozen clock shows is the case's no longer: resolving or cancelling it again ends nothing.
            if (known != null && (!ends || isOpen(known))) {
                known.add(done);
            }
        }

        private void severity(Severity next) {
            if (!next.equals(severity)) {
                severity = next;
                incident = incident.apply(CaseEvent.severityChanged("INC-1", at, next));
                chosen();
            }
        }

        /** Another target, or none; the first one of all counts from the opening or from the choice. */
        private void chosen() {
            Target target = target();
            List<Transition> known = clock;
            if (known == null) {
                if (target != null) {
                    begin(target);
                }
            } else if (target == null) {
                known.add(new Transition.Untargeted(at, rule));
            } else {
                known.add(new Transition.Retargeted(at, target, rule, finishedToo && !unpromised));
            }
        }

        private void begin(Target target) {
            List<Transition> from = new ArrayList<>(List.of(new Transition.Started(OPENED, target)));
            from.addAll(events);
            boolean open = stage == Action.REOPEN && isOpen(from);
            if (open && rule.firstPromise() == FirstPromise.FROM_CHOICE) {
                from.add(new Transition.Restarted(at));
            }
            unpromised = !open;
            clock = from;
        }

        private static boolean isOpen(List<Transition> transitions) {
            boolean open = true;
            for (Transition done : transitions) {
                if (done instanceof Transition.Stopped || done instanceof Transition.Cancelled) {
                    open = false;
                } else if (done instanceof Transition.Reopened reopened && reopened.rule() != Reopening.FROZEN) {
                    open = true;
                }
            }
            return open;
        }

        private void reopened() {
            List<Transition> known = clock;
            boolean goesOn = reopening != Reopening.FROZEN;
            done(new Transition.Reopened(at, reopening));
            if (known != null && goesOn) {
                unpromised = false;
                Target target = target();
                known.add(
                        target == null
                                ? new Transition.Untargeted(at, rule)
                                : new Transition.Retargeted(at, target, rule, false));
            }
        }
    }

    @Property
    void everyRuleDoesInEveryCaseWhatItsRowOfTheTableSays(
            @ForAll Retargeting rule,
            @ForAll Reopening reopening,
            @ForAll boolean finishedToo,
            @ForAll("severities") Severity severity,
            @ForAll("steps") List<Step> steps) {
        Model model = new Model(rule, reopening, finishedToo, severity);
        for (Step step : steps) {
            model.step(step);
            Instant now = model.at.plus(Duration.ofMinutes(90));
            // What was finished before any promise existed gets no outcome, so its clock does not show.
            List<Transition> expected = model.unpromised ? null : model.clock;
            assertThat(model.incident.outcomes(now)).doesNotContainNull();
            SlaClock found = model.incident.clock(Metric.RESOLUTION).orElse(null);
            if (expected == null || found == null) {
                assertThat(found == null).isEqualTo(expected == null);
                continue;
            }
            TableClock table = TableClock.of(expected, now);
            ClockReading reading = found.reading(now);
            assertThat(reading.phase()).isEqualTo(table.phase());
            assertThat(reading.elapsed()).isEqualTo(table.elapsed());
            assertThat(reading.limit()).isEqualTo(table.limit());
            assertThat(reading.verdict()).isEqualTo(table.verdict());
            assertThat(reading.countingSince()).isEqualTo(table.countingSince());
        }
    }

    @Provide
    Arbitrary<Severity> severities() {
        return Arbitraries.of(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE, Severity.LOW);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.integers().between(1, 500), Arbitraries.of(Action.values()))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
