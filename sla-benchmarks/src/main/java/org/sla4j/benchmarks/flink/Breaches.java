package org.sla4j.benchmarks.flink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/** The breaches of a case, as a function of its events and the time. */
final class Breaches {
    private Breaches() {}

    /** The limits that were exceeded before an instant, in the order of the targets. */
    static List<Signal> until(ServiceCase subject, Instant now) {
        List<Signal> signals = new ArrayList<>();
        subject.clocks().forEach((metric, clock) -> {
            for (ClockReading cycle : clock.finishedCycles()) {
                add(signals, subject, metric.name(), cycle, now);
            }
            if (clock.phase() != Phase.CANCELLED) {
                add(signals, subject, metric.name(), clock.reading(latest(subject, now)), now);
            }
        });
        return signals;
    }

    /** When the next limit will be exceeded if nothing happens before. */
    static Optional<Instant> next(ServiceCase subject, Instant now) {
        return subject.clocks().values().stream()
                .filter(clock -> clock.phase() == Phase.RUNNING)
                .map(clock -> breachesAt(subject, clock, now))
                .flatMap(Optional::stream)
                .filter(at -> !at.isBefore(now))
                .min(Instant::compareTo);
    }

    private static Optional<Instant> breachesAt(ServiceCase subject, SlaClock clock, Instant now) {
        return clock.reading(latest(subject, now)).breachesAt();
    }

    private static void add(List<Signal> to, ServiceCase subject, String metric, ClockReading reading, Instant now) {
        reading.breachesAt()
                .filter(at -> at.isBefore(now))
                .ifPresent(at -> to.add(new Signal(subject.id(), metric, at, false)));
    }

    /** A clock is read at or after the last event of its case, which may be ahead of the watermark. */
    private static Instant latest(ServiceCase subject, Instant now) {
        Instant last = subject.events().get(subject.events().size() - 1).at();
        return last.isAfter(now) ? last : now;
    }
}
