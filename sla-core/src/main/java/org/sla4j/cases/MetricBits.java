package org.sla4j.cases;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;

/**
 * The events that act on a metric, as bits of {@link Occurrence}: mostly one look says that a step does nothing.
 *
 * @param all those that act in any way
 */
record MetricBits(Metric metric, int all, int starts, int pauses, int resumes, int restarts, int stops, int cancels) {
    /** Of the ready-made metrics, which most agreements use, so that they are not laid out for every case. */
    private static final Map<Metric, MetricBits> STANDARD =
            Metric.standard().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), MetricBits::laidOut));

    static MetricBits of(Metric metric) {
        MetricBits known = STANDARD.get(metric);
        return known == null ? laidOut(metric) : known;
    }

    private static MetricBits laidOut(Metric metric) {
        return new MetricBits(
                metric,
                bits(metric.events()),
                bits(metric.startsOn()),
                bits(metric.pausesOn()),
                bits(metric.resumesOn()),
                bits(metric.restartsOn()),
                bits(metric.stopsOn()),
                bits(metric.cancelsOn()));
    }

    private static int bits(Set<EventType> types) {
        int bits = 0;
        for (EventType type : types) {
            bits |= Occurrence.of(type).bit();
        }
        return bits;
    }

    boolean pausesOn(Step step) {
        return isReady(pauses, step) || (isOwn(pauses, step) && step.hasAny(metric.pausesOn()));
    }

    boolean resumesOn(Step step) {
        return isReady(resumes, step) || (isOwn(resumes, step) && step.hasAny(metric.resumesOn()));
    }

    boolean restartsOn(Step step) {
        return isReady(restarts, step) || (isOwn(restarts, step) && step.hasAny(metric.restartsOn()));
    }

    boolean stopsOn(Step step) {
        return isReady(stops, step) || (isOwn(stops, step) && step.hasAny(metric.stopsOn()));
    }

    boolean cancelsOn(Step step) {
        return isReady(cancels, step) || (isOwn(cancels, step) && step.hasAny(metric.cancelsOn()));
    }

    /** Whether a step starts a clock that does not run; while the case is open the type alone says so. */
    boolean startsOn(Step step) {
        boolean isOpen = step.before().isOpen() || step.after().isOpen();
        return (isOpen && isReady(starts, step))
                || ((starts & step.occurrences()) != 0 && ClockMover.starts(metric, step));
    }

    /** Whether a step has one of some ready-made types. */
    private static boolean isReady(int types, Step step) {
        return (types & step.occurrences() & ~Occurrence.OTHER.bit()) != 0;
    }

    /** Whether it has a type of the user's own, where there are some: they share one bit. */
    private static boolean isOwn(int types, Step step) {
        return (types & step.occurrences() & Occurrence.OTHER.bit()) != 0;
    }
}
