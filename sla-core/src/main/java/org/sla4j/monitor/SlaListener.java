package org.sla4j.monitor;

/**
 * What a monitor reports to.
 *
 * <pre>{@code
 * SlaListener pager = event -> {
 *     if (event.type() == SlaEvent.Type.BREACH) {
 *         page(event.caseId(), event.at());
 *     }
 * };
 * }</pre>
 *
 * <p>It is called by the thread that ticks, one fact at a time, and may call the monitor back. A fact counts as delivered when
 * the listener returns. After a crash, or when it throws, the same fact comes again with the same {@link SlaEvent#id()}: whoever
 * must not act twice remembers the ids.
 */
@FunctionalInterface
public interface SlaListener {
    /**
     * Receives one fact.
     *
     * @param event what happened
     */
    void on(SlaEvent event);
}
