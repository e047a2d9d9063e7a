package org.sla4j.compliance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sla4j.agreement.ServiceCredits;

/**
 * What the customer gets back for one period, as {@link ComplianceReport#credits} works it out.
 *
 * <p>The agreement says what credits are worked out from: rows are added up by metric and severity, by metric, or all together, as
 * {@link ServiceCredits#dueBy()} says. What the groups of one period give back is added up and capped. A miss belongs to the period of its
 * breach, so that it counts once.
 *
 * <pre>{@code
 * for (CreditsDue due : report.credits(credits, new BigDecimal("10000"))) {
 *     invoice.add(due.period(), due.amount(), due.derivation());
 * }
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param period the period; empty if the report is not by one
 * @param amount the amount in the currency of the credits, capped
 * @param derivation how it follows: a line for each group that is due by itself, and one where the cap cuts the sum
 */
public record CreditsDue(String period, BigDecimal amount, List<String> derivation) {
    /** Copies the list. */
    public CreditsDue {
        derivation = List.copyOf(derivation);
    }

    static List<CreditsDue> of(ComplianceReport report, ServiceCredits credits, BigDecimal fee) {
        if (fee.signum() < 0) {
            throw new IllegalArgumentException("A fee is 0 or above, but was " + fee + ".");
        }
        List<Dimension> by = switch (credits.dueBy()) {
            case METRIC_AND_SEVERITY -> List.of(Dimension.METRIC, Dimension.SEVERITY);
            case METRIC -> List.of(Dimension.METRIC);
            case ALL -> List.of();
        };
        List<Dimension> dimensions = report.dimensions();
        if (!dimensions.containsAll(by)) {
            throw new IllegalArgumentException(
                    "These credits are due by " + by + ", but the figures are by " + dimensions + ".");
        }
        Optional<Dimension> period =
                dimensions.stream().filter(Dimension::isPeriod).findFirst();
        SortedMap<String, SortedMap<ComplianceAggregator.Key, Group>> periods = new TreeMap<>();
        for (ComplianceRow row : report.rows()) {
            Object[] facts = by.stream()
                    .map(dimension -> row.facts().get(dimensions.indexOf(dimension)))
                    .toArray();
            periods.computeIfAbsent(period.map(row::value).orElse(""), absent -> new TreeMap<>())
                    .computeIfAbsent(new ComplianceAggregator.Key(facts), absent -> new Group())
                    .merge(row.group());
        }
        List<CreditsDue> due = new ArrayList<>();
        periods.forEach((label, groups) -> {
            CreditsDue all = of(label, by, groups, credits, fee);
            if (!all.derivation().isEmpty()) {
                due.add(all);
            }
        });
        return List.copyOf(due);
    }

    private static CreditsDue of(
            String period,
            List<Dimension> by,
            SortedMap<ComplianceAggregator.Key, Group> groups,
            ServiceCredits credits,
            BigDecimal fee) {
        int digits = Math.max(0, credits.currency().getDefaultFractionDigits());
        BigDecimal most = fee.multiply(BigDecimal.valueOf(credits.cap())).setScale(digits, credits.rounding());
        BigDecimal sum = BigDecimal.ZERO.setScale(digits);
        List<String> derivation = new ArrayList<>();
        for (Map.Entry<ComplianceAggregator.Key, Group> entry : groups.entrySet()) {
            ComplianceRow row = new ComplianceRow(by, entry.getKey().facts(), entry.getValue());
            if (row.compliance().isPresent()) {
                ServiceCredits.Credit credit =
                        credits.creditFor(row.compliance().getAsDouble(), row.goal(), fee);
                sum = sum.add(credit.amount());
                String name = String.join(", ", row.values());
                derivation.add((name.isEmpty() ? "" : name + ": ") + row.met() + " of " + row.measured() + " met; "
                        + credit.derivation());
            }
        }
        if (sum.compareTo(most) > 0) {
            derivation.add(
                    "capped: " + sum + " " + credits.currency() + " is more than " + most + " " + credits.currency());
        }
        return new CreditsDue(period, sum.min(most), derivation);
    }
}
