package org.sla4j.compliance;

import java.io.DataOutput;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.Quoted;
import org.sla4j.cases.Outcome;

/**
 * What compliance figures are grouped by: a fact of the case, or the period in which its outcome falls.
 *
 * <p>A miss falls into the period of its breach, so that it counts once, whether the case is still open or not. Any other outcome falls
 * into the period of its end, or, while the measurement goes on, of the instant it was taken.
 *
 * <pre>{@code
 * ComplianceAggregator.of(Dimension.METRIC, Dimension.TEAM, Dimension.week(ZoneId.of("Europe/Berlin")));
 * ComplianceAggregator.of(Dimension.SEVERITY, Dimension.attribute("channel"));
 * }</pre>
 *
 * Immutable and thread-safe.
 */
public final class Dimension {
    /** The name of what was measured. */
    public static final Dimension METRIC = new Dimension(By.METRIC, "metric", "");
    /** How severe the case is. */
    public static final Dimension SEVERITY = new Dimension(By.SEVERITY, "severity", "");
    /** The id of the agreement. */
    public static final Dimension AGREEMENT = new Dimension(By.AGREEMENT, "agreement", "");
    /** The team that has the case. */
    public static final Dimension TEAM = new Dimension(By.TEAM, "team", "");
    /** The name of the customer. */
    public static final Dimension CUSTOMER = new Dimension(By.CUSTOMER, "customer", "");
    /** The attribute {@code request type} of the case. */
    public static final Dimension REQUEST_TYPE = attribute("request type");

    private enum By {
        METRIC,
        SEVERITY,
        AGREEMENT,
        TEAM,
        CUSTOMER,
        ATTRIBUTE,
        DAY,
        WEEK,
        MONTH,
        QUARTER
    }

    private static final int MOST_PERIODS = 10_000;

    private final By by;
    private final String name;
    private final String zone;

    private Dimension(By by, String name, String zone) {
        this.by = by;
        this.name = name;
        this.zone = zone;
    }

