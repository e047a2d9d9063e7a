package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what went wrong, each fault in one line whose message never varies and whose particulars are key-value pairs, and
 * counts the calls that failed. Thread-safe.
 */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(SlaMonitor.class);

    private final AtomicLong failures = new AtomicLong();

    /** How many calls of the store, the listener and the executor failed, and how many times a case could not be computed. */
    long count() {
        return failures.get();
    }

    void storeFailed(int times, Instant again, Throwable e) {
        failures.incrementAndGet();
        LOG.atError()
                .setCause(e)
                .addKeyValue("failures", times)
                .addKeyValue("again", again)
                .log("The SLA store failed; nothing was changed");
    }

    void listenerThrew(SlaEvent event, int attempts, Instant again, Throwable e) {
        failures.incrementAndGet();
        LOG.atWarn()
                .setCause(e)
                .addKeyValue("event", Words.line(event.id()))
                .addKeyValue("attempts", attempts)
                .addKeyValue("again", again)
                .log("The SLA listener threw; the event is tried again");
    }

    void listenerRefused(SlaEvent event, int attempts, Throwable e) {
        failures.incrementAndGet();
        LOG.atError()
                .setCause(e)
                .addKeyValue("event", Words.line(event.id()))
                .addKeyValue("attempts", attempts)
                .log(
                        "The SLA listener refused an event for the last time; it is set aside until its case is loaded again");
    }

    void listenerIsBusy(SlaEvent event, Instant since) {
        LOG.atWarn()
                .addKeyValue("event", Words.line(event.id()))
                .addKeyValue("since", since)
                .log("The SLA listener does not come back from an event; nothing else is told meanwhile");
    }

    void listenerTicks(SlaEvent event) {
        LOG.atInfo()
                .addKeyValue("event", Words.line(event.id()))
                .log(
                        "The SLA listener ticks the monitor that called it; such ticks do nothing, and are not logged again");
    }

    void isFull(int undelivered, int unclear, int capacity) {
        LOG.atWarn()
                .addKeyValue("undelivered", undelivered)
                .addKeyValue("unclear", unclear)
                .addKeyValue("capacity", capacity)
                .log("The SLA monitor is full; events are refused until the listener and the store have caught up");
    }

    void clockWentBack(Instant from, Instant to) {
        LOG.atWarn()
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .log("The clock went back; what falls due waits until it is there again");
    }

    void tickIsLate(Instant due, Instant now) {
        LOG.atWarn()
                .addKeyValue("due", due)
                .addKeyValue("now", now)
                .addKeyValue("late", Duration.between(due, now))
                .log("Time has jumped ahead, or nobody ticked; what fell due meanwhile is told now");
    }

    void caseCannotBeComputed(String caseId, Instant again, Throwable e) {
        failures.incrementAndGet();
        LOG.atError()
                .setCause(e)
                .addKeyValue("case", Words.line(caseId))
                .addKeyValue("again", again)
                .log("What falls due of a case cannot be computed; the other cases go on");
    }

    void executorRejected(Instant due, RejectedExecutionException e) {
        failures.incrementAndGet();
        LOG.atError()
                .setCause(e)
                .addKeyValue("due", due)
                .log("The executor rejected a tick of the SLA monitor; the next event recorded tries again");
    }

    void tickFailed(Instant now, Throwable e) {
        failures.incrementAndGet();
        LOG.atError().setCause(e).addKeyValue("now", now).log("A tick of the SLA monitor failed; the next one goes on");
    }

    void closed(int open, int undelivered) {
        LOG.atInfo()
                .addKeyValue("open", open)
                .addKeyValue("undelivered", undelivered)
                .log("The SLA monitor is closed; what is due or undelivered is told at the next start");
    }

    void closedWhileBusy(SlaEvent event, Duration timeout) {
        LOG.atWarn()
                .addKeyValue("event", Words.line(event.id()))
                .addKeyValue("timeout", timeout)
                .log(
                        "The SLA monitor was closed while its listener was busy; that event comes again at the next start");
    }
}
