package org.sla4j.examples;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.document.AgreementDefinition;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.InvalidDefinitionException;
import org.sla4j.calendar.Quoted;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.MissCosts;
import org.sla4j.compliance.page.CompliancePage;

/**
 * The main job: reads an agreement and an event log, prints compliance by severity and writes it as a page.
 *
 * <pre>
 * --agreement FILE   the agreement, as JSON; without it a sample
 * --log FILE         the events: our own columns (see OwnFormat), or any export with a mapping; without it a sample.
 *                    Several files: --log list=incidents.csv,audit=sys_audit.csv, by the names in the mapping
 * --mapping FILE     what the columns and values of the export mean: see "Bringing your own log" in the guide
 * --format NAME      events (our own columns) or servicenow (an audit log, see ServiceNowLog)
 * --zone ID          the zone of local times in the log, and of days, weeks and months in the report; without it UTC for the report
 * --as-of INSTANT    how things stood then: later events are left out; without it the last event of the log
 * --by WHAT          figures by team, customer, agreement or an attribute too
 * --period LENGTH    figures by day, week, month or quarter too
 * --of PERIOD        the page of one day, week, month or quarter, such as 2026-03-02, 2026-W10, 2026-03 or 2026-Q1, beside the one
 *                    before; without it the page is of the whole log
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

    private static final Set<String> FORMATS = Set.of("events", "servicenow");

    private static final Instant FIRST =
            DateRange.SUPPORTED.first().atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final Instant LAST =
            DateRange.SUPPORTED.last().atStartOfDay(ZoneOffset.UTC).toInstant();

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
        Map<String, Path> files;
        Optional<Instant> asOf;
        Optional<MissCosts> costs;
        Optional<BigDecimal> fee;
        Optional<ZoneId> given;
        ZoneId zone;
        Optional<ComplianceAggregator> asked;
        Optional<ReportPeriod> period;
        ServiceLevelAgreement agreement;
        try {
            args = new Arguments(
                    words,
                    Set.of(
                            "--agreement",
                            "--log",
                            "--mapping",
                            "--format",
                            "--zone",
                            "--as-of",
                            "--by",
                            "--period",
                            "--of",
                            "--html",
                            "--csv",
                            "--json",
                            "--costs",
                            "--fee"),
                    Set.of("--skip-bad-rows"));
            files = files(args.value("--log").orElse(SAMPLES + "sample-log.csv"));
            asOf = args.value("--as-of").map(ComplianceJob::instant);
            given = args.value("--zone").map(ComplianceJob::zone);
            zone = given.orElse(ZoneId.of("UTC"));
            asked = asked(args, zone);
            checkFormat(args);
            costs = args.value("--costs").map(ComplianceJob::costs);
            fee = args.value("--fee").map(ComplianceJob::fee);
            period = args.value("--of").map(ReportPeriod::parse);
        } catch (DateTimeException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
        try {
            agreement = readAgreement(Path.of(args.value("--agreement").orElse(SAMPLES + "sample-agreement.json")));
            log = log(args, files, agreement, given);
            ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
            ComplianceAggregator weekly = ComplianceAggregator.of(Dimension.METRIC, Dimension.week(zone));
            ComplianceAggregator monthly = ComplianceAggregator.of(Dimension.METRIC, Dimension.month(zone));
            PageFigures figures =
                    new PageFigures(period, zone, args.value("--html").isPresent());
            Replay replay =
                    new Replay(
                            agreement,
                            outcome -> {
                                aggregator.add(outcome);
                                asked.ifPresent(by -> by.add(outcome));
                                figures.add(outcome);
                                if (outcome.isPromised()) {
                                    weekly.add(outcome);
                                    monthly.add(outcome);
                                }
                            },
                            args.value("--log").orElse(SAMPLES + "sample-log.csv"),
                            args.has("--skip-bad-rows"),
                            new Progress(err, isTerminal)) {
                        @Override
                        void judged(ServiceCase done, List<Outcome> judged, Instant now) {
                            figures.add(done, judged, now);
                        }
                    };
            replay.run(log, asOf);
            String summary = replay.summary()
                    + (log instanceof MappedLog mapped
                            ? mapped.notes().stream().map(note -> note + "\n").collect(Collectors.joining())
                            : "");
            out.print(agreement + "\n" + summary + "\n" + aggregator.report().toText());
            asked.ifPresent(by -> out.print("\n" + by.report().toText()));
            Instant now = asOf.orElse(replay.lastEvent());
            ComplianceReport report = aggregator.report().withReportsDue(next(agreement, now));
            if (args.value("--html").isPresent()) {
                CompliancePage page = figures.page(agreement, report.reportsDue(), now)
                        .withTrend(weekly.report())
                        .withNotes(summary.lines().toList());
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

    private static Instant instant(String text) {
        try {
            Instant at = Instant.parse(text);
            if (at.isBefore(FIRST) || at.isAfter(LAST)) {
                throw new IllegalArgumentException(
                        Quoted.of(text) + " is outside the years that can be measured, " + DateRange.SUPPORTED + ".");
            }
            return at;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not an instant; write it like 2026-03-01T00:00:00Z.", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not a time zone; use a name such as Europe/Berlin.", e);
        }
    }

    private static void checkFormat(Arguments args) {
        Optional<String> format = args.value("--format");
        if (format.isPresent() && args.value("--mapping").isPresent()) {
            throw new IllegalArgumentException("A log has a mapping or a format, but both are given.");
        }
        if (format.isPresent() && !FORMATS.contains(format.get())) {
            throw new IllegalArgumentException(
                    Quoted.of(format.get()) + " is not a format of a log; use events or servicenow.");
        }
    }

    /** The next report of each duty to report. */
    private static List<Reporting.Due> next(ServiceLevelAgreement agreement, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, agreement.zone());
        Map<Reporting, Reporting.Due> next = new LinkedHashMap<>();
        agreement.reportsDue(DateRange.of(today, today.plusYears(1))).forEach(due -> next.putIfAbsent(due.duty(), due));
        return List.copyOf(next.values());
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
            BigDecimal fee = new BigDecimal(amount);
            if (fee.signum() >= 0) {
                return fee;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(Quoted.of(amount) + " is not a fee; use a decimal such as 1000.");
    }

    private static Path write(String file, String text) throws IOException {
        Path path = Path.of(file).toAbsolutePath();
        Files.createDirectories(path.resolveSibling(""));
        return Files.writeString(path, text, StandardCharsets.UTF_8);
    }

    /** One file, or several by name. */
    private static Map<String, Path> files(String text) {
        Map<String, Path> files = new LinkedHashMap<>();
        if (!text.contains("=")) {
            files.put("", Path.of(text));
            return files;
        }
        for (String each : text.split(",", -1)) {
            String[] parts = each.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException(
                        "\"" + each + "\" is not a named file; write --log list=incidents.csv,audit=sys_audit.csv.");
            }
            files.put(parts[0].strip(), Path.of(parts[1].strip()));
        }
        return files;
    }

    /** Figures by what the caller asks for, beside those by severity. */
    private static Optional<ComplianceAggregator> asked(Arguments args, ZoneId zone) {
        List<Dimension> dimensions = new ArrayList<>(List.of(Dimension.METRIC));
        args.value("--by")
                .ifPresent(by -> dimensions.add(
                        switch (by.toLowerCase(Locale.ROOT)) {
                            case "team" -> Dimension.TEAM;
                            case "customer" -> Dimension.CUSTOMER;
                            case "agreement" -> Dimension.AGREEMENT;
                            case "severity" -> Dimension.SEVERITY;
                            default -> Dimension.attribute(by);
                        }));
        args.value("--period")
                .ifPresent(period -> dimensions.add(
                        switch (period.toLowerCase(Locale.ROOT)) {
                            case "day" -> Dimension.day(zone);
                            case "week" -> Dimension.week(zone);
                            case "month" -> Dimension.month(zone);
                            case "quarter" -> Dimension.quarter(zone);
                            default ->
                                throw new IllegalArgumentException(
                                        "\"" + period + "\" is not a period; use day, week, month or quarter.");
                        }));
        return dimensions.size() == 1
                ? Optional.empty()
                : Optional.of(ComplianceAggregator.of(dimensions.toArray(Dimension[]::new)));
    }

    private static EventLog log(
            Arguments args, Map<String, Path> files, ServiceLevelAgreement agreement, Optional<ZoneId> zone)
            throws IOException {
        for (Path file : files.values()) {
            requireFile(file);
        }
        if (args.value("--mapping").isPresent()) {
            return new MappedLog(
                    LogMapping.read(Path.of(args.value("--mapping").get()), zone),
                    files,
                    word -> severity(agreement, word));
        }
        Path file = files.values().iterator().next();
        return args.value("--format").filter("servicenow"::equals).isPresent()
                ? new ServiceNowLog(file, zone.orElse(ZoneOffset.UTC))
                : new MappedLog(new OwnFormat(agreement, zone), file);
    }

    private static Optional<Severity> severity(ServiceLevelAgreement agreement, String word) {
        try {
            return Optional.of(agreement.severity(word));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the log counts and lists it
        }
    }

    private static void requireFile(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; name a file.");
        }
    }

    public static ServiceLevelAgreement readAgreement(Path file) throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        requireFile(file);
        try {
            Map<String, Object> document = mapper.readValue(Files.readString(file), new TypeReference<>() {});
            return AgreementDefinition.fromMap(document).toAgreement();
        } catch (JacksonException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new IOException(file + line + ": " + e.getOriginalMessage(), e);
        } catch (InvalidDefinitionException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
