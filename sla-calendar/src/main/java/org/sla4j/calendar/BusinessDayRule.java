package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A rule for what "within n business days" means: which moment of which day.
 *
 * <p>Service desks mean different things by it, so a limit in days names its rule. With Monday to Friday 09:00-17:00 and a
 * limit of one business day:
 *
 * <table>
 *   <caption>When one business day ends</caption>
 *   <tr><th>rule</th><th>as text</th><th>received Mon 15:00</th><th>received Sat 18:00</th></tr>
 *   <tr><td>{@link #SAME_TIME}</td><td>{@code 1bd}</td><td>Tue 15:00</td><td>Mon 18:00</td></tr>
 *   <tr><td>{@link #END_OF_DAY}</td><td>{@code 1bd end-of-day}</td><td>Tue 17:00</td><td>Mon 17:00</td></tr>
 *   <tr><td>{@link #NEXT_DAY_START}</td><td>{@code 1bd next-day-start}</td><td>Wed 09:00</td><td>Tue 09:00</td></tr>
 *   <tr><td>{@link #at at(12:00)}</td><td>{@code 1bd at 12:00}</td><td>Tue 12:00</td><td>Mon 12:00</td></tr>
 *   <tr><td>{@link #cutOff cutOff(14:00, 09:00)}</td><td>{@code 1bd cut-off 14:00 09:00}</td><td>Wed 09:00</td><td>Tue 18:00</td></tr>
 *   <tr><td>{@link #rollThenCutOff rollThenCutOff(14:00, 09:00)}</td><td>{@code 1bd roll-then-cut-off 14:00 09:00}</td>
 *       <td>Wed 09:00</td><td>Wed 09:00</td></tr>
 *   <tr><td>{@link #OF_NEXT_MONTH}</td><td>{@code 1bd of-next-month}</td><td colspan="2">the first business day of next month,
 *       17:00</td></tr>
 * </table>
 *
 * Dates and times of day are those of the calendar's zone. Immutable and thread-safe; the text form of a rule parses back
 * to an equal rule.
 */
public final class BusinessDayRule {
    /** Due at the same time of day on the n-th business day after the date of receipt, whether or not that time is open. */
    public static final BusinessDayRule SAME_TIME = new BusinessDayRule(Form.SAME_TIME, List.of());

    /**
     * Due when the n-th business day after the date of receipt ends. With zero days it is the end of the day of receipt, or of
     * the next business day if that end has passed or the date has none.
     */
    public static final BusinessDayRule END_OF_DAY = new BusinessDayRule(Form.END_OF_DAY, List.of());

    /** Received at the start of the next business day, and due n business days after that at the start of the day. */
    public static final BusinessDayRule NEXT_DAY_START = new BusinessDayRule(Form.NEXT_DAY_START, List.of());

    /** Due when the n-th business day of the month after the month of receipt ends. */
    public static final BusinessDayRule OF_NEXT_MONTH = new BusinessDayRule(Form.OF_NEXT_MONTH, List.of());

    /** The forms of rules. Reading goes through all of them, and {@code due} names each, so that no form can be half known. */
    enum Form {
        SAME_TIME(0, 1),
        END_OF_DAY(0, 0),
        NEXT_DAY_START(0, 1),
        AT(1, 0),
        CUT_OFF(2, 1),
        ROLL_THEN_CUT_OFF(2, 1),
        OF_NEXT_MONTH(0, 1);

        /** How many times of day follow the word. */
        private final int times;

        private final int fewestDays;

        Form(int times, int fewestDays) {
            this.times = times;
            this.fewestDays = fewestDays;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** How a rule of this form is written, for messages. */
        String example() {
            return word() + List.of("", " 12:00", " 17:00 08:30").get(times);
        }
    }

    private final Form form;
    private final List<LocalTime> times;

    private BusinessDayRule(Form form, List<LocalTime> times) {
        this.form = form;
        this.times = times;
    }

    /**
     * Returns the rule by which a limit ends at a time of day, such as noon of the next business day.
     *
     * <p>It is due at that time on the n-th business day after the date of receipt. With zero days it is that time on the day of
     * receipt, or on the next business day if it has passed or the date is none.
     *
     * @param time the time of day at which it is due, whether or not that time is open
     * @return the rule, {@code at 12:00} as text
     */
    public static BusinessDayRule at(LocalTime time) {
        return new BusinessDayRule(Form.AT, List.of(time));
    }

    /**
     * Returns the rule by which late arrivals count as received on the next business day.
     *
     * <p>What arrives on a business day after the cut-off counts as received at {@code receivedAt} on the next business day;
     * what arrives on a day off counts as received on the next business day at the same time of day, however late that is
     * ({@link #rollThenCutOff} looks at the cut-off again). It is due n business days after the day it counts as received, at the
     * time it counts as received.
     *
     * @param cutOff the last time of day at which a case counts as received at once
     * @param receivedAt the time of day at which later ones count as received
     * @return the rule, {@code cut-off 17:00 08:30} as text
     */
    public static BusinessDayRule cutOff(LocalTime cutOff, LocalTime receivedAt) {
        return new BusinessDayRule(Form.CUT_OFF, List.of(cutOff, receivedAt));
    }

    /**
     * Returns the rule that first moves what arrives on a day off to the next business day, and then looks at the cut-off.
     *
     * <p>What arrives on a day off counts as received on the next business day at the same time of day. If that time, or the time
     * of arrival on a business day, is after the cut-off, it counts as received at {@code receivedAt} on the business day after.
     * With a cut-off of 17:00, what arrives on Saturday at 18:00 becomes Monday 18:00, and so Tuesday 08:30. It is due n business
     * days after the day it counts as received, at the time it counts as received.
     *
     * @param cutOff the last time of day at which a case counts as received on the day itself
     * @param receivedAt the time of day at which later ones count as received
     * @return the rule, {@code roll-then-cut-off 17:00 08:30} as text
     */
    public static BusinessDayRule rollThenCutOff(LocalTime cutOff, LocalTime receivedAt) {
        return new BusinessDayRule(Form.ROLL_THEN_CUT_OFF, List.of(cutOff, receivedAt));
    }

    /**
     * Reads a rule: {@code same-time}, {@code end-of-day}, {@code next-day-start}, {@code at 12:00}, {@code cut-off 17:00 08:30},
     * {@code roll-then-cut-off 17:00 08:30} or {@code of-next-month}.
     *
     * @param text one of these forms, in any case, with blanks or hyphens between the words
     * @return the rule
     * @throws IllegalArgumentException if the text is none of them
     */
    public static BusinessDayRule parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", " ");
        for (Form form : Form.values()) {
            String word = form.word().replace('-', ' ');
            if (plain.equals(word) || plain.startsWith(word + " ")) {
                List<LocalTime> times = times(plain.substring(word.length()).strip(), text);
                if (times.size() == form.times) {
                    return new BusinessDayRule(form, times);
                }
            }
        }
        throw unreadable(text);
    }

    private static List<LocalTime> times(String plain, String text) {
        List<LocalTime> times = new ArrayList<>();
        if (!plain.isEmpty()) {
            for (String time : plain.split(" ", -1)) {
                try {
                    times.add(LocalTime.parse(time.indexOf(':') == 1 ? "0" + time : time));
                } catch (DateTimeException e) {
                    throw unreadable(text);
                }
            }
        }
        return List.copyOf(times);
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(Quoted.of(text) + " is not a rule for business days; use one of "
                + Arrays.stream(Form.values()).map(Form::example).collect(Collectors.joining(", ")) + ".");
    }

    int fewestDays() {
        return form.fewestDays;
    }

    Instant due(BusinessCalendar calendar, Instant start, int days) {
        if (days < fewestDays()) {
            throw new IllegalArgumentException("At least " + fewestDays() + " business days are accepted with rule "
                    + this + ", but was " + days + ".");
        }
        ZonedDateTime received = start.atZone(calendar.zone());
        LocalDate date = received.toLocalDate();
        LocalTime time = received.toLocalTime();
        return switch (form) {
            case SAME_TIME -> calendar.at(calendar.plusBusinessDays(date, days), time);
            case END_OF_DAY ->
                days == 0 ? endOfSameDay(calendar, start, date) : calendar.endOf(calendar.plusBusinessDays(date, days));
            case NEXT_DAY_START -> calendar.startOf(calendar.plusBusinessDays(date, Math.addExact(days, 1)));
            case AT -> {
                boolean isToday = days == 0
                        && calendar.isBusinessDay(date)
                        && times.get(0).isAfter(time);
                yield calendar.at(isToday ? date : calendar.plusBusinessDays(date, Math.max(days, 1)), times.get(0));
            }
            case CUT_OFF -> {
                boolean late = calendar.isBusinessDay(date) && time.isAfter(times.get(0));
                LocalDate counted = late ? calendar.plusBusinessDays(date, 1) : businessDayFrom(calendar, date);
                yield calendar.at(calendar.plusBusinessDays(counted, days), late ? times.get(1) : time);
            }
            case ROLL_THEN_CUT_OFF -> {
                boolean late = time.isAfter(times.get(0));
                LocalDate counted = calendar.plusBusinessDays(businessDayFrom(calendar, date), late ? 1 : 0);
                yield calendar.at(calendar.plusBusinessDays(counted, days), late ? times.get(1) : time);
            }
            case OF_NEXT_MONTH ->
                calendar.endOf(calendar.plusBusinessDays(date.with(TemporalAdjusters.lastDayOfMonth()), days));
        };
    }

    private static LocalDate businessDayFrom(BusinessCalendar calendar, LocalDate date) {
        return calendar.isBusinessDay(date) ? date : calendar.plusBusinessDays(date, 1);
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
        return other instanceof BusinessDayRule that && form == that.form && times.equals(that.times);
    }

    @Override
    public int hashCode() {
        return 31 * form.name().hashCode() + times.hashCode();
    }

    /** Returns the text that {@link #parse} reads back, such as {@code end-of-day}. */
    @Override
    public String toString() {
        return form.word() + times.stream().map(time -> " " + time).collect(Collectors.joining());
    }
}
