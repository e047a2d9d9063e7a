package org.sla4j.compliance.page;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.ComplianceReport.PauseHygiene;
import org.sla4j.compliance.ComplianceReport.Satisfaction;
import org.sla4j.compliance.ComplianceReport.Suggestion;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.ConfidenceInterval;
import org.sla4j.compliance.CreditsDue;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.GoalVerdict;
import org.sla4j.compliance.MissCosts;
import org.sla4j.compliance.RiskCalibration;
import org.sla4j.compliance.RiskSummary;

/** The tables of the page, each a section. */
final class Tables {
    private static final int MOST_WAITING = 15;
    /** One case in ten is the least of which 90 % can be said, one in twenty that of 95 %, one in a hundred that of 99 %. */
    private static final int[] FEWEST = {10, 20, 100};

    private Tables() {}

    static String groups(ComplianceReport report) {
        List<String> names = report.dimensions().stream().map(Dimension::name).toList();
        int last = names.size() - 1;
        return (last == 0 ? "" : String.join(", ", names.subList(0, last)) + " and ") + names.get(last);
    }

    private static List<ComplianceRow> measured(ComplianceReport report) {
        return report.rows().stream().filter(row -> row.measured() > 0).toList();
    }

    static String compliance(ComplianceReport report, Optional<ComplianceReport> before) {
        List<Html.Column> columns = new ArrayList<>();
        columns.add(new Html.Column(
                "Compliance",
                false,
                row -> row.measured() == 0
                        ? Words.NO_DATA
                        : "<strong>" + Words.compliance(row) + "</strong>" + change(row, before)));
        columns.add(new Html.Column("Against the goal", true, Tables::bar));
        columns.add(Html.Column.number("Goal", Tables::goal));
        columns.add(new Html.Column("Verdict", true, Tables::verdict));
        columns.add(Html.Column.number("Cases", row -> Words.count(row.cases())));
        columns.add(Html.Column.number("Met", row -> Words.count(row.met())));
        columns.add(Html.Column.number("Missed", row -> Words.count(row.missed())));
        columns.add(Html.Column.number("Breached", row -> Words.count(row.breached())));
        columns.add(Html.Column.number("Open", row -> Words.count(row.running() + row.paused())));
        columns.add(Html.Column.number("Cancelled", row -> Words.count(row.cancelled())));
        if (report.rows().stream().anyMatch(row -> row.withoutSla() > 0)) {
            columns.add(Html.Column.number("No SLA", row -> Words.count(row.withoutSla())));
        }
        if (report.rows().stream().anyMatch(row -> row.integrity().revised() > 0)) {
            columns.add(Html.Column.number("If missed", Words::ifMissed));
        }
        return Html.section(
                "Compliance by " + groups(report),
                Html.table("Compliance by " + groups(report), report.dimensions(), columns, report.rows())
                        + Html.note(
                                "The upright mark on a bar is the goal, the thin line the range in which the true share"
                                        + " lies with 95 % confidence (Wilson). A case that is still open but over its limit is breached"
                                        + " and counts as missed; open, cancelled and unpromised cases do not count. Where goals are"
                                        + " mixed, the group is held to the misses that the goals of its cases allow together. Shares are"
                                        + " rounded down, so that 100.00 % always means all."));
    }

    /** How long the cases took, beside the limit. */
    static String times(ComplianceReport report, Words words) {
        List<ComplianceRow> rows = measured(report);
        List<Html.Column> columns = new ArrayList<>();
        columns.add(Html.Column.number("Cases", row -> Words.count(row.measured())));
        columns.add(Html.Column.number("Limit", row -> limit(row, words)));
        columns.add(Html.Column.number("Mean", row -> time(row, row.mean(), words)));
        for (int percent : new int[] {50, 90, 95}) {
            String heading = percent == 50 ? "Half within" : percent + " % within";
            columns.add(Html.Column.number(heading, row -> time(row, row.percentile(percent / 100.0), words)));
        }
        columns.add(Html.Column.number(
                "Half within, on the wall",
                row -> Words.words(row.wallPercentile(0.5).orElse(Duration.ZERO), Optional.of(Duration.ofDays(1)))));
        return rows.isEmpty()
                ? ""
                : Html.section(
                        "How long it took",
                        Html.table("Times", report.dimensions(), columns, rows)
                                + Html.note(
                                        "Times of the measured cases, as the limit counts them: within which half, 90 % and 95 % of"
                                                + " the cases were finished, exact to 1 %; those that are breached and open count with the time"
                                                + " used so far." + words.note()
                                                + " On the wall a day has 24 hours, and nights and waits count."));
    }

