package org.sla4j.clock;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.document.AgreementDefinition.TargetDefinition;
import org.sla4j.calendar.BusinessCalendar;

/**
 * A clock written down as strings, numbers and lists, to be kept in a database, a file or the state of a stream.
 *
 * <p>It holds what was done to the clock, and its targets, of whose calendars it keeps the names; what the clock shows follows.
 * Give a calendar whose hours change a new name, or clocks kept under the old one are counted anew. A clock of a case needs no
 * record of its own: {@code CaseRecord} holds the events of the case.
 *
 * <p>Any binder that can fill records does it without help (Jackson); parts left out may be {@code null} and become empty.
 *
 * <pre>{@code
 * String json = mapper.writeValueAsString(ClockRecord.of(clock));
 * SlaClock again = mapper.readValue(json, ClockRecord.class).toClock(berlin);   // again.equals(clock)
 * }</pre>
 *
 * <p>A newer form than {@link #FORMAT} is refused when the clock is made, in words that name both. A binder that complains of
 * fields it does not know would come first: let it pass over them (Jackson 3 does; Jackson 2 without {@code
 * FAIL_ON_UNKNOWN_PROPERTIES}).
 *
 * <p>Immutable and thread-safe.
 *
 * @param format the version of this form, {@link #FORMAT} when written by this release
 * @param targets what the clock was measured against, in the order in which each came first
 * @param events what was done to it in order of time, the start first
 */
public record ClockRecord(int format, List<TargetDefinition> targets, List<Event> events) {
    /** The version of the form that this release writes; it reads this one and all before. */
    public static final int FORMAT = 1;

    private static final String STARTED = "started";
    private static final String PAUSED = "paused";
    private static final String RESUMED = "resumed";
    private static final String SUSPENDED = "suspended";
    private static final String RELEASED = "released";
    private static final String STOPPED = "stopped";
    private static final String REOPENED = "reopened";
    private static final String RESTARTED = "restarted";
    private static final String NEW_CYCLE = "new cycle";
    private static final String RETARGETED = "retargeted";
    private static final String CANCELLED = "cancelled";

    /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
    public ClockRecord {
        targets = list(targets);
        events = list(events);
    }

    /**
     * Something that was done to the clock.
     *
     * @param at when, such as {@code 2026-01-05T10:00:00Z}
     * @param type {@code started}, {@code paused}, {@code resumed}, {@code suspended}, {@code released}, {@code stopped}, {@code
     *     reopened}, {@code restarted}, {@code new cycle}, {@code retargeted} or {@code cancelled}
     * @param reason the name of the pause reason; empty if there is none, as at the end of all waits
     * @param party who has to act for that reason; empty if there is none
     * @param rule the {@link Reopening} or {@link Retargeting}, by name; empty if there is none
     * @param target which of the targets holds from then on, 1 for the first; 0 if the event brings none
     */
    public record Event(String at, String type, String reason, String party, String rule, Integer target) {
        /** Replaces parts that a binder left {@code null} by empty ones or 0. */
        public Event {
            at = text(at);
            type = text(type);
            reason = text(reason);
            party = text(party);
            rule = text(rule);
            target = target == null ? 0 : target;
        }
    }

    // Binders hand over null for what a document leaves out, although no caller in Java should.
    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    /**
     * Writes a clock down.
     *
     * @param clock the clock
     * @return a record that {@link #toClock} turns into an equal clock, given its calendars
     * @throws IllegalArgumentException if two different calendars of its targets have one name
     */
    public static ClockRecord of(SlaClock clock) {
        List<Target> targets = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (Transition done : clock.transitions()) {
            events.add(written(done, targets));
        }
        ClockRecord record = new ClockRecord(
                FORMAT, targets.stream().map(TargetDefinition::of).toList(), events);
        Set<BusinessCalendar> calendars = new LinkedHashSet<>();
        targets.forEach(target -> calendars.add(target.calendar()));
        // Refuses two calendars of one name, which could not be told apart.
        record.targets.forEach(target -> target.toTarget(calendars.toArray(BusinessCalendar[]::new)));
        return record;
    }

