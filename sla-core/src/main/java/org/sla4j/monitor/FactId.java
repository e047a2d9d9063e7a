package org.sla4j.monitor;

import java.time.Instant;
import org.sla4j.agreement.Metric;
import org.sla4j.cases.ServiceCase;

/**
 * The ids by which facts are told apart, so that a fact is raised once however often it is computed: case, agreement (never its version),
 * metric, cycle and what happened, such as {@code INC-1/helpdesk/resolution/0/breach}.
 *
 * <p>A fact that is true again after it was retracted ends with {@code ~1}, {@code ~2} and so on. The characters {@code / ~ %} within a
 * part are written as {@code %2F %7E %25}.
 */
final class FactId {
    private static final char AGAIN = '~';

    private FactId() {}

    /** The id of a fact about a measurement; one that did not begin with the case says when it began. */
    static String of(
            ServiceCase subject,
            String agreementId,
            Metric metric,
            int cycle,
            Instant since,
            SlaEvent.Type type,
            String more) {
        StringBuilder id = about(subject.id(), agreementId);
        escape(metric.name(), id.append('/'));
        id.append('/').append(cycle);
        if (!since.equals(subject.openedAt())) {
            Times.write(since, id.append('@'));
        }
        return ended(id, type, more);
    }

    /** The id of a fact about the case as a whole. */
    static String of(ServiceCase subject, String agreementId, SlaEvent.Type type, String more) {
        return ended(about(subject.id(), agreementId), type, more);
    }

    /** How the ids of a case by an agreement begin. */
    static StringBuilder about(String caseId, String agreementId) {
        StringBuilder about = new StringBuilder(64);
        escape(caseId, about);
        escape(agreementId, about.append('/'));
        return about;
    }

    /** What tells the measurements of a metric by an agreement from those of all others of a case. */
    static String measured(String agreementId, String metric) {
        StringBuilder measured = new StringBuilder(32);
        escape(agreementId, measured);
        escape(metric, measured.append('/'));
        return measured.toString();
    }

    private static String ended(StringBuilder about, SlaEvent.Type type, String more) {
        about.append('/').append(type);
        if (!more.isEmpty()) {
            escape(more, about.append('/'));
        }
        return about.toString();
    }

    /** The id under which a fact is reported that was retracted some times before. */
    static String again(String id, int retractions) {
        return retractions == 0 ? id : id + AGAIN + retractions;
    }

    /** The id of a fact without how often it was retracted before. */
    static String raw(String id) {
        int again = id.lastIndexOf(AGAIN);
        return again < 0 ? id : id.substring(0, again);
    }

    /** How often the fact of an id was retracted before it was reported under that id. */
    static int retractions(String id) {
        int again = id.lastIndexOf(AGAIN);
        return again < 0 ? 0 : Integer.parseInt(id.substring(again + 1));
    }

    private static void escape(String part, StringBuilder into) {
        if (part.indexOf('/') < 0 && part.indexOf('~') < 0 && part.indexOf('%') < 0) {
            into.append(part);
            return;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '/' -> into.append("%2F");
                case '~' -> into.append("%7E");
                case '%' -> into.append("%25");
                default -> into.append(c);
            }
        }
    }
}
