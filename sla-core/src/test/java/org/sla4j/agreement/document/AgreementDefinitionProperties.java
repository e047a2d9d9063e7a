package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.sla4j.agreement.AgreementKind;
import org.sla4j.agreement.Approval;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityMatrix;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.SupportOrder;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Terms;
import org.sla4j.agreement.Trigger;
import org.sla4j.agreement.Warning;
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDayRule;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.TimeRange;
import org.sla4j.calendar.WeeklyHours;

/** Random agreements, written down and read back. */
class AgreementDefinitionProperties {
    private static final List<String> WORDS = List.of(
            "a",
            "customer",
            "24x7 desk",
            "Über uns",
            "party:x",
            "reason:y",
            "any",
            "never",
            "1 Critical",
            "| * _",
            "2");

    @Property
    void anAgreementWrittenDownReadsBackAsItself(@ForAll long seed) {
        ServiceLevelAgreement agreement = new Maker(new Random(seed)).agreement(1);
        assertThat(AgreementDefinition.of(agreement).toAgreement()).isEqualTo(agreement);
    }

    @Property
    void whatUsersWriteNeverBreaksTheTableOfADescription(@ForAll String text) {
        String line = AgreementText.text(text);
        assertThat(line).doesNotContain("\n", "\r").doesNotContainPattern("(?<!\\\\)(\\\\\\\\)*[|*_`<>\\[\\]]");
    }

    private record Maker(Random random) {
        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        private boolean maybe() {
            return random.nextInt(3) == 0;
        }

        private int upTo(int most) {
            return random.nextInt(most + 1);
        }

        private Party party() {
            return Party.of(one(WORDS));
        }

        private LocalDate date() {
            return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(700));
        }

        private double share() {
            return (1 + random.nextInt(1_000)) / 1_000.0;
        }

        private Duration time() {
            return Duration.ofSeconds(1 + random.nextInt(1_000_000), maybe() ? random.nextInt(1_000_000_000) : 0);
        }

        ServiceLevelAgreement agreement(int depth) {
            List<Severity> scale = maybe()
                    ? List.copyOf(Severity.ITIL)
                    : IntStream.rangeClosed(0, upTo(3))
                            .mapToObj(rank -> Severity.of(rank, one(WORDS)))
                            .toList();
            List<BusinessCalendar> calendars = List.of(BusinessCalendar.alwaysOpen(), office("office"), office("Desk"));
            List<Metric> metrics = List.of(
                    Metric.FIRST_RESPONSE,
                    Metric.RESOLUTION,
                    Metric.PERIODIC_UPDATE,
                    custom("on site"),
                    custom("visit"));
            List<Contact> contacts = IntStream.range(0, 3)
                    .mapToObj(i -> new Contact(
                            one(WORDS) + i,
                            one(WORDS),
                            one(WORDS),
                            maybe() ? Optional.of(one(calendars)) : Optional.empty()))
                    .toList();
            ServiceLevelAgreement.Builder made = ServiceLevelAgreement.builder("id " + one(WORDS))
                    .version(one(WORDS))
                    .kind(one(List.of(AgreementKind.values())))
                    .service(one(WORDS))
                    .provider(party())
                    .customer(party())
                    .zone(one(List.of(ZoneOffset.UTC, ZoneId.of("Europe/Berlin"))));
            Terms.Builder terms = Terms.builder().success(maybe() ? one(WORDS) : "");
            scale.forEach(made::severity);
            if (maybe()) {
                LocalDate first = date();
                made.inForce(DateRange.of(first, first.plusDays(upTo(900))));
                terms.reviewOn(date()).beneficiary(party()).beneficiary(party());
            }
            if (maybe()) {
                made.requiresApproval("owner").approval(approval());
                made.publishedAt(Instant.EPOCH.plusSeconds(random.nextInt(1_000_000_000)));
                terms.reporting(new Reporting(one(WORDS), party(), party(), party(), Period.of(upTo(2), upTo(3), 1)));
            }
            if (maybe()) {
                terms.responsible(one(metrics), party()).responsible(one(metrics), party());
            }
            if (maybe()) {
                made.contact(one(contacts)).escalation(step(contacts));
            }
            if (maybe()) {
                made.credits(ServiceCredits.of(Currency.getInstance(one(List.of("EUR", "JPY"))), share())
                        .withRounding(one(List.of(RoundingMode.HALF_EVEN, RoundingMode.HALF_UP, RoundingMode.DOWN)))
                        .withBasis(one(List.of(ServiceCredits.Basis.values())))
                        .withDueBy(one(List.of(ServiceCredits.DueBy.values())))
                        .below(0.9, share() / 2));
            }
            if (maybe()) {
                made.matrix(SeverityMatrix.of(
                        List.of("x", one(WORDS)), List.of("y"), List.of(List.of(one(scale)), List.of(one(scale)))));
            }
            for (int i = 0; i <= upTo(3); i++) {
                made.policy(policy(one(WORDS) + " " + i, scale, metrics, calendars, contacts));
            }
            if (depth > 0 && maybe()) {
                made.restsOn(agreement(depth - 1));
            }
            if (maybe()) {
                made.supportOrder(SupportOrder.IN_A_ROW).selectsAtOpeningOnly();
            }
            ServiceLevelAgreement built = made.terms(terms.build()).build();
            return maybe() ? built.withApproval(approval()) : built;
        }