    private static String time(ComplianceRow row, Optional<Duration> time, Words words) {
        return time.map(known -> words.of(row, known)).orElse(Words.NO_DATA);
    }

    /** How the share changed against the same group of the period before. */
    private static String change(ComplianceRow row, Optional<ComplianceReport> before) {
        Optional<ComplianceRow> previous = before.stream()
                .flatMap(report -> report.rows().stream())
                .filter(other -> other.values().equals(row.values()))
                .findFirst();
        Optional<ConfidenceInterval> range = previous.flatMap(row::changeSince);
        if (range.isEmpty()) {
            return before.isEmpty() ? "" : "<span class=\"change\">none before</span>";
        }
        double points = Words.points(row, previous.orElseThrow());
        return "<span class=\"change\">"
                + (points == 0
                        ? "as before"
                        : String.format(Locale.ROOT, "%+.1f points", points)
                                + (range.get().contains(0) ? "" : ", more than chance"))
                + "</span>";
    }

    static String goal(ComplianceRow row) {
        return row.goal() == 0 ? "none" : Words.goal(row);
    }

    static String verdict(ComplianceRow row) {
        return switch (row.verdict()) {
            case GOAL_MET -> "<span class=\"mark kept\">goal met</span>";
            case MET_IN_PART -> "<span class=\"mark part\">goal met in part</span>";
            case GOAL_MISSED -> "<span class=\"mark missed\">goal missed</span>";
            case NO_DATA -> Words.NO_DATA;
        };
    }

    private static String bar(ComplianceRow row) {
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
        List<ComplianceRow> rows = measured(report);
        List<Html.Column> columns = List.of(
                Html.Column.number("Misses", row -> Words.count(row.misses())),
                Html.Column.number("Goal allows", row -> Words.count(row.allowedMisses())),
                Html.Column.number("Left", row -> Words.count(Math.max(0, row.allowedMisses() - row.misses()))),
                Html.Column.number("Burn rate", row -> burnRate(row.burnRate())),
                Html.Column.number("To meet in a row", row -> toRecover(row.toRecover())),
                Html.Column.words("How sure", Tables::howSure));
        return rows.isEmpty()
                ? ""
                : Html.section(
                        "What the goals still allow",
                        Html.table("Error budgets", report.dimensions(), columns, rows)
                                + Html.note(
                                        "The goal allows a share of the measured cases to be missed, rounded down; left is what is not used up. A burn rate of 1.00 uses"
                                                + " up exactly that, 2.00 twice as much. To meet in a row: as many cases bring the group back"
                                                + " to its goal. How sure: whether the goal lies outside the 95 % range of the share."));
    }

    private static String burnRate(OptionalDouble rate) {
        double known = rate.orElse(0);
        return Double.isInfinite(known) ? "no budget" : String.format(Locale.ROOT, "%,.2f", known);
    }

    private static String toRecover(OptionalLong cases) {
        return cases.isPresent() ? Words.count(cases.getAsLong()) : "out of reach";
    }

    private static String howSure(ComplianceRow row) {
        if (!row.isSampleEnough()) {
            return "too few cases to tell";
        }
        return switch (row.verdict()) {
            case GOAL_MISSED -> "surely missed";
            case MET_IN_PART -> "surely met together";
            case GOAL_MET, NO_DATA -> "surely met";
        };
    }

