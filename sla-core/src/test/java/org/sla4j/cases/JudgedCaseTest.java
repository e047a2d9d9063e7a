package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.WeeklyHours;

/** Every outcome of a case written out, as the full model gives it and a single pass over the events. */
class JudgedCaseTest {
    private static final BusinessCalendar ALWAYS = BusinessCalendar.alwaysOpen();
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:00"))
            .build();
    private static final PauseReason ANSWER = PauseReason.of("answer", "customer");
    private static final PauseReason PARTS = PauseReason.of("parts", "vendor");
    private static final EventType THROWN_AWAY = EventType.of("thrown away");
    private static final Metric FITTING = Metric.builder("fitting")
            .startsOn(EventType.OPENED)
            .stopsOn(EventType.RESOLVED)
            .cancelsOn(THROWN_AWAY)
            .build();

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + (time.length() == 5 ? ":00Z" : "Z"));
    }

    private static CaseEvent opened(String time, Severity severity) {
        return CaseEvent.opened("INC-1", at(time), severity).withTeam("desk");
    }

    private static CaseEvent waiting(String time, PauseReason reason) {
        return CaseEvent.waiting("INC-1", at(time), reason);
    }

    private static CaseEvent resumed(String time, PauseReason reason) {
        return CaseEvent.resumed("INC-1", at(time), reason);
    }

    private static CaseEvent severity(String time, Severity severity) {
        return CaseEvent.severityChanged("INC-1", at(time), severity);
    }

    private static CaseEvent reassigned(String time, String team) {
        return CaseEvent.reassigned("INC-1", at(time), team);
    }

    private static CaseEvent event(String time, EventType type) {
        return CaseEvent.of("INC-1", at(time), type);
    }

    private static CaseEvent resolved(String time) {
        return CaseEvent.resolved("INC-1", at(time));
    }

    private static CaseEvent reopened(String time) {
        return CaseEvent.reopened("INC-1", at(time));
    }

    private static ServiceLevelAgreement desk(SeverityPolicy... policies) {
        ServiceLevelAgreement.Builder desk = ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"));
        for (SeverityPolicy policy : policies) {
            desk.policy(policy);
        }
        return desk.build();
    }

    private static SeverityPolicy all(Metric metric, String limit) {
        return SeverityPolicy.builder("all").target(metric, target(limit)).build();
    }

    private static SeverityPolicy all(Metric metric, String limit, Reopening reopening) {
        return SeverityPolicy.builder("all")
                .target(metric, target(limit))
                .reopening(reopening)
                .build();
    }

    private static Target target(String limit) {
        return Target.of(limit, ALWAYS, 0.9);
    }

    /** The outcomes in words, the same of a single pass, which knows all that happened, and of the full model. */
    private static List<String> judged(ServiceLevelAgreement agreement, String now, CaseEvent... events) {
        return judged(List.of(agreement), now, true, events);
    }

    /** The outcomes in words, of the full model alone, for something happened that a single pass does not know. */
    private static List<String> leftToTheModel(ServiceLevelAgreement agreement, String now, CaseEvent... events) {
        return judged(List.of(agreement), now, false, events);
    }

    private static List<String> judged(
            List<ServiceLevelAgreement> agreements, String now, boolean isKnown, CaseEvent... given) {
        ServiceCase incident = ServiceCase.replay(agreements, Arrays.asList(given));
        List<Outcome> outcomes = new Outcomes(incident, at(now), Optional.empty()).all();
        Facts opened = Facts.opened(incident.happened().get(0), List.of());
        SinglePass pass = SinglePass.over(agreements, null, opened, incident.happened());
        assertThat(pass != null).as("known to a single pass").isEqualTo(isKnown);
        if (pass != null) {
            assertThat(pass.outcomes(at(now))).isEqualTo(outcomes);
        }
        assertThat(CaseJudge.of(agreements).outcomes(Arrays.asList(given), at(now)))
                .isEqualTo(outcomes);
        return words(outcomes);
    }

    private static void says(List<String> outcomes, String expected) {
        assertThat(String.join("\n\n", outcomes)).isEqualTo(expected);
    }

    private static List<String> words(List<Outcome> outcomes) {
        return outcomes.stream().map(JudgedCaseTest::words).toList();
    }

    /** All parts of an outcome that are not as in a quiet case. */
    private static String words(Outcome outcome) {
        List<String> parts = new ArrayList<>();
        parts.add(outcome.metric() + "#" + outcome.cycle() + " " + outcome.phase() + " " + outcome.verdict() + " "
                + words(outcome.elapsed()) + "/" + words(outcome.limit()));
        parts.add(words(outcome.start()) + "-"
                + outcome.end().map(JudgedCaseTest::words).orElse("..") + " by "
                + outcome.creditedTo().key() + ", " + outcome.severity().name()
                + (outcome.attributes().isEmpty() ? "" : " " + new TreeMap<>(outcome.attributes())));
        if (outcome.isAdjusted()) {
            parts.add("adjusted");
        }
        outcome.breachedAt().ifPresent(breach -> parts.add("breached " + words(breach)));
        for (Outcome.PausedTime paused : outcome.paused()) {
            parts.add("paused " + paused.holder() + " (" + paused.reason() + ") " + words(paused.open())
                    + (paused.open().equals(paused.wall()) ? "" : " of " + words(paused.wall())));
        }
        if (!outcome.pauses().equals(Outcome.Pauses.NONE)) {
            Outcome.Pauses pauses = outcome.pauses();
            parts.add(pauses.count() + " pauses"
                    + (pauses.unended() == 0 ? "" : ", " + pauses.unended() + " unended")
                    + (pauses.finishedWhilePaused() ? ", finished in it" : "")
                    + pauses.leastLeft()
                            .map(left -> ", " + words(left) + " left")
                            .orElse(""));
        }
        if (!outcome.effort().equals(Outcome.Effort.NONE)) {
            Outcome.Effort effort = outcome.effort();
            parts.add("effort "
                    + Stream.of(
                                    effort.touches(),
                                    effort.supervisors(),
                                    effort.raised(),
                                    effort.reopenings(),
                                    effort.reinvestigations())
                            .map(String::valueOf)
                            .reduce("", String::concat));
        }
        if (!outcome.flags().isEmpty()) {
            parts.add(new TreeSet<>(outcome.flags()).toString());
        }
        outcome.rating().ifPresent(rating -> parts.add("rated " + rating));
        for (Outcome.Stage stage : outcome.path().stages()) {
            parts.add(words(stage.start()) + ": " + share(stage.share()) + " of " + words(stage.limit()) + ", "
                    + stage.holder() + (stage.holder().isProvider() ? "" : " for " + stage.team()) + ", "
                    + stage.severity().name());
        }
        for (Outcome.Wait wait : outcome.path().waits()) {
            parts.add("waited " + words(wait.start()) + " " + words(wait.age()) + " for "
                    + wait.reason().name() + " of " + wait.holder() + ", " + wait.team() + ", " + wait.ending());
        }
        return String.join("\n", parts);
    }

    private static String share(double share) {
        return Double.isInfinite(share)
                ? "all"
                : BigDecimal.valueOf(share)
                        .setScale(4, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static String words(Duration time) {
        return time.toString().replaceFirst("PT", "").toLowerCase(Locale.ROOT);
    }

    private static String words(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalTime().toString();
    }

    private static SeverityPolicy.Builder policy(Severity severity, String limit) {
        return SeverityPolicy.builder(severity.name()).severity(severity).target(Metric.RESOLUTION, target(limit));
    }

    @Test
    void whatWasAnsweredAtTheInstantOfACancellationIsNotAnsweredAnewWhenTheCaseIsTakenUpAgain() {
        says(
                judged(
                        desk(all(Metric.FIRST_RESPONSE, "1h")),
                        "12:00",
                        opened("09:00", Severity.HIGH),
                        event("09:30", EventType.CANCELLED),
                        CaseEvent.responded("INC-1", at("09:30")),
                        reopened("10:00")),
                """
                first response#0 STOPPED MET 30m/1h
                09:00-09:30 by provider/desk, High
                09:00: 0 of 1h, provider/desk, High""");
    }

    @Test
    void anAnswerOfTheCustomerAtTheInstantOfTheSolutionEndsTheWaitBeforeIt() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .target(Metric.RESOLUTION, target("4h"))
                .replyEndsWait()
                .build());
        PauseReason reply = PauseReason.of("answer", "Sales");
        List<String> outcomes = judged(
                desk,
                "12:00",
                opened("09:00", Severity.HIGH),
                waiting("10:00", reply),
                event("11:00", EventType.CUSTOMER_REPLIED),
                resolved("11:00"));
        assertThat(outcomes.get(0)).doesNotContain("finished in it").doesNotContain("unended");
        assertThat(outcomes.get(0)).contains("waited 10:00 1h for answer of Sales, desk, RESUMED");
    }

    @Test
    void aLateMeasurementTellsItsWaitItsHandOversAndWhatWasDoneTooLate() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .target(Metric.FIRST_RESPONSE, target("1h"))
                .target(Metric.RESOLUTION, target("4h"))
                .build());
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.HIGH),
                        CaseEvent.responded("INC-1", at("09:30")),
                        waiting("10:00", PARTS),
                        resumed("11:00", PARTS),
                        reassigned("12:00", "network"),
                        event("15:00", EventType.UPDATED),
                        resolved("16:00").withAttribute(Outcome.RATING, "4")),
                """
                first response#0 STOPPED MET 30m/1h
                09:00-09:30 by provider/desk, High
                rated 4
                09:00: 0 of 1h, provider/desk, High

                resolution#0 STOPPED MISSED 6h/4h
                09:00-16:00 by provider/network, High {rating=4}
                breached 14:00
                paused vendor (parts) 1h
                1 pauses, 3h left
                effort 10000
                rated 4
                09:00: 0 of 4h, provider/desk, High
                10:00: 0.25 of 4h, vendor for desk, High
                11:00: 0.25 of 4h, provider/desk, High
                12:00: 0.5 of 4h, provider/network, High
                waited 10:00 1h for parts of vendor, desk, RESUMED""");
    }

    @Test
    void aPromiseIsKeptUntilMoreThanItsLimitIsUsed() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h"));
        says(judged(desk, "13:00", opened("09:00", Severity.LOW)), """
                resolution#0 RUNNING PENDING 4h/4h
                09:00-.. by provider/desk, Low
                09:00: 0 of 4h, provider/desk, Low""");
        says(judged(desk, "13:00:01", opened("09:00", Severity.LOW)), """
                resolution#0 RUNNING BREACHED 4h1s/4h
                09:00-.. by provider/desk, Low
                breached 13:00
                09:00: 0 of 4h, provider/desk, Low""");
        says(judged(desk, "20:00", opened("09:00", Severity.LOW), resolved("13:00")), """
                resolution#0 STOPPED MET 4h/4h
                09:00-13:00 by provider/desk, Low
                09:00: 0 of 4h, provider/desk, Low""");
        says(judged(desk, "20:00", opened("09:00", Severity.LOW), resolved("13:00:00.000000001")), """
                resolution#0 STOPPED MISSED 4h0.000000001s/4h
                09:00-13:00:00.000000001 by provider/desk, Low
                breached 13:00
                09:00: 0 of 4h, provider/desk, Low""");
    }

    @Test
    void aBreachFallsAtTheNextOpeningAfterTheLimitWasUsedUp() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .target(Metric.RESOLUTION, Target.of("3h", OFFICE, 0.9))
                .build());
        says(judged(desk, "14:00", opened("08:00", Severity.LOW)), """
                resolution#0 RUNNING BREACHED 4h/3h
                08:00-.. by provider/desk, Low
                breached 13:00
                08:00: 0 of 3h, provider/desk, Low""");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("08:00", Severity.LOW),
                        waiting("11:30", PARTS),
                        resumed("12:30", PARTS),
                        reassigned("14:00", "network"),
                        waiting("14:30", PARTS),
                        resumed("15:00", PARTS)),
                """
                resolution#0 RUNNING BREACHED 6h/3h
                08:00-.. by provider/network, Low
                breached 13:30
                paused vendor (parts) 1h of 1h30m
                2 pauses, 30m left
                effort 30001
                08:00: 0 of 3h, provider/desk, Low
                11:30: 0.8333 of 3h, vendor for desk, Low
                12:30: 0.8333 of 3h, provider/desk, Low
                14:00: 1.1667 of 3h, provider/network, Low
                14:30: 1.3333 of 3h, vendor for network, Low
                15:00: 1.3333 of 3h, provider/network, Low
                waited 11:30 1h for parts of vendor, desk, RESUMED
                waited 14:30 30m for parts of vendor, network, RESUMED""");
    }

    @Test
    void waitsWithinAWaitPauseTogetherAndAreCountedApart() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h"));
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        waiting("10:00", ANSWER),
                        waiting("10:30", PARTS),
                        resumed("11:15", ANSWER),
                        resumed("11:30", PARTS),
                        waiting("12:00", ANSWER),
                        resumed("12:05", ANSWER),
                        resolved("13:00")),
                """
                resolution#0 STOPPED MET 2h25m/4h
                09:00-13:00 by provider/desk, Low
                paused customer (answer) 35m
                paused customer + vendor (answer + parts) 45m
                paused vendor (parts) 15m
                3 pauses, 2h30m left
                09:00: 0 of 4h, provider/desk, Low
                10:00: 0.25 of 4h, customer for desk, Low
                10:30: 0.25 of 4h, customer + vendor for desk, Low
                11:15: 0.25 of 4h, vendor for desk, Low
                11:30: 0.25 of 4h, provider/desk, Low
                12:00: 0.375 of 4h, customer for desk, Low
                12:05: 0.375 of 4h, provider/desk, Low
                waited 10:00 1h15m for answer of customer, desk, RESUMED
                waited 10:30 1h for parts of vendor, desk, RESUMED
                waited 12:00 5m for answer of customer, desk, RESUMED""");
    }

    @Test
    void aWaitThatDoesNotPauseTheClockStillHasTheCase() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .target(Metric.RESOLUTION, target("4h").withPauseRule(PauseRule.parties(Set.of(Party.CUSTOMER))))
                .build());
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        waiting("10:00", ANSWER),
                        waiting("10:30", PARTS),
                        resumed("11:00", PARTS),
                        resumed("12:00", ANSWER),
                        waiting("13:00", PARTS),
                        reassigned("13:30", "network"),
                        resolved("14:00")),
                """
                resolution#0 STOPPED MET 3h/4h
                09:00-14:00 by provider/network, Low
                paused customer (answer) 1h30m
                paused customer + vendor (answer) 30m
                1 pauses, 3h left
                09:00: 0 of 4h, provider/desk, Low
                10:00: 0.25 of 4h, customer for desk, Low
                10:30: 0.25 of 4h, customer + vendor for desk, Low
                11:00: 0.25 of 4h, customer for desk, Low
                12:00: 0.25 of 4h, provider/desk, Low
                13:00: 0.5 of 4h, vendor for desk, Low
                13:30: 0.625 of 4h, vendor for network, Low
                waited 10:00 2h for answer of customer, desk, RESUMED
                waited 10:30 30m for parts of vendor, desk, RESUMED
                waited 13:00 1h for parts of vendor, desk, FINISHED""");
    }

    @Test
    void waitsOfOneNameForTheSameHoldersAreAddedUp() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .target(Metric.RESOLUTION, target("4h").withPauseRule(PauseRule.reasons(Set.of("answer"))))
                .build());
        PauseReason vendors = PauseReason.of("answer", "vendor");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        waiting("10:00", ANSWER),
                        waiting("10:00", vendors),
                        resumed("10:30", vendors),
                        waiting("10:30", PARTS),
                        CaseEvent.resumed("INC-1", at("11:00")),
                        waiting("11:30", ANSWER),
                        resumed("12:00", ANSWER),
                        resolved("13:00")),
                """
                resolution#0 STOPPED MET 2h30m/4h
                09:00-13:00 by provider/desk, Low
                paused customer (answer) 30m
                paused customer + vendor (answer) 1h
                3 pauses, 2h30m left
                09:00: 0 of 4h, provider/desk, Low
                10:00: 0.25 of 4h, customer + vendor for desk, Low
                11:00: 0.25 of 4h, provider/desk, Low
                11:30: 0.375 of 4h, customer for desk, Low
                12:00: 0.375 of 4h, provider/desk, Low
                waited 10:00 30m for answer of vendor, desk, RESUMED
                waited 10:00 1h for answer of customer, desk, RESUMED
                waited 10:30 30m for parts of vendor, desk, RESUMED
                waited 11:30 30m for answer of customer, desk, RESUMED""");
    }

    @Test
    void aWaitThatBeginsWhenTheCaseIsFinishedHasNoEnd() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h"));
        says(judged(desk, "20:00", opened("09:00", Severity.LOW), waiting("10:00", ANSWER), resolved("10:00")), """
                resolution#0 STOPPED MET 1h/4h
                09:00-10:00 by provider/desk, Low
                1 pauses, 1 unended, finished in it
                09:00: 0 of 4h, provider/desk, Low
                waited 10:00 0s for answer of customer, desk, FINISHED""");
    }

    @Test
    void aWaitIsLookedAtFromItsFirstInstantOn() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h"));
        says(judged(desk, "10:00", opened("09:00", Severity.LOW), waiting("10:00", ANSWER)), """
                resolution#0 PAUSED PENDING 1h/4h
                09:00-.. by provider/desk, Low
                1 pauses, 1 unended
                09:00: 0 of 4h, provider/desk, Low
                waited 10:00 0s for answer of customer, desk, OPEN""");
        says(
                judged(desk, "11:00", opened("09:00", Severity.LOW), waiting("10:00", ANSWER), waiting("10:30", PARTS)),
                """
                resolution#0 PAUSED PENDING 1h/4h
                09:00-.. by provider/desk, Low
                paused customer (answer) 30m
                paused customer + vendor (answer + parts) 30m
                2 pauses, 2 unended
                09:00: 0 of 4h, provider/desk, Low
                10:00: 0.25 of 4h, customer for desk, Low
                10:30: 0.25 of 4h, customer + vendor for desk, Low
                waited 10:00 1h for answer of customer, desk, OPEN
                waited 10:30 30m for parts of vendor, desk, OPEN""");
    }

    @Test
    void aWaitWithATenthOfTheLimitLeftIsJustInTime() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "10h"));
        says(judged(desk, "20:00", opened("09:00", Severity.LOW), waiting("18:00", ANSWER)), """
                resolution#0 PAUSED PENDING 9h/10h
                09:00-.. by provider/desk, Low
                paused customer (answer) 2h
                1 pauses, 1 unended
                [PAUSED_JUST_IN_TIME]
                09:00: 0 of 10h, provider/desk, Low
                18:00: 0.9 of 10h, customer for desk, Low
                waited 18:00 2h for answer of customer, desk, OPEN""");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        waiting("17:59:59", ANSWER),
                        resumed("18:30", ANSWER)),
                """
                resolution#0 RUNNING BREACHED 10h29m59s/10h
                09:00-.. by provider/desk, Low
                breached 19:30:01
                paused customer (answer) 30m1s
                1 pauses, 1h1s left
                09:00: 0 of 10h, provider/desk, Low
                17:59:59: 0.9 of 10h, customer for desk, Low
                18:30: 0.9 of 10h, provider/desk, Low
                waited 17:59:59 30m1s for answer of customer, desk, RESUMED""");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        waiting("19:00", ANSWER),
                        resumed("19:15", ANSWER)),
                """
                resolution#0 RUNNING BREACHED 10h45m/10h
                09:00-.. by provider/desk, Low
                breached 19:15
                paused customer (answer) 15m
                1 pauses, 0s left
                [PAUSED_JUST_IN_TIME]
                09:00: 0 of 10h, provider/desk, Low
                19:00: 1 of 10h, customer for desk, Low
                19:15: 1 of 10h, provider/desk, Low
                waited 19:00 15m for answer of customer, desk, RESUMED""");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        waiting("19:00:01", ANSWER),
                        resumed("19:15", ANSWER)),
                """
                resolution#0 RUNNING BREACHED 10h45m1s/10h
                09:00-.. by provider/desk, Low
                breached 19:00
                paused customer (answer) 14m59s
                1 pauses
                effort 20000
                09:00: 0 of 10h, provider/desk, Low
                19:00:01: 1 of 10h, customer for desk, Low
                19:15: 1 of 10h, provider/desk, Low
                waited 19:00:01 14m59s for answer of customer, desk, RESUMED""");
    }

    @Test
    void aReopenedMeasurementGoesOnWhereItStopped() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h", Reopening.CONTINUE));
        says(judged(desk, "15:00", opened("09:00", Severity.LOW), resolved("12:00"), reopened("13:00")), """
                resolution#0 RUNNING BREACHED 5h/4h
                09:00-.. by provider/desk, Low
                breached 14:00
                effort 00010
                09:00: 0 of 4h, provider/desk, Low
                12:00: 0.75 of 4h, nobody for desk, Low
                13:00: 0.75 of 4h, provider/desk, Low""");
        says(judged(desk, "20:00", reopenedWhileWaiting()), """
                resolution#0 STOPPED MISSED 4h30m/4h
                09:00-19:00 by provider/network, High
                breached 18:30
                paused customer (answer) 2h
                paused vendor (parts) 30m
                2 pauses, 1h30m left
                effort 00110
                [REOPENED_LATE]
                09:00: 0 of 4h, provider/desk, Low
                09:30: 0.125 of 4h, vendor for desk, Low
                10:00: 0.125 of 4h, provider/desk, Low
                12:00: 0.625 of 4h, nobody for desk, Low
                15:00: 0.625 of 4h, customer for desk, Low
                16:00: 0.625 of 4h, customer for network, Low
                17:00: 0.625 of 4h, provider/network, Low
                18:00: 0.875 of 4h, provider/network, High
                waited 09:30 30m for parts of vendor, desk, RESUMED
                waited 15:00 2h for answer of customer, desk, RESUMED""");
    }

    @Test
    void aReopenedMeasurementIsFollowedByAnother() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h", Reopening.NEW_CYCLE));
        says(judged(desk, "15:00", opened("09:00", Severity.LOW), resolved("12:00"), reopened("13:00")), """
                resolution#0 STOPPED MET 3h/4h
                09:00-12:00 by provider/desk, Low
                09:00: 0 of 4h, provider/desk, Low

                resolution#1 RUNNING PENDING 2h/4h
                13:00-.. by provider/desk, Low
                effort 00010
                13:00: 0 of 4h, provider/desk, Low""");
        says(judged(desk, "20:00", reopenedWhileWaiting()), """
                resolution#0 STOPPED MET 2h30m/4h
                09:00-12:00 by provider/desk, Low
                paused vendor (parts) 30m
                1 pauses, 3h30m left
                [REOPENED_LATE]
                09:00: 0 of 4h, provider/desk, Low
                09:30: 0.125 of 4h, vendor for desk, Low
                10:00: 0.125 of 4h, provider/desk, Low
                waited 09:30 30m for parts of vendor, desk, RESUMED

                resolution#1 STOPPED MET 2h/4h
                15:00-19:00 by provider/network, High
                paused customer (answer) 2h
                1 pauses, 4h left
                effort 00110
                15:00: 0 of 4h, customer for desk, Low
                16:00: 0 of 4h, customer for network, Low
                17:00: 0 of 4h, provider/network, Low
                18:00: 0.25 of 4h, provider/network, High
                waited 15:00 2h for answer of customer, desk, RESUMED""");
    }

    /** A case that waited, was resolved, and comes back waiting for the customer, with another team and severity before the end. */
    private static CaseEvent[] reopenedWhileWaiting() {
        return new CaseEvent[] {
            opened("09:00", Severity.LOW),
            waiting("09:30", PARTS),
            resumed("10:00", PARTS),
            resolved("12:00"),
            reopened("15:00"),
            waiting("15:00", ANSWER),
            reassigned("16:00", "network"),
            resumed("17:00", ANSWER),
            severity("18:00", Severity.HIGH),
            resolved("19:00")
        };
    }

    @Test
    void aFrozenMeasurementStandsWhateverComes() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h", Reopening.FROZEN));
        says(judged(desk, "15:00", opened("09:00", Severity.LOW), resolved("12:00"), reopened("13:00")), """
                resolution#0 STOPPED MET 3h/4h
                09:00-12:00 by provider/desk, Low
                09:00: 0 of 4h, provider/desk, Low""");
        says(judged(desk, "20:00", reopenedWhileWaiting()), """
                resolution#0 STOPPED MET 2h30m/4h
                09:00-12:00 by provider/desk, Low
                paused vendor (parts) 30m
                1 pauses, 3h30m left
                [REOPENED_LATE]
                09:00: 0 of 4h, provider/desk, Low
                09:30: 0.125 of 4h, vendor for desk, Low
                10:00: 0.125 of 4h, provider/desk, Low
                waited 09:30 30m for parts of vendor, desk, RESUMED""");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTINUE", "NEW_CYCLE", "FROZEN"})
    void aReopeningIsLateIfTheLimitWouldHaveBeenUsedUpByThen(Reopening rule) {
        assertThat(reopened(rule, "12:00", "13:00:01")).contains("[REOPENED_LATE]");
        assertThat(reopened(rule, "13:00", "13:00:01")).contains("[REOPENED_LATE]");
        assertThat(reopened(rule, "09:30", "20:00")).contains("[REOPENED_LATE]");
        assertThat(reopened(rule, "12:00", "13:00")).doesNotContain("REOPENED_LATE");
        assertThat(reopened(rule, "13:00", "13:00")).doesNotContain("REOPENED_LATE");
        assertThat(reopened(rule, "13:00:01", "20:00")).doesNotContain("REOPENED_LATE");
    }

    private static String reopened(Reopening rule, String resolved, String reopened) {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h", rule));
        return judged(desk, "20:00", opened("09:00", Severity.LOW), resolved(resolved), reopened(reopened))
                .get(0);
    }

    @Test
    void aGapThatCountsIsLeftToTheFullModel() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h", Reopening.COUNT_GAP));
        says(leftToTheModel(desk, "15:00", opened("09:00", Severity.LOW), resolved("12:00"), reopened("13:00")), """
                resolution#0 RUNNING BREACHED 6h/4h
                09:00-.. by provider/desk, Low
                breached 13:00
                effort 00010
                09:00: 0 of 4h, provider/desk, Low
                12:00: 0.75 of 4h, nobody for desk, Low
                13:00: 1 of 4h, provider/desk, Low""");
    }

    @Test
    void aCancelledCaseIsTakenUpAgain() {
        CaseEvent[] events = {
            opened("09:00", Severity.LOW),
            event("10:00", EventType.RESPONDED),
            CaseEvent.cancelled("INC-1", at("14:00")),
            reopened("15:00"),
            waiting("15:00", PARTS),
            resumed("15:30", PARTS)
        };
        says(judged(desk(all(Metric.RESOLUTION, "4h", Reopening.CONTINUE)), "16:00", events), """
                resolution#0 RUNNING BREACHED 5h30m/4h
                09:00-.. by provider/desk, Low
                breached 13:00
                paused vendor (parts) 30m
                1 pauses
                effort 30010
                [CANCELLED_AFTER_BREACH]
                09:00: 0 of 4h, provider/desk, Low
                14:00: 1.25 of 4h, nobody for desk, Low
                15:00: 1.25 of 4h, vendor for desk, Low
                15:30: 1.25 of 4h, provider/desk, Low
                waited 15:00 30m for parts of vendor, desk, RESUMED""");
        says(judged(desk(all(Metric.RESOLUTION, "4h", Reopening.NEW_CYCLE)), "16:00", events), """
                resolution#0 CANCELLED CANCELLED 5h/4h
                09:00-14:00 by provider/desk, Low
                [CANCELLED_AFTER_BREACH]
                09:00: 0 of 4h, provider/desk, Low

                resolution#1 RUNNING PENDING 30m/4h
                15:00-.. by provider/desk, Low
                paused vendor (parts) 30m
                1 pauses, 4h left
                effort 00010
                15:00: 0 of 4h, vendor for desk, Low
                15:30: 0 of 4h, provider/desk, Low
                waited 15:00 30m for parts of vendor, desk, RESUMED""");
        says(judged(desk(all(Metric.RESOLUTION, "4h", Reopening.FROZEN)), "16:00", events), """
                resolution#0 CANCELLED CANCELLED 5h/4h
                09:00-14:00 by provider/desk, Low
                [CANCELLED_AFTER_BREACH]
                09:00: 0 of 4h, provider/desk, Low""");
        says(judged(desk(all(Metric.FIRST_RESPONSE, "4h", Reopening.CONTINUE)), "16:00", events), """
                first response#0 STOPPED MET 1h/4h
                09:00-10:00 by provider/desk, Low
                09:00: 0 of 4h, provider/desk, Low""");
        says(
                judged(
                        desk(all(Metric.ACKNOWLEDGE, "4h", Reopening.CONTINUE)),
                        "16:00",
                        opened("09:00", Severity.LOW),
                        CaseEvent.cancelled("INC-1", at("11:00")),
                        reopened("15:00")),
                """
                acknowledge#0 RUNNING PENDING 3h/4h
                09:00-.. by provider/desk, Low
                effort 00010
                09:00: 0 of 4h, provider/desk, Low
                11:00: 0.5 of 4h, nobody for desk, Low
                15:00: 0.5 of 4h, provider/desk, Low""");
    }

    @Test
    void whatCancelsAMetricAloneDoesNotLetTheNextReopeningWakeIt() {
        ServiceLevelAgreement desk = desk(all(FITTING, "4h", Reopening.CONTINUE));
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        event("14:00", THROWN_AWAY),
                        resolved("15:00"),
                        reopened("16:00")),
                """
                fitting#0 CANCELLED CANCELLED 5h/4h
                09:00-14:00 by provider/desk, Low
                [CANCELLED_AFTER_BREACH]
                09:00: 0 of 4h, provider/desk, Low""");
    }

    @Test
    void eachUpdateEndsOneMeasurementAndBeginsTheNext() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .target(Metric.PERIODIC_UPDATE, target("2h"))
                .build());
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        event("11:00", EventType.UPDATED),
                        waiting("12:00", ANSWER),
                        reassigned("12:30", "network"),
                        event("13:00", EventType.UPDATED).withTeam("vendor desk"),
                        resumed("14:00", ANSWER),
                        event("16:00:01", EventType.UPDATED),
                        resolved("17:00"),
                        reopened("18:00")),
                """
                periodic update#0 STOPPED MET 2h/2h
                09:00-11:00 by provider/desk, Low
                09:00: 0 of 2h, provider/desk, Low

                periodic update#1 STOPPED MET 1h/2h
                11:00-13:00 by provider/vendor desk, Low
                paused customer (answer) 1h
                1 pauses, 1 unended, finished in it
                11:00: 0 of 2h, provider/desk, Low
                12:00: 0.5 of 2h, customer for desk, Low
                12:30: 0.5 of 2h, customer for network, Low
                waited 12:00 1h for answer of customer, desk, FINISHED

                periodic update#2 STOPPED MISSED 2h1s/2h
                13:00-16:00:01 by provider/vendor desk, Low
                breached 16:00
                paused customer (answer) 1h
                1 pauses, 2h left
                13:00: 0 of 2h, customer for vendor desk, Low
                14:00: 0 of 2h, provider/vendor desk, Low
                waited 13:00 1h for answer of customer, desk, RESUMED

                periodic update#3 STOPPED MET 59m59s/2h
                16:00:01-17:00 by provider/vendor desk, Low
                16:00:01: 0 of 2h, provider/vendor desk, Low

                periodic update#4 RUNNING PENDING 2h/2h
                18:00-.. by provider/vendor desk, Low
                effort 00010
                18:00: 0 of 2h, provider/vendor desk, Low""");
    }

    @Test
    void aFactOfTheInstantAtWhichACycleEndedCountsForIt() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .target(Metric.PERIODIC_UPDATE, target("2h"))
                .build());
        says(
                judged(
                        desk,
                        "12:00",
                        opened("09:00", Severity.LOW),
                        event("11:00", EventType.UPDATED),
                        severity("11:00", Severity.HIGH).withSequence(1),
                        severity("11:30", Severity.MODERATE)),
                """
                periodic update#0 STOPPED MET 2h/2h
                09:00-11:00 by provider/desk, High
                effort 00100
                09:00: 0 of 2h, provider/desk, Low

                periodic update#1 RUNNING PENDING 1h/2h
                11:00-.. by provider/desk, Moderate
                effort 00100
                11:00: 0 of 2h, provider/desk, High
                11:30: 0.25 of 2h, provider/desk, Moderate""");
    }

    @Test
    void aRestartAtTheFirstInstantIsLeftToTheFullModel() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .target(Metric.PERIODIC_UPDATE, target("2h"))
                .build());
        says(
                leftToTheModel(
                        desk,
                        "12:00",
                        opened("09:00", Severity.LOW),
                        event("09:00", EventType.UPDATED),
                        event("10:00", EventType.UPDATED)),
                """
                periodic update#0 STOPPED MET 0s/2h
                09:00-09:00 by provider/desk, Low
                09:00: 0 of 2h, provider/desk, Low

                periodic update#1 STOPPED MET 1h/2h
                09:00-10:00 by provider/desk, Low
                09:00: 0 of 2h, provider/desk, Low

                periodic update#2 RUNNING PENDING 2h/2h
                10:00-.. by provider/desk, Low
                10:00: 0 of 2h, provider/desk, Low""");
    }

    @Test
    void workThatEndedRestsUntilItStartsAgain() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .target(Metric.AGENT_WORK_TIME, target("2h"))
                .build());
        says(
                judged(
                        desk,
                        "20:00",
                        opened("08:00", Severity.LOW),
                        event("09:00", EventType.WORK_STARTED),
                        event("10:00", EventType.WORK_ENDED),
                        waiting("10:30", PARTS),
                        event("11:00", EventType.WORK_STARTED),
                        resumed("11:30", PARTS),
                        event("12:00", EventType.UPDATED),
                        resolved("12:30"),
                        reopened("13:00"),
                        event("14:00", EventType.WORK_STARTED),
                        event("14:15", EventType.WORK_ENDED)),
                """
                agent work time#0 PAUSED BREACHED 2h15m/2h
                09:00-.. by provider/desk, Low
                breached 14:00
                paused provider/desk () 7h15m
                paused vendor (parts) 1h
                1 pauses, 1h left
                effort 10010
                [REOPENED_LATE]
                09:00: 0 of 2h, provider/desk, Low
                10:30: 0.5 of 2h, vendor for desk, Low
                11:30: 0.5 of 2h, provider/desk, Low
                12:30: 1 of 2h, nobody for desk, Low
                13:00: 1 of 2h, provider/desk, Low
                waited 10:30 1h for parts of vendor, desk, RESUMED""");
    }

    @Test
    void aLimitOfZeroIsUsedUpAtOnce() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .target(Metric.PERIODIC_UPDATE, target("0m"))
                .build());
        says(
                judged(
                        desk,
                        "12:00",
                        opened("09:00", Severity.LOW),
                        waiting("09:00", ANSWER),
                        reassigned("09:30", "network"),
                        event("10:00", EventType.UPDATED),
                        resumed("10:30", ANSWER),
                        reassigned("11:00", "desk")),
                """
                periodic update#0 STOPPED MET 0s/0s
                09:00-10:00 by provider/network, Low
                paused customer (answer) 1h
                1 pauses, 1 unended, finished in it
                [PAUSED_JUST_IN_TIME]
                09:00: 1 of 0s, customer for desk, Low
                09:30: 1 of 0s, customer for network, Low
                waited 09:00 1h for answer of customer, desk, FINISHED

                periodic update#1 RUNNING BREACHED 1h30m/0s
                10:00-.. by provider/desk, Low
                breached 10:30
                paused customer (answer) 30m
                1 pauses, 0s left
                effort 10001
                10:00: 1 of 0s, customer for network, Low
                10:30: 1 of 0s, provider/network, Low
                11:00: all of 0s, provider/desk, Low
                waited 10:00 30m for answer of customer, desk, RESUMED""");
    }

    @Test
    void aMeasurementThatEndsWhereItBeganHasAWay() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h"));
        says(judged(desk, "12:00", opened("09:00", Severity.LOW), resolved("09:00")), """
                resolution#0 STOPPED MET 0s/4h
                09:00-09:00 by provider/desk, Low
                09:00: 0 of 4h, nobody for desk, Low""");
    }

    @Test
    void fractionsOfASecondCountInAShare() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "10s"));
        says(
                judged(
                        desk,
                        "09:00:08.75",
                        opened("09:00:00.5", Severity.LOW),
                        reassigned("09:00:03", "network"),
                        waiting("09:00:05.25", PARTS),
                        resumed("09:00:06", PARTS)),
                """
                resolution#0 RUNNING PENDING 7.5s/10s
                09:00:00.500-.. by provider/network, Low
                paused vendor (parts) 0.75s
                1 pauses, 5.25s left
                09:00:00.500: 0 of 10s, provider/desk, Low
                09:00:03: 0.25 of 10s, provider/network, Low
                09:00:05.250: 0.475 of 10s, vendor for network, Low
                09:00:06: 0.475 of 10s, provider/network, Low
                waited 09:00:05.250 0.75s for parts of vendor, network, RESUMED""");
    }

    @Test
    void anotherTargetMeasuresTheWholeCaseAnew() {
        ServiceLevelAgreement desk = desk(
                policy(Severity.HIGH, "2h").build(), policy(Severity.LOW, "8h").build());
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        waiting("10:00", ANSWER),
                        reassigned("10:30", "network"),
                        resumed("11:00", ANSWER),
                        waiting("13:00", PARTS),
                        resumed("14:00", PARTS),
                        severity("15:00", Severity.HIGH),
                        reassigned("16:00", "desk"),
                        resolved("17:00")),
                """
                resolution#0 STOPPED MISSED 6h/2h
                09:00-17:00 by provider/desk, High
                breached 12:00
                paused customer (answer) 1h
                paused vendor (parts) 1h
                2 pauses, 1h left
                effort 40101
                09:00: 0 of 8h, provider/desk, Low
                10:00: 0.125 of 8h, customer for desk, Low
                10:30: 0.125 of 8h, customer for network, Low
                11:00: 0.125 of 8h, provider/network, Low
                13:00: 0.375 of 8h, vendor for network, Low
                14:00: 0.375 of 8h, provider/network, Low
                15:00: 2 of 2h, provider/network, High
                16:00: 2.5 of 2h, provider/desk, High
                waited 10:00 1h for answer of customer, desk, RESUMED
                waited 13:00 1h for parts of vendor, network, RESUMED""");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.HIGH),
                        reassigned("10:00", "network"),
                        severity("12:00", Severity.LOW),
                        reassigned("12:00", "vendor desk").withSequence(1),
                        resolved("16:00")),
                """
                resolution#0 STOPPED MET 7h/8h
                09:00-16:00 by provider/vendor desk, Low
                [DOWNGRADED_AFTER_BREACH, RETARGETED_AFTER_BREACH]
                09:00: 0 of 2h, provider/desk, High
                10:00: 0.5 of 2h, provider/network, High
                12:00: 0.375 of 8h, provider/vendor desk, Low""");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        waiting("10:00", ANSWER),
                        severity("12:00", Severity.HIGH),
                        resumed("13:00", ANSWER),
                        resolved("14:00")),
                """
                resolution#0 STOPPED MET 2h/2h
                09:00-14:00 by provider/desk, High
                paused customer (answer) 3h
                1 pauses, 1h left
                effort 00100
                09:00: 0 of 8h, provider/desk, Low
                10:00: 0.125 of 8h, customer for desk, Low
                12:00: 0.5 of 2h, customer for desk, High
                13:00: 0.5 of 2h, provider/desk, High
                waited 10:00 3h for answer of customer, desk, RESUMED""");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        reassigned("12:00", "network"),
                        severity("12:00", Severity.HIGH).withSequence(1),
                        severity("13:00", Severity.LOW)),
                """
                resolution#0 RUNNING BREACHED 11h/8h
                09:00-.. by provider/network, Low
                breached 17:00
                effort 00100
                [DOWNGRADED_AFTER_BREACH, RETARGETED_AFTER_BREACH]
                09:00: 0 of 8h, provider/desk, Low
                12:00: 1.5 of 2h, provider/network, High
                13:00: 0.5 of 8h, provider/network, Low""");
    }

    @Test
    void aFinishedMeasurementKeepsItsTarget() {
        ServiceLevelAgreement desk = desk(
                policy(Severity.HIGH, "2h").build(), policy(Severity.LOW, "8h").build());
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        resolved("12:00"),
                        severity("13:00", Severity.HIGH)),
                """
                resolution#0 STOPPED MET 3h/8h
                09:00-12:00 by provider/desk, Low
                09:00: 0 of 8h, provider/desk, Low""");
        says(
                leftToTheModel(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        resolved("12:00"),
                        severity("12:00", Severity.HIGH).withSequence(1)),
                """
                resolution#0 STOPPED MISSED 3h/2h
                09:00-12:00 by provider/desk, High
                breached 11:00
                effort 00100
                09:00: 0 of 8h, provider/desk, Low""");
        says(
                leftToTheModel(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        resolved("12:00"),
                        severity("13:00", Severity.HIGH),
                        reopened("14:00")),
                """
                resolution#0 RUNNING BREACHED 9h/2h
                09:00-.. by provider/desk, High
                breached 11:00
                effort 20110
                09:00: 0 of 8h, provider/desk, Low
                12:00: 0.375 of 8h, nobody for desk, Low
                13:00: 0.375 of 8h, nobody for desk, High
                14:00: 1.5 of 2h, provider/desk, High""");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        resolved("12:00"),
                        severity("13:00", Severity.HIGH),
                        severity("13:30", Severity.LOW),
                        reopened("14:00")),
                """
                resolution#0 RUNNING BREACHED 9h/8h
                09:00-.. by provider/desk, Low
                breached 19:00
                effort 00110
                09:00: 0 of 8h, provider/desk, Low
                12:00: 0.375 of 8h, nobody for desk, Low
                13:00: 0.375 of 8h, nobody for desk, High
                13:30: 0.375 of 8h, nobody for desk, Low
                14:00: 0.375 of 8h, provider/desk, Low""");
    }

    @Test
    void otherRulesOfRetargetingAreLeftToTheFullModel() {
        ServiceLevelAgreement carry = desk(
                policy(Severity.HIGH, "2h")
                        .retargeting(Retargeting.CARRY_ELAPSED)
                        .build(),
                policy(Severity.LOW, "8h").build());
        ServiceLevelAgreement finished = desk(
                policy(Severity.HIGH, "2h").retargetsFinished().build(),
                policy(Severity.LOW, "8h").build());
        says(
                leftToTheModel(
                        carry,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        waiting("10:00", ANSWER),
                        severity("11:00", Severity.HIGH)),
                """
                resolution#0 PAUSED PENDING 1h/2h
                09:00-.. by provider/desk, High
                paused customer (answer) 10h
                1 pauses, 1 unended
                effort 00100
                09:00: 0 of 8h, provider/desk, Low
                10:00: 0.125 of 8h, customer for desk, Low
                11:00: 0.5 of 2h, customer for desk, High
                waited 10:00 10h for answer of customer, desk, OPEN""");
        says(
                judged(
                        carry,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        resolved("10:00"),
                        severity("11:00", Severity.HIGH)),
                """
                resolution#0 STOPPED MET 1h/8h
                09:00-10:00 by provider/desk, Low
                09:00: 0 of 8h, provider/desk, Low""");
        says(
                leftToTheModel(
                        finished,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        resolved("12:00"),
                        severity("13:00", Severity.HIGH)),
                """
                resolution#0 STOPPED MISSED 3h/2h
                09:00-12:00 by provider/desk, High
                breached 11:00
                09:00: 0 of 8h, provider/desk, Low""");
    }

    @Test
    void aTargetThatOtherWaitsPauseIsLeftToTheFullModel() {
        ServiceLevelAgreement desk = desk(
                SeverityPolicy.builder("high")
                        .severity(Severity.HIGH)
                        .target(Metric.RESOLUTION, target("2h").withPauseRule(PauseRule.never()))
                        .build(),
                policy(Severity.LOW, "8h").build());
        says(
                leftToTheModel(
                        desk,
                        "14:00",
                        opened("09:00", Severity.LOW),
                        waiting("10:00", ANSWER),
                        severity("11:00", Severity.HIGH)),
                """
                resolution#0 RUNNING BREACHED 5h/2h
                09:00-.. by provider/desk, High
                breached 11:00
                effort 00100
                09:00: 0 of 8h, provider/desk, Low
                10:00: 0.125 of 8h, customer for desk, Low
                11:00: 1 of 2h, customer for desk, High
                waited 10:00 4h for answer of customer, desk, OPEN""");
    }

    @Test
    void aSeverityWithoutAPolicyIsPromisedNothing() {
        ServiceLevelAgreement desk = desk(policy(Severity.HIGH, "2h").build());
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW).withAttribute("tier", "gold"),
                        resolved("12:00").withAttribute(Outcome.RATING, "5")),
                """
                #0 CANCELLED CANCELLED 0s/0s
                09:00-.. by provider/desk, Low {rating=5, tier=gold}
                rated 5""");
        says(leftToTheModel(desk, "20:00", opened("09:00", Severity.LOW), severity("10:00", Severity.HIGH)), """
                resolution#0 RUNNING BREACHED 11h/2h
                09:00-.. by provider/desk, High
                breached 11:00
                effort 00100
                09:00: 0 of 2h, provider/desk, Low
                10:00: 0.5 of 2h, provider/desk, High""");
        says(leftToTheModel(desk, "20:00", opened("09:00", Severity.HIGH), severity("10:00", Severity.LOW)), """
                resolution#0 CANCELLED CANCELLED 1h/2h
                09:00-10:00 by provider/desk, Low
                09:00: 0 of 2h, provider/desk, High""");
        says(judged(desk, "20:00", opened("09:00", Severity.LOW), severity("10:00", Severity.MODERATE)), """
                #0 CANCELLED CANCELLED 0s/0s
                09:00-.. by provider/desk, Moderate""");
    }

    @Test
    void whatAnotherPolicyPromisesNothingAboutKeepsItsOutcome() {
        SeverityPolicy wide = SeverityPolicy.builder("low")
                .severity(Severity.LOW)
                .target(Metric.ACKNOWLEDGE, target("1h"))
                .target(Metric.FIRST_RESPONSE, target("2h"))
                .target(Metric.NEXT_RESPONSE, target("2h"))
                .target(Metric.REQUESTER_WAIT_TIME, target("8h"))
                .target(Metric.RESOLUTION, target("9h"))
                .build();
        ServiceLevelAgreement desk = desk(
                wide,
                SeverityPolicy.builder("high")
                        .severity(Severity.HIGH)
                        .target(Metric.RESOLUTION, target("9h"))
                        .target(Metric.REQUESTER_WAIT_TIME, target("6h"))
                        .build());
        CaseEvent[] events = {
            opened("09:00", Severity.LOW),
            event("10:00", EventType.RESPONDED),
            severity("12:00", Severity.HIGH),
            resolved("13:00")
        };
        says(judged(desk, "20:00", events), """
                resolution#0 STOPPED MET 4h/9h
                09:00-13:00 by provider/desk, High
                effort 00100
                09:00: 0 of 9h, provider/desk, Low
                12:00: 0.3333 of 9h, provider/desk, High

                requester wait time#0 STOPPED MET 4h/6h
                09:00-13:00 by provider/desk, High
                effort 00100
                09:00: 0 of 8h, provider/desk, Low
                12:00: 0.5 of 6h, provider/desk, High

                acknowledge#0 STOPPED MET 1h/1h
                09:00-10:00 by provider/desk, Low
                09:00: 0 of 1h, provider/desk, Low

                first response#0 STOPPED MET 1h/2h
                09:00-10:00 by provider/desk, Low
                09:00: 0 of 2h, provider/desk, Low""");
        CaseEvent[] more = Arrays.copyOf(events, 5);
        more[4] = reopened("14:00");
        says(leftToTheModel(desk, "20:00", more), """
                resolution#0 RUNNING BREACHED 10h/9h
                09:00-.. by provider/desk, High
                breached 19:00
                effort 00110
                09:00: 0 of 9h, provider/desk, Low
                12:00: 0.3333 of 9h, provider/desk, High
                13:00: 0.4444 of 9h, nobody for desk, High
                14:00: 0.4444 of 9h, provider/desk, High

                requester wait time#0 RUNNING BREACHED 10h/6h
                09:00-.. by provider/desk, High
                breached 16:00
                effort 00110
                09:00: 0 of 8h, provider/desk, Low
                12:00: 0.5 of 6h, provider/desk, High
                13:00: 0.6667 of 6h, nobody for desk, High
                14:00: 0.6667 of 6h, provider/desk, High

                acknowledge#0 STOPPED MET 1h/1h
                09:00-10:00 by provider/desk, Low
                09:00: 0 of 1h, provider/desk, Low

                first response#0 STOPPED MET 1h/2h
                09:00-10:00 by provider/desk, Low
                09:00: 0 of 2h, provider/desk, Low""");
        says(
                leftToTheModel(
                        desk,
                        "20:00",
                        opened("09:00", Severity.LOW),
                        severity("12:00", Severity.HIGH),
                        resolved("13:00")),
                """
                resolution#0 STOPPED MET 4h/9h
                09:00-13:00 by provider/desk, High
                effort 00100
                09:00: 0 of 9h, provider/desk, Low
                12:00: 0.3333 of 9h, provider/desk, High

                requester wait time#0 STOPPED MET 4h/6h
                09:00-13:00 by provider/desk, High
                effort 00100
                09:00: 0 of 8h, provider/desk, Low
                12:00: 0.5 of 6h, provider/desk, High

                acknowledge#0 CANCELLED CANCELLED 3h/1h
                09:00-12:00 by provider/desk, High
                effort 00100
                [CANCELLED_AFTER_BREACH]
                09:00: 0 of 1h, provider/desk, Low

                first response#0 CANCELLED CANCELLED 3h/2h
                09:00-12:00 by provider/desk, High
                effort 00100
                [CANCELLED_AFTER_BREACH]
                09:00: 0 of 2h, provider/desk, Low""");
        says(leftToTheModel(desk, "20:00", opened("09:00", Severity.HIGH), severity("10:00", Severity.LOW)), """
                acknowledge#0 RUNNING BREACHED 11h/1h
                09:00-.. by provider/desk, Low
                breached 10:00
                09:00: 0 of 1h, provider/desk, High
                10:00: 1 of 1h, provider/desk, Low

                first response#0 RUNNING BREACHED 11h/2h
                09:00-.. by provider/desk, Low
                breached 11:00
                09:00: 0 of 2h, provider/desk, High
                10:00: 0.5 of 2h, provider/desk, Low

                requester wait time#0 RUNNING BREACHED 11h/8h
                09:00-.. by provider/desk, Low
                breached 17:00
                09:00: 0 of 6h, provider/desk, High
                10:00: 0.125 of 8h, provider/desk, Low

                resolution#0 RUNNING BREACHED 11h/9h
                09:00-.. by provider/desk, Low
                breached 18:00
                09:00: 0 of 9h, provider/desk, High
                10:00: 0.1111 of 9h, provider/desk, Low""");
    }

    @Test
    void aPolicyWithMoreMetricsThanTheOneBeforeHasRoomForThem() {
        SeverityPolicy wide = SeverityPolicy.builder("low")
                .severity(Severity.LOW)
                .target(Metric.ACKNOWLEDGE, target("1h"))
                .target(Metric.FIRST_RESPONSE, target("2h"))
                .target(Metric.NEXT_RESPONSE, target("2h"))
                .target(Metric.REQUESTER_WAIT_TIME, target("8h"))
                .target(Metric.RESOLUTION, target("9h"))
                .build();
        ServiceLevelAgreement desk = desk(
                wide,
                SeverityPolicy.builder("high")
                        .severity(Severity.HIGH)
                        .target(Metric.RESOLUTION, target("9h"))
                        .build());
        says(leftToTheModel(desk, "10:00", opened("09:00", Severity.HIGH), severity("09:30", Severity.LOW)), """
                acknowledge#0 RUNNING PENDING 1h/1h
                09:00-.. by provider/desk, Low
                09:00: 0 of 1h, provider/desk, High
                09:30: 0.5 of 1h, provider/desk, Low

                first response#0 RUNNING PENDING 1h/2h
                09:00-.. by provider/desk, Low
                09:00: 0 of 2h, provider/desk, High
                09:30: 0.25 of 2h, provider/desk, Low

                requester wait time#0 RUNNING PENDING 1h/8h
                09:00-.. by provider/desk, Low
                09:00: 0 of 8h, provider/desk, High
                09:30: 0.0625 of 8h, provider/desk, Low

                resolution#0 RUNNING PENDING 1h/9h
                09:00-.. by provider/desk, Low
                09:00: 0 of 9h, provider/desk, High
                09:30: 0.0556 of 9h, provider/desk, Low""");
        says(judged(desk, "10:00", opened("09:00", Severity.LOW), event("09:15", EventType.CUSTOMER_REPLIED)), """
                acknowledge#0 RUNNING PENDING 1h/1h
                09:00-.. by provider/desk, Low
                09:00: 0 of 1h, provider/desk, Low

                first response#0 RUNNING PENDING 1h/2h
                09:00-.. by provider/desk, Low
                09:00: 0 of 2h, provider/desk, Low

                next response#0 RUNNING PENDING 45m/2h
                09:15-.. by provider/desk, Low
                09:15: 0 of 2h, provider/desk, Low

                requester wait time#0 RUNNING PENDING 1h/8h
                09:00-.. by provider/desk, Low
                09:00: 0 of 8h, provider/desk, Low

                resolution#0 RUNNING PENDING 1h/9h
                09:00-.. by provider/desk, Low
                09:00: 0 of 9h, provider/desk, Low""");
    }

    @Test
    void moreAndLessSevereIsNoticedWhenItIsTooLate() {
        ServiceLevelAgreement desk = desk(
                SeverityPolicy.builder("all")
                        .severity(Severity.HIGH)
                        .severity(Severity.LOW)
                        .target(Metric.RESOLUTION, target("2h"))
                        .build(),
                policy(Severity.MODERATE, "9h").build());
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.HIGH),
                        severity("11:00", Severity.LOW),
                        severity("12:00", Severity.HIGH),
                        severity("13:00", Severity.LOW),
                        resolved("14:00")),
                """
                resolution#0 STOPPED MISSED 5h/2h
                09:00-14:00 by provider/desk, Low
                breached 11:00
                effort 20100
                [DOWNGRADED_AFTER_BREACH]
                09:00: 0 of 2h, provider/desk, High
                11:00: 1 of 2h, provider/desk, Low
                12:00: 1.5 of 2h, provider/desk, High
                13:00: 2 of 2h, provider/desk, Low""");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.HIGH),
                        severity("12:00", Severity.MODERATE),
                        resolved("14:00")),
                """
                resolution#0 STOPPED MET 5h/9h
                09:00-14:00 by provider/desk, Moderate
                [DOWNGRADED_AFTER_BREACH, RETARGETED_AFTER_BREACH]
                09:00: 0 of 2h, provider/desk, High
                12:00: 0.3333 of 9h, provider/desk, Moderate""");
        says(
                judged(
                        desk,
                        "20:00",
                        opened("09:00", Severity.HIGH),
                        event("12:00", EventType.CHANGED).withAttribute("tier", "gold"),
                        event("12:30", EventType.CHANGED).withAttribute("tier", ""),
                        CaseEvent.cancelled("INC-1", at("13:00"))),
                """
                resolution#0 CANCELLED CANCELLED 4h/2h
                09:00-13:00 by provider/desk, High
                [CANCELLED_AFTER_BREACH]
                09:00: 0 of 2h, provider/desk, High""");
    }

    @Test
    void aReplyEndsTheWaitForTheCustomerIfTheAgreementSaysSo() {
        ServiceLevelAgreement desk = desk(SeverityPolicy.builder("all")
                .replyEndsWait()
                .target(Metric.RESOLUTION, target("4h"))
                .target(Metric.NEXT_RESPONSE, target("1h"))
                .build());
        ServiceLevelAgreement quiet = ServiceLevelAgreement.builder("quiet")
                .provider(Party.of("Network"))
                .customer(Party.CUSTOMER)
                .policy(all(Metric.RESOLUTION, "1h"))
                .build();
        CaseEvent[] events = {
            opened("09:00", Severity.LOW),
            waiting("10:00", ANSWER),
            waiting("10:00", PARTS).withSequence(1),
            event("11:00", EventType.CUSTOMER_REPLIED),
            resumed("12:00", PARTS),
            event("12:30", EventType.RESPONDED),
            resolved("13:00")
        };
        says(judged(desk, "20:00", events), """
                resolution#0 STOPPED MET 2h/4h
                09:00-13:00 by provider/desk, Low
                paused customer + vendor (answer + parts) 1h
                paused vendor (parts) 1h
                2 pauses, 3h left
                [CUSTOMER_WROTE_MEANWHILE]
                09:00: 0 of 4h, provider/desk, Low
                10:00: 0.25 of 4h, customer + vendor for desk, Low
                11:00: 0.25 of 4h, vendor for desk, Low
                12:00: 0.25 of 4h, provider/desk, Low
                waited 10:00 1h for answer of customer, desk, RESUMED
                waited 10:00 2h for parts of vendor, desk, RESUMED

                next response#0 STOPPED MISSED 1h30m/1h
                11:00-12:30 by provider/desk, Low
                breached 12:00
                [CUSTOMER_WROTE_MEANWHILE]
                11:00: 0 of 1h, vendor for desk, Low
                12:00: 1 of 1h, provider/desk, Low
                waited 11:00 1h for parts of vendor, desk, RESUMED""");
        says(judged(List.of(quiet, desk), "20:00", true, events), """
                resolution#0 STOPPED MISSED 2h/1h
                09:00-13:00 by provider/desk, Low
                breached 12:00
                paused customer + vendor (answer + parts) 1h
                paused vendor (parts) 1h
                2 pauses, 0s left
                effort 10000
                [PAUSED_JUST_IN_TIME, CUSTOMER_WROTE_MEANWHILE]
                09:00: 0 of 1h, provider/desk, Low
                10:00: 1 of 1h, customer + vendor for desk, Low
                11:00: 1 of 1h, vendor for desk, Low
                12:00: 1 of 1h, provider/desk, Low
                waited 10:00 1h for answer of customer, desk, RESUMED
                waited 10:00 2h for parts of vendor, desk, RESUMED

                resolution#0 STOPPED MET 2h/4h
                09:00-13:00 by provider/desk, Low
                paused customer + vendor (answer + parts) 1h
                paused vendor (parts) 1h
                2 pauses, 3h left
                [CUSTOMER_WROTE_MEANWHILE]
                09:00: 0 of 4h, provider/desk, Low
                10:00: 0.25 of 4h, customer + vendor for desk, Low
                11:00: 0.25 of 4h, vendor for desk, Low
                12:00: 0.25 of 4h, provider/desk, Low
                waited 10:00 1h for answer of customer, desk, RESUMED
                waited 10:00 2h for parts of vendor, desk, RESUMED

                next response#0 STOPPED MISSED 1h30m/1h
                11:00-12:30 by provider/desk, Low
                breached 12:00
                [CUSTOMER_WROTE_MEANWHILE]
                11:00: 0 of 1h, vendor for desk, Low
                12:00: 1 of 1h, provider/desk, Low
                waited 11:00 1h for parts of vendor, desk, RESUMED""");
        says(judged(quiet, "20:00", events), """
                resolution#0 STOPPED MET 1h/1h
                09:00-13:00 by provider/desk, Low
                paused customer (answer) 1h
                paused customer + vendor (answer + parts) 2h
                2 pauses, 1 unended, finished in it
                [PAUSED_JUST_IN_TIME, CUSTOMER_WROTE_MEANWHILE]
                09:00: 0 of 1h, provider/desk, Low
                10:00: 1 of 1h, customer + vendor for desk, Low
                12:00: 1 of 1h, customer for desk, Low
                waited 10:00 2h for parts of vendor, desk, RESUMED
                waited 10:00 3h for answer of customer, desk, FINISHED""");
    }

    @Test
    void whoMustHearOfALateCaseIsExtraWork() {
        Contact ann = Contact.of("Ann", "head of service");
        Contact bob = Contact.of("Bob", "owner");
        ServiceLevelAgreement desk = ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(all(Metric.RESOLUTION, "4h"))
                .escalation(EscalationStep.of("50%", bob, "half"))
                .escalation(EscalationStep.of("75%", ann, "look").withBy(bob))
                .build();
        says(judged(desk, "20:00", opened("09:00", Severity.LOW), resolved("11:30")), """
                resolution#0 STOPPED MET 2h30m/4h
                09:00-11:30 by provider/desk, Low
                09:00: 0 of 4h, provider/desk, Low""");
        says(judged(desk, "20:00", opened("09:00", Severity.LOW), resolved("12:00")), """
                resolution#0 STOPPED MET 3h/4h
                09:00-12:00 by provider/desk, Low
                effort 01000
                09:00: 0 of 4h, provider/desk, Low""");
    }

    @Test
    void onlyAWholeNumberFromOneToFiveIsARating() {
        ServiceLevelAgreement desk = desk(all(Metric.RESOLUTION, "4h"));
        for (String rating : List.of("1", "5", " 3 ")) {
            assertThat(judged(desk, "20:00", opened("09:00", Severity.LOW).withAttribute(Outcome.RATING, rating))
                            .get(0))
                    .contains("\nrated " + rating.strip());
        }
        for (String none : List.of("0", "6", "10", "good", "/", ":")) {
            assertThat(judged(desk, "20:00", opened("09:00", Severity.LOW).withAttribute(Outcome.RATING, none))
                            .get(0))
                    .doesNotContain("\nrated");
        }
        says(
                judged(
                        desk,
                        "10:00",
                        opened("09:00", Severity.LOW),
                        event("09:10", EventType.CHANGED).withAttribute(Outcome.RATING, "2"),
                        event("09:20", EventType.CHANGED).withAttribute(Outcome.RATING, "fine")),
                """
                resolution#0 RUNNING PENDING 1h/4h
                09:00-.. by provider/desk, Low {rating=fine}
                rated 2
                09:00: 0 of 4h, provider/desk, Low""");
        says(
                judged(
                        desk,
                        "10:00",
                        opened("09:00", Severity.LOW),
                        event("09:10", EventType.CHANGED).withAttribute(Outcome.RATING, "2"),
                        event("09:20", EventType.CHANGED).withAttribute(Outcome.RATING, "")),
                """
                resolution#0 RUNNING PENDING 1h/4h
                09:00-.. by provider/desk, Low
                09:00: 0 of 4h, provider/desk, Low""");
    }

    @Test
    void aJudgeThatWentThroughARetargetedCaseJudgesTheNextAfresh() {
        SeverityPolicy low = SeverityPolicy.builder("low")
                .severity(Severity.LOW)
                .target(Metric.RESOLUTION, target("8h"))
                .target(Metric.FIRST_RESPONSE, target("1h"))
                .target(Metric.ACKNOWLEDGE, target("1h"))
                .build();
        ServiceLevelAgreement desk = desk(low, policy(Severity.HIGH, "2h").build());
        List<CaseEvent> retargeted = List.of(
                opened("09:00", Severity.LOW), event("09:30", EventType.RESPONDED), severity("10:00", Severity.HIGH));
        List<CaseEvent> next = List.of(
                opened("09:00", Severity.LOW),
                event("09:10", EventType.ACKNOWLEDGED),
                event("09:50", EventType.RESPONDED));
        CaseJudge judge = CaseJudge.of(desk);
        for (List<CaseEvent> events : List.of(retargeted, next, retargeted, next)) {
            assertThat(judge.outcomes(events, at("20:00")))
                    .isEqualTo(CaseJudge.of(desk).outcomes(events, at("20:00")));
        }
    }

    @Test
    void aMetricThatWorkPausesRestsAfterAReopening() {
        Metric repair = Metric.builder("repair")
                .startsOn(EventType.OPENED)
                .pausesOn(EventType.WORK_ENDED)
                .resumesOn(EventType.WORK_STARTED)
                .stopsOn(EventType.RESOLVED, EventType.CLOSED)
                .build();
        says(
                judged(
                        desk(all(repair, "4h", Reopening.CONTINUE)),
                        "15:00",
                        opened("09:00", Severity.LOW),
                        resolved("10:00"),
                        reopened("12:00"),
                        event("13:00", EventType.WORK_STARTED)),
                """
                repair#0 RUNNING PENDING 3h/4h
                09:00-.. by provider/desk, Low
                paused provider/desk () 1h
                effort 00010
                09:00: 0 of 4h, provider/desk, Low
                10:00: 0.25 of 4h, nobody for desk, Low
                12:00: 0.25 of 4h, provider/desk, Low""");
    }

    @Test
    void whatAnEventSaysIsBelievedEvenIfItCannotBeTrue() {
        CaseEvent answer = CaseEvent.responded("INC-1", at("11:00"));
        List<CaseEvent> events = List.of(
                opened("09:00", Severity.LOW),
                event("10:00", EventType.CLOSED),
                event("11:00", EventType.UPDATED),
                answer.withAttribute("tier", "gold"));
        ServiceCase incident = ServiceCase.replay(desk(all(Metric.RESOLUTION, "4h")), events);
        assertThat(incident.attributes()).containsExactly(Map.entry("tier", "gold"));
        assertThat(incident.ignored()).extracting(IgnoredEvent::reason).containsExactly("the case is closed");
        assertThat(incident.last().steps()).hasSize(2);
        assertThat(incident.last().steps().get(1).events()).isEmpty();
        ServiceCase quiet = ServiceCase.replay(
                desk(all(Metric.RESOLUTION, "4h")), List.of(events.get(0), events.get(1), events.get(2), answer));
        assertThat(quiet.last().steps()).hasSize(1);
        assertThat(quiet.attributes()).isEmpty();
    }

    @Test
    void aLimitAgreedByHandIsThatOfTheWayFromThenOn() {
        AgreedByHand longer = AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("8h"), "Ann", "customs");
        says(
                leftToTheModel(
                        desk(all(Metric.RESOLUTION, "4h")),
                        "20:00",
                        opened("09:00", Severity.LOW),
                        reassigned("10:00", "network"),
                        CaseEvent.agreed("INC-1", at("12:00"), longer),
                        resolved("16:00")),
                """
                resolution#0 STOPPED MET 7h/8h
                09:00-16:00 by provider/network, Low
                adjusted
                09:00: 0 of 4h, provider/desk, Low
                10:00: 0.25 of 4h, provider/network, Low
                12:00: 0.375 of 8h, provider/network, Low""");
    }

    @Test
    void aMoveToAnotherVersionAndTheFirstLookAtACaseCutItsWay() {
        ServiceLevelAgreement second =
                desk(all(Metric.RESOLUTION, "8h")).toBuilder().version("2").build();
        ServiceCase incident = ServiceCase.open(desk(all(Metric.RESOLUTION, "4h")), opened("09:00", Severity.LOW))
                .move(at("11:00"), second, Retargeting.RETROACTIVE)
                .apply(resolved("12:00"));
        says(words(new Outcomes(incident, at("20:00"), Optional.of(at("10:30"))).all()), """
                resolution#0 STOPPED MET 3h/8h
                09:00-12:00 by provider/desk, Low
                09:00: 0 of 4h, provider/desk, Low
                10:30: 0.375 of 4h, provider/desk, Low
                11:00: 0.25 of 8h, provider/desk, Low""");
    }

    @Test
    void waitsAreInOrderOfTheirBeginningsHoweverTheyEnd() {
        says(
                judged(
                        desk(all(Metric.RESOLUTION, "4h")),
                        "12:00",
                        opened("09:00", Severity.LOW),
                        waiting("10:00", ANSWER),
                        waiting("10:30", PARTS),
                        resumed("11:00", PARTS)),
                """
                resolution#0 PAUSED PENDING 1h/4h
                09:00-.. by provider/desk, Low
                paused customer (answer) 1h30m
                paused customer + vendor (answer + parts) 30m
                2 pauses, 1 unended
                09:00: 0 of 4h, provider/desk, Low
                10:00: 0.25 of 4h, customer for desk, Low
                10:30: 0.25 of 4h, customer + vendor for desk, Low
                11:00: 0.25 of 4h, customer for desk, Low
                waited 10:00 2h for answer of customer, desk, OPEN
                waited 10:30 30m for parts of vendor, desk, RESUMED""");
    }

    @Test
    void whatWasTakenBackIsInNoOutcome() {
        says(
                judged(
                        desk(all(Metric.RESOLUTION, "4h")),
                        "20:00",
                        opened("09:00", Severity.LOW),
                        waiting("10:00", ANSWER).withId("7"),
                        resolved("12:00"),
                        CaseEvent.withdrawn("INC-1", at("13:00"), "7")),
                """
                resolution#0 STOPPED MET 3h/4h
                09:00-12:00 by provider/desk, Low
                09:00: 0 of 4h, provider/desk, Low""");
    }
}
