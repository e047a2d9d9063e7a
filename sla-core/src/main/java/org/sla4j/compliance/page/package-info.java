/**
 * Compliance figures as one HTML page to read, print and send: tables, charts and timelines.
 *
 * <pre>{@code
 * Files.writeString(file, CompliancePage.of("Service desk", aggregator.report()).toHtml());
 * }</pre>
 *
 * <p>The page needs nothing else: no script, no network. It uses the figures of {@link org.sla4j.compliance}, which know nothing of
 * it.
 */
@NullMarked
package org.sla4j.compliance.page;

import org.jspecify.annotations.NullMarked;
