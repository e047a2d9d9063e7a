package org.sla4j.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Sets put together, the first with all others at once; dates are those of the first.
 *
 * <p>What follows from the parts is worked out when one is added, from what is known of those before, so that thousands can be
 * added one after another.
 */
final class CombinedSet implements OpenSet {
    /** How {@link CombinedSet} puts two sets together. */
    enum Operation {
        UNION,
        INTERSECTION,
        WITHOUT;

        boolean isOpen(boolean left, boolean right) {
            return switch (this) {
                case UNION -> left || right;
                case INTERSECTION -> left && right;
                case WITHOUT -> left && !right;
            };
        }

        Bounds hull(Bounds a, Bounds b) {
            return switch (this) {
                case UNION -> new Bounds(Math.min(a.start(), b.start()), Math.max(a.end(), b.end()));
                case INTERSECTION -> new Bounds(Math.max(a.start(), b.start()), Math.min(a.end(), b.end()));
                case WITHOUT -> a;
            };
        }
    }

    /** One of the sets that {@link CombinedSet} puts together, with the name of its calendar. */
    record Part(String name, OpenSet set) {}

    private final Operation operation;
    private final List<Part> parts;
    private final DateRange coverage;
    private final Bounds known;
    private final Bounds hull;

    private CombinedSet(Operation operation, List<Part> parts, DateRange coverage, Bounds known, Bounds hull) {
        this.operation = operation;
        this.parts = parts;
        this.coverage = coverage;
        this.known = known;
        this.hull = hull;
    }

    /**
     * Puts sets together.
     *
     * @param parts at least two; where the first is a set put together in the same way, its parts come first
     */
    static CombinedSet of(Operation operation, List<Part> parts) {
        OpenSet first = parts.get(0).set();
        List<Part> all = new ArrayList<>();
        if (first instanceof CombinedSet combined && combined.operation == operation) {
            all.addAll(combined.parts);
        } else {
            all.add(parts.get(0));
        }
        all.addAll(parts.subList(1, parts.size()));
        DateRange coverage = first.coverage();
        Bounds known = first.known();
        Bounds hull = first.hull();
        ZoneBoundaries boundaries = new ZoneBoundaries(first.zone());
        for (Part part : parts.subList(1, parts.size())) {
            Bounds theirs = part.set().known();
            known = new Bounds(Math.max(known.start(), theirs.start()), Math.min(known.end(), theirs.end()));
            coverage = common(coverage, part.set().coverage(), known, boundaries);
            hull = operation.hull(hull, part.set().hull());
        }
        return new CombinedSet(operation, Collections.unmodifiableList(all), coverage, known, hull);
    }

