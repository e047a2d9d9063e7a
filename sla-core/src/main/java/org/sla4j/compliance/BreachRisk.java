package org.sla4j.compliance;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.Quoted;
import org.sla4j.cases.Outcome;

/**
 * Learns from past cases how likely an open one is to miss its limit. Mutable and not thread-safe.
 *
 * <pre>{@code
 * BreachRisk risk = BreachRisk.of(Dimension.METRIC, Dimension.SEVERITY, Dimension.TEAM)
 *         .withWindow(26, Dimension.week(berlin))   // forgets exactly
 *         .withObservedFrom(goLive);                // cases opened earlier count from the share they had then
 * finished.forEach(risk::add);
 * risk.moveTo(now);
 * RiskCurves curves = risk.curves(open);            // the open cases as they stand now
 * curves.of(outcome).ifPresent(forecast -> show(forecast.missProbability(), forecast.low(), forecast.high()));
 * curves.sum(open);                                 // of 214 open cases 14 to 25 will miss
 * }</pre>
 *
 * <h2>Method</h2>
 *
 * <p>Discrete hazards over the share of the limit used: in each part of the limit, the cases that finished in it by those that were
 * open when it began. A case counts in each part under the group that had it <em>then</em>, as its {@linkplain Outcome#path path} says
 * (Putter and van Houwelingen 2016 on the "immortal time" that the last group would be given otherwise). Cases still open count up to
 * where they are (the actuarial estimate of Kaplan and Meier 1958 for grouped times), cases that were not watched from their beginning
 * from where they were first seen. Each group leans on the one with one dimension fewer as if that one had seen {@value #LEAN} more cases
 * (after Clayton and Kaldor 1987). Waits are a competing end, since many waiting cases never run again: a second curve, by reason and
 * age, says how likely a wait is to end with work.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>All counts are integers. Any split of the same outcomes, added and merged in any order, gives the same {@link #toBytes() bytes};
 *       adding and removing leaves nothing behind.
 *   <li>Curves, and how groups lean on one another, are worked out when asked for and never stored.
 *   <li>Once people act on the risk, misses become fewer, and the curves follow as the window moves on.
 * </ul>
 */
public final class BreachRisk {
    /** How many cases the group above counts for. */
    static final int LEAN = 20;

    private static final int MAGIC = 0x534c4152;
    private static final int VERSION = 1;
    private static final int MOST_PERIODS = 4_000;
    private static final int MOST_GROUPS = 1_000_000;
    private static final int MOST_REASONS = 1_000;
    private static final int MOST_DIMENSIONS = 8;

    private final List<Dimension> dimensions;
    private final int lean;
    private final int periods;
    private final Optional<Dimension> period;
    private final Instant observedFrom;
    private final TreeMap<Long, Part> parts = new TreeMap<>();
    /** Periods that begin before it are forgotten. */
    private long first = Long.MIN_VALUE;
    /** Periods that begin after it have not come yet. */
    private long last = Long.MAX_VALUE;

    /** What began in one period. */
    private static final class Part {
        private final Map<ComplianceAggregator.Key, RiskCells> groups = new HashMap<>();
        private final TreeMap<String, WaitCells> waits = new TreeMap<>();

        private boolean isEmpty() {
            return groups.isEmpty() && waits.isEmpty();
        }
    }

    private BreachRisk(
            List<Dimension> dimensions, int lean, int periods, Optional<Dimension> period, Instant observedFrom) {
        if (dimensions.size() > MOST_DIMENSIONS
                || dimensions.stream().distinct().count() < dimensions.size()
                || dimensions.stream().anyMatch(Dimension::isPeriod)) {
            throw new IllegalArgumentException("Risk is learnt by up to " + MOST_DIMENSIONS
                    + " different dimensions, none of them a period, but was by " + dimensions + ".");
        }
        this.dimensions = dimensions;
        this.lean = lean;
        this.periods = periods;
        this.period = period;
        this.observedFrom = observedFrom;
    }

    /**
     * Makes an empty model that keeps everything it learns.
     *
     * @param dimensions what to learn by, 8 at most; each group leans on that of all dimensions before the last. By metric, severity
     *     and team if none is given
     * @return the model
     * @throws IllegalArgumentException if a dimension is a period or given twice
     */
    public static BreachRisk of(Dimension... dimensions) {
        List<Dimension> by = dimensions.length == 0
                ? List.of(Dimension.METRIC, Dimension.SEVERITY, Dimension.TEAM)
                : List.of(dimensions);
        return new BreachRisk(by, LEAN, 1, Optional.empty(), Instant.MIN);
    }

