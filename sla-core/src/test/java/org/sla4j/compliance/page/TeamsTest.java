package org.sla4j.compliance.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.compliance.page.Figures.MONDAY;
import static org.sla4j.compliance.page.Figures.met;
import static org.sla4j.compliance.page.Figures.missed;
import static org.sla4j.compliance.page.Figures.outcome;
import static org.sla4j.compliance.page.Figures.pending;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.Dimension;

/** The part of the page by team: what each is credited with, and who had the cases meanwhile. */
class TeamsTest {
    private static ShownPage teams(Figures figures) {
        return ShownPage.of(Teams.of(figures.report()));
    }

    private static Outcome.Stage stage(double hours, Holder holder, String team) {
        return new Outcome.Stage(
                MONDAY.plus(Duration.ofMinutes(Math.round(60 * hours))),
                0,
                holder,
                team,
                Severity.LOW,
                Duration.ofHours(4));
    }

    private static Outcome.Builder way(double hours, Outcome.Stage... stages) {
        return met().between(MONDAY, MONDAY.plus(Duration.ofMinutes(Math.round(60 * hours))))
                .path(new Outcome.Path(List.of(stages), List.of()));
    }

    @Test
    void aTeamHasWhatIsCreditedToIt() {
        Figures figures = Figures.by(Dimension.TEAM)
                .add(7, met().team("desk"))
                .add(1, met().effort(new Outcome.Effort(0, 0, 0, 2, 0)).team("desk"))
                .add(2, missed().team("desk"))
                .add(
                        1,
                        outcome(Verdict.CANCELLED, Duration.ofHours(5))
                                .flags(Set.of(Outcome.Flag.CANCELLED_AFTER_BREACH))
                                .team("desk"))
                .add(
                        1,
                        way(2, stage(0, Holder.provider("first"), "first"), stage(1, Holder.provider("desk"), "desk"))
                                .team("desk"))
                .add(pending().team("network"));
        ShownPage shown = teams(figures);
        // 9 of 11 met; with the cancelled breach as a miss 9 of 12; one hand-over of twelve cases; one of eleven
        // reopened.
        assertThat(shown.row("By team", "desk"))
                .containsExactly(
                        Map.entry("Compliance", "81.81 %"),
                        Map.entry("Goal", "90.00 %"),
                        Map.entry("Verdict", "goal missed"),
                        Map.entry("Cases", "12"),
                        Map.entry("Misses", "2"),
                        Map.entry("Breaches revised", "1"),
                        Map.entry("If missed", "75.00 %"),
                        Map.entry("Hand-overs a case", "0.08"),
                        Map.entry("Reopened", "9.09 %"));
        assertThat(shown.row("By team", "network"))
                .containsEntry("Compliance", "no data")
                .containsEntry("Verdict", "no data")
                .containsEntry("If missed", "no data")
                .containsEntry("Hand-overs a case", "0.00")
                .containsEntry("Reopened", "no data");
    }

    @Test
    void ofCasesWithoutAPromiseNoHandOverIsKnown() {
        Outcome.Builder unpromised =
                new Outcome.Builder(Outcome.withoutSla("INC-1", Severity.LOW, MONDAY, MONDAY)).team("desk");
        assertThat(teams(Figures.by(Dimension.TEAM).add(unpromised)).row("By team", "desk"))
                .containsEntry("Goal", "none")
                .containsEntry("Hand-overs a case", "no data");
    }

    @Test
    void withoutACaseThereIsNoSection() {
        assertThat(Teams.of(Figures.by(Dimension.TEAM).report())).isEmpty();
    }

    @Test
    void teamsMayBeApartBySeverity() {
        Figures figures = Figures.by(Dimension.TEAM, Dimension.SEVERITY).add(met().team("desk"));
        ShownPage shown = teams(figures);
        assertThat(shown.sections()).containsExactly("By team and severity");
        assertThat(shown.row("By team and severity", "Desk", "4 Low")).containsEntry("Cases", "1");
    }

    private static Figures manyTeams(int teams) {
        Figures figures = Figures.by(Dimension.TEAM);
        for (int i = 0; i < teams; i++) {
            String team = String.format(Locale.ROOT, "team %02d", i);
            // The first team has one case of an hour, the second two, and so on.
            figures.add(i + 1, way(1, stage(0, Holder.provider(team), team)).team(team));
        }
        return figures;
    }

