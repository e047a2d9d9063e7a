package org.sla4j.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;

/**
 * Holds an agreement against a ServiceNow instance's own flag {@code made_sla}: how often do the two say the same?
 *
 * <p>The flag is that of an incident's last row, where the instance has made up its mind.
 */
public final class MadeSlaCheck {
    private MadeSlaCheck() {}

    /** How many incidents were made or missed by the flag and by the agreement. */
    record Confusion(long madeMade, long madeMissed, long missedMade, long missedMissed) {
        long right() {
            return madeMade + missedMissed;
        }

        long all() {
            return right() + madeMissed + missedMade;
        }

        String toText() {
            return String.format(
                    Locale.ROOT,
                    """
                                      agreement: made   agreement: missed
                    made_sla: true    %,15d   %,17d
                    made_sla: false   %,15d   %,17d
                    right: %,d of %,d (%.3f %%)
                    """,
                    madeMade,
                    madeMissed,
                    missedMade,
                    missedMissed,
                    right(),
                    all(),
                    100.0 * right() / all());
        }
    }

    /**
     * Prints the confusion matrix.
     *
     * @param args the log, as CSV or as CSV in a zip file, and the agreement, as JSON
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(check(Path.of(args[0]), ComplianceJob.readAgreement(Path.of(args[1])))
                .toText());
    }

    static Confusion check(Path log, ServiceLevelAgreement agreement) throws IOException {
        Map<String, Verdict> verdicts = new HashMap<>();
        Collector collector = new Collector(agreement, verdicts, log);
        collector.run(new ServiceNowLog(log, ZoneOffset.UTC), Optional.empty());
        long[] counts = new long[4];
        collector.flags.forEach((number, flag) -> {
            boolean made = verdicts.get(number) == Verdict.MET;
            counts[(flag ? 0 : 2) + (made ? 0 : 1)]++;
        });
        return new Confusion(counts[0], counts[1], counts[2], counts[3]);
    }

    private static final class Collector extends Replay implements ServiceNowLog.RowSink {
        private final Map<String, Boolean> flags = new HashMap<>();

        Collector(ServiceLevelAgreement agreement, Map<String, Verdict> verdicts, Path log) {
            super(
                    agreement,
                    (Outcome outcome) -> verdicts.put(outcome.caseId(), outcome.verdict()),
                    log.toString(),
                    false,
                    new Progress(System.err, Progress.isOnTerminal()));
        }

        @Override
        public void madeSla(String number, boolean flag) {
            flags.put(number, flag);
        }
    }
}
