package org.sla4j.monitor;

import java.time.Instant;

/**
 * A fact that the listener refused, and that holds up the facts behind it of the same case.
 *
 * @param fact the fact
 * @param number what to {@linkplain SlaMonitor#skip skip} it by
 * @param attempts how often it was refused
 * @param nextTry when it is tried again
 * @param error what the listener threw
 */
public record StuckFact(SlaEvent fact, long number, int attempts, Instant nextTry, String error) {}
