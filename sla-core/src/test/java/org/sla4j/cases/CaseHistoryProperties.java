package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Ledger;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.clock.SlaClock;

/** Laws of histories and of what is derived from them: readings, records, ledgers by holder, versions, exclusions, differences. */
class CaseHistoryProperties {
    private static final Instant OPENED = Instant.parse("2026-03-27T15:00:00Z");
    private static final BusinessCalendar BERLIN = BusinessCalendar.builder("Berlin office")
            .zone(ZoneId.of("Europe/Berlin"))
            .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00"))
            .build();
    private static final BusinessCalendar NIGHTS = BusinessCalendar.builder("Night shift")
            .zone(ZoneId.of("America/New_York"))
            .hours(WeeklyHours.parse("Mon-Fri 22:00-06:00"))
            .build();
    private static final List<PauseReason> REASONS =
            List.of(PauseReason.of("awaiting user info", "customer"), PauseReason.of("awaiting parts", "vendor"));
    private static final List<Severity> SEVERITIES = List.of(Severity.CRITICAL, Severity.HIGH, Severity.LOW);
    private static final ServiceLevelAgreement FIRST = agreement(
            "1", Target.of("4h wall", BERLIN, 1.00), Target.of("8h", BERLIN, 0.95), Target.of("5bd", NIGHTS, 0.90));
    private static final ServiceLevelAgreement SECOND = agreement(
            "2",
            Target.of("4h", NIGHTS, 1.00),
            Target.of("6h", BERLIN, 0.95).withPauseRule(PauseRule.parties(Set.of(Party.of("customer")))),
            Target.of("3bd end-of-day", BERLIN, 0.90));
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ServiceLevelAgreement agreement(String version, Target critical, Target high, Target low) {
        return ServiceLevelAgreement.builder("helpdesk")
                .version(version)
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(policy(Severity.CRITICAL, critical))
                .policy(policy(Severity.HIGH, high))
                .policy(policy(Severity.LOW, low))
                .build();
    }

    private static SeverityPolicy policy(Severity severity, Target target) {
        return SeverityPolicy.builder(severity.name())
                .severity(severity)
                .target(Metric.FIRST_RESPONSE, target)
                .target(Metric.RESOLUTION, target)
                .build();
    }

    private static Instant after(List<CaseEvent> events) {
        return events.get(events.size() - 1).at().plus(Duration.ofHours(30));
    }

    @Property
    void aRecordComesBackAsTheSameCase(@ForAll("cases") ServiceCase incident) throws Exception {
        CaseRecord read = JSON.readValue(JSON.writeValueAsString(CaseRecord.of(incident)), CaseRecord.class);
        ServiceCase again = read.toCase(FIRST, SECOND);
        assertThat(again).isEqualTo(incident);
        assertThat(again.clocks()).isEqualTo(incident.clocks());
        assertThat(again.ignored()).isEqualTo(incident.ignored());
    }

    @Property
    void movesAndEventsInAnyOrderGiveTheSameCase(
            @ForAll("events") List<CaseEvent> events,
            @ForAll("versions") AgreementVersions versions,
            @ForAll Random random) {
        Instant now = after(events);
        ServiceCase replayed = versions.replay(events, now);
        ServiceCase incremental = ServiceCase.open(versions.at(OPENED), events.get(0));
        Instant moved = OPENED;
        for (CaseEvent event : events.subList(1, events.size())) {
            incremental = versions.moved(incremental, moved, event.at()).apply(event);
            moved = event.at();
        }
        incremental = versions.moved(incremental, moved, now);
        assertThat(incremental.clocks()).isEqualTo(replayed.clocks());
        assertThat(incremental).isEqualTo(replayed);

        List<CaseEvent> shuffled = new ArrayList<>(events.subList(1, events.size()));
        Collections.shuffle(shuffled, random);
        ServiceCase late = versions.replay(events.subList(0, 1), now);
        for (CaseEvent event : shuffled) {
            late = late.apply(event);
        }
        assertThat(late.clocks()).isEqualTo(replayed.clocks());
    }

    @Property
    void everyReadingEqualsThatOfACaseThatTicksMinuteByMinute(
            @ForAll("events") List<CaseEvent> events, @ForAll @LongRange(max = 100_000) long minutes) {
        long span = Duration.between(OPENED, after(events)).toMinutes();
        Instant now = OPENED.plus(Duration.ofMinutes(minutes % (span + 1)));
        for (ServiceLevelAgreement agreement : List.of(FIRST, SECOND)) {
            ServiceCase.replay(agreement, events).clocks().forEach((metric, clock) -> {
                MinuteTickingCase slow = new MinuteTickingCase(agreement, metric, events, now);
                ClockReading reading = clock.reading(now);
                assertThat(reading.elapsed()).isEqualTo(slow.elapsed());
                assertThat(reading.limit()).isEqualTo(slow.limit());
                assertThat(reading.phase()).isEqualTo(slow.phase());
                assertThat(reading.verdict()).isEqualTo(slow.verdict());
            });
        }
    }

