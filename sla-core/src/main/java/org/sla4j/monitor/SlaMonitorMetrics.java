package org.sla4j.monitor;

import java.time.Duration;

/**
 * What a monitor has done since it was made, as numbers for a dashboard; none of them names a case. How many cases are open, paused or
 * breached is on the {@linkplain SlaMonitor#board() board}.
 *
 * <pre>{@code
 * SlaMonitorMetrics metrics = monitor.metrics();
 * alertIf(metrics.lateBy().compareTo(Duration.ofMinutes(1)) > 0);
 * }</pre>
 *
 * @param recorded events that were recorded and not known before
 * @param reported facts raised by ticks and by recording
 * @param delivered facts that the listener received
 * @param failures failed calls of the store, the listener and the executor, and cases that could not be computed
 * @param lateBy how long after its instant the last fact that fell due was raised
 * @param latest the longest such time
 */
public record SlaMonitorMetrics(
        long recorded, long reported, long delivered, long failures, Duration lateBy, Duration latest) {}
