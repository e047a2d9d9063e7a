package org.sla4j.compliance.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Ledger;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.MissCosts;
import org.sla4j.compliance.RiskCalibration;
import org.sla4j.compliance.RiskSummary;
import org.sla4j.compliance.WorstCases;

/** Whatever is counted and whatever it is called, the page is in order. */
class CompliancePageProperties {
    private static final List<String> NAMES = List.of(
            "",
            "desk",
            "none",
            "others",
            "provider",
            "nobody",
            "R/D + Labs",
            "100 %",
            "%2F",
            "<b>",
            "&amp;",
            "\"'",
            "\n",
            "\u202e",
            "\ud800",
            "\ud83d\ude00",
            "]]>",
            "a".repeat(300),
            "\u00df",
            " ",
            "no wait",
            "/",
            "+",
            " + ");

    private final Random random = new Random();

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String name() {
        return any(NAMES);
    }

    private Party party() {
        String name = name();
        return Party.of(name.isBlank() ? "customer" : name);
    }

    private Duration time() {
        return switch (random.nextInt(6)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofNanos(1 + random.nextInt(2_000_000_000));
            case 2 -> Duration.ofDays(random.nextInt(5_000));
            default -> Duration.ofSeconds(random.nextInt(100_000));
        };
    }

    private Outcome outcome() {
        Verdict verdict = any(List.of(Verdict.values()));
        Instant start = Instant.parse("2026-01-05T09:00:00Z")
                .plus(Duration.ofDays(random.nextInt(20) == 0 ? random.nextInt(60_000) : random.nextInt(100)));
        Outcome.Builder one = Outcome.builder(
                        name(),
                        any(List.of("resolution", "<first> response", "none")),
                        any(List.of(Severity.LOW, Severity.HIGH, Severity.of(0, "<0>"))))
                .agreement(any(List.of("", "a", "<b>")), name())
                .verdict(verdict, time(), time())
                .goal(any(List.of(0.9, 0.95, 1.0, 0.99999, 1e-19, 0.123456789)))
                .team(name());
        Instant end = start.plus(time());
        one = verdict == Verdict.PENDING || verdict == Verdict.BREACHED
                ? one.since(start, end)
                : one.between(start, end);
        if (verdict == Verdict.PENDING && random.nextBoolean()) {
            one.phase(Phase.PAUSED);
        }
        if (random.nextBoolean()) {
            List<Outcome.PausedTime> paused = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                paused.add(new Outcome.PausedTime(
                        any(List.of(Holder.PROVIDER, Holder.of(party()), Holder.of(List.of(party(), party())))),
                        name(),
                        time(),
                        time()));
            }
            one.paused(paused);
            one.path(new Outcome.Path(
                    List.of(
                            new Outcome.Stage(start, 0, Holder.provider(name()), name(), Severity.LOW, time()),
                            new Outcome.Stage(start, 0.5, Holder.of(party()), name(), Severity.LOW, time()),
                            new Outcome.Stage(
                                    end, 1, Holder.of(List.of(party(), party())), name(), Severity.LOW, time())),
                    List.of()));
        }
        if (random.nextInt(3) == 0) {
            one.flags(EnumSet.of(any(List.of(Outcome.Flag.values()))));
            one.rating(1 + random.nextInt(5));
            one.effort(new Outcome.Effort(random.nextInt(3), random.nextInt(3), 1, 1, 1));
            one.pauses(new Outcome.Pauses(2, random.nextInt(3), random.nextBoolean(), Optional.of(time())));
        }
        return random.nextInt(10) == 0 ? one.unpromised().build() : one.build();
    }

    private WorstCases.Entry entry() {
        List<LedgerInterval> intervals = new ArrayList<>();
        Instant at = Instant.parse("2026-01-05T09:00:00Z");
        for (int i = 0; i < random.nextInt(200); i++) {
            LedgerInterval.Cause cause = any(List.of(LedgerInterval.Cause.values()));
            Duration open = time();
            boolean isOpen = cause == LedgerInterval.Cause.PAUSED || cause == LedgerInterval.Cause.AHEAD;
            Duration counted = switch (cause) {
                case RUNNING -> open;
                case ADJUSTED -> random.nextBoolean() ? open : open.negated();
                default -> Duration.ZERO;
            };
            String reason = name();
            intervals.add(new LedgerInterval(
                    at,
                    cause == LedgerInterval.Cause.ADJUSTED ? at : at.plus(open),
                    cause,
                    name(),
                    cause == LedgerInterval.Cause.PAUSED && random.nextInt(5) > 0
                            ? Set.of(new PauseReason(reason.isBlank() ? "info" : reason, party()))
                            : Set.of(),
                    counted,
                    isOpen ? open : Duration.ZERO));
            at = at.plus(open);
        }
        return new WorstCases.Entry(outcome(), new Ledger(intervals));
    }

    @Property(tries = 100)
    void anyPageIsInOrder(@ForAll long seed) {
        random.setSeed(seed);
        List<List<Dimension>> all = List.of(
                List.of(Dimension.METRIC),
                List.of(Dimension.AGREEMENT, Dimension.METRIC, Dimension.SEVERITY),
                List.of(Dimension.TEAM),
                List.of(Dimension.CUSTOMER, Dimension.TEAM),
                List.of(Dimension.week(ZoneOffset.UTC), Dimension.attribute("<x>")));
        Dimension period = any(List.of(
                Dimension.day(ZoneOffset.UTC),
                Dimension.week(ZoneId.of("Europe/Berlin")),
                Dimension.month(ZoneOffset.UTC),
                Dimension.quarter(ZoneOffset.UTC)));
        ComplianceAggregator figures = ComplianceAggregator.of(any(all).toArray(Dimension[]::new));
        ComplianceAggregator before =
                ComplianceAggregator.of(figures.report().dimensions().toArray(Dimension[]::new));
        ComplianceAggregator trend = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY, period);
        ComplianceAggregator teams = ComplianceAggregator.of(Dimension.TEAM, Dimension.METRIC);
        List<Outcome> misses = new ArrayList<>();
        List<WorstCases.Entry> worst = new ArrayList<>();
        for (int i = 0; i < random.nextInt(60); i++) {
            Outcome one = outcome();
            figures.add(one);
            trend.add(one);
            teams.add(one);
            misses.add(one);
            before.add(outcome());
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            worst.add(entry());
        }
        RiskCalibration calibration = RiskCalibration.of(30, ZoneOffset.UTC);
        for (int i = 0; i < random.nextInt(50); i++) {
            calibration.add(Instant.EPOCH, random.nextDouble(), random.nextInt(20) == 0);
        }
        CompliancePage page = CompliancePage.of(name(), figures.report())
                .withBefore(before.report())
                .withTrend(trend.report())
                .withTeams(teams.report())
                .withWaits(teams.report())
                .withRisk(new RiskSummary(5, random.nextInt(6), 1, 0, 3), new TreeMap<>(), calibration)
                .withCosts(MissCosts.of("EUR").withTouch("1E3"))
                .withCredits(
                        figures.report(),
                        ServiceCredits.of(Currency.getInstance("JPY"), 0.5).below(0.9, 0.1),
                        new BigDecimal("1E4"))
                .withMisses(misses)
                .withWorst(worst)
                .withNotes(List.of(name()));
        if (random.nextBoolean()) {
            page = page.withAsOf(Instant.parse("2026-04-05T09:00:00Z"), ZoneId.of("Asia/Tokyo"));
        }
        String html = page.toHtml();
        ShownPage shown = ShownPage.of(html);
        assertThat(html).doesNotContain("<b>", "\u202e", "\ud800");
        assertThat(html.substring(html.indexOf("<main>"))).doesNotContainPattern("NaN|Infinity|null|[^0-9]-0\\.0 ");
        for (String style :
                List.of("run", "stopped", "good", "bad", "volume", "party0", "party1", "party2", "party3")) {
            assertThat(shown.drawn("rect", style, "width")).noneMatch(width -> width.startsWith("-"));
            assertThat(shown.drawn("rect", style, "height")).noneMatch(height -> height.startsWith("-"));
        }
        assertThat(shown.tooltips()).allMatch(words -> !words.isBlank());
    }
}
