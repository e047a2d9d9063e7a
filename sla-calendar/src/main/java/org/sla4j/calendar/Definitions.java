package org.sla4j.calendar;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.InvalidDefinitionException.Mistake;

/**
 * Reads definitions from the maps and lists that any JSON, YAML, TOML or properties library gives.
 *
 * <pre>{@code
 * Map<String, ?> map = new ObjectMapper().readValue(json, Map.class);   // or new Yaml().load(yaml)
 * CalendarDefinition calendar = Definitions.fromMap(CalendarDefinition.class, map);
 * }</pre>
 *
 * <p>Nothing in a document is ignored: a key that the definition does not have is a mistake, and the message names the key that
 * was probably meant. A value of another type is taken where nothing can get lost:
 *
 * <ul>
 *   <li>A whole number or a date for a text. A decimal number is not, since 1.10 would have become 1.1; nor is a boolean, since
 *       YAML reads {@code on}, {@code off}, {@code yes} and {@code no} as one: put both into quotes.
 *   <li>A text for a number or a boolean, since properties know nothing but text.
 *   <li>A map with the keys 0, 1, 2 ... for a list, which is how some libraries give indexed properties.
 * </ul>
 *
 * <p>All mistakes are listed at once, in the order of the document: what a misspelt key holds is read as the value of the key that was
 * probably meant, so that the rest can be checked too.
 *
 * <p>A document may have 100,000 values, 32 levels and texts of 10,000 characters; a larger one is refused.
 *
 * <p>Thread-safe: there is no state.
 */
