package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.BusinessDuration;

/** An event as one line of text, and back. */
class EventLineTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
    private static final CaseEvent ANSWER = CaseEvent.responded("INC-1", NINE);

    private static CaseEvent read(String afterTheInstant) {
        return CaseEvent.parseLine("INC-1", "2026-01-05T09:00:00Z\t" + afterTheInstant);
    }

    /** Writes an event, compares the line, and reads it again. */
    private static void isWritten(CaseEvent event, String... parts) {
        assertThat(event.toLine().split("\t", -1)).containsExactly(parts);
        CaseEvent again = CaseEvent.parseLine("INC-1", event.toLine());
        assertThat(again).isEqualTo(event);
        assertThat(again.recordedAt()).isEqualTo(event.recordedAt());
    }

    @Test
    void aPlainEventIsItsInstantAndItsType() {
        isWritten(ANSWER, "2026-01-05T09:00:00Z", "responded");
        isWritten(
                CaseEvent.of("INC-1", NINE.plusNanos(1), EventType.of("parts delivered")),
                "2026-01-05T09:00:00.000000001Z",
                "parts delivered");
    }

    @Test
    void eachPartOfAnOpeningHasItsName() {
        isWritten(
                CaseEvent.opened("INC-1", NINE, Severity.HIGH)
                        .withTeam("first line")
                        .withAttribute("tier", "gold")
                        .withAttribute("area", "")
                        .withSequence(-7)
                        .withId("row 1")
                        .withRecordedAt(NINE.plusSeconds(300))
                        .replacing("row 0"),
                "2026-01-05T09:00:00Z",
                "opened",
                "id=row 1",
                "sequence=-7",
                "severity=High",
                "rank=2",
                "team=first line",
                "inPlaceOf=row 0",
                "recorded=2026-01-05T09:05:00Z",
                "@area=",
                "@tier=gold");
    }

    @Test
    void aWaitHasItsReasonAndItsParty() {
        isWritten(
                CaseEvent.waiting("INC-1", NINE, PauseReason.of("awaiting parts", "vendor")),
                "2026-01-05T09:00:00Z",
                "waiting",
                "reason=awaiting parts",
                "party=vendor");
    }

    @Test
    void whatIsAgreedByHandIsALimitOrADueDate() {
        isWritten(
                CaseEvent.agreed(
                        "INC-1",
                        NINE,
                        AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("12h"), "Ann Bell", "customs")),
                "2026-01-05T09:00:00Z",
                "agreed",
                "metric=resolution",
                "limit=12h",
                "by=Ann Bell",
                "why=customs");
        isWritten(
                CaseEvent.agreed(
                        "INC-1",
                        NINE,
                        AgreedByHand.of(Metric.RESOLUTION, NINE.plusSeconds(3_600), "Ann Bell", "customs")
                                .forAgreement("helpdesk")),
                "2026-01-05T09:00:00Z",
                "agreed",
                "agreement=helpdesk",
                "metric=resolution",
                "due=2026-01-05T10:00:00Z",
                "by=Ann Bell",
                "why=customs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "a\tb|a\\tb",
                "`\n`|\\n",
                "`a\r\n`|a\\r\\n",
                "\\|\\\\",
                "a=b|a\\eb",
                "a\u0000|a\\u0000",
                "\u009Fa|\\u009Fa",
                "a\u2028b|a\\u2028b",
                "a\u2029b|a\\u2029b",
                "\uD83D\uDE00|\uD83D\uDE00",
                "\uD800|\\uD800",
                "\uD800a|\\uD800a",
                "a\uDC00|a\\uDC00",
                "\uDC00|\\uDC00",
                "\uD800\uD83D\uDE00|\\uD800\uD83D\uDE00",
                "\uD83D\uDE00\uDC00|\uD83D\uDE00\\uDC00",
                "\u00E9\uFFFD|\u00E9\uFFFD"
            })
    void whatWouldBreakALineOrIsNoTextIsEscaped(String team, String written) {
        isWritten(ANSWER.withTeam("x" + team), "2026-01-05T09:00:00Z", "responded", "team=x" + written);
        isWritten(
                ANSWER.withAttribute("x" + team, team),
                "2026-01-05T09:00:00Z",
                "responded",
                "@x" + written + "=" + written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u00e9", "\\u00E9", "\u00E9"})
    void hexadecimalDigitsMayBeOfEitherCase(String written) {
        assertThat(read("responded\tteam=" + written).team()).isEqualTo("\u00E9");
    }

    @Test
    void eachOfFourHexadecimalDigitsCounts() {
        assertThat(read("responded\tteam=\\u1A2Bx").team()).isEqualTo("\u1A2Bx");
        assertThat(read("responded\tteam=x\\uFEDC").team()).isEqualTo("x\uFEDC");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            maxCharsPerColumn = 400,
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "responded\tteam|it has the part \"team\", which is not of the form name=value.",
                "responded\t=x|it has the part \"\", which is none of [id, sequence, severity, rank, reason, party, team, inPlaceOf,"
                        + " agreement, metric, limit, due, by, why, recorded]; attributes begin with @.",
                "responded\ttema=x|it has the part \"tema\", which is none of [id, sequence, severity, rank, reason, party, team,"
                        + " inPlaceOf, agreement, metric, limit, due, by, why, recorded]; attributes begin with @.",
                "responded\tteam=a\tteam=b|it has the part \"team\" twice.",
                "responded\t@tier=a\t@tier=a|it has the part \"@tier\" twice.",
                "opened\tseverity=High|it has only one of severity and rank, which go together.",
                "opened\trank=2|it has only one of severity and rank, which go together.",
                "waiting\treason=parts|it has only one of reason and party, which go together.",
                "responded\tteam=a\\|it has a backslash that begins none of \\t \\n \\r \\e \\\\ \\u0000.",
                "responded\tteam=\\x|it has a backslash that begins none of \\t \\n \\r \\e \\\\ \\u0000.",
                "respon\\ded|it has a backslash that begins none of \\t \\n \\r \\e \\\\ \\u0000.",
                "responded\tteam=\\u12|it has \\u without four hexadecimal digits after it.",
                "responded\tteam=\\u123|it has \\u without four hexadecimal digits after it.",
                "responded\tteam=\\u12G4|it has \\u without four hexadecimal digits after it.",
                "opened|An event \"opened\" of case \"INC-1\" needs a severity, but has none.",
                "resolved\treason=parts\tparty=vendor|An event \"resolved\" of case \"INC-1\" has a reason, which goes with"
                        + " [resumed, waiting] only.",
                "resolved\tmetric=resolution\tlimit=8h\tby=Ann\twhy=parts|An event \"resolved\" of case \"INC-1\" has what was agreed,"
                        + " which goes with [agreed] only.",
                "responded\tinPlaceOf=row 1|An event \"responded\" of case \"INC-1\" has the id of the event withdrawn or replaced,"
                        + " which goes with [opened, withdrawn] only.",
                "reassigned|An event \"reassigned\" of case \"INC-1\" needs a team, but has none."
            })
    void aLineThatIsNoEventIsRefusedWithTheReason(String afterTheInstant, String reason) {
        String quoted = afterTheInstant.replace("\\", "\\\\").replace("\t", "\\t");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(afterTheInstant))
                .withMessage(
                        "Line \"2026-01-05T09:00:00Z\\t" + quoted + "\" of case \"INC-1\" is not an event: " + reason);
    }

    @Test
    void aBreakWithinALineIsRefusedAndNotReadIntoAPart() {
        for (String end : List.of("\r", "\n", "\r\nx")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read("responded\tteam=desk" + end))
                    .withMessageContaining("it has a line break; a line is read without the one that ends it.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CaseSnapshot.parseLine("INC-1", "2026-01-05T09:00:00Z\tteam=desk" + end))
                    .withMessageContaining("it has a line break");
        }
    }

    @Test
    void aLineWithoutATypeIsRefused() {
        for (String line : List.of("", "2026-01-05T09:00:00Z")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CaseEvent.parseLine("INC-1", line))
                    .withMessage("Line \"" + line
                            + "\" of case \"INC-1\" is not an event: it has no type; a line begins with an"
                            + " instant, a tab and the type of the event.");
        }
    }

    @Test
    void anInstantThatIsNoneIsQuoted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseEvent.parseLine("INC-1", "noon\tresponded"))
                .withMessageContaining("\"noon\\tresponded\"")
                .withMessageContaining("'noon'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("responded\trecorded=soon"))
                .withMessageContaining("'soon'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agreement=helpdesk",
                "metric=resolution",
                "limit=8h",
                "due=2026-01-05T10:00:00Z",
                "by=Ann",
                "why=parts"
            })
    void noPartOfAnAgreementByHandIsPassedOverInSilence(String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("resolved\t" + part))
                .withMessageContaining("greed by hand");
    }
}
