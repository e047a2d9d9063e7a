/**
 * The main job, as a program to run and to copy from: an agreement and an event log in, compliance by severity out.
 *
 * <p>{@link org.sla4j.examples.ComplianceJob} reads the two files, replays the events case by case and prints the table;
 * {@link org.sla4j.compliance.page.CompliancePage} writes the same as a page to look at.
 */
@NullMarked
package org.sla4j.examples;

import org.jspecify.annotations.NullMarked;
