package org.sla4j.compliance;

/**
 * A confidence interval of 95 % for a share, or for the difference of two.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record ConfidenceInterval(double low, double high) {
    /**
     * Whether a share lies in it.
     *
     * @param share the share
     * @return true if it is neither below nor above
     */
    public boolean contains(double share) {
        return low <= share && share <= high;
    }
}
