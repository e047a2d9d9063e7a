package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Warning;
import org.sla4j.clock.SlaClock;

/**
 * An amount of time used at which something about a clock becomes true, once or again and again.
 *
 * @param type what is reported then
 * @param label its name, empty if there is only one; worked out only when it is reported
 * @param used nanoseconds used
 * @param exceeds whether it becomes true only when more than that is used
 * @param every nanoseconds after which it comes true again, the first time that long after {@code used}; 0 for once
 * @param contact whom to notify; empty for nobody in particular
 * @param message what to say, may be empty
 * @param overdue whether it comes after the limit, so that there is a cost to compute
 */
record Threshold(
        SlaEvent.Type type,
        Supplier<String> label,
        long used,
        boolean exceeds,
        long every,
        Optional<Contact> contact,
        String message,
        boolean overdue) {

    /** Whether a metric promises the customer to hear from us again and again, as {@link Metric#PERIODIC_UPDATE} does. */
    private static boolean isOfUpdates(Metric metric) {
        return metric.isRepeating() && metric.restartsOn().contains(EventType.UPDATED);
    }

    /** Returns the thresholds of a clock. */
    static List<Threshold> of(
            ServiceLevelAgreement agreement, Optional<SeverityPolicy> policy, Metric metric, SlaClock clock) {
        long at = Times.nanos(clock.changedAt());
        long limit = clock.elapsedNanos(at) + clock.remainingNanos(at);
        List<Threshold> thresholds = new ArrayList<>();
        for (Warning warning : clock.target().warnings()) {
            long used = usedOf(warning, limit);
            thresholds.add(
                    new Threshold(SlaEvent.Type.WARNING, warning::name, used, false, 0, Optional.empty(), "", false));
        }
        thresholds.add(
                new Threshold(SlaEvent.Type.DUE, Threshold::unnamed, limit, false, 0, Optional.empty(), "", false));
        if (isOfUpdates(metric)) {
            String customer = agreement.customer().name();
            thresholds.add(new Threshold(
                    SlaEvent.Type.CUSTOMER_UPDATE,
                    () -> "due",
                    limit,
                    false,
                    0,
                    Optional.of(Contact.of(customer, "customer")),
                    "",
                    false));
        }
        thresholds.add(
                new Threshold(SlaEvent.Type.BREACH, Threshold::unnamed, limit, true, 0, Optional.empty(), "", true));
        policy.map(agreement::escalationFor)
                .orElse(List.of())
                .forEach(step -> thresholds.add(Escalations.threshold(step, limit)));
        return thresholds;
    }

    /** Whether a clock has reached one of its warnings; {@code at} is any instant at or after its last event. */
    static boolean isWarned(SlaClock clock, long at) {
        long elapsed = clock.elapsedNanos(at);
        long limit = elapsed + clock.remainingNanos(at);
        for (Warning warning : clock.target().warnings()) {
            if (elapsed >= usedOf(warning, limit)) {
                return true;
            }
        }
        return false;
    }

    private static String unnamed() {
        return "";
    }

    private static long usedOf(Warning warning, long limit) {
        return warning.usedOf(Duration.ofNanos(limit)).toNanos();
    }

    /** How often it has become true once a given time is used. */
    long timesReached(long elapsed) {
        if (every > 0) {
            return elapsed <= used ? 0 : (elapsed - used) / every;
        }
        return elapsed > used || (elapsed == used && !exceeds) ? 1 : 0;
    }

    /** How much a clock will have used when it becomes true once more; {@link Times#NEVER} if it does not. */
    long nextUsed(long elapsed) {
        long time = timesReached(elapsed) + 1;
        return time > 1 && every == 0 ? Times.NEVER : used + time * every;
    }

    /** When a running clock will have used a given time, or more than that if that is what counts. */
    long reaches(SlaClock clock, long amount) {
        long at = clock.reachesNanos(amount);
        return exceeds && at != Times.NEVER
                ? clock.target()
                        .countingCalendar()
                        .nextOpening(Times.instant(at))
                        .map(opening -> Times.nanos(opening) + 1)
                        .orElse(Times.NEVER)
                : at;
    }

    /** When it became true for a clock that shows it true by now. */
    long reachedAt(SlaClock clock, long time, long at) {
        Optional<Instant> then = exceeds
                ? clock.reading(Times.instant(at)).breachesAt()
                : clock.reaches(Duration.ofNanos(used + time * every));
        return then.map(Times::nanos).filter(past -> past < at).orElse(at);
    }

    /** Its name, with the number of the time if it comes again. */
    String name(long time) {
        return every == 0 ? label.get() : Escalations.repeat(label.get(), time);
    }

    Instant deliverAt(Instant at) {
        return contact.map(who -> who.reachableFrom(at)).orElse(at);
    }
}
