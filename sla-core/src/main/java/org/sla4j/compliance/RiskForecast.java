package org.sla4j.compliance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How likely one open case is to miss its limit, and from what that is known. Immutable and thread-safe.
 *
 * @param missProbability the probability, 0 to 1; 1 if the limit is exceeded already; of a waiting case with the chance that it runs
 *     again
 * @param low the lower end of the 95 % interval that the sample allows
 * @param high its upper end
 * @param group the values of the dimensions by which the case is judged
 * @param sample how many cases of this group came as far as this one
 * @param leansOn the values of the nearest group of at least 30 such cases: the group itself, one with fewer dimensions, or none of
 *     them for all cases
 * @param leansOnSample how many cases of that group came as far as this one
 * @param halfFinishWithin how much more time, in the unit of the limit, half of such cases need from here; empty if fewer than half are
 *     seen to finish, and while the case waits
 * @param resumeProbability the chance that the case runs again before it is finished; empty if it does not wait
 */
public record RiskForecast(
        double missProbability,
        double low,
        double high,
        List<String> group,
        long sample,
        List<String> leansOn,
        long leansOnSample,
        Optional<Duration> halfFinishWithin,
        Optional<Double> resumeProbability) {
    /** Copies the lists. */
    public RiskForecast {
        group = List.copyOf(group);
        leansOn = List.copyOf(leansOn);
    }

    /**
     * Whether something can be expected from acting on the case: the riskiest cases are mostly those that are past saving.
     *
     * @param least the lowest probability, such as 0.3
     * @param most the highest, such as 0.9
     * @return true if the probability is neither below nor above
     */
    public boolean isBetween(double least, double most) {
        return least <= missProbability && missProbability <= most;
    }

    /** Returns the forecast in words, such as {@code 81 % (74 to 87 %) from 212 cases}. */
    @Override
    public String toString() {
        return percent(missProbability) + " % (" + percent(low) + " to " + percent(high) + " %) from " + leansOnSample
                + " cases";
    }

    private static long percent(double share) {
        return Math.round(share * 100);
    }
}
