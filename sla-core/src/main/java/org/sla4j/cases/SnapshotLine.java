package org.sla4j.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.Quoted;

/** A snapshot as one line of text: its instant, then its parts as {@code name=value}, joined and escaped as in an {@link EventLine}. */
final class SnapshotLine {
    private static final List<String> PARTS =
            List.of("sequence", "opened", "status", "answered", "severity", "rank", "team", "waits");

    private SnapshotLine() {}

    static String of(CaseSnapshot row) {
        StringBuilder line = new StringBuilder(row.at().toString());
        EventLine.part(line, "sequence", row.sequence() == 0 ? "" : Long.toString(row.sequence()));
        EventLine.part(line, "opened", row.openedAt().map(Instant::toString).orElse(""));
        EventLine.part(
                line,
                "status",
                row.status()
                        .map(status -> status.name().toLowerCase(Locale.ROOT))
                        .orElse(""));
        EventLine.part(line, "answered", row.isAnswered() ? "true" : "");
        row.severity().ifPresent(severity -> {
            EventLine.part(line, "severity", severity.name());
            EventLine.part(line, "rank", Integer.toString(severity.rank()));
        });
        EventLine.part(line, "team", row.team().orElse(""));
        row.waits().ifPresent(waits -> {
            line.append("\twaits=");
            EventLine.escape(text(waits), line);
        });
        EventLine.attributes(line, row.attributes());
        return line.toString();
    }

    /** Reasons and parties, one after the other, each ended by a line break. */
    private static String text(Set<PauseReason> waits) {
        StringBuilder text = new StringBuilder();
        waits.stream()
                .sorted(Comparator.comparing(PauseReason::name)
                        .thenComparing(reason -> reason.party().name()))
                .forEach(reason -> {
                    EventLine.escape(reason.name(), text);
                    text.append('\n');
                    EventLine.escape(reason.party().name(), text);
                    text.append('\n');
                });
        return text.toString();
    }

    static CaseSnapshot parse(String caseId, String line) {
        Map<String, String> given = new TreeMap<>();
        Map<String, String> attributes = new TreeMap<>();
        try {
            String[] parts = EventLine.parts(line);
            EventLine.read(parts, 1, PARTS, given, attributes);
            boolean severe = EventLine.together(given, "severity", "rank");
            return new CaseSnapshot(
                    caseId,
                    Instant.parse(parts[0]),
                    Long.parseLong(given.getOrDefault("sequence", "0")),
                    Optional.ofNullable(given.get("opened")).map(Instant::parse),
                    Optional.ofNullable(given.get("status")).map(SnapshotLine::status),
                    isAnswered(given.getOrDefault("answered", "")),
                    severe
                            ? Optional.of(Severity.of(
                                    Integer.parseInt(given.getOrDefault("rank", "")),
                                    given.getOrDefault("severity", "")))
                            : Optional.empty(),
                    Optional.ofNullable(given.get("team")),
                    Optional.ofNullable(given.get("waits")).map(SnapshotLine::waits),
                    attributes);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Line " + Quoted.of(line) + " of case " + Quoted.of(caseId) + " is not a snapshot: "
                            + e.getMessage(),
                    e);
        }
    }

    private static boolean isAnswered(String value) {
        if (!value.isEmpty() && !value.equals("true")) {
            throw new IllegalArgumentException("answered is true or left out, but was " + Quoted.of(value) + ".");
        }
        return !value.isEmpty();
    }

    private static CaseSnapshot.Status status(String name) {
        for (CaseSnapshot.Status status : CaseSnapshot.Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(name)) {
                return status;
            }
        }
        throw new IllegalArgumentException(
                "its status is open, resolved, closed or cancelled, but was " + Quoted.of(name) + ".");
    }

    private static Set<PauseReason> waits(String text) {
        List<String> names = text.lines().map(EventLine::unescaped).toList();
        if (names.size() % 2 != 0) {
            throw new IllegalArgumentException("it has a wait without its party.");
        }
        Set<PauseReason> waits = new HashSet<>();
        for (int i = 0; i < names.size(); i += 2) {
            waits.add(PauseReason.of(names.get(i), names.get(i + 1)));
        }
        return waits;
    }
}
