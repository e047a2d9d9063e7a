package org.sla4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Warning;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.monitor.InMemorySlaStore;
import org.sla4j.monitor.SlaEvent;
import org.sla4j.monitor.SlaMonitor;

/**
 * Loads a monitor with many running cases, lives through a day of their events and timers, and prints what it took.
 *
 * <p>{@code java -Xmx1g -cp benchmarks.jar org.sla4j.benchmarks.MonitorLoad 1000000}. Time is simulated in steps of a second. The store
 * is in memory, so that the monitor is measured and not a database. Lateness is real time: from the begin of the tick in which an event is
 * due to the call of the listener.
 */
public final class MonitorLoad {
    private static final int BATCH = 1_000;
    private static final int SAMPLE = 10_000;
    private static final Instant MORNING = Instant.parse("2026-01-14T00:00:00Z");
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final int DAY = (int) Duration.ofDays(1).toSeconds();

    private final int count;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Histogram lateness = new Histogram(TimeUnit.MINUTES.toNanos(10), 3);
    private final ServiceLevelAgreement agreement;
    private Instant now = MORNING;
    private long tickStarted;
    private long reported;

    private MonitorLoad(int count) {
        this.count = count;
        BusinessCalendar office = Office.calendar();
        agreement = ServiceLevelAgreement.builder("load")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(
                                Metric.FIRST_RESPONSE,
                                Target.of("8h", office, 0.9).withWarnings(Warning.parse("75%")))
                        .target(
                                Metric.RESOLUTION,
                                Target.of("40h", office, 0.9).withWarnings(Warning.parse("50%"), Warning.parse("75%")))
                        .build())
                .build();
    }

    /**
     * Runs.
     *
     * @param args how many cases, 1,000,000 unless given
     */
    public static void main(String[] args) {
        int count = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        new MonitorLoad(count).run();
    }

    private void run() {
        print("a ServiceCase of its own", heapOfCases(Math.min(count, SAMPLE)), "bytes");
        long empty = usedHeap();
        InstantSource clock = () -> now;
        SlaMonitor monitor = SlaMonitor.builder(new InMemorySlaStore(), this::listen, clock)
                .agreement(agreement)
                .build();
        long start = System.nanoTime();
        long processor = processorTime();
        List<CaseEvent> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < count; i++) {
            batch.add(opening(i));
            if (batch.size() == BATCH || i == count - 1) {
                tickStarted = System.nanoTime();
                monitor.record(batch);
                monitor.tick(now);
                batch.clear();
            }
        }
        perSecond("opened", count, System.nanoTime() - start);
        perSecond("reported meanwhile", reported, System.nanoTime() - start);
        perSecond("reported in a second of the processor", reported, processorTime() - processor);
        print("reported while loading", reported, "facts");
        long loaded = usedHeap() - empty;
        print("a case in the monitor", loaded / count, "bytes");
        print("of them the text of its event", textOfEvents() / count, "bytes");
        day(monitor);
        asked("the 100 most urgent of all", () -> monitor.mostUrgent("", 100));
        asked("the 100 with the least time left", () -> monitor.leastTimeLeft("", 100));
        asked("the board of all", monitor::board);
        print(
                "open at the end",
                monitor.board().counts().values().stream()
                        .flatMap(states -> states.values().stream())
                        .mapToInt(Integer::intValue)
                        .sum(),
                "cases");
        print("faults", monitor.metrics().failures(), "");
    }

    private static void asked(String what, Runnable question) {
        question.run(); // once before, for the compiler
        long start = System.nanoTime();
        question.run();
        print(what, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start), "us");
    }

    private long heapOfCases(int some) {
        long empty = usedHeap();
        ServiceCase[] cases = new ServiceCase[some];
        for (int i = 0; i < some; i++) {
            cases[i] = ServiceCase.open(agreement, opening(i));
        }
        long used = usedHeap() - empty - 4L * some;
        if (cases[some - 1].isClosed()) {
            throw new IllegalStateException("cases are open"); // and in use up to here
        }
        return used / some;
    }

    /** What the events take as lines of text, with the instant at which the monitor came to know them. */
    private long textOfEvents() {
        long text = 0;
        for (int i = 0; i < count; i++) {
            text += opening(i).withRecordedAt(now).toLine().length();
        }
        return text;
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void day(SlaMonitor monitor) {
        lateness.reset();
        long before = reported;
        int[] due = new int[DAY];
        for (int i = 0; i < count; i++) {
            due[random.nextInt(DAY)]++;
        }
        long busy = 0;
        long processor = processorTime();
        long longest = 0;
        long events = 0;
        List<CaseEvent> batch = new ArrayList<>();
        for (int second = 0; second < DAY; second++) {
            now = MORNING.plusSeconds(second);
            for (int i = 0; i < due[second]; i++) {
                batch.add(event(events++));
            }
            tickStarted = System.nanoTime();
            monitor.record(batch);
            monitor.tick(now);
            long took = System.nanoTime() - tickStarted;
            busy += took;
            longest = Math.max(longest, took);
            batch.clear();
        }
        perSecond("events and what they and the timers report, in a day", events + reported - before, busy);
        perSecond("the same in a second of the processor", events + reported - before, processorTime() - processor);
        print("events", events, "");
        print("reported", reported - before, "");
        print("busy for", TimeUnit.NANOSECONDS.toMillis(busy), "ms of the day");
        print("longest second", TimeUnit.NANOSECONDS.toMicros(longest), "us");
        print("lateness, median", TimeUnit.NANOSECONDS.toMicros(lateness.getValueAtPercentile(50)), "us");
        print("lateness, 99 %", TimeUnit.NANOSECONDS.toMicros(lateness.getValueAtPercentile(99)), "us");
        print("lateness, all", TimeUnit.NANOSECONDS.toMicros(lateness.getMaxValue()), "us");
    }

    private void listen(SlaEvent event) {
        reported++;
        lateness.recordValue(Math.max(0, System.nanoTime() - tickStarted));
    }

    private CaseEvent opening(int i) {
        // Over the two weeks before, spread evenly, so that some are breached and most are not.
        long ago = (long) i * 14 * DAY / count + 1;
        return CaseEvent.opened("INC" + i, MORNING.minusSeconds(ago), Severity.LOW);
    }

    /** What happens to a case: an answer, a wait, or the end of one. */
    private CaseEvent event(long number) {
        String id = "INC" + random.nextInt(count);
        return switch ((int) (number % 10)) {
            case 0, 1, 2 -> CaseEvent.responded(id, now);
            case 3, 4, 5 -> CaseEvent.waiting(id, now, CUSTOMER);
            default -> CaseEvent.resumed(id, now, CUSTOMER);
        };
    }

    static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    private static long perSecond(String what, long number, long nanos) {
        long rate = number * TimeUnit.SECONDS.toNanos(1) / nanos;
        print(what, rate, "a second");
        return rate;
    }

    private static void print(String what, long number, String unit) {
        System.out.printf("%-52s %,15d %s%n", what, number, unit);
    }
}
