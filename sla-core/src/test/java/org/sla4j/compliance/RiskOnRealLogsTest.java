package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Forecasts against what happened on real logs, each given by a system property: {@code -Dsla4j.incidentLog}, {@code
 * -Dsla4j.volvoLog}, {@code -Dsla4j.italianLog} and {@code -Dsla4j.bostonLog}. Prints the figures that the guide states.
 */
@Tag("logs")
class RiskOnRealLogsTest {
    private static RiskLog log(String property, Function<Path, RiskLog> reader) {
        String path = System.getProperty(property, "");
        assumeTrue(!path.isEmpty(), "-D" + property + " is not given");
        return reader.apply(Path.of(path));
    }

    private static void hold(
            RiskProtocol protocol, Duration every, List<Instant> instants, ToDoubleFunction<Integer> most) {
        RiskProtocol.Result frozen = protocol.foretell(Optional.empty());
        System.out.print(protocol.print("frozen", frozen));
        RiskProtocol.Result current = protocol.foretell(Optional.of(every));
        System.out.print(protocol.print("current", current));
        RiskProtocol.Snapshot snapshot = protocol.snapshots(instants, every, most);
        System.out.printf(
                Locale.ROOT,
                "           open %d, missed %d, foretold %.0f; misses among the riskiest %.3f, least time left %.3f, due first"
                        + " and waiting last %.3f; calibration error %.3f; %.1f bytes a group and week%n",
                snapshot.open(),
                snapshot.missed(),
                snapshot.foretold(),
                snapshot.riskiest(),
                snapshot.leastLeft(),
                snapshot.dueFirst(),
                snapshot.ece(),
                protocol.bytesOfAGroup());
        assertThat(RiskProtocol.Result.ece(current.pairs())).isLessThanOrEqualTo(0.05);
        for (int i = 0; i < 3; i++) {
            double[] gain = RiskProtocol.Result.gain(current.at(i));
            assertThat(gain[0]).isGreaterThanOrEqualTo(-gain[1]);
        }
        assertThat(snapshot.riskiest() - snapshot.leastLeft()).isGreaterThanOrEqualTo(0.15);
    }

    @Test
    void onTheServiceNowLog() {
        RiskProtocol protocol = new RiskProtocol(log("sla4j.incidentLog", RiskLog::serviceNow), Instant.MIN);
        hold(protocol, Duration.ofDays(2), protocol.noons(), open -> 100);
    }

    @Test
    void onTheVolvoLog() {
        RiskProtocol protocol =
                new RiskProtocol(log("sla4j.volvoLog", RiskLog::volvo), Instant.parse("2012-05-01T00:00:00Z"));
        hold(
                protocol,
                Duration.ofHours(12),
                protocol.instants(Instant.parse("2012-05-03T00:00:00Z"), Duration.ofHours(12)),
                open -> 100);
    }

    /** A check that was looked at once, when all was built: nothing was chosen by it. */
    @Test
    void onTheBostonLog() {
        RiskProtocol protocol = new RiskProtocol(log("sla4j.bostonLog", RiskLog::boston), Instant.MIN);
        hold(protocol, Duration.ofDays(2), protocol.noons(), open -> 100);
    }

    @Test
    void onTheItalianLog() {
        RiskProtocol protocol = new RiskProtocol(log("sla4j.italianLog", RiskLog::italian), Instant.MIN);
        hold(protocol, Duration.ofDays(7), protocol.noons(), open -> open / 4.0);
    }
}
