package org.sla4j.agreement;

/**
 * What becomes of a finished clock when its case is reopened, after it was resolved, closed or cancelled.
 *
 * <p>The finished verdict is kept as a fact in any case, see {@code SlaClock.superseded}.
 *
 * <table>
 *   <caption>The rules</caption>
 *   <tr><th>rule</th><th>the measurement</th><th>the time between</th><th>its target</th></tr>
 *   <tr><td>{@link #CONTINUE}</td><td>goes on</td><td>does not count</td><td>the present one, by the policy's
 *       {@link Retargeting}</td></tr>
 *   <tr><td>{@link #COUNT_GAP}</td><td>goes on</td><td>counts</td><td>the present one, by the policy's {@link Retargeting}</td></tr>
 *   <tr><td>{@link #NEW_CYCLE}</td><td>stays as it was judged; another begins</td><td>does not count</td><td>the present one for
 *       the new cycle</td></tr>
 *   <tr><td>{@link #FROZEN}</td><td>stays as it was judged</td><td>does not count</td><td>the old one</td></tr>
 * </table>
 */
public enum Reopening {
    /** The clock runs on from where it stopped; the time between stop and reopening does not count. The default. */
    CONTINUE(Measurement.GOES_ON, false),
    /** The clock runs on as if it had not been stopped; the time between stop and reopening counts. */
    COUNT_GAP(Measurement.GOES_ON, true),
    /** A new measurement starts from zero; the finished one keeps its verdict and counts as well. */
    NEW_CYCLE(Measurement.BEGINS_ANEW, false),
    /** Nothing: the finished verdict stands, whatever comes. */
    FROZEN(Measurement.STANDS, false);

    /** What becomes of the measurement. */
    public enum Measurement {
        /** It goes on, and is judged again when it stops. */
        GOES_ON,
        /** It stays as it was judged, and another begins. */
        BEGINS_ANEW,
        /** It stays as it was judged. */
        STANDS
    }

    private final Measurement measurement;
    private final boolean gapCounted;

    Reopening(Measurement measurement, boolean gapCounted) {
        this.measurement = measurement;
        this.gapCounted = gapCounted;
    }

    /**
     * Returns what becomes of the measurement.
     *
     * @return the rule's entry in that column of the table
     */
    public Measurement measurement() {
        return measurement;
    }

    /**
     * Whether the time between stop and reopening counts.
     *
     * @return true for {@link #COUNT_GAP} alone
     */
    public boolean isGapCounted() {
        return gapCounted;
    }
}