    /**
     * Groups by an attribute of the case.
     *
     * @param name the attribute, not blank; cases without it are in the group of the empty value
     * @return the dimension
     * @throws IllegalArgumentException if the name is blank
     */
    public static Dimension attribute(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "An attribute has a name that is not blank, but was " + Quoted.of(name) + ".");
        }
        return new Dimension(By.ATTRIBUTE, name, "");
    }

    /**
     * Groups by day, such as {@code 2026-03-02}.
     *
     * @param zone where days begin
     * @return the dimension
     */
    public static Dimension day(ZoneId zone) {
        return new Dimension(By.DAY, "day", zone.getId());
    }

    /**
     * Groups by ISO week, such as {@code 2026-W10}: Monday to Sunday, in the year of its Thursday.
     *
     * @param zone where days begin
     * @return the dimension
     */
    public static Dimension week(ZoneId zone) {
        return new Dimension(By.WEEK, "week", zone.getId());
    }

    /**
     * Groups by month, such as {@code 2026-03}.
     *
     * @param zone where days begin
     * @return the dimension
     */
    public static Dimension month(ZoneId zone) {
        return new Dimension(By.MONTH, "month", zone.getId());
    }

    /**
     * Groups by quarter of the year, such as {@code 2026-Q1}.
     *
     * @param zone where days begin
     * @return the dimension
     */
    public static Dimension quarter(ZoneId zone) {
        return new Dimension(By.QUARTER, "quarter", zone.getId());
    }

    /**
     * Returns the name, as a column heading.
     *
     * @return the name, such as {@code severity}, or that of the attribute
     */
    public String name() {
        return name;
    }

    /**
     * Whether it is a day, week, month or quarter.
     *
     * @return true if so
     */
    public boolean isPeriod() {
        return by.compareTo(By.DAY) >= 0;
    }

    /**
     * Returns the period that an instant falls into.
     *
     * @param at the instant
     * @return its label, such as {@code 2026-03}
     * @throws IllegalArgumentException if this is not a period
     */
    public String label(Instant at) {
        requirePeriod();
        return period(at).label();
    }

    /**
     * Returns the periods from one to another, so that a gap in figures is seen as one.
     *
     * @param first the label of a period of this dimension, such as {@code 2026-03}
     * @param last the label of the same or a later one
     * @return the labels of all periods from the first to the last, both included, in order; if there are more than 10,000, the last 10,000
     * @throws IllegalArgumentException if this is not a period, or the labels are not of it or out of order
     */
    public List<String> periods(String first, String last) {
        LocalDate start = start(first);
        LocalDate end = start(last);
        if (start.isAfter(end)) {
            throw new IllegalArgumentException("From " + Quoted.of(first) + " to " + Quoted.of(last)
                    + " there is no period; give the earlier one first.");
        }
        ArrayDeque<String> labels = new ArrayDeque<>();
        for (LocalDate date = end; !date.isBefore(start) && labels.size() < MOST_PERIODS; date = previous(date)) {
            labels.addFirst(label(date));
        }
        return List.copyOf(labels);
    }

    private void requirePeriod() {
        if (!isPeriod()) {
            throw new IllegalArgumentException("The dimension " + this + " is not a period.");
        }
    }

    /** The first date of the period that a label names. */
    private LocalDate start(String label) {
        requirePeriod();
        try {
            LocalDate start = switch (by) {
                case DAY -> LocalDate.parse(label);
                case WEEK -> LocalDate.parse(label + "-1", DateTimeFormatter.ISO_WEEK_DATE);
                case MONTH -> LocalDate.parse(label + "-01");
                case QUARTER -> {
                    int cut = label.lastIndexOf("-Q");
                    int month = 3 * Integer.parseInt(label.substring(cut + 2)) - 2;
                    yield LocalDate.parse(label.substring(0, cut) + "-01-01").withMonth(month);
                }
                default -> throw new IllegalStateException("Not a period: " + this);
            };
            if (label(start).equals(label)) {
                return start;
            }
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(Quoted.of(label) + " is not a " + name + ".", e);
        }
        throw new IllegalArgumentException(Quoted.of(label) + " is not a " + name + ".");
    }

    private LocalDate next(LocalDate start) {
        return switch (by) {
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case QUARTER -> start.plusMonths(3);
            default -> start.plusDays(1);
        };
    }

    private LocalDate previous(LocalDate start) {
        return switch (by) {
            case WEEK -> start.minusWeeks(1);
            case MONTH -> start.minusMonths(1);
            case QUARTER -> start.minusMonths(3);
            default -> start.minusDays(1);
        };
    }

    /** What a period that starts on a date is called. */
    private String label(LocalDate start) {
        return switch (by) {
            case WEEK ->
                String.format(
                        Locale.ROOT,
                        "%04d-W%02d",
                        start.get(IsoFields.WEEK_BASED_YEAR),
                        start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> start.toString().substring(0, start.toString().length() - 3);
            case QUARTER ->
                String.format(Locale.ROOT, "%04d-Q%d", start.getYear(), (start.getMonthValue() - 1) / 3 + 1);
            default -> start.toString();
        };
    }

    /** The fact of the outcome: an object that exists already, so that looking up a group allocates nothing. */
    Object fact(Outcome outcome) {
        return switch (by) {
            case METRIC -> outcome.metric();
            case SEVERITY -> outcome.severity();
            case AGREEMENT -> outcome.agreement();
            case TEAM -> outcome.team();
            case CUSTOMER -> outcome.customer();
            case ATTRIBUTE -> outcome.attributes().getOrDefault(name, "");
            case DAY, WEEK, MONTH, QUARTER ->
                throw new IllegalStateException("A period is not a fact of an outcome: " + this);
        };
    }

    /** The fact of a case at one time of its measurement. */
    Object fact(Outcome outcome, Outcome.Stage stage) {
        return switch (by) {
            case SEVERITY -> stage.severity();
            case TEAM -> stage.team();
            default -> fact(outcome);
        };
    }

    boolean isSeverity() {
        return by == By.SEVERITY;
    }

    /** The period around an instant. */
    Period period(Instant at) {
        ZoneId place = ZoneId.of(zone);
        LocalDate local = at.atZone(place).toLocalDate();
        LocalDate tomorrow = local.plusDays(1);
        // Where clocks go back over midnight a date is left and begins again; it has begun the first time.
        LocalDate date = at.isBefore(tomorrow.atStartOfDay(place).toInstant()) ? local : tomorrow;
        LocalDate start = switch (by) {
            case WEEK -> date.minusDays(date.getDayOfWeek().getValue() - 1L);
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> date.withDayOfMonth(1).minusMonths((date.getMonthValue() - 1) % 3);
            default -> date;
        };
        LocalDate end = next(start);
        return new Period(
                start.atStartOfDay(place).toEpochSecond(),
                end.atStartOfDay(place).toEpochSecond(),
                label(start));
    }

    /** An interval of whole seconds, half-open. */
    record Period(long from, long to, String label) {}

    void write(DataOutput out) throws IOException {
        Bytes.text(out, by.name());
        Bytes.text(out, name);
        Bytes.text(out, zone);
    }

    static Dimension read(Bytes.Input in) throws IOException {
        String word = Bytes.readText(in);
        By by = Arrays.stream(By.values())
                .filter(known -> known.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no dimension by " + Quoted.of(word)));
        Dimension read = new Dimension(by, Bytes.readText(in), Bytes.readText(in));
        if (read.isPeriod()) {
            try {
                ZoneId.of(read.zone);
            } catch (DateTimeException e) {
                throw new IOException(Quoted.of(read.zone) + " is not a time zone", e);
            }
        }
        return read;
    }

    static void writeFact(DataOutput out, Object fact) throws IOException {
        if (fact instanceof Severity severity) {
            Bytes.number(out, severity.rank());
            Bytes.text(out, severity.name());
        } else {
            Bytes.text(out, fact.toString());
        }
    }

    Object readFact(Bytes.Input in) throws IOException {
        if (!isSeverity()) {
            return Bytes.readText(in);
        }
        long rank = Bytes.readNumber(in);
        if (rank > Integer.MAX_VALUE) {
            throw new IOException("the rank of a severity is at most " + Integer.MAX_VALUE + ", but was " + rank);
        }
        String name = Bytes.readText(in);
        try {
            return Severity.of((int) rank, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("there is no severity " + rank + " " + Quoted.of(name), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dimension that && by == that.by && name.equals(that.name) && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return by.name().hashCode() + 31 * name.hashCode() + 961 * zone.hashCode();
    }

    /** Returns the name, and the zone of a period. */
    @Override
    public String toString() {
        return zone.isEmpty() ? name : name + " in " + zone;
    }
}
