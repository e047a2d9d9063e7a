package org.sla4j.compliance.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.compliance.page.Figures.met;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.Dimension;
import org.w3c.dom.Element;

/** The bricks of the page: text that stays text, tables that say what they are, shapes with one digit. */
class HtmlTest {
    private static final String BAD = "<script>\"it's\"</script> & &lt;";

    private static final List<Html.Column> COLUMNS = List.of(
            Html.Column.number("Cases", row -> "" + row.cases()), Html.Column.words("Who", row -> BAD + row.met()));

    private static ShownPage table(ComplianceReport report) {
        return ShownPage.of(Html.table("Figures", report.dimensions(), COLUMNS, report.rows()));
    }

    @Test
    void noSignOfATextIsMarkup() {
        assertThat(Html.escape(BAD)).isEqualTo("&lt;script&gt;&quot;it&#39;s&quot;&lt;/script&gt; &amp; &amp;lt;");
    }

    @ParameterizedTest
    @CsvSource({
        "'one\ntwo', one\\ntwo",
        "'one\r\ntwo', one\\r\\ntwo",
        "'\u202eabc', \\u202Eabc",
        "'\u0000', \\u0000",
        "'\ud83d\ude00', '\ud83d\ude00'"
    })
    void aTextIsOnOneLineAndShowsWhatCannotBeSeen(String text, String shown) {
        assertThat(Html.escape(text)).isEqualTo(shown);
    }

    @Test
    void everyBrickEscapesItsText() {
        ShownPage page = ShownPage.of(Html.section(
                BAD,
                Html.note(BAD)
                        + Html.list(List.of(BAD, "plain"))
                        + Html.lines(BAD, List.of("a" + BAD, "b" + BAD), List.of(true), List.of(List.of(BAD, BAD)))
                        + Html.svg("chart", 10, 10, BAD)
                        + Html.titled(BAD, Html.text("axis", 0, 0, BAD))
                        + "</svg>"));
        assertThat(page.sections()).containsExactly(BAD);
        assertThat(page.notes()).isEqualTo(BAD);
        assertThat(page.texts("li")).containsExactly(BAD, "plain");
        assertThat(page.columns(BAD)).containsExactly("a" + BAD, "b" + BAD);
        assertThat(page.table(BAD)).containsExactly(List.of(BAD, BAD));
        assertThat(page.drawn("svg", "chart", "aria-label")).containsExactly(BAD);
        assertThat(page.tooltips()).containsExactly(BAD);
        assertThat(page.texts("text", "axis")).containsExactly(BAD);
    }

    @Test
    void aTableByOneDimensionHasARowForEachGroup() {
        ShownPage shown = table(Figures.by(Dimension.TEAM)
                .add(2, met().team("desk"))
                .add(1, met())
                .report());
        assertThat(shown.columns("Figures")).containsExactly("Team", "Cases", "Who");
        assertThat(shown.table("Figures"))
                .containsExactly(List.of("none", "1", BAD + "1"), List.of("desk", "2", BAD + "2"));
        assertThat(shown.texts("tr", "group")).isEmpty();
    }

    @Test
    void aTableByTwoDimensionsHasAHeadingForEachValueOfTheFirst() {
        ShownPage shown = table(Figures.by(Dimension.AGREEMENT, Dimension.METRIC, Dimension.TEAM)
                .add(met().team("desk"))
                .add(met().team("network"))
                .add(met().agreement("contract", "Sales").team("desk"))
                .report());
        assertThat(shown.texts("tr", "group")).containsExactly("None, resolution", "Contract, resolution");
        assertThat(shown.table("Figures"))
                .containsExactly(
                        List.of("None, resolution", "desk", "1", BAD + "1"),
                        List.of("None, resolution", "network", "1", BAD + "1"),
                        List.of("Contract, resolution", "desk", "1", BAD + "1"));
        // The heading spans the row heading and both figures.
        assertThat(shown.drawn("th", "", "colspan")).contains("3");
    }

    @Test
    void aTableWithoutRowsIsATableToo() {
        assertThat(table(Figures.by(Dimension.TEAM).report()).table("Figures")).isEmpty();
    }

    @Test
    void wordsAreOnTheLeftAndNumbersOnTheRight() {
        ShownPage shown = table(Figures.by(Dimension.TEAM).add(met()).report());
        assertThat(shown.texts("th", "words")).containsExactly("Team", "Who");
        assertThat(shown.texts("td", "words")).containsExactly(BAD + "1");
        assertThat(shown.texts("td", "")).containsExactly("1");
        ShownPage lines = ShownPage.of(Html.lines(
                "Lines",
                List.of("Case", "Who", "Used"),
                List.of(true, false),
                List.of(List.of("INC-1", "desk", "2 h"))));
        assertThat(lines.texts("th", "words")).containsExactly("Case", "Who");
        assertThat(lines.texts("td", "words")).containsExactly("desk");
        assertThat(lines.texts("td", "")).containsExactly("2 h");
    }

    @ParameterizedTest
    @CsvSource({
        "resolution, Resolution",
        "Resolution, Resolution",
        "'', ''",
        "4 Low, 4 Low",
        "\u00e4rzte, \u00c4rzte",
        // A capital sharp s would be two letters, and a name is not to change its length.
        "\u00df, \u00df",
        "\ud801\udc28x, \ud801\udc00x"
    })
    void aHeadingBeginsWithACapital(String text, String heading) {
        assertThat(Html.heading(text)).isEqualTo(heading);
    }

    @Test
    void aDrawingWithoutWordsIsHiddenFromScreenReaders() {
        Element silent = ShownPage.of(Html.svg("bar", 120, 18, "") + "</svg>")
                .shapes("svg", "bar")
                .get(0);
        assertThat(silent.getAttribute("aria-hidden")).isEqualTo("true");
        assertThat(silent.getAttribute("role")).isEmpty();
        assertThat(silent.getAttribute("viewBox")).isEqualTo("0 0 120 18");
        Element speaking = ShownPage.of(Html.svg("bar", 120, 18, "85 % kept") + "</svg>")
                .shapes("svg", "bar")
                .get(0);
        assertThat(speaking.getAttribute("aria-hidden")).isEmpty();
        assertThat(speaking.getAttribute("role")).isEqualTo("img");
        assertThat(speaking.getAttribute("aria-label")).isEqualTo("85 % kept");
    }

    @Test
    void aBarMayBeStretchedAndAChartKeepsItsShape() {
        assertThat(Html.svg("bar", 1, 1, "")).contains("preserveAspectRatio=\"none\"");
        assertThat(Html.svg("chart", 1, 1, "")).doesNotContain("preserveAspectRatio");
    }

    @Test
    void shapesHaveOneDigit() {
        ShownPage shown = ShownPage.of(Html.rect("good", 1.25, 2, 100.04, 4) + Html.line("goal", 1, 2.06, 3, 4));
        Element rect = shown.shapes("rect", "good").get(0);
        assertThat(List.of(
                        rect.getAttribute("x"),
                        rect.getAttribute("y"),
                        rect.getAttribute("width"),
                        rect.getAttribute("height")))
                .containsExactly("1.3", "2.0", "100.0", "4.0");
        Element line = shown.shapes("line", "goal").get(0);
        assertThat(List.of(
                        line.getAttribute("x1"),
                        line.getAttribute("y1"),
                        line.getAttribute("x2"),
                        line.getAttribute("y2")))
                .containsExactly("1.0", "2.1", "3.0", "4.0");
    }
}
