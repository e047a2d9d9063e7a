package org.sla4j.examples;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.cases.CaseEvent;

/**
 * A log of our own format: a CSV file with a row for each event, in order of time.
 *
 * <p>Columns: {@code case}, {@code time} (ISO instant), {@code event} (one of {@link EventType#standard}), {@code severity} (name or rank), {@code reason}, {@code party},
 * {@code team}. Further columns are attributes of the case, read where it is opened. A case ends when it is closed or
 * cancelled.
 */
final class CsvEventLog implements EventLog {
    private static final Set<String> COLUMNS = Set.of("case", "time", "event", "severity", "reason", "party", "team");

    private final Path file;
    private final Map<String, Severity> severities;

    CsvEventLog(Path file, ServiceLevelAgreement agreement) {
        this.file = file;
        this.severities = agreement.policies().stream()
                .map(SeverityPolicy::severities)
                .flatMap(Set::stream)
                .distinct()
                .flatMap(severity -> List.of(
                        Map.entry(severity.name().toLowerCase(Locale.ROOT), severity),
                        Map.entry(Integer.toString(severity.rank()), severity))
                        .stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    @Override
    public void read(Sink sink) throws IOException {
        long rows = 0;
        try (CsvReader<NamedCsvRecord> csv = Csv.reader().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : csv) {
                long line = row.getStartingLineNumber();
                try {
                    CaseEvent event = event(row);
                    sink.event(event, line);
                    if (event.type().equals(EventType.CLOSED) || event.type().equals(EventType.CANCELLED)) {
                        sink.endOfCase(event.caseId());
                    }
                } catch (DateTimeException | IllegalArgumentException | IllegalStateException e) {
                    sink.badRow(new BadRowException(file.toString(), line, String.valueOf(e.getMessage())));
                }
                sink.progress(++rows);
            }
        } catch (CsvParseException e) {
            // The parser has lost its place in the file, so there is no next row to skip to.
            throw new BadRowException(file.toString(), rows + 2, "not a row of CSV: " + e.getMessage());
        }
    }

    private CaseEvent event(NamedCsvRecord row) {
        if (row.getFieldCount() != row.getHeader().size()) {
            throw new IllegalArgumentException("the row has " + row.getFieldCount() + " fields; the header has "
                    + row.getHeader().size() + ".");
        }
        String id = field(row, "case");
        Instant at = instant(field(row, "time"));
        EventType type = type(field(row, "event"));
        return event(row, id, at, type).withTeam(field(row, "team")).withSequence(row.getStartingLineNumber());
    }

    private CaseEvent event(NamedCsvRecord row, String id, Instant at, EventType type) {
        if (type.equals(EventType.OPENED)) {
            return opened(row, id, at);
        } else if (type.equals(EventType.WAITING)) {
            return CaseEvent.waiting(id, at, reason(row));
        } else if (type.equals(EventType.RESUMED) && !field(row, "reason").isEmpty()) {
            return CaseEvent.resumed(id, at, reason(row));
        } else if (type.equals(EventType.SEVERITY_CHANGED)) {
            return CaseEvent.severityChanged(id, at, severity(row));
        }
        return CaseEvent.of(id, at, type);
    }

    private CaseEvent opened(NamedCsvRecord row, String id, Instant at) {
        CaseEvent event = CaseEvent.opened(id, at, severity(row));
        for (String column : row.getHeader()) {
            if (!COLUMNS.contains(column) && !field(row, column).isEmpty()) {
                event = event.withAttribute(column, field(row, column));
            }
        }
        return event;
    }

    private static PauseReason reason(NamedCsvRecord row) {
        return PauseReason.of(field(row, "reason"), field(row, "party"));
    }

    private Severity severity(NamedCsvRecord row) {
        String text = field(row, "severity");
        Severity found = severities.get(text.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no severity of the agreement; it has " + words(severities.values()) + ".");
        }
        return found;
    }

    private static String words(Iterable<Severity> severities) {
        Set<String> words = new TreeSet<>();
        severities.forEach(severity -> words.add(severity.toString()));
        return String.join(", ", words);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new DateTimeException("\"" + text + "\" is not an instant; write 2026-01-05T09:30:00Z.", e);
        }
    }

    private static EventType type(String text) {
        Function<EventType, String> plain = type -> type.toString().replace(" ", "");
        String wanted = text.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
        return EventType.standard().stream()
                .filter(type -> plain.apply(type).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not an event; use one of " + EventType.standard() + "."));
    }

    private static String field(NamedCsvRecord row, String column) {
        try {
            return row.getField(column).strip();
        } catch (NoSuchElementException e) {
            throw new IllegalArgumentException(
                    "there is no column \"" + column + "\"; the header has " + row.getHeader() + ".", e);
        }
    }
}
