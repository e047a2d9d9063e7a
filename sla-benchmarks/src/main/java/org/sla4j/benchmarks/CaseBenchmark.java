package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseJudge;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.SlaClock;

/**
 * Measures what happens to one case: its next event, a late one, the replay of all of them, its state read again, its outcomes, and
 * judging it for its outcomes
 * alone. The floor is the least that its answers can cost; all others are multiples of it.
 *
 * <p>A replayed case works out its clocks when somebody asks for them, so that {@code replay} is what its outcomes need, and {@code
 * replayToClocks} what goes on from there needs. The cases differ from call to call, as in a report. The code of a whole case takes
 * seconds to compile, that of a look-up does not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CaseBenchmark {
    /** How many events the case has. */
    @Param({"8"})
    public int events = 8;

    private static final int CASES = 64;
    /** To see the guard red: every case works out its clocks as well. */
    private static final boolean SLOWED = Boolean.getBoolean("sla4j.slowed");

    private final ServiceLevelAgreement agreement = Desk.agreement();
    private final CaseJudge judge = CaseJudge.of(agreement);
    private final List<List<CaseEvent>> histories = new ArrayList<>();
    private final List<ServiceCase> replayed = new ArrayList<>();
    private CaseFloor.Answers answers = new CaseFloor.Answers(0);
    private CaseFloor floor = new CaseFloor(BusinessCalendar.alwaysOpen(), Duration.ZERO, Duration.ZERO);
    private long[][] instants = {};
    private byte[][] kinds = {};
    private int next;
    private ServiceCase open = ServiceCase.open(agreement, CaseEvent.opened("INC-0", Desk.OPENING, Severity.HIGH));
    private CaseEvent nextEvent = CaseEvent.resolved("INC-0", Desk.OPENING);
    private CaseEvent lateEvent = nextEvent;
    private byte[] state = open.toState();
    private Instant now = Desk.OPENING;

    /** Makes the cases: the same life at other times of the day. */
    @Setup
    public void makeCases() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CASES; i++) {
            Instant opened = Desk.OPENING.plusSeconds(random.nextInt(86_400));
            histories.add(Desk.events("INC-" + i, opened, Severity.HIGH, events));
        }
        histories.forEach(history -> replayed.add(ServiceCase.replay(agreement, history)));
        List<CaseEvent> history = histories.get(0);
        open = replayed.get(0);
        open.clocks();
        Instant last = history.get(history.size() - 1).at();
        nextEvent = CaseEvent.resolved("INC-0", last.plusSeconds(60));
        state = open.toState();
        lateEvent = CaseEvent.reassigned("INC-0", history.get(0).at().plusSeconds(60), "network");
        now = Desk.OPENING.plus(Duration.ofDays(2)).plus(Duration.ofMinutes(10L * events));
        SeverityPolicy policy = open.policy().orElseThrow();
        Target resolution = policy.target(Metric.RESOLUTION).orElseThrow();
        floor = new CaseFloor(resolution.calendar(), Duration.ofHours(4), Duration.ofHours(24));
        answers = new CaseFloor.Answers(events);
        instants = histories.stream().map(CaseFloor::instants).toArray(long[][]::new);
        kinds = histories.stream().map(CaseFloor::kinds).toArray(byte[][]::new);
    }

    private int next() {
        next = (next + 1) & (CASES - 1);
        return next;
    }

    /** Judges the case by hand, the least that it can cost. */
    @Benchmark
    public Object caseFloor() {
        int one = next();
        floor.judge(instants[one], kinds[one], CaseFloor.nanos(now), answers);
        return answers;
    }

    /** Judges the case for its outcomes alone. */
    @Benchmark
    public List<Outcome> judge() {
        return SLOWED ? slowed() : judge.outcomes(histories.get(next()), now);
    }

    /** Replays all events and says how the case stands. */
    @Benchmark
    public List<Outcome> replayAndOutcomes() {
        return SLOWED
                ? slowed()
                : ServiceCase.replay(agreement, histories.get(next())).outcomes(now);
    }

    private List<Outcome> slowed() {
        ServiceCase served = ServiceCase.replay(agreement, histories.get(next()));
        return served.clocks().isEmpty() ? List.of() : served.outcomes(now);
    }

    /** Replays all events up to clocks that go on. */
    @Benchmark
    public Map<Metric, SlaClock> replayToClocks() {
        return ServiceCase.replay(agreement, histories.get(next())).clocks();
    }

    /** Applies the next event to the case. */
    @Benchmark
    public ServiceCase applyNext() {
        return open.apply(nextEvent);
    }

    /** Applies an event that belongs just after the opening. */
    @Benchmark
    public ServiceCase applyLate() {
        return open.apply(lateEvent);
    }

    /** Replays all events. */
    @Benchmark
    public ServiceCase replay() {
        return ServiceCase.replay(agreement, histories.get(next()));
    }

    /** Makes the case again from its state, without its events. */
    @Benchmark
    public ServiceCase restore() {
        return ServiceCase.restore(state, List.of(agreement), () -> histories.get(0));
    }

    /** Says how the case stands. */
    @Benchmark
    public List<Outcome> outcomes() {
        return replayed.get(next()).outcomes(now);
    }
}
