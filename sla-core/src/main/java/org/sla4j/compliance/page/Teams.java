package org.sla4j.compliance.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.ComplianceReport.TimeHeld;
import org.sla4j.compliance.ComplianceRow;

/** The part of the page that is by team. */
final class Teams {
    private static final int MOST = 30;

    private Teams() {}

    static String of(ComplianceReport teams) {
        List<ComplianceRow> most = teams.rows().stream()
                .sorted(Comparator.comparingLong(ComplianceRow::cases).reversed())
                .limit(MOST)
                .toList();
        List<ComplianceRow> rows = teams.rows().stream().filter(most::contains).toList();
        if (rows.isEmpty()) {
            return "";
        }
        List<Html.Column> columns = List.of(
                Html.Column.number("Compliance", Words::compliance),
                Html.Column.number("Goal", Tables::goal),
                new Html.Column("Verdict", true, Tables::verdict),
                Html.Column.number("Cases", row -> Words.count(row.cases())),
                Html.Column.number("Misses", row -> Words.count(row.misses())),
                Html.Column.number(
                        "Breaches revised", row -> Words.count(row.integrity().revised())),
                Html.Column.number("If missed", Words::ifMissed),
                Html.Column.number("Hand-overs a case", row -> ratio(row.handOversPerCase())),
                Html.Column.number("Reopened", row -> Words.percent(row.reopeningRate())));
        String groups = Tables.groups(teams);
        return Html.section(
                "By " + groups,
                Html.table("By " + groups, teams.dimensions(), columns, rows)
                        + Html.note(
                                "A measurement is credited to the team that finished it, or that has it while it is open."
                                        + " If missed: the compliance if all breaches counted that were cancelled, downgraded,"
                                        + " retargeted or reopened away since."
                                        + (teams.rows().size() > MOST
                                                ? " The " + MOST + " with the most cases are shown."
                                                : ""))
                        + held(teams));
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : Words.NO_DATA;
    }

    /** Who had the cases: a line for each team, a column for each party. */
    private static String held(ComplianceReport teams) {
        Map<String, Map<String, Duration>> byTeam = new TreeMap<>();
        Map<String, Duration> byParty = new TreeMap<>();
        Map<String, Duration> sums = new TreeMap<>();
        for (ComplianceRow row : teams.rows()) {
            for (TimeHeld held : row.timeHeld()) {
                byTeam.computeIfAbsent(held.team(), absent -> new TreeMap<>())
                        .merge(held.party(), held.time(), Duration::plus);
                byParty.merge(held.party(), held.time(), Duration::plus);
                sums.merge(held.team(), held.time(), Duration::plus);
            }
        }
        if (byTeam.isEmpty()) {
            return "";
        }
        List<String> parties = new ArrayList<>(Charts.longestFirst(byParty).keySet());
        List<String> shown = parties.subList(0, Math.min(6, parties.size()));
        List<String> headings = new ArrayList<>(List.of("Assigned to"));
        shown.forEach(party -> headings.add(Html.heading(Words.holder(party))));
        boolean isMore = parties.size() > shown.size();
        if (isMore) {
            headings.add(Html.heading(Charts.OTHERS));
        }
        headings.add("In all");
        Duration whole = byParty.values().stream().reduce(Duration.ZERO, Duration::plus);
        List<List<String>> lines = new ArrayList<>();
        for (String team :
                Charts.longestFirst(sums).keySet().stream().limit(MOST).toList()) {
            List<String> line = new ArrayList<>(List.of(Html.orNone(team)));
            Map<String, Duration> own = byTeam.getOrDefault(team, Map.of());
            shown.forEach(party -> line.add(Words.hours(own.getOrDefault(party, Duration.ZERO), whole)));
            if (isMore) {
                line.add(Words.hours(others(own, shown), whole));
            }
            line.add(Words.hours(sums.getOrDefault(team, Duration.ZERO), whole));
            lines.add(line);
        }
        List<String> all = new ArrayList<>(List.of("All"));
        shown.forEach(party -> all.add(Words.hours(byParty.getOrDefault(party, Duration.ZERO), whole)));
        if (isMore) {
            all.add(Words.hours(others(byParty, shown), whole));
        }
        all.add(Words.hours(whole, whole));
        lines.add(all);
        return "<h3>Who had the cases</h3>\n"
                + Html.lines(
                        "Time held",
                        headings,
                        headings.stream().skip(1).map(any -> false).toList(),
                        lines)
                + Html.note(
                        "Hours on the wall, all measurements together: who had the cases, and which team they were assigned"
                                + " to meanwhile. A case stays assigned to its team while it waits. Each number is rounded by itself,"
                                + " so that sums may differ in the last digit."
                                + (sums.size() > MOST ? " The " + MOST + " teams with the most hours are shown." : ""));
    }

    private static Duration others(Map<String, Duration> times, List<String> shown) {
        return times.entrySet().stream()
                .filter(entry -> !shown.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
