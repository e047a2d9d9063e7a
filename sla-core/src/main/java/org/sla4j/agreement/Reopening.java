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
    CONTINUE,
    /** The clock runs on as if it had not been stopped; the time between stop and reopening counts. */
    COUNT_GAP,
    /** A new measurement starts from zero; the finished one keeps its verdict and counts as well. */
    NEW_CYCLE,
    /** Nothing: the finished verdict stands, whatever comes. */
    FROZEN
}
