package org.sla4j.calendar;

import java.time.DateTimeException;

/**
 * Thrown when a calendar has less open time ahead (or behind) than was asked for.
 *
 * <p>The message names the calendar, the start and the amount. It is a {@link DateTimeException}, so code that already
 * handles date errors handles this one too.
 *
 * <pre>{@code
 * try {
 *     return calendar.plus(opened, Duration.ofHours(8));
 * } catch (NoBusinessTimeException closedForGood) {
 *     return askSomebody(closedForGood.getMessage());
 * }
 * }</pre>
 */
public final class NoBusinessTimeException extends DateTimeException {
    private static final long serialVersionUID = 1L;

    NoBusinessTimeException(String message) {
        super(message);
    }
}
