/**
 * A small help desk as a Spring Boot application over PostgreSQL. What joins it to the monitor stands between {@code // glue} and {@code
 * // end of glue}; the test counts these lines.
 */
@NullMarked
package org.sla4j.examples.springboot;

import org.jspecify.annotations.NullMarked;
