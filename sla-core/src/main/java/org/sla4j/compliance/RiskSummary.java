package org.sla4j.compliance;

/**
 * How many of some open cases will miss their limits. Immutable and thread-safe.
 *
 * @param open how many are open and within their limits
 * @param unknown for how many of those nothing is known yet; they are in none of the other figures
 * @param expectedMisses how many will miss, on average
 * @param low the fewest that are likely to miss (95 %)
 * @param high the most
 */
public record RiskSummary(long open, long unknown, double expectedMisses, long low, long high) {
    /** Returns the summary in words, such as {@code of 214 open cases 14 to 25 will miss}. */
    @Override
    public String toString() {
        long known = open - unknown;
        if (known == 0 && unknown > 0) {
            return "nothing is known of " + unknown + cases(unknown);
        }
        return "of " + known + cases(known) + " " + (low == high ? "" + low : low + " to " + high) + " will miss"
                + (unknown == 0 ? "" : "; nothing is known of " + unknown + " more");
    }

    private static String cases(long count) {
        return count == 1 ? " open case" : " open cases";
    }
}
