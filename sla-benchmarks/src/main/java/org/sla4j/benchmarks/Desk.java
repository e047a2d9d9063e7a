package org.sla4j.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.document.AgreementDefinition;
import org.sla4j.cases.CaseEvent;

/** The help desk that every benchmark of cases models: four severities, two targets each, in the New York office. */
public final class Desk {
    /** When the first case is opened. */
    public static final Instant OPENING = Instant.parse("2026-01-05T14:00:00Z");

    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final List<Severity> SEVERITIES =
            List.of(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE, Severity.LOW);

    private Desk() {}

    /**
     * Reads the agreement.
     *
     * @return a new one
     */
    public static ServiceLevelAgreement agreement() {
        try (InputStream json = Objects.requireNonNull(Desk.class.getResourceAsStream("agreement.json"))) {
            return new JsonMapper().readValue(json, AgreementDefinition.class).toAgreement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns how severe a case is.
     *
     * @param number the number of the case
     * @return one of the four severities
     */
    public static Severity severity(int number) {
        return SEVERITIES.get(number & 3);
    }

    /** The events of a case: its opening, its first response, waits for the customer without end. */
    static List<CaseEvent> events(String id, Instant opened, Severity severity, int count) {
        List<CaseEvent> events = new ArrayList<>();
        events.add(CaseEvent.opened(id, opened, severity));
        if (count > 1) {
            events.add(CaseEvent.responded(id, opened.plus(Duration.ofMinutes(10))));
        }
        for (int i = 2; i < count; i++) {
            Instant at = opened.plus(Duration.ofMinutes(10L * i));
            events.add(i % 2 == 0 ? CaseEvent.waiting(id, at, CUSTOMER) : CaseEvent.resumed(id, at, CUSTOMER));
        }
        return events;
    }
}
