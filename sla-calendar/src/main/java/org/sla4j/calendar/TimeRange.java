package org.sla4j.calendar;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of wall-clock time within a day, such as {@code 09:00-12:00}, half-open and in whole seconds.
 *
 * <p>A range that closes at or before the time it opens runs overnight into the next date: {@code 22:00-06:00} belongs to
 * the date on which it opens. {@code 24:00} is midnight at the end of the date, so {@code 00:00-24:00} is the whole day.
 * A range is never empty and never longer than a day.
 *
 * <pre>{@code
 * TimeRange.parse("09:00-17:30");
 * TimeRange.of(LocalTime.of(22, 0), LocalTime.of(6, 0)).isOvernight(); // true
 * }</pre>
 */
public final class TimeRange implements Comparable<TimeRange> {
    static final int DAY = 86_400;
    private static final Pattern TEXT = Pattern.compile(
            "\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*[-\u2013]\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*");
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
     *     midnight is the end of the day
     * @return the range
     * @throws IllegalArgumentException if both are the same time (write {@link #allDay()} for the whole day) or one has a
     *     fraction of a second
     */
    public static TimeRange of(LocalTime open, LocalTime close) {
        if (!open.equals(open.truncatedTo(ChronoUnit.SECONDS))
                || !close.equals(close.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("A time range is in whole seconds, but was " + open + "-" + close + ".");
        }
        return between(open.toSecondOfDay(), close.toSecondOfDay(), open + "-" + close);
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
     * Reads a range such as {@code 09:00-17:30}, {@code 8:30-12:00:30}, {@code 22:00-06:00} or {@code 00:00-24:00}.
     *
     * @param text hours (one or two digits), minutes and optional seconds, a hyphen, and the same again
     * @return the range
     * @throws IllegalArgumentException if the text is not of that form, a time does not exist, or the range is empty
     */
    public static TimeRange parse(String text) {
        Matcher m = TEXT.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a time range; write it like 09:00-17:30, "
                    + "22:00-06:00 (overnight) or 00:00-24:00.");
        }
        int open = seconds(m, 1, text);
        int close = seconds(m, 4, text);
        if (open == DAY) {
            throw new IllegalArgumentException("\"" + text + "\" opens at 24:00; write 00:00 of the next day instead.");
        }
        return between(open, close, text);
    }

    private static int seconds(Matcher m, int group, String text) {
        int hour = Integer.parseInt(m.group(group));
        int minute = Integer.parseInt(m.group(group + 1));
        String secondText = m.group(group + 2);
        int second = secondText == null ? 0 : Integer.parseInt(secondText);
        if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && minute + second > 0)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has a time that does not exist; times go from 00:00 to 24:00.");
        }
        return hour * 3600 + minute * 60 + second;
    }

    private static TimeRange between(int open, int close, String text) {
        if (open == close) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is empty: it closes when it opens; write 00:00-24:00 for the whole day or leave it out.");
        }
        return new TimeRange(open, close > open ? close : close + DAY);
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

    private static String text(int second) {
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
