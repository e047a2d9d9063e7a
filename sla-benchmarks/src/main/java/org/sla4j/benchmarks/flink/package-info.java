/**
 * The same library past one machine: case events in Apache Flink, keyed by case, with the next crossing of each case as an
 * event-time timer and compliance as a Flink aggregate. An example to copy, not published.
 *
 * <pre>
 * mvn -q -ntp -Pflink -pl sla-benchmarks -am process-test-classes
 * </pre>
 */
@NullMarked
package org.sla4j.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
