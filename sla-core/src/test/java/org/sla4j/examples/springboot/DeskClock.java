package org.sla4j.examples.springboot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The clock of the machine, moved on by a test that drives the desk through a day. */
final class DeskClock implements InstantSource {
    static final DeskClock INSTANCE = new DeskClock();

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    private DeskClock() {}

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead.get());
    }

    /** How far it is ahead of the machine, by whose clock Spring schedules. */
    Duration ahead() {
        return ahead.get();
    }

    void moveTo(Instant at) {
        ahead.set(Duration.between(InstantSource.system().instant(), at));
    }
}
