package org.sla4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.BeforeAll;
import org.sla4j.cases.ServiceCase;

/**
 * Arbitrary bytes as the state of a case, those of its clocks included, with a checksum that fits.
 *
 * <p>With the environment variable {@code JAZZER_FUZZ=1}, which the profile {@code nightly} sets, this and the other tests here look
 * for new inputs for as long as they say; without it, the inputs kept beside them are tried again.
 */
class CaseStateFuzzTest {
    private static final byte[] FORM_1 = {1};

    @FuzzTest(maxDuration = "3m")
    void onlyDocumentedExceptionsWithinTheBounds(byte[] content) {
        Bounds.within(() -> read(Bounds.sealed(FORM_1, content)));
    }

    @BeforeAll
    static void loadAllClassesFirst() {
        FuzzedCases.ALL.forEach(incident -> read(incident.toState()));
    }

    private static void read(byte[] state) {
        ServiceCase restored = ServiceCase.restore(state, FuzzedCases.AGREEMENTS, () -> FuzzedCases.EVENTS);
        assertThat(restored.toString()).doesNotContain("\n", "\r");
    }
}
