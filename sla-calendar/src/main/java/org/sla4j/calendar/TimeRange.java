package org.sla4j.calendar;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * A range of wall-clock time within a day, such as {@code 09:00-12:00}, in whole seconds and half-open: a {@link BusinessCalendar} is
 * open at the opening time, and no longer at the closing time.
 *
 * <p>A range that closes at or before the time it opens runs overnight into the next date: {@code 22:00-06:00} belongs to
 * the date on which it opens. {@code 24:00} is midnight at the end of the date, so {@code 00:00-24:00} is the whole day.
 * {@code 08:00-08:00} is a shift of 24 hours. A range is never empty and never longer than a day.
 *
 * <pre>{@code
 * TimeRange.parse("09:00-17:30");
 * TimeRange.of(LocalTime.of(22, 0), LocalTime.of(6, 0)).isOvernight(); // true
 * }</pre>
 */
public final class TimeRange implements Comparable<TimeRange> {
    static final int DAY = 86_400;
    private static final TimeRange ALL_DAY = new TimeRange(0, DAY);

    private final int open;
    private final int close;

    private TimeRange(int open, int close) {
        this.open = open;
        this.close = close;
    }

    /**
     * Makes a range from two wall-clock times.
     *
     * @param open the time at which it opens, in whole seconds
     * @param close the time at which it closes, in whole seconds; at or before {@code open} it lies on the next date, and
     *     midnight is the end of the day; the same time is 24 hours later
     * @return the range
     * @throws IllegalArgumentException if one has a fraction of a second
     */
    public static TimeRange of(LocalTime open, LocalTime close) {
        if (!open.equals(open.truncatedTo(ChronoUnit.SECONDS))
                || !close.equals(close.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("A time range is in whole seconds, but was " + open + "-" + close + ".");
        }
        return between(open.toSecondOfDay(), close.toSecondOfDay());
    }

    /**
     * Returns the range of a whole day, {@code 00:00-24:00}.
     *
     * @return the range from midnight to midnight
     */
    public static TimeRange allDay() {
        return ALL_DAY;
    }

    /**
     * Reads a range such as {@code 09:00-17:30}, {@code 9am-5pm}, {@code 9-17}, {@code 22:00-06:00} or {@code 00:00-24:00}, in
     * any of the ways that {@link WeeklyHours#parse} reads hours.
     *
     * @param text two times of day with a dash or a word between them, or words for a whole day
     * @return the range
     * @throws IllegalArgumentException if the text is not of that form or a time does not exist
     */
    public static TimeRange parse(String text) {
        return HoursText.range(text);
    }

    /** From one second of the day to another, which is on the next date if it is not later. */
    static TimeRange between(int open, int close) {
        return new TimeRange(open, close > open ? close : close + DAY);
    }

    /**
     * Sorts ranges and joins those that touch, so that equal hours are equal however they were cut. Ranges that overlap are left
     * for the caller to refuse.
     */
    static List<TimeRange> joined(Collection<TimeRange> ranges) {
        List<TimeRange> sorted = new ArrayList<>(ranges);
        Collections.sort(sorted);
        List<TimeRange> joined = new ArrayList<>();
        for (TimeRange range : sorted) {
            TimeRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.close == range.open && range.close - last.open <= DAY) {
                joined.set(joined.size() - 1, new TimeRange(last.open, range.close));
            } else {
                joined.add(range);
            }
        }
        return List.copyOf(joined);
    }

    /**
     * Returns the time at which the range opens.
     *
     * @return the opening time on the range's date
     */
    public LocalTime open() {
        return LocalTime.ofSecondOfDay(open);
    }

    /**
     * Returns the time at which the range closes.
     *
     * @return the closing time; midnight when it closes at {@code 24:00}, and on the next date when
     *     {@link #isOvernight()}
     */
    public LocalTime close() {
        return LocalTime.ofSecondOfDay(close % DAY);
    }

    /**
     * Whether the range goes past midnight into the next date.
     *
     * @return true if it closes after {@code 24:00} of the date it opens on
     */
    public boolean isOvernight() {
        return close > DAY;
    }

    /** Second of the day at which it opens, 0 to 86,399. */
    int openSecond() {
        return open;
    }

    /** Second at which it closes, counted from the start of the date it opens on: above 86,400 when overnight. */
    int closeSecond() {
        return close;
    }

    /** Orders by opening time, then by closing time. */
    @Override
    public int compareTo(TimeRange other) {
        int byOpen = Integer.compare(open, other.open);
        return byOpen != 0 ? byOpen : Integer.compare(close, other.close);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeRange that && open == that.open && close == that.close;
    }

    @Override
    public int hashCode() {
        return open * 31 + close;
    }

    /** Returns the text that {@link #parse} reads back, such as {@code 09:00-17:30}. */
    @Override
    public String toString() {
        return text(open) + "-" + text(close > DAY ? close - DAY : close);
    }

    static String text(int second) {
        StringBuilder out = new StringBuilder(8);
        pad(out, second / 3600).append(':');
        pad(out, second / 60 % 60);
        if (second % 60 != 0) {
            pad(out.append(':'), second % 60);
        }
        return out.toString();
    }

    private static StringBuilder pad(StringBuilder out, int value) {
        return (value < 10 ? out.append('0') : out).append(value);
    }
}
