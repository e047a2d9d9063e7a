package org.sla4j.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sla4j.calendar.ICalendarText.Line;

/** Reads the recurrence rules of one iCalendar text, and mends what is odd in them; used once, by one thread. */
final class ICalendarRuleReader {
    private static final int MAX_RULES = 500;
    private static final int MAX_RULE_CHARS = 500;
    private static final Pattern POSITIVE = Pattern.compile("0*[1-9]\\d{0,3}");
    private static final Set<String> FREQUENCIES = Set.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
    private static final Set<String> RULE_PARTS = Set.of(
            "FREQ",
            "UNTIL",
            "COUNT",
            "INTERVAL",
            "BYDAY",
            "BYMONTHDAY",
            "BYYEARDAY",
            "BYWEEKNO",
            "BYMONTH",
            "BYSETPOS",
            "WKST");

    /** What RFC 7529 lets a rule say that is as RFC 5545 has it. */
    private static final Set<String> DEFAULTS = Set.of("RSCALE=GREGORIAN", "SKIP=OMIT");

    private static final Pattern NUMBERED_DAY = Pattern.compile("[+-]?\\d+(?=[A-Z])");
    private static final Set<String> TIMES_OF_DAY = Set.of("BYHOUR", "BYMINUTE", "BYSECOND");
    private static final Pattern WEEKDAY = Pattern.compile("MO|TU|WE|TH|FR|SA|SU");
    private static final Pattern LONG_WEEKDAY = Pattern.compile(
            "(?<![A-Z])(?:MON(?:DAY)?|TUE(?:S|SDAY)?|WED(?:NESDAY)?|THU(?:RS|RSDAY)?|FRI(?:DAY)?|SAT(?:URDAY)?|SUN(?:DAY)?)(?![A-Z])");
    private static final Pattern COMMA_BEFORE_PART = Pattern.compile(",(?=[A-Z]+=)");

    private final ICalendarNotes notes;
    private int read;

    ICalendarRuleReader(ICalendarNotes notes) {
        this.notes = notes;
    }

    /** A rule, and whether it goes on without end. */
    record Rule(ICalendarRule rule, boolean endless) {}

    /**
     * Reads a line with a rule.
     *
     * @param first the date that the rule counts from
     * @return the rule, or empty if it cannot be followed, which is noted
     */
    Optional<Rule> read(ICalendarComponent event, Line line, LocalDate first) {
        if (++read > MAX_RULES) {
            throw ICalendarReader.refused(
                    line.number(), "There are more than the " + MAX_RULES + " recurrence rules that are accepted.");
        }
        try {
            Map<String, String> parts = ruleParts(event, line);
            Optional<String> last = Optional.ofNullable(parts.remove("UNTIL"));
            boolean endless = !parts.containsKey("COUNT") && last.isEmpty();
            LocalDate until = last.isPresent() ? until(event, line, last.get()) : LocalDate.MAX;
            ICalendarRule rule = new ICalendarRule(parts, first, until);
            if (line.name().equals("RRULE") && !rule.startsAtFirst()) {
                notes.mended(
                        line,
                        event,
                        ICalendarNotes.quote(line.value()) + " does not give the date of DTSTART, " + first,
                        "that date and those of the rule are taken");
            }
            return Optional.of(new Rule(rule, endless));
        } catch (InvalidDefinitionException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            notes.mended(
                    line,
                    event,
                    ICalendarNotes.quote(line.value()) + " is not a recurrence rule that can be followed: "
                            + e.getMessage(),
                    "the event is taken without it");
            return Optional.empty();
        }
    }

    private LocalDate until(ICalendarComponent event, Line line, String text) {
        ICalendarComponent.Moment at = event.moment(line, text)
                .orElseThrow(() -> new IllegalArgumentException("its UNTIL is not a date, such as 20261225"));
        if (at.time().isPresent()) {
            notes.mended(
                    line,
                    event,
                    "UNTIL has a time of day (" + ICalendarNotes.shortened(text) + ")",
                    "it ends on " + at.date());
        } else if (!ICalendarComponent.isPlainDate(text)) {
            notes.mended(
                    line,
                    event,
                    "UNTIL is not written like 20261225 (" + ICalendarNotes.shortened(text) + ")",
                    "it ends on " + at.date());
        }
        return at.date();
    }

