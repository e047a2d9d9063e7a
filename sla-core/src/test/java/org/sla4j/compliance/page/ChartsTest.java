package org.sla4j.compliance.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.compliance.page.Figures.MONDAY;
import static org.sla4j.compliance.page.Figures.met;
import static org.sla4j.compliance.page.Figures.missed;
import static org.sla4j.compliance.page.Figures.outcome;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Party;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.Dimension;
import org.w3c.dom.Element;

/**
 * The drawings of the page: what is where follows from the figures. A trend is drawn from 76 to 544 across and from 12 (100 %) down to 150
 * (the foot of its axis); a distribution stands on 168; a share of open time is 1,000 wide.
 */
class ChartsTest {
    private static final Dimension MONTH = Dimension.month(ZoneOffset.UTC);
    private static final Dimension DAY = Dimension.day(ZoneOffset.UTC);
    private static final Words WORDS = new Words(Optional.empty(), Optional.empty());

    private static Outcome.Builder on(String date, Outcome.Builder outcome) {
        Instant end = LocalDate.parse(date).atTime(12, 0).toInstant(ZoneOffset.UTC);
        return outcome.between(end, end);
    }

    private static Figures byMonth() {
        return Figures.by(Dimension.METRIC, MONTH);
    }

    private static Figures byDay(int days) {
        Figures figures = Figures.by(Dimension.METRIC, DAY);
        for (int i = 0; i < days; i++) {
            figures.add(on(LocalDate.of(2026, 1, 1).plusDays(i).toString(), met()));
        }
        return figures;
    }

    private static ShownPage trend(Figures figures) {
        return ShownPage.of(Charts.trend(figures.report(), WORDS));
    }

    private static List<String> captions(Figures figures) {
        return trend(figures).texts("figcaption");
    }

    /** Full compliance in January, none known of February, 80 % in March. */
    private static Figures january80March() {
        return byMonth()
                .add(5, on("2026-01-10", met()))
                .add(8, on("2026-03-10", met()))
                .add(2, on("2026-03-10", missed()));
    }

    // Trend

    @Test
    void aTrendIsBrokenWhereThereWasNoCase() {
        // 80 % is at the foot, and the goal of 90 % half way up.
        ShownPage shown = trend(january80March());
        assertThat(shown.drawn("path", "trend", "d")).containsExactly("M76.0 12.0M544.0 150.0");
        assertThat(shown.drawn("path", "goalline", "d")).containsExactly("M69.0 81.0L83.0 81.0M537.0 81.0L551.0 81.0");
    }

    @Test
    void periodsThatFollowEachOtherAreJoined() {
        ShownPage shown = trend(byMonth().add(on("2026-01-10", met())).add(on("2026-02-10", met())));
        assertThat(shown.drawn("path", "trend", "d")).containsExactly("M76.0 12.0L544.0 12.0");
        assertThat(shown.drawn("path", "goalline", "d"))
                .containsExactly("M69.0 150.0L83.0 150.0L537.0 150.0L551.0 150.0");
    }

    @Test
    void theGoalOfAPeriodThatStandsAloneIsSeenToo() {
        ShownPage shown = trend(byMonth().add(on("2026-01-10", met())));
        assertThat(shown.drawn("path", "goalline", "d")).containsExactly("M303.0 150.0L317.0 150.0");
        assertThat(shown.drawn("circle", "good", "cx")).containsExactly("310.0");
        assertThat(shown.drawn("text", "axis middle", "x")).containsExactly("310.0");
    }

    @Test
    void theAxisGoesFromARoundShareBelowAllOfThemToAHundred() {
        ShownPage shown = trend(january80March());
        assertThat(shown.texts("text", "axis end")).startsWith("80 %", "90 %", "100 %");
        assertThat(shown.drawn("text", "axis end", "y")).startsWith("154.0", "85.0", "16.0");
        assertThat(shown.drawn("text", "axis end", "x")).startsWith("62.0");
        assertThat(shown.drawn("line", "grid", "y1")).containsExactly("150.0", "81.0", "12.0");
        assertThat(shown.drawn("line", "grid", "y2")).containsExactly("150.0", "81.0", "12.0");
        assertThat(shown.drawn("line", "grid", "x1")).containsOnly("68.0");
        assertThat(shown.drawn("line", "grid", "x2")).containsOnly("552.0");
    }

