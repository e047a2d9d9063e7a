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
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
 * <p>Only Jollyday's public holidays count, on the date on which they are observed; its bank holidays and observances do
 * not. {@link #coverage()} ends where Jollyday's data end: Islamic holidays are computed up to 2173 or so, and where a country's dates
 * are listed year by year (Singapore, Hong Kong, Matariki in New Zealand) the listed years alone are covered. Inside the
 * coverage the answers are as good as the version of Jollyday in use: a law made after its release is not known to it.
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
    private static final int LAST = DateRange.SUPPORTED.last().getYear();

    private final Library library;
    private final List<String> place;
    private final Locale locale;
    private final DateRange coverage;
    private final AtomicReferenceArray<@Nullable Map<LocalDate, String>> years =
            new AtomicReferenceArray<>(LAST - FIRST + 1);

    private JollydayHolidays(Library library, List<String> place, Locale locale, DateRange coverage) {
        this.library = library;
        this.place = place;
        this.locale = locale;
        this.coverage = coverage;
    }

    /**
     * Returns the public holidays of a place, with English names.
     *
     * @param country a code of ISO 3166-1 such as {@code de}, or another calendar of Jollyday such as {@code nyse}, in any case
     * @param subdivisions Jollyday's codes from the larger part to the smaller, such as {@code be} for Berlin; none for what
     *     holds in the whole country
     * @return the holidays
     * @throws DateTimeException if Jollyday does not know the country or a subdivision
     * @throws IllegalStateException if Jollyday or a parser for its data is missing
     */
    public static JollydayHolidays of(String country, String... subdivisions) {
        List<String> place =
                Arrays.stream(subdivisions).map(JollydayHolidays::code).toList();
        try {
            Library library = Library.open(code(country), place);
            return new JollydayHolidays(
                    library,
                    library.place(),
                    Locale.ENGLISH,
                    coverage(library, library.firstListed(), library.lastListed()));
        } catch (LinkageError e) {
            throw missing(e);
        }
    }

    private static String code(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static IllegalStateException missing(Throwable cause) {
        return new IllegalStateException(
                "JollydayHolidays needs Jollyday and a parser for its data; add the dependencies de.focus-shift:jollyday-core"
                        + " and de.focus-shift:jollyday-jaxb (2.19.0 is tested) to the class path. On a module path see the"
                        + " Javadoc of JollydayHolidays for the flags.",
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
        return new JollydayHolidays(library, place, language, coverage);
    }

    @Override
    public boolean isHoliday(LocalDate date) {
        return coverage.contains(date) && year(date.getYear()).containsKey(date);
    }

    @Override
    public Optional<String> nameOf(LocalDate date) {
        return coverage.contains(date)
                ? Optional.ofNullable(year(date.getYear()).get(date)).filter(name -> !name.isEmpty())
                : Optional.empty();
    }

    private Map<LocalDate, String> year(int year) {
        Map<LocalDate, String> known = years.get(year - FIRST);
        if (known == null) {
            // Two threads may both compute a year; they get the same answer.
            known = library.year(year, locale);
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
        return other instanceof JollydayHolidays that && place.equals(that.place) && locale.equals(that.locale);
    }

    @Override
    public int hashCode() {
        return 31 * place.hashCode() + locale.hashCode();
    }

    /** Returns the place, such as {@code public holidays of de/be}. */
    @Override
    public String toString() {
        return "public holidays of " + String.join("/", place);
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
                throw new DateTimeException(
                        "\"" + country + "\" is no country that Jollyday knows; use one of " + codes + ".");
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
                    throw new DateTimeException("\"" + subdivision + "\" is no subdivision of " + path
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
                year(year, Locale.ENGLISH);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }

        /** The names by date; a holiday observed across New Year is filed by Jollyday under the other year. */
        Map<LocalDate, String> year(int year, Locale locale) {
            Map<LocalDate, TreeSet<String>> names = new HashMap<>();
            synchronized (manager) { // which Jollyday shares between all that ask for a country
                for (int filed = year - 1; filed <= year + 1; filed++) {
                    for (Holiday holiday :
                            manager.getHolidays(Year.of(filed), HolidayType.PUBLIC_HOLIDAY, subdivisions)) {
                        if (holiday.getDate().getYear() == year) {
                            names.computeIfAbsent(holiday.getDate(), date -> new TreeSet<>())
                                    .add(holiday.getDescription(locale));
                        }
                    }
                }
            }
            Map<LocalDate, String> joined = new HashMap<>();
            names.forEach((date, all) -> joined.put(date, String.join(", ", all)));
            return Collections.unmodifiableMap(joined);
        }
    }
}
