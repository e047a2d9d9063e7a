package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/**
 * A case that is slow and obviously right: it goes through its life minute by minute and asks of each whether it counts.
 *
 * <p>It knows first response and resolution, whole minutes, no two events at one instant, and of the rules for changes those
 * that hold unless others are chosen: a new target holds as if from the start, but for what is finished, and a reopened clock
 * runs on, also that of a cancelled case.
 */
final class MinuteTickingCase {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final List<CaseEvent> events;
    private final boolean answering;
    private final Target target;
    private final Set<PauseReason> waits = new HashSet<>();
    private Severity severity;
    private Severity judged;
    private EventType stage = EventType.OPENED;
    private boolean answered;
    private boolean cancelled;
    private Duration counted = Duration.ZERO;

    /** The case that knows of everything up to an instant, at that instant. */
    MinuteTickingCase(ServiceLevelAgreement agreement, Metric metric, List<CaseEvent> all, Instant now) {
        events = all.stream().filter(event -> !event.at().isAfter(now)).toList();
        answering = metric.equals(Metric.FIRST_RESPONSE);
        severity = events.get(0).severity().orElseThrow();
        judged = severity;
        for (CaseEvent event : events) {
            happens(event);
        }
        target = agreement
                .policyFor(judged, events.get(0).attributes())
                .orElseThrow()
                .target(metric)
                .orElseThrow();
        waits.clear();
        stage = EventType.OPENED;
        answered = false;
        cancelled = false;
        int next = 0;
        for (Instant minute = events.get(0).at(); !minute.isAfter(now); minute = minute.plus(MINUTE)) {
            if (next < events.size() && events.get(next).at().equals(minute)) {
                happens(events.get(next));
                next++;
            }
            if (minute.isBefore(now)
                    && !isStopped()
                    && !isPaused()
                    && calendar().isOpen(minute)) {
                counted = counted.plus(MINUTE);
            }
        }
    }

    /** Believes an event if it can be true. */
    private void happens(CaseEvent event) {
        EventType type = event.type();
        boolean open = stage.equals(EventType.OPENED);
        boolean resolved = stage.equals(EventType.RESOLVED);
        if (type.equals(EventType.WAITING) && open) {
            waits.add(event.reason().orElseThrow());
        } else if (type.equals(EventType.RESUMED) && event.reason().isPresent()) {
            waits.remove(event.reason().get());
        } else if (type.equals(EventType.RESUMED)) {
            waits.clear();
        } else if (type.equals(EventType.SEVERITY_CHANGED)) {
            severity = event.severity().orElseThrow();
        } else if (type.equals(EventType.RESPONDED) && (open || resolved)) {
            answered = true;
        } else if (type.equals(EventType.RESOLVED) && open) {
            ends(type);
        } else if (type.equals(EventType.CLOSED) && (open || resolved)) {
            ends(type);
        } else if (type.equals(EventType.CANCELLED) && (open || resolved)) {
            cancelled = !isStopped();
            stage = type;
            waits.clear();
        } else if (type.equals(EventType.REOPENED) && !open) {
            stage = EventType.OPENED;
            cancelled = false;
        }
        if (!isStopped()) {
            judged = severity; // what is finished stays as it was judged
        }
    }

    private void ends(EventType type) {
        stage = type;
        answered = true;
        waits.clear();
    }

    private boolean isStopped() {
        return cancelled || (answering ? answered : !stage.equals(EventType.OPENED));
    }

    private boolean isPaused() {
        return waits.stream().anyMatch(target.pauseRule()::pauses);
    }

    private BusinessCalendar calendar() {
        return target.limit() instanceof BusinessDuration.WallTime ? BusinessCalendar.alwaysOpen() : target.calendar();
    }

    Duration elapsed() {
        return counted;
    }

    Phase phase() {
        if (cancelled) {
            return Phase.CANCELLED;
        } else if (isStopped()) {
            return Phase.STOPPED;
        }
        return isPaused() ? Phase.PAUSED : Phase.RUNNING;
    }

    Verdict verdict() {
        boolean exceeded = counted.compareTo(limit()) > 0;
        return switch (phase()) {
            case RUNNING, PAUSED -> exceeded ? Verdict.BREACHED : Verdict.PENDING;
            case STOPPED -> exceeded ? Verdict.MISSED : Verdict.MET;
            case CANCELLED -> Verdict.CANCELLED;
        };
    }

    Duration limit() {
        if (target.limit() instanceof BusinessDuration.BusinessTime time) {
            return time.amount();
        } else if (target.limit() instanceof BusinessDuration.WallTime time) {
            return time.amount();
        }
        Duration open = Duration.ZERO;
        Instant opened = events.get(0).at();
        Instant due = target.calendar().plus(opened, target.limit());
        for (Instant minute = opened; minute.isBefore(due); minute = minute.plus(MINUTE)) {
            open = target.calendar().isOpen(minute) ? open.plus(MINUTE) : open;
        }
        return open;
    }
}
