package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Hours written by somebody else, in whatever way, equal the same hours in canonical form. */
class HoursAsWrittenProperties {
    private static final List<String> DASHES = List.of(
            "-", " - ", "–", " – ", "—", "\u2010", "\u2011", "\u2212", "~", " to ", " bis ", " à ", "\u00a0–\u00a0");
    private static final List<String> BLANKS =
            List.of(" ", "  ", "\u00a0", "\u202f", "\u2009", "\u3000", "\t", ": ", ", ");
    private static final List<String> RULE_ENDS = List.of("; ", ";", "\n", "\r\n", " ;\n", "\u2028", ", ");
    private static final List<String> COMMAS = List.of(",", ", ", " , ", " and ", " und ", " & ", " / ");

    @Provide
    Arbitrary<WeeklyHours> weeks() {
        return CalendarArbitraries.weeks();
    }

    @Property
    void hoursWrittenInAnyWayEqualTheirCanonicalForm(@ForAll("weeks") WeeklyHours week, @ForAll long seed) {
        String written = new Writer(new Random(seed)).write(week);
        assertThat(WeeklyHours.parse(written)).as(written).isEqualTo(week).hasToString(week.toString());
    }

    /** Somebody with habits: one language, one way of writing times, any blanks. */
    private static final class Writer {
        private final Random random;
        private final Locale language;
        private final TextStyle style;
        private final int habit;

        Writer(Random random) {
            this.random = random;
            this.language = pick(List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH));
            this.style = pick(List.of(TextStyle.FULL, TextStyle.SHORT));
            this.habit = random.nextInt(5);
        }

        private <T> T pick(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        String write(WeeklyHours week) {
            List<String> rules = new ArrayList<>();
            for (DayOfWeek day : DayOfWeek.values()) {
                if (week.on(day).isEmpty()) {
                    if (random.nextBoolean()) {
                        rules.add(day(day) + " " + pick(List.of("off", "closed", "geschlossen", "fermé")));
                    }
                } else {
                    List<String> ranges = new ArrayList<>();
                    week.on(day).forEach(range -> ranges.add(range(range)));
                    rules.add(day(day) + pick(BLANKS) + String.join(pick(COMMAS), ranges));
                }
            }
            if (rules.isEmpty()) {
                return pick(List.of("off", "never", "closed"));
            }
            return String.join(pick(RULE_ENDS), rules);
        }

        private String day(DayOfWeek day) {
            String name = day.getDisplayName(style, language);
            return switch (random.nextInt(3)) {
                case 0 -> name.toUpperCase(Locale.ROOT);
                case 1 -> name.toLowerCase(Locale.ROOT);
                default -> name;
            };
        }

        private String range(TimeRange range) {
            int close = range.closeSecond() > TimeRange.DAY ? range.closeSecond() - TimeRange.DAY : range.closeSecond();
            return time(range.openSecond()) + pick(DASHES) + time(close);
        }

        private String time(int second) {
            int hour = second / 3600;
            int minute = second / 60 % 60;
            if (habit != 4 && second % 60 != 0) {
                return String.format(Locale.ROOT, "%02d:%02d:%02d", hour, minute, second % 60);
            }
            return switch (habit) {
                case 0 -> String.format(Locale.ROOT, "%d:%02d", hour, minute);
                case 1 -> String.format(Locale.ROOT, "%02d%02d", hour, minute);
                case 2 -> String.format(Locale.ROOT, "%d.%02d Uhr", hour, minute);
                case 3 -> minute == 0 ? hour + "h" : String.format(Locale.ROOT, "%dh%02d", hour, minute);
                default -> ofTwelve(hour, minute, second % 60);
            };
        }

        /** Who writes one end of a range by the 12-hour clock writes the other so too. */
        private String ofTwelve(int hour, int minute, int second) {
            String half = hour % 24 < 12 ? pick(List.of("am", " AM", " a.m.")) : pick(List.of("pm", " PM", " p.m."));
            String minutes = minute == 0 && second == 0 ? "" : String.format(Locale.ROOT, ":%02d", minute);
            String seconds = second == 0 ? "" : String.format(Locale.ROOT, ":%02d", second);
            return (hour + 11) % 12 + 1 + minutes + seconds + half;
        }
    }
}
