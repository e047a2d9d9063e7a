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
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * <p>A document may have 100,000 values, 32 levels and texts of 10,000 characters; a larger one is refused. At most 100 mistakes
 * are listed.
 *
 * <p>Thread-safe: there is no state.
 */
public final class Definitions {
    private static final int MOST_VALUES = 100_000;
    private static final int MOST_LEVELS = 32;
    private static final int LONGEST_TEXT = 10_000;
    private static final int MOST_MISTAKES = 100;
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,64}(\\.\\d{1,64})?([eE][-+]?\\d{1,3})?");

    private final List<Mistake> mistakes = new ArrayList<>();
    private int values;

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
     * @throws IllegalArgumentException if the type is no such record
     */
    public static <R extends Record> R fromMap(Class<R> type, Map<String, ?> map) {
        Definitions reader = new Definitions();
        Object made = reader.map("", map) ? reader.record(type, "", map, 1) : null;
        if (!reader.mistakes.isEmpty() || made == null) {
            throw new InvalidDefinitionException(
                    "the "
                            + type.getSimpleName()
                                    .replaceFirst("Definition$", "")
                                    .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                                    .toLowerCase(Locale.ROOT),
                    reader.mistakes);
        }
        return type.cast(made);
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

    private @Nullable Object read(Type type, String path, @Nullable Object value, int level) {
        if (++values > MOST_VALUES) {
            return mistake("", "The document has more than " + MOST_VALUES + " values.");
        }
        if (level > MOST_LEVELS) {
            return mistake(path, "The document has more than " + MOST_LEVELS + " levels.");
        }
        if (value == null) {
            return mistake(path, "There is no value; give one, or leave the key out.");
        }
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? list(generic.getActualTypeArguments()[0], path, value, level)
                    : entries(generic.getActualTypeArguments()[1], path, value, level);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord()) {
            return map(path, value) ? record(wanted, path, (Map<?, ?>) value, level) : null;
        }
        return scalar(wanted, path, value);
    }

    private @Nullable Object scalar(Class<?> wanted, String path, Object value) {
        if (value instanceof CharSequence text && text.length() > LONGEST_TEXT) {
            return mistake(path, "The text has more than " + LONGEST_TEXT + " characters.");
        }
        if (wanted == String.class) {
            return text(path, value);
        } else if (wanted == Boolean.class || wanted == boolean.class) {
            return bool(path, value);
        } else if (wanted == Double.class || wanted == double.class) {
            return decimal(path, value);
        } else if (wanted == Integer.class || wanted == int.class) {
            return whole(path, value);
        } else if (wanted == Long.class || wanted == long.class) {
            return wholeLong(path, value);
        }
        throw new IllegalArgumentException("A definition has texts, numbers, booleans, records, lists and maps, but "
                + wanted + " at " + path + ".");
    }

    private boolean map(String path, Object value) {
        if (value instanceof Map) {
            return true;
        }
        mistake(path, "There must be keys with values, but there is " + words(value) + ".");
        return false;
    }

    private @Nullable Object record(Class<?> type, String path, Map<?, ?> map, int level) {
        RecordComponent[] parts = type.getRecordComponents();
        List<String> known = Arrays.stream(parts).map(RecordComponent::getName).toList();
        for (Object key : map.keySet()) {
            if (!(key instanceof String name)) {
                mistake(path, "The key " + words(key) + " is not a text; put it into quotes.");
            } else if (!known.contains(name)) {
                mistake(child(path, name), unknown(name, known));
            }
        }
        int before = mistakes.size();
        @Nullable Object[] given = new @Nullable Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String name = known.get(i);
            given[i] = map.containsKey(name)
                    ? read(parts[i].getGenericType(), child(path, name), map.get(name), level + 1)
                    : zero(parts[i].getType());
        }
        return mistakes.size() > before ? null : make(type, parts, given, path);
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

    private @Nullable Object make(Class<?> type, RecordComponent[] parts, @Nullable Object[] given, String path) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(given);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IllegalArgumentException refused) {
                return mistake(path, Objects.requireNonNullElse(refused.getMessage(), "This cannot be read."));
            }
            throw new IllegalArgumentException("The constructor of " + type + " failed.", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("A definition is a public record, but was " + type + ".", e);
        }
    }

    private @Nullable Object list(Type part, String path, Object value, int level) {
        List<Object> read = new ArrayList<>();
        int i = 0;
        for (Object element : elements(path, value)) {
            Object one = read(part, path + "[" + i + "]", element, level + 1);
            if (one != null) {
                read.add(one);
            }
            if (values > MOST_VALUES) {
                break;
            }
            i++;
        }
        return read;
    }

    private Collection<?> elements(String path, Object value) {
        if (value instanceof Collection<?> collection) {
            return collection;
        } else if (value instanceof Object[] array) {
            return Arrays.asList(array);
        } else if (value instanceof Map<?, ?> indexed && !indexed.isEmpty()) {
            List<@Nullable Object> inOrder = new ArrayList<>();
            for (int i = 0; i < indexed.size(); i++) {
                Object key = indexed.containsKey(Integer.toString(i)) ? Integer.toString(i) : (Object) i;
                if (!indexed.containsKey(key)) {
                    mistake(path, "There must be a list, but there are keys, of which " + i + " is missing.");
                    return List.of();
                }
                inOrder.add(indexed.get(key));
            }
            return inOrder;
        }
        mistake(
                path,
                "There must be a list, but there is " + words(value)
                        + "; in JSON write [...], in YAML a line with - for each, in properties name[0]=...");
        return List.of();
    }

    private @Nullable Object entries(Type part, String path, Object value, int level) {
        if (!map(path, value)) {
            return null;
        }
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
            Object key = entry.getKey();
            if (key instanceof String || key instanceof Integer || key instanceof Long) {
                String name = key.toString();
                read.put(name, read(part, child(path, name), entry.getValue(), level + 1));
            } else {
                mistake(path, "The key " + words(key) + " is not a text; put it into quotes.");
            }
            if (values > MOST_VALUES) {
                break;
            }
        }
        return read;
    }

    private @Nullable Object text(String path, Object value) {
        if (value instanceof CharSequence
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof TemporalAccessor) {
            return value.toString();
        } else if (value.getClass() == Date.class) { // its subclasses in java.sql are no instants
            ZonedDateTime at = ((Date) value).toInstant().atZone(ZoneOffset.UTC);
            if (at.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                return at.toLocalDate().toString();
            }
        }
        return mistake(
                path,
                "There must be a text, but there is " + words(value) + "; put it into quotes"
                        + (value instanceof Boolean ? ", since YAML takes on, off, yes and no for it too." : "."));
    }

    private @Nullable Object bool(String path, Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        String text = value.toString();
        return text.equals("true") || text.equals("false")
                ? (Object) text.equals("true")
                : mistake(path, "There must be true or false, but there is " + words(value) + ".");
    }

    private @Nullable Object decimal(String path, Object value) {
        BigDecimal exact = number(value);
        if (exact == null) {
            return mistake(path, "There must be a number such as 0.9, but there is " + words(value) + ".");
        }
        double near = exact.doubleValue();
        return Double.isInfinite(near) || BigDecimal.valueOf(near).compareTo(exact) != 0
                ? mistake(path, "The number " + words(value) + " has more digits than can be kept, which are 15.")
                : (Object) near;
    }

    private @Nullable Object whole(String path, Object value) {
        Object wide = wholeLong(path, value);
        if (wide instanceof Long number && (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE)) {
            return mistake(path, "The number " + number + " is too large.");
        }
        return wide instanceof Long number ? (Object) number.intValue() : null;
    }

    private @Nullable Object wholeLong(String path, Object value) {
        BigDecimal exact = number(value);
        try {
            if (exact != null) {
                return exact.longValueExact();
            }
        } catch (ArithmeticException e) {
            return mistake(
                    path, "There must be a whole number that is not too large, but there is " + words(value) + ".");
        }
        return mistake(path, "There must be a whole number, but there is " + words(value) + ".");
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

    private static String child(String path, String name) {
        String shown = Quoted.plain(name.length() > 64 ? name.substring(0, 64) + "..." : name);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private @Nullable Object mistake(String path, String message) {
        if (mistakes.size() < MOST_MISTAKES) {
            mistakes.add(new Mistake(path, message));
        }
        return null;
    }

    private static String unknown(String name, List<String> known) {
        return words(name) + " is not a key here; "
                + didYouMean(name, known).orElseGet(() -> "there are " + String.join(", ", known) + ".");
    }

    /**
     * Asks whether another word was meant.
     *
     * @param word what somebody wrote, which is none of the words
     * @param known the words that there are
     * @return a question that names the nearest of them, such as {@code did you mean "provider"?}; empty if none is near. Upper and
     *     lower case, dashes and blanks do not count.
     */
    public static Optional<String> didYouMean(String word, Collection<String> known) {
        int least = known.stream().mapToInt(key -> distance(word, key)).min().orElse(Integer.MAX_VALUE);
        return least > Math.max(2, word.length() / 3)
                ? Optional.empty()
                : Optional.of(known.stream()
                        .filter(key -> distance(word, key) == least)
                        .map(Quoted::of)
                        .collect(Collectors.joining(" or ", "did you mean ", "?")));
    }

    /** How many letters to add, drop, change or swap with the next; upper and lower case, dashes and blanks do not count. */
    private static int distance(String one, String other) {
        String a = plain(one);
        String b = plain(other);
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(steps[i - 1][j - 1] + change, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                steps[i][j] = swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
            }
        }
        return steps[a.length()][b.length()];
    }

    private static String plain(String name) {
        String cut = name.length() > 64 ? name.substring(0, 64) : name;
        return cut.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
