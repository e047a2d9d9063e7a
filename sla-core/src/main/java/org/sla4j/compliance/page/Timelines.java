package org.sla4j.compliance.page;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sla4j.agreement.PauseReason;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.compliance.WorstCases;

/** The worst cases of the page, the ledger of each drawn as a timeline. */
final class Timelines {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final int WIDE = 1000;
    private static final int MOST_PIECES = 80;
    private static final int MOST_CAUSES = 8;
    private static final int MOST_KEYS = 20;
    /** As many letters of a cause, or of a case id, are in a drawing; all of them stand in the text. */
    private static final int MOST_LETTERS = 60;
    /** A drawing is less than 20 KB, whatever people wrote into names. */
    private static final int MOST_BYTES = 19_000;

    private final List<String> parties;
    private final Words words;
    private final DateTimeFormatter minute;
    private final Map<String, String> keys = new LinkedHashMap<>();

    /** Takes the colours that parties have elsewhere on the page, and gives the next ones to others. */
    private Timelines(List<String> parties, Words words) {
        this.parties = new ArrayList<>(parties);
        this.words = words;
        this.minute = MINUTE.withZone(words.zone());
    }

    static String of(List<String> parties, List<WorstCases.Entry> worst, Words words) {
        return worst.isEmpty()
                ? ""
                : Html.section(
                        "Furthest over the limit",
                        new Timelines(parties, words).write(worst)
                                + Html.note(
                                        "Timelines are in open time: nights and days off are folded away. Times are in "
                                                + Words.zone(words.zone()) + "."));
    }

