/**
 * JMH benchmarks of the hot path, side by side with what people use instead. Nothing in here is published.
 *
 * <pre>
 * java -jar sla-benchmarks/target/benchmarks.jar CalendarBenchmark -prof gc
 * java -cp sla-benchmarks/target/benchmarks.jar org.sla4j.benchmarks.Results
 * </pre>
 */
@NullMarked
package org.sla4j.benchmarks;

import org.jspecify.annotations.NullMarked;
