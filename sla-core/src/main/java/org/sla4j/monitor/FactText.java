package org.sla4j.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.sla4j.agreement.Severity;

/** Facts as a store keeps them, as fields of a line. */
final class FactText {
    /** In which form undelivered facts are. */
    private static final String FORM = "1";

    private FactText() {}

    /** A whole fact, to be delivered. */
    static String of(SlaEvent fact) {
        return Fields.line(
                FORM,
                fact.id(),
                fact.type().name(),
                fact.caseId(),
                fact.agreementId(),
                fact.agreementVersion(),
                fact.metric(),
                fact.cycle(),
                fact.threshold(),
                fact.at(),
                fact.deliverAt(),
                fact.severity().rank(),
                fact.severity().name(),
                fact.team(),
                fact.contact(),
                fact.cost().toPlainString(),
                fact.detail());
    }

    static SlaEvent parse(String line) {
        List<String> fields = Fields.of(line);
        if (!fields.get(0).equals(FORM)) {
            throw new IllegalStateException(
                    "A fact is of form " + fields.get(0) + ", but this release reads form " + FORM + ".");
        }
        Instant at = Times.parse(fields.get(9));
        return new SlaEvent(
                fields.get(1),
                SlaEvent.Type.valueOf(fields.get(2)),
                fields.get(3),
                fields.get(4),
                fields.get(5),
                fields.get(6),
                Integer.parseInt(fields.get(7)),
                fields.get(8),
                at,
                fields.get(10).equals(fields.get(9)) ? at : Times.parse(fields.get(10)),
                Severity.of(Integer.parseInt(fields.get(11)), fields.get(12)),
                fields.get(13),
                fields.get(14),
                fields.get(15).equals("0") ? BigDecimal.ZERO : new BigDecimal(fields.get(15)),
                fields.get(16));
    }

    /**
     * A fact that was reported, with all that its retraction needs: first what is the same for many cases, then its instant and, if it is
     * another, when it was to be delivered. The id is without the case, the agreement and the instant, which stand elsewhere.
     */
    static String standing(SlaEvent fact) {
        String at = Times.text(fact.at());
        String about = FactId.about(fact.caseId(), fact.agreementId()).toString();
        String rest = fact.id().substring(about.length());
        boolean ends = rest.endsWith(at);
        String same = Fields.parts(
                fact.agreementId(),
                fact.agreementVersion(),
                ends ? rest.substring(0, rest.length() - at.length()) : rest,
                ends ? "at" : "",
                fact.type().name(),
                fact.metric(),
                fact.cycle(),
                fact.threshold(),
                fact.severity().rank(),
                fact.severity().name(),
                fact.team(),
                fact.contact());
        return fact.deliverAt().equals(fact.at())
                ? same + '\t' + at
                : same + '\t' + at + '\t' + Times.text(fact.deliverAt());
    }

    /** Reads what {@link #standing(SlaEvent)} wrote, the fields of its line from the second on. */
    static SlaEvent standing(String caseId, List<String> line) {
        List<String> same = Fields.ofParts(line.get(1));
        Instant at = Times.parse(line.get(2));
        String about = FactId.about(caseId, same.get(0)).toString();
        return new SlaEvent(
                about + same.get(2) + (same.get(3).isEmpty() ? "" : line.get(2)),
                SlaEvent.Type.valueOf(same.get(4)),
                caseId,
                same.get(0),
                same.get(1),
                same.get(5),
                Integer.parseInt(same.get(6)),
                same.get(7),
                at,
                line.size() < 4 ? at : Times.parse(line.get(3)),
                Severity.of(Integer.parseInt(same.get(8)), same.get(9)),
                same.get(10),
                same.get(11),
                BigDecimal.ZERO,
                "");
    }
}
