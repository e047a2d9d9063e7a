/**
 * The same library past one machine: case events in Apache Flink, keyed by case, each case looked at when something next falls due in it,
 * and compliance added up by each task. An example to copy, not published.
 *
 * <pre>
 * mvn -q -ntp -Presults -Dresults=flink -pl sla-benchmarks -am process-test-classes
 * </pre>
 */
@NullMarked
package org.sla4j.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
