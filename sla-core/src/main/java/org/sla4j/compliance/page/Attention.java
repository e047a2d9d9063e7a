package org.sla4j.compliance.page;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.ComplianceReport.GoalPart;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.GoalVerdict;

/** What missed its goal, first: by how much, why, and who had it. */
final class Attention {
    private static final int MOST_NAMES = 3;
    private static final String NO_WAIT = "no wait";

    private Attention() {}

    static String of(ComplianceReport report) {
        List<ComplianceRow> missed = report.rows().stream()
                .filter(row -> row.verdict() == GoalVerdict.GOAL_MISSED || row.verdict() == GoalVerdict.MET_IN_PART)
                // The most misses more than allowed come first.
                .sorted(Comparator.comparingLong((ComplianceRow row) -> row.allowedMisses() - row.misses()))
                .toList();
        if (missed.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<ul class=\"attention\">\n");
        for (ComplianceRow row : missed) {
            boolean isInPart = row.verdict() == GoalVerdict.MET_IN_PART;
            out.append(isInPart ? "<li class=\"in-part\">" : "<li>")
                    .append("<strong>")
                    .append(Html.escape(
                            Html.heading(row.values().stream().map(Html::orNone).collect(Collectors.joining(", ")))))
                    .append("</strong>: ")
                    .append(Html.escape(figures(row)))
                    .append("<p>")
                    .append(Html.escape(isInPart ? inPart(row) : why(row)))
                    .append("</p></li>\n");
        }
        return Html.section("What missed its goal", out + "</ul>\n");
    }

    private static String figures(ComplianceRow row) {
        return Words.compliance(row) + " kept, goal " + Words.goal(row) + ". " + Words.count(row.misses()) + " of "
                + Words.count(row.measured()) + " missed, " + Words.count(row.allowedMisses()) + " allowed"
                + (row.breached() == 0
                        ? "."
                        : "; " + Words.count(row.breached())
                                + (row.breached() == 1 ? " of them is still open." : " of them are still open."));
    }

    private static String inPart(ComplianceRow row) {
        return "The goals are met together, but not by the cases held to "
                + row.parts().stream()
                        .filter(part -> part.verdict() == GoalVerdict.GOAL_MISSED)
                        .map(Attention::part)
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String part(GoalPart part) {
        return Words.goal(part.goal()) + ": " + Words.count(part.misses()) + " of " + Words.count(part.measured())
                + " missed";
    }

    private static String why(ComplianceRow row) {
        boolean isWork = row.missesByReason().keySet().equals(Set.of(NO_WAIT));
        return "Who had the missed cases longest: " + top(row.missesByHolder(), Words::holder) + ". "
                + (isWork
                        ? "No wait took longer than the work."
                        : "What took longest in them: " + top(row.missesByReason(), Attention::reason) + ".")
                + (row.isSampleEnough() ? "" : " There are too few cases to tell this from chance.");
    }

    /** A clock may also be paused by no wait: because nobody works on the case, or because it counts for one team only. */
    private static String reason(String reason) {
        return reason.equals(NO_WAIT) ? "the work" : reason.isEmpty() ? "a pause without a wait" : reason;
    }

    private static String top(Map<String, Long> counts, UnaryOperator<String> name) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_NAMES)
                .map(entry -> name.apply(entry.getKey()) + " (" + Words.count(entry.getValue(), "case", "cases") + ")")
                .collect(Collectors.joining(", "));
    }
}