    @Test
    void theAxisBeginsAtNinetyPerCentAtTheHighest() {
        assertThat(trend(byMonth().add(on("2026-01-10", met().goal(1)))).texts("text", "axis end"))
                .startsWith("90 %", "95 %", "100 %");
    }

    @Test
    void aLowGoalOrALowShareLowersTheAxis() {
        assertThat(trend(byMonth().add(on("2026-01-10", met().goal(0.55)))).texts("text", "axis end"))
                .startsWith("50 %", "75 %", "100 %");
        assertThat(trend(byMonth().add(on("2026-01-10", missed()))).texts("text", "axis end"))
                .startsWith("0 %", "50 %", "100 %");
    }

    @Test
    void aDotThatMissedTheGoalIsRedAndSaysSo() {
        ShownPage shown = trend(january80March());
        assertThat(shown.drawn("circle", "good", "cy")).containsExactly("12.0");
        assertThat(shown.drawn("circle", "bad", "cy")).containsExactly("150.0");
        assertThat(shown.drawn("circle", "bad", "r")).containsExactly("4");
        assertThat(shown.tooltips())
                .containsExactly("2026-01: 100.00 %, 5 of 5, goal met", "2026-03: 80.00 %, 8 of 10, goal missed");
    }

    @Test
    void theBarsBelowSayHowManyCasesThereWere() {
        // The most, ten, are 28 high and stand on 192; five are half as high.
        ShownPage shown = trend(january80March());
        assertThat(shown.drawn("rect", "volume", "height")).containsExactly("14.0", "28.0");
        assertThat(shown.drawn("rect", "volume", "y")).containsExactly("178.0", "164.0");
        assertThat(shown.drawn("rect", "volume", "x")).containsExactly("69.0", "537.0");
        assertThat(shown.drawn("rect", "volume", "width")).containsExactly("14.0", "14.0");
    }

    @Test
    void everyThirdOrSoOfThePeriodsIsNamed() {
        ShownPage three = trend(january80March());
        assertThat(periodNames(three))
                .containsExactly("2026-01 axis 68.0", "2026-02 axis middle 310.0", "2026-03 axis end 544.0");
        assertThat(periodNames(trend(byDay(4))))
                .containsExactly("2026-01-01 axis 68.0", "2026-01-03 axis middle 388.0");
        assertThat(periodNames(trend(byDay(7))))
                .containsExactly("2026-01-01 axis 68.0", "2026-01-04 axis middle 310.0", "2026-01-07 axis end 544.0");
    }

    private static List<String> periodNames(ShownPage shown) {
        List<String> names = new ArrayList<>();
        for (String style : List.of("axis", "axis middle", "axis end")) {
            for (Element text : shown.shapes("text", style)) {
                if (text.getAttribute("y").equals("209.0")) {
                    names.add(text.getTextContent() + " " + style + " " + text.getAttribute("x"));
                }
            }
        }
        return names;
    }

    @Test
    void manyPeriodsHaveThinnerBarsAndSmallerDots() {
        // 468 / 35 apart, and seven tenths of that wide.
        ShownPage thin = trend(byDay(36));
        assertThat(thin.drawn("rect", "volume", "width")).containsOnly("9.4");
        assertThat(thin.drawn("circle", "good", "r")).containsOnly("3");
        assertThat(trend(byDay(31)).drawn("circle", "good", "r")).containsOnly("3");
        assertThat(trend(byDay(30)).drawn("circle", "good", "r")).containsOnly("4");
        assertThat(trend(byDay(2)).drawn("rect", "volume", "width")).containsOnly("14.0");
    }

    @Test
    void theLastFiftyThreePeriodsAreDrawn() {
        ShownPage shown = trend(byDay(60));
        assertThat(shown.shapes("circle", "good")).hasSize(53);
        assertThat(shown.tooltips()).first().asString().startsWith("2026-01-08: ");
        assertThat(shown.drawn("svg", "chart", "aria-label"))
                .containsExactly("resolution: compliance by day, from 2026-01-08 to 2026-03-01");
        assertThat(shown.notes()).endsWith("The last 53 days are shown.");
        assertThat(trend(byDay(53)).shapes("circle", "good")).hasSize(53);
        assertThat(trend(byDay(53)).notes()).doesNotContain("are shown");
    }

