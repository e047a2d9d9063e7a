package org.sla4j.compliance.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.compliance.page.Figures.MONDAY;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.PauseReason;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Ledger;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.clock.LedgerInterval.Cause;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.WorstCases;

/** Ledgers drawn as timelines, 1,000 wide: closed time is folded away, and a line is where the limit was reached. */
class TimelinesTest {
    private static final Words WORDS = new Words(Optional.empty(), Optional.empty());
    private static final PauseReason INFO = PauseReason.of("info", "customer");

    /** A ledger that grows from Monday at nine. */
    private static final class Account {
        private final List<LedgerInterval> intervals = new ArrayList<>();
        private Instant end = MONDAY;

        private Account then(Cause cause, String wall, Duration business, Duration withheld, PauseReason... reasons) {
            Instant start = end;
            end = start.plus(Duration.parse(wall));
            String detail =
                    Set.of(reasons).stream().map(PauseReason::toString).sorted().collect(Collectors.joining(", "));
            intervals.add(new LedgerInterval(start, end, cause, detail, Set.of(reasons), business, withheld));
            return this;
        }

        Account running(String time) {
            return then(Cause.RUNNING, time, Duration.parse(time), Duration.ZERO);
        }

        Account waiting(String time, PauseReason... reasons) {
            return then(Cause.PAUSED, time, Duration.ZERO, Duration.parse(time), reasons);
        }

        Account ahead(String time) {
            return then(Cause.AHEAD, time, Duration.ZERO, Duration.parse(time));
        }

        /** Lasts some time in which nothing is open or counts. */
        Account nothing(Cause cause, String time) {
            return then(cause, time, Duration.ZERO, Duration.ZERO);
        }

        Account adjusted(String by) {
            return then(Cause.ADJUSTED, "PT0S", Duration.parse(by), Duration.ZERO);
        }

        /** A miss of a limit of four hours. */
        WorstCases.Entry entry() {
            return entry("INC-1");
        }

        WorstCases.Entry entry(String caseId) {
            Ledger ledger = new Ledger(intervals);
            return new WorstCases.Entry(
                    Outcome.builder(caseId, "resolution", org.sla4j.agreement.Severity.LOW)
                            .verdict(Verdict.MISSED, ledger.business(), Duration.ofHours(4))
                            .between(MONDAY, end)
                            .build(),
                    ledger);
        }
    }

    private static ShownPage shown(Account account) {
        return shown(account.entry());
    }

    private static ShownPage shown(WorstCases.Entry... entries) {
        return ShownPage.of(Timelines.of(List.of(), List.of(entries), WORDS));
    }

    private static List<String> pieces(ShownPage shown) {
        List<String> pieces = new ArrayList<>();
        shown.shapes("svg", "timeline").forEach(drawing -> {
            var shapes = drawing.getElementsByTagName("rect");
            for (int i = 0; i < shapes.getLength(); i++) {
                var attributes = shapes.item(i).getAttributes();
                pieces.add(attributes.getNamedItem("class").getNodeValue() + " "
                        + attributes.getNamedItem("x").getNodeValue() + " + "
                        + attributes.getNamedItem("width").getNodeValue());
            }
        });
        return pieces;
    }

    /** Two hours, one of waiting, an hour until the office closes, and two on the next day. */
    private static Account overNight() {
        return new Account()
                .running("PT2H")
                .waiting("PT1H", INFO)
                .running("PT1H")
                .nothing(Cause.CLOSED, "PT20H")
                .running("PT2H");
    }

    @Test
    void aTimelineIsInOpenTimeAndFoldsTheNightAway() {
        ShownPage shown = shown(overNight());
        // Six open hours: two, one, and three.
        assertThat(pieces(shown)).containsExactly("run 0.0 + 333.3", "party0 333.3 + 166.7", "run 500.0 + 500.0");
        assertThat(shown.tooltips())
                .containsExactly(
                        "running, 2026-01-05 09:00 to 2026-01-05 11:00",
                        "waiting for customer (info (customer)), 2026-01-05 11:00 to 2026-01-05 12:00",
                        "running, 2026-01-05 12:00 to 2026-01-06 11:00",
                        "limit reached, 2026-01-06 10:00");
        assertThat(shown.notes())
                .isEqualTo(
                        "running: 5 h 00 min, waiting for customer: 1 h 00 min Timelines are in open time: nights and days off"
                                + " are folded away. Times are in UTC.");
    }

    @Test
    void aLineIsWhereTheLimitWasReached() {
        // Of the limit of four hours three are used on Monday; the fourth is over after five of six open hours.
        ShownPage shown = shown(overNight());
        assertThat(shown.drawn("line", "breach", "x1")).containsExactly("833.3");
        assertThat(shown.drawn("line", "breach", "x2")).containsExactly("833.3");
    }

