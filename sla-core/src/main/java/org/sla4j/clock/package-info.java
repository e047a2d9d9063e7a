/**
 * Pausable business-time clocks: how much of a target is used up, when it is due, and why.
 *
 * <pre>{@code
 *            pause                stop
 *   RUNNING ------> PAUSED  ---------------> STOPPED (met or missed)
 *      ^  <--------           reopen            |
 *      |    resume  <---------------------------+
 *      +--- start          cancel, from anywhere: CANCELLED
 * }</pre>
 *
 * <p>A running or paused clock that has used more than its limit is breached; a stopped one is met or missed. Every type is
 * immutable and thread-safe; "now" is always an argument.
 */
@NullMarked
package org.sla4j.clock;

import org.jspecify.annotations.NullMarked;
