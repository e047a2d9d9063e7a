package org.sla4j.clock;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;

/** Random clocks: whole-minute histories over calendars of several shapes, zones and weeks with a change of the clocks. */
final class Histories {
    static final List<PauseReason> REASONS = List.of(
            PauseReason.of("awaiting user info", "customer"),
            PauseReason.of("awaiting approval", "customer"),
            PauseReason.of("awaiting parts", "vendor"));

    private static final List<Reopening> REOPENINGS = List.of(Reopening.values());
    private static final List<Retargeting> RETARGETINGS = List.of(Retargeting.values());
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe");
    private static final List<String> WEEKS = List.of(
            "Mon-Fri 09:00-17:00",
            "Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00",
            "Mon-Fri 22:00-06:00",
            "Mon-Sun 00:00-24:00",
            "Sat-Sun 01:30-04:00; Wed 08:00-20:00",
            "Mon-Sun 18:00-02:30");
    private static final List<String> LIMITS =
            List.of("0s", "15m", "4h", "8h", "12h30m", "3h wall", "20h wall", "1bd", "2bd end-of-day");
    private static final List<LocalDate> DAYS =
            List.of(LocalDate.of(2026, 1, 8), LocalDate.of(2026, 3, 27), LocalDate.of(2026, 10, 23));

    /** What one clock went through: the transitions it accepted, in order of time, no two at one instant. */
    record History(List<Transition> transitions, SlaClock clock) {
        Instant start() {
            return transitions.get(0).at();
        }

        Instant end() {
            return transitions.get(transitions.size() - 1).at();
        }

        boolean hasRetargeting(Retargeting rule) {
            return transitions.stream()
                    .anyMatch(done -> done instanceof Transition.Retargeted changed && changed.rule() == rule);
        }

        BusinessCalendar[] calendars() {
            Stream<Target> targets = transitions.stream().flatMap(done -> {
                if (done instanceof Transition.Started started) {
                    return Stream.of(started.target());
                }
                return done instanceof Transition.Retargeted changed ? Stream.of(changed.target()) : Stream.empty();
            });
            return targets.map(Target::calendar).toArray(BusinessCalendar[]::new);
        }

        @Override
        public String toString() {
            StringBuilder out = new StringBuilder();
            transitions.forEach(done -> out.append("\n  ").append(done));
            return out.toString();
        }
    }

    private record Step(int minutes, int action, int reason, Target target, int rule) {}

    private Histories() {}

    /** Applies a transition by way of the clock's public methods. */
    static SlaClock apply(SlaClock clock, Transition done) {
        if (done instanceof Transition.Paused paused) {
            return clock.pause(paused.at(), paused.reason());
        } else if (done instanceof Transition.Resumed resumed) {
            PauseReason reason = resumed.reason();
            return reason == null ? clock.resume(resumed.at()) : clock.resume(resumed.at(), reason);
        } else if (done instanceof Transition.Stopped) {
            return clock.stop(done.at());
        } else if (done instanceof Transition.Reopened reopened) {
            return clock.reopen(reopened.at(), reopened.rule());
        } else if (done instanceof Transition.Retargeted changed) {
            return changed.finishedToo()
                    ? clock.retargetFinished(changed.at(), changed.target(), changed.rule())
                    : clock.retarget(changed.at(), changed.target(), changed.rule());
        } else if (done instanceof Transition.Untargeted lost) {
            return clock.untarget(lost.at(), lost.rule());
        } else if (done instanceof Transition.Agreed agreed) {
            return agreed.limit() == null
                    ? clock.agree(agreed.at(), Objects.requireNonNull(agreed.due()), agreed.by(), agreed.why())
                    : clock.agree(agreed.at(), agreed.limit(), agreed.by(), agreed.why());
        } else if (done instanceof Transition.Cancelled) {
            return clock.cancel(done.at());
        } else if (done instanceof Transition.Suspended) {
            return clock.suspend(done.at());
        } else if (done instanceof Transition.Released) {
            return clock.release(done.at());
        } else if (done instanceof Transition.Restarted) {
            return clock.restart(done.at());
        } else if (done instanceof Transition.NextCycle next) {
            return next.fromDue() ? clock.nextCycleFromDue(next.at()) : clock.nextCycle(next.at());
        }
        throw new IllegalArgumentException("Not an event of a started clock: " + done);
    }

    static SlaClock replay(List<Transition> inOrder) {
        Transition.Started start = (Transition.Started) inOrder.get(0);
        SlaClock clock = SlaClock.start(start.at(), start.target());
        for (Transition done : inOrder.subList(1, inOrder.size())) {
            clock = apply(clock, done);
        }
        return clock;
    }

