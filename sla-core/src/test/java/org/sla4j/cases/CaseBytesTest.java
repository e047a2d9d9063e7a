package org.sla4j.cases;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;

/** How a case's state is written; what it means is shown by the tests of the case. */
class CaseBytesTest {
    private static final Instant OPENED = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-05T20:00:00Z");
    private static final PauseReason ANSWER = PauseReason.of("answer", "customer");
    private static final PauseReason PARTS = PauseReason.of("parts", "vendor");
    private static final ServiceLevelAgreement DESK = agreement("desk")
            .policy(SeverityPolicy.builder("severe")
                    .severity(Severity.CRITICAL)
                    .severity(Severity.HIGH)
                    .target(Metric.FIRST_RESPONSE, target("20m"))
                    .target(Metric.RESOLUTION, target("30m"))
                    .target(Metric.CUSTOMER_ANSWER, target("1h"))
                    .build())
            .policy(SeverityPolicy.builder("mild")
                    .severity(Severity.MODERATE)
                    .severity(Severity.LOW)
                    .retargeting(Retargeting.KEEP_OLD_TARGET)
                    .target(Metric.PERIODIC_UPDATE, target("2h"))
                    .target(Metric.AGENT_WORK_TIME, target("3h"))
                    .target(Metric.NEXT_RESPONSE, target("1h"))
                    .target(Metric.RESOLUTION, target("8h"))
                    .target(Metric.CUSTOMER_ANSWER, target("1h"))
                    .build())
            .build();
    private static final ServiceLevelAgreement NETWORK = agreement("network")
            .policy(SeverityPolicy.builder("all")
                    .target(Metric.OWNERSHIP, target("3h"))
                    .target(Metric.RESOLUTION, target("6h"))
                    .build())
            .build();