    @Test
    void theThirtyTeamsWithTheMostCasesAreShownByName() {
        ShownPage shown = teams(manyTeams(32));
        assertThat(shown.table("By team"))
                .extracting(row -> row.get(0))
                .startsWith("team 02")
                .endsWith("team 31")
                .hasSize(30);
        assertThat(shown.texts("p", "note").get(0)).endsWith("The 30 with the most cases are shown.");
        // Those that had their cases longest come first, and all are in the sum: 1 + 2 + ... + 32 hours.
        assertThat(shown.table("Time held")).hasSize(31);
        assertThat(shown.table("Time held").get(0)).containsExactly("team 31", "32.0", "32.0");
        assertThat(shown.table("Time held").get(30)).containsExactly("All", "528.0", "528.0");
        assertThat(shown.texts("p", "note").get(1)).endsWith("The 30 teams with the most hours are shown.");
    }

    @Test
    void thirtyTeamsAreAllThereAre() {
        ShownPage shown = teams(manyTeams(30));
        assertThat(shown.table("By team")).hasSize(30);
        assertThat(shown.texts("p", "note")).noneMatch(note -> note.contains("are shown"));
    }

    @Test
    void aCaseStaysWithItsTeamWhileItWaits() {
        Figures figures = Figures.by(Dimension.TEAM)
                .add(way(
                                10,
                                stage(0, Holder.provider(""), ""),
                                stage(0.5, Holder.provider("desk"), "desk"),
                                stage(2, Holder.of(Party.CUSTOMER), "desk"),
                                stage(8.5, Holder.provider("network"), "network"))
                        .team("network"));
        ShownPage shown = teams(figures);
        // The desk worked for an hour and a half and then waited six and a half hours for the customer.
        assertThat(shown.columns("Time held")).containsExactly("Assigned to", "Customer", "Provider", "In all");
        assertThat(shown.table("Time held"))
                .containsExactly(
                        List.of("desk", "6.5", "1.5", "8.0"),
                        List.of("network", "0.0", "1.5", "1.5"),
                        List.of("none", "0.0", "0.5", "0.5"),
                        List.of("All", "6.5", "3.5", "10.0"));
        assertThat(shown.texts("h3")).containsExactly("Who had the cases");
    }

    @Test
    void fromAThousandHoursOnTheyAreWhole() {
        assertThat(teams(Figures.by(Dimension.TEAM)
                                .add(way(999.5, stage(0, Holder.provider("desk"), "desk"))
                                        .team("desk")))
                        .table("Time held"))
                .first()
                .isEqualTo(List.of("desk", "999.5", "999.5"));
        assertThat(teams(Figures.by(Dimension.TEAM)
                                .add(way(1_000.75, stage(0, Holder.provider("desk"), "desk"))
                                        .team("desk")))
                        .table("Time held"))
                .first()
                .isEqualTo(List.of("desk", "1,001", "1,001"));
    }

    @Test
    void fromTheSeventhOnPartiesShareAColumn() {
        Outcome.Stage[] stages = new Outcome.Stage[8];
        double from = 0;
        for (int i = 0; i < 8; i++) {
            // Party a has it for eight hours, b for seven, ... h for one.
            stages[i] = stage(from, Holder.of(Party.of("party " + (char) ('a' + i))), "desk");
            from += 8 - i;
        }
        ShownPage shown = teams(Figures.by(Dimension.TEAM).add(way(36, stages).team("desk")));
        assertThat(shown.columns("Time held"))
                .containsExactly(
                        "Assigned to",
                        "Party a",
                        "Party b",
                        "Party c",
                        "Party d",
                        "Party e",
                        "Party f",
                        "Others",
                        "In all");
        assertThat(shown.table("Time held"))
                .containsExactly(
                        List.of("desk", "8.0", "7.0", "6.0", "5.0", "4.0", "3.0", "3.0", "36.0"),
                        List.of("All", "8.0", "7.0", "6.0", "5.0", "4.0", "3.0", "3.0", "36.0"));
    }

    @Test
    void sixPartiesHaveAColumnEach() {
        Outcome.Stage[] stages = new Outcome.Stage[6];
        for (int i = 0; i < 6; i++) {
            stages[i] = stage(i, Holder.of(Party.of("party " + i)), "desk");
        }
        assertThat(teams(Figures.by(Dimension.TEAM).add(way(6, stages).team("desk")))
                        .columns("Time held"))
                .hasSize(8)
                .doesNotContain("Others");
    }

    @Test
    void partiesAreCalledByTheirNames() {
        Holder two = Holder.of(List.of(Party.of("R/D"), Party.CUSTOMER));
        assertThat(teams(Figures.by(Dimension.TEAM)
                                .add(way(1, stage(0, two, "desk")).team("desk")))
                        .columns("Time held"))
                .containsExactly("Assigned to", "R/D and customer", "In all");
    }

    @Test
    void withoutAPathNobodyKnowsWhoHadTheCases() {
        assertThat(teams(Figures.by(Dimension.TEAM).add(met())).texts("h3")).isEmpty();
    }
}
