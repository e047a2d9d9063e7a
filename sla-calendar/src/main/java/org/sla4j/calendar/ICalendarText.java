package org.sla4j.calendar;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content lines of an iCalendar text, unfolded.
 *
 * <p>Lines are unfolded before they are decoded, because a fold may cut a letter in two (RFC 5545, 3.1). To that end bytes are kept
 * as one char each until a line is whole.
 */
final class ICalendarText {
    private static final Pattern CALENDAR =
            Pattern.compile("[\r\n]BEGIN[ \t]*:[ \t]*VCALENDAR", Pattern.CASE_INSENSITIVE);
    /** Outlook writes a zone such as (UTC+01:00) Berlin without the quotation marks that its colon needs. */
    private static final Pattern REST_OF_ZONE = Pattern.compile("([^\"]*):(?=\\d{4}-?\\d{2}-?\\d{2})");

    static final String ZONE_WITHOUT_QUOTES = "names a zone with a colon but without quotation marks";
    private static final String QUOTED_PRINTABLE = "QUOTED-PRINTABLE";
    private static final String UTF8_MARK = "\u00ef\u00bb\u00bf";

    private final String text;
    private final String indentation;
    private final Optional<Charset> given;
    private final boolean bytes;
    private int at;
    private int number;

    /** One content line, unfolded and decoded. */
    record Line(int number, String name, Map<String, String> parameters, String value) {
        String parameter(String parameter) {
            return parameters.getOrDefault(parameter, "");
        }

        boolean isNamed(String component) {
            return value.strip().equalsIgnoreCase(component);
        }
    }

    private ICalendarText(String text, boolean bytes, Optional<Charset> given) {
        this.indentation = indentation(text);
        this.text = indentation.isEmpty() ? text : text.replaceAll("(?m)^" + indentation, "");
        this.bytes = bytes;
        this.given = given;
    }

    static ICalendarText of(String text) {
        return new ICalendarText(text.startsWith("\uFEFF") ? text.substring(1) : text, false, Optional.empty());
    }

    /** Takes the bytes of a file: in the charset given, or else by their byte order mark, or else in UTF-8 line by line. */
    static ICalendarText of(byte[] bytes, Optional<Charset> given) {
        Optional<Charset> marked = marked(bytes);
        if (marked.isPresent() || given.filter(ICalendarText::isWide).isPresent()) {
            return of(new String(bytes, marked.or(() -> given).orElseThrow()));
        }
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        return new ICalendarText(raw.startsWith(UTF8_MARK) ? raw.substring(UTF8_MARK.length()) : raw, true, given);
    }

    private static boolean isWide(Charset charset) {
        String name = charset.name();
        return name.startsWith("UTF-16") || name.startsWith("UTF-32");
    }

    /** The encoding that a byte order mark, or the zero bytes around the first letter, make certain. */
    private static Optional<Charset> marked(byte[] bytes) {
        int first = bytes.length < 4 ? 0 : ByteBuffer.wrap(bytes).getInt();
        if (first == 0x0000FEFF || first == 0xFFFE0000) {
            return Optional.of(Charset.forName(first == 0x0000FEFF ? "UTF-32BE" : "UTF-32LE"));
        }
        int high = first >>> 16;
        boolean big = high == 0xFEFF || (high > 0 && high < 0x80);
        boolean little = high == 0xFFFE || ((high & 0xFF) == 0 && high >>> 8 > 0 && high >>> 8 < 0x80);
        return big
                ? Optional.of(StandardCharsets.UTF_16BE)
                : little ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
    }

    /** The blanks before the first line, which stand before all lines if the text was indented as a whole. */
    private static String indentation(String text) {
        int end = 0;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        String before = text.substring(0, end);
        return before.substring(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
    }

    /** Whether blanks that stood before the lines have been taken away. */
    boolean isIndented() {
        return !indentation.isEmpty();
    }

    int length() {
        return text.length();
    }

    /** Whether a calendar begins further on. */
    boolean hasCalendarAhead() {
        return text.regionMatches(true, at, "BEGIN:VCALENDAR", 0, 15)
                || CALENDAR.matcher(text).region(at, text.length()).find();
    }

    /** How many lines have been passed. */
    int number() {
        return number;
    }

    /**
     * Reads the next line that is not blank.
     *
     * @param odd receives the number of a line and what is odd about it
     * @return the line, or empty at the end of the text; the name is empty where the text is not a content line
     */
    Optional<Line> next(BiConsumer<Integer, String> odd) {
        while (at < text.length()) {
            int first = number + 1;
            StringBuilder whole = new StringBuilder();
            physical(whole);
            while (at < text.length() && (isFold() || isSoftBreak(whole))) {
                if (isFold()) {
                    at++;
                } else {
                    whole.setLength(whole.length() - 1);
                }
                physical(whole);
            }
            if (!whole.toString().isBlank()) {
                return Optional.of(parse(first, whole.toString(), odd));
            }
        }
        return Optional.empty();
    }

    private boolean isFold() {
        return text.charAt(at) == ' ' || text.charAt(at) == '\t';
    }

    /** In the quoted-printable text of vCalendar 1.0 a line that ends with an equals sign goes on in the next. */
    private static boolean isSoftBreak(StringBuilder whole) {
        if (whole.length() == 0 || whole.charAt(whole.length() - 1) != '=') {
            return false;
        }
        int colon = whole.indexOf(":");
        return colon > 0 && whole.substring(0, colon).toUpperCase(Locale.ROOT).contains(QUOTED_PRINTABLE);
    }

    /** Appends the rest of a physical line; lines end with any mixture of CR and LF. */
    private void physical(StringBuilder whole) {
        number++;
        int from = at;
        while (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n') {
            at++;
        }
        whole.append(text, from, at);
        // CR CR LF is one end of line, from programs that translate LF twice.
        int end = at;
        while (end < text.length() && text.charAt(end) == '\r') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '\n') {
            at = end + 1;
        } else if (at < text.length()) {
            at++;
        }
    }

