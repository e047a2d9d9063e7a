/**
 * What falls due: warnings, breaches, escalations and verdicts of open cases, reported as they become so.
 *
 * <p>{@link org.sla4j.monitor.CaseWatch} is the pure part: one case, how far it has been reported, and when to look again. {@link
 * org.sla4j.monitor.SlaMonitor} watches many cases, keeps them in a {@link org.sla4j.monitor.SlaStore} and calls a {@link
 * org.sla4j.monitor.SlaListener}.
 *
 * <pre>{@code
 * SlaMonitor monitor = SlaMonitor.builder(store, listener, clock).agreement(agreement).build();
 * monitor.start(executor);
 * monitor.record(CaseEvent.opened("INC-1", now, Severity.CRITICAL));
 * }</pre>
 */
@NullMarked
package org.sla4j.monitor;

import org.jspecify.annotations.NullMarked;
