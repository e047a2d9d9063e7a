package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.clock.ClockReading;

/**
 * What a web page shows of a case at an instant: plain strings, numbers and lists, which any library turns into JSON.
 *
 * <pre>{@code
 * CaseView show(String id) { // what a controller returns
 *     return CaseView.of(cases.get(id), clock.instant());
 * }
 * }</pre>
 *
 * <p>A {@link ServiceCase} itself has no such form: a library that looks for its properties finds next to none.
 *
 * <p>Immutable and thread-safe.
 *
 * @param caseId the case
 * @param at when it was looked at, such as {@code 2026-01-05T10:00:00Z}
 * @param openedAt when it was opened
 * @param severity how severe it is, such as {@code 2 High}
 * @param team the team that has it, empty if no event said
 * @param holder the {@linkplain Holder#key key} of who has it
 * @param holderName who has it, as the first agreement calls them
 * @param waits what it waits for, such as {@code awaiting user info (customer)}
 * @param isFinished whether it is closed or cancelled
 * @param clocks each clock, by agreement and in the order of the policy's targets
 */
public record CaseView(
        String caseId,
        String at,
        String openedAt,
        String severity,
        String team,
        String holder,
        String holderName,
        List<String> waits,
        boolean isFinished,
        List<Clock> clocks) {
    /** Shown for an infinite share: time used of a limit of zero. */
    private static final double MOST = 1e9;

    /** Copies the lists. */
    public CaseView {
        waits = List.copyOf(waits);
        clocks = List.copyOf(clocks);
    }

    /**
     * What a page shows of a clock.
     *
     * @param agreement the id of the agreement
     * @param metric the name of what is measured
     * @param phase what the clock is doing, such as {@code PAUSED}
     * @param verdict how the target stands, such as {@code PENDING}
     * @param limitSeconds the most that may be used, in whole seconds of the target's calendar
     * @param elapsedSeconds the time used
     * @param remainingSeconds the time left, negative after the breach
     * @param fractionUsed the time used as a share of the limit, at most 1,000,000,000
     * @param due when the limit is used up; empty while the clock is paused before that
     * @param dueIfResumed when it would be, if the clock ran on from now; empty if the calendar has too little open time
     * @param breachesAt the instant after which the promise is broken; empty like {@code due}, and if it was kept
     */
    public record Clock(
            String agreement,
            String metric,
            String phase,
            String verdict,
            long limitSeconds,
            long elapsedSeconds,
            long remainingSeconds,
            double fractionUsed,
            String due,
            String dueIfResumed,
            String breachesAt) {

        private static Clock of(String agreement, String metric, ClockReading reading) {
            return new Clock(
                    agreement,
                    metric,
                    reading.phase().name(),
                    reading.verdict().name(),
                    reading.limit().toSeconds(),
                    reading.elapsed().toSeconds(),
                    seconds(reading.remaining()),
                    Math.min(reading.fractionUsed(), MOST),
                    text(reading.due()),
                    text(reading.dueIfResumed()),
                    text(reading.breachesAt()));
        }

        /** Rounded towards zero, as the other times are. */
        private static long seconds(Duration time) {
            return time.isNegative() ? -time.negated().toSeconds() : time.toSeconds();
        }

        private static String text(Optional<Instant> at) {
            return at.map(Instant::toString).orElse("");
        }
    }

    /**
     * Looks at a case.
     *
     * @param incident the case
     * @param now when to look, at or after its last event
     * @return what a page shows of it
     * @throws IllegalArgumentException if {@code now} is before a clock started
     * @throws java.time.DateTimeException if {@code now} is outside the years of a calendar of an agreement
     */
    public static CaseView of(ServiceCase incident, Instant now) {
        List<Clock> clocks = new ArrayList<>();
        for (ServiceLevelAgreement agreement : incident.agreements()) {
            incident.clocks(agreement.id())
                    .forEach(
                            (metric, clock) -> clocks.add(Clock.of(agreement.id(), metric.name(), clock.reading(now))));
        }
        return new CaseView(
                incident.id(),
                now.toString(),
                incident.openedAt().toString(),
                incident.severity().toString(),
                incident.team(),
                incident.holder().key(),
                incident.holder().name(incident.agreement().provider().name()),
                incident.waits().stream().map(PauseReason::toString).toList(),
                incident.isClosed(),
                clocks);
    }
}
