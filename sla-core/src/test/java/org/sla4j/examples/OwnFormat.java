package org.sla4j.examples;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;

/**
 * A log of our own format: a CSV file with a row for each event.
 *
 * <p>Columns: {@code case}, {@code time} (ISO, local if the zone is given), {@code event} (one of {@link EventType#standard} or of the
 * agreement's own), {@code severity} (name or rank), {@code reason}, {@code party}, {@code team}. Further columns are attributes of
 * the case, on any row.
 */
final class OwnFormat {
    static final String KIND = "own";
    /** For which this form has no columns. */
    private static final Set<EventType> SAYS_MORE = Set.of(EventType.AGREED, EventType.WITHDRAWN);

    private static final List<String> COLUMNS = List.of("case", "time", "event", "severity", "reason", "party", "team");

    private final LogTimes times;
    private final ServiceLevelAgreement agreement;
    private final Map<String, EventType> types = new LinkedHashMap<>();

    OwnFormat(ServiceLevelAgreement agreement, Optional<ZoneId> zone) {
        this.times = new LogTimes(List.of("iso"), zone, Locale.ROOT);
        this.agreement = agreement;
        EventType.standard().stream()
                .filter(type -> !SAYS_MORE.contains(type))
                .forEach(type -> types.put(plain(type.name()), type));
        agreement.policies().stream()
                .flatMap(policy -> policy.targets().keySet().stream())
                .flatMap(metric -> metric.events().stream())
                .forEach(type -> types.putIfAbsent(plain(type.name()), type));
    }

    /** The mapping of a log that needs none. */
    LogMapping mapping() {
        LogMapping.Source source = new LogMapping.Source(
                "",
                "",
                KIND,
                List.of(),
                List.of(),
                LogMapping.Column.parse("case"),
                column("time"),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                times,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                column("severity"),
                column("team"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(LogMapping.Column.parse("event")),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                column("reason"),
                column("party"));
        return new LogMapping(List.of(source), Map.of(), List.of(), List.of(), List.of());
    }

    private static Optional<LogMapping.Column> column(String name) {
        return Optional.of(LogMapping.Column.parse(name));
    }

    /** Reads a row; throws what is wrong with it. */
    LogEntry entry(LogRow row, long number) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : COLUMNS) {
            values.put(column, field(row, column));
        }
        String id = field(row, "case");
        if (id.isEmpty()) {
            throw new IllegalArgumentException("column \"case\" is empty.");
        }
        Instant at = instant(field(row, "time"));
        for (String column : row.columns()) {
            if (!COLUMNS.contains(column.strip().toLowerCase(Locale.ROOT))) {
                values.put("fact " + column, field(row, column));
            }
        }
        values.values().removeIf(String::isEmpty);
        LogEntry entry = new LogEntry(id, at, "", number, row.line(), 0, "", false, 0, values);
        event(entry);
        return entry;
    }

    /** The events of a case, its opening first and then as the log has them. */
    List<CaseTimeline.Dated> events(List<LogEntry> rows) {
        List<LogEntry> all = new ArrayList<>(rows);
        all.sort(Comparator.comparingLong(LogEntry::number));
        List<CaseTimeline.Dated> events = new ArrayList<>();
        all.forEach(row -> events.add(new CaseTimeline.Dated(event(row), row)));
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).event().type().equals(EventType.OPENED)) {
                events.add(0, events.remove(i));
                break;
            }
        }
        return events;
    }

    private CaseEvent event(LogEntry row) {
        EventType type = type(row.value("event"));
        if (type.equals(EventType.REASSIGNED)) {
            require(row, "team");
        }
        CaseEvent event = event(row, type).withTeam(row.value("team")).withSequence(row.number());
        for (Map.Entry<String, String> value : row.values().entrySet()) {
            if (value.getKey().startsWith("fact ")) {
                event = event.withAttribute(value.getKey().substring("fact ".length()), value.getValue());
            }
        }
        return event;
    }

    private CaseEvent event(LogEntry row, EventType type) {
        String id = row.caseId();
        if (type.equals(EventType.OPENED)) {
            return CaseEvent.opened(id, row.at(), severity(row));
        } else if (type.equals(EventType.WAITING)) {
            return CaseEvent.waiting(id, row.at(), reason(row));
        } else if (type.equals(EventType.RESUMED) && !row.value("reason").isEmpty()) {
            return CaseEvent.resumed(id, row.at(), reason(row));
        } else if (type.equals(EventType.SEVERITY_CHANGED)) {
            return CaseEvent.severityChanged(id, row.at(), severity(row));
        }
        return CaseEvent.of(id, row.at(), type);
    }

    private static PauseReason reason(LogEntry row) {
        require(row, "reason");
        require(row, "party");
        return PauseReason.of(row.value("reason"), row.value("party"));
    }

    private static void require(LogEntry row, String column) {
        if (row.value(column).isEmpty()) {
            throw new IllegalArgumentException(
                    "column \"" + column + "\" is empty, but \"" + row.value("event") + "\" needs it.");
        }
    }

    private Severity severity(LogEntry row) {
        require(row, "severity");
        return agreement.severity(row.value("severity"));
    }

    private Instant instant(String text) {
        try {
            return times.read(text);
        } catch (IllegalArgumentException e) {
            if (String.valueOf(e.getMessage()).contains("zone")) {
                throw e;
            }
            throw new IllegalArgumentException("\"" + text + "\" is not an instant; write 2026-01-05T09:30:00Z.", e);
        }
    }

    private EventType type(String text) {
        EventType type = types.get(plain(text));
        if (type == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not an event; use one of " + types.values() + ".");
        }
        return type;
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }

    private static String field(LogRow row, String column) {
        return LogRow.plain(row.values(column).stream().findFirst().orElse(""));
    }
}
