package org.sla4j.compliance;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.Quoted;

/** Checks the values by which somebody looks for a row, because a mistake there would look like a group without cases. */
final class RowLookup {
    private static final int NEAR = 2;

    private RowLookup() {}

    static List<String> of(ComplianceReport report, Object... values) {
        List<Dimension> dimensions = report.dimensions();
        if (values.length != dimensions.size()) {
            throw new IllegalArgumentException("These figures are by " + dimensions + ", so a row has "
                    + dimensions.size() + " values, but was asked for by " + values.length + ": " + List.of(values)
                    + ".");
        }
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            wanted.add(text(dimensions.get(i), values[i]));
        }
        for (int i = 0; i < values.length; i++) {
            requireKnown(report, i, wanted.get(i));
        }
        return wanted;
    }

    private static String text(Dimension dimension, Object value) {
        boolean fits = dimension.isSeverity()
                ? value instanceof Severity
                : value instanceof String || (value instanceof Metric && dimension.equals(Dimension.METRIC));
        if (!fits) {
            String accepted = dimension.isSeverity()
                    ? "a Severity"
                    : dimension.equals(Dimension.METRIC) ? "a Metric or its name" : "text";
            throw new IllegalArgumentException("The dimension " + dimension + " takes " + accepted + ", but was given "
                    + Quoted.of(value.toString()) + " of type "
                    + value.getClass().getSimpleName() + ".");
        }
        return value instanceof Metric metric ? metric.name() : value.toString();
    }

    /** A value that no row has may be a group without cases; a likely mistake is refused. */
    private static void requireKnown(ComplianceReport report, int place, String value) {
        List<Dimension> dimensions = report.dimensions();
        if (report.rows().stream().anyMatch(row -> row.values().get(place).equals(value))) {
            return;
        }
        for (ComplianceRow row : report.rows()) {
            for (int i = 0; i < dimensions.size(); i++) {
                if (i != place && !value.isEmpty() && row.values().get(i).equals(value)) {
                    throw new IllegalArgumentException(Quoted.of(value) + " is a " + dimensions.get(i)
                            + ", but was given as " + dimensions.get(place) + "; the order is " + dimensions + ".");
                }
            }
            String known = row.values().get(place);
            if (plain(known).equals(plain(value))
                    || (dimensions.get(place).equals(Dimension.METRIC) && isNear(known, value))) {
                throw new IllegalArgumentException("No row has the " + dimensions.get(place) + " " + Quoted.of(value)
                        + "; did you mean " + Quoted.of(known) + "?");
            }
        }
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}\\p{Cf}_]+", "");
    }

    /** Whether two names differ by two letters at most, and by fewer than half of them. */
    private static boolean isNear(String a, String b) {
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] next = new int[b.length() + 1];
            next[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(swap, 1 + Math.min(last[j], next[j - 1]));
            }
            last = next;
        }
        return last[b.length()] <= NEAR && last[b.length()] * 2 < a.length();
    }
}
