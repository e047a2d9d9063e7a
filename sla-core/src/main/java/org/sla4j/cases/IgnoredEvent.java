package org.sla4j.cases;

/**
 * An event that contradicts the rest of its case and therefore has no effect.
 *
 * @param event what was reported
 * @param reason why it cannot be true, in words
 */
public record IgnoredEvent(CaseEvent event, String reason) {}
