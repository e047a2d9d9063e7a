package org.sla4j.examples;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the columns and values of an export mean; the form is described in the chapter "Bringing your own log" of the guide.
 *
 * @param sources the files, or parts of files, that make up the log
 * @param words what each value of a column means, by kind of column ({@code status}, {@code severity}, {@code event}, {@code rating})
 * @param response when a row is the first answer: any of these, each of which wants all its conditions
 * @param system who is no person
 * @param agents who is a person of the provider; empty for everybody but the customer and the system
 */
record LogMapping(
        List<Source> sources,
        Map<String, Map<String, String>> words,
        List<Condition> response,
        List<Pattern> system,
        List<Pattern> agents) {
    private static final Set<String> LIFE = Set.of("new", "open", "resolved", "closed", "cancelled", "keep");
    private static final Set<String> EVENTS =
            Set.of("opened", "responded", "updated", "customer replied", "reopened", "rated", "ignore");
    private static final Set<String> KINDS = Set.of("case", "snapshot", "change", "event");
    static final Set<String> OF_A_SOURCE = Set.of(
            "file",
            "rows",
            "kind",
            "where",
            "skip",
            "case",
            "time",
            "opened",
            "order",
            "group",
            "formats",
            "zone",
            "locale",
            "who",
            "customer",
            "status",
            "severity",
            "team",
            "facts",
            "field",
            "old",
            "new",
            "fields",
            "event",
            "times",
            "minutes",
            "response",
            "unknown",
            "separator");
    static final Set<String> OF_THE_WHOLE = Set.of("sources", "words", "system", "agents");
    /** For somebody, and perhaps for some reason. */
    private static final String WAIT = "wait [^:]*[^:\\s][^:]*(:.*\\S.*)?";

    private static final Set<String> OBJECTS = Set.of("where", "words", "fields", "times", "minutes");
    private static final Set<String> LISTS = Set.of("skip", "response");
    private static final Pattern PART = Pattern.compile("(.+)\\[(.+),(\\d+)\\]");

    /** A column, a part of one, or a constant. */
    record Column(String name, String separator, int part, boolean isConstant) {
        static Column parse(String text) {
            if (text.startsWith("=")) {
                return new Column(text.substring(1), "", 0, true);
            }
            Matcher m = PART.matcher(text);
            if (m.matches() && Integer.parseInt(m.group(3)) == 0) {
                throw new IllegalArgumentException("\"" + text + "\" names no part of a column; the first is 1.");
            }
            return m.matches()
                    ? new Column(m.group(1), m.group(2), Integer.parseInt(m.group(3)), false)
                    : new Column(text, "", 0, false);
        }

        /** The value in a row; empty where the row has none. */
        String of(LogRow row, List<Pattern> unknown) {
            if (isConstant) {
                return name;
            }
            String value = row.values(name).stream().findFirst().orElse("");
            if (part > 0) {
                String[] parts = value.split(Pattern.quote(separator), -1);
                value = parts.length >= part ? parts[part - 1] : "";
            }
            String found = LogRow.plain(value);
            return unknown.stream().anyMatch(p -> p.matcher(found).matches()) ? "" : found;
        }
    }

    /** Columns and the values that they must have; a status condition is decided when the case is put together. */
    record Condition(Map<Column, List<Pattern>> columns, String status) {
        boolean holds(LogRow row, List<Pattern> unknown) {
            return columns.entrySet().stream().allMatch(each -> {
                String value = each.getKey().of(row, unknown);
                return each.getValue().stream().anyMatch(p -> p.matcher(value).matches());
            });
        }
    }

    /** One kind of row in one file; see the guide for each part. */
    record Source(
            String file,
            String rows,
            String kind,
            List<Condition> where,
            List<Condition> skip,
            Column caseId,
            Optional<Column> time,
            Optional<Column> opened,
            Optional<Column> order,
            boolean isInFileOrder,
            Optional<Column> group,
            LogTimes times,
            Optional<Column> who,
            Optional<Column> customer,
            List<Column> status,
            Optional<Column> severity,
            Optional<Column> team,
            Map<String, Column> facts,
            Optional<Column> field,
            Optional<Column> old,
            Optional<Column> changed,
            Map<String, String> fields,
            List<Column> event,
            Map<String, Column> happened,
            Map<String, Column> minutes,
            List<Condition> response,
            List<Pattern> unknown,
            Optional<Character> separator,
            Optional<Column> reason,
            Optional<Column> party) {
        List<Column> columns() {
            List<Column> all = new ArrayList<>(status);
            all.addAll(event);
            all.addAll(facts.values());
            all.addAll(happened.values());
            all.addAll(minutes.values());
            all.add(caseId);
            for (Optional<Column> each : Arrays.asList(
                    time, opened, order, group, who, customer, severity, team, field, old, changed, reason, party)) {
                each.ifPresent(all::add);
            }
            where.forEach(each -> all.addAll(each.columns().keySet()));
            skip.forEach(each -> all.addAll(each.columns().keySet()));
            response.forEach(each -> all.addAll(each.columns().keySet()));
            return all.stream().filter(column -> !column.isConstant()).toList();
        }
    }

    /** Reads a mapping; {@code zone} is that of sources which name none. */
    static LogMapping read(Path file, Optional<ZoneId> zone) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; name a file.");
        }
        try {
            JsonMapper mapper = JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
            return parse(file.toString(), mapper.readTree(Files.readString(file)), zone);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new IOException(file + ":" + line + ": not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static LogMapping parse(String name, JsonNode root, Optional<ZoneId> zone) {
        return new Reader(name, zone).mapping(root);
    }

    /** What a value means; empty without a word, which makes it a value to report. */
    Optional<String> word(String kind, List<String> parts) {
        Map<String, String> table = words.getOrDefault(kind, Map.of());
        for (int length = parts.size(); length > 0; length--) {
            String value = String.join("/", parts.subList(0, length)).toLowerCase(Locale.ROOT);
            String last = parts.get(length - 1).toLowerCase(Locale.ROOT);
            String word = table.getOrDefault(value, length > 1 ? table.get("*/" + last) : null);
            if (word != null) {
                return Optional.of(word);
            }
        }
        return Optional.ofNullable(table.get("*"));
    }

    boolean isSystem(String who) {
        return system.stream().anyMatch(p -> p.matcher(who).matches());
    }

    boolean isAgent(String who) {
        return agents.isEmpty() || agents.stream().anyMatch(p -> p.matcher(who).matches());
    }

    /** A pattern in which {@code *} stands for anything, and alone for anything but nothing. */
    static Pattern glob(String text) {
        String pattern =
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(text.equals("*") ? ".+" : pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Turns JSON into a mapping, and collects all mistakes first. */
    private static final class Reader {
        private final String name;
        private final Optional<ZoneId> zone;
        private final List<String> mistakes = new ArrayList<>();

        Reader(String name, Optional<ZoneId> zone) {
            this.name = name;
            this.zone = zone;
        }

        LogMapping mapping(JsonNode root) {
            if (!root.isObject()) {
                throw new IllegalArgumentException(name + ": a mapping is a JSON object.");
            }
            checkKeys("", root, true);
            List<Source> sources = new ArrayList<>();
            if (root.has("sources")
                    && (!root.get("sources").isArray() || root.get("sources").isEmpty())) {
                throw new IllegalArgumentException(name + ": \"sources\" is a list of at least one source.");
            }
            if (root.has("sources")) {
                int i = 0;
                for (JsonNode each : root.get("sources")) {
                    String path = "sources[" + i++ + "].";
                    checkKeys(path, each, false);
                    ObjectNode merged = ((ObjectNode) root).deepCopy();
                    merged.remove(List.copyOf(OF_THE_WHOLE));
                    each.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
                    sources.add(source(path, merged));
                }
            } else {
                sources.add(source("", root));
            }
            Map<String, Map<String, String>> words = words(root.path("words"));
            Set<String> tables = new TreeSet<>(Set.of("status", "severity", "event"));
            sources.forEach(source -> {
                tables.addAll(source.facts().keySet());
                source.fields().values().stream()
                        .filter(meaning -> meaning.startsWith("fact "))
                        .forEach(meaning -> tables.add(meaning.substring("fact ".length())));
            });
            words.keySet().stream()
                    .filter(table -> !tables.contains(table))
                    .forEach(table -> mistakes.add("\"words." + table
                            + "\" says what nothing means; there are tables for " + String.join(", ", tables) + "."));
            LogMapping mapping = new LogMapping(
                    List.copyOf(sources),
                    words,
                    sources.get(0).response(),
                    globs(root.path("system")),
                    globs(root.path("agents")));
            if (!mistakes.isEmpty()) {
                throw new IllegalArgumentException(name + ": " + String.join("\n  ", mistakes));
            }
            return mapping;
        }

        private void checkKeys(String path, JsonNode node, boolean isWhole) {
            node.properties().forEach(entry -> {
                String key = entry.getKey();
                if (!OF_A_SOURCE.contains(key) && !(isWhole && OF_THE_WHOLE.contains(key))) {
                    mistakes.add("\"" + path + key + "\" is not a key of a mapping; there are "
                            + OF_A_SOURCE.stream().sorted().collect(Collectors.joining(", "))
                            + ", words, sources, system, agents.");
                } else if (!hasItsShape(key, entry.getValue())) {
                    mistakes.add("\"" + path + key + "\" is "
                            + (OBJECTS.contains(key)
                                    ? "an object, such as {\"COLUMN\": \"VALUE\"}."
                                    : LISTS.contains(key)
                                            ? "a list of objects, such as [{\"COLUMN\": \"VALUE\"}]."
                                            : "a text, or a list of texts."));
                }
            });
        }

        /** What is of another shape would be passed over without a word. */
        private static boolean hasItsShape(String key, JsonNode value) {
            if (key.equals("sources")) {
                return true;
            }
            if (OBJECTS.contains(key)) {
                return value.isObject();
            }
            if (LISTS.contains(key)) {
                return value.isArray() && stream(value).allMatch(JsonNode::isObject);
            }
            return value.isObject() ? key.equals("facts") : stream(value).allMatch(JsonNode::isValueNode);
        }

        private static Stream<JsonNode> stream(JsonNode list) {
            return StreamSupport.stream(list.spliterator(), false);
        }

        private static Optional<Character> separator(String text) {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(text.equalsIgnoreCase("tab") ? '\t' : text.charAt(0));
        }

        private Source source(String path, JsonNode node) {
            String kind = text(node, "kind");
            if (!KINDS.contains(kind)) {
                mistakes.add("\"" + path + "kind\" is \"" + kind + "\"; use case, snapshot, change or event.");
            }
            if (!node.has("case")) {
                mistakes.add("\"" + path + "case\" is missing: the column that names the case.");
            }
            if (!node.has("time") && !node.has("opened")) {
                mistakes.add("\"" + path + "time\" is missing: the column that says when.");
            }
            Map<String, String> fields = strings(node.path("fields"));
            fields.forEach((field, meaning) -> {
                if (!meaning.matches("status(\\.[123])?|severity|team|fact .+")) {
                    mistakes.add("\"" + path + "fields." + field + "\" is \"" + meaning
                            + "\"; use status, status.1 to status.3, severity, team or \"fact NAME\".");
                }
            });
            Set<String> dated = new LinkedHashSet<>(strings(node.path("times")).keySet());
            dated.addAll(strings(node.path("minutes")).values());
            dated.stream()
                    .filter(word -> !CaseTimeline.AT_ONE_INSTANT.contains(word))
                    .forEach(word -> mistakes.add("\"" + path + "times\" and \"minutes\" say when a case was "
                            + String.join(", ", CaseTimeline.AT_ONE_INSTANT) + ", but there is \"" + word + "\"."));
            String separator = text(node, "separator");
            if (separator.length() > 1 && !separator.equalsIgnoreCase("tab")) {
                mistakes.add("\"" + path + "separator\" is \"" + separator + "\"; use one character, or \"tab\".");
            }
            boolean inFileOrder = text(node, "order").equals("file");
            return new Source(
                    text(node, "file"),
                    text(node, "rows"),
                    kind,
                    node.has("where") ? List.of(condition(node.get("where"))) : List.of(),
                    conditions(node.path("skip")),
                    Column.parse(text(node, "case")),
                    column(node, "time"),
                    column(node, "opened"),
                    inFileOrder ? Optional.empty() : column(node, "order"),
                    inFileOrder,
                    column(node, "group"),
                    times(path, node),
                    column(node, "who"),
                    column(node, "customer"),
                    columns(node.path("status")),
                    column(node, "severity"),
                    column(node, "team"),
                    facts(node.path("facts")),
                    column(node, "field"),
                    column(node, "old"),
                    column(node, "new"),
                    lowered(fields),
                    columns(node.path("event")),
                    columnsByName(node.path("times")),
                    columnsByWord(node.path("minutes")),
                    conditions(node.path("response")),
                    globs(node.path("unknown")),
                    separator(separator),
                    Optional.empty(),
                    Optional.empty());
        }

        private LogTimes times(String path, JsonNode node) {
            List<String> formats = list(node.path("formats"));
            Optional<ZoneId> own = zone;
            Locale locale = Locale.ENGLISH;
            try {
                own = node.has("zone") ? Optional.of(ZoneId.of(text(node, "zone"))) : zone;
            } catch (DateTimeException e) {
                mistakes.add("\"" + path + "zone\" is \"" + text(node, "zone")
                        + "\", which is not a time zone; use a name such as Europe/Berlin.");
            }
            try {
                locale = node.has("locale")
                        ? new Locale.Builder()
                                .setLanguageTag(text(node, "locale"))
                                .build()
                        : Locale.ENGLISH;
            } catch (IllformedLocaleException e) {
                mistakes.add("\"" + path + "locale\" is \"" + text(node, "locale")
                        + "\", which is not a language; use a tag such as de or pt-BR.");
            }
            try {
                return new LogTimes(formats.isEmpty() ? List.of("iso") : formats, own, locale);
            } catch (IllegalArgumentException | DateTimeException e) {
                mistakes.add("\"" + path + "formats\": " + e.getMessage());
                return new LogTimes(List.of("iso"), zone, Locale.ENGLISH);
            }
        }

        private Map<String, Map<String, String>> words(JsonNode node) {
            Map<String, Map<String, String>> tables = new LinkedHashMap<>();
            node.properties().forEach(table -> {
                Map<String, String> words = new LinkedHashMap<>();
                if (!table.getValue().isObject()) {
                    mistakes.add("\"words." + table.getKey() + "\" is an object, such as {\"VALUE\": \"WORD\"}.");
                }
                strings(table.getValue()).forEach((value, word) -> {
                    if (!isWord(table.getKey(), word)) {
                        mistakes.add("\"words." + table.getKey() + "." + value + "\" is \"" + word
                                + "\"; use new, open, wait PARTY, wait PARTY: REASON, resolved, closed, cancelled or keep"
                                + (table.getKey().equals("event")
                                        ? ", or opened, responded, updated, customer replied, reopened, severity N, rated, ignore,"
                                                + " or event NAME for an event of your agreement."
                                        : "."));
                    }
                    words.put(value.toLowerCase(Locale.ROOT), word);
                });
                tables.put(table.getKey(), words);
            });
            return tables;
        }

        private static boolean isWord(String table, String word) {
            return switch (table) {
                case "status" -> LIFE.contains(word) || word.matches(WAIT);
                case "event" ->
                    LIFE.contains(word)
                            || EVENTS.contains(word)
                            || word.matches(WAIT)
                            || word.matches("(severity|event) .*\\S.*");
                default -> true;
            };
        }

        private List<Condition> conditions(JsonNode node) {
            List<Condition> all = new ArrayList<>();
            node.forEach(each -> all.add(condition(each)));
            return all;
        }

        private static Condition condition(JsonNode node) {
            Map<Column, List<Pattern>> columns = new LinkedHashMap<>();
            String status = "";
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                if (each.getKey().equals("status") && each.getValue().isTextual()) {
                    status = each.getValue().asText();
                } else {
                    columns.put(Column.parse(each.getKey()), globs(each.getValue()));
                }
            }
            return new Condition(columns, status);
        }

        private Map<String, Column> facts(JsonNode node) {
            if (node.isObject()) {
                return columnsByName(node);
            }
            Map<String, Column> facts = new LinkedHashMap<>();
            list(node).forEach(name -> facts.put(name, Column.parse(name)));
            return facts;
        }

        private static Map<String, Column> columnsByName(JsonNode node) {
            Map<String, Column> columns = new LinkedHashMap<>();
            strings(node).forEach((key, column) -> columns.put(key, Column.parse(column)));
            return columns;
        }

        private static Map<String, Column> columnsByWord(JsonNode node) {
            Map<String, Column> columns = new LinkedHashMap<>();
            strings(node).forEach((column, word) -> columns.put(word, Column.parse(column)));
            return columns;
        }

        private static String text(JsonNode node, String key) {
            return node.path(key).asText("");
        }

        private static Optional<Column> column(JsonNode node, String key) {
            return node.has(key) ? Optional.of(Column.parse(text(node, key))) : Optional.empty();
        }

        private static List<Column> columns(JsonNode node) {
            return list(node).stream().map(Column::parse).toList();
        }

        private static List<String> list(JsonNode node) {
            List<String> all = new ArrayList<>();
            if (node.isValueNode() && !node.isMissingNode()) {
                all.add(node.asText());
            }
            if (node.isArray()) {
                node.forEach(each -> all.add(each.asText()));
            }
            return all;
        }

        private static List<Pattern> globs(JsonNode node) {
            return list(node).stream().map(LogMapping::glob).toList();
        }

        private static Map<String, String> strings(JsonNode node) {
            Map<String, String> all = new LinkedHashMap<>();
            node.properties()
                    .forEach(each -> all.put(each.getKey(), each.getValue().asText()));
            return all;
        }

        private static Map<String, String> lowered(Map<String, String> fields) {
            Map<String, String> all = new LinkedHashMap<>();
            fields.forEach((key, value) -> all.put(key.toLowerCase(Locale.ROOT), value));
            return all;
        }
    }
}
