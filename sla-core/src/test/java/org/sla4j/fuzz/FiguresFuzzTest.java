package org.sla4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.sla4j.cases.ServiceCase;
import org.sla4j.compliance.BreachRisk;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.Dimension;

/** Arbitrary bytes as compliance figures or as counts of risk, which the first byte says, with a head and a checksum that fit. */
class FiguresFuzzTest {
    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
    private static final byte[] FIGURES = head(figures().toBytes());
    private static final byte[] RISK = head(risk().toBytes());

    @FuzzTest(maxDuration = "3m")
    void onlyDocumentedExceptionsWithinTheBounds(byte[] input) {
        if (input.length > 0) {
            byte[] content = Arrays.copyOfRange(input, 1, input.length);
            Bounds.within(() -> {
                if ((input[0] & 1) == 0) {
                    readFigures(Bounds.sealed(FIGURES, content));
                } else {
                    readRisk(Bounds.sealed(RISK, content));
                }
            });
        }
    }

    @BeforeAll
    static void loadAllClassesFirst() {
        readFigures(figures().toBytes());
        readRisk(risk().toBytes());
    }

    private static byte[] head(byte[] whole) {
        return Arrays.copyOf(whole, 5);
    }

    static ComplianceAggregator figures() {
        ComplianceAggregator figures = ComplianceAggregator.of(
                Dimension.METRIC, Dimension.SEVERITY, Dimension.TEAM, Dimension.month(ZoneOffset.UTC));
        FuzzedCases.ALL.forEach(incident -> incident.outcomes(NOW).forEach(figures::add));
        return figures;
    }

    static BreachRisk risk() {
        BreachRisk risk = BreachRisk.of(Dimension.METRIC, Dimension.TEAM);
        for (ServiceCase incident : FuzzedCases.ALL) {
            incident.outcomes(NOW).forEach(risk::add);
        }
        return risk;
    }

    /** What is read is what is written again; its report, if it has one, can be shown. */
    private static void readFigures(byte[] bytes) {
        ComplianceAggregator read = ComplianceAggregator.fromBytes(bytes);
        assertThat(read.toBytes()).isEqualTo(bytes);
        assertThat(read.toString()).isNotBlank();
    }

    private static void readRisk(byte[] bytes) {
        assertThat(BreachRisk.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    }
}
