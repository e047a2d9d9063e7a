package org.sla4j.monitor;

import java.time.Duration;

/**
 * What a monitor is doing, as numbers for a dashboard; none of them names a case.
 *
 * <pre>{@code
 * SlaMonitorMetrics metrics = monitor.metrics();
 * alertIf(metrics.lateBy().compareTo(Duration.ofMinutes(1)) > 0);
 * }</pre>
 *
 * @param open cases with a clock going on
 * @param paused those of them whose clocks all stand still
 * @param breached those of them that exceeded a limit that is still being measured
 * @param fired events raised since the monitor was made
 * @param delivered events that the listener received
 * @param undelivered events raised that wait for the listener
 * @param setAside how often an event was refused so often that it waits for the next start
 * @param failures failed calls of the store, the listener and the executor, and cases that could not be computed
 * @param lateBy how long after its instant the last event that fell due was raised
 * @param latest the longest such time since the monitor was made
 */
public record SlaMonitorMetrics(
        long open,
        long paused,
        long breached,
        long fired,
        long delivered,
        long undelivered,
        long setAside,
        long failures,
        Duration lateBy,
        Duration latest) {}
