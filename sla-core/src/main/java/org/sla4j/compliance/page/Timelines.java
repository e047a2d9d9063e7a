package org.sla4j.compliance.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sla4j.agreement.PauseReason;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.compliance.WorstCases;

/** The worst cases of the page, the ledger of each drawn as a timeline. */
final class Timelines {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int WIDE = 1000;

    private final List<String> parties;

    /** Takes the colours that parties have elsewhere on the page, and gives the next ones to others. */
    private Timelines(List<String> parties, List<WorstCases.Entry> worst) {
        this.parties = new ArrayList<>(parties);
        for (WorstCases.Entry entry : worst) {
            for (LedgerInterval stretch : entry.ledger().intervals()) {
                if (stretch.cause() == LedgerInterval.Cause.PAUSED && !this.parties.contains(parties(stretch))) {
                    this.parties.add(parties(stretch));
                }
            }
        }
    }

    static String of(List<String> parties, List<WorstCases.Entry> worst) {
        return worst.isEmpty()
                ? ""
                : Html.section("Furthest over the limit", new Timelines(parties, worst).write(worst));
    }

    private String write(List<WorstCases.Entry> worst) {
        StringBuilder items = new StringBuilder();
        Map<String, String> keys = new LinkedHashMap<>();
        for (WorstCases.Entry entry : worst) {
            List<LedgerInterval> stretches = entry.ledger().intervals();
            stretches.forEach(stretch -> keys.put(cause(stretch), style(stretch)));
            String team = entry.outcome().team();
            items.append("<li>\n<h3>")
                    .append(Html.escape(entry.outcome().caseId()))
                    .append(" <small>")
                    .append(Html.escape(entry.outcome().metric() + ", severity "
                            + entry.outcome().severity() + (team.isEmpty() ? "" : ", team " + team)))
                    .append("</small></h3>\n<p>")
                    .append(Html.escape(Words.words(entry.outcome().elapsed()) + " used of "
                            + Words.words(entry.outcome().limit()) + ", "
                            + entry.outcome().verdict().name().toLowerCase(Locale.ROOT)))
                    .append("</p>\n");
            if (!stretches.isEmpty()) {
                timeline(items, entry, stretches);
            }
            items.append("</li>\n");
        }
        keys.put("limit reached", "breach");
        StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
        keys.forEach((cause, style) -> legend.append("<li><span class=\"key ")
                .append(style)
                .append("\"></span>")
                .append(Html.escape(cause))
                .append("</li>"));
        return legend + "</ul>\n<ol class=\"worst\">\n" + items + "</ol>\n";
    }

    private void timeline(StringBuilder out, WorstCases.Entry entry, List<LedgerInterval> stretches) {
        Map<String, Duration> totals = new LinkedHashMap<>();
        stretches.forEach(stretch -> totals.merge(cause(stretch), stretch.wall(), Duration::plus));
        StringBuilder words = new StringBuilder();
        totals.forEach((cause, time) -> words.append(words.isEmpty() ? "" : ", ")
                .append(cause)
                .append(' ')
                .append(Words.words(time)));
        LedgerInterval first = stretches.get(0);
        LedgerInterval last = stretches.get(stretches.size() - 1);
        double all = Math.max(1, ChronoUnit.SECONDS.between(first.start(), last.end()));
        out.append(
                Html.svg("timeline", WIDE, 20, "Timeline of " + entry.outcome().caseId() + ": " + words));
        for (LedgerInterval stretch : stretches) {
            double from = ChronoUnit.SECONDS.between(first.start(), stretch.start()) / all * WIDE;
            double width = stretch.wall().toSeconds() / all * WIDE;
            // What would be written as a width of nothing is not to be seen.
            if (width >= 0.05) {
                out.append(Html.titled(
                        cause(stretch) + (stretch.detail().isEmpty() ? "" : " (" + stretch.detail() + ")") + ", "
                                + MINUTE.format(stretch.start()) + " to " + MINUTE.format(stretch.end()),
                        Html.rect(style(stretch), from, 0, width, 20)));
            }
        }
        reached(entry).ifPresent(at -> {
            double x = ChronoUnit.SECONDS.between(first.start(), at) / all * WIDE;
            out.append(Html.titled("limit reached, " + MINUTE.format(at), Html.line("breach", x, 0, x, 20)));
        });
        out.append("</svg>\n<p class=\"ends\"><span>")
                .append(MINUTE.format(first.start()))
                .append(" UTC</span><span>")
                .append(MINUTE.format(last.end()))
                .append(" UTC</span></p>\n")
                .append(Html.note(words.toString()));
    }

    /** When the time used came to the limit; empty where a changed target makes that no instant of the ledger. */
    private static Optional<Instant> reached(WorstCases.Entry entry) {
        Duration left = entry.outcome().limit();
        for (LedgerInterval stretch : entry.ledger().intervals()) {
            if (left.compareTo(stretch.business()) <= 0 && stretch.cause() == LedgerInterval.Cause.RUNNING) {
                return Optional.of(stretch.start().plus(left));
            }
            left = left.minus(stretch.business());
        }
        return Optional.empty();
    }

    private String style(LedgerInterval stretch) {
        return switch (stretch.cause()) {
            case RUNNING -> "run";
            case CLOSED -> "closed";
            case PAUSED -> Charts.colour(parties, parties(stretch));
            case STOPPED, ADJUSTED, SUPERSEDED -> "stopped";
        };
    }

    private static String cause(LedgerInterval stretch) {
        return switch (stretch.cause()) {
            case RUNNING -> "running";
            case CLOSED -> "closed";
            case PAUSED -> "waiting for " + parties(stretch);
            case STOPPED -> "stopped";
            case ADJUSTED -> "adjusted";
            case SUPERSEDED -> "superseded";
        };
    }

    private static String parties(LedgerInterval stretch) {
        return String.join(
                " + ",
                stretch.reasons().stream()
                        .map(PauseReason::party)
                        .map(party -> party.name())
                        .distinct()
                        .sorted()
                        .toList());
    }
}
