package org.sla4j.examples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseSnapshot;
import org.sla4j.cases.CaseSnapshots;

/**
 * Puts the rows of one case in order and says what happened between them.
 *
 * <p>At one instant of one row: reopened, severity, team, facts, responded, resumed, waiting, resolved, closed, cancelled.
 */
final class CaseTimeline {
    /** An event and the line it came by. */
    record Dated(CaseEvent event, LogEntry from) {}

    /** What the export does not say; counted, and an example of each is shown. */
    interface Notes {
        void note(String what, String example);

        /** A value without a word: the row that has it is bad. */
        void unknown(String column, String value, LogEntry entry);

        void bad(LogEntry entry, String reason);
    }

    /** What a row of a case can say when it happened, in the order of one instant. */
    static final List<String> AT_ONE_INSTANT = List.of("reopened", "responded", "resolved", "closed", "cancelled");

    private final LogMapping mapping;
    private final Function<String, Optional<Severity>> severities;
    private final Notes notes;
    private final String caseId;
    private final List<Dated> events = new ArrayList<>();

    private String life = "new";
    private final List<String> status = new ArrayList<>(List.of("", "", ""));
    private String severity = "";
    private String team = "";
    private final Map<String, String> facts = new TreeMap<>();
    private boolean responded;

    private CaseTimeline(
            LogMapping mapping, Function<String, Optional<Severity>> severities, Notes notes, String caseId) {
        this.mapping = mapping;
        this.severities = severities;
        this.notes = notes;
        this.caseId = caseId;
    }

    /** The events of a case, from all its rows. */
    static List<Dated> of(
            LogMapping mapping,
            Function<String, Optional<Severity>> severities,
            Notes notes,
            String caseId,
            List<LogEntry> rows) {
        CaseTimeline timeline = new CaseTimeline(mapping, severities, notes, caseId);
        if (rows.stream().allMatch(row -> timeline.source(row).kind().equals("snapshot"))) {
            return timeline.bySnapshots(timeline.inOrder(rows));
        }
        timeline.play(timeline.inOrder(rows));
        return timeline.events;
    }

    // Order

    private List<LogEntry> inOrder(List<LogEntry> rows) {
        List<LogEntry> byFile = new ArrayList<>(rows);
        byFile.sort(Comparator.comparingLong(LogEntry::number));
        if (byFile.stream().allMatch(row -> source(row).isInFileOrder())) {
            return neverBack(byFile);
        }
        if (isNewestFirst(byFile)) {
            Collections.reverse(byFile);
        }
        byFile.sort(Comparator.comparing(LogEntry::at).thenComparing(LogEntry::order, CaseTimeline::byNumberIfItIsOne));
        return byFile;
    }

    private List<LogEntry> neverBack(List<LogEntry> rows) {
        List<LogEntry> moved = new ArrayList<>();
        Instant last = Instant.MIN;
        for (LogEntry row : rows) {
            if (row.at().isBefore(last)) {
                notes.note("rows after a later one, moved to its time", caseId + " at " + row.at());
                moved.add(row.movedTo(last));
            } else {
                last = row.at();
                moved.add(row);
            }
        }
        return moved;
    }

