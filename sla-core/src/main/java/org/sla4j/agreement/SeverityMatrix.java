package org.sla4j.agreement;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sla4j.calendar.Quoted;

/**
 * A table that gives the severity of a case from its impact (how much is affected) and its urgency (how soon it hurts).
 *
 * <pre>{@code
 * SeverityMatrix.ITIL.severity("high", "medium"); // 2 High
 * SeverityMatrix.of(
 *         List.of("everybody", "one"),
 *         List.of("now", "later"),
 *         List.of(List.of(CRITICAL, MODERATE), List.of(HIGH, LOW)));
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param impacts the levels of impact, each a row
 * @param urgencies the levels of urgency, each a column
 * @param rows for each impact the severities in the order of the urgencies
 */
public record SeverityMatrix(List<String> impacts, List<String> urgencies, List<List<Severity>> rows) {
    /**
     * Three levels each, after the example that ITIL gives: high impact and high urgency are critical, and each step down in one
     * of them is a step down in severity. ITIL's example ends in a fifth, planning; here low and low are {@link Severity#LOW}.
     */
    public static final SeverityMatrix ITIL = of(
            List.of("high", "medium", "low"),
            List.of("high", "medium", "low"),
            List.of(
                    List.of(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE),
                    List.of(Severity.HIGH, Severity.MODERATE, Severity.LOW),
                    List.of(Severity.MODERATE, Severity.LOW, Severity.LOW)));

    /**
     * Checks and copies the parts.
     *
     * @throws IllegalArgumentException if a side is empty, a level is blank or there twice, or the table does not fit the sides
     */
    public SeverityMatrix {
        requireLevels("impact", impacts);
        requireLevels("urgency", urgencies);
        if (rows.size() != impacts.size()) {
            throw new IllegalArgumentException(
                    "A severity matrix has a row for each impact " + impacts + ", but has " + rows.size() + " rows.");
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != urgencies.size()) {
                throw new IllegalArgumentException("The row of impact " + Quoted.of(impacts.get(i))
                        + " has a severity for each urgency " + urgencies + ", but was " + rows.get(i) + ".");
            }
        }
        impacts = List.copyOf(impacts);
        urgencies = List.copyOf(urgencies);
        rows = rows.stream().map(List::copyOf).toList();
    }

    private static void requireLevels(String side, List<String> levels) {
        Set<String> known = new HashSet<>();
        for (String level : levels) {
            if (level.isBlank() || !known.add(key(level))) {
                throw new IllegalArgumentException(
                        "Levels of " + side + " differ and are not blank, but were " + levels + ".");
            }
        }
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("A severity matrix needs a level of " + side + ", but has none.");
        }
    }

    private static String key(String level) {
        return level.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes a matrix.
     *
     * @param impacts the levels of impact, each a row
     * @param urgencies the levels of urgency, each a column
     * @param rows for each impact the severities in the order of the urgencies
     * @return the matrix
     * @throws IllegalArgumentException if a side is empty, a level is blank or there twice, or the table does not fit the sides
     */
    public static SeverityMatrix of(List<String> impacts, List<String> urgencies, List<List<Severity>> rows) {
        return new SeverityMatrix(impacts, urgencies, rows);
    }

    /**
     * Finds the severity of a case.
     *
     * @param impact one of the levels of impact, in any case
     * @param urgency one of the levels of urgency, in any case
     * @return the severity where the two meet
     * @throws IllegalArgumentException if one is not a level of this matrix
     */
    public Severity severity(String impact, String urgency) {
        return rows.get(place("impact", impacts, impact)).get(place("urgency", urgencies, urgency));
    }

    private static int place(String side, List<String> levels, String level) {
        for (int i = 0; i < levels.size(); i++) {
            if (key(levels.get(i)).equals(key(level))) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                Quoted.of(level) + " is not a level of " + side + " of this matrix; there are " + levels + ".");
    }
}