    /**
     * Returns an empty model that forgets what began longer ago. Service desks drift: what was learnt from all history was three times
     * further from the truth on a real log than what was learnt from the last 180 days.
     *
     * @param most how many periods to keep, 1 to 4,000, the present one included; see {@link #moveTo}
     * @param each a day, week, month or quarter
     * @return the model
     * @throws IllegalArgumentException if the number is out of bounds or the dimension is not a period
     */
    public BreachRisk withWindow(int most, Dimension each) {
        if (most < 1 || most > MOST_PERIODS || !each.isPeriod()) {
            throw new IllegalArgumentException("A window is 1 to " + MOST_PERIODS
                    + " days, weeks, months or quarters long, but was " + most + " times " + each + ".");
        }
        return new BreachRisk(dimensions, lean, most, Optional.of(each), observedFrom);
    }

    /**
     * Returns an empty model that knows since when cases are watched. Without it a log of what was finished since then would hide all
     * old cases that were finished before.
     *
     * @param from since when every case is watched; what was finished before counts for nothing
     * @return the model
     */
    public BreachRisk withObservedFrom(Instant from) {
        return new BreachRisk(dimensions, lean, periods, period, from);
    }

    /**
     * Returns an empty model whose groups lean more or less on the group above.
     *
     * @param cases how many cases the group above counts for, 1 to 10,000; 20 unless said otherwise
     * @return the model
     * @throws IllegalArgumentException if the number is out of bounds
     */
    public BreachRisk withLean(int cases) {
        if (cases < 1 || cases > 10_000) {
            throw new IllegalArgumentException(
                    "The group above counts for 1 to 10,000 cases, but was given " + cases + ".");
        }
        return new BreachRisk(dimensions, cases, periods, period, observedFrom);
    }

    /**
     * Learns from one measurement.
     *
     * @param outcome a finished measurement; each once. Open ones are best given to {@link #curves} as they stand then
     * @return false if the period in which it began has been forgotten and nothing was changed
     * @throws IllegalStateException if there would be too many groups; nothing is changed then
     * @throws ArithmeticException if counts go beyond 30 bits
     */
    public boolean add(Outcome outcome) {
        return change(outcome, 1);
    }

    /**
     * Unlearns one measurement.
     *
     * @param outcome equal to the one added
     * @return false if the period in which it began has been forgotten and nothing was changed
     * @throws IllegalStateException as {@link #add} does
     * @throws ArithmeticException as {@link #add} does
     */
    public boolean remove(Outcome outcome) {
        return change(outcome, -1);
    }

    private boolean change(Outcome outcome, int sign) {
        long start = periodOf(outcome.start());
        if (start < first) {
            return false;
        }
        Part part = parts.getOrDefault(start, new Part());
        requireRoom(part, outcome);
        change(part, outcome, sign);
        if (part.isEmpty()) {
            parts.remove(start);
        } else {
            parts.put(start, part);
        }
        return true;
    }

    private void requireRoom(Part part, Outcome outcome) {
        boolean isNewPeriod = part.isEmpty() && parts.size() >= 2 * MOST_PERIODS;
        if (part.groups.size() + RiskWalk.stages(outcome).size() > MOST_GROUPS
                || part.waits.size() + outcome.path().waits().size() > MOST_REASONS
                || isNewPeriod) {
            throw new IllegalStateException("Risk by " + dimensions + " keeps " + MOST_GROUPS + " groups and "
                    + MOST_REASONS + " reasons of waits a period, and " + 2 * MOST_PERIODS
                    + " periods at most; learn by less, or move the window.");
        }
    }

    private void change(Part part, Outcome outcome, int sign) {
        RiskWalk.walk(outcome, observedFrom, new RiskWalk.Sink() {
            @Override
            public void count(Outcome.Stage group, int kind, int place) {
                change(group, cells -> cells.count(kind, place, sign));
            }

            @Override
            public void countCase(Outcome.Stage group) {
                change(group, cells -> cells.countCase(sign));
            }

            private void change(Outcome.Stage group, Consumer<RiskCells> how) {
                ComplianceAggregator.Key key = key(outcome, group);
                RiskCells cells = part.groups.computeIfAbsent(key, absent -> new RiskCells());
                how.accept(cells);
                if (cells.isEmpty()) {
                    part.groups.remove(key);
                }
            }

            @Override
            public void countWait(Outcome.Wait wait, Duration from) {
                String reason = wait.reason().name();
                WaitCells cells = part.waits.computeIfAbsent(reason, absent -> new WaitCells());
                cells.count(from, wait.age(), wait.ending(), sign);
                if (cells.isEmpty()) {
                    part.waits.remove(reason);
                }
            }
        });
    }

    private ComplianceAggregator.Key key(Outcome outcome, Outcome.Stage stage) {
        return new ComplianceAggregator.Key(dimensions.stream()
                .map(dimension -> dimension.fact(outcome, stage))
                .toArray());
    }

