package org.sla4j.compliance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseDiff;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Verdict;

/**
 * What a proposed agreement, or other calendars, would have made of past cases: compliance before and after, side by side, and the
 * cases whose verdict changes, each with the cause.
 *
 * <pre>{@code
 * ServiceLevelAgreement sixHours = agreement.withTargets("6 hours", (policy, metric, target) ->
 *         policy.severities().contains(Severity.HIGH) ? target.withLimit(BusinessDuration.parse("6h")) : target);
 * Backtest test = Backtest.of(cases, sixHours, now);
 * test.after().row("resolution", Severity.HIGH).orElseThrow().isAtLeast(0.90);   // would we have met 90 %?
 * test.changed().forEach(diff -> System.out.println(diff.caseId() + " " + diff.changes()));
 * System.out.println(test.toText());
 * }</pre>
 *
 * Its size depends on the number of groups and of changed cases. Immutable and thread-safe.
 *
 * @param before the figures under the agreements that were in force, by metric and severity
 * @param after the figures under what is proposed, by the same
 * @param changed the cases that have a verdict under one that they do not have under the other, in the order of the cases; {@link
 *     CaseDiff#flips} tells whether a promise is kept under one and broken under the other
 */
public record Backtest(ComplianceReport before, ComplianceReport after, List<CaseDiff> changed) {
    /** Copies the list. */
    public Backtest {
        changed = List.copyOf(changed);
    }

    /**
     * Replays cases under a proposed agreement.
     *
     * @param cases the cases as they were, under the agreements that were in force
     * @param proposed what might have been promised
     * @param now when to look at all of them, at or after their openings
     * @return compliance before and after
     * @throws IllegalArgumentException if {@code now} is before a case was opened
     * @throws java.time.DateTimeException if an event or {@code now} is outside the years of a calendar of an agreement
     */
    public static Backtest of(Iterable<ServiceCase> cases, ServiceLevelAgreement proposed, Instant now) {
        return compare(cases, served -> proposed, now);
    }

    /**
     * Replays cases under their own agreements with other calendars.
     *
     * <pre>{@code
     * Backtest.of(cases, calendar -> calendar.name().equals("office") ? longerHours : calendar, now);
     * }</pre>
     *
     * @param cases the cases as they were; each is replayed as if the last of its agreements had held from the start
     * @param calendars what takes the place of a target's calendar, or the same one
     * @param now when to look at all of them, at or after their openings
     * @return compliance before and after
     * @throws IllegalArgumentException if {@code now} is before a case was opened
     * @throws java.time.DateTimeException if an event or {@code now} is outside the years of a calendar
     */
    public static Backtest of(Iterable<ServiceCase> cases, UnaryOperator<BusinessCalendar> calendars, Instant now) {
        // Cases share their agreements, and an agreement is compared part by part: far slower than finding the same one
        // again.
        IdentityHashMap<ServiceLevelAgreement, ServiceLevelAgreement> known = new IdentityHashMap<>();
        return compare(
                cases,
                served -> known.computeIfAbsent(
                        served.agreement(),
                        own -> own.withTargets(
                                own.version() + ", other calendars",
                                (policy, metric, target) -> target.withCalendar(calendars.apply(target.calendar())))),
                now);
    }

    private static Backtest compare(
            Iterable<ServiceCase> cases, Function<ServiceCase, ServiceLevelAgreement> proposed, Instant now) {
        ComplianceAggregator before = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        ComplianceAggregator after = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        List<CaseDiff> changed = new ArrayList<>();
        for (ServiceCase served : cases) {
            ServiceCase tried = served.under(proposed.apply(served));
            List<Outcome> held = served.outcomes(now);
            List<Outcome> wouldHold = tried.outcomes(now);
            held.forEach(before::add);
            wouldHold.forEach(after::add);
            // A diff works out the clocks of both sides, which costs far more than the outcomes; most cases need none.
            if (now.isBefore(served.openedAt()) || !haveSameVerdicts(held, wouldHold)) {
                CaseDiff diff = CaseDiff.between(served, tried, now);
                if (diff.changes().stream()
                        .anyMatch(change ->
                                !verdicts(change.outcomesBefore()).equals(verdicts(change.outcomesAfter())))) {
                    changed.add(diff);
                }
            }
        }
        return new Backtest(before.report(), after.report(), changed);
    }

    /** Whether the measurements of two sides agree one by one, so that those of each metric do, too. */
    private static boolean haveSameVerdicts(List<Outcome> held, List<Outcome> wouldHold) {
        if (held.size() != wouldHold.size()) {
            return false;
        }
        for (int i = 0; i < held.size(); i++) {
            if (held.get(i).verdict() != wouldHold.get(i).verdict()
                    || !held.get(i).metric().equals(wouldHold.get(i).metric())) {
                return false;
            }
        }
        return true;
    }

    private static List<Verdict> verdicts(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::verdict).toList();
    }

    /**
     * Writes both sides as one table of text for a fixed-width font.
     *
     * @return lines separated and ended by line feeds: a heading, a line for each group that one of the sides has, and how many
     *     cases change
     */
    public String toText() {
        SortedSet<ComplianceAggregator.Key> keys = new TreeSet<>();
        before.rows().forEach(row -> keys.add(row.key()));
        after.rows().forEach(row -> keys.add(row.key()));
        List<ReportText.Column> columns = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        for (Dimension dimension : before.dimensions()) {
            columns.add(new ReportText.Column(dimension.name(), true, row -> row.value(dimension)));
        }
        columns.addAll(side(""));
        columns.addAll(side("proposed "));
        for (ComplianceAggregator.Key key : keys) {
            List<String> line = new ArrayList<>();
            key.facts().forEach(fact -> line.add(fact.toString()));
            for (ComplianceReport report : List.of(before, after)) {
                Optional<ComplianceRow> row = report.row(key.facts().toArray());
                side("").forEach(column -> line.add(row.map(column.cell()).orElse("-")));
            }
            lines.add(line);
        }
        return ReportText.table(columns, lines)
                + changed.size()
                + (changed.size() == 1 ? " case changes its verdict\n" : " cases change their verdict\n");
    }

    private static List<ReportText.Column> side(String which) {
        return List.of(
                new ReportText.Column(which + "measured", false, row -> Long.toString(row.measured())),
                new ReportText.Column(which + "compliance", false, ReportText::compliance),
                new ReportText.Column(which + "goal", false, row -> ReportText.goal(row)),
                new ReportText.Column(
                        which + "verdict", true, row -> row.verdict().toString()));
    }
}
