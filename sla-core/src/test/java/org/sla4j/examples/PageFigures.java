package org.sla4j.examples;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.WorstCases;
import org.sla4j.compliance.page.CompliancePage;

/** What the page of the job shows: the figures of a period, of the one before, and of the teams, and what was missed. */
final class PageFigures {
    private static final int WORST = 10;
    /** Those that went furthest over their limits are listed; a page with more of them would be too long to open. */
    private static final int MOST_MISSES = 2_000;

    private static final Comparator<Outcome> FURTHEST = Comparator.comparing(
                    (Outcome outcome) -> outcome.elapsed().minus(outcome.limit()))
            .thenComparing(outcome -> outcome.key().toString());

    private final Optional<ReportPeriod> period;
    private final Optional<ReportPeriod> previous;
    private final ZoneId zone;
    private final boolean isWanted;
    private final ComplianceAggregator now = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
    private final ComplianceAggregator before = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
    private final ComplianceAggregator byTeam = ComplianceAggregator.of(Dimension.TEAM);
    private final WorstCases worst = WorstCases.of(WORST);
    private final PriorityQueue<Outcome> misses = new PriorityQueue<>(FURTHEST);
    private LocalDate first = LocalDate.MAX;
    private LocalDate last = LocalDate.MIN;

    PageFigures(Optional<ReportPeriod> period, ZoneId zone, boolean isWanted) {
        this.period = period;
        this.previous = period.map(ReportPeriod::before);
        this.zone = zone;
        this.isWanted = isWanted;
    }

    void add(Outcome outcome) {
        if (!isWanted) {
            return;
        }
        if (previous.isPresent() && previous.get().contains(outcome, zone)) {
            before.add(outcome);
        }
        if (period.isPresent() && !period.get().contains(outcome, zone) && outcome.verdict() != Verdict.PENDING) {
            return;
        }
        now.add(outcome);
        if (outcome.isPromised()) {
            byTeam.add(outcome);
        }
        LocalDate date = LocalDate.ofInstant(outcome.countedAt(), zone);
        first = date.isBefore(first) ? date : first;
        last = date.isAfter(last) ? date : last;
        if (outcome.verdict().isMiss()) {
            misses.add(outcome);
            if (misses.size() > MOST_MISSES) {
                misses.remove();
            }
        }
    }

    void add(ServiceCase done, List<Outcome> judged, Instant at) {
        if (isWanted
                && (period.isEmpty()
                        || judged.stream().anyMatch(outcome -> period.get().contains(outcome, zone)))) {
            worst.add(done, at);
        }
    }

    CompliancePage page(ServiceLevelAgreement agreement, List<Reporting.Due> due, Instant asOf) {
        CompliancePage page = CompliancePage.of(
                        agreement.service().isEmpty() ? agreement.id() : agreement.service(),
                        now.report().withReportsDue(due))
                .withAgreement(agreement)
                .withAsOf(asOf, zone)
                .withTeams(byTeam.report())
                .withWaits(byTeam.report())
                .withWorst(worst.entries())
                .withMisses(misses.stream().sorted(FURTHEST.reversed()).toList());
        if (period.isPresent()) {
            return page.withPeriod(period.get().first(), period.get().last()).withBefore(before.report());
        }
        return first.isAfter(last) ? page : page.withPeriod(first, last);
    }
}