    @Test
    void aLimitReachedAsAnIntervalEndsIsReachedThen() {
        ShownPage shown =
                shown(new Account().running("PT4H").waiting("PT2H", INFO).running("PT2H"));
        assertThat(shown.drawn("line", "breach", "x1")).containsExactly("500.0");
        assertThat(shown.tooltips()).contains("limit reached, 2026-01-05 13:00");
    }

    @Test
    void aLimitThatWasNotReachedHasNoLine() {
        ShownPage shown = shown(new Account().running("PT3H59M59.5S"));
        assertThat(shown.shapes("line", "breach")).isEmpty();
        assertThat(shown.texts("ul", "legend")).containsExactly("running");
    }

    @Test
    void fractionsOfASecondCount() {
        assertThat(pieces(shown(new Account().running("PT1.5S").waiting("PT0.5S", INFO))))
                .containsExactly("run 0.0 + 750.0", "party0 750.0 + 250.0");
    }

    @Test
    void theHeadingSaysWhichCaseAndHowFarOverTheLimit() {
        WorstCases.Entry entry = overNight().entry();
        Outcome credited = new Outcome.Builder(entry.outcome()).team("desk").build();
        ShownPage shown = shown(entry, new WorstCases.Entry(credited, entry.ledger()));
        assertThat(shown.texts("h3"))
                .containsExactly("INC-1 resolution, severity 4 Low", "INC-1 resolution, severity 4 Low, team desk");
        assertThat(shown.texts("p", "")).containsOnly("5 h 00 min used of 4 h 00 min, missed");
        assertThat(shown.texts("p", "ends")).containsOnly("2026-01-05 09:00 UTC 2026-01-06 11:00 UTC");
        assertThat(shown.drawn("svg", "timeline", "aria-label"))
                .containsOnly("Timeline of INC-1: running: 5 h 00 min, waiting for customer: 1 h 00 min");
        assertThat(shown.sections()).containsExactly("Furthest over the limit");
    }

    @Test
    void timesAreInTheZoneOfThePage() {
        Words berlin = new Words(Optional.empty(), Optional.of(MONDAY.atZone(ZoneId.of("Europe/Berlin"))));
        ShownPage shown = ShownPage.of(
                Timelines.of(List.of(), List.of(new Account().running("PT5H").entry()), berlin));
        assertThat(shown.tooltips())
                .containsExactly("running, 2026-01-05 10:00 to 2026-01-05 15:00", "limit reached, 2026-01-05 14:00");
        assertThat(shown.texts("p", "ends"))
                .containsExactly("2026-01-05 10:00 Europe/Berlin 2026-01-05 15:00 Europe/Berlin");
        assertThat(shown.notes()).endsWith("Times are in Europe/Berlin.");
    }

    @Test
    void withoutCasesThereIsNoSection() {
        assertThat(Timelines.of(List.of(), List.of(), WORDS)).isEmpty();
    }

    @Test
    void aCaseWithoutOpenTimeHasNoDrawing() {
        ShownPage shown = shown(new Account().nothing(Cause.CLOSED, "PT5H"));
        assertThat(shown.shapes("svg", "timeline")).isEmpty();
        assertThat(shown.texts("h3")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"CLOSED", "STOPPED", "SUPERSEDED"})
    void whatHasNoOpenTimeIsNeitherDrawnNorExplained(Cause cause) {
        ShownPage shown =
                shown(new Account().running("PT1H").nothing(cause, "PT9H").running("PT1H"));
        assertThat(pieces(shown)).containsExactly("run 0.0 + 1000.0");
        assertThat(shown.texts("ul", "legend")).containsExactly("running");
    }

    @Test
    void whatIsAheadDoesNotCountAndIsGrey() {
        ShownPage shown = shown(new Account().ahead("PT1H").running("PT4H"));
        assertThat(pieces(shown)).containsExactly("stopped 0.0 + 200.0", "run 200.0 + 800.0");
        assertThat(shown.drawn("line", "breach", "x1")).containsExactly("1000.0");
        assertThat(shown.texts("ul", "legend")).containsExactly("ahead running limit reached");
    }

    @Test
    void aPauseWithoutAWaitIsGreyAndSaysSo() {
        ShownPage shown = shown(new Account().running("PT1H").waiting("PT3H"));
        assertThat(pieces(shown)).containsExactly("run 0.0 + 250.0", "stopped 250.0 + 750.0");
        assertThat(shown.texts("ul", "legend")).containsExactly("running paused");
        assertThat(shown.notes()).startsWith("paused: 3 h 00 min, running: 1 h 00 min");
    }