    private String write(List<WorstCases.Entry> worst) {
        StringBuilder items = new StringBuilder();
        for (WorstCases.Entry entry : worst) {
            Outcome outcome = entry.outcome();
            String team = outcome.team();
            items.append("<li>\n<h3>")
                    .append(Html.escape(outcome.caseId()))
                    .append(" <small>")
                    .append(Html.escape(outcome.metric() + ", severity " + outcome.severity()
                            + (team.isEmpty() ? "" : ", team " + team)))
                    .append("</small></h3>\n<p>")
                    .append(Html.escape(words.used(outcome) + " used of " + words.limit(outcome) + ", "
                            + outcome.verdict().name().toLowerCase(Locale.ROOT)))
                    .append("</p>\n");
            timeline(items, entry);
            items.append("</li>\n");
        }
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

    private void timeline(StringBuilder out, WorstCases.Entry entry) {
        Map<String, Duration> totals = new LinkedHashMap<>();
        List<Piece> pieces = new ArrayList<>();
        for (LedgerInterval interval : entry.ledger().intervals()) {
            Duration open = open(interval);
            if (open.isZero()) {
                continue;
            }
            String cause = cause(interval);
            totals.merge(cause, open, Duration::plus);
            if (keys.size() < MOST_KEYS) {
                keys.put(cause, style(interval));
            }
            String words = cause + (interval.detail().isEmpty() ? "" : " (" + interval.detail() + ")");
            Piece piece = new Piece(style(interval), words, interval.start(), interval.end(), open);
            int last = pieces.size() - 1;
            if (last >= 0 && pieces.get(last).cause.equals(words)) {
                pieces.set(last, pieces.get(last).with(piece, words));
            } else {
                pieces.add(piece);
            }
        }
        if (pieces.isEmpty()) {
            return;
        }
        Optional<Place> reached = reached(entry);
        if (reached.isPresent()) {
            keys.put("limit reached", "breach");
        }
        List<String> sums = sums(totals, entry);
        String drawing;
        int most = MOST_PIECES;
        do {
            while (pieces.size() > most) {
                joinShortest(pieces);
            }
            drawing = drawing(entry.outcome(), sums, pieces, reached);
            most /= 2;
        } while (drawing.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES);
        String zone = Html.escape(" " + Words.zone(words.zone()));
        out.append(drawing)
                .append("<p class=\"ends\"><span>")
                .append(minute.format(pieces.get(0).start))
                .append(zone)
                .append("</span><span>")
                .append(minute.format(pieces.get(pieces.size() - 1).end))
                .append(zone)
                .append("</span></p>\n")
                .append(Html.note(String.join(", ", sums)));
    }

    /** The open time of an interval, which is as long as it is drawn; an adjustment has none, for it lasts no time. */
    private static Duration open(LedgerInterval interval) {
        return interval.cause() == LedgerInterval.Cause.ADJUSTED
                ? Duration.ZERO
                : interval.business().plus(interval.withheld());
    }

    /** How long each cause took, the longest first, and by how much another target changed the time used. */
    private List<String> sums(Map<String, Duration> totals, WorstCases.Entry entry) {
        Outcome outcome = entry.outcome();
        Map<String, Duration> longest = new LinkedHashMap<>();
        Charts.longestFirst(totals)
                .forEach((cause, time) ->
                        longest.merge(longest.size() < MOST_CAUSES ? cause : Charts.OTHERS, time, Duration::plus));
        List<String> sums = new ArrayList<>();
        longest.forEach((cause, time) -> sums.add(cause + ": " + words.of(outcome, time)));
        Duration adjusted = entry.ledger().intervals().stream()
                .filter(interval -> interval.cause() == LedgerInterval.Cause.ADJUSTED)
                .map(LedgerInterval::business)
                .reduce(Duration.ZERO, Duration::plus);
        if (!adjusted.isZero()) {
            sums.add("adjusted: " + words.of(outcome, adjusted.abs()) + (adjusted.isNegative() ? " less" : " more"));
        }
        return sums;
    }

    private String drawing(Outcome outcome, List<String> sums, List<Piece> pieces, Optional<Place> reached) {
        double all = pieces.stream().mapToDouble(piece -> seconds(piece.open)).sum();
        StringBuilder out = new StringBuilder(Html.svg(
                "timeline",
                WIDE,
                20,
                "Timeline of " + Words.shortened(outcome.caseId(), MOST_LETTERS) + ": "
                        + sums.stream()
                                .map(sum -> Words.shortened(sum, MOST_LETTERS))
                                .collect(Collectors.joining(", "))));
        double from = 0;
        for (Piece piece : pieces) {
            double width = seconds(piece.open) / all * WIDE;
            out.append(Html.titled(
                    Words.shortened(piece.cause, MOST_LETTERS) + ", " + minute.format(piece.start) + " to "
                            + minute.format(piece.end),
                    Html.rect(piece.style, from, 0, width, 20)));
            from += width;
        }
        reached.ifPresent(place -> {
            double x = seconds(place.open) / all * WIDE;
            out.append(Html.titled("limit reached, " + minute.format(place.at), Html.line("breach", x, 0, x, 20)));
        });
        return out.append("</svg>\n").toString();
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
            Duration counted = interval.business();
            if (left.compareTo(counted) <= 0) {
                Duration since = interval.cause() == LedgerInterval.Cause.RUNNING ? left : Duration.ZERO;
                return Optional.of(new Place(interval.start().plus(since), open.plus(since)));
            }
            left = left.minus(counted);
            open = open.plus(open(interval));
        }
        return Optional.empty();
    }

    private String style(LedgerInterval interval) {
        return switch (interval.cause()) {
            case RUNNING -> "run";
            case PAUSED -> interval.reasons().isEmpty() ? "stopped" : colour(holder(interval));
            case AHEAD, CLOSED, STOPPED, ADJUSTED, SUPERSEDED -> "stopped";
        };
    }

    private String colour(Holder holder) {
        if (!parties.contains(holder.key())) {
            parties.add(holder.key());
        }
        return Charts.colour(parties, holder.key());
    }

    private static Holder holder(LedgerInterval interval) {
        return Holder.of(interval.reasons().stream().map(PauseReason::party).toList());
    }

    private static String cause(LedgerInterval interval) {
        return switch (interval.cause()) {
            case RUNNING -> "running";
            case PAUSED ->
                interval.reasons().isEmpty()
                        ? "paused"
                        : "waiting for " + Words.holder(holder(interval).key());
            case AHEAD, CLOSED, STOPPED, ADJUSTED, SUPERSEDED ->
                interval.cause().name().toLowerCase(Locale.ROOT);
        };
    }
}