    static Arbitrary<Target> targets() {
        return Combinators.combine(
                        Arbitraries.of(ZONES),
                        Arbitraries.of(WEEKS),
                        Arbitraries.of(LIMITS),
                        Arbitraries.of(
                                PauseRule.any(),
                                PauseRule.any(),
                                PauseRule.never(),
                                PauseRule.parties(Set.of(Party.of("customer"))),
                                PauseRule.reasons(Set.of("awaiting parts"))),
                        Arbitraries.of(DAYS))
                .as((zone, week, limit, pauses, holiday) -> Target.of(
                                limit,
                                BusinessCalendar.builder(zone + " " + week + " " + holiday)
                                        .zone(ZoneId.of(zone))
                                        .hours(WeeklyHours.parse(week))
                                        .holidays(HolidayCalendar.on(holiday.with(DayOfWeek.MONDAY), "a holiday"))
                                        .build(),
                                0.9)
                        .withPauseRule(pauses));
    }

    /** Histories of all kinds of events. */
    static Arbitrary<History> any() {
        return of(23);
    }

    /** Histories of all kinds of events, with targets that are lost, limits that are agreed by hand and rhythms that are kept. */
    static Arbitrary<History> ofEverything() {
        return of(36);
    }

    /** Histories of waits, stops and reopenings that continue or count the gap. */
    static Arbitrary<History> ofWaitsAndStops() {
        return of(14);
    }

    private static Arbitrary<History> of(int actions) {
        Arbitrary<Instant> starts = Combinators.combine(
                        Arbitraries.of(DAYS), Arbitraries.integers().between(0, 3 * 1440))
                .as((day, minute) ->
                        day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofMinutes(minute)));
        Arbitrary<Step> steps = Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(1, 90),
                                Arbitraries.integers().between(1, 1000)),
                        Arbitraries.integers().between(0, actions - 1),
                        Arbitraries.integers().between(0, REASONS.size() - 1),
                        targets(),
                        Arbitraries.integers().between(0, 5))
                .as(Step::new);
        return Combinators.combine(targets(), starts, steps.list().ofMaxSize(9)).as(Histories::history);
    }

    private static History history(Target target, Instant start, List<Step> steps) {
        SlaClock clock = SlaClock.start(start, target);
        List<Transition> accepted = new ArrayList<>();
        accepted.add(new Transition.Started(start, target));
        Instant at = start;
        for (Step step : steps) {
            at = at.plus(Duration.ofMinutes(step.minutes()));
            Transition done = transition(step, at);
            try {
                clock = apply(clock, done);
                accepted.add(done);
            } catch (IllegalStateException refused) {
                // Not every random event can be true; the clock is what it was.
                accepted.remove(done);
            }
        }
        return new History(List.copyOf(accepted), clock);
    }

    private static Transition transition(Step step, Instant at) {
        PauseReason reason = REASONS.get(step.reason());
        int action = step.action();
        if (action < 5) {
            return new Transition.Paused(at, reason);
        } else if (action < 8) {
            return new Transition.Resumed(at, reason);
        } else if (action < 10) {
            return new Transition.Resumed(at, null);
        } else if (action < 12) {
            return new Transition.Stopped(at);
        } else if (action < 14) {
            return new Transition.Reopened(at, step.rule() < 2 ? Reopening.COUNT_GAP : Reopening.CONTINUE);
        } else if (action < 16) {
            return new Transition.Reopened(at, REOPENINGS.get(step.rule() % REOPENINGS.size()));
        } else if (action < 20) {
            return new Transition.Retargeted(at, step.target(), RETARGETINGS.get(step.rule()), false);
        }
        if (action < 23) {
            return rare(step, at);
        } else if (action < 26) {
            return new Transition.Untargeted(at, RETARGETINGS.get(step.rule()));
        } else if (action < 29) {
            return new Transition.Retargeted(at, step.target(), RETARGETINGS.get(step.rule()), action < 28);
        } else if (action < 31) {
            return step.rule() % 2 == 0
                    ? new Transition.Agreed(at, step.target().limit(), null, "Ada", "asked for")
                    : new Transition.Agreed(at, null, at.plus(Duration.ofHours(7L * step.rule())), "Ada", "asked for");
        } else if (action < 35) {
            return new Transition.NextCycle(at, true);
        }
        return new Transition.Cancelled(at);
    }

    private static Transition rare(Step step, Instant at) {
        return switch (step.rule()) {
            case 0, 1 -> new Transition.Suspended(at);
            case 2 -> new Transition.Released(at);
            case 3 -> new Transition.Restarted(at);
            case 4 -> new Transition.NextCycle(at, false);
            default -> new Transition.Cancelled(at);
        };
    }

    /** A history and an instant at most three days after its end, in whole minutes. */
    static Arbitrary<Tuple.Tuple2<History, Instant>> read(Arbitrary<History> histories) {
        return histories.flatMap(history -> Arbitraries.longs()
                .between(0, Duration.between(history.start(), history.end()).toMinutes() + 3 * 1440)
                .map(minutes -> Tuple.of(history, history.start().plus(Duration.ofMinutes(minutes)))));
    }
}