    /** Takes a content line apart: {@code NAME;PARAMETER="value";PARAMETER=value:value}. */
    private Line parse(int first, String whole, BiConsumer<Integer, String> odd) {
        String mark = bytes ? UTF8_MARK : "\uFEFF"; // where files were put one behind the other
        String raw = whole.startsWith(mark) ? whole.substring(mark.length()) : whole;
        Line line = parse(first, raw, '"', odd);
        if (line.name().isEmpty() && raw.indexOf('"') >= 0) {
            Line plain = parse(first, raw, '\0', odd);
            if (!plain.name().isEmpty()) {
                odd.accept(first, "has a quotation mark that is never closed");
                return plain;
            }
        }
        return line;
    }

    private Line parse(int first, String raw, char quote, BiConsumer<Integer, String> odd) {
        Map<String, String> parameters = new HashMap<>();
        int end = endOf(raw, 0, quote);
        String name = raw.substring(0, end).strip().toUpperCase(Locale.ROOT);
        while (end < raw.length() && raw.charAt(end) == ';') {
            int next = endOf(raw, end + 1, quote);
            String parameter = raw.substring(end + 1, next);
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(
                        parameter.substring(0, equals).strip().toUpperCase(Locale.ROOT),
                        parameter.substring(equals + 1).replace("\"", "").strip());
            } else if (parameter.strip().equalsIgnoreCase(QUOTED_PRINTABLE)) { // as vCalendar 1.0 writes it too
                parameters.put("ENCODING", QUOTED_PRINTABLE);
            }
            end = next;
        }
        if (name.isEmpty() || end == raw.length()) {
            return new Line(first, "", Map.of(), decode(first, raw, parameters, odd));
        }
        String value = raw.substring(end + 1);
        Matcher zone = REST_OF_ZONE.matcher(value);
        if (parameters.containsKey("TZID") && zone.lookingAt()) {
            odd.accept(first, ZONE_WITHOUT_QUOTES);
            parameters.merge("TZID", zone.group(1), (begin, rest) -> begin + ":" + rest);
            value = value.substring(zone.end());
        }
        String decoded = switch (parameters.getOrDefault("ENCODING", "").toUpperCase(Locale.ROOT)) {
            case QUOTED_PRINTABLE -> quotedPrintable(first, value, parameters, odd);
            case "BASE64", "B" -> base64(first, value, parameters, odd);
            default -> decode(first, value, parameters, odd);
        };
        return new Line(first, name, parameters, decoded);
    }

    /** Where a name or parameter ends, which is at a semicolon or colon outside of quotes. */
    private static int endOf(String text, int from, char quote) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == ':')) {
                return i;
            }
        }
        return text.length();
    }

    private String base64(int first, String value, Map<String, String> parameters, BiConsumer<Integer, String> odd) {
        try {
            return decodeBytes(first, Base64.getDecoder().decode(value.strip()), parameters, odd);
        } catch (IllegalArgumentException e) {
            odd.accept(first, "is not in BASE64, as it says");
            return decode(first, value, parameters, odd);
        }
    }

    private String quotedPrintable(
            int first, String value, Map<String, String> parameters, BiConsumer<Integer, String> odd) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int high = c == '=' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(value.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else if (bytes) {
                out.write(c);
            } else {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return decodeBytes(first, out.toByteArray(), parameters, odd);
    }

    private String decode(int first, String value, Map<String, String> parameters, BiConsumer<Integer, String> odd) {
        if (!bytes) {
            if (value.indexOf('\uFFFD') >= 0) {
                odd.accept(first, "holds letters that were lost when the text was decoded");
            }
            return value;
        }
        return decodeBytes(first, value.getBytes(StandardCharsets.ISO_8859_1), parameters, odd);
    }

    private String decodeBytes(
            int first, byte[] value, Map<String, String> parameters, BiConsumer<Integer, String> odd) {
        if (given.isPresent()) {
            return new String(value, given.get());
        }
        Optional<Charset> declared = charset(parameters.getOrDefault("CHARSET", ""));
        boolean ascii = true;
        for (byte b : value) {
            ascii &= b >= 0;
        }
        if (ascii) {
            return new String(value, declared.orElse(StandardCharsets.US_ASCII));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            Charset charset = declared.or(() -> charset("windows-1252")).orElse(StandardCharsets.ISO_8859_1);
            if (declared.isEmpty()) {
                odd.accept(first, "is not in UTF-8, and is read as " + charset);
            }
            return new String(value, charset);
        }
    }

    private static Optional<Charset> charset(String name) {
        try {
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Charset.forName(name)).filter(charset -> !isWide(charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }
}