    private Map<String, String> ruleParts(ICalendarComponent event, Line line) {
        if (line.value().length() > MAX_RULE_CHARS) {
            throw new IllegalArgumentException("it is longer than " + MAX_RULE_CHARS + " characters");
        }
        Map<String, String> parts = new TreeMap<>();
        for (String part : parted(event, line).split(";", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1).replaceAll("^,+|,+$|(?<=,),+", "");
            if (DEFAULTS.contains(part)) {
                continue; // says what holds anyway
            }
            if (name.equals("RSCALE") && !value.equals("GREGORIAN")) {
                throw new IllegalArgumentException("it counts in another calendar, RSCALE=" + value);
            } else if (name.startsWith("BY") && !RULE_PARTS.contains(name) && !TIMES_OF_DAY.contains(name)) {
                // Without a part that chooses dates the rule would give others.
                throw new IllegalArgumentException("nobody knows what its part " + name + " means");
            } else if (part.isEmpty()) {
                notes.mended(line, event, "the rule has an empty part", "it is passed over");
            } else if (value.isEmpty()
                    || !RULE_PARTS.contains(name)
                    || (name.equals("WKST") && !WEEKDAY.matcher(value).matches())) {
                notes.mended(
                        line,
                        event,
                        ICalendarNotes.quote(part) + " is not a part of a rule for dates",
                        "it is passed over");
            } else if (parts.putIfAbsent(name, name.equals("BYDAY") ? days(event, line, value) : value) != null) {
                notes.mended(line, event, name + " occurs twice in the rule", "the first one counts");
            }
        }
        requireNumbers(event, line, parts);
        sayWhatDoesNotGoTogether(event, line, parts);
        return parts;
    }

    /** The parts of a rule, with semicolons between them. */
    private String parted(ICalendarComponent event, Line line) {
        String written = line.value().replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        String text = written.replaceAll("[\\\\\"]", "");
        if (!text.equals(written)) {
            notes.mended(line, event, "the rule is quoted or escaped as if it were text", "it is read as a rule");
        }
        String again = line.name() + ":";
        if (text.startsWith(again)) {
            notes.mended(line, event, again + " is written twice", "once is enough");
            text = text.substring(again.length());
        }
        String parted = COMMA_BEFORE_PART.matcher(text).replaceAll(";");
        if (!parted.equals(text)) {
            notes.mended(line, event, "commas part the rule", "they are taken for semicolons");
        }
        return parted;
    }

    /** BYDAY with two letters for each day. */
    private String days(ICalendarComponent event, Line line, String days) {
        String cut = LONG_WEEKDAY.matcher(days).replaceAll(day -> day.group().substring(0, 2));
        if (!cut.equals(days)) {
            notes.mended(
                    line, event, ICalendarNotes.quote(days) + " in BYDAY is more than two letters a day", "two count");
        }
        return cut;
    }

    private void requireNumbers(ICalendarComponent event, Line line, Map<String, String> parts) {
        if (!FREQUENCIES.contains(parts.getOrDefault("FREQ", ""))) {
            throw new IllegalArgumentException("its FREQ is not DAILY, WEEKLY, MONTHLY or YEARLY");
        }
        if (parts.containsKey("COUNT") && parts.containsKey("UNTIL")) {
            notes.mended(line, event, "the rule has both COUNT and UNTIL", "it ends with the earlier of the two");
        }
        if (!POSITIVE.matcher(parts.getOrDefault("COUNT", "1")).matches()) {
            throw new IllegalArgumentException("its COUNT is not a number from 1 to 9999");
        }
        String interval = parts.getOrDefault("INTERVAL", "1");
        if (interval.matches("0+|-\\d+")) {
            notes.mended(
                    line,
                    event,
                    "INTERVAL=" + ICalendarNotes.shortened(interval) + " goes nowhere",
                    "it is taken for 1");
            parts.put("INTERVAL", "1");
        } else if (!POSITIVE.matcher(interval).matches()) {
            throw new IllegalArgumentException("its INTERVAL is not a number from 1 to 9999");
        }
    }

    /** A part that does not go with the frequency of its rule can only mean to choose among its dates. */
    private void sayWhatDoesNotGoTogether(ICalendarComponent event, Line line, Map<String, String> parts) {
        String frequency = parts.getOrDefault("FREQ", "");
        boolean isYearly = frequency.equals("YEARLY");
        boolean hasMonths = isYearly || frequency.equals("MONTHLY");
        for (String name : List.of("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY")) {
            boolean goes = isYearly || (name.equals("BYMONTHDAY") && !frequency.equals("WEEKLY"));
            if (!goes && parts.containsKey(name)) {
                notes.mended(
                        line,
                        event,
                        name + " does not go with FREQ=" + frequency,
                        "the rule gives no dates but those it names");
            }
        }
        String days = parts.getOrDefault("BYDAY", "");
        String plain = NUMBERED_DAY.matcher(days).replaceAll("");
        if (!plain.equals(days) && (!hasMonths || parts.containsKey("BYWEEKNO"))) {
            notes.mended(
                    line,
                    event,
                    ICalendarNotes.quote(days) + " in BYDAY counts weekdays in a rule of weeks or days",
                    "the weekdays count without the number");
            parts.put("BYDAY", plain);
        }
    }
}
