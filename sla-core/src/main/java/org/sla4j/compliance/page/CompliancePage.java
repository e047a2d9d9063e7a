package org.sla4j.compliance.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.Outcome;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.CreditsDue;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.GoalVerdict;
import org.sla4j.compliance.MissCosts;
import org.sla4j.compliance.RiskCalibration;
import org.sla4j.compliance.RiskSummary;
import org.sla4j.compliance.WorstCases;

/**
 * Compliance figures as one HTML page that needs nothing else: no script, no network, from a phone to a wide screen, light and dark,
 * fit to print on A4. What missed its goal comes first, with why and who had it. All text from outside is escaped.
 *
 * <pre>{@code
 * String html = CompliancePage.of("Service desk", report)
 *         .withPeriod(march.atDay(1), march.atEndOfMonth())
 *         .withAsOf(now, berlin)
 *         .withBefore(february.report())
 *         .withAgreement(agreement)
 *         .withTrend(weekly.report())
 *         .withTeams(byTeam.report())
 *         .withCosts(MissCosts.of("EUR").withTouch("4.50").withSupervisor("20"))
 *         .withWorst(worst.entries())
 *         .withMisses(missedOutcomes)
 *         .toHtml();
 * }</pre>
 *
 * <p>With the agreement, times are in days and hours of its calendars.
 *
 * <p>Immutable and thread-safe.
 */
public final class CompliancePage {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /** The parts that a page can have, in their order. */
    private enum Part {
        LEAD,
        PERIOD,
        AS_OF,
        SUMMARY,
        ATTENTION,
        COMPLIANCE,
        RISK,
        INTEGRITY,
        BUDGET,
        TIMES,
        TREND,
        TEAMS,
        BACKLOG,
        DISTRIBUTION,
        WATERFALL,
        WAITS,
        SATISFACTION,
        COSTS,
        CREDITS,
        SUGGESTIONS,
        WORST,
        MISSES,
        REPORTING,
        DUE,
        NOTES
    }

    private final String title;
    private final ComplianceReport report;
    private final Optional<ComplianceReport> before;
    private final Optional<ServiceLevelAgreement> agreement;
    private final Optional<ZonedDateTime> asOf;
    /** The HTML of each part there is, written when all is known. */
    private final Map<Part, Function<Words, String>> parts;

    private CompliancePage(
            String title,
            ComplianceReport report,
            Optional<ComplianceReport> before,
            Optional<ServiceLevelAgreement> agreement,
            Optional<ZonedDateTime> asOf,
            Map<Part, Function<Words, String>> parts) {
        this.title = title;
        this.report = report;
        this.before = before;
        this.agreement = agreement;
        this.asOf = asOf;
        this.parts = Collections.unmodifiableMap(parts);
    }

    private CompliancePage with(Part part, Function<Words, String> html) {
        Map<Part, Function<Words, String>> more = new EnumMap<>(Part.class);
        more.putAll(parts);
        more.put(part, html);
        return new CompliancePage(title, report, before, agreement, asOf, more);
    }

    /**
     * Makes a page of a report: what missed its goal, compliance, error budgets, integrity, how long it took, backlog, charts of time,
     * satisfaction where there are ratings, the limits that past cases suggest, and the {@linkplain ComplianceReport#reportsDue reports
     * due}.
     *
     * @param title the heading
     * @param report the figures, by one dimension or more
     * @return the page
     * @throws IllegalArgumentException if the report is by no dimension
     */
    public static CompliancePage of(String title, ComplianceReport report) {
        if (report.dimensions().isEmpty()) {
            throw new IllegalArgumentException("A page needs figures by one dimension or more.");
        }
        return new CompliancePage(title, report, Optional.empty(), Optional.empty(), Optional.empty(), Map.of())
                .with(Part.SUMMARY, words -> summary(report))
                .with(Part.ATTENTION, words -> Attention.of(report))
                .with(Part.DUE, words -> due(report))
                .with(Part.TIMES, words -> Tables.times(report, words))
                .with(Part.BUDGET, words -> Tables.budget(report))
                .with(Part.INTEGRITY, words -> Tables.integrity(report))
                .with(Part.BACKLOG, words -> Tables.backlog(report))
                .with(Part.DISTRIBUTION, words -> Charts.distribution(report))
                .with(Part.WATERFALL, words -> Charts.waterfall(report))
                .with(Part.SATISFACTION, words -> Tables.satisfaction(report))
                .with(Part.SUGGESTIONS, words -> Tables.suggestions(report, words));
    }

