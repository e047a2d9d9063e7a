package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;

/** What a report suggests is promised, and the cases that it was suggested from are judged by it. */
class SuggestionProperties {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(90));
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("office")
            .zone("Europe/Berlin")
            .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:30"))
            .build();
    private static final PauseReason INFO = PauseReason.of("info", "customer");

    /** A case: minutes from its opening to a wait, to its end and to its resolution; the last is negative if it is open still. */
    record Drawn(Severity severity, long opened, long waits, long resumes, long resolved) {}

    @Provide
    Arbitrary<List<Drawn>> cases() {
        Arbitrary<Long> minutes = Arbitraries.longs().between(0, 20_000);
        return Combinators.combine(
                        Arbitraries.of(Severity.HIGH, Severity.LOW),
                        minutes,
                        minutes,
                        minutes,
                        Arbitraries.longs().between(-3_000, 20_000))
                .as(Drawn::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static ServiceCase replay(ServiceLevelAgreement agreement, int number, Drawn drawn) {
        String id = "INC-" + number;
        Instant opened = START.plus(Duration.ofMinutes(drawn.opened));
        List<CaseEvent> events = new ArrayList<>(List.of(CaseEvent.opened(id, opened, drawn.severity)));
        Instant waits = opened.plus(Duration.ofMinutes(drawn.waits));
        Instant resumes = waits.plus(Duration.ofMinutes(drawn.resumes));
        Instant resolved = opened.plus(Duration.ofMinutes(Math.max(0, drawn.resolved)));
        if (drawn.resolved < 0 || waits.isBefore(resolved)) {
            events.add(CaseEvent.waiting(id, waits, INFO));
            if (drawn.resolved < 0 || resumes.isBefore(resolved)) {
                events.add(CaseEvent.resumed(id, resumes, INFO));
            }
        }
        if (drawn.resolved >= 0) {
            events.add(CaseEvent.resolved(id, resolved));
        }
        return ServiceCase.replay(agreement, events);
    }

    @Property(tries = 150)
    void everySuggestionIsConfirmedByABacktest(@ForAll("cases") List<Drawn> drawn) {
        ServiceLevelAgreement agreement = SuggestedLimits.agreement(
                Map.of(Severity.HIGH, Duration.ofHours(8), Severity.LOW, Duration.ofHours(40)), OFFICE);
        List<ServiceCase> cases = new ArrayList<>();
        for (Drawn one : drawn) {
            cases.add(replay(agreement, cases.size(), one));
        }
        long finished = drawn.stream()
                .filter(one -> one.resolved >= 0)
                .map(Drawn::severity)
                .distinct()
                .count();
        assertThat(SuggestedLimits.confirm(cases, agreement, NOW)).isEqualTo((int) (3 * finished));
    }
}
