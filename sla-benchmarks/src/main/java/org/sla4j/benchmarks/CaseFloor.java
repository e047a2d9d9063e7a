package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sla4j.agreement.EventType;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;

/**
 * The least that judging a case can cost: a loop written by hand over numbers in arrays, for one agreement of two metrics and the waits
 * of one party. It gives the time used, the time held and the verdicts by the same look-ups in the calendar as the library, and
 * nothing else: no names, no order, no corrections.
 */
final class CaseFloor {
    /** Where the answers are. */
    static final int RESPONSE = 0;

    static final int RESPONSE_MISSED = 1;
    static final int RESOLUTION = 2;
    static final int RESOLUTION_MISSED = 3;
    static final int HELD = 4;
    static final int HELD_WALL = 5;
    static final int ANSWERS = 6;

    private static final int OPENED = 0;
    private static final int RESPONDED = 1;
    private static final int WAITING = 2;
    private static final int RESUMED = 3;
    private static final int RESOLVED = 4;

    private final BusinessCalendar calendar;
    private final long responseLimit;
    private final long resolutionLimit;

    CaseFloor(BusinessCalendar calendar, Duration responseLimit, Duration resolutionLimit) {
        this.calendar = calendar;
        this.responseLimit = responseLimit.toNanos();
        this.resolutionLimit = resolutionLimit.toNanos();
    }

    static long[] instants(List<CaseEvent> events) {
        return events.stream().mapToLong(event -> nanos(event.at())).toArray();
    }

    static byte[] kinds(List<CaseEvent> events) {
        byte[] kinds = new byte[events.size()];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = kind(events.get(i).type());
        }
        return kinds;
    }

    private static byte kind(EventType type) {
        List<EventType> known = List.of(
                EventType.OPENED, EventType.RESPONDED, EventType.WAITING, EventType.RESUMED, EventType.RESOLVED);
        return (byte) known.indexOf(type);
    }

    static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    /** Judges a case as of an instant. */
    void judge(long[] at, byte[] kinds, long now, long[] answers) {
        long response = 0;
        long resolution = 0;
        long held = 0;
        long heldWall = 0;
        long since = 0;
        boolean isAnswered = false;
        boolean isWaiting = false;
        boolean isResolved = false;
        for (int i = 0; i < at.length; i++) {
            long then = at[i];
            switch (kinds[i]) {
                case OPENED -> since = then;
                case RESPONDED -> {
                    if (!isAnswered) {
                        // Until the first answer nothing waits in these cases, so that both clocks count the same.
                        response = resolution + calendar.elapsedNanos(since, then);
                        isAnswered = true;
                    }
                }
                case WAITING -> {
                    resolution += calendar.elapsedNanos(since, then);
                    isWaiting = true;
                    since = then;
                }
                case RESUMED -> {
                    held += calendar.elapsedNanos(since, then);
                    heldWall += then - since;
                    isWaiting = false;
                    since = then;
                }
                case RESOLVED -> {
                    resolution += calendar.elapsedNanos(since, then);
                    isResolved = true;
                }
                default -> throw new IllegalArgumentException("The floor knows no event " + kinds[i] + ".");
            }
        }
        if (!isResolved && isWaiting) {
            held += calendar.elapsedNanos(since, now);
            heldWall += now - since;
        } else if (!isResolved) {
            resolution += calendar.elapsedNanos(since, now);
        }
        answers[RESPONSE] = response;
        answers[RESPONSE_MISSED] = response > responseLimit ? 1 : 0;
        answers[RESOLUTION] = resolution;
        answers[RESOLUTION_MISSED] = resolution > resolutionLimit ? 1 : 0;
        answers[HELD] = held;
        answers[HELD_WALL] = heldWall;
    }
}