public final class Definitions {
    private static final int MOST_VALUES = 100_000;
    private static final int MOST_LEVELS = 32;
    private static final int LONGEST_TEXT = 10_000;
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,64}(\\.\\d{1,64})?([eE][-+]?\\d{1,3})?");

    private final List<Mistake> mistakes = new ArrayList<>();

    /** Paths of what could not be read, and of what a key that nobody knows may have meant. */
    private final Set<String> unread = new HashSet<>();

    /** Paths with the key that was meant, and the same with the key that was written. */
    private final Map<String, String> written = new HashMap<>();

    /** How many mistakes there are; the list stops at the most that a message shows. */
    private int found;

    private int values;
    private boolean isTooLarge;
    private boolean isCut;

    private Definitions() {}

    /**
     * Reads a definition.
     *
     * @param <R> the type of the definition
     * @param type a public record whose components are texts, numbers, booleans, such records, lists, or maps by name of these
     * @param map what a library made of a document
     * @return the definition; what the document leaves out is {@code null} to the constructor of the record
     * @throws InvalidDefinitionException if a key is unknown, a value is of a type that does not fit, or the document is too
     *     large; it lists all mistakes, each with its path
     * @throws IllegalArgumentException if the type is not such a record
     */
    public static <R extends Record> R fromMap(Class<R> type, Map<String, ?> map) {
        return fromMap(type, map, (definition, isUnread) -> {});
    }

    /**
     * Reads a definition and checks what its parts say, so that a misspelt key and a bad value are reported together.
     *
     * @param <R> the type of the definition
     * @param type a public record, as in {@link #fromMap(Class, Map)}
     * @param map what a library made of a document
     * @param check throws an {@link InvalidDefinitionException} with all that is wrong with what the parts say. It gets the definition,
     *     in which parts that could not be read are empty, and a question about paths such as {@code calendars[0].name}: whether
     *     something at, above or below that path could not be read; with an empty path, whether anything could not. What the check finds
     *     at such a path is left out, since it may well follow from a mistake that is listed already
     * @return the definition
     * @throws InvalidDefinitionException if a key is unknown, a value does not fit, the document is too large or the check finds
     *     something; it lists all mistakes in the order of the document, each with its path
     * @throws IllegalArgumentException if the type is not such a record
     */
    public static <R extends Record> R fromMap(
            Class<R> type, Map<String, ?> map, BiConsumer<? super R, Predicate<String>> check) {
        Definitions reader = new Definitions();
        String what = "the "
                + type.getSimpleName()
                        .replaceFirst("Definition$", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .toLowerCase(Locale.ROOT);
        R made = type.cast(reader.record(type, "", map, 1));
        if (made != null && !reader.isTooLarge) {
            what = reader.check(what, made, check);
        }
        if (made != null && reader.found == 0) {
            return made;
        }
        throw new InvalidDefinitionException(what, reader.inOrder(map));
    }

    /** Adds what a check finds, and returns what it says is being defined. */
    private <R> String check(String what, R made, BiConsumer<? super R, Predicate<String>> check) {
        boolean isReadable = found == 0;
        try {
            check.accept(made, path -> path.isEmpty() ? !isReadable : isUnread(written(path)));
        } catch (InvalidDefinitionException e) {
            for (Mistake mistake : e.mistakes()) {
                String path = written(mistake.path());
                isCut |= mistake.equals(InvalidDefinitionException.MORE);
                if (!isUnread(path) && !mistake.equals(InvalidDefinitionException.MORE)) {
                    found(path, mistake.message());
                }
            }
            return isReadable ? e.what() : what;
        }
        return what;
    }

    /** The path of a part as the document has it: with the misspelt keys. */
    private String written(String path) {
        String at = "";
        int from = 0;
        while (from < path.length()) {
            int to = from + 1;
            while (to < path.length() && path.charAt(to) != '.' && path.charAt(to) != '[') {
                to++;
            }
            String whole = at + path.substring(from, to);
            at = written.getOrDefault(whole, whole);
            from = to;
        }
        return at;
    }

    private boolean isUnread(String path) {
        return !path.isEmpty()
                && unread.stream().anyMatch(part -> part.equals(path) || isBelow(part, path) || isBelow(path, part));
    }

    private static boolean isBelow(String path, String above) {
        return path.startsWith(above + ".") || path.startsWith(above + "[");
    }

    /** The mistakes in the order of the document; what is missing there comes where the part begins that lacks it. */
    private List<Mistake> inOrder(Map<?, ?> document) {
        if (isTooLarge) {
            return mistakes;
        }
        Map<String, Integer> places = new HashMap<>();
        place("", document, 1, places);
        List<Mistake> sorted = new ArrayList<>(mistakes);
        sorted.sort(Comparator.comparingInt(mistake -> place(mistake.path(), places)));
        if (isCut) {
            sorted.add(InvalidDefinitionException.MORE);
        }
        return sorted;
    }

    private static void place(String path, @Nullable Object value, int level, Map<String, Integer> places) {
        places.putIfAbsent(path, places.size());
        if (level > MOST_LEVELS || places.size() > MOST_VALUES) {
            return; // below a key that nobody knows, of which nothing was read, there may be anything
        }
        if (value instanceof Map<?, ?> map) {
            // Some libraries give indexed properties in no order.
            boolean isList =
                    map.keySet().stream().allMatch(key -> String.valueOf(key).matches("\\d{1,6}"));
            Map<Object, @Nullable Object> inOrder = isList
                    ? new TreeMap<>(Comparator.comparingInt((Object key) -> Integer.parseInt(String.valueOf(key))))
                    : new LinkedHashMap<>();
            inOrder.putAll(map);
            inOrder.forEach((key, part) ->
                    place(isList ? path + "[" + key + "]" : path(path, String.valueOf(key)), part, level + 1, places));
        } else if (value instanceof Collection || value instanceof Object[]) {
            int i = 0;
            for (Object part : value instanceof Collection<?> parts ? parts : Arrays.asList((Object[]) value)) {
                place(path + "[" + i++ + "]", part, level + 1, places);
            }
        }
    }

    private static int place(String path, Map<String, Integer> places) {
        String at = path;
        while (!places.containsKey(at)) {
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return places.get(at);
    }

    /**
     * Returns the path of a part, as mistakes give it.
     *
     * @param parent the path of what it is part of; empty for the whole document
     * @param key its key
     * @return the path, on one line, with a long key cut
     */
    public static String path(String parent, String key) {
        String shown = Quoted.plain(key.length() > 64 ? key.substring(0, 64) + "..." : key);
        return parent.isEmpty() ? shown : parent + "." + shown;
    }

    /**
     * Returns a text, or an empty one for what a document left out.
     *
     * @param text what a binder gave
     * @return the text, never {@code null}
     */
    public static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /**
     * Returns a value, or its default for what a document left out.
     *
     * @param <T> the type of the value
     * @param given what a binder gave
     * @param otherwise the default
     * @return the value, never {@code null}
     */
    public static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    /**
     * Copies a list, or returns an empty one for what a document left out.
     *
     * @param <T> the type of its elements
     * @param list what a binder gave
     * @return the list without elements that are {@code null}, unmodifiable
     */
    public static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    /**
     * Copies a map, or returns an empty one for what a document left out.
     *
     * @param <V> the type of its values
     * @param map what a binder gave
     * @return the map in its order, unmodifiable
     */
    public static <V> Map<String, V> map(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** A value that does not fit, and why. */
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message, null, false, false);
        }
    }

    private @Nullable Object read(Type type, String path, @Nullable Object value, int level) {
        if (++values > MOST_VALUES) {
            if (!isTooLarge) {
                tooLarge("", "The document has more than " + MOST_VALUES + " values.");
            }
            return null;
        }
        if (level > MOST_LEVELS) {
            tooLarge(path, "The document has more than " + MOST_LEVELS + " levels.");
            return null;
        }
        try {
            if (value == null) {
                throw new Unfit("There is no value; give one, or leave the key out if it is not needed.");
            }
            return fitting(type, path, value, level);
        } catch (Unfit e) {
            mistake(path, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Object fitting(Type type, String path, Object value, int level) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? list(generic.getActualTypeArguments()[0], path, elements(value), level)
                    : entries(generic.getActualTypeArguments()[1], path, map(value), level);
        }
        Class<?> wanted = (Class<?>) type;
        return wanted.isRecord() ? record(wanted, path, keys(wanted, value), level) : scalar(wanted, path, value);
    }

    private static Object scalar(Class<?> wanted, String path, Object value) {
        if (value instanceof CharSequence text && text.length() > LONGEST_TEXT) {
            throw new Unfit("The text has more than " + LONGEST_TEXT + " characters.");
        }
        if (wanted == String.class) {
            return text(value);
        } else if (wanted == Boolean.class || wanted == boolean.class) {
            return bool(value);
        } else if (wanted == Double.class || wanted == double.class) {
            return decimal(value);
        } else if (wanted == Integer.class || wanted == int.class) {
            return whole(value);
        } else if (wanted == Long.class || wanted == long.class) {
            return wholeLong(value);
        }
        throw new IllegalArgumentException("A definition has texts, numbers, booleans, records, lists and maps, but "
                + wanted + " at " + path + ".");
    }

    private static Map<?, ?> keys(Class<?> type, Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            throw new Unfit("There must be keys with values, such as \"" + type.getRecordComponents()[0].getName()
                    + "\", but there is " + words(value) + ".");
        }
        return map(value);
    }

    private static Map<?, ?> map(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new Unfit("There must be keys with values, but there is " + words(value) + ".");
    }

    private @Nullable Object record(Class<?> type, String path, Map<?, ?> given, int level) {
        Map<Object, @Nullable Object> map =
                new LinkedHashMap<>(given); // a sorted one would not be asked for keys of another kind
        RecordComponent[] parts = type.getRecordComponents();
        int before = found;
        Map<String, String> keys = keys(parts, path, map);
        @Nullable Object[] read = new @Nullable Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String key = keys.get(parts[i].getName());
            Object part =
                    key == null ? null : read(parts[i].getGenericType(), path(path, key), map.get(key), level + 1);
            read[i] = part == null ? zero(parts[i].getType()) : part;
        }
        try {
            return make(type, parts, read);
        } catch (InvocationTargetException e) {
            if (found == before) {
                if (!(e.getCause() instanceof IllegalArgumentException refused)) {
                    throw new IllegalArgumentException("The constructor of " + type + " failed.", e);
                }
                mistake(path, Objects.requireNonNullElse(refused.getMessage(), "This cannot be read."));
            }
            return null;
        }
    }

    /** The key in a document of each part that is there; a misspelt one is a mistake, and taken for the one that was meant. */
    private Map<String, String> keys(RecordComponent[] parts, String path, Map<Object, @Nullable Object> map) {
        List<String> known = Arrays.stream(parts).map(RecordComponent::getName).toList();
        Map<String, String> keys = new HashMap<>();
        known.stream().filter(map::containsKey).forEach(name -> keys.put(name, name));
        Set<String> meant = new HashSet<>();
        List<@Nullable Object> strange = new ArrayList<>();
        for (Object key : map.keySet()) {
            if (!(key instanceof String name)) {
                found(path, "The key " + words(key) + " is not a text; put it into quotes.");
                strange.add(map.get(key));
            } else if (!known.contains(name)) {
                found(path(path, name), () -> unknown(name, known));
                List<String> near =
                        found > InvalidDefinitionException.MOST_MISTAKES ? List.of() : NearestWords.of(name, known);
                List<String> free =
                        near.stream().filter(part -> !keys.containsKey(part)).toList();
                if (free.size() == 1) {
                    keys.put(free.get(0), name);
                    written.put(path(path, free.get(0)), path(path, name));
                } else if (near.isEmpty()) {
                    strange.add(map.get(name));
                } else {
                    meant.addAll(free);
                }
            }
        }
        // Whatever is missing may stand under a key that nobody knows.
        for (RecordComponent part : parts) {
            String name = part.getName();
            if (!keys.containsKey(name)
                    && (meant.contains(name)
                            || strange.stream().anyMatch(value -> fits(part.getGenericType(), value)))) {
                unread.add(path(path, name));
            }
        }
        return keys;
    }

    /** Whether a value is a list where there must be one, keys with values where there must be some, and neither elsewhere. */
    private static boolean fits(Type type, @Nullable Object value) {
        boolean isList = value instanceof Collection || value instanceof Object[];
        boolean isMap = value instanceof Map;
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? isList || isMap : isMap;
        }
        return ((Class<?>) type).isRecord() ? isMap : !isList && !isMap;
    }

    /** What stands for a part that is left out; a primitive cannot be null. */
    private static @Nullable Object zero(Class<?> type) {
        if (type == boolean.class) {
            return false;
        } else if (type == int.class) {
            return 0;
        } else if (type == long.class) {
            return 0L;
        }
        return type == double.class ? (Object) 0.0 : null;
    }

    private static Object make(Class<?> type, RecordComponent[] parts, @Nullable Object[] given)
            throws InvocationTargetException {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(given);
        } catch (InvocationTargetException e) {
            throw e;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("A definition is a public record, but was " + type + ".", e);
        }
    }

    /** Stands for an element that could not be read, so that those after it keep their places. */
    private static @Nullable Object blank(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? List.of() : Map.of();
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord()) {
            RecordComponent[] parts = wanted.getRecordComponents();
            try {
                return make(
                        wanted,
                        parts,
                        Arrays.stream(parts).map(part -> zero(part.getType())).toArray());
            } catch (InvocationTargetException e) {
                return null;
            }
        }
        return wanted == String.class ? "" : null;
    }

    private Object list(Type part, String path, Collection<?> elements, int level) {
        List<Object> read = new ArrayList<>();
        int i = 0;
        for (Object element : elements) {
            Object one = read(part, path + "[" + i + "]", element, level + 1);
            Object kept = one == null ? blank(part) : one;
            if (kept == null) {
                unread.add(path); // what comes after it has moved up
            } else {
                read.add(kept);
            }
            if (values > MOST_VALUES) {
                break;
            }
            i++;
        }
        return read;
    }

    private static Collection<?> elements(Object value) {
        if (value instanceof Collection<?> collection) {
            return collection;
        } else if (value instanceof Object[] array) {
            return Arrays.asList(array);
        } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            Map<Object, @Nullable Object> indexed = new LinkedHashMap<>(map);
            List<@Nullable Object> inOrder = new ArrayList<>();
            for (int i = 0; i < indexed.size(); i++) {
                Object key = indexed.containsKey(Integer.toString(i)) ? Integer.toString(i) : (Object) i;
                if (!indexed.containsKey(key)) {
                    throw new Unfit("There must be a list, but there are keys, of which " + i + " is missing.");
                }
                inOrder.add(indexed.get(key));
            }
            return inOrder;
        }
        throw new Unfit("There must be a list, but there is " + words(value)
                + "; in JSON write [...], in YAML a line with - for each, in properties name[0]=...");
    }

    private Object entries(Type part, String path, Map<?, ?> entries, int level) {
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            Object key = entry.getKey();
            if (key instanceof String || key instanceof Integer || key instanceof Long) {
                String name = key.toString();
                Object one = read(part, path(path, name), entry.getValue(), level + 1);
                read.put(name, one == null ? blank(part) : one);
            } else {
                mistake(path, "The key " + words(key) + " is not a text; put it into quotes.");
            }
            if (values > MOST_VALUES) {
                break;
            }
        }
        return read;
    }

    private static Object text(Object value) {
        if (value instanceof CharSequence
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof TemporalAccessor) {
            return value.toString();
        } else if (value.getClass() == Date.class) { // its subclasses in java.sql are not instants
            ZonedDateTime at = ((Date) value).toInstant().atZone(ZoneOffset.UTC);
            if (at.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                return at.toLocalDate().toString();
            }
        }
        throw new Unfit("There must be a text, but there is " + words(value) + "; put it into quotes"
                + (value instanceof Boolean ? ", since YAML takes on, off, yes and no for it too." : "."));
    }

    private static Object bool(Object value) {
        String text = value.toString();
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new Unfit("There must be true or false, but there is " + words(value) + ".");
    }

    private static Object decimal(Object value) {
        BigDecimal exact = number(value);
        if (exact == null) {
            throw new Unfit("There must be a number such as 0.9, but there is " + words(value) + ".");
        }
        double near = exact.doubleValue();
        if (Double.isInfinite(near) || BigDecimal.valueOf(near).compareTo(exact) != 0) {
            throw new Unfit("The number " + words(value) + " has more digits than can be kept, which are 15.");
        }
        return near;
    }

    private static Object whole(Object value) {
        long wide = wholeLong(value);
        int number = (int) wide;
        if (number != wide) {
            throw new Unfit("The number " + wide + " is too large.");
        }
        return number;
    }

    private static long wholeLong(Object value) {
        BigDecimal exact = number(value);
        if (exact == null) {
            throw new Unfit("There must be a whole number, but there is " + words(value) + ".");
        }
        try {
            return exact.longValueExact();
        } catch (ArithmeticException e) {
            throw new Unfit("There must be a whole number that is not too large, but there is " + words(value) + ".");
        }
    }

    private static @Nullable BigDecimal number(Object value) {
        if (value instanceof Number || value instanceof CharSequence) {
            String text = value.toString().strip();
            return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
        }
        return null;
    }

    private static String words(@Nullable Object value) {
        if (value instanceof Map) {
            return "a group of keys";
        } else if (value instanceof Collection || value instanceof Object[]) {
            return "a list";
        } else if (value instanceof CharSequence text) {
            return Quoted.of(text.length() > 64 ? text.subSequence(0, 64) + "..." : text);
        }
        return value == null ? "nothing" : Quoted.plain(value.toString());
    }

    private void mistake(String path, String message) {
        unread.add(path);
        found(path, message);
    }

    private void tooLarge(String path, String message) {
        isTooLarge = true;
        found(path, message);
    }

    private void found(String path, String message) {
        found(path, () -> message);
    }

    private void found(String path, Supplier<String> message) {
        found++;
        if (mistakes.size() <= InvalidDefinitionException.MOST_MISTAKES) {
            mistakes.add(new Mistake(path, message.get()));
        }
    }

    private static String unknown(String name, List<String> known) {
        return words(name) + " is not a key here; "
                + didYouMean(name, known).orElseGet(() -> "there are " + String.join(", ", known) + ".");
    }

    /**
     * Asks whether another word was meant.
     *
     * @param word what somebody wrote, which is none of the words
     * @param known the words that there are, of which the first 1,000 are compared
     * @return a question that names the nearest of them, such as {@code did you mean "provider"?}; empty if none is near. Upper and
     *     lower case, dashes and blanks do not count.
     */
    public static Optional<String> didYouMean(String word, Collection<String> known) {
        List<String> nearest = NearestWords.of(word, known);
        return nearest.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        nearest.stream().map(Quoted::of).collect(Collectors.joining(" or ", "did you mean ", "?")));
    }
}