    @Test
    void allGroupsShareOneAxis() {
        Figures figures = Figures.by(Dimension.METRIC, Dimension.TEAM, MONTH)
                .add(on("2026-01-10", met()).team("desk"))
                .add(on("2026-03-10", met()).team("network"));
        ShownPage shown = trend(figures);
        assertThat(shown.texts("figcaption"))
                .containsExactly(
                        "Resolution, desk 2026-01: 100.00 % of 1; no data since",
                        "Resolution, network 2026-03: 100.00 % of 1; the month before has no data");
        assertThat(shown.drawn("circle", "good", "cx")).containsExactly("76.0", "544.0");
    }

    @Test
    void aCaptionComparesWithThePeriodBefore() {
        assertThat(captions(byMonth()
                        .add(90, on("2026-01-10", met()))
                        .add(10, on("2026-01-10", missed()))
                        .add(60, on("2026-02-10", met()))
                        .add(40, on("2026-02-10", missed()))))
                .containsExactly(
                        "Resolution 2026-02: 60.00 % of 100; 30.0 points less than the month before, which is more than chance");
        assertThat(captions(byMonth()
                        .add(1, on("2026-01-10", met()))
                        .add(1, on("2026-01-10", missed()))
                        .add(2, on("2026-02-10", met()))))
                .containsExactly(
                        "Resolution 2026-02: 100.00 % of 2; 50.0 points more than the month before, which may be chance");
        assertThat(captions(byMonth().add(on("2026-01-10", met())).add(on("2026-02-10", met()))))
                .containsExactly("Resolution 2026-02: 100.00 % of 1; as the month before");
    }

    @Test
    void aCaptionHasAsManyDigitsAsTheGoal() {
        assertThat(captions(byMonth()
                        .add(99_999, on("2026-01-10", met().goal(0.99999)))
                        .add(1, on("2026-01-10", missed().goal(0.99999)))))
                .containsExactly("Resolution 2026-01: 99.999 % of 100,000");
    }

    @Test
    void thePeriodBeforeWithoutCasesIsNotCompared() {
        assertThat(captions(january80March()))
                .containsExactly("Resolution 2026-03: 80.00 % of 10; the month before has no data");
    }

    @Test
    void onlyMeasuredCasesAreDrawn() {
        Figures figures = byMonth().add(Figures.pending().since(MONDAY, MONDAY));
        assertThat(Charts.trend(figures.report(), WORDS)).isEmpty();
        assertThat(captions(figures.add(on("2026-03-10", met())))).containsExactly("Resolution 2026-03: 100.00 % of 1");
    }

    @Test
    void aDateFarAheadBySlipDoesNotPushTheOthersOut() {
        Words words = new Words(
                Optional.empty(),
                Optional.of(Instant.parse("2026-03-31T12:00:00Z").atZone(ZoneOffset.UTC)));
        Figures figures = january80March().add(on("2062-03-10", met()));
        ShownPage shown = ShownPage.of(Charts.trend(figures.report(), words));
        assertThat(shown.texts("figcaption"))
                .containsExactly("Resolution 2026-03: 80.00 % of 10; the month before has no data");
        assertThat(shown.drawn("svg", "chart", "aria-label"))
                .containsExactly("resolution: compliance by month, from 2026-01 to 2026-03");
        assertThat(shown.notes()).endsWith("A month after the date of this page is left out.");
        assertThat(ShownPage.of(Charts.trend(january80March().report(), words)).notes())
                .endsWith("how many cases there were.");
        assertThat(Charts.trend(byMonth().add(on("2062-03-10", met())).report(), words))
                .isEmpty();
    }

    @Test
    void datesThatLieTensOfThousandsOfDaysApartAreDrawnToo() {
        Figures figures =
                Figures.by(Dimension.METRIC, DAY).add(on("1926-01-10", met())).add(on("2062-03-10", met()));
        assertThat(captions(figures))
                .containsExactly("Resolution 2062-03-10: 100.00 % of 1; the day before has no data");
    }

    // Time used against the limit

    private static ShownPage distribution(Figures figures) {
        return ShownPage.of(Charts.distribution(figures.report()));
    }

