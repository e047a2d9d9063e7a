package org.sla4j.examples;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sla4j.calendar.Quoted;

/**
 * The rows of an export: CSV with any of the usual separators, JSON, one JSON object a line, or XES; plain, in gzip or the first file
 * of a zip; UTF-8 or UTF-16 with or without a byte order mark, else windows-1252.
 */
final class LogFile {
    private static final Pattern SEPARATOR = Pattern.compile("\"?sep=(.?)\"?", Pattern.CASE_INSENSITIVE);

    private final Path file;
    private final LogMapping.Source source;
    private final Consumer<EventLog.BadRowException> badRows;

    LogFile(Path file, LogMapping.Source source, Consumer<EventLog.BadRowException> badRows) {
        this.file = file;
        this.source = source;
        this.badRows = badRows;
    }

    void read(Consumer<LogRow> rows) throws IOException {
        try {
            String kind = kind();
            switch (kind) {
                case "xes" -> readXes(rows);
                case "json", "ndjson" -> readJson(kind, rows);
                default -> readCsv(rows);
            }
        } catch (EOFException | ZipException e) {
            throw new IOException(file + " is damaged or cut off: " + e.getMessage(), e);
        }
    }

    private String kind() throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zip)$", "");
        if (name.endsWith(".xes") || name.endsWith(".xml")) {
            return "xes";
        }
        if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
            return "ndjson";
        }
        if (name.endsWith(".json")) {
            return "json";
        }
        if (!name.endsWith(".csv") && !name.endsWith(".tsv") && !name.endsWith(".txt")) {
            try (Reader start = open()) {
                int first = start.read();
                while (first >= 0 && Character.isWhitespace(first)) {
                    first = start.read();
                }
                return first == '{' || first == '[' ? "json" : first == '<' ? "xes" : "csv";
            }
        }
        return "csv";
    }

    private InputStream bytes() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        // By what is in it, for a download is often called otherwise.
        in.mark(4);
        byte[] start = in.readNBytes(4);
        in.reset();
        if (startsWith(start, 0x1F, 0x8B)) {
            return new GZIPInputStream(in, 1 << 16);
        }
        if (startsWith(start, 'P', 'K', 3, 4) || startsWith(start, 'P', 'K', 5, 6)) {
            ZipInputStream zip = new ZipInputStream(in);
            ZipEntry entry = zip.getNextEntry();
            while (entry != null && (entry.isDirectory() || entry.getName().startsWith("__MACOSX"))) {
                entry = zip.getNextEntry();
            }
            if (entry == null) {
                throw new IOException(file + " is a zip without a file in it.");
            }
            return zip;
        }
        return in;
    }

    private Reader open() throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes(), 4);
        byte[] mark = in.readNBytes(4);
        Charset charset;
        int skip = 0;
        if (startsWith(mark, 0xEF, 0xBB, 0xBF)) {
            charset = StandardCharsets.UTF_8;
            skip = 3;
        } else if (startsWith(mark, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            skip = 2;
        } else if (startsWith(mark, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            skip = 2;
        } else if (mark.length == 4 && mark[1] == 0 && mark[3] == 0) {
            charset = StandardCharsets.UTF_16LE;
        } else if (mark.length == 4 && mark[0] == 0 && mark[2] == 0) {
            charset = StandardCharsets.UTF_16BE;
        } else {
            charset = isUtf8() ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
        }
        in.unread(mark, skip, mark.length - skip);
        return new BufferedReader(new InputStreamReader(in, charset), 1 << 16);
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isUtf8() throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        CharBuffer chars = CharBuffer.allocate(1 << 16);
        try (InputStream in = bytes()) {
            while (true) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                boolean end = read < 0;
                bytes.position(bytes.position() + Math.max(read, 0)).flip();
                if (decoder.decode(bytes, chars.clear(), end).isError()) {
                    return false;
                }
                if (end) {
                    return true;
                }
                bytes.compact();
            }
        }
    }

    // CSV

    private void readCsv(Consumer<LogRow> rows) throws IOException {
        char separator = source.separator().orElse(separator());
        long line = 1;
        boolean isEmpty = true;
        try (CsvReader<CsvRecord> csv =
                Csv.reader().fieldSeparator(separator).skipEmptyLines(true).ofCsvRecord(open())) {
            Map<String, List<Integer>> header = new HashMap<>();
            List<String> names = List.of();
            for (CsvRecord each : csv) {
                isEmpty = false;
                line = each.getStartingLineNumber();
                if (each.getFields().stream().allMatch(String::isBlank)
                        || (header.isEmpty()
                                && SEPARATOR.matcher(each.getField(0)).matches())) {
                    continue; // a spreadsheet fills its last rows with separators, and names these in its first
                }
                if (header.isEmpty()) {
                    names = each.getFields();
                    for (int i = 0; i < names.size(); i++) {
                        header.computeIfAbsent(plain(each.getField(i)), key -> new ArrayList<>())
                                .add(i);
                    }
                    check(header.keySet(), each.getFields());
                } else if (each.getFieldCount() != names.size()) {
                    badRows.accept(new EventLog.BadRowException(
                            file.toString(),
                            line,
                            "the row has " + each.getFieldCount() + " fields; the header has " + names.size() + "."));
                } else {
                    explode(new CsvRow(names, header, each), rows);
                }
            }
        } catch (CsvParseException e) {
            // The parser has lost its place in the file, so there is no next row to go on with.
            throw new EventLog.BadRowException(file.toString(), line + 1, "not a row of CSV: " + e.getMessage());
        }
        if (isEmpty) {
            throw new EventLog.BadRowException(file.toString(), 1, "there is no header; the file is empty.");
        }
    }

    private void check(Collection<String> header, List<String> names) {
        List<String> missing = source.columns().stream()
                .map(LogMapping.Column::name)
                .filter(name -> !header.contains(plain(name)))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new EventLog.BadRowException(
                    file.toString(),
                    1,
                    "there is no column " + quoted(missing) + "; the header has " + quoted(names)
                            + ". A column may be empty, but it must be there.");
        }
    }

    private static String quoted(List<String> names) {
        return names.stream()
                .limit(50)
                .map(name -> Quoted.of(name.length() > 60 ? name.substring(0, 60) + "..." : name))
                .collect(Collectors.joining(", "));
    }

    /** A repeated column named by "rows" makes a row of each of its values. */
    private void explode(CsvRow row, Consumer<LogRow> rows) {
        if (source.rows().isEmpty()) {
            rows.accept(row);
            return;
        }
        String repeated = plain(source.rows());
        for (String value : row.values(source.rows())) {
            if (!value.isBlank()) {
                rows.accept(new LogRow() {
                    @Override
                    public List<String> values(String column) {
                        return plain(column).equals(repeated) ? List.of(value) : row.values(column);
                    }

                    @Override
                    public long line() {
                        return row.line();
                    }
                });
            }
        }
    }

    private char separator() throws IOException {
        try (BufferedReader in = new BufferedReader(open())) {
            String header = in.readLine();
            Matcher named = SEPARATOR.matcher(header == null ? "" : header);
            if (named.matches() && !named.group(1).isEmpty()) {
                return named.group(1).charAt(0);
            }
            char best = ',';
            long most = 0;
            for (char each : new char[] {',', ';', '\t', '|'}) {
                long count = header == null
                        ? 0
                        : header.replaceAll("\"[^\"]*\"", "")
                                .chars()
                                .filter(c -> c == each)
                                .count();
                if (count > most) {
                    most = count;
                    best = each;
                }
            }
            return best;
        }
    }

    private static String plain(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }

    private record CsvRow(List<String> columns, Map<String, List<Integer>> header, CsvRecord row) implements LogRow {
        @Override
        public List<String> values(String column) {
            List<Integer> places = header.getOrDefault(plain(column), List.of());
            List<String> values = new ArrayList<>(places.size());
            places.forEach(i -> values.add(row.getField(i)));
            return values;
        }

        @Override
        public long line() {
            return row.getStartingLineNumber();
        }
    }

    // JSON

    private void readJson(String kind, Consumer<LogRow> rows) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        String[] path = source.rows().isEmpty() ? new String[0] : source.rows().split("\\.", -1);
        try (JsonParser json = new JsonFactory().setCodec(mapper).createParser(open())) {
            JsonToken token = json.nextToken();
            while (token != null) {
                if (token == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        explode(
                                List.of(),
                                json.readValueAsTree(),
                                "",
                                path,
                                0,
                                json.currentLocation().getLineNr(),
                                rows);
                    }
                } else if (kind.equals("ndjson") || path.length == 0) {
                    explode(
                            List.of(),
                            json.readValueAsTree(),
                            "",
                            path,
                            0,
                            json.currentLocation().getLineNr(),
                            rows);
                } else {
                    streamObject(json, path, rows);
                }
                token = json.nextToken();
            }
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new EventLog.BadRowException(
                    file.toString(),
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    "not JSON: "
                            + String.valueOf(e.getOriginalMessage()).replaceFirst("(?s) \\(start marker at .*", ""));
        }
    }

    /** One big object: the items of its list are read one by one, with what stands before the list. */
    private void streamObject(JsonParser json, String[] path, Consumer<LogRow> rows) throws IOException {
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals(path[0]) && value == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    explode(
                            List.of(new Level("", before)),
                            json.readValueAsTree(),
                            path[0],
                            path,
                            1,
                            json.currentLocation().getLineNr(),
                            rows);
                }
            } else {
                JsonNode tree = json.readValueAsTree();
                if (name.equals(path[0])) {
                    explode(
                            List.of(new Level("", before)),
                            tree,
                            path[0],
                            path,
                            1,
                            json.currentLocation().getLineNr(),
                            rows);
                } else {
                    before.set(name, tree);
                }
            }
        }
    }

    /** An object on the way to a row, and the path that leads to it. */
    private record Level(String path, JsonNode node) {}

    private void explode(
            List<Level> outer, JsonNode node, String at, String[] path, int depth, long line, Consumer<LogRow> rows) {
        if (node.isArray()) {
            node.forEach(each -> explode(outer, each, at, path, depth, line, rows));
            return;
        }
        List<Level> levels = new ArrayList<>(outer);
        levels.add(new Level(at, node));
        if (depth == path.length) {
            rows.accept(new JsonRow(levels, line));
            return;
        }
        JsonNode next = node.path(path[depth]);
        if (!next.isMissingNode() && !next.isNull()) {
            explode(levels, next, at.isEmpty() ? path[depth] : at + "." + path[depth], path, depth + 1, line, rows);
        }
    }

    private record JsonRow(List<Level> levels, long line) implements LogRow {
        @Override
        public List<String> values(String column) {
            for (int i = levels.size() - 1; i >= 0; i--) {
                Level level = levels.get(i);
                if (level.path().isEmpty() || column.startsWith(level.path() + ".")) {
                    String rest = level.path().isEmpty()
                            ? column
                            : column.substring(level.path().length() + 1);
                    List<String> found = new ArrayList<>();
                    collect(level.node(), rest, found);
                    return found;
                }
            }
            return List.of();
        }

        private static void collect(JsonNode node, String path, List<String> found) {
            if (node.isArray()) {
                node.forEach(each -> collect(each, path, found));
            } else if (path.isEmpty()) {
                if (node.isValueNode() && !node.isNull()) {
                    found.add(node.asText());
                }
            } else if (node.has(path)) {
                collect(node.get(path), "", found);
            } else {
                int dot = path.indexOf('.');
                if (dot > 0 && node.has(path.substring(0, dot))) {
                    collect(node.get(path.substring(0, dot)), path.substring(dot + 1), found);
                }
            }
        }
    }

    // XES

    private void readXes(Consumer<LogRow> rows) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = bytes()) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            Map<String, String> trace = new HashMap<>();
            Map<String, String> event = new HashMap<>();
            boolean inTrace = false;
            boolean inEvent = false;
            int globals = 0;
            int nested = 0;
            while (xml.hasNext()) {
                int token = xml.next();
                if (token == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "global" -> globals++;
                        case "trace" -> {
                            inTrace = true;
                            trace.clear();
                        }
                        case "event" -> {
                            inEvent = true;
                            event.clear();
                        }
                        default -> {
                            String key = xml.getAttributeValue(null, "key");
                            if (key != null && globals == 0 && nested == 0 && inTrace) {
                                (inEvent ? event : trace).put((inEvent ? "event:" : "case:") + plain(key), text(xml));
                            }
                            nested += key == null ? 0 : 1;
                        }
                    }
                } else if (token == XMLStreamConstants.END_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "global" -> globals--;
                        case "trace" -> inTrace = false;
                        case "event" -> {
                            inEvent = false;
                            if (globals == 0) {
                                Map<String, String> all = new HashMap<>(trace);
                                all.putAll(event);
                                rows.accept(new XesRow(all, xml.getLocation().getLineNumber()));
                            }
                        }
                        case "string", "date", "int", "float", "boolean", "id", "list", "container" ->
                            nested = Math.max(0, nested - 1);
                        default -> {}
                    }
                }
            }
            xml.close();
        } catch (XMLStreamException e) {
            throw new EventLog.BadRowException(
                    file.toString(),
                    e.getLocation() == null ? 0 : e.getLocation().getLineNumber(),
                    "not XES: " + String.valueOf(e.getMessage()).replaceFirst("(?s).*\nMessage: ", ""));
        }
    }

    private static String text(XMLStreamReader xml) {
        String value = xml.getAttributeValue(null, "value");
        return value == null ? "" : value;
    }

    private record XesRow(Map<String, String> values, long line) implements LogRow {
        @Override
        public List<String> values(String column) {
            String value = values.get(plain(column));
            return value == null ? List.of() : List.of(value);
        }
    }
}
