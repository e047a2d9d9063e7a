package org.sla4j.cases;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.WhileHeldBy;

/**
 * Whom a finished measurement is credited to, and what was true of the case when it was finished.
 *
 * @param at when it was finished
 * @param holder who is credited
 * @param waits what the case waited for just before the event that finished the measurement
 * @param flags {@link Outcome.Flag}s that were raised, as bits
 * @param isPromised whether anything was promised about it before it was finished
 */
record CreditedTo(
        Instant at,
        Holder holder,
        Severity severity,
        Map<String, String> attributes,
        Set<PauseReason> waits,
        int flags,
        boolean isPromised) {

    /**
     * The credit for a measurement that a step finishes.
     *
     * @param finishing the events that can have finished it
     */
    static CreditedTo of(Metric metric, Step step, Set<EventType> finishing, int flags) {
        CaseEvent by = null;
        for (CaseEvent event : step.events()) {
            by = by == null && finishing.contains(event.type()) ? event : by;
        }
        // Who hands a case over had it until then; the team that a hand-over names only gets it.
        String team = by != null && !by.team().isEmpty() && !by.type().equals(EventType.REASSIGNED)
                ? by.team()
                : step.before().team();
        Facts after = step.after();
        Holder holder = holder(metric, team);
        Set<PauseReason> waits = step.beforeFirstOf(finishing).waits();
        return new CreditedTo(step.at(), holder, after.severity(), after.attributes(), waits, flags, true);
    }

    /** Who is credited with a metric: the one party or team for whose time alone it counts, else the team. */
    static Holder holder(Metric metric, String team) {
        Optional<WhileHeldBy> rule = metric.whileHeldBy();
        if (rule.isEmpty()) {
            return Holder.provider(team);
        }
        Optional<Party> party = rule.get().party();
        return party.isPresent()
                ? Holder.of(party.get())
                : Holder.provider(rule.get().team().orElse(team));
    }

    /** The same credit after further facts of its instant; a later change alters nothing. */
    CreditedTo withFactsOf(Step step) {
        return at.equals(step.at()) ? judgedWith(step.after()) : this;
    }

    CreditedTo judgedWith(Facts facts) {
        return new CreditedTo(at, holder, facts.severity(), facts.attributes(), waits, flags, isPromised);
    }

    /** The same credit with one more flag, as a bit. */
    CreditedTo raising(int flag) {
        return new CreditedTo(at, holder, severity, attributes, waits, flags | flag, isPromised);
    }

    /**
     * The same credit; but where a holder's time is added up and there was none, nothing was promised: a team has not kept a promise
     * about a case that it never had.
     */
    CreditedTo forTime(Metric metric, long counted) {
        boolean isNothing = counted == 0
                && metric.whileHeldBy().isPresent()
                && metric.whileHeldBy().get().isCumulative();
        return isNothing ? unpromised() : this;
    }

    CreditedTo unpromised() {
        return new CreditedTo(at, holder, severity, attributes, waits, flags, false);
    }
}