    private long periodOf(Instant start) {
        return period.map(each -> each.period(start).from()).orElse(0L);
    }

    /**
     * Moves the window so that it ends with the period of an instant, and forgets what began before its first period. What began after its
     * last one, by a slip, waits for its time. The window never moves back. Without a window nothing happens.
     *
     * @param now the instant
     */
    public void moveTo(Instant now) {
        if (period.isEmpty()) {
            return;
        }
        long present = periodOf(now);
        long start = present;
        for (int i = 1; i < periods; i++) {
            start = periodOf(Instant.ofEpochSecond(start - 1));
        }
        if (start > first) {
            first = start;
            last = present;
            parts.headMap(start).clear();
        }
    }

    /**
     * Learns everything another model has learnt, and unlearns what it has unlearnt.
     *
     * @param other the model to take over; it is not changed
     * @throws IllegalArgumentException if it learns by other dimensions, periods or from another instant on; nothing is changed then
     * @throws ArithmeticException if counts go beyond 30 bits; nothing is changed then
     */
    public void merge(BreachRisk other) {
        if (!dimensions.equals(other.dimensions)
                || !period.equals(other.period)
                || !observedFrom.equals(other.observedFrom)) {
            throw new IllegalArgumentException("Risk " + other.shape() + " cannot be added to risk " + shape() + ".");
        }
        other.parts.forEach((start, theirs) -> {
            Part ours = parts.get(start);
            if (ours != null && start >= first) {
                requireRoom(ours, theirs);
            }
        });
        new TreeMap<>(other.parts).forEach((start, theirs) -> {
            if (start >= first) {
                Part ours = parts.computeIfAbsent(start, absent -> new Part());
                merge(ours, theirs);
                if (ours.isEmpty()) {
                    parts.remove(start);
                }
            }
        });
    }

    private String shape() {
        return "by " + dimensions + period.map(each -> " and " + each).orElse("")
                + (observedFrom.equals(Instant.MIN) ? "" : " observed from " + observedFrom);
    }

    private static void requireRoom(Part ours, Part theirs) {
        boolean fits = theirs.groups.entrySet().stream().allMatch(entry -> {
                    @Nullable RiskCells own = ours.groups.get(entry.getKey());
                    return own == null || own.hasRoomFor(entry.getValue());
                })
                && theirs.waits.entrySet().stream().allMatch(entry -> {
                    @Nullable WaitCells own = ours.waits.get(entry.getKey());
                    return own == null || own.hasRoomFor(entry.getValue());
                });
        if (!fits) {
            throw new ArithmeticException("Counts of a group add up to " + (1 << 30) + " at most.");
        }
    }

    private static void merge(Part ours, Part theirs) {
        Map.copyOf(theirs.groups).forEach((key, cells) -> {
            RiskCells own = ours.groups.computeIfAbsent(key, absent -> new RiskCells());
            own.merge(cells);
            if (own.isEmpty()) {
                ours.groups.remove(key);
            }
        });
        Map.copyOf(theirs.waits).forEach((reason, cells) -> {
            WaitCells own = ours.waits.computeIfAbsent(reason, absent -> new WaitCells());
            own.merge(cells);
            if (own.isEmpty()) {
                ours.waits.remove(reason);
            }
        });
    }

    /**
     * Works out the curves, with the open cases as they stand now laid over what was learnt for good.
     *
     * @param open the outcomes of open cases, taken now; finished and unpromised ones are passed over
     * @return the curves
     * @throws IllegalStateException if more was unlearnt of a group than was learnt
     */
    public RiskCurves curves(Iterable<Outcome> open) {
        Part all = new Part();
        parts.headMap(last, true).values().forEach(part -> merge(all, part));
        for (Outcome outcome : open) {
            if (outcome.end().isEmpty() && periodOf(outcome.start()) >= first) {
                change(all, outcome, 1);
            }
        }
        all.groups.forEach((key, cells) -> {
            if (cells.cases() < 0) {
                throw new IllegalStateException(
                        "The group " + key + " has " + cells.cases()
                                + " cases: more was unlearnt of it than learnt. Ask when the outcomes removed early have been added.");
            }
        });
        return new RiskCurves(dimensions, lean, all.groups, all.waits);
    }

    /**
     * Counts the groups, each in each period it has cases of.
     *
     * @return how many there are
     */
    public int groups() {
        return parts.values().stream().mapToInt(part -> part.groups.size()).sum();
    }