    @Test
    void anOpenCaseWithTwoClocksTakesLessThanAHundredBytesUnlessItWaits() {
        ServiceLevelAgreement desk = ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 0.9))
                        .target(Metric.RESOLUTION, Target.of("3bd", BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .build();
        ServiceCase running = ServiceCase.replay(
                desk,
                List.of(
                        CaseEvent.opened("INC-1000001", OPENED, Severity.HIGH).withTeam("network"),
                        CaseEvent.responded("INC-1000001", OPENED.plus(Duration.ofMinutes(10)))));
        assertThat(running.toState().length).isLessThan(100);
        ServiceCase waiting = running.apply(CaseEvent.waiting(
                "INC-1000001", OPENED.plus(Duration.ofMinutes(20)), PauseReason.of("awaiting user info", "customer")));
        assertThat(waiting.toState().length).isLessThan(130);
    }

    @Test
    void eachConstantHasANumber() {
        assertThat(CaseBytes.STAGES).containsExactlyInAnyOrder(Facts.Stage.values());
        assertThat(CaseBytes.RULES).containsExactlyInAnyOrder(Retargeting.values());
    }

    @Test
    void aCaseThatNeedsMuchSpaceGetsIt() {
        String note = "x".repeat(10_000);
        ServiceCase wide = ServiceCase.open(
                ServiceLevelAgreement.builder("helpdesk")
                        .provider(Party.of("IT"))
                        .customer(Party.of("Sales"))
                        .policy(SeverityPolicy.builder("all")
                                .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9))
                                .build())
                        .build(),
                CaseEvent.opened("INC-1", OPENED, Severity.HIGH).withAttribute("note", note));
        ServiceCase again = ServiceCase.restore(wide.toState(), wide.agreements(), List::of);
        assertThat(again.attributes()).containsEntry("note", note);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain \u0001 \u007F",
                "\u0080",
                "\u00E9 among others",
                "\uD83D\uDE00",
                "half: \uD83D",
                "\uFFFF"
            })
    void everyCharacterOfATextIsReadBack(String note) {
        ServiceCase incident = ServiceCase.open(
                DESK, CaseEvent.opened("INC-1", OPENED, Severity.HIGH).withAttribute("note", "<" + note + ">"));
        ServiceCase again = ServiceCase.restore(incident.toState(), List.of(DESK), List::of);
        assertThat(again.attributes()).containsEntry("note", "<" + note + ">");
    }

    @Test
    void whatWasRestoredIsWrittenAnewOnceSomethingHappened() {
        ServiceCase incident = ServiceCase.open(DESK, CaseEvent.opened("INC-1", OPENED, Severity.HIGH));
        byte[] state = incident.toState();
        ServiceCase again = ServiceCase.restore(state, List.of(DESK), List::of);
        state[0] = 9;
        again.toState()[0] = 9;
        CaseEvent next = CaseEvent.responded("INC-1", OPENED.plusSeconds(60));
        ServiceLevelAgreement other = DESK.toBuilder().version("other").build();

        assertThat(again.toState()).isEqualTo(incident.toState());
        assertThat(again.apply(next).toState())
                .isEqualTo(incident.apply(next).toState())
                .isNotEqualTo(incident.toState());
        assertThat(again.move(OPENED.plusSeconds(60), other, Retargeting.RETROACTIVE)
                        .toState())
                .isEqualTo(incident.move(OPENED.plusSeconds(60), other, Retargeting.RETROACTIVE)
                        .toState())
                .isNotEqualTo(incident.toState());
    }

    /** The parts of a case that its state holds are those of the case, without its events. */
    private static void isReadBack(ServiceCase whole, ServiceLevelAgreement... known) {
        CaseBytes.Restored read = CaseBytes.read(whole.toState(), List.of(known), new ServiceCase.Unread(new byte[0]));
        assertThat(read.id()).isEqualTo(whole.id());
        assertThat(read.openedAt()).isEqualTo(whole.openedAt());
        assertThat(read.openedUnder()).isEqualTo(whole.openedUnder());
        assertThat(read.moves()).isEqualTo(whole.moves());
        assertThat(read.lastAt()).isEqualTo(whole.last().at());
        List<CaseEvent> events = whole.happened();
        assertThat(read.lastSequence()).isEqualTo(events.get(events.size() - 1).sequence());
        assertThat(read.isOpening()).isEqualTo(whole.last().isOpening());
        assertThat(read.ids().hashes()).isEqualTo(whole.idHashes());
        assertThat(read.state().facts()).isEqualTo(whole.state().facts());
        assertThat(List.copyOf(read.state().facts().waits()))
                .isEqualTo(List.copyOf(whole.state().facts().waits()));
        assertThat(read.state().promises()).hasSameSizeAs(whole.state().promises());
        for (int i = 0; i < whole.state().promises().size(); i++) {
            PromisedClocks one = whole.state().promises().get(i);
            PromisedClocks again = read.state().promises().get(i);
            assertThat(again.agreement()).isSameAs(one.agreement());
            assertThat(again.policy()).isEqualTo(one.policy());
            assertThat(again.rules()).isEqualTo(one.rules());
            assertThat(List.copyOf(again.measures().keySet()))
                    .isEqualTo(List.copyOf(one.measures().keySet()));
            one.measures()
                    .forEach((metric, measure) ->
                            isTheSame(requireNonNull(again.measures().get(metric)), measure));
        }
        ServiceCase restored = ServiceCase.restore(whole.toState(), List.of(known), whole::events);
        assertThat(restored.toState()).isEqualTo(whole.toState()).isEqualTo(CaseBytes.write(restored));
        assertThat(restored).isEqualTo(whole);
    }

    private static void isTheSame(Measure read, Measure measure) {
        assertThat(read.credit()).isEqualTo(measure.credit());
        assertThat(read.cycles()).isEqualTo(measure.cycles());
        assertThat(read.flags()).isEqualTo(measure.flags());
        assertThat(read.isAtRest()).isEqualTo(measure.isAtRest());
        assertThat(read.isEndedByCancellation()).isEqualTo(measure.isEndedByCancellation());
        assertThat(read.clock().target()).isEqualTo(measure.clock().target());
        assertThat(read.clock().waits()).isEqualTo(measure.clock().waits());
        assertThat(read.clock().reading(NOW)).isEqualTo(measure.clock().reading(NOW));
    }

    private static CaseEvent waiting(String time, PauseReason reason) {
        return CaseEvent.waiting("INC-1", at(time), reason);
    }

    private static CaseEvent event(String time, EventType type) {
        return CaseEvent.of("INC-1", at(time), type);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + (time.length() == 5 ? ":00Z" : "Z"));
    }

    private static Target target(String limit) {
        return Target.of(limit, BusinessCalendar.alwaysOpen(), 0.9);
    }

    private static ServiceLevelAgreement.Builder agreement(String id) {
        return ServiceLevelAgreement.builder(id).provider(Party.of("IT")).customer(Party.of("Sales"));
    }

    /** Every part that a case can have, and most of them more than once. */
    private static List<CaseEvent> fullLife() {
        return List.of(
                CaseEvent.opened("INC-1", at("09:00:00.5"), Severity.CRITICAL)
                        .withTeam("desk")
                        .withAttribute("tier", "gold")
                        .withAttribute("area", "vpn")
                        .withId("1"),
                event("09:30", EventType.RESPONDED).withId("2").withAttribute("tier", ""),
                waiting("10:00", ANSWER),
                waiting("10:05", PARTS),
                CaseEvent.resumed("INC-1", at("10:30:00.75"), ANSWER),
                CaseEvent.severityChanged("INC-1", at("10:40"), Severity.MODERATE),
                waiting("10:50", ANSWER),
                event("11:00", EventType.UPDATED).withId("3"),
                event("11:10", EventType.WORK_STARTED),
                event("11:20", EventType.WORK_ENDED),
                event("11:25", EventType.CUSTOMER_REPLIED),
                CaseEvent.changed("INC-1", at("11:30"))
                        .withAttribute("area", "mail")
                        .withTeam("network"));
    }

    @Test
    void everyPartOfACaseUnderOneAgreementComesBack() {
        List<CaseEvent> events = new ArrayList<>();
        for (CaseEvent event : fullLife()) {
            events.add(event);
            isReadBack(ServiceCase.replay(DESK, events), DESK);
        }
        events.add(event("13:00:00.25", EventType.RESOLVED).withSequence(-7));
        isReadBack(ServiceCase.replay(DESK, events), DESK);
        events.add(event("13:30", EventType.REOPENED).withSequence(300));
        isReadBack(ServiceCase.replay(DESK, events), DESK);
        events.add(event("14:00", EventType.CANCELLED));
        isReadBack(ServiceCase.replay(DESK, events), DESK);
        events.add(event("14:30", EventType.REOPENED));
        isReadBack(ServiceCase.replay(DESK, events), DESK);
        events.add(event("15:00", EventType.CLOSED));
        isReadBack(ServiceCase.replay(DESK, events), DESK);
    }

    @Test
    void aCaseThatNoPolicySelectsAnyMoreKeepsTheRulesOfTheLast() {
        List<CaseEvent> events = new ArrayList<>(fullLife());
        events.add(CaseEvent.severityChanged("INC-1", at("12:00"), Severity.of(9, "none")));
        ServiceCase incident = ServiceCase.replay(DESK, events);
        assertThat(incident.policy()).isEmpty();
        isReadBack(incident, DESK);
        isReadBack(ServiceCase.open(DESK, CaseEvent.opened("INC-1", at("09:00"), Severity.of(5, "none"))), DESK);
    }

    @ParameterizedTest
    @EnumSource
    void everyMoveToAnotherVersionComesBack(Retargeting rule) {
        ServiceLevelAgreement second = NETWORK.toBuilder().version("2").build();
        ServiceCase incident = ServiceCase.replay(List.of(DESK, NETWORK), fullLife())
                .move(at("11:40"), second, rule)
                .move(at("11:50"), NETWORK, Retargeting.CARRY_ELAPSED)
                .apply(event("12:00", EventType.UPDATED));
        isReadBack(incident, second, NETWORK, DESK);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceCase.restore(incident.toState(), List.of(DESK, second), List::of))
                .withMessage("Case \"INC-1\" is under agreement \"network\" version \"1\", but given are"
                        + " [\"desk\" version \"1\", \"network\" version \"2\"].");
    }

    @Test
    void aLoneMoveComesBack() {
        ServiceLevelAgreement second = DESK.toBuilder().version("2").build();
        isReadBack(ServiceCase.replay(DESK, fullLife()).move(at("11:40"), second, Retargeting.RESTART), DESK, second);
    }

    /** Bytes with the checksum that they should have. */
    private static byte[] sealed(byte... content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return ByteBuffer.allocate(content.length + 4)
                .put(content)
                .putInt((int) checksum.getValue())
                .array();
    }

    private static void isRefused(byte[] state, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceCase.restore(state, List.of(DESK), List::of))
                .withMessage(message);
    }

    @Test
    void bytesThatAreNoStateAreRefusedWithTheReason() {
        String damaged = "The state of a case is damaged: it holds ";
        String again = "; make the case from its events.";
        isRefused(new byte[0], damaged + "0 bytes only" + again);
        isRefused(sealed((byte) 1), damaged + "5 bytes only" + again);
        isRefused(new byte[] {1, 0, 0, 0, 0, 0}, damaged + "bytes that do not give its checksum" + again);
        byte many = (byte) 0xFF;
        isRefused(
                sealed((byte) 1, many, many, many, many, many, many, many, many, many, many, (byte) 1),
                damaged + "a number of more than 64 bits" + again);
        isRefused(
                sealed((byte) 1, many, many, many, many, many, many, many, many, many, (byte) 1),
                damaged + "the number -1" + again);
        byte zero = (byte) 0x80;
        isRefused(sealed((byte) 1, zero, zero, zero, zero, (byte) 8), damaged + "the number 2147483648" + again);
    }

    @Test
    void anotherFormIsRefusedWithTheFormsThatAreRead() {
        for (byte form : new byte[] {0, 2, -1}) {
            isRefused(
                    sealed(form, (byte) 0),
                    "The state of a case is of form " + form
                            + ", but this release of sla4j reads forms 1 to 1; read it with the release that wrote it, or a later one.");
        }
    }

    @Test
    void aStateThatIsCutOffOrTooLongIsRefused() {
        byte[] state = ServiceCase.replay(DESK, fullLife()).toState();
        byte[] content = Arrays.copyOf(state, state.length - 4);
        isRefused(sealed(Arrays.copyOf(content, content.length - 1)), "The state of a case is damaged: it ends early.");
        isRefused(
                sealed(Arrays.copyOf(content, content.length + 2)),
                "The state of a case is damaged: it holds 2 bytes more than a case has; make the case from its events.");
    }

    @Test
    void aVersionWithFewerPoliciesThanWhenTheStateWasWrittenIsRefused() {
        ServiceLevelAgreement fewer = agreement("desk")
                .policy(SeverityPolicy.builder("all")
                        .severity(Severity.CRITICAL)
                        .severity(Severity.MODERATE)
                        .target(Metric.RESOLUTION, target("4h"))
                        .build())
                .build();
        byte[] state = ServiceCase.replay(DESK, fullLife()).toState();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceCase.restore(state, List.of(fewer), List::of))
                .withMessage(
                        "The state of a case does not fit the agreements given: a version has other policies than when it"
                                + " was written; make the case from its events.");
    }
}