    private static boolean isNewestFirst(List<LogEntry> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i - 1).at().isBefore(rows.get(i).at())) {
                return false;
            }
        }
        return rows.get(0).at().isAfter(rows.get(rows.size() - 1).at());
    }

    private static int byNumberIfItIsOne(String a, String b) {
        return a.matches("\\d{1,18}") && b.matches("\\d{1,18}")
                ? Long.compare(Long.parseLong(a), Long.parseLong(b))
                : a.compareTo(b);
    }

    private LogMapping.Source source(LogEntry row) {
        return mapping.sources().get(row.source());
    }

    // Rows that each say how the case stands: the library's own mapper finds what happened between them

    private List<Dated> bySnapshots(List<LogEntry> rows) {
        Instant opening = opening(rows);
        List<CaseSnapshot> snapshots = new ArrayList<>();
        Map<Instant, LogEntry> lines = new LinkedHashMap<>();
        for (LogEntry row : rows) {
            Instant at = row.at().isBefore(opening) ? opening : row.at();
            long place = snapshots.isEmpty()
                            || !snapshots.get(snapshots.size() - 1).at().equals(at)
                    ? 0
                    : snapshots.get(snapshots.size() - 1).sequence() + 1;
            lines.put(at, row);
            snapshots.add(snapshot(row, at, opening).sequence(place).build());
        }
        for (CaseEvent event : CaseSnapshots.of(caseId).with(snapshots).events()) {
            events.add(new Dated(event, lines.getOrDefault(event.at(), rows.get(0))));
        }
        return events;
    }

    private CaseSnapshot.Builder snapshot(LogEntry row, Instant at, Instant opening) {
        boolean isFirst = severity.isEmpty();
        CaseSnapshot.Builder snapshot = CaseSnapshot.builder(caseId, at).openedAt(opening);
        String before = life;
        life = Optional.of(row.value("status"))
                .filter(value -> !value.isEmpty())
                .flatMap(value -> word("status", value, row))
                .filter(word -> !word.equals("keep"))
                .orElse(before);
        responded |= isAnswer(row, before, life);
        snapshot.isAnswered(responded);
        switch (life) {
            case "resolved" -> snapshot.status(CaseSnapshot.Status.RESOLVED);
            case "closed" -> snapshot.status(CaseSnapshot.Status.CLOSED);
            case "cancelled" -> snapshot.status(CaseSnapshot.Status.CANCELLED);
            default -> {
                snapshot.status(CaseSnapshot.Status.OPEN);
                snapshot.waits(life.startsWith("wait ") ? Set.of(reason(life)) : Set.of());
            }
        }
        if (isFirst || !row.value("severity").isEmpty()) {
            severity = row.value("severity");
            if (isFirst) {
                snapshot.severity(severity(row));
            } else {
                severityOf(severity, row).ifPresent(snapshot::severity);
            }
            severity = severity.isEmpty() ? "unknown" : severity;
        }
        if (!row.value("team").isEmpty()) {
            snapshot.team(row.value("team"));
        }
        source(row)
                .facts()
                .keySet()
                .forEach(name -> snapshot.attribute(name, fact("fact " + name, row.value("fact " + name))));
        return snapshot;
    }

    private Instant opening(List<LogEntry> rows) {
        return rows.stream()
                .map(row -> row.value("opened"))
                .filter(text -> !text.isEmpty())
                .map(Instant::parse)
                .min(Instant::compareTo)
                .orElse(rows.get(0).at());
    }

    private boolean isAnswer(LogEntry row, String before, String after) {
        if (row.isCustomer() || mapping.isSystem(row.who()) || !mapping.isAgent(row.who())) {
            return false;
        }
        List<LogMapping.Condition> response = source(row).response();
        for (int i = 0; i < response.size(); i++) {
            if ((row.answers() >> i & 1) != 0 && isAsked(response.get(i).status(), before, after)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAsked(String wanted, String before, String after) {
        return wanted.isEmpty()
                || (wanted.equals("left new")
                        ? before.equals("new") && !after.equals("new") && !after.equals("cancelled")
                        : after.equals(wanted) && !before.equals(after));
    }

    // One row after another

    private void play(List<LogEntry> rows) {
        List<LogEntry> all = new ArrayList<>();
        for (LogEntry row : rows) {
            if (source(row).kind().equals("case")) {
                all.addAll(happened(row));
            } else {
                all.add(row);
            }
        }
        all.sort(Comparator.comparing(LogEntry::at));
        Instant opening = opening(all);
        start(opening, all);
        for (int i = 0; i < all.size(); ) {
            int end = i + 1;
            while (end < all.size() && isOneUpdate(all.get(i), all.get(end))) {
                end++;
            }
            update(opening, all.subList(i, end));
            i = end;
        }
    }

    private boolean isOneUpdate(LogEntry a, LogEntry b) {
        return source(a).kind().equals("change")
                && source(b).kind().equals("change")
                && a.at().equals(b.at())
                && a.who().equals(b.who())
                && a.value("group").equals(b.value("group"));
    }

    /** A row that says all of a case becomes its opening and what its dated columns say. */
    private List<LogEntry> happened(LogEntry row) {
        List<LogEntry> all = new ArrayList<>();
        Instant opening = row.value("opened").isEmpty() ? row.at() : Instant.parse(row.value("opened"));
        Map<String, String> said = new LinkedHashMap<>(row.values());
        said.remove("status");
        said.keySet().removeIf(key -> key.startsWith("time "));
        said.put("word", "opened");
        all.add(row.with(opening, said));
        String now = row.value("status").isEmpty()
                ? ""
                : word("status", row.value("status"), row).orElse("");
        Map<String, Instant> times = new LinkedHashMap<>();
        for (String what : AT_ONE_INSTANT) {
            if (!row.value("time " + what).isEmpty()) {
                times.put(what, Instant.parse(row.value("time " + what)));
            }
        }
        if (now.equals("cancelled")) {
            Instant at = Optional.ofNullable(times.remove("closed")).orElse(row.at());
            times.putIfAbsent("cancelled", at);
        }
        List<Map.Entry<String, Instant>> inOrder = new ArrayList<>(times.entrySet());
        inOrder.sort(Map.Entry.comparingByValue());
        inOrder.forEach(each -> all.add(row.with(each.getValue(), Map.of("word", each.getKey()))));
        if (now.startsWith("wait ")) {
            Instant at = row.at().isBefore(opening) ? opening : row.at();
            notes.note("cases that wait since an unknown time, taken as their last update", caseId + " at " + at);
            all.add(row.with(at, Map.of("word", now)));
        } else if ((now.equals("resolved") || now.equals("closed"))
                && !times.containsKey("resolved")
                && !times.containsKey("closed")) {
            notes.note("cases that are " + now + " since an unknown time and count as open", caseId);
        }
        return all;
    }

    /** Opens the case with what was so from the start. */
    private void start(Instant opening, List<LogEntry> rows) {
        boolean[] isKnown = new boolean[1];
        Map<String, String> first = new LinkedHashMap<>();
        for (LogEntry row : rows) {
            LogMapping.Source source = source(row);
            if (source.kind().equals("change")) {
                String meaning = meaning(row);
                boolean atTheOpening = !row.at().isAfter(opening);
                if (!meaning.isEmpty()
                        && (atTheOpening
                                || (!first.containsKey(meaning) && source.old().isPresent()))) {
                    first.put(meaning, row.value(atTheOpening ? "new" : "old"));
                } else if (!meaning.isEmpty()) {
                    first.putIfAbsent(meaning, "");
                }
                row.values().forEach((key, value) -> {
                    if (key.startsWith("fact ") && atTheOpening) {
                        first.putIfAbsent(key, value);
                    }
                });
            } else if (!isKnown[0]) {
                isKnown[0] = true;
                row.values().forEach((key, value) -> {
                    if (key.equals("severity") || key.equals("team") || key.startsWith("fact ")) {
                        first.put(key, value);
                    }
                });
            }
        }
        first.forEach((meaning, value) -> {
            if (meaning.equals("severity")) {
                severity = value;
            } else if (meaning.equals("team")) {
                team = value;
            } else if (meaning.startsWith("fact ") && !value.isEmpty()) {
                facts.put(meaning.substring("fact ".length()), fact(meaning, value));
            } else if (meaning.startsWith("status")) {
                status.set(place(meaning), value);
            }
        });
        String joined = joined(status);
        if (!joined.isEmpty()) {
            String word = word("status", joined, rows.get(0)).orElse("new");
            life = word.equals("open") ? "open" : "new";
        }
        CaseEvent event = CaseEvent.opened(caseId, opening, severity(rows.get(0)));
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            event = event.withAttribute(fact.getKey(), fact.getValue());
        }
        add(event.withTeam(team), rows.get(0));
    }

    private Severity severity(LogEntry row) {
        if (severity.isEmpty()) {
            notes.note("cases opened without a severity", caseId);
            return Severity.of(99, "unknown");
        }
        return severityOf(severity, row).orElse(Severity.of(99, "unknown"));
    }

    private Optional<Severity> severityOf(String value, LogEntry row) {
        Optional<String> word =
                mapping.words().containsKey("severity") ? word("severity", value, row) : Optional.of(value);
        Optional<Severity> found = word.flatMap(severities);
        if (word.isPresent() && found.isEmpty()) {
            notes.unknown("severity of the agreement", word.get(), row);
        }
        return found;
    }

    private String meaning(LogEntry row) {
        return source(row).fields().getOrDefault(row.value("field").toLowerCase(Locale.ROOT), "");
    }

    private static int place(String meaning) {
        return meaning.equals("status") ? 0 : Integer.parseInt(meaning.substring("status.".length())) - 1;
    }

    private static String joined(List<String> parts) {
        int end = parts.size();
        while (end > 0 && parts.get(end - 1).isEmpty()) {
            end--;
        }
        return String.join("/", parts.subList(0, end));
    }

    private Optional<String> word(String kind, String value, LogEntry row) {
        Optional<String> word = mapping.word(kind, List.of(value.split("/", -1)));
        if (word.isEmpty()) {
            notes.unknown(kind, value, row);
        }
        return word;
    }

    private String fact(String meaning, String value) {
        Map<String, String> words = mapping.words().getOrDefault(meaning.substring("fact ".length()), Map.of());
        return words.getOrDefault(value.toLowerCase(Locale.ROOT), value);
    }

    /** Takes the rows of one update; what stood at the opening is no change. */
    private void update(Instant opening, List<LogEntry> rows) {
        LogEntry row = rows.get(0);
        Instant at = row.at().isBefore(opening) ? opening : row.at();
        Optional<String> next = Optional.empty();
        String nextSeverity = severity;
        String nextTeam = team;
        Map<String, String> nextFacts = new TreeMap<>(facts);
        long answers = 0;
        boolean touchesStatus = false;
        for (LogEntry each : rows) {
            answers |= each.answers();
            String kind = source(each).kind();
            if (kind.equals("change")) {
                String meaning = meaning(each);
                String value = each.value("new");
                if (meaning.startsWith("status")) {
                    status.set(place(meaning), value);
                    touchesStatus = true;
                } else if (meaning.equals("severity")) {
                    nextSeverity = value;
                } else if (meaning.equals("team")) {
                    nextTeam = value;
                } else if (meaning.startsWith("fact ")) {
                    nextFacts.put(meaning.substring("fact ".length()), fact(meaning, value));
                }
            } else {
                nextSeverity = each.values().getOrDefault("severity", nextSeverity);
                nextTeam = kind.equals("snapshot") && source(each).team().isPresent()
                        ? each.value("team")
                        : each.values().getOrDefault("team", nextTeam);
                for (Map.Entry<String, String> value : each.values().entrySet()) {
                    if (value.getKey().startsWith("fact ")) {
                        nextFacts.put(
                                value.getKey().substring("fact ".length()), fact(value.getKey(), value.getValue()));
                    }
                }
                if (kind.equals("snapshot") && !each.value("status").isEmpty()) {
                    next = word("status", each.value("status"), each);
                }
            }
        }
        if (touchesStatus && !joined(status).isEmpty()) {
            next = word("status", joined(status), row);
        }
        String said = row.value("word").isEmpty() && !row.value("event").isEmpty() ? eventWord(row) : row.value("word");
        if (isLife(said)) {
            next = Optional.of(said);
        }
        String before = life;
        String after = next.filter(word -> !word.equals("keep")).orElse(before);
        if (isFinished(before) && !isFinished(after)) {
            add(CaseEvent.reopened(caseId, at), row);
        }
        if (said.equals("opened") && at.isAfter(opening)) {
            notes.note("openings of cases that were open already, which begin nothing", caseId + " at " + at);
        }
        if (said.equals("reopened")) {
            after = reopen(at, before, after, row);
        }
        changes(at, row, nextSeverity, nextTeam, nextFacts, said);
        respond(at, row, before, after, answers, said);
        proceed(at, row, before, after);
        others(at, row, said);
        life = after.equals("reopened") ? "open" : after;
    }

    private String eventWord(LogEntry row) {
        List<String> parts = List.of(row.value("event").split("/", -1));
        if (source(row).kind().equals("change")) {
            return mapping.word("event", parts).orElse("");
        }
        return word("event", row.value("event"), row).orElse("");
    }

    private static boolean isLife(String word) {
        return word.equals("new") || word.equals("open") || word.startsWith("wait ") || isFinished(word);
    }

    private static boolean isFinished(String word) {
        return word.equals("resolved") || word.equals("closed") || word.equals("cancelled");
    }

    private String reopen(Instant at, String before, String after, LogEntry row) {
        if (isFinished(before)) {
            add(CaseEvent.reopened(caseId, at), row);
            return "open";
        }
        notes.note("reopenings left out, because the resolution before them is not known", caseId + " at " + at);
        return after;
    }

    private void changes(
            Instant at,
            LogEntry row,
            String nextSeverity,
            String nextTeam,
            Map<String, String> nextFacts,
            String said) {
        String wanted = said.startsWith("severity ") ? said.substring("severity ".length()) : "";
        if (!wanted.isEmpty()) {
            severities
                    .apply(wanted)
                    .ifPresentOrElse(
                            now -> add(CaseEvent.severityChanged(caseId, at, now), row),
                            () -> notes.unknown("severity of the agreement", wanted, row));
        } else if (!nextSeverity.equals(severity) && !nextSeverity.isEmpty()) {
            severityOf(nextSeverity, row)
                    .filter(now ->
                            !Optional.of(now).equals(severity.isEmpty() ? Optional.empty() : severityOf(severity, row)))
                    .ifPresent(now -> add(CaseEvent.severityChanged(caseId, at, now), row));
            severity = nextSeverity;
        }
        if (nextTeam.isEmpty() && !team.isEmpty()) {
            notes.note("teams taken away, which have the case until another is named", caseId + " at " + at);
        } else if (!nextTeam.equals(team)) {
            team = nextTeam;
            add(CaseEvent.reassigned(caseId, at, team), row);
        }
        if (!nextFacts.equals(facts)) {
            CaseEvent event = CaseEvent.of(caseId, at, EventType.CHANGED);
            for (Map.Entry<String, String> fact : nextFacts.entrySet()) {
                if (!fact.getValue().equals(facts.getOrDefault(fact.getKey(), ""))) {
                    event = event.withAttribute(fact.getKey(), fact.getValue());
                }
            }
            facts.clear();
            nextFacts.forEach((name, value) -> {
                if (!value.isEmpty()) {
                    facts.put(name, value);
                }
            });
            add(event, row);
        }
    }

    private void respond(Instant at, LogEntry row, String before, String after, long answers, String said) {
        boolean isPerson = !mapping.isSystem(row.who()) && mapping.isAgent(row.who());
        if (said.equals("responded")) {
            if (row.isCustomer()) {
                add(CaseEvent.of(caseId, at, EventType.CUSTOMER_REPLIED), row);
            } else if (isPerson) {
                responded = true;
                add(finishing(CaseEvent.responded(caseId, at), row), row);
            }
            return;
        }
        List<LogMapping.Condition> response = source(row).response();
        for (int i = 0; i < response.size(); i++) {
            String wanted = response.get(i).status();
            if ((answers >> i & 1) == 0 || !isAsked(wanted, before, after)) {
                continue;
            }
            if (row.isCustomer()) {
                if (wanted.isEmpty()) {
                    add(CaseEvent.of(caseId, at, EventType.CUSTOMER_REPLIED), row);
                    return;
                }
            } else if (isPerson && !responded) {
                responded = true;
                add(finishing(CaseEvent.responded(caseId, at), row), row);
                return;
            }
        }
    }

    private void proceed(Instant at, LogEntry row, String before, String after) {
        if (before.equals(after)) {
            return;
        }
        if (before.startsWith("wait ")) {
            add(CaseEvent.resumed(caseId, at, reason(before)), row);
        }
        if (after.startsWith("wait ")) {
            add(CaseEvent.waiting(caseId, at, reason(after)), row);
        } else if (after.equals("resolved")) {
            add(finishing(CaseEvent.resolved(caseId, at), row), row);
        } else if (after.equals("closed")) {
            add(finishing(CaseEvent.closed(caseId, at), row), row);
        } else if (after.equals("cancelled")) {
            add(finishing(CaseEvent.cancelled(caseId, at), row), row);
        }
    }

    private void others(Instant at, LogEntry row, String said) {
        switch (said) {
            case "updated" -> add(CaseEvent.of(caseId, at, EventType.UPDATED), row);
            case "customer replied" -> add(CaseEvent.of(caseId, at, EventType.CUSTOMER_REPLIED), row);
            default -> {
                if (said.startsWith("event ")) {
                    add(CaseEvent.of(caseId, at, EventType.of(said.substring("event ".length()))), row);
                }
            }
        }
    }

    /** What a row finishes is put down to the team that the row names. */
    private CaseEvent finishing(CaseEvent event, LogEntry row) {
        return source(row).kind().equals("snapshot") && !team.isEmpty() ? event.withTeam(team) : event;
    }

    private static PauseReason reason(String word) {
        String said = word.substring("wait ".length());
        int colon = said.indexOf(':');
        String party = colon < 0 ? said : said.substring(0, colon).strip();
        String reason =
                colon < 0 ? "waiting for " + party : said.substring(colon + 1).strip();
        return PauseReason.of(reason, party);
    }

    private void add(CaseEvent event, LogEntry row) {
        events.add(new Dated(event.withSequence(events.size() + 1L), row));
    }
}