        private SeverityPolicy policy(
                String name,
                List<Severity> scale,
                List<Metric> metrics,
                List<BusinessCalendar> calendars,
                List<Contact> contacts) {
            SeverityPolicy.Builder made = SeverityPolicy.builder(name)
                    .retargeting(one(List.of(Retargeting.values())))
                    .reopening(one(List.of(Reopening.values())));
            if (maybe()) {
                made.severity(one(scale));
            }
            if (maybe()) {
                made.attribute(one(WORDS), one(WORDS));
            }
            IntStream.range(0, upTo(3)).mapToObj(i -> condition()).forEach(made::condition);
            if (maybe()) {
                made.retargetsFinished();
            }
            if (maybe()) {
                made.replyEndsWait();
            }
            if (maybe()) {
                EscalationStep first = step(contacts);
                EscalationStep second = step(contacts);
                made.escalation(first);
                if (!second.when().equals(first.when()) || !second.contact().equals(first.contact())) {
                    made.escalation(second);
                }
            }
            metrics.subList(0, 1 + random.nextInt(metrics.size()))
                    .forEach(metric -> made.target(metric, target(one(calendars))));
            return made.build();
        }

        private Approval approval() {
            Approval approval = Approval.of(one(WORDS), one(WORDS), date());
            return maybe() ? approval.withFrom(approval.on().minusDays(upTo(50))) : approval;
        }

        private Condition condition() {
            String attribute = one(WORDS) + " more";
            String number = Integer.toString(upTo(9));
            return one(List.of(
                    Condition.anyOf(attribute, one(WORDS), "another"),
                    Condition.not(attribute, one(WORDS)),
                    Condition.atLeast(attribute, number),
                    Condition.atMost(attribute, "-" + number + ".5"),
                    Condition.present(attribute)));
        }

        private Target target(BusinessCalendar calendar) {
            BusinessDuration limit = one(List.of(
                    BusinessDuration.of(time()),
                    BusinessDuration.wall(time()),
                    BusinessDuration.days(1 + upTo(20)),
                    BusinessDuration.days(1 + upTo(20), BusinessDayRule.END_OF_DAY),
                    BusinessDuration.days(1, BusinessDayRule.cutOff(LocalTime.of(14, 30), LocalTime.of(9, 0)))));
            Target target = Target.of(limit, calendar, share()).withPauseRule(pauses());
            return maybe() ? target.withWarnings(Warning.atFraction(share()), Warning.beforeDue(time())) : target;
        }

        private PauseRule pauses() {
            Set<Party> parties =
                    IntStream.range(0, upTo(2)).mapToObj(i -> party()).collect(Collectors.toSet());
            Set<String> reasons =
                    IntStream.range(0, upTo(2)).mapToObj(i -> one(WORDS)).collect(Collectors.toSet());
            return new PauseRule(maybe(), parties, reasons);
        }

        private EscalationStep step(List<Contact> contacts) {
            Trigger when = one(List.of(
                    Warning.atFraction(share()), Warning.beforeDue(time()), Trigger.breach(), Trigger.every(time())));
            Optional<Contact> by = maybe() ? Optional.of(one(contacts)) : Optional.empty();
            return new EscalationStep(when, one(contacts), one(WORDS), by);
        }

        private Metric custom(String name) {
            Metric.Builder made = Metric.builder(name)
                    .startsOn(EventType.of("begun " + name))
                    .stopsOn(EventType.CLOSED)
                    .pauseRule(pauses());
            if (maybe()) {
                made.pausesOn(EventType.of("left"))
                        .resumesOn(EventType.of("came"))
                        .cancelsOn(EventType.of("withdrawn"));
            }
            if (maybe()) {
                made.restartsOn(EventType.UPDATED).repeating();
                if (maybe()) {
                    made.countedFromDue();
                }
            }
            if (maybe()) {
                made.whileHeldBy(one(List.of(
                        WhileHeldBy.team(one(WORDS)),
                        WhileHeldBy.team(one(WORDS)).cumulative(),
                        WhileHeldBy.anyTeam().withoutVerdictAtHandOver(),
                        WhileHeldBy.anyTeam())));
            }
            return made.build();
        }

        private BusinessCalendar office(String name) {
            return BusinessCalendar.builder(name)
                    .zone(ZoneId.of(one(List.of("Europe/Berlin", "UTC", "America/New_York"))))
                    .hours(WeeklyHours.of(
                            Map.of(one(List.of(DayOfWeek.values())), List.of(TimeRange.parse("09:00-17:00")))))
                    .holidays(HolidayCalendar.on(date(), one(WORDS)))
                    .build();
        }
    }
}
