package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseSnapshot.Status;

/** Rows of a desk as events. */
class CaseSnapshotsTest {
    static final PauseReason CUSTOMER = PauseReason.of("question", "customer");
    static final PauseReason VENDOR = PauseReason.of("parts", "vendor");
    static final ServiceLevelAgreement AGREEMENT = ServiceLevelAgreement.builder("sla")
            .provider(Party.of("IT"))
            .customer(Party.of("Sales"))
            .policy(SeverityPolicy.builder("high")
                    .severity(Severity.HIGH)
                    .target(Metric.FIRST_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 0.9))
                    .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9))
                    .build())
            .policy(SeverityPolicy.builder("low")
                    .severity(Severity.LOW)
                    .target(Metric.RESOLUTION, Target.of("20h", BusinessCalendar.alwaysOpen(), 0.9))
                    .build())
            .build();

    static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    private static CaseSnapshot.Builder row(String time) {
        return CaseSnapshot.builder("INC-1", at(time));
    }

    static CaseSnapshot first() {
        return row("09:00")
                .severity(Severity.HIGH)
                .team("first line")
                .attribute("category", "vpn")
                .build();
    }

    private static CaseSnapshots rows(CaseSnapshot... rows) {
        CaseSnapshots all = CaseSnapshots.of("INC-1");
        for (CaseSnapshot row : rows) {
            all = all.with(row);
        }
        return all;
    }

    private static List<String> words(List<CaseEvent> events) {
        return events.stream()
                .map(event -> event.type() + " " + event.at().toString().substring(11, 16)
                        + (event.team().isEmpty() ? "" : " by " + event.team()))
                .toList();
    }

    @Test
    void theFirstRowOpensTheCaseWithWhatItSays() {
        assertThat(rows(first()).events())
                .containsExactly(CaseEvent.opened("INC-1", at("09:00"), Severity.HIGH)
                        .withTeam("first line")
                        .withAttribute("category", "vpn")
                        .withId("INC-1/opened/0"));
    }

    @Test
    void aCaseMayHaveBeenOpenedBeforeItsFirstRow() {
        CaseSnapshots rows = rows(row("09:10")
                .openedAt(at("09:00"))
                .severity(Severity.HIGH)
                .team("first line")
                .isAnswered(true)
                .build());
        assertThat(words(rows.events())).containsExactly("opened 09:00 by first line", "responded 09:10 by first line");
    }

    @Test
    void oneRowGivesItsDifferencesInOrderAndNamesItsTeamOnWhatItFinishes() {
        CaseSnapshots rows = rows(
                first(),
                row("10:00").status(Status.RESOLVED).build(),
                row("11:00")
                        .status(Status.OPEN)
                        .severity(Severity.LOW)
                        .team("second line")
                        .attribute("category", "wifi")
                        .waits(Set.of(CUSTOMER))
                        .isAnswered(true)
                        .build(),
                row("12:00").status(Status.CLOSED).team("closing desk").build());
        assertThat(words(ServiceCase.replay(AGREEMENT, rows.events()).events()))
                .containsExactly(
                        "opened 09:00 by first line",
                        "resolved 10:00 by first line",
                        "reopened 11:00",
                        "severity changed 11:00",
                        "reassigned 11:00 by second line",
                        "changed 11:00",
                        "responded 11:00 by second line",
                        "waiting 11:00",
                        "reassigned 12:00 by closing desk",
                        "resumed 12:00",
                        "closed 12:00 by closing desk");
        assertThat(ServiceCase.replay(AGREEMENT, rows.events()).ignored()).isEmpty();
    }

    @Test
    void whatARowDoesNotSayStaysAsItWas() {
        CaseSnapshots rows = rows(
                first(),
                row("09:30").waits(Set.of(CUSTOMER)).build(),
                row("10:00").build());
        assertThat(words(rows.events())).containsExactly("opened 09:00 by first line", "waiting 09:30");
    }

    @Test
    void anEmptyAttributeIsOneThatTheCaseNoLongerHas() {
        CaseSnapshots rows =
                rows(first(), row("10:00").attribute("category", "").build());
        assertThat(rows.events().get(1))
                .isEqualTo(CaseEvent.changed("INC-1", at("10:00"))
                        .withAttribute("category", "")
                        .withSequence(4)
                        .withId("INC-1/2026-01-05T10:00:00Z/attributes/0"));
    }

    @Test
    void onlyTheWaitsThatDifferBeginAndEnd() {
        CaseSnapshots rows = rows(
                first(),
                row("10:00").waits(Set.of(CUSTOMER, VENDOR)).build(),
                row("11:00").waits(Set.of(VENDOR)).build());
        assertThat(words(rows.events()))
                .containsExactly("opened 09:00 by first line", "waiting 10:00", "waiting 10:00", "resumed 11:00");
    }

    @Test
    void theSameRowTwiceIsNothing() {
        CaseSnapshots rows = rows(first(), row("10:00").isAnswered(true).build());
        assertThat(rows.with(row("10:00").isAnswered(true).build())).isSameAs(rows);
        assertThat(rows.with(first())).isSameAs(rows);
    }

    @Test
    void anotherRowOfTheSameInstantReplacesTheOneBefore() {
        CaseSnapshots rows = rows(
                first(),
                row("10:00").waits(Set.of(CUSTOMER)).build(),
                row("10:00").waits(Set.of(VENDOR)).build());
        assertThat(rows.events())
                .extracting(CaseEvent::id)
                .containsExactly(
                        "INC-1/opened/0",
                        "INC-1/2026-01-05T10:00:00Z/waiting question (customer)/0",
                        "INC-1/2026-01-05T10:00:00Z/waiting question (customer)/0/withdrawn",
                        "INC-1/2026-01-05T10:00:00Z/waiting parts (vendor)/0");
        assertThat(ServiceCase.replay(AGREEMENT, rows.events())
                        .clock(Metric.RESOLUTION)
                        .orElseThrow()
                        .waits())
                .containsExactly(VENDOR);
    }

    @Test
    void whatWasWithdrawnComesBackUnderAnIdOfItsOwn() {
        CaseSnapshot waiting = row("10:00").waits(Set.of(CUSTOMER)).build();
        CaseSnapshots rows = rows(first(), waiting, row("10:00").build(), waiting);
        assertThat(rows.events())
                .extracting(CaseEvent::id)
                .endsWith("INC-1/2026-01-05T10:00:00Z/waiting question (customer)/1");
        assertThat(ServiceCase.replay(AGREEMENT, rows.events())
                        .clock(Metric.RESOLUTION)
                        .orElseThrow()
                        .waits())
                .containsExactly(CUSTOMER);
    }

    @Test
    void severalRowsOfOneInstantAreToldApartByTheirSequence() {
        CaseSnapshots rows = rows(
                row("09:00").sequence(1).severity(Severity.HIGH).build(),
                row("09:00").sequence(2).status(Status.RESOLVED).build(),
                row("09:00").sequence(3).status(Status.OPEN).build());
        ServiceCase incident = ServiceCase.replay(AGREEMENT, rows.events());
        assertThat(words(incident.events())).containsExactly("opened 09:00", "resolved 09:00", "reopened 09:00");
        assertThat(incident.ignored()).isEmpty();
    }

    @Test
    void aLateRowMendsTheDifferencesAroundIt() {
        CaseSnapshots rows = rows(
                first(),
                row("12:00").team("second line").isAnswered(true).build(),
                row("10:00").team("second line").isAnswered(true).build());
        ServiceCase incident = ServiceCase.replay(AGREEMENT, rows.events());
        assertThat(incident.clock(Metric.FIRST_RESPONSE).orElseThrow().stoppedAt())
                .contains(at("10:00"));
        assertThat(rows.events())
                .filteredOn(event -> event.type().equals(EventType.WITHDRAWN))
                .hasSize(2);
    }

    @Test
    void aRowBeforeTheFirstOneReplacesTheOpening() {
        CaseSnapshots rows = rows(
                first(), row("08:30").severity(Severity.LOW).team("night desk").build());
        ServiceCase incident = ServiceCase.replay(AGREEMENT, rows.events());
        assertThat(incident.openedAt()).isEqualTo(at("08:30"));
        assertThat(incident.severity()).isEqualTo(Severity.HIGH);
        assertThat(rows.events().get(1).id()).isEqualTo("INC-1/opened/1");
    }

    @Test
    void itGoesOnFromWhatWasKept() {
        CaseSnapshots rows = rows(
                first(),
                row("10:00").waits(Set.of(CUSTOMER)).build(),
                row("10:00").build());
        CaseSnapshots kept = CaseSnapshots.of("INC-1", rows.rows(), rows.events());
        CaseSnapshot again = row("10:00").waits(Set.of(CUSTOMER)).build();
        assertThat(kept.with(again).events()).isEqualTo(rows.with(again).events());
    }

    @Test
    void aCancelledCaseIsTakenUpAgain() {
        CaseSnapshots rows = rows(
                first(),
                row("10:00").status(Status.CANCELLED).build(),
                row("11:00").status(Status.OPEN).build(),
                row("12:00").status(Status.CLOSED).build(),
                row("13:00").status(Status.RESOLVED).build());
        assertThat(words(rows.events()))
                .containsExactly(
                        "opened 09:00 by first line",
                        "cancelled 10:00 by first line",
                        "reopened 11:00",
                        "closed 12:00 by first line");
    }

    @Test
    void aFirstRowWithoutASeverityIsRefused() {
        assertThatThrownBy(() -> rows(row("09:00").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The first row of case \"INC-1\" opens it and needs a severity");
    }

    @Test
    void aRowOfAnotherCaseIsRefused() {
        CaseSnapshot other = CaseSnapshot.builder("INC-2", at("09:00")).build();
        assertThatThrownBy(() -> rows(first(), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The rows are of case \"INC-1\", but there is one of \"INC-2\".");
    }

    @Test
    void rowsThatCannotBeTrueAreRefused() {
        assertThatThrownBy(() -> CaseSnapshot.builder(" ", at("09:00")).build()).hasMessageContaining("not blank");
        assertThatThrownBy(() -> row("09:00").sequence(-1).build()).hasMessageContaining("at least 0, but was -1");
        assertThatThrownBy(() -> row("09:00").team("").build()).hasMessageContaining("team of a snapshot is not blank");
        assertThatThrownBy(() -> row("09:00").openedAt(at("09:01")).build())
                .hasMessageContaining("before it was opened at 2026-01-05T09:01:00Z");
    }

    @Test
    void aRowComesBackFromItsLine() {
        CaseSnapshot full = row("10:00")
                .sequence(3)
                .openedAt(at("09:00"))
                .status(Status.CANCELLED)
                .isAnswered(true)
                .severity(Severity.of(7, "s=1\t"))
                .team("a\r\nb\\")
                .waits(Set.of(PauseReason.of("q\n1", "customer\t"), VENDOR))
                .attribute("@x=\u0000", "\uD800")
                .attribute("gone", "")
                .build();
        CaseSnapshot empty = row("10:00").waits(Set.of()).build();

        assertThat(full.toLine()).doesNotContain("\n", "\r", "\u0000", "\uD800");
        for (CaseSnapshot each : List.of(full, empty, row("10:00").build(), first())) {
            assertThat(CaseSnapshot.parseLine("INC-1", each.toLine())).isEqualTo(each);
        }
        assertThat(first().toLine())
                .isEqualTo("2026-01-05T09:00:00Z\tseverity=High\trank=2\tteam=first line\t@category=vpn");
    }

    @Test
    void aLineThatIsNoRowIsRefusedWithTheLine() {
        for (String line : List.of(
                "nonsense",
                "2026-01-05T09:00:00Z\tstatus=opne",
                "2026-01-05T09:00:00Z\tseverity=High",
                "2026-01-05T09:00:00Z\twaits=question",
                "2026-01-05T09:00:00Z\tteam",
                "2026-01-05T09:00:00Z\tbid=1",
                "2026-01-05T09:00:00Z\tanswered=yes")) {
            assertThatThrownBy(() -> CaseSnapshot.parseLine("INC-1", line))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Line \"" + line.replace("\t", "\\t") + "\"");
        }
    }

    @Test
    void eventsWithOtherIdsThatBeginWithTheCaseAreNotMadeOfRows() {
        List<CaseEvent> others = List.of(
                CaseEvent.responded("INC-1", at("10:00")).withId("INC-1/5"),
                CaseEvent.responded("INC-1", at("10:00")).withId("INC-1/answer/5"),
                CaseEvent.responded("INC-1", at("10:00")).withId("INC-1/2026-01-05T10:00:00Z/x"));
        CaseSnapshots rows = rows(first());
        List<CaseEvent> all = new ArrayList<>(rows.events());
        all.addAll(others);
        CaseSnapshots again = CaseSnapshots.of("INC-1", rows.rows(), all)
                .with(row("11:00").team("second line").build());

        assertThat(words(again.events()))
                .containsExactly("opened 09:00 by first line", "reassigned 11:00 by second line");
    }

    @Test
    void rowsOfOneInstantGiveTheirEventsByTheirSequence() {
        CaseSnapshots rows = rows(
                row("09:00").sequence(3).severity(Severity.HIGH).build(),
                row("10:00").sequence(1).status(Status.RESOLVED).build(),
                row("10:00").sequence(2).status(Status.OPEN).team("desk").build());
        assertThat(rows.events())
                .extracting(event -> event.type() + " " + event.sequence())
                .containsExactly("opened 30", "resolved 18", "reopened 21", "reassigned 23");
        CaseSnapshots earlier = rows(row("09:00")
                .sequence(3)
                .openedAt(at("08:00"))
                .severity(Severity.HIGH)
                .build());
        assertThat(earlier.events()).extracting(CaseEvent::sequence).containsExactly(0L);
    }

    @Test
    void anOpeningThatARowMendsIsReplacedAndAllElseWithdrawn() {
        CaseSnapshots rows = rows(
                first(),
                row("10:00").team("desk").build(),
                row("10:00").team("network").build(),
                row("09:00").severity(Severity.LOW).team("first line").build());
        assertThat(rows.events())
                .extracting(event -> event.type() + " " + event.id() + " for " + event.inPlaceOf())
                .containsExactly(
                        "opened INC-1/opened/0 for ",
                        "reassigned INC-1/2026-01-05T10:00:00Z/team/0 for ",
                        "withdrawn INC-1/2026-01-05T10:00:00Z/team/0/withdrawn for INC-1/2026-01-05T10:00:00Z/team/0",
                        "reassigned INC-1/2026-01-05T10:00:00Z/team/1 for ",
                        "opened INC-1/opened/1 for INC-1/opened/0");
    }

    @Test
    void eventsOfAnotherCaseAreRefused() {
        assertThatThrownBy(() -> CaseSnapshots.of("INC-1", List.of(), List.of(CaseEvent.closed("INC-2", at("10:00")))))
                .hasMessage("The rows are of case \"INC-1\", but there is one of \"INC-2\".");
    }
}