    static String satisfaction(ComplianceReport report) {
        List<ComplianceRow> rows = measured(report).stream()
                .filter(row -> row.satisfaction().answers() > 0)
                .toList();
        List<Html.Column> columns = List.of(
                Html.Column.number(
                        "Ratings", row -> Words.count(row.satisfaction().answers())),
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
        return average.isPresent() ? String.format(Locale.ROOT, "%.2f", average.getAsDouble()) : Words.NO_DATA;
    }

    static String costs(ComplianceReport report, MissCosts rates) {
        List<ComplianceRow> rows =
                measured(report).stream().filter(row -> row.misses() > 0).toList();
        List<Html.Column> columns = List.of(
                Html.Column.number("Misses", row -> Words.count(row.misses())),
                Html.Column.number(
                        "Extra touches, " + rate(rates.touch()),
                        row -> Words.count(row.cost(rates).touches())),
                Html.Column.number(
                        "Supervisors, " + rate(rates.supervisor()),
                        row -> Words.count(row.cost(rates).supervisors())),
                Html.Column.number(
                        "Speed-ups, " + rate(rates.speedUp()),
                        row -> Words.count(row.cost(rates).speedUps())),
                Html.Column.number(
                        "Reopenings, " + rate(rates.reopening()),
                        row -> Words.count(row.cost(rates).reopenings())),
                Html.Column.number(
                        "Re-investigations, " + rate(rates.reinvestigation()),
                        row -> Words.count(row.cost(rates).reinvestigations())),
                Html.Column.number(
                        "In all", row -> money(rates.currency(), row.cost(rates).total())));
        BigDecimal all = rows.stream().map(row -> row.cost(rates).total()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Html.section(
                "What the misses cost",
                (rows.isEmpty() ? "" : Html.table("Cost of misses", report.dimensions(), columns, rows))
                        + Html.note("Extra work on missed cases, " + money(rates.currency(), all) + " in all."));
    }

    static String credits(List<CreditsDue> due, ServiceCredits credits, BigDecimal fee) {
        Currency currency = credits.currency();
        StringBuilder out = new StringBuilder();
        for (CreditsDue one : due) {
            out.append("<h3>")
                    .append(Html.escape(
                            (one.period().isEmpty() ? "" : one.period() + ": ") + money(currency, one.amount())))
                    .append("</h3>\n")
                    .append(Html.list(one.derivation()));
        }
        String by = switch (credits.dueBy()) {
            case METRIC_AND_SEVERITY -> "each metric and severity";
            case METRIC -> "each metric";
            case ALL -> "all promises together";
        };
        return Html.section(
                "Service credits",
                out
                        + Html.note("What the customer gets back of a fee of " + money(currency, fee)
                                + " a period, due for " + by + "; " + Words.percent(credits.cap())
                                + " in all at most."));
    }

    private static String rate(BigDecimal rate) {
        return rate.toPlainString() + " each";
    }

    /** An amount with as many digits as its currency has, or all that there are. */
    static String money(Currency currency, BigDecimal amount) {
        int digits = Math.max(0, Math.max(currency.getDefaultFractionDigits(), amount.scale()));
        return currency.getCurrencyCode() + " " + String.format(Locale.ROOT, "%,." + digits + "f", amount);
    }

    static String suggestions(ComplianceReport report, Words words) {
        List<ComplianceRow> rows = measured(report).stream()
                .filter(row -> !row.suggestTargets().isEmpty())
                .toList();
        List<Html.Column> columns = new ArrayList<>();
        columns.add(Html.Column.number("Limit now", row -> limit(row, words)));
        for (int i = 0; i < 3; i++) {
            int place = i;
            String heading = new String[] {"90 % met", "95 % met", "99 % met"}[i];
            columns.add(new Html.Column(heading, false, row -> suggestion(row, row.suggestTargets(), place, words)));
        }
        return rows.isEmpty()
                ? ""
                : Html.section(
                        "What could be promised",
                        Html.table("Suggested limits", report.dimensions(), columns, rows)
                                + Html.note(
                                        "The limits that at least 90, 95 and 99 % of these cases would have met, and in brackets the"
                                                + " range in which each lies with 95 % confidence; it is open above where there are too few"
                                                + " cases. Nothing is suggested from fewer than 10, 20 and 100 cases."));
    }

    private static String limit(ComplianceRow row, Words words) {
        Duration shortest = row.shortestLimit();
        Duration longest = row.longestLimit();
        return words.of(row, shortest) + (shortest.equals(longest) ? "" : " to " + words.of(row, longest));
    }

    private static String suggestion(ComplianceRow row, List<Suggestion> suggestions, int place, Words words) {
        if (row.met() + row.missed() < FEWEST[place]) {
            return "too few cases";
        }
        Suggestion suggested = suggestions.get(place);
        Optional<Duration> high = suggested.high();
        String range = "(" + words.of(row, suggested.low())
                + (high.isPresent() ? " to " + words.of(row, high.get()) : " or more") + ")";
        return Html.escape(words.atLeast(row, suggested.limit())) + "<span class=\"change\">" + Html.escape(range)
                + "</span>";
    }

    /** Breaches that later changes took out of the misses, and what makes figures look better than the service was. */
    static String integrity(ComplianceReport report) {
        List<ComplianceRow> rows = report.rows().stream()
                .filter(row -> !row.integrity().byFlag().isEmpty())
                .toList();
        if (rows.isEmpty()) {
            return "";
        }
        List<Html.Column> columns = new ArrayList<>();
        columns.add(Html.Column.number("Compliance", Words::compliance));
        columns.add(Html.Column.number("If missed", Words::ifMissed));
        addIfAny(columns, rows, "Now met", row -> row.integrity().nowMet());
        addIfAny(columns, rows, "Now cancelled", row -> row.integrity().nowCancelled());
        addIfAny(columns, rows, "Now open", row -> row.integrity().nowOpen());
        for (Outcome.Flag flag : Outcome.Flag.values()) {
            addIfAny(
                    columns,
                    rows,
                    Html.heading(flag.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                    row -> row.integrity().byFlag().getOrDefault(flag, 0L));
        }
        return Html.section(
                "What to look at twice",
                Html.table("Integrity", report.dimensions(), columns, rows)
                        + Html.note(
                                "Now met, cancelled or open: measurements that were over their limit once and are not"
                                        + " misses now, because the case was cancelled, downgraded or retargeted; or that were finished"
                                        + " in time and reopened when the limit had passed. If missed: the compliance if they counted"
                                        + " as missed. The other columns count measurements of which that is true, whatever their"
                                        + " verdict."));
    }

    /** A column of nothing but zeros only takes room. */
    private static void addIfAny(
            List<Html.Column> columns, List<ComplianceRow> rows, String heading, ToLongFunction<ComplianceRow> count) {
        if (rows.stream().anyMatch(row -> count.applyAsLong(row) != 0)) {
            columns.add(Html.Column.number(heading, row -> Words.count(count.applyAsLong(row))));
        }
    }

    static String backlog(ComplianceReport report) {
        List<ComplianceRow> rows =
                report.rows().stream().filter(row -> row.open() > 0).toList();
        if (rows.isEmpty()) {
            return "";
        }
        List<Html.Column> columns = new ArrayList<>();
        columns.add(Html.Column.number("Open", row -> Words.count(row.open())));
        columns.add(Html.Column.number("Breached", row -> Words.count(row.breached())));
        for (int i = 0; i < rows.get(0).openByAge().size(); i++) {
            int place = i;
            String heading = rows.get(0)
                    .openByAge()
                    .get(i)
                    .to()
                    .map(to -> to.toDays() == 1 ? "Under a day" : "Under " + to.toDays() + " days")
                    .orElse("Older");
            columns.add(Html.Column.number(
                    heading, row -> Words.count(row.openByAge().get(place).cases())));
        }
        return Html.section(
                "Open cases by age",
                Html.table("Backlog", report.dimensions(), columns, rows)
                        + Html.note("Age is on the wall, since measuring began; each open case is in one column."));
    }

    static String risk(RiskSummary all, SortedMap<String, RiskSummary> groups, RiskCalibration calibration) {
        String drift = calibration.hasDrifted()
                ? "<p class=\"warning\">"
                        + Html.escape("Of the cases that ended lately "
                                + Words.count(Math.round(calibration.expected()), "miss was", "misses were")
                                + " expected and " + Words.count(calibration.happened())
                                + " happened: more than chance explains.")
                        + "</p>\n"
                : "";
        if (!calibration.isTrusted()) {
            return drift.isEmpty() ? "" : Html.section("What will miss", drift);
        }
        List<List<String>> lines = new ArrayList<>();
        groups.forEach((name, sum) -> {
            boolean isKnown = sum.unknown() < sum.open();
            lines.add(List.of(
                    Html.orNone(name),
                    Words.count(sum.open()),
                    Words.count(sum.unknown()),
                    isKnown ? String.format(Locale.ROOT, "%,.1f", sum.expectedMisses()) : Words.NO_DATA,
                    isKnown ? likely(sum) : Words.NO_DATA));
        });
        return Html.section(
                "What will miss",
                "<p><strong>" + Html.escape(Html.heading(all.toString())) + ".</strong></p>\n" + drift
                        + (lines.isEmpty()
                                ? ""
                                : Html.lines(
                                        "Risk",
                                        List.of("Group", "Open in time", "Not forecast", "Expected misses", "Likely"),
                                        List.of(false, false, false, false),
                                        lines))
                        + Html.note("Learnt from past cases; where there are too few of them, nothing is forecast. "
                                + "Lately " + Words.count(calibration.forecasts(), "forecast was", "forecasts were")
                                + String.format(
                                        Locale.ROOT, " wrong by %.1f %% on average.", 100 * calibration.error())));
    }

    private static String likely(RiskSummary sum) {
        return sum.low() == sum.high()
                ? Words.count(sum.low())
                : Words.count(sum.low()) + " to " + Words.count(sum.high());
    }

    static String misses(List<Outcome> misses, long all, Words words) {
        if (misses.isEmpty()) {
            return "";
        }
        List<List<String>> lines = new ArrayList<>();
        for (Outcome miss : misses) {
            lines.add(List.of(
                    miss.caseId(),
                    miss.metric(),
                    miss.severity().toString(),
                    Html.orNone(miss.team()),
                    longest(miss),
                    words.used(miss),
                    words.limit(miss),
                    miss.verdict() == Verdict.BREACHED ? "open" : "finished"));
        }
        boolean isPart = all > misses.size();
        return Html.section(
                isPart ? "Missed cases" : "Every missed case",
                "<details><summary>" + (isPart ? Words.count(misses.size()) + " of " : "")
                        + Words.count(Math.max(all, misses.size()), "miss", "misses") + "</summary>\n"
                        + Html.lines(
                                "Missed cases",
                                List.of(
                                        "Case",
                                        "Metric",
                                        "Severity",
                                        "Credited to",
                                        "Held longest by",
                                        "Used",
                                        "Limit",
                                        "Now"),
                                List.of(true, true, true, true, false, false, true),
                                lines)
                        + Html.note("Held longest: in the open time of the calendar.")
                        + "</details>\n");
    }

    /** Who had a measurement longest in open time, by the rule of {@link ComplianceRow#missesByHolder}; of the provider the team. */
    private static String longest(Outcome miss) {
        Map<Holder, Duration> waited = new LinkedHashMap<>();
        miss.paused().forEach(pause -> waited.merge(pause.holder(), pause.open(), Duration::plus));
        Holder longest = miss.creditedTo();
        Duration most = miss.elapsed();
        for (Map.Entry<Holder, Duration> one : waited.entrySet()) {
            if (one.getValue().compareTo(most) > 0) {
                longest = one.getKey();
                most = one.getValue();
            }
        }
        return longest.isProvider() ? team(miss) : longest.name(ComplianceReport.PROVIDER);
    }

    /** The team that had a measurement longest on the wall; of outcomes without a path who is credited with them. */
    private static String team(Outcome miss) {
        Map<String, Duration> had = new TreeMap<>();
        List<Outcome.Stage> stages = miss.path().stages();
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).holder().isProvider()) {
                Instant until = i + 1 < stages.size()
                        ? stages.get(i + 1).start()
                        : miss.end().orElse(miss.at());
                had.merge(
                        stages.get(i).holder().name(ComplianceReport.PROVIDER),
                        Duration.between(stages.get(i).start(), until),
                        Duration::plus);
            }
        }
        return had.isEmpty()
                ? miss.creditedTo().name(ComplianceReport.PROVIDER)
                : Charts.longestFirst(had).keySet().iterator().next();
    }

