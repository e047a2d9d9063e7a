package org.sla4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseJudge;
import org.sla4j.cases.Outcome;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.Dimension;

/**
 * Judges many cases as they come from a stream, adds their outcomes up by metric, severity and team, and prints how many it did.
 *
 * <p>{@code java -Xmx512m -cp benchmarks.jar org.sla4j.benchmarks.CaseLoad 20000000 1}: how many cases for each thread, and how many
 * threads, one if not given. Each thread has a judge and an aggregator of its own; the aggregators are merged at the end. Every event
 * is made when its case comes, as a reader of rows would, and that is part of what is measured.
 */
public final class CaseLoad {
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final PauseReason VENDOR = PauseReason.of("awaiting parts", "vendor");
    private static final List<String> TEAMS = List.of("first line", "network", "desktop", "applications");
    private static final Instant NOW = Desk.OPENING.plus(Duration.ofDays(500));

    private CaseLoad() {}

    /** What one thread did. */
    private record Share(ComplianceAggregator figures, long cpuNanos) {}

    /**
     * Runs it.
     *
     * @param args how many cases for each thread, and how many threads
     * @throws InterruptedException if it is interrupted
     * @throws ExecutionException if a thread fails
     */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        int cases = Integer.parseInt(args[0]);
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        ServiceLevelAgreement agreement = Desk.agreement();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Share>> shares = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int seed = i;
                shares.add(() -> judge(agreement, cases, seed));
            }
            long started = System.nanoTime();
            ComplianceAggregator all = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY, Dimension.TEAM);
            long cpu = 0;
            for (Future<Share> share : pool.invokeAll(shares)) {
                all.merge(share.get().figures());
                cpu += share.get().cpuNanos();
            }
            long wall = System.nanoTime() - started;
            double judged = (double) cases * threads;
            System.out.printf(
                    Locale.ROOT,
                    "%,.0f cases in %.1f s: %,.0f a minute; %,.0f a minute of processor time; heap of at most %,d MB; %d groups%n",
                    judged,
                    wall / 1e9,
                    judged / wall * 60e9,
                    judged / cpu * 60e9,
                    Runtime.getRuntime().maxMemory() >> 20,
                    all.report().rows().size());
        } finally {
            pool.shutdown();
        }
    }

    private static Share judge(ServiceLevelAgreement agreement, int cases, int seed) {
        CaseJudge judge = CaseJudge.of(agreement);
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY, Dimension.TEAM);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < cases; i++) {
            for (Outcome outcome : judge.outcomes(life("INC-" + i, i, random), NOW)) {
                figures.add(outcome);
            }
        }
        return new Share(figures, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    /** The eight events of a case: opened, answered, two waits, another team, solved. */
    private static List<CaseEvent> life(String id, int number, SplittableRandom random) {
        Instant opened = Desk.OPENING.plusSeconds(random.nextInt(400 * 86_400));
        PauseReason reason = random.nextInt(3) == 0 ? VENDOR : CUSTOMER;
        Instant at = opened;
        List<CaseEvent> events = new ArrayList<>(8);
        events.add(CaseEvent.opened(id, at, Desk.severity(number)).withTeam("first line"));
        at = at.plusSeconds(random.nextInt(4 * 3_600));
        events.add(CaseEvent.responded(id, at));
        for (int i = 0; i < 2; i++) {
            at = at.plusSeconds(1 + random.nextInt(8 * 3_600));
            events.add(CaseEvent.waiting(id, at, reason));
            at = at.plusSeconds(1 + random.nextInt(40 * 3_600));
            events.add(CaseEvent.resumed(id, at, reason));
        }
        at = at.plusSeconds(1 + random.nextInt(3_600));
        events.add(CaseEvent.reassigned(id, at, TEAMS.get(random.nextInt(TEAMS.size()))));
        at = at.plusSeconds(1 + random.nextInt(20 * 3_600));
        events.add(CaseEvent.resolved(id, at));
        return events;
    }
}
