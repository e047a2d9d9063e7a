package org.sla4j.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.sla4j.agreement.Severity;

/**
 * A fact about a case, as the monitor reports it: a limit came near, was reached or exceeded, a clock was paused or finished, or what
 * was reported before turned out not to be so.
 *
 * <p>The {@linkplain #id id} follows from the case alone, so that whoever receives one twice can tell: after a crash the same event
 * comes again with the same id. It is the readable text {@code case/agreement/metric/cycle/type}, with the threshold, for pauses and
 * verdicts the instant, and {@code ~1} if the event was retracted once and is true again; {@code / ~ %} within its parts are
 * written as {@code %2F %7E %25}. A measurement that did not begin with
 * the case says when it began. The version of the agreement is left out on purpose: what was
 * reported of a case is not reported again when it moves to another version.
 *
 * <pre>{@code
 * INC-1/desk/resolution/0/breach
 * INC-1/desk/resolution/0/warning/50%25
 * INC-1/desk/resolution/0/paused/2026-01-05T10:00:00Z
 * INC-1/desk/resolution/1@2026-01-06T09:00:00Z/due
 * INC-1/desk/resolution/0/breach/retracted
 * }</pre>
 *
 * <p>All parts are plain values and none is null, so that a row of a table, a JSON object or the state of a stream processor can
 * hold it. Immutable and thread-safe.
 *
 * @param id what tells this event from every other
 * @param type what happened
 * @param caseId the case
 * @param agreementId the agreement that promises it
 * @param agreementVersion the version of the agreement that the case was under
 * @param metric the name of what is measured; empty if the event is about the case as a whole
 * @param cycle which measurement of the metric it is, from 0; above 0 for repeating metrics and new cycles after a reopening
 * @param threshold which warning or escalation step, in words; empty for other types
 * @param at the instant it became so: computed, not noticed, and exact however late it is reported. A retraction carries the instant
 *     at which the correction became known
 * @param deliverAt when to notify the contact: {@code at}, or the next opening of the contact's own hours
 * @param severity how severe the case was
 * @param team the team that had the case, as far as was known when this was reported; for a verdict the team that is credited with it. A
 *     verdict that turns out to be another team's is retracted and reported anew. Empty if no event said
 * @param contact whom to notify; empty if that is left to the listener
 * @param cost what the delay has cost by then; zero unless the monitor can compute it
 * @param detail more in words: what the case waits for; for a retraction the id of the event that is not true
 */
public record SlaEvent(
        String id,
        Type type,
        String caseId,
        String agreementId,
        String agreementVersion,
        String metric,
        int cycle,
        String threshold,
        Instant at,
        Instant deliverAt,
        Severity severity,
        String team,
        String contact,
        BigDecimal cost,
        String detail) {

    /** What can be reported about a case. */
    public enum Type {
        /** A given share of the limit is used, or a given time is left, as a warning of the target says. */
        WARNING,
        /** The limit is used up; finished now, the case would just be in time. */
        DUE,
        /** More than the limit is used from this instant on. */
        BREACH,
        /** A step of the agreement's escalation: somebody is to be notified. */
        ESCALATION,
        /** The customer is to be notified: the case is held up, or an update is due that a repeating metric promises. */
        CUSTOMER_UPDATE,
        /** A clock stands still because somebody else has to act. */
        PAUSED,
        /** A clock counts again: the wait is over, or the case was reopened. */
        RESUMED,
        /** When the limit will be used up cannot be known: what is known of the calendar ends before. */
        DUE_UNKNOWN,
        /** A measurement was finished within its limit. */
        MET,
        /** A measurement was finished beyond its limit. */
        MISSED,
        /** A measurement ended without a verdict. */
        CANCELLED,
        /** What was reported before no longer holds: an event that came late, or another target, undid it. */
        RETRACTED;

        private final String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');

        /** Returns the type in words, such as {@code customer update}. */
        @Override
        public String toString() {
            return words;
        }
    }

    /** Returns the same event with another id. */
    SlaEvent withId(String other) {
        return with(other, team);
    }

    /** Returns the same event of another team. */
    SlaEvent withTeam(String other) {
        return with(id, other);
    }

    private SlaEvent with(String newId, String newTeam) {
        return new SlaEvent(
                newId,
                type,
                caseId,
                agreementId,
                agreementVersion,
                metric,
                cycle,
                threshold,
                at,
                deliverAt,
                severity,
                newTeam,
                contact,
                cost,
                detail);
    }

    /** Returns the event that retracts this one. */
    SlaEvent retracted(Instant known) {
        return new SlaEvent(
                id + "/retracted",
                Type.RETRACTED,
                caseId,
                agreementId,
                agreementVersion,
                metric,
                cycle,
                threshold,
                known,
                known,
                severity,
                team,
                contact,
                BigDecimal.ZERO,
                id);
    }
}
