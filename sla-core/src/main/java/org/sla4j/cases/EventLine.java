package org.sla4j.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.Quoted;

/**
 * An event as one line of text: its instant, its type, then its other parts as {@code name=value}, all joined by tabs.
 *
 * <p>In a value, a backslash begins what would break the line or the parts apart: {@code \t \n \r \\ \e} (for {@code =}), and {@code
 * \}{@code u0000} for other control characters and for halves of surrogate pairs.
 */
final class EventLine {
    private static final String ATTRIBUTE = "@";
    /** The parts that a line may have; those of attributes begin with {@link #ATTRIBUTE}. */
    private static final List<String> PARTS = List.of(
            "id",
            "sequence",
            "severity",
            "rank",
            "reason",
            "party",
            "team",
            "inPlaceOf",
            "agreement",
            "metric",
            "limit",
            "due",
            "by",
            "why",
            "recorded");

    /** What is agreed by hand is made of these. */
    private static final List<String> AGREED = List.of("agreement", "metric", "limit", "due", "by", "why");

    private EventLine() {}

    static String of(CaseEvent event) {
        StringBuilder line = new StringBuilder(event.at().toString());
        line.append('\t');
        escape(event.type().name(), line);
        part(line, "id", event.id());
        part(line, "sequence", event.sequence() == 0 ? "" : Long.toString(event.sequence()));
        event.severity().ifPresent(severity -> {
            part(line, "severity", severity.name());
            part(line, "rank", Integer.toString(severity.rank()));
        });
        event.reason().ifPresent(reason -> {
            part(line, "reason", reason.name());
            part(line, "party", reason.party().name());
        });
        part(line, "team", event.team());
        part(line, "inPlaceOf", event.inPlaceOf());
        event.agreed().ifPresent(term -> {
            part(line, "agreement", term.agreement());
            part(line, "metric", term.metric());
            part(line, "limit", term.limit().map(BusinessDuration::toString).orElse(""));
            part(line, "due", term.due().map(Instant::toString).orElse(""));
            part(line, "by", term.by());
            part(line, "why", term.why());
        });
        part(line, "recorded", event.recordedAt().map(Instant::toString).orElse(""));
        attributes(line, event.attributes());
        return line.toString();
    }

    static void attributes(StringBuilder line, Map<String, String> attributes) {
        attributes.forEach((name, value) -> {
            line.append('\t').append(ATTRIBUTE);
            escape(name, line);
            line.append('=');
            escape(value, line);
        });
    }

    static void part(StringBuilder line, String name, String value) {
        if (!value.isEmpty()) {
            line.append('\t').append(name).append('=');
            escape(value, line);
        }
    }

