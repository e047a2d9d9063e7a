package org.sla4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.document.AgreementDefinition;
import org.sla4j.agreement.document.AgreementText;
import org.sla4j.agreement.document.Finding;
import org.sla4j.agreement.document.Lint;
import org.sla4j.agreement.document.MeasurementGap;
import org.sla4j.agreement.document.WeakLinks;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.CaseDiff;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseLedger;
import org.sla4j.cases.CaseRecord;
import org.sla4j.cases.Exclusion;
import org.sla4j.cases.Exclusions;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.Backtest;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.MissCosts;
import org.sla4j.compliance.RollingCompliance;
import org.sla4j.compliance.WorstCases;
import org.sla4j.compliance.page.CompliancePage;
import org.sla4j.monitor.OldSlaStore;
import org.sla4j.monitor.SlaBoard;
import org.sla4j.monitor.SlaEvent;
import org.sla4j.monitor.SlaListener;
import org.sla4j.monitor.SlaMonitor;

/** The README's code, run, and held against the README's text. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");

    @Test
    void theFirstExampleSaysWhatItsCommentsSay() {
        BusinessCalendar berlin = BusinessCalendar.builder("Berlin office")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:30"))
                .holidays(HolidayCalendar.on(LocalDate.of(2026, 12, 25), "Christmas Day"))
                .build();
        Instant opened = Instant.parse("2026-12-23T15:30:00Z"); // Wednesday, 16:30 in Berlin
        SlaClock clock = SlaClock.start(opened, Target.of("8h", berlin, 0.90))
                .pause(Instant.parse("2026-12-23T16:00:00Z"), PauseReason.of("awaiting user info", "customer"))
                .resume(Instant.parse("2026-12-24T08:00:00Z")); // the pause spans a night, which costs nothing
        ClockReading reading = clock.reading(Instant.parse("2026-12-24T11:00:00Z"));
        assertThat(reading.elapsed()).hasToString("PT3H30M");
        assertThat(reading.due()).contains(Instant.parse("2026-12-24T16:30:00Z"));
        assertThat(reading.breachesAt()).contains(Instant.parse("2026-12-28T08:00:00Z"));
        assertThat(clock.explain(reading.at()).business()).isEqualTo(reading.elapsed());
    }

    @Test
    void theAgreementAndTheCaseGiveAReport() throws IOException {
        ServiceLevelAgreement agreement = helpdesk();
        Instant opened = Instant.parse("2026-03-02T22:00:00Z");
        Instant now = opened.plus(Duration.ofDays(1));
        ServiceCase incident = ServiceCase.open(agreement, CaseEvent.opened("INC-1", opened, Severity.CRITICAL))
                .apply(CaseEvent.responded("INC-1", opened.plus(Duration.ofMinutes(9))))
                .apply(CaseEvent.resolved("INC-1", opened.plus(Duration.ofHours(5))));
        ComplianceAggregator compliance = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        incident.outcomes(now).forEach(compliance::add);
        assertThat(incident.clock(Metric.FIRST_RESPONSE)
                        .orElseThrow()
                        .reading(now)
                        .verdict())
                .isEqualTo(Verdict.MET);
        assertThat(incident.clock(Metric.RESOLUTION).orElseThrow().reading(now).verdict())
                .isEqualTo(Verdict.MISSED);
        assertThat(compliance.report().toText()).contains("goal missed");
        assertThat(agreement.policyFor(Severity.LOW, Map.of()).orElseThrow().target(Metric.RESOLUTION))
                .hasValueSatisfying(target -> assertThat(target.limit()).hasToString("5bd"));
    }

    @Test
    void theAgreementIsAskedAboutItself() throws IOException {
        ServiceLevelAgreement agreement = helpdesk();
        Set<EventType> recorded = Set.of(EventType.OPENED, EventType.RESOLVED, EventType.CLOSED);
        List<Finding> faults = Lint.of(agreement);
        List<Finding> weak = WeakLinks.of(agreement);
        List<MeasurementGap> gaps = MeasurementGap.of(agreement, recorded);
        String words = AgreementText.of(agreement, Locale.ENGLISH);
        assertThat(faults).extracting(Finding::toString).anyMatch(finding -> finding.contains("High"));
        assertThat(weak).isEmpty();
        assertThat(gaps).extracting(MeasurementGap::toString).anyMatch(gap -> gap.contains("first response"));
        assertThat(words).contains("Sales");
    }

    @Test
    void aHistoryIsAskedOtherQuestions() throws IOException {
        ServiceLevelAgreement agreement = helpdesk();
        Instant opened = Instant.parse("2026-03-02T22:00:00Z");
        Instant now = opened.plus(Duration.ofDays(1));
        ServiceCase incident = ServiceCase.open(agreement, CaseEvent.opened("INC-1", opened, Severity.CRITICAL))
                .apply(CaseEvent.resolved("INC-1", opened.plus(Duration.ofHours(5))));
        CaseLedger ledger = incident.ledger(Metric.RESOLUTION, now).orElseThrow();
        ledger.byParty();
        Exclusion window =
                new Exclusion(Exclusion.MAINTENANCE, opened, opened.plus(Duration.ofHours(2)), "patch night");
        CaseDiff adjusted = CaseDiff.between(incident, incident.without(Exclusions.of(window)), now);
        CaseRecord row = CaseRecord.of(incident);
        assertThat(ledger.total().business()).isEqualTo(Duration.ofHours(5));
        assertThat(adjusted.flips()).isTrue();
        assertThat(row.toCase(agreement)).isEqualTo(incident);
    }

    @Test
    void complianceIsMergedReportedAndHeldAgainstCosts() throws IOException {
        ServiceLevelAgreement agreement = helpdesk();
        Instant opened = Instant.parse("2026-03-02T22:00:00Z");
        Instant now = opened.plus(Duration.ofDays(1));
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        LocalDate today = LocalDate.of(2026, 3, 3);
        ServiceCredits tiers = ServiceCredits.of(Currency.getInstance("EUR"), 0.20)
                .below(0.95, 0.05)
                .below(0.90, 0.15);
        ServiceCase incident = ServiceCase.open(agreement, CaseEvent.opened("INC-1", opened, Severity.CRITICAL))
                .apply(CaseEvent.resolved("INC-1", opened.plus(Duration.ofHours(5))));
        ComplianceAggregator compliance = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        incident.outcomes(now).forEach(compliance::add);

        ComplianceAggregator weekly = ComplianceAggregator.of(Dimension.METRIC, Dimension.week(berlin));
        incident.outcomes(now).forEach(weekly::add);
        byte[] sent = weekly.toBytes();
        ComplianceAggregator all = ComplianceAggregator.fromBytes(sent);
        all.merge(weekly);
        assertThat(all.report().row("resolution", "2026-W10").orElseThrow().missed())
                .isEqualTo(2);

        ComplianceReport report = compliance.report();
        String text = report.toText();
        assertThat(text).contains("goal missed");
        ComplianceReport.Row row = report.row("resolution", Severity.CRITICAL).orElseThrow();
        assertThat(List.of(
                        row.verdict(),
                        row.affordableMisses(),
                        row.percentile(0.95).orElseThrow(),
                        row.missesByHolder(),
                        row.suggestTargets().size(),
                        row.pauseHygiene().waits(),
                        row.cost(MissCosts.of("EUR").withTouch("4.50").withSupervisor("20"))
                                .total()))
                .hasToString("[goal missed, 0, PT5H, {provider=1}, 3, 0, 0.00]");
        Map<String, BigDecimal> credits = report.credits(tiers, new BigDecimal("1000"));
        assertThat(credits).containsExactly(Map.entry("", new BigDecimal("200.00")));

        WorstCases worst = WorstCases.of(10);
        worst.add(incident, now);
        String page = CompliancePage.of("Service desk", report)
                .withAgreement(agreement)
                .withTrend(weekly.report())
                .withWorst(worst.entries())
                .toHtml();
        assertThat(page).contains("INC-1", "2026-W10");

        RollingCompliance rolling = RollingCompliance.of(90, berlin, Dimension.TEAM);
        incident.outcomes(now).forEach(rolling::add);
        assertThat(rolling.last(7, today).report().rows()).hasSize(1);
        assertThat(rolling.last(7, today.plusDays(7)).report().rows()).isEmpty();
    }

    @Test
    void anotherAgreementIsTriedOnPastCases() throws IOException {
        ServiceLevelAgreement agreement = helpdesk();
        Instant opened = Instant.parse("2026-03-02T22:00:00Z");
        Instant now = opened.plus(Duration.ofDays(1));
        ServiceCase incident = ServiceCase.open(agreement, CaseEvent.opened("INC-1", opened, Severity.CRITICAL))
                .apply(CaseEvent.resolved("INC-1", opened.plus(Duration.ofHours(5))));
        ServiceLevelAgreement sixHours = agreement.withTargets(
                "6 hours",
                (policy, metric, target) ->
                        metric.equals(Metric.RESOLUTION) ? target.withLimit(BusinessDuration.parse("6h")) : target);
        Backtest backtest = Backtest.of(List.of(incident), sixHours, now);
        boolean kept = backtest.after()
                .row("resolution", Severity.CRITICAL)
                .map(after -> after.isAtLeast(0.90))
                .orElse(false);
        String sideBySide = backtest.toText();
        List<CaseDiff> changed = backtest.changed();
        assertThat(kept).isTrue();
        assertThat(sideBySide).contains("1 case changes its verdict");
        assertThat(changed.get(0).changes().get(0).causes()).contains("limit 4h -> 6h");
    }

    @Test
    void theMonitorTellsOfABreach() throws IOException {
        ServiceLevelAgreement agreement = helpdesk();
        Instant opened = Instant.parse("2026-03-02T22:00:00Z");
        Instant now = opened.plus(Duration.ofDays(1));
        OldSlaStore store = new InMemorySlaStore();
        List<SlaEvent> told = new ArrayList<>();
        SlaListener listener = told::add;
        SlaMonitor monitor = SlaMonitor.builder(agreement, store, listener, InstantSource.system())
                .build();
        monitor.record(CaseEvent.opened("INC-1", opened, Severity.CRITICAL));
        monitor.tick(now);
        List<ServiceCase> next = monitor.mostUrgent(10);
        int overdue = monitor.board().count(Severity.CRITICAL, SlaBoard.State.BREACHED);
        assertThat(next).extracting(ServiceCase::id).containsExactly("INC-1");
        assertThat(overdue).isEqualTo(1);
        assertThat(told)
                .filteredOn(event -> event.kind() == SlaEvent.Kind.BREACH)
                .extracting(SlaEvent::at)
                .contains(opened.plus(Duration.ofMinutes(15)), opened.plus(Duration.ofHours(4)));
        monitor.close();
    }

    private static ServiceLevelAgreement helpdesk() throws IOException {
        return new JsonMapper()
                .readValue(blocks("json").get(0), AgreementDefinition.class)
                .toAgreement();
    }

    @Test
    void everyFileThatTheDocumentsLinkToIsThere() throws IOException {
        for (Path document : List.of(README, Path.of("..", ".github", "CONTRIBUTING.md"))) {
            Matcher links = Pattern.compile("\\]\\((?!https?:)([^)#]+)").matcher(Files.readString(document));
            List<Path> missing = links.results()
                    .map(link -> document.resolveSibling(link.group(1)))
                    .filter(target -> !Files.exists(target))
                    .toList();
            assertThat(missing).as("linked from %s", document).isEmpty();
        }
    }

    @Test
    void everyStatementOfTheReadmeIsInATest() throws IOException {
        String tests = squeeze(Files.readString(Path.of("src/test/java/org/sla4j/examples/ReadmeTest.java"))
                + Files.readString(Path.of("../sla-calendar/src/test/java/org/sla4j/calendar/ExamplesTest.java")));
        for (String block : blocks("java")) {
            String code = block.replaceAll("(?m)^//.*$", "");
            for (String statement : code.split(";[^\n]*\n", -1)) {
                if (!statement.contains("System.out")) {
                    assertThat(tests).contains(squeeze(statement));
                }
            }
        }
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher m =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        List<String> blocks = new ArrayList<>();
        while (m.find()) {
            blocks.add(m.group(1));
        }
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    private static String squeeze(String code) {
        return code.replaceAll("\\s+", "");
    }
}
