package org.sla4j.calendar;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import de.focus_shift.jollyday.core.spi.FixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.HolidayCalendarConfiguration;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public holidays of a country or one of its parts, as the library <a
 * href="https://github.com/focus-shift/jollyday">Jollyday</a> knows them.
 *
 * <pre>{@code
 * JollydayHolidays berlin = JollydayHolidays.of("de", "be");
 * berlin.nameOf(LocalDate.of(2026, 3, 8)); // Optional[International Women's Day]
 * BusinessCalendar.builder("Berlin office").holidays(berlin) // ...
 * }</pre>
 *
 * <p>Only Jollyday's public holidays count; its bank holidays and observances do not. A holiday that is observed on another day
 * closes its own date and the day on which it is observed; {@link #withObserved} chooses one of them.
 *
 * <h2>How far it is right</h2>
 *
 * Inside the coverage the answers are as good as the version of Jollyday in use: a law made after its release is not known to it.
 * {@link #coverage()} ends where Jollyday's data end: Islamic holidays are computed up to 2173 or so, and where a country's dates
 * are listed year by year (Singapore, Hong Kong, Matariki in New Zealand) the listed years alone are covered. Jollyday 2.19
 * knows nothing of Bhutan, Brunei, Cambodia, China, Fiji, Indonesia, Israel, Laos, Macao, Malaysia, Mongolia, Myanmar, Nepal,
 * North and South Korea, Puerto Rico, Sri Lanka, Taiwan and Thailand: take a feed for these ({@link ICalendarHolidays}). For 2025 to
 * 2028 it was found right for Germany by land, England, Scotland and most provinces of Canada, and found wanting for:
 *
 * <table>
 *   <caption>Data to correct</caption>
 *   <tr><th>place</th><th>what is wrong</th></tr>
 *   <tr><td>{@code us}</td><td>Columbus Day, a federal holiday, is missing</td></tr>
 *   <tr><td>{@code jp}</td><td>the equinoxes, the Emperor's birthday since 2020 and all substitute days are missing</td></tr>
 *   <tr><td>{@code in}</td><td>the day after Eid al-Fitr, no national holiday, is listed</td></tr>
 *   <tr><td>{@code br}</td><td>Carnival, Ash Wednesday and Corpus Christi, which are optional, are listed</td></tr>
 *   <tr><td>{@code se}</td><td>three eves, free by custom and not by law, are listed</td></tr>
 *   <tr><td>{@code au/nsw}</td><td>the bank holiday in August, for banks only, is listed</td></tr>
 *   <tr><td>{@code ca/nb}</td><td>New Brunswick Day is missing</td></tr>
 * </table>
 *
 * <p>A date is mended in a line or two:
 *
 * <pre>{@code
 * HolidayCalendar federal = JollydayHolidays.of("us")
 *         .and(HolidayCalendar.nth(2, DayOfWeek.MONDAY, Month.OCTOBER, "Columbus Day"));
 * HolidayCalendar india = JollydayHolidays.of("in").filter((date, name) -> !name.startsWith("Eid"));
 * }</pre>
 *
 * <h2>The dependency</h2>
 *
 * Jollyday is optional. Without it everything else in this package works, and {@link #of} throws an
 * {@link IllegalStateException} that says what to add: {@code de.focus-shift:jollyday-core} and one parser for its data,
 * {@code de.focus-shift:jollyday-jaxb} or {@code jollyday-jackson}, on the class path. On a module path Jollyday 2.19 needs the
 * flags {@code --add-modules de.focus_shift.jollyday.core,de.focus_shift.jollyday.jaxb --add-exports
 * de.focus_shift.jollyday.jaxb/de.focus_shift.jollyday.jaxb=de.focus_shift.jollyday.core}.
 *
 * <p>Immutable and thread-safe: a year is computed when it is first asked for and kept, after which {@link #isHoliday} is one
 * look-up in a hash table. Two values are equal if they name the same place and language.
 */
public final class JollydayHolidays implements HolidayCalendar {
    private static final int FIRST = DateRange.SUPPORTED.first().getYear();
    /** What the class says of the data, by place. */
    private static final Map<String, Doubt> WANTING = new TreeMap<>(Map.of(
            "us",
            new Doubt(
                    LocalDate.of(2026, 10, 12),
                    false,
                    "Columbus Day is missing; add HolidayCalendar.nth(2, DayOfWeek.MONDAY, Month.OCTOBER, \"Columbus Day\")"),
            "jp",
            new Doubt(
                    LocalDate.of(2026, 2, 23),
                    false,
                    "the equinoxes, the Emperor's birthday since 2020 and substitute days are missing; take a feed"),
            "in",
            new Doubt(
                    LocalDate.of(2026, 3, 21),
                    true,
                    "the day after Eid al-Fitr, which is not a national holiday, is listed; filter it out"),
            "br",
            new Doubt(
                    LocalDate.of(2026, 2, 17),
                    true,
                    "Carnival, Ash Wednesday and Corpus Christi, which are optional, are listed; take them out with except"),
            "se",
            new Doubt(
                    LocalDate.of(2026, 6, 19),
                    true,
                    "the eves of Midsummer, Christmas and New Year, which are free by custom only, are listed; filter them out"
                            + " if you work"),
            "au/nsw",
            new Doubt(
                    LocalDate.of(2026, 8, 3),
                    true,
                    "the bank holiday in August, which is for banks only, is listed; filter it out"),
            "ca/nb",
            new Doubt(
                    LocalDate.of(2026, 8, 3),
                    false,
                    "New Brunswick Day is missing; add HolidayCalendar.nth(1, DayOfWeek.MONDAY, Month.AUGUST,"
                            + " \"New Brunswick Day\")")));

    /**
     * Something that is wrong with Jollyday's data.
     *
     * @param date a date to know it by
     * @param listed whether that date is a holiday as long as nothing is mended
     * @param why what is wrong, and how to mend it
     */
    private record Doubt(LocalDate date, boolean listed, String why) {}

    private static final int LAST = DateRange.SUPPORTED.last().getYear();
    private static final Pattern LANGUAGE = Pattern.compile("(?i)names\\s+in\\s+([a-z0-9-]+)");

    private final Library library;
    private final List<String> place;
    private final Locale locale;
    private final ObservedDays observed;
    private final DateRange coverage;
    private final AtomicReferenceArray<@Nullable Map<LocalDate, List<String>>> years =
            new AtomicReferenceArray<>(LAST - FIRST + 1);

    private JollydayHolidays(
            Library library, List<String> place, Locale locale, ObservedDays observed, DateRange coverage) {
        this.library = library;
        this.place = place;
        this.locale = locale;
        this.observed = observed;
        this.coverage = coverage;
    }

    /**
     * Returns the public holidays of a place, with English names.
     *
     * @param country a code of ISO 3166-1 such as {@code de}, or another calendar of Jollyday such as {@code nyse}, in any case;
     *     {@code de/be} is read as well
     * @param subdivisions Jollyday's codes from the larger part to the smaller, such as {@code be} for Berlin; none for what
     *     holds in the whole country
     * @return the holidays
     * @throws IllegalArgumentException if Jollyday does not know the country or a subdivision
     * @throws IllegalStateException if Jollyday or a parser for its data is missing
     */
    public static JollydayHolidays of(String country, String... subdivisions) {
        List<String> codes = Stream.concat(Stream.of(country), Arrays.stream(subdivisions))
                .flatMap(text -> Arrays.stream(text.split("/", -1)))
                .map(JollydayHolidays::code)
                .toList();
        try {
            Library library = Library.open(codes.get(0), codes.subList(1, codes.size()));
            return new JollydayHolidays(
                    library,
                    library.place(),
                    Locale.ENGLISH,
                    ObservedDays.BOTH,
                    coverage(library, library.firstListed(), library.lastListed()));
        } catch (LinkageError e) {
            throw missing(e);
        }
    }

    /**
     * Reads the text of a definition: {@code de/be}, and after commas which days are closed and the language of the names, such as
     * {@code us, own date, names in es}.
     */
    static JollydayHolidays parse(String text) {
        String[] parts = text.strip().split("\\s*,\\s*", -1);
        JollydayHolidays holidays = of(parts[0]);
        boolean isObservedRead = false;
        boolean isLanguageRead = false;
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            Optional<ObservedDays> days = ObservedDays.named(part);
            Optional<Locale> language = language(part);
            if ((days.isPresent() && isObservedRead) || (language.isPresent() && isLanguageRead)) {
                throw new IllegalArgumentException(Quoted.of(text) + " says the same twice; leave one out.");
            } else if (days.isPresent()) {
                holidays = holidays.withObserved(days.get());
                isObservedRead = true;
            } else if (language.isPresent()) {
                holidays = holidays.withLocale(language.get());
                isLanguageRead = true;
            } else {
                throw new IllegalArgumentException(Quoted.of(part) + " in " + Quoted.of(text)
                        + " is not understood; after the place write own date or observed day if only one of the days of a moved"
                        + " holiday is closed, and names in de for names in German.");
            }
        }
        return holidays;
    }

    private static Optional<Locale> language(String part) {
        Matcher m = LANGUAGE.matcher(part);
        if (!m.matches()) {
            return Optional.empty();
        }
        Locale language = Locale.forLanguageTag(m.group(1));
        // Java makes up a locale for any letters; it has a name for those that exist.
        return Optional.of(language)
                .filter(known -> !known.getDisplayLanguage(Locale.ENGLISH).equals(known.getLanguage()));
    }

    /** Whether {@link #text} says everything, which it does unless the names are in a language without a name. */
    boolean isWritten() {
        return locale.equals(Locale.ENGLISH)
                || language("names in " + locale.toLanguageTag())
                        .filter(locale::equals)
                        .isPresent();
    }

    /** The text that {@link #parse} reads back. */
    String text() {
        return String.join("/", place)
                + (observed == ObservedDays.BOTH ? "" : ", " + observed)
                + (locale.equals(Locale.ENGLISH) ? "" : ", names in " + locale.toLanguageTag());
    }

    private static String code(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static IllegalStateException missing(Throwable cause) {
        Throwable root = cause;
        for (Throwable e = cause; e != null; e = e.getCause()) {
            root = e;
            boolean isAbsent = e instanceof LinkageError || e instanceof ClassNotFoundException;
            if (isAbsent && String.valueOf(e.getMessage()).contains("threeten")) {
                return new IllegalStateException(
                        "JollydayHolidays found Jollyday, but not the library that Jollyday computes other calendars with; add"
                                + " the dependency org.threeten:threeten-extra (1.10.0 is tested).",
                        cause);
            }
        }
        return new IllegalStateException(
                "JollydayHolidays needs Jollyday and a parser for its data; add the dependencies de.focus-shift:jollyday-core"
                        + " and de.focus-shift:jollyday-jaxb (2.19.0 is tested), with all that they depend on, to the class path."
                        + " On a module path see the Javadoc of JollydayHolidays for the flags. The cause was " + root
                        + ".",
                cause);
    }

    /** The years that can be computed; those that cannot lie at the two ends, where a calculated calendar gives out. */
    private static DateRange coverage(Library library, int firstListed, int lastListed) {
        int good = Math.min(Math.max(2000, firstListed), lastListed);
        return new DateRange(
                LocalDate.of(Math.max(furthest(library, good, FIRST), firstListed), 1, 1),
                LocalDate.of(Math.min(furthest(library, good, LAST), lastListed), 12, 31));
    }

    private static int furthest(Library library, int good, int end) {
        if (library.knows(end)) {
            return end;
        }
        int known = good;
        int unknown = end;
        while (Math.abs(unknown - known) > 1) {
            int middle = (known + unknown) >> 1;
            if (library.knows(middle)) {
                known = middle;
            } else {
                unknown = middle;
            }
        }
        return known;
    }

    /**
     * Returns the same holidays with names in another language.
     *
     * @param language a language that Jollyday has names in; for others it gives its default names
     * @return the holidays with those names
     */
    public JollydayHolidays withLocale(Locale language) {
        return new JollydayHolidays(library, place, language, observed, coverage);
    }

    /**
     * Returns the same holidays with another choice of days for those that are observed on another day than their own.
     *
     * @param days which days are closed
     * @return the holidays with that choice
     */
    public JollydayHolidays withObserved(ObservedDays days) {
        return new JollydayHolidays(library, place, locale, days, coverage);
    }

    /** What is known to be wrong with the data of the place and not mended in the calendar made of them, as sentences. */
    List<String> doubts(HolidayCalendar whole) {
        List<String> doubts = new ArrayList<>();
        String path = String.join("/", place);
        WANTING.forEach((wanting, doubt) -> {
            boolean concerns = path.equals(wanting) || path.startsWith(wanting + "/");
            if (concerns && whole.isHoliday(doubt.date()) == doubt.listed()) {
                doubts.add("Jollyday's data for " + wanting + " are wanting: " + doubt.why() + ".");
            }
        });
        return doubts;
    }

    @Override
    public boolean isHoliday(LocalDate date) {
        return coverage.contains(date) && year(date.getYear()).containsKey(date);
    }

    @Override
    public List<String> namesOf(LocalDate date) {
        return coverage.contains(date) ? year(date.getYear()).getOrDefault(date, List.of()) : List.of();
    }

    private Map<LocalDate, List<String>> year(int year) {
        Map<LocalDate, List<String>> known = years.get(year - FIRST);
        if (known == null) {
            // Two threads may both compute a year; they get the same answer.
            known = library.year(year, locale, observed);
            years.set(year - FIRST, known);
        }
        return known;
    }

    @Override
    public DateRange coverage() {
        return coverage;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JollydayHolidays that
                && place.equals(that.place)
                && locale.equals(that.locale)
                && observed == that.observed;
    }

    @Override
    public int hashCode() {
        return Objects.hash(place, locale, observed);
    }

    /** Returns the place and what is not the default, such as {@code public holidays of de/be, own date}. */
    @Override
    public String toString() {
        return "public holidays of " + text();
    }

    /** All that touches Jollyday, so that the outer class loads without it. */
    private static final class Library {
        /** That many single years of one holiday in a row are a list of dates, not a few exceptions. */
        private static final int LIST = 4;

        private final HolidayManager manager;
        private final List<String> place;
        private final String[] subdivisions;
        private int firstListed = FIRST;
        private int lastListed = LAST;

        private Library(HolidayManager manager, List<String> place, HolidayCalendarConfiguration country) {
            this.manager = manager;
            this.place = place;
            this.subdivisions = place.subList(1, place.size()).toArray(String[]::new);
            narrowToLists(country, 1);
        }

        static Library open(String country, List<String> subdivisions) {
            Set<String> codes = new TreeSet<>();
            HolidayManager.getSupportedCalendarCodes().forEach(code -> codes.add(code(code)));
            if (!codes.contains(country)) {
                throw new IllegalArgumentException(
                        Quoted.of(country) + " is not a country that Jollyday knows; read its holidays from a feed with"
                                + " ICalendarHolidays, or use one of " + codes + ".");
            }
            HolidayManager manager;
            try {
                manager = HolidayManager.getInstance(ManagerParameters.create(country));
            } catch (IllegalStateException e) {
                throw missing(e); // the core is there, but nothing that reads its data
            }
            CalendarHierarchy part = manager.getCalendarHierarchy();
            String path = country;
            for (String subdivision : subdivisions) {
                CalendarHierarchy child = part.getChildren().get(subdivision);
                if (child == null) {
                    // Jollyday itself would answer with the holidays of the whole country.
                    throw new IllegalArgumentException(Quoted.of(subdivision) + " is not a subdivision of " + path
                            + " that Jollyday knows; use "
                            + (part.getChildren().isEmpty()
                                    ? "none, there are none"
                                    : "one of "
                                            + new TreeSet<>(part.getChildren().keySet()))
                            + ".");
                }
                part = child;
                path += "/" + subdivision;
            }
            return new Library(
                    manager,
                    List.of(path.split("/", -1)),
                    manager.getConfigurationService().getHolidayCalendarConfiguration(manager.getManagerParameter()));
        }

        /** Finds holidays that are listed year by year, here and in the chosen parts: they say nothing outside these years. */
        private void narrowToLists(HolidayCalendarConfiguration part, int depth) {
            Map<String, TreeSet<Integer>> single = new TreeMap<>();
            for (FixedHolidayConfiguration fixed : part.holidays().fixed()) {
                if (fixed.holidayType() == HolidayType.PUBLIC_HOLIDAY
                        && fixed.validFrom().equals(fixed.validTo())) {
                    fixed.validTo()
                            .ifPresent(year -> single.computeIfAbsent(
                                            fixed.descriptionPropertiesKey(), key -> new TreeSet<>())
                                    .add(year.getValue()));
                }
            }
            for (TreeSet<Integer> listed : single.values()) {
                if (listed.size() >= LIST && listed.last() - listed.first() == listed.size() - 1) {
                    firstListed = Math.max(firstListed, listed.first());
                    lastListed = Math.min(lastListed, listed.last());
                }
            }
            if (depth < place.size()) {
                part.subConfigurations()
                        .filter(sub -> code(sub.hierarchy()).equals(place.get(depth)))
                        .forEach(sub -> narrowToLists(sub, depth + 1));
            }
        }

        List<String> place() {
            return place;
        }

        int firstListed() {
            return firstListed;
        }

        int lastListed() {
            return lastListed;
        }

        boolean knows(int year) {
            try {
                year(year, Locale.ENGLISH, ObservedDays.BOTH);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }

        /** The names by date; a holiday observed across New Year is filed by Jollyday under the other year. */
        Map<LocalDate, List<String>> year(int year, Locale locale, ObservedDays days) {
            Map<LocalDate, Set<String>> names = new HashMap<>();
            synchronized (manager) { // which Jollyday shares between all that ask for a country
                for (int filed = year - 1; filed <= year + 1; filed++) {
                    for (Holiday holiday :
                            manager.getHolidays(Year.of(filed), HolidayType.PUBLIC_HOLIDAY, subdivisions)) {
                        for (LocalDate date : dates(holiday, days)) {
                            if (date.getYear() == year) {
                                names.computeIfAbsent(date, day -> new TreeSet<>())
                                        .add(holiday.getDescription(locale));
                            }
                        }
                    }
                }
            }
            Map<LocalDate, List<String>> listed = new HashMap<>();
            names.forEach((date, all) -> listed.put(
                    date, all.stream().filter(name -> !name.isEmpty()).toList()));
            return Collections.unmodifiableMap(listed);
        }

        private static Set<LocalDate> dates(Holiday holiday, ObservedDays days) {
            LocalDate own = holiday.getActualDate();
            LocalDate moved = holiday.getObservedDate().orElse(own);
            return days.closed(own, moved);
        }
    }
}