    /** The dates that both know, as whole dates of the zone of the first. */
    private static DateRange common(DateRange a, DateRange b, Bounds known, ZoneBoundaries boundaries) {
        LocalDate from = a.first().isAfter(b.first()) ? a.first() : b.first();
        LocalDate to = a.last().isBefore(b.last()) ? a.last() : b.last();
        // In another zone the other's first and last dates begin and end at other instants.
        if (known.start() > OpenIndex.MIN
                && boundaries.toEpochSecond(from.toEpochDay() * TimeRange.DAY) < known.start()) {
            from = from.plusDays(1);
        }
        if (known.end() < OpenIndex.MAX
                && boundaries.toEpochSecond(to.plusDays(1).toEpochDay() * TimeRange.DAY) > known.end()) {
            to = to.minusDays(1);
        }
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("The holidays of one calendar are known for " + a + ", of the other for "
                    + b + "; calendars can be combined when some dates are known to both.");
        }
        return new DateRange(from, to);
    }

    Operation operation() {
        return operation;
    }

    List<Part> parts() {
        return parts;
    }

    private OpenSet first() {
        return parts.get(0).set();
    }

    private List<Part> others() {
        return parts.subList(1, parts.size());
    }

    private CombinedSet each(UnaryOperator<OpenSet> change) {
        return of(
                operation,
                parts.stream()
                        .map(part -> new Part(part.name(), change.apply(part.set())))
                        .toList());
    }

    @Override
    public long[] between(long from, long until) {
        if (parts.size() == 2) {
            return merged(
                    operation, first().between(from, until), parts.get(1).set().between(from, until));
        }
        return switch (operation) {
            case UNION -> atLeast(1, parts, from, until);
            case INTERSECTION -> atLeast(parts.size(), parts, from, until);
            case WITHOUT -> merged(operation, first().between(from, until), atLeast(1, others(), from, until));
        };
    }

    private static long[] merged(Operation operation, long[] a, long[] b) {
        long[] merged = new long[a.length + b.length];
        int size = 0;
        int i = 0;
        int j = 0;
        boolean open = false;
        while (i < a.length || j < b.length) {
            long at = Math.min(i < a.length ? a[i] : Long.MAX_VALUE, j < b.length ? b[j] : Long.MAX_VALUE);
            if (i < a.length && a[i] == at) {
                i++;
            }
            if (j < b.length && b[j] == at) {
                j++;
            }
            // An odd number of boundaries passed means inside an interval.
            boolean now = operation.isOpen((i & 1) == 1, (j & 1) == 1);
            if (now != open) {
                merged[size++] = at;
                open = now;
            }
        }
        return Arrays.copyOf(merged, size);
    }

    /** When at least {@code count} of the sets are open, found in one pass over the starts and ends of all. */
    private static long[] atLeast(int count, List<Part> parts, long from, long until) {
        List<long[]> all = new ArrayList<>(parts.size());
        int size = 0;
        for (Part part : parts) {
            long[] open = part.set().between(from, until);
            size += open.length / 2;
            all.add(open);
        }
        long[] starts = new long[size];
        long[] ends = new long[size];
        int at = 0;
        for (long[] open : all) {
            for (int i = 0; i < open.length; i += 2) {
                starts[at] = open[i];
                ends[at++] = open[i + 1];
            }
        }
        Arrays.sort(starts);
        Arrays.sort(ends);
        long[] merged = new long[2 * size];
        int found = 0;
        int begun = 0;
        int ended = 0;
        while (ended < size) {
            long next = Math.min(begun < size ? starts[begun] : Long.MAX_VALUE, ends[ended]);
            while (begun < size && starts[begun] == next) {
                begun++;
            }
            while (ended < size && ends[ended] == next) {
                ended++;
            }
            boolean open = begun - ended >= count;
            if (open != ((found & 1) == 1)) {
                merged[found++] = next;
            }
        }
        return Arrays.copyOf(merged, found);
    }

    @Override
    public Bounds hull() {
        return hull;
    }

    @Override
    public boolean warnUnknown(long from, long until) {
        return parts.stream().anyMatch(part -> part.set().warnUnknown(from, until));
    }

    @Override
    public OpenSet inZone(ZoneId zone) {
        return each(set -> set.inZone(zone));
    }

    @Override
    public void lint(List<CalendarFinding> findings) {
        parts.forEach(part -> part.set().lint(findings));
    }

    @Override
    public OpenSet asKnownOn(Instant instant) {
        return each(set -> set.asKnownOn(instant));
    }

    @Override
    public ZoneId zone() {
        return first().zone();
    }

    @Override
    public DateRange coverage() {
        return coverage;
    }

    @Override
    public Bounds known() {
        return known;
    }

    @Override
    public List<StatusInterval> explain(long from, long until) {
        List<StatusInterval> explained = first().explain(from, until);
        for (Part part : others()) {
            explained = explain(explained, part.set().explain(from, until), part.name());
        }
        return explained;
    }

    private List<StatusInterval> explain(List<StatusInterval> ours, List<StatusInterval> theirs, String theirName) {
        List<StatusInterval> intervals = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < ours.size()) {
            StatusInterval a = ours.get(i);
            StatusInterval b = theirs.get(j);
            long start = Math.max(a.start(), b.start());
            long end = Math.min(a.end(), b.end());
            intervals.add(interval(start, end, a, b, theirName));
            i += a.end() == end ? 1 : 0;
            j += b.end() == end ? 1 : 0;
        }
        return intervals;
    }

    private StatusInterval interval(long start, long end, StatusInterval a, StatusInterval b, String theirName) {
        if (operation.isOpen(a.isOpen(), b.isOpen())) {
            return new StatusInterval(start, end, CalendarInterval.Status.OPEN, "");
        }
        if (!a.isOpen()) {
            return new StatusInterval(start, end, a.status(), a.label());
        }
        return operation == Operation.WITHOUT
                ? new StatusInterval(start, end, CalendarInterval.Status.EXCLUDED, theirName)
                : new StatusInterval(start, end, b.status(), b.label());
    }

    @Override
    public Optional<Bounds> businessHours(LocalDate date) {
        ZoneBoundaries boundaries = new ZoneBoundaries(zone());
        long midnight = date.toEpochDay() * TimeRange.DAY;
        long[] open = between(boundaries.toEpochSecond(midnight), boundaries.toEpochSecond(midnight + TimeRange.DAY));
        return open.length == 0 ? Optional.empty() : Bounds.of(open[0], open[open.length - 1]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CombinedSet that && operation == that.operation && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return 31 * operation.name().hashCode() + parts.hashCode();
    }

    @Override
    public String toString() {
        return parts.stream()
                .map(part -> "(" + part.set() + ")")
                .collect(Collectors.joining(" " + operation.name().toLowerCase(Locale.ROOT) + " "));
    }
}
