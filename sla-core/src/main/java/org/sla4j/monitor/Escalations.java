package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.Trigger;

/**
 * When the steps of an escalation are reported: each at its share of the limit or after the breach, again and again if it repeats, until
 * somebody takes the escalation. When several repeats of one step are late, only the latest is reported.
 */
final class Escalations {
    /** How the name of a {@link Trigger.Overdue} begins, and of no other trigger; contacts may be called whatever they like. */
    private static final String EVERY = "every ";

    private static final String REPEAT = " #";

    private Escalations() {}

    /** The threshold of a step. */
    static Threshold threshold(EscalationStep step, long limit) {
        Trigger when = step.when();
        boolean breach = when instanceof Trigger.Breach;
        boolean overdue = when instanceof Trigger.Overdue;
        long used = breach ? limit : when.usedOf(Duration.ofNanos(limit)).toNanos();
        return new Threshold(
                SlaEvent.Type.ESCALATION,
                () -> when.name() + " to " + step.contact().name(),
                overdue ? limit : used,
                breach,
                overdue ? used - limit : 0,
                Optional.of(step.contact()),
                step.message(),
                breach || overdue);
    }

    /** The name of a repeat of what has a name. */
    static String repeat(String name, long time) {
        return name + REPEAT + time;
    }

    /** What tells a measurement, whose escalations are taken together, from the others of its case. */
    static String key(String agreementId, String metric, int cycle) {
        return FactId.measured(agreementId, metric) + '/' + cycle;
    }

    /** Whether the escalations of a measurement have been taken by an instant. */
    static boolean isTaken(Map<String, Instant> taken, String key, long at) {
        Instant since = taken.get(key);
        return since != null && Times.nanos(since) <= at;
    }

    /** Whether a fact is a repeat of its step, or takes one back. */
    static boolean isRepeat(SlaEvent fact) {
        return fact.threshold().startsWith(EVERY);
    }

    /** The latest repeat of each step among some facts. */
    static final class Latest {
        private final Map<String, Integer> latest = new HashMap<>();

        void count(SlaEvent fact) {
            int number = number(fact);
            if (number > 0) {
                latest.merge(step(fact), number, Math::max);
            }
        }

        /** Whether no later repeat of the same step was counted. */
        boolean isLatest(SlaEvent fact) {
            int number = number(fact);
            return number == 0 || Integer.valueOf(number).equals(latest.get(step(fact)));
        }

        /** Which repeat of its step a fact is, from 1 on; 0 for what does not repeat. */
        private static int number(SlaEvent fact) {
            return fact.type() == SlaEvent.Type.ESCALATION && isRepeat(fact)
                    ? Integer.parseInt(
                            fact.threshold().substring(fact.threshold().lastIndexOf(REPEAT) + REPEAT.length()))
                    : 0;
        }

        private static String step(SlaEvent fact) {
            return key(fact.agreementId(), fact.metric(), fact.cycle())
                    + '/'
                    + fact.threshold().substring(0, fact.threshold().lastIndexOf(REPEAT));
        }
    }
}