    private static Event written(Transition done, List<Target> targets) {
        if (done instanceof Transition.Started started) {
            return event(done, STARTED, "", place(started.target(), targets));
        } else if (done instanceof Transition.Paused paused) {
            return event(done, PAUSED, paused.reason());
        } else if (done instanceof Transition.Resumed resumed) {
            PauseReason reason = resumed.reason();
            return reason == null ? event(done, RESUMED, "", 0) : event(done, RESUMED, reason);
        } else if (done instanceof Transition.Suspended) {
            return event(done, SUSPENDED, "", 0);
        } else if (done instanceof Transition.Released) {
            return event(done, RELEASED, "", 0);
        } else if (done instanceof Transition.Stopped) {
            return event(done, STOPPED, "", 0);
        } else if (done instanceof Transition.Reopened reopened) {
            return event(done, REOPENED, reopened.rule().name(), 0);
        } else if (done instanceof Transition.Restarted) {
            return event(done, RESTARTED, "", 0);
        } else if (done instanceof Transition.NextCycle) {
            return event(done, NEW_CYCLE, "", 0);
        } else if (done instanceof Transition.Retargeted changed) {
            return event(done, RETARGETED, changed.rule().name(), place(changed.target(), targets));
        }
        return event(done, CANCELLED, "", 0);
    }

    private static Event event(Transition done, String type, String rule, int target) {
        return new Event(done.at().toString(), type, "", "", rule, target);
    }

    private static Event event(Transition done, String type, PauseReason reason) {
        return new Event(
                done.at().toString(), type, reason.name(), reason.party().name(), "", 0);
    }

    private static int place(Target target, List<Target> targets) {
        if (!targets.contains(target)) {
            targets.add(target);
        }
        return targets.indexOf(target) + 1;
    }

    /**
     * Makes the clock again.
     *
     * @param calendars the calendars of its targets, by name; {@code 24x7} is always there, and more do no harm
     * @return the clock
     * @throws IllegalArgumentException if the record is of a newer form than {@link #FORMAT}, a calendar is missing, a target
     *     cannot be read, or an event is not one of a clock
     * @throws IllegalStateException if the events contradict each other, such as two stops in a row
     * @throws IllegalArgumentException if an instant cannot be read
     * @throws DateTimeException if an instant is outside the years of a calendar
     */
    public SlaClock toClock(BusinessCalendar... calendars) {
        if (format < 1 || format > FORMAT) {
            throw new IllegalArgumentException("The record of a clock is of form " + format
                    + ", but this release of sla4j reads forms 1 to " + FORMAT
                    + (format > FORMAT ? "; read it with the release that wrote it, or a later one." : "."));
        }
        if (events.isEmpty() || !events.get(0).type().equals(STARTED)) {
            throw new IllegalArgumentException("The record of a clock begins with the event \"started\", but was: "
                    + (events.isEmpty() ? "empty" : events.get(0)) + ".");
        }
        List<Target> known =
                targets.stream().map(target -> target.toTarget(calendars)).toList();
        Event start = events.get(0);
        SlaClock clock = SlaClock.start(instant(start.at()), target(start, known));
        for (Event event : events.subList(1, events.size())) {
            clock = applied(clock, event, known);
        }
        return clock;
    }

    private static SlaClock applied(SlaClock clock, Event event, List<Target> targets) {
        Instant at = instant(event.at());
        return switch (event.type()) {
            case PAUSED -> clock.pause(at, PauseReason.of(event.reason(), event.party()));
            case RESUMED ->
                event.reason().isEmpty()
                        ? clock.resume(at)
                        : clock.resume(at, PauseReason.of(event.reason(), event.party()));
            case SUSPENDED -> clock.suspend(at);
            case RELEASED -> clock.release(at);
            case STOPPED -> clock.stop(at);
            case REOPENED -> clock.reopen(at, choice(Reopening.class, event));
            case RESTARTED -> clock.restart(at);
            case NEW_CYCLE -> clock.nextCycle(at);
            case RETARGETED -> clock.retarget(at, target(event, targets), choice(Retargeting.class, event));
            case CANCELLED -> clock.cancel(at);
            default ->
                throw new IllegalArgumentException("\"" + event.type()
                        + "\" is not an event of a started clock; use "
                        + String.join(
                                ", ",
                                PAUSED,
                                RESUMED,
                                SUSPENDED,
                                RELEASED,
                                STOPPED,
                                REOPENED,
                                RESTARTED,
                                NEW_CYCLE,
                                RETARGETED)
                        + " or " + CANCELLED + ".");
        };
    }

    private static Target target(Event event, List<Target> targets) {
        if (event.target() < 1 || event.target() > targets.size()) {
            throw new IllegalArgumentException("There is no target " + event.target() + " among the " + targets.size()
                    + " of the record, for: " + event + ".");
        }
        return targets.get(event.target() - 1);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, Event event) {
        return Arrays.stream(type.getEnumConstants())
                .filter(rule -> rule.name().equals(event.rule()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + event.rule() + "\" is none of "
                        + Arrays.toString(type.getEnumConstants()) + ", for: " + event + "."));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an instant; use one in UTC such as 2026-01-05T10:00:00Z.", e);
        }
    }
}
