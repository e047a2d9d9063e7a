package org.sla4j.examples.springboot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of the machine, moved on by a test that drives the desk through a day. */
final class DeskClock implements InstantSource {
    static final DeskClock INSTANCE = new DeskClock();

    private volatile Duration ahead = Duration.ZERO;

    private DeskClock() {}

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead);
    }

    /** How far it is ahead of the machine, by whose clock Spring schedules. */
    Duration ahead() {
        return ahead;
    }

    void moveTo(Instant at) {
        ahead = Duration.between(InstantSource.system().instant(), at);
    }
}
