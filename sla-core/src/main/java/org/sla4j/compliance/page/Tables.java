package org.sla4j.compliance.page;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.ComplianceReport.PauseHygiene;
import org.sla4j.compliance.ComplianceReport.Row;
import org.sla4j.compliance.ComplianceReport.Satisfaction;
import org.sla4j.compliance.ComplianceReport.Suggestion;
import org.sla4j.compliance.ConfidenceInterval;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.GoalVerdict;
import org.sla4j.compliance.MissCosts;

/** The tables of the page, each a section. */
final class Tables {
    private static final int MOST_WAITING = 15;

    private Tables() {}

    static String groups(ComplianceReport report) {
        return String.join(
                " and ", report.dimensions().stream().map(Dimension::name).toList());
    }

    private static List<Row> measured(ComplianceReport report) {
        return report.rows().stream().filter(row -> row.measured() > 0).toList();
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String compliance(ComplianceReport report) {
        List<Html.Column> columns = new ArrayList<>();
        columns.add(new Html.Column(
                "Compliance",
                false,
                row -> row.measured() == 0 ? "no data" : "<strong>" + Words.percent(row.compliance()) + "</strong>"));
        columns.add(new Html.Column("Against the goal", true, Tables::bar));
        columns.add(Html.Column.number("Goal", Tables::goal));
        columns.add(new Html.Column("Verdict", true, Tables::verdict));
        columns.add(Html.Column.number("Cases", row -> count(row.cases())));
        columns.add(Html.Column.number("Met", row -> count(row.met())));
        columns.add(Html.Column.number("Missed", row -> count(row.missed())));
        columns.add(Html.Column.number("Breached", row -> count(row.breached())));
        columns.add(Html.Column.number("Open", row -> count(row.running() + row.paused())));
        columns.add(Html.Column.number("Cancelled", row -> count(row.cancelled())));
        if (report.rows().stream().anyMatch(row -> row.withoutSla() > 0)) {
            columns.add(Html.Column.number("No SLA", row -> count(row.withoutSla())));
        }
        for (int percent : new int[] {50, 90, 95}) {
            columns.add(Html.Column.number(
                    "p" + percent,
                    row -> row.percentile(percent / 100.0).map(Words::words).orElse("no data")));
        }
        return Html.section(
                "Compliance by " + groups(report),
                Html.table("Compliance by " + groups(report), report.dimensions(), columns, report.rows())
                        + Html.note(
                                "The upright mark on a bar is the goal, the thin line the range in which the true share"
                                        + " lies with 95 % (Wilson). A case that is still open but over its limit is breached and counts as"
                                        + " missed; open, cancelled and unpromised cases do not count. p50, p90 and p95 are the times that"
                                        + " half, 90 % and 95 % of the cases used at most, as the limit counts them, exact to 1 %."));
    }

    private static String goal(Row row) {
        if (row.goal() == 0) {
            return "none";
        }
        return Words.percent(row.goal()) + (row.isGoalMixed() ? ", mixed" : "");
    }

    private static String verdict(Row row) {
        return switch (row.verdict()) {
            case GOAL_MET -> "<span class=\"mark kept\">goal met</span>";
            case MET_IN_PART -> "<span class=\"mark part\">goal met in part</span>";
            case GOAL_MISSED -> "<span class=\"mark missed\">goal missed</span>";
            case NO_DATA -> "no data";
        };
    }

    private static String bar(Row row) {
        if (row.measured() == 0) {
            return "";
        }
        boolean isMiss = row.verdict() == GoalVerdict.GOAL_MISSED;
        ConfidenceInterval around = row.interval().orElseThrow();
        return Html.svg("bar", 120, 18, "")
                + Html.rect("track", 0, 5, 120, 8)
                + Html.rect(
                        isMiss ? "bad" : "good", 0, 5, 120 * row.compliance().orElse(0), 8)
                + Html.line("range", 120 * around.low(), 9, 120 * around.high(), 9)
                + Html.line("goal", Math.min(119, 120 * row.goal()), 1, Math.min(119, 120 * row.goal()), 17)
                + "</svg>";
    }

    /** How much of what the goal allows is used up. */
    static String budget(ComplianceReport report) {
        List<Row> rows = measured(report);
        List<Html.Column> columns = List.of(
                Html.Column.number("Misses", row -> count(row.misses())),
                Html.Column.number("Goal allows", row -> count(row.allowedMisses())),
                Html.Column.number("Left", row -> count(Math.max(0, row.allowedMisses() - row.misses()))),
                Html.Column.number("Burn rate", row -> burnRate(row.burnRate())),
                Html.Column.number("To meet in a row", row -> toRecover(row.toRecover())),
                Html.Column.words("How sure", Tables::howSure));
        return rows.isEmpty()
                ? ""
                : Html.section(
                        "What the goals still allow",
                        Html.table("Error budgets", report.dimensions(), columns, rows)
                                + Html.note(
                                        "The goal allows a share of the measured cases to be missed. A burn rate of 1.00 uses"
                                                + " up exactly that, 2.00 twice as much. To meet in a row: as many cases bring the group back"
                                                + " to its goal. How sure: whether the goal lies outside the 95 % range of the share."));
    }

    private static String burnRate(OptionalDouble rate) {
        double known = rate.orElse(0);
        return Double.isInfinite(known) ? "no budget" : String.format(Locale.ROOT, "%.2f", known);
    }

    private static String toRecover(OptionalLong cases) {
        return cases.isPresent() ? count(cases.getAsLong()) : "out of reach";
    }

    private static String howSure(Row row) {
        if (!row.isSampleEnough()) {
            return "too few cases to tell";
        }
        return row.verdict() == GoalVerdict.GOAL_MET ? "surely met" : "surely missed";
    }

    static String satisfaction(ComplianceReport report) {
        List<Row> rows = measured(report).stream()
                .filter(row -> row.satisfaction().answers() > 0)
                .toList();
        List<Html.Column> columns = List.of(
                Html.Column.number("Ratings", row -> count(row.satisfaction().answers())),
                Html.Column.number(
                        "Response rate", row -> Words.percent(row.satisfaction().responseRate())),
                Html.Column.number("Score", row -> score(row.satisfaction())),
                Html.Column.number("Where met", row -> score(row.satisfactionWhenMet())),
                Html.Column.number("Where missed", row -> score(row.satisfactionWhenMissed())));
        return rows.isEmpty()
                ? ""
                : Html.section(
                        "What requesters thought",
                        Html.table("Satisfaction", report.dimensions(), columns, rows)
                                + Html.note("The mean of ratings from 1 (bad) to 5 (good) of measured cases."));
    }

    private static String score(Satisfaction satisfaction) {
        OptionalDouble average = satisfaction.average();
        return average.isPresent() ? String.format(Locale.ROOT, "%.2f", average.getAsDouble()) : "no data";
    }

    static String costs(ComplianceReport report, MissCosts rates) {
        List<Row> rows =
                measured(report).stream().filter(row -> row.misses() > 0).toList();
        List<Html.Column> columns = List.of(
                Html.Column.number("Misses", row -> count(row.misses())),
                Html.Column.number(
                        "Extra touches, " + rates.touch() + " each",
                        row -> count(row.cost(rates).touches())),
                Html.Column.number(
                        "Supervisors, " + rates.supervisor() + " each",
                        row -> count(row.cost(rates).supervisors())),
                Html.Column.number(
                        "Speed-ups, " + rates.speedUp() + " each",
                        row -> count(row.cost(rates).speedUps())),
                Html.Column.number(
                        "Reopenings, " + rates.reopening() + " each",
                        row -> count(row.cost(rates).reopenings())),
                Html.Column.number(
                        "Re-investigations, " + rates.reinvestigation() + " each",
                        row -> count(row.cost(rates).reinvestigations())),
                Html.Column.number(
                        "In all", row -> money(rates.currency(), row.cost(rates).total())));
        BigDecimal all = rows.stream().map(row -> row.cost(rates).total()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Html.section(
                "What the misses cost",
                (rows.isEmpty() ? "" : Html.table("Cost of misses", report.dimensions(), columns, rows))
                        + Html.note("Extra work on missed cases, " + money(rates.currency(), all) + " in all."));
    }

    static String credits(Map<String, BigDecimal> amounts, ServiceCredits credits, BigDecimal fee) {
        Currency currency = credits.currency();
        List<String> lines = new ArrayList<>();
        amounts.forEach(
                (period, amount) -> lines.add((period.isEmpty() ? "" : period + ": ") + money(currency, amount)));
        String tiers = String.join(
                "; ",
                credits.tiers().stream().map(ServiceCredits.Tier::toString).toList());
        return Html.section(
                "Service credits",
                (lines.isEmpty() ? "" : Html.list(lines))
                        + Html.note("What the customer gets back of a fee of " + money(currency, fee)
                                + " a period, for each group of it: " + tiers + "; "
                                + Words.percent(credits.cap()) + " in all at most."));
    }

    static String money(Currency currency, BigDecimal amount) {
        return currency.getCurrencyCode() + " " + String.format(Locale.ROOT, "%,." + amount.scale() + "f", amount);
    }

    static String suggestions(ComplianceReport report) {
        List<Row> rows = measured(report);
        List<Html.Column> columns = new ArrayList<>();
        columns.add(Html.Column.number("Limit now", row -> limit(row)));
        for (int i = 0; i < 3; i++) {
            int place = i;
            String heading = new String[] {"90 % met", "95 % met", "99 % met"}[i];
            columns.add(Html.Column.number(
                    heading, row -> suggestion(row.suggestTargets().get(place))));
        }
        return rows.isEmpty()
                ? ""
                : Html.section(
                        "What could be promised",
                        Html.table("Suggested limits", report.dimensions(), columns, rows)
                                + Html.note(
                                        "The limits that 90, 95 and 99 % of these cases would have met, and in brackets the"
                                                + " range in which each lies with 95 %; it is open above where there are too few cases."));
    }

    private static String limit(Row row) {
        Duration shortest = row.shortestLimit();
        Duration longest = row.longestLimit();
        return Words.words(shortest) + (shortest.equals(longest) ? "" : " to " + Words.words(longest));
    }

    private static String suggestion(Suggestion suggested) {
        Optional<Duration> high = suggested.high();
        return Words.words(suggested.limit()) + " ("
                + Words.words(suggested.low())
                + (high.isPresent() ? " to " + Words.words(high.get()) : " or more") + ")";
    }

    static String waits(ComplianceReport byTeam) {
        List<Row> most = byTeam.rows().stream()
                .filter(row -> row.pauseHygiene().waits() > 0)
                .sorted(Comparator.comparingLong((Row row) -> row.pauseHygiene().waits())
                        .reversed())
                .limit(MOST_WAITING)
                .toList();
        // What belongs together stays together; else the most waits come first.
        List<Row> rows = byTeam.dimensions().size() == 1
                ? most
                : byTeam.rows().stream().filter(most::contains).toList();
        List<Html.Column> columns = List.of(
                Html.Column.number("Waits", row -> count(row.pauseHygiene().waits())),
                Html.Column.number(
                        "Never ended", row -> count(row.pauseHygiene().unended())),
                Html.Column.number(
                        "Ended just in time", row -> count(row.pauseHygiene().endedJustBeforeDue())),
                Html.Column.number(
                        "Finished while waiting",
                        row -> count(row.pauseHygiene().finishedWhilePaused())),
                Html.Column.number("Share of life", row -> shareOfLife(row.pauseHygiene())));
        return rows.isEmpty()
                ? ""
                : Html.section(
                        "Waits by " + groups(byTeam),
                        Html.table("Waits", byTeam.dimensions(), columns, rows)
                                + Html.note(
                                        "Ended just in time: a wait ended with a minute or less left of the limit. Share of"
                                                + " life: how much of their time cases were held. The " + MOST_WAITING
                                                + " groups with the most waits are shown."));
    }

    private static String shareOfLife(PauseHygiene hygiene) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * hygiene.shareOfLife());
    }
}