    @Property
    void sharesOfPartiesAndTeamsAddUpToTheLedger(@ForAll("cases") ServiceCase incident) {
        Instant now = after(incident.events());
        incident.clocks().forEach((metric, clock) -> {
            Ledger account = clock.explain(now);
            CaseLedger ledger = incident.ledger(metric, now).orElseThrow();
            CaseLedger.HeldTime total =
                    new CaseLedger.HeldTime(account.business().plus(account.withheld()), account.wall());
            assertThat(ledger.total()).isEqualTo(total);
            assertThat(sum(ledger.byParty().values())).isEqualTo(total);
            assertThat(sum(ledger.byTeam().values())).isEqualTo(total);
            assertThat(ledger.intervals().stream()
                            .map(interval -> interval.entry().business())
                            .reduce(Duration.ZERO, Duration::plus))
                    .isEqualTo(clock.reading(now).elapsed());
            Optional<Instant> end = Optional.empty();
            for (CaseLedger.HeldInterval interval : ledger.intervals()) {
                assertThat(end.orElse(interval.entry().start()))
                        .isEqualTo(interval.entry().start());
                end = Optional.of(interval.entry().end());
            }
        });
    }

    private static CaseLedger.HeldTime sum(Iterable<CaseLedger.HeldTime> shares) {
        CaseLedger.HeldTime sum = CaseLedger.HeldTime.NONE;
        for (CaseLedger.HeldTime share : shares) {
            sum = sum.plus(share);
        }
        return sum;
    }

    @Property
    void theSameAgreementMakesNoDifference(@ForAll("events") List<CaseEvent> events) {
        ServiceCase incident = ServiceCase.replay(FIRST, events);
        assertThat(incident.diff(FIRST, after(events)).changes()).isEmpty();
        assertThat(incident.under(SECOND).under(FIRST)).isEqualTo(incident);
        assertThat(incident.under(SECOND)).isEqualTo(ServiceCase.replay(SECOND, events));
    }

    @Property
    void exclusionsOutsideHoursChangeNothing(
            @ForAll("events") List<CaseEvent> events, @ForAll("exclusions") List<Excluded> exclusions) {
        BusinessCalendar closed = BusinessCalendar.alwaysOpen().without(BERLIN.union(NIGHTS));
        List<Exclusion> outside = exclusions.stream()
                .map(excluded -> Exclusion.recurring(
                        "closed anyway", excluded.exclusion().times().intersection(closed), ""))
                .toList();
        // Limits in wall time have no closed time, so the second agreement, which has none of them.
        ServiceCase raw = ServiceCase.replay(SECOND, events);
        assertThat(CaseDiff.between(raw, raw.without(Exclusions.of(outside)), after(events))
                        .changes())
                .isEmpty();
    }

    /** The oracle walks through the raw ledger and counts, minute by minute, what no exclusion covers. */
    @Property
    void adjustedTimeIsTheRawTimeOutsideTheExclusions(
            @ForAll("events") List<CaseEvent> events, @ForAll("exclusions") List<Excluded> exclusions) {
        Instant now = after(events);
        ServiceCase raw = ServiceCase.replay(FIRST, events);
        ServiceCase adjusted = raw.without(
                Exclusions.of(exclusions.stream().map(Excluded::exclusion).toList()));
        raw.clocks().forEach((metric, clock) -> {
            SlaClock less = adjusted.clock(metric).orElseThrow();
            long minutes = 0;
            for (LedgerInterval entry : clock.explain(now).intervals()) {
                if (entry.cause() == LedgerInterval.Cause.RUNNING) {
                    for (Instant at = entry.start(); at.isBefore(entry.end()); at = at.plusSeconds(60)) {
                        minutes += isExcluded(exclusions, at) ? 0 : 1;
                    }
                }
            }
            assertThat(less.reading(now).elapsed()).isEqualTo(Duration.ofMinutes(minutes));
        });
    }

    private static boolean isExcluded(List<Excluded> exclusions, Instant at) {
        return exclusions.stream().anyMatch(excluded -> excluded.covers().test(at));
    }

    /** An exclusion, and the same in words of java.time alone. */
    private record Excluded(Exclusion exclusion, Predicate<Instant> covers) {}

