package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;

/** Measures what happens to one case: its next event, a late one, the replay of all of them, its state read again, and its outcomes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CaseBenchmark {
    /** How many events the case has. */
    @Param({"8"})
    public int events = 8;

    private final ServiceLevelAgreement agreement = Desk.agreement();
    private List<CaseEvent> history = List.of();
    private ServiceCase open = ServiceCase.open(agreement, CaseEvent.opened("INC-0", Desk.OPENING, Severity.HIGH));
    private CaseEvent nextEvent = CaseEvent.resolved("INC-0", Desk.OPENING);
    private CaseEvent lateEvent = nextEvent;
    private byte[] state = open.toState();
    private Instant now = Desk.OPENING;

    /** Makes the case. */
    @Setup
    public void makeCase() {
        history = Desk.events("INC-0", Desk.OPENING, Severity.HIGH, events);
        open = ServiceCase.replay(agreement, history);
        Instant last = history.get(history.size() - 1).at();
        nextEvent = CaseEvent.resolved("INC-0", last.plusSeconds(60));
        lateEvent = CaseEvent.reassigned("INC-0", Desk.OPENING.plusSeconds(60), "network");
        state = open.toState();
        now = last.plus(Duration.ofHours(1));
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
        return ServiceCase.replay(agreement, history);
    }

    /** Makes the case again from its state, without its events. */
    @Benchmark
    public ServiceCase restore() {
        return ServiceCase.restore(state, List.of(agreement), () -> history);
    }

    /** Says how the case stands. */
    @Benchmark
    public List<Outcome> outcomes() {
        return open.outcomes(now);
    }
}