    private static Outcome.Builder used(int percent) {
        // Of four hours 1 % is 144 seconds.
        return outcome(percent <= 100 ? Verdict.MET : Verdict.MISSED, Duration.ofSeconds(144L * percent));
    }

    @Test
    void eachBarIsATenthOfTheLimit() {
        ShownPage shown = distribution(Figures.by(Dimension.METRIC)
                .add(3, used(25))
                .add(used(100))
                .add(used(101))
                .add(2, used(225)));
        assertThat(shown.texts("figcaption")).containsExactly("Resolution 4 of 7 within the limit");
        assertThat(shown.drawn("svg", "chart", "aria-label")).containsExactly("resolution: 4 of 7 within the limit");
        assertThat(shown.tooltips())
                .hasSize(21)
                .startsWith("0 to 10 % of the limit: 0", "10 to 20 % of the limit: 0", "20 to 30 % of the limit: 3")
                .contains("90 to 100 % of the limit: 1", "100 to 110 % of the limit: 1")
                .endsWith("190 to 200 % of the limit: 0", "over 200 % of the limit: 2");
        assertThat(shown.shapes("rect", "good")).hasSize(10);
        assertThat(shown.shapes("rect", "bad")).hasSize(11);
    }

    @Test
    void theHighestBarIsFullAndTheOthersInProportion() {
        // 544 / 21 = 25.905 for each bar, of which 3 are left between two; the most cases are 130 high.
        ShownPage shown = distribution(
                Figures.by(Dimension.METRIC).add(4, used(25)).add(1, used(5)).add(2, used(205)));
        assertThat(shown.drawn("rect", "good", "height")).startsWith("32.5", "0.0", "130.0", "0.0");
        assertThat(shown.drawn("rect", "good", "y")).startsWith("135.5", "168.0", "38.0", "168.0");
        assertThat(shown.drawn("rect", "good", "x")).startsWith("9.5", "35.4", "61.3");
        assertThat(shown.drawn("rect", "good", "width")).containsOnly("22.9");
        assertThat(shown.drawn("rect", "bad", "height")).endsWith("65.0");
        assertThat(shown.drawn("rect", "bad", "x")).endsWith("527.6");
    }

    @Test
    void oneCaseAmongThousandsCanStillBeSeen() {
        assertThat(distribution(Figures.by(Dimension.METRIC)
                                .add(1_000, used(25))
                                .add(used(5)))
                        .drawn("rect", "good", "height"))
                .startsWith("2.0", "0.0", "130.0");
    }

    private static List<String> labels(ShownPage shown, String style) {
        return shown.shapes("text", style).stream()
                .map(text -> text.getTextContent() + " at " + text.getAttribute("x") + " " + text.getAttribute("y"))
                .toList();
    }

    @Test
    void theHighestBarAndThatOverTwiceTheLimitAreNumbered() {
        ShownPage shown = distribution(Figures.by(Dimension.METRIC)
                .add(1_200, used(25))
                .add(600, used(5))
                .add(300, used(205)));
        assertThat(labels(shown, "axis middle"))
                .containsExactly(
                        // The middle of the third bar, 6 above it.
                        "1,200 at 72.8 32.0",
                        "limit at 267.0 15.0",
                        "50 % at 137.5 188.0",
                        "100 % at 267.0 188.0",
                        "150 % at 396.6 188.0");
        assertThat(labels(shown, "axis end")).containsExactly("300 at 550.5 129.5", "over 200 % at 552.0 188.0");
        assertThat(labels(shown, "axis")).containsExactly("0 % at 8.0 188.0");
    }

    @Test
    void theNumberOfTheFirstBarStandsAtItsEdge() {
        assertThat(labels(distribution(Figures.by(Dimension.METRIC).add(2, used(5))), "axis"))
                .containsExactly("2 at 9.5 32.0", "0 % at 8.0 188.0");
        assertThat(labels(distribution(Figures.by(Dimension.METRIC).add(2, used(5))), "axis end"))
                .containsExactly("over 200 % at 552.0 188.0");
    }

