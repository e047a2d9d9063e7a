package org.sla4j.examples;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sla4j.agreement.Severity;

/**
 * Any export, read by a mapping.
 *
 * <p>Rows may come in any order and from several files, and a case may come back long after it was closed. So all rows are first laid
 * out by case on {@value #SHELVES} files in the temporary directory, then one shelf after another is read and its cases are put
 * together: memory is needed for one shelf, not for the log.
 */
final class MappedLog implements EventLog {
    private static final int SHELVES = 128;
    private static final String NO_ROWS = "files of which no row counts";
    private static final double MOST_MINUTES = Duration.ofDays(100 * 366).toMinutes();

    private final LogMapping mapping;
    private final Map<String, Path> files;
    private final Function<String, Optional<Severity>> severities;
    private final Optional<OwnFormat> own;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, String> examples = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> unknown = new TreeMap<>();
    private long rows;
    private Instant last = Instant.EPOCH;

    /** Reads files by the names that the sources of the mapping give them; one file without a name serves all. */
    MappedLog(LogMapping mapping, Map<String, Path> files, Function<String, Optional<Severity>> severities) {
        this.mapping = mapping;
        this.files = files;
        this.severities = severities;
        this.own = Optional.empty();
    }

    /** Reads a log of our own format. */
    MappedLog(OwnFormat own, Path file) {
        this.mapping = own.mapping();
        this.files = Map.of("", file);
        this.severities = word -> Optional.empty();
        this.own = Optional.of(own);
    }

