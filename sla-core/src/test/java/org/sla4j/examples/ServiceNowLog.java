package org.sla4j.examples;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseSnapshot;
import org.sla4j.cases.CaseSnapshot.Status;
import org.sla4j.cases.CaseSnapshots;

/**
 * The audit log of a ServiceNow instance: a row for each update of an incident, all rows of an incident together, as CSV or
 * as CSV in a zip file.
 *
 * <p>Rows say what an incident looked like after an update; {@link CaseSnapshots} makes events of their differences:
 *
 * <ul>
 *   <li>The incident was opened at {@code opened_at} with the priority and group of its first row. All other times are the
 *       rows' own, {@code sys_updated_at}, because {@code resolved_at} and {@code closed_at} are on every row from the first on
 *       and look ahead. A row that claims to be before the row above it happened at the same time as that one.
 *   <li>The first row whose state is no longer New, or that names somebody it is assigned to, is the first response.
 *   <li>The states Awaiting User Info, Vendor, Problem and Evidence are waits; a state of {@code -100} is unknown and changes
 *       nothing.
 *   <li>Leaving Resolved or Closed for an open state reopens the incident.
 * </ul>
 *
 * Times have no zone in the file and are read in the one given.
 */
final class ServiceNowLog implements EventLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d/M/uuuu HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Map<String, Severity> PRIORITIES = Map.of(
            "1 - Critical", Severity.CRITICAL,
            "2 - High", Severity.HIGH,
            "3 - Moderate", Severity.MODERATE,
            "4 - Low", Severity.LOW);
    private static final Map<String, PauseReason> WAITS = Map.of(
            "Awaiting User Info", PauseReason.of("awaiting user info", "customer"),
            "Awaiting Vendor", PauseReason.of("awaiting vendor", "vendor"),
            "Awaiting Problem", PauseReason.of("awaiting problem", "problem"),
            "Awaiting Evidence", PauseReason.of("awaiting evidence", "evidence"));
    private static final List<String> OTHER_STATES = List.of("New", "Active", "Resolved", "Closed", "-100");

    private final Path file;
    private final ZoneId zone;

    ServiceNowLog(Path file, ZoneId zone) {
        this.file = file;
        this.zone = zone;
    }

    /** The rows of an incident so far. */
    private record Incident(String number, Instant at, CaseSnapshots rows) {}

    /** Reads the rows one by one, with the flag by which the instance itself says whether it kept its promise. */
    interface RowSink extends Sink {
        void madeSla(String number, boolean flag);
    }

    @Override
    public void read(Sink sink) throws IOException {
        long rows = 0;
        Incident incident = null;
        String refused = "";
        try (Reader text = open();
                CsvReader<NamedCsvRecord> csv = Csv.reader().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord row : csv) {
                long line = row.getStartingLineNumber();
                sink.progress(++rows);
                try {
                    String number = field(row, "number");
                    if (incident != null && !incident.number().equals(number)) {
                        sink.endOfCase(incident.number());
                        incident = null;
                    }
                    if (number.equals(refused)) {
                        continue; // its first row was bad, so nothing can be said of the rest
                    }
                    refused = incident == null ? number : "";
                    incident = update(incident, row, sink, line);
                    refused = "";
                } catch (DateTimeException | IllegalArgumentException | IllegalStateException e) {
                    sink.badRow(new BadRowException(file.toString(), line, String.valueOf(e.getMessage())));
                }
            }
            if (incident != null) {
                sink.endOfCase(incident.number());
            }
        } catch (CsvParseException e) {
            // The parser has lost its place in the file, so there is no next row to skip to.
            throw new BadRowException(file.toString(), rows + 2, "not a row of CSV: " + e.getMessage());
        }
    }

    private Reader open() throws IOException {
        if (!file.toString().endsWith(".zip")) {
            return Files.newBufferedReader(file);
        }
        ZipInputStream zip = new ZipInputStream(Files.newInputStream(file));
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().endsWith(".csv")) {
                InputStream csv = zip;
                return new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8));
            }
        }
        zip.close();
        throw new IOException(file + " is a zip file without a CSV file in it.");
    }

    private Incident update(@Nullable Incident known, NamedCsvRecord row, Sink sink, long line) {
        String number = field(row, "number");
        Instant updated = time(field(row, "sys_updated_at"));
        Instant opened = known == null ? time(field(row, "opened_at")) : known.at();
        Instant at = updated.isBefore(opened) ? opened : updated;
        CaseSnapshots before = known == null ? CaseSnapshots.of(number) : known.rows();
        CaseSnapshots rows = before.with(snapshot(row, at, opened, line));
        rows.events().subList(before.events().size(), rows.events().size()).forEach(event -> sink.event(event, line));
        if (sink instanceof RowSink flags) {
            flags.madeSla(number, Boolean.parseBoolean(field(row, "made_sla")));
        }
        return new Incident(number, at, rows);
    }

    /** What a row says; its line is its place, because the log tells time by the minute. */
    private static CaseSnapshot snapshot(NamedCsvRecord row, Instant at, Instant opened, long line) {
        String state = field(row, "incident_state");
        PauseReason wait = WAITS.get(state);
        if (wait == null && !OTHER_STATES.contains(state)) {
            throw new IllegalArgumentException("\"" + state + "\" is not an incident state; there are " + OTHER_STATES
                    + " and " + WAITS.keySet() + ".");
        }
        CaseSnapshot.Builder snapshot = CaseSnapshot.builder(field(row, "number"), at)
                .sequence(line)
                .openedAt(opened)
                .severity(severity(field(row, "priority")))
                .isAnswered(!state.equals("New")
                        || !known(field(row, "assigned_to")).isEmpty());
        String group = known(field(row, "assignment_group"));
        if (!group.isEmpty()) {
            snapshot.team(group);
        }
        switch (state) {
            case "-100" -> {}
            case "Resolved" -> snapshot.status(Status.RESOLVED);
            case "Closed" -> snapshot.status(Status.CLOSED);
            default -> snapshot.status(Status.OPEN).waits(wait == null ? Set.of() : Set.of(wait));
        }
        return snapshot.build();
    }

    private static Severity severity(String priority) {
        Severity severity = PRIORITIES.get(priority);
        if (severity == null) {
            throw new IllegalArgumentException("\"" + priority
                    + "\" is not a priority; there are 1 - Critical, 2 - High, 3 - Moderate and 4 - Low.");
        }
        return severity;
    }

    private Instant time(String text) {
        try {
            return LocalDateTime.parse(text, TIME).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new DateTimeException("\"" + text + "\" is not a time; the log writes 29/2/2016 01:16.", e);
        }
    }

    private static String known(String text) {
        return text.equals("?") ? "" : text;
    }

    private static String field(NamedCsvRecord row, String column) {
        try {
            return row.getField(column);
        } catch (NoSuchElementException e) {
            throw new IllegalArgumentException(
                    "the row has no field \"" + column + "\", only " + row.getFieldCount() + " fields.", e);
        }
    }
}
