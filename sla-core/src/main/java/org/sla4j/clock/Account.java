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

/** The stretches that a replay went through, kept only when somebody asks for them. Mutable, not thread-safe. */
final class Account {
    private List<Segment> segments = new ArrayList<>();
    private long start;

    /** A interval in which a clock did one thing, or an instant at which the time counted was changed. */
    private record Segment(
            long start,
            long end,
            Phase phase,
            BusinessCalendar calendar,
            Set<PauseReason> waits,
            boolean held,
            boolean counts,
            long adjustment) {
        Segment within(long from, long to) {
            return new Segment(from, to, phase, calendar, waits, held, counts, adjustment);
        }
    }

    /** Begins a interval. */
    void open(long at) {
        start = at;
    }

    /** Ends the interval that was begun last, and begins another. */
    void close(long at, Phase phase, BusinessCalendar calendar, Set<PauseReason> holding, boolean held) {
        if (at > start) {
            segments.add(new Segment(start, at, phase, calendar, holding, held, true, 0));
        }
        start = at;
    }

    /** Changes the time counted so far. */
    void adjust(long at, BusinessCalendar calendar, long by) {
        if (by != 0) {
            segments.add(new Segment(at, at, Phase.RUNNING, calendar, Set.of(), false, true, by));
        }
    }

    /** Nothing so far counts any more. */
    void supersede() {
        segments = segments.stream()
                .filter(segment -> segment.end() > segment.start())
                .map(segment -> new Segment(
                        segment.start(),
                        segment.end(),
                        segment.phase(),
                        segment.calendar(),
                        segment.waits(),
                        segment.held(),
                        false,
                        0))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Forgets what was counted since an instant, to count it anew. */
    void rewind(long to) {
        segments.removeIf(segment -> segment.start() >= to && segment.counts());
        start = to;
    }

    /** When so much had been counted since an instant. */
    long reached(long since, long amount) {
        long missing = amount;
        for (Segment segment : segments) {
            if (segment.counts()
                    && segment.phase() == Phase.RUNNING
                    && segment.start() >= since
                    && segment.end() > segment.start()) {
                long here = segment.calendar().elapsedNanos(segment.start(), segment.end());
                if (here >= missing) {
                    return segment.calendar().plusNanos(segment.start(), missing);
                }
                missing -= here;
            }
        }
        throw new IllegalStateException("The account does not add up to the time counted.");
    }

    /** The account as a ledger whose entries end at the cuts, which are in order. */
    Ledger ledger(long... cuts) {
        List<Segment> pieces = new ArrayList<>();
        for (Segment segment : segments) {
            Segment rest = segment;
            for (long cut : cuts) {
                if (cut > rest.start() && cut < rest.end()) {
                    pieces.add(rest.within(rest.start(), cut));
                    rest = rest.within(cut, rest.end());
                }
            }
            pieces.add(rest);
        }
        return new Ledger(pieces.stream().flatMap(Account::entries).toList());
    }

    private static Stream<LedgerEntry> entries(Segment segment) {
        Instant start = Replay.instant(segment.start());
        Instant end = Replay.instant(segment.end());
        if (!segment.counts()) {
            return Stream.of(entry(start, end, LedgerEntry.Cause.SUPERSEDED, ""));
        } else if (segment.adjustment() != 0) {
            return Stream.of(new LedgerEntry(
                    start,
                    end,
                    LedgerEntry.Cause.ADJUSTED,
                    "fraction kept",
                    Set.of(),
                    Duration.ofNanos(segment.adjustment()),
                    Duration.ZERO));
        } else if (segment.phase() == Phase.RUNNING) {
            return segment.calendar().explain(start, end).stream().map(Account::entry);
        } else if (segment.phase() == Phase.PAUSED) {
            String why = Stream.concat(
                            segment.held() ? Stream.of("held") : Stream.empty(),
                            segment.waits().stream().map(PauseReason::toString).sorted())
                    .collect(Collectors.joining(", "));
            return Stream.of(new LedgerEntry(
                    start,
                    end,
                    LedgerEntry.Cause.PAUSED,
                    why,
                    segment.waits(),
                    Duration.ZERO,
                    segment.calendar().elapsed(start, end)));
        }
        return Stream.of(entry(start, end, LedgerEntry.Cause.STOPPED, ""));
    }

    private static LedgerEntry entry(CalendarInterval interval) {
        if (interval.isOpen()) {
            return new LedgerEntry(
                    interval.start(),
                    interval.end(),
                    LedgerEntry.Cause.RUNNING,
                    "",
                    Set.of(),
                    interval.length(),
                    Duration.ZERO);
        }
        String why = interval.status() + (interval.label().isEmpty() ? "" : " (" + interval.label() + ")");
        return entry(interval.start(), interval.end(), LedgerEntry.Cause.CLOSED, why);
    }

    private static LedgerEntry entry(Instant start, Instant end, LedgerEntry.Cause cause, String detail) {
        return new LedgerEntry(start, end, cause, detail, Set.of(), Duration.ZERO, Duration.ZERO);
    }
}
