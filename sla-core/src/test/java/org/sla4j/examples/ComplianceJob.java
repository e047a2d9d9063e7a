package org.sla4j.examples;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.document.AgreementDefinition;
import org.sla4j.calendar.InvalidDefinitionException;
import org.sla4j.cases.ServiceCase;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.MissCosts;
import org.sla4j.compliance.WorstCases;
import org.sla4j.compliance.page.CompliancePage;

/**
 * The main job: reads an agreement and an event log, prints compliance by severity and writes it as a page.
 *
 * <pre>
 * --agreement FILE   the agreement, as JSON; without it a sample
 * --log FILE         the events, as CSV; without it a sample
 * --format NAME      events (our own columns, see CsvEventLog) or servicenow (an audit log, see ServiceNowLog)
 * --zone ID          the zone of times that have none in the log; without it UTC
 * --as-of INSTANT    when to judge cases that are still open; without it the last event of the log
 * --html FILE        where to write the page
 * --csv FILE         where to write the figures as CSV
 * --json FILE        where to write the figures as JSON
 * --costs RATES      what extra work on missed cases costs, for the page: "EUR 4.50 20 35 60" for a touch, an escalation, a
 *                    reopening and a re-investigation
 * --fee AMOUNT       the fee of a month, for the page to say what the credits of the agreement give back
 * --skip-bad-rows    count and list rows that cannot be used, and go on
 * </pre>
 *
 * It ends with 0, with 1 on bad input (file, line and reason are on standard error), or with 2 on bad arguments.
 */
public final class ComplianceJob {
    private static final String SAMPLES = "sla-core/src/test/resources/org/sla4j/examples/";

    private static final int WORST = 10;

    private ComplianceJob() {}

    /**
     * Runs the job and ends the process with its exit code.
     *
     * @param args the arguments listed above
     */
    public static void main(String[] args) {
        int code = run(args, System.out, System.err, Progress.isOnTerminal());
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String[] words, PrintStream out, PrintStream err, boolean isTerminal) {
        Arguments args;
        EventLog log;
        Path file;
        Optional<Instant> asOf;
        Optional<MissCosts> costs;
        Optional<BigDecimal> fee;
        ServiceLevelAgreement agreement;
        try {
            args = new Arguments(
                    words,
                    Set.of(
                            "--agreement",
                            "--log",
                            "--format",
                            "--zone",
                            "--as-of",
                            "--html",
                            "--csv",
                            "--json",
                            "--costs",
                            "--fee"),
                    Set.of("--skip-bad-rows"));
            file = Path.of(args.value("--log").orElse(SAMPLES + "sample-log.csv"));
            asOf = args.value("--as-of").map(Instant::parse);
            costs = args.value("--costs").map(ComplianceJob::costs);
            fee = args.value("--fee").map(ComplianceJob::fee);
        } catch (DateTimeException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
        try {
            agreement = readAgreement(Path.of(args.value("--agreement").orElse(SAMPLES + "sample-agreement.json")));
            log = log(args, file, agreement);
            ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
            ZoneId zone = ZoneId.of(args.value("--zone").orElse("UTC"));
            ComplianceAggregator weekly = ComplianceAggregator.of(Dimension.METRIC, Dimension.week(zone));
            ComplianceAggregator monthly = ComplianceAggregator.of(Dimension.METRIC, Dimension.month(zone));
            ComplianceAggregator byTeam = ComplianceAggregator.of(Dimension.TEAM);
            WorstCases worst = WorstCases.of(WORST);
            Replay replay =
                    new Replay(
                            agreement,
                            outcome -> {
                                aggregator.add(outcome);
                                if (outcome.isPromised()) {
                                    weekly.add(outcome);
                                    monthly.add(outcome);
                                    byTeam.add(outcome);
                                }
                            },
                            file.toString(),
                            args.has("--skip-bad-rows"),
                            new Progress(err, isTerminal)) {
                        @Override
                        void judged(ServiceCase done, Instant now) {
                            worst.add(done, now);
                        }
                    };
            replay.run(log, asOf);
            out.print(agreement + "\n" + replay.summary() + "\n"
                    + aggregator.report().toText());
            ComplianceReport report = aggregator.report();
            if (args.value("--html").isPresent()) {
                CompliancePage page = CompliancePage.of(
                                agreement.service().isEmpty() ? agreement.id() : agreement.service(), report)
                        .withAgreement(agreement)
                        .withTrend(weekly.report())
                        .withWaits(byTeam.report())
                        .withWorst(worst.entries())
                        .withNotes(replay.summary().lines().toList());
                if (costs.isPresent()) {
                    page = page.withCosts(costs.get());
                }
                if (fee.isPresent() && agreement.credits().isPresent()) {
                    page = page.withCredits(
                            monthly.report(), agreement.credits().get(), fee.get());
                }
                Path written = write(args.value("--html").get(), page.toHtml());
                out.println("\nThe page is in " + written);
            }
            if (args.value("--csv").isPresent()) {
                write(args.value("--csv").get(), report.toCsv());
            }
            if (args.value("--json").isPresent()) {
                write(args.value("--json").get(), report.toJson());
            }
            return 0;
        } catch (NoSuchFileException e) {
            err.println("There is no file " + e.getMessage() + ".");
            return 1;
        } catch (IOException | EventLog.BadRowException | IllegalArgumentException | DateTimeException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static MissCosts costs(String rates) {
        String[] parts = rates.strip().split(" +", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException(
                    "\"" + rates + "\" are no costs; write a currency and four rates: EUR 4.50 20 35 60.");
        }
        return MissCosts.of(parts[0])
                .withTouch(parts[1])
                .withSupervisor(parts[2])
                .withReopening(parts[3])
                .withReinvestigation(parts[4]);
    }

    private static BigDecimal fee(String amount) {
        try {
            return new BigDecimal(amount);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + amount + "\" is not a fee; use a decimal such as 1000.", e);
        }
    }

    private static Path write(String file, String text) throws IOException {
        Path path = Path.of(file).toAbsolutePath();
        Files.createDirectories(path.resolveSibling(""));
        return Files.writeString(path, text, StandardCharsets.UTF_8);
    }

    private static EventLog log(Arguments args, Path file, ServiceLevelAgreement agreement) {
        String format = args.value("--format").orElse("events");
        return switch (format) {
            case "events" -> new CsvEventLog(file, agreement);
            case "servicenow" ->
                new ServiceNowLog(file, ZoneId.of(args.value("--zone").orElse("UTC")));
            default ->
                throw new IllegalArgumentException(
                        "\"" + format + "\" is not a format of a log; use events or servicenow.");
        };
    }

    static ServiceLevelAgreement readAgreement(Path file) throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            return mapper.readValue(Files.readString(file), AgreementDefinition.class)
                    .toAgreement();
        } catch (JacksonException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new IOException(file + line + ": " + e.getOriginalMessage(), e);
        } catch (InvalidDefinitionException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
