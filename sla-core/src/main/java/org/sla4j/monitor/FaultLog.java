package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says in the log what went wrong, each fault in one line whose message never varies and whose particulars are key-value pairs, counts the
 * calls that failed, and passes on what no fault may swallow. Thread-safe.
 */
final class FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger(SlaMonitor.class);

    private final AtomicLong failures = new AtomicLong();

    /** How many calls of the store, the listener and the executor failed, and how many times a case could not be computed. */
    long count() {
        return failures.get();
    }

    private LoggingEventBuilder error(Throwable e) {
        failures.incrementAndGet();
        return LOG.atError().setCause(e);
    }

    /** Restores an interrupt, and rethrows the first error, once the work that they broke off has been put in order. */
    static void passOn(Collection<Throwable> thrown) {
        if (thrown.stream().anyMatch(InterruptedException.class::isInstance)) {
            Thread.currentThread().interrupt();
        }
        for (Throwable e : thrown) {
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    void storeFailed(Throwable e) {
        error(e).log("The SLA store failed; what is due stays due and is tried again");
    }

    void caseCannotBeComputed(String caseId, Instant again, Throwable e) {
        error(e).addKeyValue("case", LogText.line(caseId))
                .addKeyValue("again", again)
                .log("A case cannot be read or computed; it is put aside as a fault, and the other cases go on");
    }

    void listenerThrew(String caseId, long fact, int attempts, Instant again, Throwable e) {
        failures.incrementAndGet();
        LOG.atWarn()
                .setCause(e)
                .addKeyValue("case", LogText.line(caseId))
                .addKeyValue("fact", fact)
                .addKeyValue("attempts", attempts)
                .addKeyValue("again", again)
                .log("The SLA listener threw; the fact stays first of its case and is tried again");
    }

    void skipped(String caseId, long fact, String who, String why) {
        LOG.atWarn()
                .addKeyValue("case", LogText.line(caseId))
                .addKeyValue("fact", fact)
                .addKeyValue("who", LogText.line(who))
                .addKeyValue("why", LogText.line(why))
                .log("A fact was skipped that the SLA listener refused; the facts behind it are delivered");
    }

    void leaseLost(String caseId, Duration lease) {
        LOG.atWarn()
                .addKeyValue("case", LogText.line(caseId))
                .addKeyValue("lease", lease)
                .log("The SLA listener took longer than its lease; another delivery may have begun meanwhile");
    }

    void clockWentBack(Instant from, Instant to) {
        LOG.atWarn()
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .log("The clock went back; what falls due waits until it is there again");
    }

    void clockDiffers(Instant here, Instant there) {
        LOG.atWarn()
                .addKeyValue("here", here)
                .addKeyValue("database", there)
                .addKeyValue("ahead", Duration.between(there, here))
                .log("The clock of this node differs from that of the database; facts are reported early or late");
    }

    void tickIsLate(Instant due, Instant now) {
        LOG.atWarn()
                .addKeyValue("due", due)
                .addKeyValue("now", now)
                .addKeyValue("late", Duration.between(due, now))
                .log("Time has jumped ahead, or nobody ticked; what fell due meanwhile is reported now");
    }

    void versionUnknown(String which) {
        LOG.atWarn()
                .addKeyValue("version", LogText.line(which))
                .log(
                        "Open cases are under a version of an agreement that this monitor was not given; it does not watch them");
    }

    void judgedAnew(String agreements, int cases, int retracted) {
        LOG.atWarn()
                .addKeyValue("agreements", LogText.line(agreements))
                .addKeyValue("cases", cases)
                .addKeyValue("retracted", retracted)
                .log(
                        "An agreement or a calendar has changed; open cases are judged anew, and what no longer holds is retracted");
    }

    void restsOnUnwatched(String agreement, String other) {
        LOG.atWarn()
                .addKeyValue("agreement", LogText.line(agreement))
                .addKeyValue("restsOn", LogText.line(other))
                .log("An agreement rests on another that the monitor was not given; nothing is reported of that one");
    }

    void executorRejected(Instant at, RejectedExecutionException e) {
        error(e).addKeyValue("at", at)
                .log("The executor rejected a tick of the SLA monitor; the next event recorded tries again");
    }

    void tickFailed(Throwable e) {
        error(e).log("A tick of the SLA monitor failed; the next one goes on");
    }

    void closed() {
        LOG.atInfo().log(
                "The SLA monitor is closed; what is due or undelivered waits for the next start or another node");
    }
}