    /**
     * Returns the page with its period.
     *
     * @param first the first day
     * @param last the last day
     * @return the page
     * @throws IllegalArgumentException if the last day is before the first
     */
    public CompliancePage withPeriod(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException(
                    "A period ends on or after its first day, but was from " + first + " to " + last + ".");
        }
        return with(
                Part.PERIOD,
                words -> "<p class=\"lead\"><strong>" + DATE.format(first)
                        + (first.equals(last) ? "" : " to " + DATE.format(last)) + "</strong></p>\n");
    }

    /**
     * Returns the page with the instant at which the cases were looked at. The times of its timelines are in the same zone then, and
     * trends end no later than with the period of that instant.
     *
     * @param now the instant
     * @param zone the zone to show it in
     * @return the page
     */
    public CompliancePage withAsOf(Instant now, ZoneId zone) {
        return new CompliancePage(title, report, before, agreement, Optional.of(now.atZone(zone)), parts)
                .with(
                        Part.AS_OF,
                        words -> "<p class=\"lead\">As of "
                                + Html.escape(MINUTE.format(now.atZone(zone)) + " (" + Words.zone(zone) + ")")
                                + "</p>\n");
    }

    /**
     * Returns the page with the change against the period before.
     *
     * @param previous the figures before, by the same dimensions; groups that it does not have are shown without a change
     * @return the page
     * @throws IllegalArgumentException if they are by other dimensions
     */
    public CompliancePage withBefore(ComplianceReport previous) {
        if (!previous.dimensions().equals(report.dimensions())) {
            throw new IllegalArgumentException("The period before is by " + previous.dimensions()
                    + ", but the page is by " + report.dimensions() + ".");
        }
        return new CompliancePage(title, report, Optional.of(previous), agreement, asOf, parts);
    }

    /**
     * Returns the page with what was promised, and who reports to whom.
     *
     * @param promised the agreement
     * @return the page
     */
    public CompliancePage withAgreement(ServiceLevelAgreement promised) {
        List<String> duties = promised.terms().reporting().stream()
                .map(duty -> duty.reportedBy() + " reports " + duty.subject() + " to " + duty.reportedTo() + " "
                        + every(duty) + ", measured by " + duty.measuredBy())
                .toList();
        return new CompliancePage(title, report, before, Optional.of(promised), asOf, parts)
                .with(
                        Part.LEAD,
                        words -> "<p class=\"lead\">"
                                + Html.escape("What " + promised.provider() + " promised to " + promised.customer()
                                        + " (" + promised.id() + ", version " + promised.version()
                                        + "), and how it was kept.")
                                + "</p>\n")
                .with(
                        Part.REPORTING,
                        words -> duties.isEmpty() ? "" : Html.section("Who reports to whom", Html.list(duties)));
    }

    private static String due(ComplianceReport report) {
        List<List<String>> lines = report.reportsDue().stream()
                .map(due -> List.of(
                        DATE.format(due.on()),
                        DATE.format(due.over().first()) + " to "
                                + DATE.format(due.over().last()),
                        due.duty().subject(),
                        due.duty().reportedBy().toString(),
                        due.duty().reportedTo().toString()))
                .toList();
        return lines.isEmpty()
                ? ""
                : Html.section(
                        "Which report is due when",
                        Html.lines(
                                "Reports due",
                                List.of("Due on", "Over", "Report", "By", "To"),
                                List.of(true, true, true, true),
                                lines));
    }

    /** A period in words, such as {@code 2 months and 14 days}. */
    private static String length(Period period) {
        List<String> parts = new ArrayList<>();
        if (period.toTotalMonths() != 0) {
            parts.add(Words.count(period.toTotalMonths(), "month", "months"));
        }
        long days = period.get(ChronoUnit.DAYS);
        if (days != 0) {
            parts.add(Words.count(days, "day", "days"));
        }
        return String.join(" and ", parts);
    }

    private static String every(Reporting duty) {
        Map<Period, String> usual = Map.of(
                Period.ofDays(1), "every day",
                Period.ofWeeks(1), "every week",
                Period.ofMonths(1), "every month",
                Period.ofMonths(3), "every quarter",
                Period.ofYears(1), "every year");
        String known = usual.get(duty.every().normalized());
        return known == null ? "every " + length(duty.every()) : known;
    }

    /**
     * Returns the page with charts of compliance over time. Periods without a case are gaps in the line.
     *
     * @param periods figures by metric and a period, or by metric, severity and a period; the last 53 periods are drawn,
     *     and none after that of {@link #withAsOf}
     * @return the page
     * @throws IllegalArgumentException if they are grouped by anything else
     */
    public CompliancePage withTrend(ComplianceReport periods) {
        List<Dimension> by = periods.dimensions();
        boolean isByMetric = by.size() == 2 && by.get(0).equals(Dimension.METRIC);
        boolean isBySeverity = by.size() == 3
                && by.get(0).equals(Dimension.METRIC)
                && by.get(1).equals(Dimension.SEVERITY);
        if (!(isByMetric || isBySeverity) || !by.get(by.size() - 1).isPeriod()) {
            throw new IllegalArgumentException(
                    "A trend is by metric, perhaps severity, and a period, but these figures are by " + by + ".");
        }
        return with(Part.TREND, words -> Charts.trend(periods, words));
    }

    /**
     * Returns the page with the teams: how they kept what is credited to them, how long cases were with them, how often cases were
     * handed over, and what became of breaches.
     *
     * @param teams figures by {@link Dimension#TEAM}, or by it and one more, such as the severity
     * @return the page
     * @throws IllegalArgumentException if they are not by team
     */
    public CompliancePage withTeams(ComplianceReport teams) {
        if (!teams.dimensions().contains(Dimension.TEAM)) {
            throw new IllegalArgumentException(
                    "Figures of teams are by team, but these are by " + teams.dimensions() + ".");
        }
        return with(Part.TEAMS, words -> Teams.of(teams));
    }

    /**
     * Returns the page with how honest the waits look.
     *
     * @param groups figures by what is to be compared, such as {@link Dimension#TEAM}; the 15 with the most waits are shown
     * @return the page
     */
    public CompliancePage withWaits(ComplianceReport groups) {
        return with(Part.WAITS, words -> Tables.waits(groups));
    }

    /**
     * Returns the page with how many of the open cases will miss. The forecast is left out while it is not to be trusted.
     *
     * @param all the open cases together
     * @param groups the open cases by whatever the reader acts on, such as the team
     * @param calibration how well forecasts did in the last 30 days; it says on the page when they drifted
     * @return the page
     */
    public CompliancePage withRisk(
            RiskSummary all, SortedMap<String, RiskSummary> groups, RiskCalibration calibration) {
        String html = Tables.risk(all, groups, calibration);
        return with(Part.RISK, words -> html);
    }

    /**
     * Returns the page with what the misses cost.
     *
     * @param rates what each kind of extra work costs
     * @return the page
     */
    public CompliancePage withCosts(MissCosts rates) {
        return with(Part.COSTS, words -> Tables.costs(report, rates));
    }

    /**
     * Returns the page with what the customer gets back, and how that follows.
     *
     * @param periods figures by a period, such as {@link Dimension#month}, and by what the credits are due by
     * @param credits the tiers, cap, currency and rounding of the agreement
     * @param fee the fee of one period, not negative
     * @return the page
     * @throws IllegalArgumentException if the fee is negative, or the figures are not by what the credits are due by
     */
    public CompliancePage withCredits(ComplianceReport periods, ServiceCredits credits, BigDecimal fee) {
        List<CreditsDue> due = periods.credits(credits, fee);
        return with(Part.CREDITS, words -> Tables.credits(due, credits, fee));
    }

    /**
     * Returns the page with cases, each with its ledger drawn as a timeline.
     *
     * @param cases the cases in the order to show
     * @return the page
     */
    public CompliancePage withWorst(List<WorstCases.Entry> cases) {
        List<WorstCases.Entry> copy = List.copyOf(cases);
        return with(Part.WORST, words -> Timelines.of(Charts.parties(report), copy, words));
    }

    /**
     * Returns the page with every missed measurement and who had it, folded up.
     *
     * @param misses outcomes that were missed or are breached, in the order to show; others are passed over. If these are fewer than the
     *     report counts, the page says of how many they are
     * @return the page
     */
    public CompliancePage withMisses(List<Outcome> misses) {
        List<Outcome> copy =
                misses.stream().filter(outcome -> outcome.verdict().isMiss()).toList();
        return with(Part.MISSES, words -> Tables.misses(copy, sum(report, ComplianceRow::misses), words));
    }

    /**
     * Returns the page with words about what the figures were made from.
     *
     * @param lines a list item each
     * @return the page
     */
    public CompliancePage withNotes(List<String> lines) {
        List<String> copy = List.copyOf(lines);
        return with(
                Part.NOTES, words -> copy.isEmpty() ? "" : Html.section("What this was made from", Html.list(copy)));
    }

    /**
     * Writes the page.
     *
     * @return a whole HTML document
     */
    public String toHtml() {
        Words words = new Words(agreement, asOf);
        Map<Part, Function<Words, String>> all = new EnumMap<>(Part.class);
        all.putAll(parts);
        all.put(Part.COMPLIANCE, known -> Tables.compliance(report, before));
        StringBuilder out = new StringBuilder(65_536);
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<link rel=\"icon\" href=\"data:,\">\n<title>")
                .append(Html.escape(title))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(Html.escape(title))
                .append("</h1>\n");
        all.values().forEach(part -> out.append(part.apply(words)));
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String summary(ComplianceReport report) {
        long judged = report.rows().stream().filter(row -> row.measured() > 0).count();
        if (judged == 0) {
            return "<p class=\"lead\">Nothing was measured yet.</p>\n";
        }
        long missed = verdicts(report, GoalVerdict.GOAL_MISSED);
        long inPart = verdicts(report, GoalVerdict.MET_IN_PART);
        long measured = sum(report, ComplianceRow::measured);
        List<String> tiles = new ArrayList<>();
        tiles.add(tile(
                "Goals met",
                (judged - missed - inPart) + " <small>of " + judged
                        + (missed == 0 ? "" : ", <span class=\"missed\">" + missed + " missed</span>")
                        + (inPart == 0 ? "" : ", <span class=\"part\">" + inPart + " in part</span>") + "</small>"));
        tiles.add(tile(
                "Promises kept",
                Words.percent((double) sum(report, ComplianceRow::met) / measured) + " <small>of "
                        + Words.count(measured) + "</small>"));
        tiles.add(tile("Open and breached", Words.count(sum(report, ComplianceRow::breached))));
        tiles.add(tile("Open in time", Words.count(sum(report, row -> row.running() + row.paused()))));
        long revised = sum(report, row -> row.integrity().revised());
        if (revised > 0) {
            tiles.add(tile("Breaches revised", Words.count(revised)));
        }
        long unpromised = sum(report, ComplianceRow::withoutSla);
        if (unpromised > 0) {
            tiles.add(tile("Without SLA", Words.count(unpromised)));
        }
        return "<dl class=\"tiles\">" + String.join("", tiles) + "</dl>\n";
    }

    private static long verdicts(ComplianceReport report, GoalVerdict verdict) {
        return report.rows().stream().filter(row -> row.verdict() == verdict).count();
    }

    private static long sum(ComplianceReport report, ToLongFunction<ComplianceRow> count) {
        return report.rows().stream().mapToLong(count).sum();
    }

    private static String tile(String words, String figure) {
        return "<div><dt>" + words + "</dt><dd>" + figure + "</dd></div>";
    }

    private static final String STYLE = """

            :root { color-scheme: light dark; --ink: #1c2128; --paper: #ffffff; --card: #f6f8fa; --soft: #57606a;
              --line: #d8dee4; --track: #e4e9ee; --good: #1a7f5a; --bad: #b42318; --part: #8a5a00; --run: #2f6fbd;
              --stopped: #a4adb7; --volume: #c9d2db; --p0: #c77700; --p1: #7d4fc4; --p2: #0f8a8a; --p3: #b5487f; }
            @media screen and (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --card: #161b22;
              --soft: #9aa5b1; --line: #30363d; --track: #262d36; --good: #3fb68b; --bad: #ff7b72; --part: #e0a030; --run: #58a0f0;
              --stopped: #545d68; --volume: #3a434e; --p0: #e0a030; --p1: #b58df0; --p2: #3fc0c0;
              --p3: #ee8abb; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%;
              font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif; }
            main { max-width: 80rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; overflow-wrap: anywhere; }
            h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -.01em; margin: 0 0 .35rem; overflow-wrap: anywhere; }
            h2 { font-size: 1.25rem; line-height: 1.3; margin: 3rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
            h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
            section > h3 { margin: 1.5rem 0 .5rem; }
            small { font-size: .875rem; font-weight: 400; color: var(--soft); }
            .lead { margin: 0; color: var(--soft); }
            .note { color: var(--soft); font-size: .875rem; max-width: 48rem; margin: .75rem 0 0; }
            .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1rem; margin: 1.5rem 0 0; }
            .tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; }
            .tiles dt { color: var(--soft); font-size: .875rem; }
            .tiles small { white-space: nowrap; }
            .tiles dd { margin: 0; font-size: 1.6rem; line-height: 1.3; font-weight: 650; font-variant-numeric: tabular-nums; }
            .scroll { overflow-x: auto; }
            .scroll:focus-visible { outline: 2px solid var(--run); outline-offset: 2px; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .875rem; }
            th, td { text-align: right; padding: .45rem .4rem; border-bottom: 1px solid var(--line); }
            td { white-space: nowrap; }
            td.words { white-space: normal; overflow-wrap: anywhere; }
            th:first-child, td:first-child { padding-left: 0; }
            th:last-child, td:last-child { padding-right: 0; }
            thead th { color: var(--soft); font-size: .8125rem; font-weight: 600; border-bottom-color: var(--soft);
              vertical-align: bottom; white-space: normal; overflow-wrap: normal; }
            tbody th { text-align: left; font-weight: 500; min-width: 5.5rem; }
            .group th { font-weight: 650; padding-top: 1.1rem; }
            tbody:first-of-type .group th { padding-top: .6rem; }
            th.words, td.words { text-align: left; }
            .bar { width: 5rem; min-width: 3rem; height: 1.125rem; display: block; }
            .mark { font-weight: 600; white-space: nowrap; }
            .mark::before { content: ""; display: inline-block; width: .55rem; height: .55rem; border-radius: 50%;
              background: currentColor; margin-right: .4rem; }
            .kept { color: var(--good); }
            .missed { color: var(--bad); }
            .part { color: var(--part); }
            .change { color: var(--soft); font-size: .8125rem; display: block; }
            .attention { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
            .attention li { border-left: 4px solid var(--bad); background: var(--card); padding: .6rem 1rem; border-radius: 4px; }
            .attention li.in-part { border-left-color: var(--part); }
            .attention p { margin: .2rem 0 0; }
            details { border: 1px solid var(--line); border-radius: 8px; padding: .5rem 1rem; }
            summary { cursor: pointer; font-weight: 600; }
            details > .scroll { margin-top: .75rem; }
            .warning { color: var(--bad); font-weight: 600; }
            .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 2rem 3rem; }
            figure { margin: 0; max-width: 40rem; min-width: 0; }
            figcaption { font-weight: 650; margin-bottom: .5rem; }
            figcaption small { display: block; }
            .chart { width: 100%; height: auto; display: block; }
            text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
              fill: var(--soft); }
            .middle { text-anchor: middle; }
            .end { text-anchor: end; }
            .grid { stroke: var(--line); stroke-width: 1; }
            .track { fill: var(--track); }
            .volume { fill: var(--volume); }
            .good { fill: var(--good); }
            .bad { fill: var(--bad); }
            .range { stroke: var(--ink); stroke-width: 1.5; opacity: .6; }
            .goal { stroke: var(--ink); stroke-width: 2; }
            .goalline { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 4; }
            .trend { fill: none; stroke: var(--run); stroke-width: 2; stroke-linejoin: round; }
            .run { fill: var(--run); background: var(--run); }
            .stopped { fill: var(--stopped); background: var(--stopped); }
            .party0 { fill: var(--p0); background: var(--p0); }
            .party1 { fill: var(--p1); background: var(--p1); }
            .party2 { fill: var(--p2); background: var(--p2); }
            .party3 { fill: var(--p3); background: var(--p3); }
            .fall td, .fall th { border-bottom: 0; }
            .fall thead th { border-bottom: 1px solid var(--line); }
            .fall tbody th { white-space: normal; overflow-wrap: anywhere; }
            .fall .wide { width: 45%; }
            .fallbar { width: 100%; height: .875rem; display: block; }
            .breach { stroke: var(--ink); stroke-width: 3; vector-effect: non-scaling-stroke; background: var(--ink); }
            span.breach { width: 3px; }
            .timeline { width: 100%; height: 1.25rem; display: block; border-radius: 3px; }
            .ends { display: flex; justify-content: space-between; color: var(--soft); font-size: .8125rem;
              font-variant-numeric: tabular-nums; }
            .worst { list-style: none; margin: 0; padding: 0; display: grid; gap: 1.75rem; }
            .worst p { margin: 0 0 .35rem; }
            .worst .note { margin: 0; max-width: none; }
            .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; margin: 0 0 1.25rem; padding: 0;
              color: var(--soft); font-size: .875rem; }
            .key { display: inline-block; width: .9rem; height: .9rem; border-radius: 2px; margin-right: .4rem;
              vertical-align: -.1rem; }
            ul { padding-left: 1.25rem; }
            @media screen and (max-width: 62rem) {
              [role=table], [role=table] tbody, [role=table] tr, [role=table] th, [role=table] td { display: block; }
              [role=table] thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
                white-space: nowrap; }
              [role=table] tbody tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .35rem 1rem;
                padding: .6rem 0; border-bottom: 1px solid var(--line); }
              [role=table] tbody th, [role=table] tbody td { border: 0; padding: 0; white-space: normal; text-align: left; }
              [role=table] tbody th[scope=row] { grid-column: 1 / -1; font-weight: 650; }
              [role=table] tbody tr.group { border: 0; padding: 1rem 0 0; }
              [role=table] tbody tr.group th { grid-column: 1 / -1; }
              [role=table] td[data-label]::before { content: attr(data-label); display: block; color: var(--soft);
                font-size: .8125rem; }
              [role=table] td:empty { display: none; } }
            @media (max-width: 40rem) { main { padding: 1.5rem 1rem 3rem; } h1 { font-size: 1.5rem; } text { font-size: 18px; }
              .tiles { grid-template-columns: 1fr 1fr; gap: .6rem; } .tiles dd { font-size: 1.3rem; }
              .tiles small { white-space: normal; }
              .fall .wide { display: none; } .fall td { white-space: normal; overflow-wrap: anywhere; } }
            @media print { @page { size: A4 landscape; margin: 12mm; } :root { font-size: 11px; } main { padding: 0; max-width: none; }
              h2 { margin-top: 2rem; break-after: avoid; } .scroll { overflow: visible; } th, td { padding: .3rem .3rem; }
              details { border: 0; padding: 0; }
              .note { break-before: avoid; max-width: 64rem; } figure, .worst li, tbody, .tiles, .note { break-inside: avoid; }
              .charts { grid-template-columns: 1fr 1fr; gap: 1rem 3rem; } text { font-size: 12px; }
              * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
            """;
}