    @Test
    void anAdjustmentTakesNoTimeButIsCountedOn() {
        // Another target made one hour used of what was three; with three more the limit of four is reached.
        ShownPage shown = shown(new Account().running("PT3H").adjusted("-PT2H").running("PT4H30M"));
        assertThat(pieces(shown)).containsExactly("run 0.0 + 1000.0");
        assertThat(shown.drawn("line", "breach", "x1")).containsExactly("800.0");
        assertThat(shown.tooltips()).contains("limit reached, 2026-01-05 15:00");
        assertThat(shown.notes()).startsWith("running: 7 h 30 min, adjusted: 2 h 00 min less ");
        assertThat(shown.texts("ul", "legend")).containsExactly("running limit reached");
    }

    @Test
    void anAdjustmentCanReachTheLimit() {
        ShownPage shown = shown(new Account()
                .running("PT2H")
                .adjusted("PT2H")
                .waiting("PT2H", INFO)
                .running("PT4H"));
        assertThat(shown.drawn("line", "breach", "x1")).containsExactly("250.0");
        assertThat(shown.tooltips()).contains("limit reached, 2026-01-05 11:00");
        assertThat(shown(new Account().running("PT2H").adjusted("PT3H")).drawn("line", "breach", "x1"))
                .containsExactly("1000.0");
        assertThat(shown.notes())
                .startsWith("running: 6 h 00 min, waiting for customer: 2 h 00 min, adjusted: 2 h 00 min more ");
    }

    // Colours and names

    @Test
    void partiesHaveTheColoursOfTheWholePage() {
        Account account = new Account()
                .waiting("PT1H", PauseReason.of("part", "vendor"))
                .waiting("PT1H", INFO)
                .waiting("PT1H", PauseReason.of("form", "carrier"));
        ShownPage shown = ShownPage.of(Timelines.of(List.of("customer"), List.of(account.entry()), WORDS));
        assertThat(shown.shapes("rect", "party0")).hasSize(1);
        assertThat(pieces(shown)).containsExactly("party1 0.0 + 333.3", "party0 333.3 + 333.3", "party2 666.7 + 333.3");
        assertThat(shown.texts("ul", "legend"))
                .containsExactly("waiting for vendor waiting for customer waiting for carrier");
        assertThat(shown.drawn("span", "key party1", "class")).hasSize(1);
    }

    @Test
    void partiesAreCalledByNameAndColouredByKey() {
        PauseReason labs = PauseReason.of("tests", "R/D");
        Account account =
                new Account().waiting("PT1H", labs, INFO).waiting("PT1H", labs).running("PT2H");
        ShownPage shown =
                ShownPage.of(Timelines.of(List.of("R%2FD", "R%2FD + customer"), List.of(account.entry()), WORDS));
        assertThat(pieces(shown)).containsExactly("party1 0.0 + 250.0", "party0 250.0 + 250.0", "run 500.0 + 500.0");
        assertThat(shown.texts("ul", "legend")).containsExactly("waiting for R/D and customer waiting for R/D running");
    }

    @Test
    void oneWaitForTwoReasonsOfOnePartyIsOneParty() {
        assertThat(shown(new Account().waiting("PT1H", INFO, PauseReason.of("approval", "customer")))
                        .notes())
                .startsWith("waiting for customer: 1 h 00 min ");
    }

    @Test
    void theLegendKnowsTwentyCauses() {
        Account account = new Account().running("PT5H");
        for (int i = 0; i < 25; i++) {
            account.waiting("PT1H", PauseReason.of("info", "party " + (char) ('a' + i)));
        }
        ShownPage shown = shown(account);
        assertThat(shown.drawn("span", "key run", "class")).hasSize(1);
        assertThat(shown.texts("ul", "legend").get(0))
                .contains("waiting for party s")
                .doesNotContain("waiting for party t")
                .endsWith("limit reached");
    }

    @Test
    void fromTheNinthOnCausesAreOthers() {
        Account account = new Account().running("PT20H");
        for (int i = 0; i < 9; i++) {
            account.waiting("PT" + (10 - i) + "H", PauseReason.of("info", "party " + (char) ('a' + i)));
        }
        // Running and seven parties, and then parties h and i with three and two hours.
        assertThat(shown(account).notes())
                .startsWith("running: 20 h 00 min, waiting for party a: 10 h 00 min,")
                .contains("waiting for party g: 4 h 00 min, others: 5 h 00 min ");
    }

    // Size

    /** Pieces of some minutes, in turn running and waiting. */
    private static Account inTurn(int... minutes) {
        Account account = new Account();
        for (int i = 0; i < minutes.length; i++) {
            String time = "PT" + minutes[i] + "M";
            if (i % 2 == 0) {
                account.running(time);
            } else {
                account.waiting(time, INFO);
            }
        }
        return account;
    }

    private static int[] ofTen(int pieces) {
        int[] minutes = new int[pieces];
        java.util.Arrays.fill(minutes, 10);
        return minutes;
    }

