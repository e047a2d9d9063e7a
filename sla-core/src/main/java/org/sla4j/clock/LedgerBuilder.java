package org.sla4j.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sla4j.agreement.PauseReason;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.CalendarInterval;

/** The intervals that a replay went through, kept only when somebody asks for them. Mutable, not thread-safe. */
final class LedgerBuilder {
    private List<Interval> intervals = new ArrayList<>();
    private long start;
    private long lead;

    /** An interval in which a clock did one thing, or an instant at which the time counted was changed. */
    private record Interval(
            long start,
            long end,
            Phase phase,
            BusinessCalendar calendar,
            Set<PauseReason> waits,
            boolean suspended,
            boolean counts,
            long adjustment) {
        Interval within(long from, long to) {
            return new Interval(from, to, phase, calendar, waits, suspended, counts, adjustment);
        }
    }

    /** Begins a measurement that counts only after a given time. */
    void open(long at, long before) {
        start = at;
        lead = before;
    }

    /** Shortens the time that passes before the measurement counts. */
    void shorten(long by) {
        lead -= by;
    }

    /** Ends the interval that was begun last, and begins another. */
    void close(long at, Phase phase, BusinessCalendar calendar, Set<PauseReason> pausing, boolean suspended) {
        if (at > start) {
            intervals.add(new Interval(start, at, phase, calendar, pausing, suspended, true, 0));
        }
        start = at;
    }

    /** Changes the time counted so far. */
    void adjust(long at, BusinessCalendar calendar, long by) {
        if (by != 0) {
            intervals.add(new Interval(at, at, Phase.RUNNING, calendar, Set.of(), false, true, by));
        }
    }

    /** Nothing so far counts any more. */
    void supersede() {
        intervals = intervals.stream()
                .filter(interval -> interval.end() > interval.start())
                .map(interval -> new Interval(
                        interval.start(),
                        interval.end(),
                        interval.phase(),
                        interval.calendar(),
                        interval.waits(),
                        interval.suspended(),
                        false,
                        0))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Forgets what was counted since an instant, to count it anew. */
    void rewind(long to) {
        intervals.removeIf(interval -> interval.start() >= to && interval.counts());
        start = to;
    }

    /** When a given time had been counted since an instant. */
    long reached(long since, long amount) {
        long missing = amount;
        for (Interval interval : intervals) {
            if (interval.counts()
                    && interval.phase() == Phase.RUNNING
                    && interval.start() >= since
                    && interval.end() > interval.start()) {
                long here = interval.calendar().elapsedNanos(interval.start(), interval.end());
                if (here >= missing) {
                    return interval.calendar().plusNanos(interval.start(), missing);
                }
                missing -= here;
            }
        }
        throw new IllegalStateException("The ledger does not add up to the time counted.");
    }

    /** The ledger as a ledger with intervals that end at the cuts, which are in order. */
    Ledger ledger(long... cuts) {
        List<Interval> parts = new ArrayList<>();
        for (Interval interval : intervals) {
            Interval rest = interval;
            for (long cut : cuts) {
                if (cut > rest.start() && cut < rest.end()) {
                    parts.add(rest.within(rest.start(), cut));
                    rest = rest.within(cut, rest.end());
                }
            }
            parts.add(rest);
        }
        return new Ledger(afterLead(parts.stream().flatMap(LedgerBuilder::rows).toList()));
    }

    /** The rows in which the time that passes before the measurement counts does not count. */
    private List<LedgerInterval> afterLead(List<LedgerInterval> rows) {
        Duration left = Duration.ofNanos(lead);
        List<LedgerInterval> all = new ArrayList<>(rows.size() + 1);
        for (LedgerInterval row : rows) {
            Duration open = row.business();
            if (row.cause() != LedgerInterval.Cause.RUNNING || left.isZero()) {
                all.add(row);
            } else if (open.compareTo(left) <= 0) {
                all.add(ahead(row, row.end()));
                left = left.minus(open);
            } else {
                Instant counts = row.start().plus(left);
                all.add(ahead(row, counts));
                all.add(new LedgerInterval(
                        counts, row.end(), row.cause(), row.detail(), Set.of(), open.minus(left), Duration.ZERO));
                left = Duration.ZERO;
            }
        }
        return all;
    }

    private static LedgerInterval ahead(LedgerInterval row, Instant until) {
        return new LedgerInterval(
                row.start(),
                until,
                LedgerInterval.Cause.AHEAD,
                "",
                Set.of(),
                Duration.ZERO,
                Duration.between(row.start(), until));
    }

    private static Stream<LedgerInterval> rows(Interval interval) {
        Instant start = Replay.instant(interval.start());
        Instant end = Replay.instant(interval.end());
        if (!interval.counts()) {
            return Stream.of(row(start, end, LedgerInterval.Cause.SUPERSEDED, ""));
        } else if (interval.adjustment() != 0) {
            return Stream.of(new LedgerInterval(
                    start,
                    end,
                    LedgerInterval.Cause.ADJUSTED,
                    "fraction kept",
                    Set.of(),
                    Duration.ofNanos(interval.adjustment()),
                    Duration.ZERO));
        } else if (interval.phase() == Phase.RUNNING) {
            return interval.calendar().explain(start, end).stream().map(LedgerBuilder::row);
        } else if (interval.phase() == Phase.PAUSED) {
            String why = Stream.concat(
                            interval.suspended() ? Stream.of("suspended") : Stream.empty(),
                            interval.waits().stream().map(PauseReason::toString).sorted())
                    .collect(Collectors.joining(", "));
            return Stream.of(new LedgerInterval(
                    start,
                    end,
                    LedgerInterval.Cause.PAUSED,
                    why,
                    interval.waits(),
                    Duration.ZERO,
                    interval.calendar().elapsed(start, end)));
        }
        return Stream.of(row(start, end, LedgerInterval.Cause.STOPPED, ""));
    }

    private static LedgerInterval row(CalendarInterval interval) {
        if (interval.isOpen()) {
            return new LedgerInterval(
                    interval.start(),
                    interval.end(),
                    LedgerInterval.Cause.RUNNING,
                    "",
                    Set.of(),
                    interval.length(),
                    Duration.ZERO);
        }
        String why = interval.status() + (interval.label().isEmpty() ? "" : " (" + interval.label() + ")");
        return row(interval.start(), interval.end(), LedgerInterval.Cause.CLOSED, why);
    }

    private static LedgerInterval row(Instant start, Instant end, LedgerInterval.Cause cause, String detail) {
        return new LedgerInterval(start, end, cause, detail, Set.of(), Duration.ZERO, Duration.ZERO);
    }
}