    /** The bytes that the counts of all groups take, names and waits not counted. */
    long bytesOfCounts() {
        long bytes = 0;
        for (Part part : parts.values()) {
            for (RiskCells cells : part.groups.values()) {
                bytes += Bytes.document(MAGIC, VERSION, cells::write).length - 9;
            }
        }
        return bytes;
    }

    /**
     * Writes down what was learnt, the same bytes for the same outcomes however they were added.
     *
     * @return a versioned form with a checksum, which {@link #fromBytes} reads
     */
    public byte[] toBytes() {
        return Bytes.document(MAGIC, VERSION, this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        Bytes.number(out, dimensions.size());
        for (Dimension dimension : dimensions) {
            dimension.write(out);
        }
        Bytes.number(out, lean);
        Bytes.number(out, period.isPresent() ? periods : 0);
        if (period.isPresent()) {
            period.get().write(out);
        }
        out.writeLong(observedFrom.getEpochSecond());
        Bytes.number(out, observedFrom.getNano());
        Bytes.number(out, parts.size());
        for (Map.Entry<Long, Part> part : parts.entrySet()) {
            out.writeLong(part.getKey());
            Bytes.number(out, part.getValue().groups.size());
            for (Map.Entry<ComplianceAggregator.Key, RiskCells> group :
                    new TreeMap<>(part.getValue().groups).entrySet()) {
                for (Object fact : group.getKey().facts()) {
                    Dimension.writeFact(out, fact);
                }
                group.getValue().write(out);
            }
            Bytes.number(out, part.getValue().waits.size());
            for (Map.Entry<String, WaitCells> wait : part.getValue().waits.entrySet()) {
                Bytes.text(out, wait.getKey());
                wait.getValue().write(out);
            }
        }
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @param bytes the bytes
     * @return a model equal to the one written; which periods were forgotten is not written
     * @throws IllegalArgumentException if the bytes are not of that form, are damaged, cut short or go on after the end, or are of
     *     another version
     */
    public static BreachRisk fromBytes(byte[] bytes) {
        return Bytes.read(bytes, MAGIC, VERSION, "counts of risk", BreachRisk::read);
    }

    private static BreachRisk read(Bytes.Input in) throws IOException {
        int depth = in.count("dimensions", MOST_DIMENSIONS, 3);
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            dimensions.add(Dimension.read(in));
        }
        int lean = (int) Math.min(Integer.MAX_VALUE, Bytes.readNumber(in));
        int periods = (int) Math.min(Integer.MAX_VALUE, Bytes.readNumber(in));
        Optional<Dimension> period = periods == 0 ? Optional.empty() : Optional.of(Dimension.read(in));
        BreachRisk risk;
        try {
            Instant from = Instant.ofEpochSecond(in.readLong(), Bytes.readNanos(in));
            BreachRisk plain = new BreachRisk(List.copyOf(dimensions), LEAN, 1, Optional.empty(), from).withLean(lean);
            risk = period.isPresent() ? plain.withWindow(periods, period.get()) : plain;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException(Quoted.plain(String.valueOf(e.getMessage())), e);
        }
        int many = in.count("periods", 2L * MOST_PERIODS, 10);
        for (int i = 0; i < many; i++) {
            long start = in.readLong();
            if (!risk.parts.isEmpty() && risk.parts.lastKey() >= start) {
                throw new IOException("periods are out of order at " + start);
            }
            risk.parts.put(start, risk.readPart(in));
        }
        return risk;
    }

    private Part readPart(Bytes.Input in) throws IOException {
        Part part = new Part();
        int groups = in.count("groups", MOST_GROUPS, 6 + dimensions.size());
        ComplianceAggregator.@Nullable Key last = null;
        for (int i = 0; i < groups; i++) {
            Object[] facts = new Object[dimensions.size()];
            for (int j = 0; j < facts.length; j++) {
                facts[j] = dimensions.get(j).readFact(in);
            }
            ComplianceAggregator.Key key = new ComplianceAggregator.Key(facts);
            if (last != null && last.compareTo(key) >= 0) {
                throw new IOException("groups are out of order at " + key);
            }
            part.groups.put(key, RiskCells.read(in));
            last = key;
        }
        int waits = in.count("reasons", MOST_REASONS, 61);
        for (int i = 0; i < waits; i++) {
            String reason = Bytes.readText(in);
            if (!part.waits.isEmpty() && part.waits.lastKey().compareTo(reason) >= 0) {
                throw new IOException("reasons are out of order at " + Quoted.of(reason));
            }
            part.waits.put(reason, WaitCells.read(in));
        }
        if (part.isEmpty()) {
            throw new IOException("there is a period of nothing");
        }
        return part;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BreachRisk that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    /** Returns what it learns by, and from how many groups. */
    @Override
    public String toString() {
        return "risk " + shape() + ", " + groups() + " groups";
    }
}