    private static String joined(int[] minutes) {
        ShownPage shown = shown(inTurn(minutes));
        assertThat(pieces(shown)).hasSize(80);
        List<String> several = shown.tooltips().stream()
                .filter(words -> words.startsWith("several, "))
                .toList();
        int place = shown.tooltips().indexOf(several.get(0));
        assertThat(several).hasSize(1);
        return place + " " + pieces(shown).get(place).split(" ", 2)[0];
    }

    @Test
    void eightyPiecesAreDrawnAsTheyAre() {
        assertThat(pieces(shown(inTurn(ofTen(80))))).hasSize(80);
        assertThat(shown(inTurn(ofTen(80))).tooltips()).noneMatch(words -> words.startsWith("several"));
    }

    @Test
    void ofMoreTheShortestIsJoinedWithTheShorterOfItsNeighbours() {
        int[] next = ofTen(81);
        next[40] = 1;
        next[41] = 9;
        assertThat(joined(next)).isEqualTo("40 party0");
        int[] before = ofTen(81);
        before[40] = 1;
        before[39] = 9;
        assertThat(joined(before)).isEqualTo("39 party0");
        int[] alike = ofTen(81);
        alike[40] = 1;
        assertThat(joined(alike)).isEqualTo("39 party0");
    }

    @Test
    void theFirstAndTheLastHaveOneNeighbour() {
        int[] first = ofTen(81);
        first[0] = 1;
        assertThat(joined(first)).isEqualTo("0 party0");
        int[] last = ofTen(81);
        last[80] = 1;
        assertThat(joined(last)).isEqualTo("79 party0");
        // All alike: the first, and it keeps its colour.
        assertThat(joined(ofTen(81))).isEqualTo("0 run");
    }

    @Test
    void joinedPiecesLastFromTheFirstToTheLastOfThem() {
        int[] minutes = ofTen(81);
        minutes[40] = 1;
        minutes[41] = 9;
        assertThat(shown(inTurn(minutes)).tooltips())
                // After 40 pieces of ten minutes each.
                .contains("several, 2026-01-05 15:40 to 2026-01-05 15:50");
    }

    @Test
    void hundredsOfPiecesFillTheWholeLine() {
        ShownPage shown = shown(inTurn(ofTen(1_000)));
        assertThat(pieces(shown)).hasSize(80);
        double width = shown.shapes("svg", "timeline").stream()
                .flatMap(drawing -> pieces(shown).stream())
                .mapToDouble(piece -> Double.parseDouble(piece.substring(piece.indexOf('+') + 2)))
                .sum();
        assertThat(width).isBetween(996.0, 1_004.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u0000", "'", "\ud83d\ude00"})
    void aDrawingIsUnderTwentyKilobytesWhateverThePartiesAreCalled(String letter) {
        Account account = new Account();
        for (int i = 0; i < 200; i++) {
            account.running("PT10M")
                    .waiting("PT10M", PauseReason.of(letter.repeat(500) + i, letter.repeat(500) + i % 20));
        }
        String id = letter.repeat(2_000);
        String html = Timelines.of(List.of(), List.of(account.entry(id)), WORDS);
        String drawing = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);
        assertThat(drawing.getBytes(StandardCharsets.UTF_8).length).isLessThan(20_000);
        ShownPage shown = ShownPage.of(html);
        // The whole id stands in the heading, and enough pieces are left to see the way of the case.
        assertThat(shown.texts("h3").get(0))
                .startsWith(ShownPage.of("<p>" + Html.escape(id) + "</p>").text());
        assertThat(pieces(shown)).hasSizeGreaterThanOrEqualTo(20);
        assertThat(shown.tooltips()).anyMatch(words -> words.contains("limit reached"));
    }

    @Test
    void piecesAreJoinedUntilTheirNamesFit() {
        // Eighty pieces that all differ, each with a name of signs that take six letters to write.
        Account account = new Account();
        for (int i = 0; i < 80; i++) {
            account.waiting("PT" + (10 + i) + "M", PauseReason.of("info", i + "\u0007".repeat(100)));
        }
        String html = Timelines.of(List.of(), List.of(account.entry()), WORDS);
        String drawing = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);
        assertThat(drawing.getBytes(StandardCharsets.UTF_8).length).isLessThan(20_000);
        assertThat(pieces(ShownPage.of(html))).hasSize(40);
    }

    @Test
    void aLongCauseIsCutInTheDrawingOnly() {
        String party = "the department of very long and entirely descriptive names of departments";
        ShownPage shown = shown(new Account().waiting("PT1H", PauseReason.of("info", party)));
        assertThat(shown.tooltips())
                .containsExactly(
                        "waiting for the department of very long and entirely descri\u2026, 2026-01-05 09:00 to"
                                + " 2026-01-05 10:00");
        assertThat(shown.notes()).startsWith("waiting for " + party + ": 1 h 00 min");
    }
}
