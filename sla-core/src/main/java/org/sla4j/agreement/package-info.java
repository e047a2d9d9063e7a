/**
 * What was promised: agreements between parties, in the words of ITIL.
 *
 * <ul>
 *   <li>A {@link org.sla4j.agreement.ServiceLevelAgreement} is a promise by a provider to a customer. An SLA is made with a
 *       customer, an OLA (operational level agreement) with another team of the same house, an underpinning contract with a
 *       supplier.
 *   <li>A {@link org.sla4j.agreement.SeverityPolicy} says which cases a set of targets is for.
 *   <li>A {@link org.sla4j.agreement.Target} is one promise about one {@link org.sla4j.agreement.Metric}: a limit, the calendar
 *       it is counted in, what pauses it, and the goal, the share of cases that must meet it.
 *   <li>A {@link org.sla4j.agreement.Severity} is a value of the user's own scale; a {@link
 *       org.sla4j.agreement.SeverityMatrix} finds it from impact and urgency.
 *   <li>{@link org.sla4j.agreement.Retargeting} and {@link org.sla4j.agreement.Reopening} say what becomes of the time used
 *       when a case changes.
 *   <li>An {@link org.sla4j.agreement.EscalationStep} says which {@link org.sla4j.agreement.Contact} to notify as a promise
 *       nears its breach; {@link org.sla4j.agreement.ServiceCredits} are what the customer gets back if too many are broken.
 * </ul>
 *
 * <p>{@code org.sla4j.agreement.document} reads, writes and checks agreements as documents.
 *
 * <pre>{@code
 * Target answer = Target.of("15m", BusinessCalendar.alwaysOpen(), 1.00);
 * Target solution = Target.of("4h", BusinessCalendar.alwaysOpen(), 1.00);
 * SeverityPolicy critical = SeverityPolicy.builder("critical")
 *         .severity(Severity.CRITICAL)
 *         .target(Metric.FIRST_RESPONSE, answer)
 *         .target(Metric.RESOLUTION, solution)
 *         .build();
 * }</pre>
 *
 * Every type is immutable and safe to share between threads, except builders.
 */
@NullMarked
package org.sla4j.agreement;

import org.jspecify.annotations.NullMarked;