    @Provide
    Arbitrary<ServiceCase> cases() {
        return Combinators.combine(events(), versions())
                .as((events, versions) -> versions.replay(events, after(events)));
    }

    @Provide
    Arbitrary<AgreementVersions> versions() {
        return Combinators.combine(
                        Arbitraries.of(AgreementVersions.OpenCases.values()),
                        Arbitraries.integers().between(-60, 3000))
                .as((rule, minutes) ->
                        AgreementVersions.of(FIRST).then(SECOND, OPENED.plus(Duration.ofMinutes(minutes)), rule));
    }

    @Provide
    Arbitrary<List<Excluded>> exclusions() {
        return Arbitraries.oneOf(spans(), weeks()).list().ofMaxSize(4);
    }

    private static Arbitrary<Excluded> spans() {
        return Combinators.combine(
                        Arbitraries.integers().between(-600, 6000),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(1, 900),
                                Arbitraries.integers().between(1, 6000)),
                        Arbitraries.of(Exclusion.MAINTENANCE, Exclusion.FORCE_MAJEURE))
                .as((first, length, category) -> {
                    Instant start = OPENED.plus(Duration.ofMinutes(first));
                    Instant end = start.plus(Duration.ofMinutes(length));
                    return new Excluded(
                            Exclusion.of(category, start, end, ""), at -> !at.isBefore(start) && at.isBefore(end));
                });
    }

    /** Whole hours of a day of the week, in zones of which one changes its clocks within the cases. */
    private static Arbitrary<Excluded> weeks() {
        return Combinators.combine(
                        Arbitraries.of(DayOfWeek.values()),
                        Arbitraries.integers().between(0, 23),
                        Arbitraries.integers().between(1, 24),
                        Arbitraries.of("Europe/Berlin", "America/New_York", "Asia/Kolkata"),
                        Arbitraries.integers().between(0, 10))
                .as((day, from, until, zone, days) -> {
                    int end = Math.max(from + 1, until);
                    DateRange dates = new DateRange(
                            LocalDate.ofInstant(OPENED, ZoneOffset.UTC).plusDays(days / 2),
                            LocalDate.ofInstant(OPENED, ZoneOffset.UTC).plusDays(days));
                    String hours = "%s %02d:00-%02d:00".formatted(day.toString().substring(0, 3), from, end);
                    Exclusion exclusion = Exclusion.recurring(
                                    Exclusion.MAINTENANCE, WeeklyHours.parse(hours), ZoneId.of(zone), "patches")
                            .within(dates);
                    return new Excluded(exclusion, at -> {
                        ZonedDateTime local = at.atZone(ZoneId.of(zone));
                        return local.getDayOfWeek() == day
                                && dates.contains(local.toLocalDate())
                                && local.getHour() >= from
                                && local.getHour() < end;
                    });
                });
    }

    /** An opening and up to ten later events, no two at one instant. */
    @Provide
    Arbitrary<List<CaseEvent>> events() {
        Arbitrary<int[]> steps = Combinators.combine(
                        Arbitraries.integers().between(1, 700),
                        Arbitraries.integers().between(0, 14),
                        Arbitraries.integers().between(0, 2))
                .as((minutes, action, choice) -> new int[] {minutes, action, choice});
        return Combinators.combine(Arbitraries.of(SEVERITIES), steps.list().ofMaxSize(10))
                .as((severity, list) -> {
                    List<CaseEvent> events = new ArrayList<>();
                    events.add(CaseEvent.opened("INC-1", OPENED, severity).withAttribute("tier", "gold"));
                    Instant at = OPENED;
                    for (int[] step : list) {
                        at = at.plus(Duration.ofMinutes(step[0]));
                        events.add(event(step[1], step[2], at));
                    }
                    return List.copyOf(events);
                });
    }

    private static CaseEvent event(int action, int choice, Instant at) {
        PauseReason reason = REASONS.get(choice % 2);
        return switch (action) {
            case 0 -> CaseEvent.responded("INC-1", at);
            case 1, 2, 3 -> CaseEvent.waiting("INC-1", at, reason);
            case 4 -> CaseEvent.resumed("INC-1", at, reason);
            case 5 -> CaseEvent.resumed("INC-1", at);
            case 6, 7 -> CaseEvent.severityChanged("INC-1", at, SEVERITIES.get(choice));
            case 8, 9, 10 -> CaseEvent.reassigned("INC-1", at, "team " + choice);
            case 11 -> CaseEvent.resolved("INC-1", at);
            case 12, 13 -> CaseEvent.reopened("INC-1", at);
            default -> choice == 0 ? CaseEvent.cancelled("INC-1", at) : CaseEvent.closed("INC-1", at);
        };
    }
}
