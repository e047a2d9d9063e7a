/** Compiles and runs the Java in README and guide. */
@org.jspecify.annotations.NullMarked
package org.sla4j.guide;
