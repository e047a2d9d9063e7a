package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule for what "within n business days" means: which moment of which day.
 *
 * <p>Service desks mean different things by it, so a limit in days names its rule. With Monday to Friday 09:00-17:00 and a
 * limit of one business day:
 *
 * <table>
 *   <caption>When one business day ends</caption>
 *   <tr><th>rule</th><th>received Mon 15:00</th><th>received Sat 12:00</th></tr>
 *   <tr><td>{@link #SAME_TIME}</td><td>Tue 15:00</td><td>Mon 12:00</td></tr>
 *   <tr><td>{@link #END_OF_DAY}</td><td>Tue 17:00</td><td>Mon 17:00</td></tr>
 *   <tr><td>{@link #NEXT_DAY_START}</td><td>Wed 09:00</td><td>Tue 09:00</td></tr>
 *   <tr><td>{@link #cutOff cutOff(14:00, 09:00)}</td><td>Wed 09:00</td><td>Tue 12:00</td></tr>
 * </table>
 *
 * Dates and times of day are those of the calendar's zone. Immutable and thread-safe; the text form of a rule parses back
 * to an equal rule.
 */
public final class DayRule {
    /** Due at the same time of day on the n-th business day after the date of receipt, whether or not that time is open. */
    public static final DayRule SAME_TIME = new DayRule(Kind.SAME_TIME, null, null);

    /**
     * Due when the n-th business day after the date of receipt ends. With zero days it is the end of the day of receipt, or of
     * the next business day if that end has passed or the date has none.
     */
    public static final DayRule END_OF_DAY = new DayRule(Kind.END_OF_DAY, null, null);

    /** Received at the start of the next business day, and due n business days after that at the start of the day. */
    public static final DayRule NEXT_DAY_START = new DayRule(Kind.NEXT_DAY_START, null, null);

    private enum Kind {
        SAME_TIME,
        END_OF_DAY,
        NEXT_DAY_START,
        CUT_OFF
    }

    private final Kind kind;
    private final @Nullable LocalTime cutOff;
    private final @Nullable LocalTime receivedAt;

    private DayRule(Kind kind, @Nullable LocalTime cutOff, @Nullable LocalTime receivedAt) {
        this.kind = kind;
        this.cutOff = cutOff;
        this.receivedAt = receivedAt;
    }

    /**
     * Returns the rule by which late arrivals count as received on the next business day.
     *
     * <p>What arrives on a business day after the cut-off counts as received at {@code receivedAt} on the next business day;
     * what arrives on a day off counts as received on the next business day at the same time of day. It is due n business days
     * after the day it counts as received, at the time it counts as received.
     *
     * @param cutOff the last time of day at which a case counts as received at once
     * @param receivedAt the time of day at which later ones count as received
     * @return the rule, {@code cut-off 17:00 08:30} as text
     */
    public static DayRule cutOff(LocalTime cutOff, LocalTime receivedAt) {
        return new DayRule(Kind.CUT_OFF, cutOff, receivedAt);
    }

    /**
     * Reads a rule: {@code same-time}, {@code end-of-day}, {@code next-day-start}, or {@code cut-off 17:00 08:30}.
     *
     * @param text one of the four forms, in any case
     * @return the rule
     * @throws IllegalArgumentException if the text is none of them
     */
    public static DayRule parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        for (DayRule rule : new DayRule[] {SAME_TIME, END_OF_DAY, NEXT_DAY_START}) {
            if (lower.equals(rule.toString())) {
                return rule;
            }
        }
        String[] words = lower.split("\\s+", -1);
        if (words.length == 3 && words[0].equals("cut-off")) {
            try {
                return cutOff(LocalTime.parse(words[1]), LocalTime.parse(words[2]));
            } catch (DateTimeException e) {
                throw unreadable(text, e);
            }
        }
        throw unreadable(text, null);
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "\"" + text
                        + "\" is not a rule for business days; use same-time, end-of-day, next-day-start or cut-off 17:00 08:30.",
                cause);
    }

    int fewestDays() {
        return kind == Kind.END_OF_DAY ? 0 : 1;
    }

    Instant due(BusinessCalendar calendar, Instant start, int days) {
        if (days < fewestDays()) {
            throw new IllegalArgumentException("At least " + fewestDays() + " business days are accepted with rule "
                    + this + ", but was " + days + ".");
        }
        ZonedDateTime received = start.atZone(calendar.zone());
        LocalDate date = received.toLocalDate();
        LocalTime time = received.toLocalTime();
        return switch (kind) {
            case SAME_TIME -> calendar.at(calendar.plusBusinessDays(date, days), time);
            case END_OF_DAY ->
                days == 0 ? endOfSameDay(calendar, start, date) : calendar.endOf(calendar.plusBusinessDays(date, days));
            case NEXT_DAY_START -> calendar.startOf(calendar.plusBusinessDays(date, Math.addExact(days, 1)));
            case CUT_OFF -> {
                boolean late = calendar.isBusinessDay(date) && cutOff != null && time.isAfter(cutOff);
                LocalDate counted = late || !calendar.isBusinessDay(date) ? calendar.plusBusinessDays(date, 1) : date;
                yield calendar.at(
                        calendar.plusBusinessDays(counted, days), late && receivedAt != null ? receivedAt : time);
            }
        };
    }

    private static Instant endOfSameDay(BusinessCalendar calendar, Instant start, LocalDate date) {
        if (calendar.isBusinessDay(date)) {
            Instant end = calendar.endOf(date);
            if (end.isAfter(start)) {
                return end;
            }
        }
        return calendar.endOf(calendar.plusBusinessDays(date, 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DayRule that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** Returns the text that {@link #parse} reads back, such as {@code end-of-day}. */
    @Override
    public String toString() {
        String words = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return kind == Kind.CUT_OFF ? words + " " + cutOff + " " + receivedAt : words;
    }
}
