package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sla4j.agreement.EventType;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;

/**
 * The least that judging a case can cost: a loop written by hand over numbers in arrays, for one agreement of two metrics and the waits
 * of one party. It gives what an outcome says, by the same look-ups in the calendar as the library: time used, verdict and breach of
 * either clock, the time held by party, the waits and how each ended, and the share of the limit used at each change of holder. There
 * is nothing else: no names, no order, no corrections, and no wait before the first response.
 */
final class CaseFloor {
    private static final int OPENED = 0;
    private static final int RESPONDED = 1;
    private static final int WAITING = 2;
    private static final int RESUMED = 3;
    private static final int RESOLVED = 4;
    private static final double SECOND = 1e9;
    /** A pause is just in time if at most one part in this many of the limit is left. */
    private static final int JUST_IN_TIME = 10;

    static final long NEVER = Long.MIN_VALUE;

    private final BusinessCalendar calendar;
    private final long responseLimit;
    private final long resolutionLimit;

    CaseFloor(BusinessCalendar calendar, Duration responseLimit, Duration resolutionLimit) {
        this.calendar = calendar;
        this.responseLimit = responseLimit.toNanos();
        this.resolutionLimit = resolutionLimit.toNanos();
    }

    /** What is said of a case; used again for the next. */
    static final class Answers {
        long response;
        boolean isResponseMissed;
        long responseBreach;
        long resolution;
        boolean isResolutionMissed;
        long resolutionBreach;
        /** The time for which the party had the case. */
        long held;

        long heldWall;
        int pauses;
        int unended;
        boolean isFinishedWhilePaused;
        boolean isJustInTime;
        /** The least time left when a wait ended before the breach; {@link #NEVER} if none did. */
        long leastLeft;

        /** When the holder changed, how much of the limit was used then, and whether the party has had the case since. */
        int stages;

        final long[] stageAt;
        final double[] share;
        final boolean[] isWaiting;
        /** When each wait began and how long it lasted; the last may have no end. */
        int waits;

        final long[] waitAt;
        final long[] age;

        Answers(int events) {
            stageAt = new long[events];
            share = new double[events];
            isWaiting = new boolean[events];
            waitAt = new long[events];
            age = new long[events];
        }

        private void stage(long at, long used, double limit, boolean waits) {
            stageAt[stages] = at;
            share[stages] = used / SECOND / limit;
            isWaiting[stages++] = waits;
        }
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
    void judge(long[] at, byte[] kinds, long now, Answers answers) {
        double limit = resolutionLimit / SECOND;
        long response = NEVER;
        long used = 0;
        long breach = NEVER;
        long held = 0;
        long heldWall = 0;
        long leastLeft = NEVER;
        long since = at[0];
        int waits = 0;
        boolean isWaiting = false;
        boolean isResolved = false;
        boolean isJustInTime = false;
        answers.stages = 0;
        answers.responseBreach = NEVER;
        answers.isFinishedWhilePaused = false;
        for (int i = 0; i < at.length; i++) {
            long then = at[i];
            switch (kinds[i]) {
                case OPENED -> answers.stage(then, 0, limit, false);
                case RESPONDED -> {
                    if (response == NEVER) {
                        // Until the first answer nothing waits in these cases, so that both clocks count the same.
                        response = used + calendar.elapsedNanos(since, then);
                        answers.responseBreach = breach(since, used, response, responseLimit, NEVER);
                    }
                }
                case WAITING -> {
                    long before = used;
                    used += calendar.elapsedNanos(since, then);
                    breach = breach(since, before, used, resolutionLimit, breach);
                    long left = resolutionLimit - used;
                    isJustInTime |= left >= 0 && left <= resolutionLimit / JUST_IN_TIME;
                    isWaiting = true;
                    answers.stage(then, used, limit, true);
                    answers.waitAt[waits] = then;
                    since = then;
                }
                case RESUMED -> {
                    held += calendar.elapsedNanos(since, then);
                    heldWall += then - since;
                    answers.age[waits++] = then - since;
                    long left = resolutionLimit - used;
                    leastLeft = left >= 0 && (leastLeft == NEVER || left < leastLeft) ? left : leastLeft;
                    isWaiting = false;
                    answers.stage(then, used, limit, false);
                    since = then;
                }
                case RESOLVED -> {
                    if (isWaiting) {
                        held += calendar.elapsedNanos(since, then);
                        heldWall += then - since;
                        answers.age[waits++] = then - since;
                        answers.isFinishedWhilePaused = true;
                    } else {
                        long before = used;
                        used += calendar.elapsedNanos(since, then);
                        breach = breach(since, before, used, resolutionLimit, breach);
                    }
                    isResolved = true;
                }
                default -> throw new IllegalArgumentException("The floor knows no event " + kinds[i] + ".");
            }
        }
        if (!isResolved && isWaiting) {
            held += calendar.elapsedNanos(since, now);
            heldWall += now - since;
            answers.age[waits++] = now - since;
        } else if (!isResolved) {
            long before = used;
            used += calendar.elapsedNanos(since, now);
            breach = breach(since, before, used, resolutionLimit, breach);
        }
        if (response == NEVER) {
            response = used;
            answers.responseBreach = breach(since, 0, used, responseLimit, NEVER);
        }
        answers.response = response;
        answers.isResponseMissed = response > responseLimit;
        answers.resolution = used;
        answers.isResolutionMissed = used > resolutionLimit;
        answers.resolutionBreach = breach;
        answers.held = held;
        answers.heldWall = heldWall;
        answers.pauses = waits;
        answers.unended = isWaiting ? 1 : 0;
        answers.isJustInTime = isJustInTime;
        answers.leastLeft = leastLeft;
        answers.waits = waits;
    }

    /** When a limit was exceeded, if it was in an interval that began with some time used. */
    private long breach(long since, long before, long used, long limit, long known) {
        return used <= limit || known != NEVER
                ? known
                : nanos(calendar.nextOpening(instant(calendar.plusNanos(since, limit - before)))
                        .orElseThrow());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L);
    }
}
