package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.ServiceCase;

/** Every limit suggested from a real log is promised, and all of its cases are judged anew by it. */
@Tag("logs")
class SuggestionsOnRealLogsTest {
    private static void confirm(String property, Function<Path, RiskLog> reader) {
        String path = System.getProperty(property, "");
        assumeTrue(!path.isEmpty(), "-D" + property + " is not given");
        RiskLog log = reader.apply(Path.of(path));
        Map<Severity, Duration> limits = new TreeMap<>();
        log.cases.forEach(one -> one.steps.forEach(step -> limits.putIfAbsent(step.severity(), step.limit())));
        ServiceLevelAgreement agreement = SuggestedLimits.agreement(limits, log.calendar);
        List<ServiceCase> cases = log.cases.stream()
                .map(one -> ServiceCase.replay(agreement, RiskLog.events(one)))
                .toList();
        long finished = log.cases.stream()
                .filter(one -> one.finished().isPresent())
                .map(one -> one.steps.get(one.steps.size() - 1).severity())
                .distinct()
                .count();
        assertThat(SuggestedLimits.confirm(cases, agreement, log.end)).isEqualTo((int) (3 * finished));
    }

    @Test
    void ofTheServiceNowLog() {
        confirm("sla4j.incidentLog", RiskLog::serviceNow);
    }

    @Test
    void ofTheVolvoLog() {
        confirm("sla4j.volvoLog", RiskLog::volvo);
    }

    @Test
    void ofTheItalianLog() {
        confirm("sla4j.italianLog", RiskLog::italian);
    }

    @Test
    void ofTheBostonLog() {
        confirm("sla4j.bostonLog", RiskLog::boston);
    }
}