    static CaseEvent parse(String caseId, String line) {
        try {
            String[] parts = parts(line);
            if (parts.length < 2) {
                throw new IllegalArgumentException(
                        "it has no type; a line begins with an instant, a tab and the type of the event.");
            }
            Map<String, String> given = new TreeMap<>();
            Map<String, String> attributes = new TreeMap<>();
            read(parts, 2, PARTS, given, attributes);
            return event(caseId, parts, given, attributes);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Line " + Quoted.of(line) + " of case " + Quoted.of(caseId) + " is not an event: " + e.getMessage(),
                    e);
        }
    }

    /** The parts of a line, as they are written; a break within the line would go into one of them unseen. */
    static String[] parts(String line) {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("it has a line break; a line is read without the one that ends it.");
        }
        return line.split("\t", -1);
    }

    /** Reads the parts of a line from one of them on, those of attributes apart. */
    static void read(
            String[] parts, int from, List<String> names, Map<String, String> given, Map<String, String> attributes) {
        for (int i = from; i < parts.length; i++) {
            int equal = parts[i].indexOf('=');
            if (equal < 0) {
                throw new IllegalArgumentException(
                        "it has the part " + Quoted.of(parts[i]) + ", which is not of the form name=value.");
            }
            String name = parts[i].substring(0, equal);
            String value = unescaped(parts[i].substring(equal + 1));
            boolean isAttribute = name.startsWith(ATTRIBUTE);
            if (!isAttribute && !names.contains(name)) {
                throw new IllegalArgumentException("it has the part " + Quoted.of(name) + ", which is none of " + names
                        + "; attributes begin with " + ATTRIBUTE + ".");
            }
            String before = isAttribute ? attributes.put(unescaped(name.substring(1)), value) : given.put(name, value);
            if (before != null) {
                throw new IllegalArgumentException("it has the part " + Quoted.of(name) + " twice.");
            }
        }
    }

    private static CaseEvent event(
            String caseId, String[] parts, Map<String, String> given, Map<String, String> attributes) {
        CaseEvent.Draft draft = new CaseEvent.Draft(caseId, Instant.parse(parts[0]), EventType.of(unescaped(parts[1])));
        draft.id = text(given, "id");
        draft.sequence = Long.parseLong(given.getOrDefault("sequence", "0"));
        draft.severity = together(given, "severity", "rank")
                ? Severity.of(Integer.parseInt(text(given, "rank")), text(given, "severity"))
                : null;
        draft.reason =
                together(given, "reason", "party") ? PauseReason.of(text(given, "reason"), text(given, "party")) : null;
        draft.team = text(given, "team");
        draft.inPlaceOf = text(given, "inPlaceOf");
        draft.agreed = Collections.disjoint(given.keySet(), AGREED)
                ? null
                : new AgreedByHand(
                        text(given, "agreement"),
                        text(given, "metric"),
                        Optional.ofNullable(given.get("limit")).map(BusinessDuration::parse),
                        Optional.ofNullable(given.get("due")).map(Instant::parse),
                        text(given, "by"),
                        text(given, "why"));
        draft.recordedAt = given.containsKey("recorded") ? Instant.parse(text(given, "recorded")) : null;
        draft.attributes(attributes);
        return draft.read();
    }

    private static String text(Map<String, String> given, String name) {
        return given.getOrDefault(name, "");
    }

    static boolean together(Map<String, String> given, String one, String other) {
        if (given.containsKey(one) != given.containsKey(other)) {
            throw new IllegalArgumentException("it has only one of " + one + " and " + other + ", which go together.");
        }
        return given.containsKey(one);
    }

    static void escape(String value, StringBuilder into) {
        for (int i = 0; i < value.length(); i++) {
            char unit = value.charAt(i);
            switch (unit) {
                case '\t' -> into.append("\\t");
                case '\n' -> into.append("\\n");
                case '\r' -> into.append("\\r");
                case '\\' -> into.append("\\\\");
                case '=' -> into.append("\\e");
                default -> {
                    if (Character.isISOControl(unit) || unit == '\u2028' || unit == '\u2029' || isHalf(value, i)) {
                        into.append(String.format(Locale.ROOT, "\\u%04X", (int) unit));
                    } else {
                        into.append(unit);
                    }
                }
            }
        }
    }

    /** Half of a surrogate pair without the other half cannot be kept as UTF-8. */
    private static boolean isHalf(String value, int at) {
        char unit = value.charAt(at);
        if (Character.isHighSurrogate(unit)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(unit) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }

    static String unescaped(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length());
        int at = 0;
        while (at < value.length()) {
            char unit = value.charAt(at++);
            if (unit != '\\') {
                out.append(unit);
                continue;
            }
            char code = at < value.length() ? value.charAt(at++) : ' ';
            switch (code) {
                case 't' -> out.append('\t');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 'e' -> out.append('=');
                case '\\' -> out.append('\\');
                case 'u' -> {
                    out.append(unit(value, at));
                    at += 4;
                }
                default ->
                    throw new IllegalArgumentException(
                            "it has a backslash that begins none of \\t \\n \\r \\e \\\\ \\u0000.");
            }
        }
        return out.toString();
    }

    private static char unit(String value, int at) {
        List<Integer> digits = new ArrayList<>();
        for (int i = at; i < Math.min(at + 4, value.length()); i++) {
            digits.add(Character.digit(value.charAt(i), 16));
        }
        if (digits.size() < 4 || digits.contains(-1)) {
            throw new IllegalArgumentException("it has \\u without four hexadecimal digits after it.");
        }
        return (char) (digits.get(0) << 12 | digits.get(1) << 8 | digits.get(2) << 4 | digits.get(3));
    }
}