    /** What the log left open, and the values that the mapping has no word for, most frequent first. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        counts.forEach((what, count) -> notes.add("%s: %,d, such as %s".formatted(what, count, examples.get(what))));
        long ambiguous = mapping.sources().stream()
                .mapToLong(source -> source.times().ambiguous())
                .sum();
        if (ambiguous > 0) {
            notes.add("local times that occur twice, when clocks go back, taken as the earlier: %,d"
                    .formatted(ambiguous));
        }
        unknown.forEach((column, values) -> notes.add("values of " + column + " without a word: "
                + values.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(50)
                        .map(each -> "\"" + each.getKey() + "\" (" + each.getValue() + ")")
                        .collect(Collectors.joining(", "))));
        return notes;
    }

    @Override
    public void read(Sink sink) throws IOException {
        Path shelves = Files.createTempDirectory("sla4j-log");
        try {
            List<Path> full = sort(shelves, sink);
            sink.last(last);
            for (Path shelf : full) {
                tell(shelf, sink);
            }
        } finally {
            try (var left = Files.list(shelves)) {
                for (Path each : left.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(shelves);
        }
    }

    private List<Path> sort(Path directory, Sink sink) throws IOException {
        List<Path> paths = new ArrayList<>();
        List<DataOutputStream> out = new ArrayList<>();
        try {
            for (int i = 0; i < SHELVES; i++) {
                paths.add(directory.resolve("shelf-" + i));
                out.add(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(paths.get(i)), 1 << 13)));
            }
            for (int i = 0; i < mapping.sources().size(); i++) {
                int index = i;
                LogMapping.Source source = mapping.sources().get(i);
                Path file = file(source);
                long[] taken = {0};
                new LogFile(file, source, sink::badRow).read(row -> {
                    sink.progress(++rows);
                    try {
                        Optional<LogEntry> entry = entry(source, index, row);
                        if (entry.isPresent()) {
                            taken[0]++;
                            entry.get()
                                    .write(out.get(
                                            Math.floorMod(entry.get().caseId().hashCode(), SHELVES)));
                        }
                    } catch (IllegalArgumentException | DateTimeException e) {
                        sink.badRow(new BadRowException(file.toString(), row.line(), String.valueOf(e.getMessage())));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                if (taken[0] == 0) {
                    counts.merge(NO_ROWS, 1L, Long::sum);
                    examples.putIfAbsent(NO_ROWS, file + (source.rows().isEmpty() ? "" : " at " + source.rows()));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            for (DataOutputStream each : out) {
                each.close();
            }
        }
        return paths;
    }

    private Path file(LogMapping.Source source) {
        Path file = files.size() == 1 ? files.values().iterator().next() : files.get(source.file());
        if (file == null) {
            throw new IllegalArgumentException("The mapping reads a file called \"" + source.file()
                    + "\", but given are " + files.keySet() + "; name it: --log " + source.file() + "=FILE.");
        }
        return file;
    }

    private Optional<LogEntry> entry(LogMapping.Source source, int index, LogRow row) {
        if (own.isPresent()) {
            LogEntry entry = own.get().entry(row, rows);
            last = entry.at().isAfter(last) ? entry.at() : last;
            return Optional.of(entry);
        }
        List<Pattern> empty = source.unknown();
        if (source.where().stream().anyMatch(each -> !each.holds(row, empty))
                || source.skip().stream().anyMatch(each -> each.holds(row, empty))) {
            return Optional.empty();
        }
        String caseId = source.caseId().of(row, empty);
        if (caseId.isEmpty()) {
            throw new IllegalArgumentException("column \"" + source.caseId().name() + "\", the case, is empty.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        Optional<Instant> opened = time(source, source.opened(), row);
        opened.ifPresent(at -> values.put("opened", at.toString()));
        Instant at = time(source, source.time(), row)
                .or(() -> opened)
                .orElseThrow(() -> new IllegalArgumentException("the row has no time."));
        put(values, "status", source.status(), row, empty);
        put(values, "event", source.event(), row, empty);
        put(values, "severity", source.severity(), row, empty);
        put(values, "team", source.team(), row, empty);
        put(values, "group", source.group(), row, empty);
        put(values, "field", source.field(), row, empty);
        put(values, "old", source.old(), row, empty);
        put(values, "new", source.changed(), row, empty);
        source.facts().forEach((name, column) -> put(values, "fact " + name, Optional.of(column), row, empty));
        source.happened()
                .forEach((word, column) -> time(source, Optional.of(column), row)
                        .ifPresent(when -> values.put("time " + word, when.toString())));
        source.minutes()
                .forEach((word, column) -> minutes(column.of(row, empty))
                        .ifPresent(after -> values.put(
                                "time " + word, opened.orElse(at).plus(after).toString())));
        String who = source.who().map(column -> column.of(row, empty)).orElse("");
        boolean isCustomer = !who.isEmpty()
                && source.customer()
                        .map(column -> column.of(row, empty))
                        .orElse("")
                        .equals(who);
        long answers = 0;
        for (int i = 0; i < source.response().size(); i++) {
            answers |= source.response().get(i).holds(row, empty) ? 1L << i : 0;
        }
        String order = source.order().map(column -> column.of(row, empty)).orElse("");
        last = at.isAfter(last) ? at : last;
        return Optional.of(new LogEntry(caseId, at, order, rows, row.line(), index, who, isCustomer, answers, values));
    }

    private static Optional<Duration> minutes(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number >= 0 && number <= MOST_MINUTES)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a number of minutes, which is written like 12.5.");
        }
        return Optional.of(Duration.ofSeconds(Math.round(number * 60)));
    }

    private static Optional<Instant> time(LogMapping.Source source, Optional<LogMapping.Column> column, LogRow row) {
        return column.map(each -> each.of(row, source.unknown()))
                .filter(text -> !text.isEmpty())
                .map(source.times()::read);
    }

    private static void put(
            Map<String, String> values,
            String meaning,
            List<LogMapping.Column> columns,
            LogRow row,
            List<Pattern> empty) {
        List<String> parts = new ArrayList<>();
        columns.forEach(column -> parts.add(column.of(row, empty)));
        while (!parts.isEmpty() && parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        if (!parts.isEmpty()) {
            values.put(meaning, String.join("/", parts));
        }
    }

    private static void put(
            Map<String, String> values,
            String meaning,
            Optional<LogMapping.Column> column,
            LogRow row,
            List<Pattern> empty) {
        String value = column.map(each -> each.of(row, empty)).orElse("");
        if (!value.isEmpty()) {
            values.put(meaning, value);
        }
    }

    private void tell(Path shelf, Sink sink) throws IOException {
        Map<String, List<LogEntry>> cases = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(shelf), 1 << 16))) {
            in.mark(1);
            while (in.read() >= 0) {
                in.reset();
                LogEntry entry = LogEntry.read(in);
                cases.computeIfAbsent(entry.caseId(), id -> new ArrayList<>()).add(entry);
                in.mark(1);
            }
        }
        Notes notes = new Notes(sink);
        cases.forEach((id, entries) -> {
            List<CaseTimeline.Dated> events = List.of();
            try {
                events = own.isPresent()
                        ? own.get().events(entries)
                        : CaseTimeline.of(mapping, severities, notes, id, entries);
            } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
                notes.bad(entries.get(0), String.valueOf(e.getMessage()));
            }
            for (CaseTimeline.Dated each : events) {
                try {
                    sink.event(each.event(), each.from().line());
                } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
                    notes.bad(each.from(), String.valueOf(e.getMessage()));
                }
            }
            sink.endOfCase(id);
        });
    }

    private final class Notes implements CaseTimeline.Notes {
        private final Sink sink;

        Notes(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void note(String what, String example) {
            counts.merge(what, 1L, Long::sum);
            examples.putIfAbsent(what, example);
        }

        @Override
        public void unknown(String column, String value, LogEntry entry) {
            unknown.computeIfAbsent(column, key -> new TreeMap<>()).merge(value, 1L, Long::sum);
            bad(entry, "\"" + value + "\" is a value of " + column + " without a word in the mapping.");
        }

        @Override
        public void bad(LogEntry entry, String reason) {
            sink.badRow(new BadRowException(
                    file(mapping.sources().get(entry.source())).toString(), entry.line(), reason));
        }
    }
}
