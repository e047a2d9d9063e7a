package org.sla4j.compliance.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sla4j.agreement.PauseReason;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.compliance.WorstCases;

/** The worst cases of the page, the ledger of each drawn as a timeline. */
final class Timelines {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int WIDE = 1000;
    private static final int MOST_PIECES = 80;
    private static final int MOST_CAUSES = 8;
    private static final int MOST_KEYS = 20;

    private final List<String> parties;

    /** Takes the colours that parties have elsewhere on the page, and gives the next ones to others. */
    private Timelines(List<String> parties, List<WorstCases.Entry> worst) {
        this.parties = new ArrayList<>(parties);
        for (WorstCases.Entry entry : worst) {
            for (LedgerInterval interval : entry.ledger().intervals()) {
                if (interval.cause() == LedgerInterval.Cause.PAUSED && !this.parties.contains(parties(interval))) {
                    this.parties.add(parties(interval));
                }
            }
        }
    }

    static String of(List<String> parties, List<WorstCases.Entry> worst, Words words) {
        return worst.isEmpty()
                ? ""
                : Html.section(
                        "Furthest over the limit",
                        new Timelines(parties, worst).write(worst, words)
                                + Html.note("Timelines are in open time: nights and days off are folded away."));
    }

    private String write(List<WorstCases.Entry> worst, Words words) {
        StringBuilder items = new StringBuilder();
        Map<String, String> keys = new LinkedHashMap<>();
        for (WorstCases.Entry entry : worst) {
            List<LedgerInterval> intervals = entry.ledger().intervals();
            for (LedgerInterval interval : intervals) {
                if (interval.cause() != LedgerInterval.Cause.CLOSED && keys.size() < MOST_KEYS) {
                    keys.put(cause(interval), style(interval));
                }
            }
            String team = entry.outcome().team();
            String metric = entry.outcome().metric();
            String severity = entry.outcome().severity().toString();
            items.append("<li>\n<h3>")
                    .append(Html.escape(entry.outcome().caseId()))
                    .append(" <small>")
                    .append(Html.escape(entry.outcome().metric() + ", severity "
                            + entry.outcome().severity() + (team.isEmpty() ? "" : ", team " + team)))
                    .append("</small></h3>\n<p>")
                    .append(Html.escape(
                            words.of(metric, severity, entry.outcome().elapsed()) + " used of "
                                    + words.of(metric, severity, entry.outcome().limit()) + ", "
                                    + entry.outcome().verdict().name().toLowerCase(Locale.ROOT)))
                    .append("</p>\n");
            if (!intervals.isEmpty()) {
                timeline(items, entry, intervals, words);
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

    /** A part of a timeline, in open time: what is closed is folded away. */
    private record Piece(String style, String cause, Instant start, Instant end, Duration open) {
        Piece with(Piece next, String words) {
            return new Piece(
                    open.compareTo(next.open) >= 0 ? style : next.style, words, start, next.end, open.plus(next.open));
        }
    }

    private void timeline(StringBuilder out, WorstCases.Entry entry, List<LedgerInterval> intervals, Words words) {
        Map<String, Duration> totals = new LinkedHashMap<>();
        List<Piece> pieces = new ArrayList<>();
        for (LedgerInterval interval : intervals) {
            Duration open = interval.business().plus(interval.withheld());
            if (interval.cause() == LedgerInterval.Cause.CLOSED || open.isZero()) {
                continue;
            }
            totals.merge(cause(interval), open, Duration::plus);
            String cause = cause(interval) + (interval.detail().isEmpty() ? "" : " (" + interval.detail() + ")");
            Piece piece = new Piece(style(interval), cause, interval.start(), interval.end(), open);
            int last = pieces.size() - 1;
            if (last >= 0 && pieces.get(last).cause.equals(cause)) {
                pieces.set(last, pieces.get(last).with(piece, cause));
            } else {
                pieces.add(piece);
            }
        }
        if (pieces.isEmpty()) {
            return;
        }
        while (pieces.size() > MOST_PIECES) {
            joinShortest(pieces);
        }
        Outcome outcome = entry.outcome();
        StringBuilder note = new StringBuilder();
        Map<String, Duration> longest = new LinkedHashMap<>();
        Charts.longestFirst(totals)
                .forEach((cause, time) ->
                        longest.merge(longest.size() < MOST_CAUSES ? cause : Charts.OTHERS, time, Duration::plus));
        longest.forEach((cause, time) -> note.append(note.isEmpty() ? "" : ", ")
                .append(cause)
                .append(": ")
                .append(words.of(outcome.metric(), outcome.severity().toString(), time)));
        double all = pieces.stream().mapToDouble(piece -> seconds(piece.open)).sum();
        out.append(Html.svg("timeline", WIDE, 20, "Timeline of " + outcome.caseId() + ": " + note));
        double from = 0;
        for (Piece piece : pieces) {
            double width = seconds(piece.open) / all * WIDE;
            out.append(Html.titled(
                    piece.cause + ", " + MINUTE.format(piece.start) + " to " + MINUTE.format(piece.end),
                    Html.rect(piece.style, from, 0, width, 20)));
            from += width;
        }
        reached(entry).ifPresent(place -> {
            double x = seconds(place.open) / all * WIDE;
            out.append(Html.titled("limit reached, " + MINUTE.format(place.at), Html.line("breach", x, 0, x, 20)));
        });
        out.append("</svg>\n<p class=\"ends\"><span>")
                .append(MINUTE.format(pieces.get(0).start))
                .append(" UTC</span><span>")
                .append(MINUTE.format(pieces.get(pieces.size() - 1).end))
                .append(" UTC</span></p>\n")
                .append(Html.note(note.toString()));
    }

    private static double seconds(Duration time) {
        return time.toSeconds() + time.toNanosPart() / 1e9;
    }

    /** Joins the shortest piece and the shorter of its neighbours: on paper neither could be seen. */
    private static void joinShortest(List<Piece> pieces) {
        int shortest = 0;
        for (int i = 1; i < pieces.size(); i++) {
            shortest = pieces.get(i).open.compareTo(pieces.get(shortest).open) < 0 ? i : shortest;
        }
        boolean isWithNext = shortest == 0
                || (shortest + 1 < pieces.size()
                        && pieces.get(shortest + 1).open.compareTo(pieces.get(shortest - 1).open) < 0);
        int first = isWithNext ? shortest : shortest - 1;
        pieces.set(first, pieces.get(first).with(pieces.get(first + 1), "several"));
        pieces.remove(first + 1);
    }

    private record Place(Instant at, Duration open) {}

    /** When the time used came to the limit; empty where a changed target makes that no instant of the ledger. */
    private static Optional<Place> reached(WorstCases.Entry entry) {
        Duration left = entry.outcome().limit();
        Duration open = Duration.ZERO;
        for (LedgerInterval interval : entry.ledger().intervals()) {
            if (left.compareTo(interval.business()) <= 0 && interval.cause() == LedgerInterval.Cause.RUNNING) {
                return Optional.of(new Place(interval.start().plus(left), open.plus(left)));
            }
            left = left.minus(interval.business());
            open = interval.cause() == LedgerInterval.Cause.CLOSED
                    ? open
                    : open.plus(interval.business()).plus(interval.withheld());
        }
        return Optional.empty();
    }

    private String style(LedgerInterval interval) {
        return switch (interval.cause()) {
            case RUNNING -> "run";
            case CLOSED -> "closed";
            case PAUSED -> Charts.colour(parties, parties(interval));
            case AHEAD, STOPPED, ADJUSTED, SUPERSEDED -> "stopped";
        };
    }

    private static String cause(LedgerInterval interval) {
        return switch (interval.cause()) {
            case RUNNING -> "running";
            case CLOSED -> "closed";
            case PAUSED -> "waiting for " + parties(interval);
            case AHEAD -> "ahead";
            case STOPPED -> "stopped";
            case ADJUSTED -> "adjusted";
            case SUPERSEDED -> "superseded";
        };
    }

    private static String parties(LedgerInterval interval) {
        return String.join(
                " + ",
                interval.reasons().stream()
                        .map(PauseReason::party)
                        .map(party -> party.name())
                        .distinct()
                        .sorted()
                        .toList());
    }
}