    @Test
    void theLimitIsALineAfterTenBars() {
        ShownPage shown = distribution(Figures.by(Dimension.METRIC).add(met()));
        Element limit = shown.shapes("line", "goal").get(0);
        assertThat(List.of(
                        limit.getAttribute("x1"),
                        limit.getAttribute("x2"),
                        limit.getAttribute("y1"),
                        limit.getAttribute("y2")))
                .containsExactly("267.0", "267.0", "22.0", "173.0");
        assertThat(shown.drawn("line", "grid", "x2")).containsExactly("552.0");
    }

    @Test
    void theGroupsOfOneMetricAreDrawnTogether() {
        Figures figures = Figures.by(Dimension.METRIC, Dimension.TEAM)
                .add(met().team("desk"))
                .add(missed().team("network"))
                .add(Figures.pending().team("open"));
        assertThat(distribution(figures).texts("figcaption")).containsExactly("Resolution 1 of 2 within the limit");
        assertThat(distribution(Figures.by(Dimension.TEAM).add(met())).texts("figcaption"))
                .containsExactly("All 1 of 1 within the limit");
        assertThat(Charts.distribution(
                        Figures.by(Dimension.METRIC).add(Figures.pending()).report()))
                .isEmpty();
    }

    @Test
    void whatDifferentAgreementsPromiseIsNeverAddedUp() {
        Figures figures = Figures.by(Dimension.AGREEMENT, Dimension.METRIC)
                .add(2, met().agreement("contract", "Sales"))
                .add(missed().agreement("between teams", "Sales"));
        assertThat(distribution(figures).texts("figcaption"))
                .containsExactly(
                        "Between teams, resolution 0 of 1 within the limit",
                        "Contract, resolution 2 of 2 within the limit");
        assertThat(waterfall(figures).texts("figcaption"))
                .containsExactly("Between teams, resolution", "Contract, resolution");
        // The only agreement there is need not be named.
        assertThat(distribution(Figures.by(Dimension.AGREEMENT, Dimension.METRIC)
                                .add(met().agreement("contract", "Sales")))
                        .texts("figcaption"))
                .containsExactly("Resolution 1 of 1 within the limit");
    }

    // Who had the time

    private static ShownPage waterfall(Figures figures) {
        return ShownPage.of(Charts.waterfall(figures.report()));
    }

    private static Outcome.Builder waited(Outcome.Builder outcome, String party, Duration open) {
        return outcome.paused(List.of(new Outcome.PausedTime(Holder.of(Party.of(party)), "info", open, open)));
    }

    @Test
    void theOpenTimeIsSharedOutByWhoHadIt() {
        // The provider 1 + 5 = 6 hours, the customer 12, the vendor 2: 20 in all.
        Figures figures = Figures.by(Dimension.METRIC)
                .add(waited(met(), "vendor", Duration.ofHours(2)))
                .add(waited(missed(), "customer", Duration.ofHours(12)));
        ShownPage shown = waterfall(figures);
        assertThat(shown.rows("fall"))
                .containsExactly(
                        List.of("customer", "", "60.0", "12.0", "1 (100 %)"),
                        List.of("provider", "", "30.0", "6.0", "0 (0 %)"),
                        List.of("vendor", "", "10.0", "2.0", "0 (0 %)"));
        assertThat(shown.texts("figcaption")).containsExactly("Resolution");
    }

    @Test
    void eachBarBeginsWhereTheOneBeforeEnds() {
        ShownPage shown = waterfall(Figures.by(Dimension.METRIC)
                .add(waited(met(), "vendor", Duration.ofHours(2)))
                .add(waited(missed(), "customer", Duration.ofHours(12))));
        assertThat(place(shown, "party0")).isEqualTo("0.0 + 600.0");
        assertThat(place(shown, "run")).isEqualTo("600.0 + 300.0");
        assertThat(place(shown, "party1")).isEqualTo("900.0 + 100.0");
        assertThat(shown.drawn("rect", "track", "width")).containsOnly("1000.0");
    }

    private static String place(ShownPage shown, String style) {
        Element bar = shown.shapes("rect", style).get(0);
        return bar.getAttribute("x") + " + " + bar.getAttribute("width");
    }

    @Test
    void aShareTooSmallToSeeIsDrawnAllTheSame() {
        ShownPage shown = waterfall(Figures.by(Dimension.METRIC).add(waited(met(), "customer", Duration.ofHours(999))));
        assertThat(place(shown, "run")).isEqualTo("999.0 + 3.0");
        // A thousand hours and more are whole ones.
        assertThat(shown.rows("fall"))
                .containsExactly(List.of("customer", "", "99.9", "999", "0"), List.of("provider", "", "0.1", "1", "0"));
    }

