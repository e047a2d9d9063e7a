/**
 * Business-time calendars: which instants are open, how much open time lies between two of them, and when an amount of
 * open time will be used up.
 *
 * <h2>Start here</h2>
 *
 * <pre>{@code
 * BusinessCalendar berlin = BusinessCalendar.builder("Berlin office")
 *         .zone(ZoneId.of("Europe/Berlin"))
 *         .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:30"))
 *         .holidays(HolidayCalendar.of(LocalDate.of(2026, 12, 25)))
 *         .build();
 * Duration used = berlin.elapsed(opened, now);
 * Instant due = berlin.plus(opened, Duration.ofHours(8));
 * }</pre>
 *
 * <h2>What holds everywhere in this package</h2>
 *
 * <ul>
 *   <li>Intervals are half-open: each contains the instant at which it opens and not the one at which it closes.
 *   <li>Every type is immutable and safe to share between threads, unless its description says otherwise.
 *   <li>Arguments and results are never {@code null}; a missing answer is an empty {@link java.util.Optional}. A
 *       {@code null} argument gives a {@link java.lang.NullPointerException}.
 *   <li>Bad input is refused when a value is made, with a message that quotes it and says what is accepted.
 *   <li>Instants are supported from 1911-01-01T00:00Z to 2201-01-01T00:00Z; others give a
 *       {@link java.time.DateTimeException}.
 *   <li>Nothing here reads the current time, starts a thread or keeps state between calendars.
 * </ul>
 *
 * <h2>Words</h2>
 *
 * <table>
 *   <caption>Prefixes of method names, the same in all packages of this library</caption>
 *   <tr><th>prefix</th><th>meaning</th></tr>
 *   <tr><td>{@code of}</td><td>makes a value from its parts</td></tr>
 *   <tr><td>{@code parse}</td><td>makes a value from text; {@code toString} gives text that parses back</td></tr>
 *   <tr><td>{@code with}, {@code in}</td><td>a copy that differs in one part</td></tr>
 *   <tr><td>{@code plus}</td><td>moves an instant by an amount of business time</td></tr>
 *   <tr><td>{@code elapsed}</td><td>measures business time between two instants</td></tr>
 *   <tr><td>{@code is}</td><td>asks a yes-or-no question</td></tr>
 * </table>
 */
@NullMarked
package org.sla4j.calendar;

import org.jspecify.annotations.NullMarked;
