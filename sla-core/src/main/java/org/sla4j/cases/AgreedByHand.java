package org.sla4j.cases;

import java.time.Instant;
import java.util.Optional;
import org.sla4j.agreement.Metric;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.Quoted;
import org.sla4j.clock.SlaClock;

/**
 * Another limit or due date for one metric of a case, as somebody agreed to it by hand, and why.
 *
 * <pre>{@code
 * AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("12h"), "Ann Bell", "waits for a part from Japan");
 * AgreedByHand.of(Metric.RESOLUTION, Instant.parse("2026-01-09T16:00:00Z"), "Ann Bell", "not before the move").forAgreement("helpdesk");
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param agreement the id of the agreement whose metric is meant; empty for that of every agreement the case is under
 * @param metric the name of the metric
 * @param limit how much time may be used in all, in the target's calendar; empty if a due date was agreed
 * @param due when it is due, if nothing pauses it meanwhile; empty if a limit was agreed. The time left until then is business time
 *     from the agreement on, so that later waits move it
 * @param by who agreed to it, not blank
 * @param why the reason given, not blank
 */
public record AgreedByHand(
        String agreement,
        String metric,
        Optional<BusinessDuration> limit,
        Optional<Instant> due,
        String by,
        String why) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if there are both a limit and a due date or neither, or a text is blank that must not be
     */
    public AgreedByHand {
        if (limit.isPresent() == due.isPresent()) {
            throw new IllegalArgumentException("Agreed by hand is either a limit or a due date, but given were "
                    + limit.map(Object::toString).orElse("no limit") + " and "
                    + due.map(Instant::toString).orElse("no due date") + ".");
        }
        if (metric.isBlank() || by.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException(
                    "What is agreed by hand says for which metric, who agreed and why, but was metric "
                            + Quoted.of(metric) + ", by " + Quoted.of(by) + ", why " + Quoted.of(why) + ".");
        }
    }

    /**
     * Makes an agreement on a limit.
     *
     * @param metric what is measured
     * @param limit how much time may be used in all
     * @param by who agreed to it, not blank
     * @param why the reason, not blank
     * @return the term, for every agreement that the case is under
     * @throws IllegalArgumentException if a text is blank
     */
    public static AgreedByHand of(Metric metric, BusinessDuration limit, String by, String why) {
        return new AgreedByHand("", metric.name(), Optional.of(limit), Optional.empty(), by, why);
    }

    /**
     * Makes an agreement on a due date.
     *
     * @param metric what is measured
     * @param due when it is due
     * @param by who agreed to it, not blank
     * @param why the reason, not blank
     * @return the term, for every agreement that the case is under
     * @throws IllegalArgumentException if a text is blank
     */
    public static AgreedByHand of(Metric metric, Instant due, String by, String why) {
        return new AgreedByHand("", metric.name(), Optional.empty(), Optional.of(due), by, why);
    }

    /**
     * Returns the same term for one agreement only.
     *
     * @param agreementId its id
     * @return the term
     */
    public AgreedByHand forAgreement(String agreementId) {
        return new AgreedByHand(agreementId, metric, limit, due, by, why);
    }

    boolean isFor(String agreementId, Metric measured) {
        return (agreement.isEmpty() || agreement.equals(agreementId)) && metric.equals(measured.name());
    }

    /** A clock once the term holds for its present cycle; on a finished clock it is listed and has no effect. */
    SlaClock on(SlaClock clock, Instant at) {
        return limit.isPresent() ? clock.agree(at, limit.get(), by, why) : clock.agree(at, due.orElseThrow(), by, why);
    }

    /** Returns the term in words, such as {@code resolution 12h, agreed by Ann Bell: waits for a part from Japan}. */
    @Override
    public String toString() {
        Object promised = limit.isPresent() ? limit.get() : due.orElseThrow();
        return Quoted.plain(metric + " " + promised + ", agreed by " + by + ": " + why);
    }
}