    static String waits(ComplianceReport byTeam) {
        List<ComplianceRow> waited = byTeam.rows().stream()
                .filter(row -> row.pauseHygiene().waits() > 0)
                .toList();
        List<ComplianceRow> most = waited.stream()
                .sorted(Comparator.comparingLong(
                                (ComplianceRow row) -> row.pauseHygiene().waits())
                        .reversed())
                .limit(MOST_WAITING)
                .toList();
        // What belongs together stays together; else the most waits come first.
        List<ComplianceRow> rows = byTeam.dimensions().size() == 1
                ? most
                : waited.stream().filter(most::contains).toList();
        List<Html.Column> columns = List.of(
                Html.Column.number(
                        "Waits", row -> Words.count(row.pauseHygiene().waits())),
                Html.Column.number(
                        "Never ended", row -> Words.count(row.pauseHygiene().unended())),
                Html.Column.number(
                        "Ended just in time",
                        row -> Words.count(row.pauseHygiene().endedJustBeforeDue())),
                Html.Column.number(
                        "Finished while waiting",
                        row -> Words.count(row.pauseHygiene().finishedWhilePaused())),
                Html.Column.number("Share of life", row -> shareOfLife(row.pauseHygiene())));
        return rows.isEmpty()
                ? ""
                : Html.section(
                        "Waits by " + groups(byTeam),
                        Html.table("Waits", byTeam.dimensions(), columns, rows)
                                + Html.note(
                                        "Ended just in time: a wait ended with a minute or less left of the limit. Share of"
                                                + " life: how much of their time cases were paused."
                                                + (waited.size() > MOST_WAITING
                                                        ? " The " + MOST_WAITING
                                                                + " groups with the most waits are shown."
                                                        : "")));
    }

    private static String shareOfLife(PauseHygiene hygiene) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * hygiene.shareOfLife());
    }
}