    @Test
    void lessThanAnHourIsNotNoTime() {
        assertThat(waterfall(Figures.by(Dimension.METRIC).add(outcome(Verdict.MET, Duration.ofMinutes(45))))
                        .rows("fall"))
                .containsExactly(List.of("provider", "", "100.0", "0.8", "0"));
    }

    @Test
    void missesAreSharesOfAllMisses() {
        Figures figures = Figures.by(Dimension.METRIC)
                .add(2, waited(missed(), "customer", Duration.ofHours(12)))
                .add(1, missed());
        assertThat(waterfall(figures).rows("fall"))
                .containsExactly(
                        List.of("customer", "", "61.5", "24.0", "2 (66 %)"),
                        List.of("provider", "", "38.5", "15.0", "1 (33 %)"));
    }

    @Test
    void onlyAllMissesAreAHundredPerCentAndOnlyNoneAreZero() {
        Figures figures = Figures.by(Dimension.METRIC)
                .add(waited(missed(), "customer", Duration.ofHours(12)))
                .add(1_999, missed())
                .add(waited(met(), "vendor", Duration.ofHours(1)));
        assertThat(waterfall(figures).rows("fall"))
                .extracting(row -> row.get(0) + " " + row.get(4))
                .containsExactly("provider 1,999 (99 %)", "customer 1 (<1 %)", "vendor 0 (0 %)");
    }

    @Test
    void fromTheThirteenthOnPartiesAreOthers() {
        Figures figures = Figures.by(Dimension.METRIC);
        // The provider has 14 hours in all, party a 30, b 29 ... m 18, n 17.
        for (int i = 0; i < 14; i++) {
            figures.add(waited(
                    outcome(Verdict.MISSED, Duration.ofHours(1)),
                    "party " + (char) ('a' + i),
                    Duration.ofHours(30 - i)));
        }
        ShownPage shown = waterfall(figures);
        assertThat(shown.rows("fall")).hasSize(13);
        // The last two of them and the provider: 18 + 17 + 14 hours, and the misses of the two.
        assertThat(shown.rows("fall").get(12)).containsExactly("others", "", "14.3", "49.0", "2 (14 %)");
        assertThat(shown.rows("fall").get(11)).containsExactly("party l", "", "5.5", "19.0", "1 (7 %)");
        assertThat(shown.shapes("rect", "stopped")).hasSize(1);
        // Four colours come again and again.
        assertThat(shown.shapes("rect", "party0")).hasSize(3);
        assertThat(shown.shapes("rect", "party3")).hasSize(3);
    }

    @Test
    void aPartyIsCalledByItsName() {
        assertThat(waterfall(Figures.by(Dimension.METRIC).add(waited(met(), "R/D + Labs", Duration.ofHours(2))))
                        .rows("fall"))
                .extracting(row -> row.get(0))
                .containsExactly("R/D + Labs", "provider");
    }

    @Test
    void withoutTimeThereIsNoDrawing() {
        assertThat(Charts.waterfall(Figures.by(Dimension.METRIC)
                        .add(outcome(Verdict.MET, Duration.ZERO))
                        .report()))
                .isEmpty();
    }

    @Test
    void theColourOfAPartyGoesByItsTimeInTheWholeReport() {
        Figures figures = Figures.by(Dimension.TEAM)
                .add(waited(met(), "vendor", Duration.ofHours(2)).team("desk"))
                .add(waited(met(), "customer", Duration.ofHours(3)).team("desk"))
                .add(waited(met(), "vendor", Duration.ofHours(2)).team("network"));
        List<String> parties = Charts.parties(figures.report());
        assertThat(parties).containsExactly("vendor", "customer");
        assertThat(Charts.colour(parties, "vendor")).isEqualTo("party0");
        assertThat(Charts.colour(parties, "customer")).isEqualTo("party1");
        assertThat(Charts.colour(parties, "provider")).isEqualTo("run");
        assertThat(Charts.colour(parties, "others")).isEqualTo("stopped");
    }
}
