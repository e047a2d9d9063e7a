package org.sla4j.compliance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Compares forecasts with what happened, day by day, so that a forecast is only shown while it can be trusted. Mutable and not
 * thread-safe.
 *
 * <pre>{@code
 * RiskCalibration calibration = RiskCalibration.of(30, berlin);
 * // remember each case's forecast at a fixed point, such as when it had used half of its limit; when it is over:
 * calibration.add(ended, forecast, outcome.verdict().isMiss());
 * calibration.moveTo(today);
 * if (calibration.isTrusted()) { ... }
 * }</pre>
 *
 * <p>Forecasts are counted in ten groups by their probability, in millionths, so that the same ones give the same figures in any order.
 */
public final class RiskCalibration {
    /** A forecast may be wrong by this much on average and still be shown. */
    public static final double MOST_ERROR = 0.05;

    private static final int BINS = 10;
    private static final long WHOLE = 1_000_000;
    private static final int STANDARD_ERRORS = 3;
    private static final int MOST_DAYS = 4_000;

    private final int days;
    private final ZoneId zone;
    private final NavigableMap<LocalDate, long[]> byDay = new TreeMap<>();
    private LocalDate first = LocalDate.MIN;
    /** Days after it have not come yet. */
    private LocalDate last = LocalDate.MAX;

    private RiskCalibration(int days, ZoneId zone) {
        this.days = days;
        this.zone = zone;
    }

    /**
     * Makes an empty one.
     *
     * @param days how many days to look back, 1 to 4,000
     * @param zone where days begin
     * @return it
     * @throws IllegalArgumentException if the days are out of bounds
     */
    public static RiskCalibration of(int days, ZoneId zone) {
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("A window is 1 to 4,000 days long, but was " + days + ".");
        }
        return new RiskCalibration(days, zone);
    }

    /**
     * Adds one forecast whose case is over.
     *
     * @param ended when it became known whether the case missed
     * @param forecast the probability of a miss that was forecast, 0 to 1
     * @param missed whether it missed
     * @return false if the day has been forgotten and nothing was changed
     * @throws IllegalArgumentException if the probability is out of bounds
     * @throws IllegalStateException if there would be forecasts of more than 8,000 days; nothing is changed then
     */
    public boolean add(Instant ended, double forecast, boolean missed) {
        if (!(forecast >= 0 && forecast <= 1)) {
            throw new IllegalArgumentException("A probability is 0 to 1, but was " + forecast + ".");
        }
        LocalDate day = ended.atZone(zone).toLocalDate();
        if (day.isBefore(first)) {
            return false;
        }
        if (byDay.size() == 2 * MOST_DAYS && !byDay.containsKey(day)) {
            throw new IllegalStateException(
                    "There are forecasts of " + byDay.size() + " days; call moveTo once a day.");
        }
        long[] counts = byDay.computeIfAbsent(day, absent -> new long[4 * BINS]);
        long millionths = Math.round(forecast * WHOLE);
        int bin = (int) Math.min(BINS - 1, millionths * BINS / WHOLE);
        counts[bin]++;
        counts[BINS + bin] += millionths;
        counts[2 * BINS + bin] += missed ? 1 : 0;
        counts[3 * BINS + bin] += millionths * (WHOLE - millionths) / WHOLE;
        return true;
    }

    /**
     * Moves the window so that a day is the last of it. It never moves back. Forecasts whose cases ended on a later day, by a slip, wait
     * for their day.
     *
     * @param today the day
     */
    public void moveTo(LocalDate today) {
        LocalDate from = today.minusDays(days - 1L);
        if (from.isAfter(first)) {
            first = from;
            last = today;
            byDay.headMap(from, false).clear();
        }
    }

    private long sum(int kind, int bin) {
        return byDay.headMap(last, true).values().stream()
                .mapToLong(counts -> counts[kind * BINS + bin])
                .sum();
    }

    private long sum(int kind) {
        long sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += sum(kind, bin);
        }
        return sum;
    }

    /**
     * Counts the forecasts in the window.
     *
     * @return how many
     */
    public long forecasts() {
        return sum(0);
    }

    /**
     * Returns how many misses were expected.
     *
     * @return the sum of the probabilities
     */
    public double expected() {
        return (double) sum(1) / WHOLE;
    }

    /**
     * Counts the misses that happened.
     *
     * @return how many
     */
    public long happened() {
        return sum(2);
    }

    /**
     * Returns the expected calibration error: in each tenth of probability, how far the expected share of misses is from that which
     * happened, weighted with the number of forecasts.
     *
     * @return the error, 0 to 1; 0 if there is no forecast
     */
    public double error() {
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs((double) sum(1, bin) / WHOLE - sum(2, bin));
        }
        return forecasts() == 0 ? 0 : error / forecasts();
    }

    /**
     * Whether forecasts may be shown.
     *
     * @return true if there are some, and their error is at most {@link #MOST_ERROR}
     */
    public boolean isTrusted() {
        return forecasts() > 0 && error() <= MOST_ERROR;
    }

    /**
     * Whether more or fewer missed than chance explains, so that somebody should look: the desk has changed, or the limits have.
     *
     * @return true if the two numbers differ by more than three standard errors
     */
    public boolean hasDrifted() {
        double error = Math.sqrt((double) sum(3) / WHOLE);
        return Math.abs(expected() - happened()) > STANDARD_ERRORS * error;
    }

    /** Returns the figures in words. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d forecasts: %.1f misses expected, %d happened, calibration error %.3f%s",
                forecasts(),
                expected(),
                happened(),
                error(),
                hasDrifted() ? "; that is more than chance" : "");
    }
}
