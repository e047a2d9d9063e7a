package org.sla4j.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.sla4j.agreement.Severity;

/** Facts as a store keeps them: a line of fields, the first of which says in which form they are. */
final class FactText {
    private static final String FORM = "1";

    private FactText() {}

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
        return new SlaEvent(
                fields.get(1),
                SlaEvent.Type.valueOf(fields.get(2)),
                fields.get(3),
                fields.get(4),
                fields.get(5),
                fields.get(6),
                Integer.parseInt(fields.get(7)),
                fields.get(8),
                Instant.parse(fields.get(9)),
                Instant.parse(fields.get(10)),
                Severity.of(Integer.parseInt(fields.get(11)), fields.get(12)),
                fields.get(13),
                fields.get(14),
                new BigDecimal(fields.get(15)),
                fields.get(16));
    }
}
