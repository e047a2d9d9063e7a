/**
 * Service level agreements, pausable business-time clocks, cases and compliance figures for any help desk.
 *
 * <h2>Start here</h2>
 *
 * <pre>
 * what was promised          what happened               what it means
 * ServiceLevelAgreement  +   CaseEvents            -&gt;    ClockReading   (one case, one metric, now)
 *   SeverityPolicy             replayed into       -&gt;    Ledger         (every interval, and why)
 *     Target                   ServiceCase         -&gt;    Outcome        (one finished or breached measurement)
 *       BusinessCalendar         SlaClocks         -&gt;    SlaMonitor     (warnings and breaches, as they fall due)
 *                                                  -&gt;    ComplianceAggregator -&gt; ComplianceReport
 * </pre>
 *
 * <ol>
 *   <li>{@link org.sla4j.calendar.BusinessCalendar}: when you are open.
 *   <li>{@link org.sla4j.agreement.ServiceLevelAgreement}: what you promise, to whom, for which severity.
 *   <li>{@link org.sla4j.cases.ServiceCase}: what happened to a case, and how it stands.
 *   <li>{@link org.sla4j.monitor.SlaMonitor}: what falls due, kept in your database.
 *   <li>{@link org.sla4j.compliance.ComplianceAggregator}: how well you keep your promises.
 * </ol>
 *
 * <p>Data flows one way: calendar, agreement, clock, cases, then monitor or compliance. A later package uses an earlier one, never the
 * reverse.
 *
 * <h2>One word for each idea</h2>
 *
 * <table>
 *   <caption>Vocabulary</caption>
 *   <tr><th>word</th><th>idea</th></tr>
 *   <tr><td>interval</td><td>the time from one instant to another, without the latter</td></tr>
 *   <tr><td>range</td><td>the same between two local times or dates</td></tr>
 *   <tr><td>period</td><td>the month or week that a report is of</td></tr>
 *   <tr><td>wait</td><td>of a case: it waits for a party, with a reason</td></tr>
 *   <tr><td>pause</td><td>of a clock: it does not count; its pause rule says which waits pause it</td></tr>
 *   <tr><td>holder</td><td>who has the case: the parties it waits for, or the provider with a team, or nobody</td></tr>
 *   <tr><td>restart</td><td>a clock begins anew within its cycle</td></tr>
 *   <tr><td>breached</td><td>more time has passed than the limit allows, while the clock runs</td></tr>
 *   <tr><td>verdict</td><td>what a measurement came to: met, missed and so on; of a goal, the goal verdict</td></tr>
 *   <tr><td>report, retract</td><td>what a monitor does with facts, and with those that no longer hold</td></tr>
 *   <tr><td>agreed</td><td>another limit or due date, settled by hand for one case</td></tr>
 *   <tr><td>withdrawn</td><td>an earlier event, taken back</td></tr>
 *   <tr><td>snapshot</td><td>how a case stood at an instant, as most desks keep it</td></tr>
 *   <tr><td>trial</td><td>an agreement tried on past cases, which needs no approval and reaches no monitor</td></tr>
 * </table>
 *
 * <h2>Prefixes, as in java.time</h2>
 *
 * <table>
 *   <caption>Prefixes</caption>
 *   <tr><th>prefix</th><th>meaning</th></tr>
 *   <tr><td>{@code of}, {@code parse}, {@code from}</td><td>make a value of parts, of text, of another type</td></tr>
 *   <tr><td>{@code to}, {@code as}</td><td>convert; view</td></tr>
 *   <tr><td>{@code with}</td><td>a copy with one change</td></tr>
 *   <tr><td>{@code at}</td><td>combines with a time</td></tr>
 *   <tr><td>{@code is}</td><td>asks</td></tr>
 *   <tr><td>{@code plus}, {@code minus}</td><td>move in time</td></tr>
 * </table>
 *
 * <p>The instant at which something happens comes first, or right after the case it happens to: {@code pause(at, reason)}.
 */
module org.sla4j.core {
    requires transitive org.sla4j.calendar;
    requires static transitive org.jspecify;
    requires static transitive java.sql; // for org.sla4j.monitor.jdbc
    requires org.slf4j;

    exports org.sla4j.agreement;
    exports org.sla4j.agreement.document;
    exports org.sla4j.cases;
    exports org.sla4j.clock;
    exports org.sla4j.compliance;
    exports org.sla4j.compliance.page;
    exports org.sla4j.monitor;
    exports org.sla4j.monitor.jdbc;
}
