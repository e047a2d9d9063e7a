package org.sla4j.agreement;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;

/**
 * One promise about one metric: a limit, the calendar it is counted in, what pauses it, and how often it must be met.
 *
 * <pre>{@code
 * Target.of("15m", BusinessCalendar.alwaysOpen(), 1.00);                    // always, round the clock
 * Target.of("5bd", berlin, 0.90).withPauseRule(PauseRule.never());             // nine of ten in five business days
 * Target.of("4h", berlin, 0.95).withWarnings(Warning.parse("75%"), Warning.parse("30m before due"));
 * }</pre>
 *
 * <p>In Kotlin import this type by name: by {@code import org.sla4j.agreement.*} alone, {@code Target} is Kotlin's annotation.
 *
 * @param limit how much time there is; met when no more than that was used
 * @param calendar the hours in which business time and business days are counted
 * @param goal the share of cases that must meet the limit, above 0 and at most 1
 * @param pauseRule which waits stop the clock
 * @param warnings the moments before the breach at which somebody should know, in the order given
 */
public record Target(
        BusinessDuration limit, BusinessCalendar calendar, double goal, PauseRule pauseRule, List<Warning> warnings) {
    /**
     * Checks the goal and copies the warnings.
     *
     * @throws IllegalArgumentException if the goal is not above 0 and at most 1, or a warning is there twice
     */
    public Target {
        if (!(goal > 0 && goal <= 1)) {
            throw new IllegalArgumentException(
                    "A goal is a share above 0 and at most 1 (0.9 for 90 %), but was " + goal + ".");
        }
        Set<Warning> known = new HashSet<>();
        for (Warning warning : warnings) {
            if (!known.add(warning)) {
                throw new IllegalArgumentException("The warning " + warning + " is there twice; give it once.");
            }
        }
        warnings = List.copyOf(warnings);
    }

    /**
     * Makes a target that every wait pauses, except one for the provider.
     *
     * @param limit how much time there is
     * @param calendar the hours it is counted in
     * @param goal the share of cases that must meet it, above 0 and at most 1
     * @return the target
     * @throws IllegalArgumentException if the goal is out of bounds
     */
    public static Target of(BusinessDuration limit, BusinessCalendar calendar, double goal) {
        return new Target(limit, calendar, goal, PauseRule.any(), List.of());
    }

    /**
     * Makes a target that every wait pauses, except one for the provider.
     *
     * @param limit how much time there is, as {@link BusinessDuration#parse} reads it
     * @param calendar the hours it is counted in
     * @param goal the share of cases that must meet it, above 0 and at most 1
     * @return the target
     * @throws IllegalArgumentException if the limit cannot be read
     * @throws IllegalArgumentException if the goal is out of bounds
     */
    public static Target of(String limit, BusinessCalendar calendar, double goal) {
        return of(BusinessDuration.parse(limit), calendar, goal);
    }

    /**
     * Returns the same target with another limit.
     *
     * @param other how much time there is
     * @return the target
     */
    public Target withLimit(BusinessDuration other) {
        return new Target(other, calendar, goal, pauseRule, warnings);
    }

    /**
     * Returns the same target counted in another calendar.
     *
     * @param other the hours in which business time and business days are counted
     * @return the target
     */
    public Target withCalendar(BusinessCalendar other) {
        return new Target(limit, other, goal, pauseRule, warnings);
    }

    /**
     * Returns the same target with another pause rule.
     *
     * @param rule which waits stop the clock
     * @return the target
     */
    public Target withPauseRule(PauseRule rule) {
        return new Target(limit, calendar, goal, rule, warnings);
    }

    /**
     * Returns the same target with other warnings.
     *
     * @param moments the moments before the breach at which somebody should know
     * @return the target
     * @throws IllegalArgumentException if one is there twice
     */
    public Target withWarnings(Warning... moments) {
        return new Target(limit, calendar, goal, pauseRule, List.of(moments));
    }

    /**
     * Returns the calendar in which time is counted.
     *
     * @return the target's calendar, or the one that is always open if the limit is in wall time
     */
    public BusinessCalendar countingCalendar() {
        return limit instanceof BusinessDuration.WallTime ? BusinessCalendar.alwaysOpen() : calendar;
    }

    /** Returns the target in words, such as {@code 4h in Berlin office, goal 90 %}. */
    @Override
    public String toString() {
        return limit + " in " + calendar.name() + ", goal " + Percent.of(goal) + " %";
    }
}
