package org.sla4j.clock;

import static org.sla4j.calendar.Definitions.or;
import static org.sla4j.calendar.Definitions.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.document.AgreementDefinition.TargetDefinition;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.Quoted;

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

    /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
    public ClockRecord {
        targets = list(targets);
        events = list(events);
    }

    /** The types of events, and what each of them needs besides its instant. */
    private enum Type {
        STARTED,
        PAUSED,
        RESUMED,
        SUSPENDED,
        RELEASED,
        STOPPED,
        REOPENED,
        RESTARTED,
        NEW_CYCLE,
        NEW_CYCLE_FROM_DUE,
        RETARGETED,
        RETARGETED_FINISHED,
        UNTARGETED,
        AGREED,
        CANCELLED;

        boolean needs(Part part) {
            return switch (this) {
                case STARTED -> part == Part.TARGET;
                case PAUSED, AGREED -> part == Part.REASON || part == Part.PARTY;
                case REOPENED, UNTARGETED -> part == Part.RULE;
                case RETARGETED, RETARGETED_FINISHED -> part == Part.RULE || part == Part.TARGET;
                case RESUMED, SUSPENDED, RELEASED, STOPPED, RESTARTED, NEW_CYCLE, NEW_CYCLE_FROM_DUE, CANCELLED ->
                    false;
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** What may be given: an end of waits may name one, an agreement has a limit or a due date. */
        boolean takes(Part part) {
            return switch (this) {
                case RESUMED -> part == Part.REASON || part == Part.PARTY;
                case AGREED -> needs(part) || part == Part.LIMIT || part == Part.DUE;
                default -> needs(part);
            };
        }

        static Type of(Event event) {
            return Arrays.stream(values())
                    .filter(type -> type.word().equals(event.type()))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException(Quoted.of(event.type()) + " is not an event of a clock; use "
                                    + Arrays.stream(values()).map(Type::word).collect(Collectors.joining(", ")) + "."));
        }
    }

    private enum Part {
        REASON,
        PARTY,
        RULE,
        TARGET,
        LIMIT,
        DUE;

        boolean isGiven(Event event) {
            return switch (this) {
                case REASON -> !event.reason().isEmpty();
                case PARTY -> !event.party().isEmpty();
                case RULE -> !event.rule().isEmpty();
                case TARGET -> event.target() != 0;
                case LIMIT -> !event.limit().isEmpty();
                case DUE -> !event.due().isEmpty();
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something that was done to the clock. Parts that its type does not use stay empty.
     *
     * @param at when, such as {@code 2026-01-05T10:00:00Z}
     * @param type {@code started}, {@code paused}, {@code resumed}, {@code suspended}, {@code released}, {@code stopped}, {@code
     *     reopened}, {@code restarted}, {@code new cycle}, {@code new cycle from due}, {@code retargeted}, {@code retargeted
     *     finished}, {@code untargeted}, {@code agreed} or {@code cancelled}
     * @param reason the name of the pause reason, empty at the end of all waits; why a limit was agreed by hand
     * @param party who has to act for that reason; who agreed to a limit
     * @param rule the {@link Reopening} or {@link Retargeting}, by name
     * @param target which of the targets holds from then on, 1 for the first; 0 if the event brings none
     * @param limit the limit that was agreed by hand, such as {@code 12h}
     * @param due the due date that was agreed by hand, such as {@code 2026-01-09T16:00:00Z}
     */
    public record Event(
            String at,
            String type,
            String reason,
            String party,
            String rule,
            Integer target,
            String limit,
            String due) {
        /** Replaces parts that a binder left {@code null} by empty ones or 0. */
        public Event {
            at = text(at);
            type = text(type);
            reason = text(reason);
            party = text(party);
            rule = text(rule);
            target = or(target, 0);
            limit = text(limit);
            due = text(due);
        }

        private static Event of(Transition done, Type type) {
            return new Event(done.at().toString(), type.word(), "", "", "", 0, "", "");
        }

        private Event withReason(PauseReason pause) {
            return new Event(at, type, pause.name(), pause.party().name(), rule, target, limit, due);
        }

        private Event withRule(Enum<?> other) {
            return new Event(at, type, reason, party, other.name(), target, limit, due);
        }

        private Event withTarget(int place) {
            return new Event(at, type, reason, party, rule, place, limit, due);
        }
    }

    /** Refuses gaps, since events name targets by their places. */
    private static <T> List<T> list(@Nullable List<T> list) {
        if (list == null) {
            return List.of();
        }
        int gap = new ArrayList<>(list).indexOf(null);
        if (gap >= 0) {
            throw new IllegalArgumentException(
                    "The record of a clock has an empty entry at place " + (gap + 1) + " of a list; leave it out.");
        }
        return List.copyOf(list);
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
            return Event.of(done, Type.STARTED).withTarget(place(started.target(), targets));
        } else if (done instanceof Transition.Paused paused) {
            return Event.of(done, Type.PAUSED).withReason(paused.reason());
        } else if (done instanceof Transition.Resumed resumed) {
            Event event = Event.of(done, Type.RESUMED);
            PauseReason reason = resumed.reason();
            return reason == null ? event : event.withReason(reason);
        } else if (done instanceof Transition.Suspended) {
            return Event.of(done, Type.SUSPENDED);
        } else if (done instanceof Transition.Released) {
            return Event.of(done, Type.RELEASED);
        } else if (done instanceof Transition.Stopped) {
            return Event.of(done, Type.STOPPED);
        } else if (done instanceof Transition.Reopened reopened) {
            return Event.of(done, Type.REOPENED).withRule(reopened.rule());
        } else if (done instanceof Transition.Restarted) {
            return Event.of(done, Type.RESTARTED);
        } else if (done instanceof Transition.NextCycle next) {
            return Event.of(done, next.fromDue() ? Type.NEW_CYCLE_FROM_DUE : Type.NEW_CYCLE);
        } else if (done instanceof Transition.Retargeted changed) {
            return Event.of(done, changed.finishedToo() ? Type.RETARGETED_FINISHED : Type.RETARGETED)
                    .withRule(changed.rule())
                    .withTarget(place(changed.target(), targets));
        } else if (done instanceof Transition.Untargeted lost) {
            return Event.of(done, Type.UNTARGETED).withRule(lost.rule());
        } else if (done instanceof Transition.Agreed agreed) {
            String limit = agreed.limit() == null ? "" : agreed.limit().toString();
            String due = agreed.due() == null ? "" : agreed.due().toString();
            return new Event(done.at().toString(), Type.AGREED.word(), agreed.why(), agreed.by(), "", 0, limit, due);
        }
        return Event.of(done, Type.CANCELLED);
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
        if (events.isEmpty() || !events.get(0).type().equals(Type.STARTED.word())) {
            throw new IllegalArgumentException("The record of a clock begins with the event \"started\", but was: "
                    + (events.isEmpty() ? "empty" : events.get(0)) + ".");
        }
        List<Target> known =
                targets.stream().map(target -> target.toTarget(calendars)).toList();
        Event start = events.get(0);
        checked(start);
        SlaClock clock = SlaClock.start(instant(start.at()), target(start, known));
        for (Event event : events.subList(1, events.size())) {
            clock = applied(clock, event, known);
        }
        return clock;
    }

    private static SlaClock applied(SlaClock clock, Event event, List<Target> targets) {
        Type type = checked(event);
        Instant at = instant(event.at());
        return switch (type) {
            case STARTED ->
                throw new IllegalArgumentException("A clock starts once, but there is another: " + event + ".");
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
            case NEW_CYCLE_FROM_DUE -> clock.nextCycleFromDue(at);
            case RETARGETED -> clock.retarget(at, target(event, targets), choice(Retargeting.class, event));
            case RETARGETED_FINISHED ->
                clock.retargetFinished(at, target(event, targets), choice(Retargeting.class, event));
            case UNTARGETED -> clock.untarget(at, choice(Retargeting.class, event));
            case AGREED ->
                event.due().isEmpty()
                        ? clock.agree(at, BusinessDuration.parse(event.limit()), event.party(), event.reason())
                        : clock.agree(at, instant(event.due()), event.party(), event.reason());
            case CANCELLED -> clock.cancel(at);
        };
    }

    /** The type of an event that has what the type needs and nothing that it would pass over. */
    private static Type checked(Event event) {
        Type type = Type.of(event);
        for (Part part : Part.values()) {
            boolean given = part.isGiven(event);
            if (given && !type.takes(part)) {
                throw new IllegalArgumentException(
                        "The event \"" + type.word() + "\" takes no " + part.word() + ", but was: " + event + ".");
            }
            if (!given && type.needs(part) && part != Part.TARGET && part != Part.RULE) {
                throw new IllegalArgumentException(
                        "The event \"" + type.word() + "\" needs a " + part.word() + ", but was: " + event + ".");
            }
        }
        if (Part.REASON.isGiven(event) != Part.PARTY.isGiven(event)) {
            throw new IllegalArgumentException("A reason and its party come together, but was: " + event + ".");
        }
        if (type == Type.AGREED && Part.LIMIT.isGiven(event) == Part.DUE.isGiven(event)) {
            throw new IllegalArgumentException(
                    "The event \"agreed\" takes either a limit or a due date, but was: " + event + ".");
        }
        return type;
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
                .orElseThrow(() -> new IllegalArgumentException(Quoted.of(event.rule()) + " is none of "
                        + Arrays.toString(type.getEnumConstants()) + ", for: " + event + "."));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not an instant; use one in UTC such as 2026-01-05T10:00:00Z.", e);
        }
    }
}
