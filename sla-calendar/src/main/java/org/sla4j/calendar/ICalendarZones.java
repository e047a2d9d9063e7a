package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time zones that one VCALENDAR names and defines; all they are needed for is the local date of an instant.
 *
 * <p>Names come as those of the tz database, with a path before them, as Windows names, or with an offset in them. A name that says
 * nothing is looked up in the VTIMEZONE of that name.
 */
final class ICalendarZones {
    private static final Pattern OFFSET =
            Pattern.compile("\\(?(?:GMT|UTC|Z)?\\s*([+-]\\d{1,2}):?(\\d{2})?\\)?(?:\\s.*)?");
    private static final Map<String, String> WINDOWS = new HashMap<>();
    /** The names of the tz database by themselves in small letters. */
    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        String[] names = {
            "Dateline|Etc/GMT+12",
            "Hawaiian|Pacific/Honolulu",
            "Alaskan|America/Anchorage",
            "Pacific|America/Los_Angeles",
            "US Mountain|America/Phoenix",
            "Mountain|America/Denver",
            "Central America|America/Guatemala",
            "Central|America/Chicago",
            "Canada Central|America/Regina",
            "SA Pacific|America/Bogota",
            "Eastern|America/New_York",
            "US Eastern|America/Indianapolis",
            "Venezuela|America/Caracas",
            "Atlantic|America/Halifax",
            "SA Western|America/La_Paz",
            "Pacific SA|America/Santiago",
            "Newfoundland|America/St_Johns",
            "E. South America|America/Sao_Paulo",
            "Argentina|America/Buenos_Aires",
            "SA Eastern|America/Cayenne",
            "Greenland|America/Godthab",
            "Montevideo|America/Montevideo",
            "Azores|Atlantic/Azores",
            "Cape Verde|Atlantic/Cape_Verde",
            "GMT|Europe/London",
            "Greenwich|Atlantic/Reykjavik",
            "Morocco|Africa/Casablanca",
            "W. Europe|Europe/Berlin",
            "Central Europe|Europe/Budapest",
            "Romance|Europe/Paris",
            "Central European|Europe/Warsaw",
            "W. Central Africa|Africa/Lagos",
            "Namibia|Africa/Windhoek",
            "Jordan|Asia/Amman",
            "GTB|Europe/Bucharest",
            "Middle East|Asia/Beirut",
            "Egypt|Africa/Cairo",
            "E. Europe|Europe/Chisinau",
            "South Africa|Africa/Johannesburg",
            "FLE|Europe/Kiev",
            "Israel|Asia/Jerusalem",
            "Turkey|Europe/Istanbul",
            "Kaliningrad|Europe/Kaliningrad",
            "Arabic|Asia/Baghdad",
            "Arab|Asia/Riyadh",
            "Belarus|Europe/Minsk",
            "Russian|Europe/Moscow",
            "E. Africa|Africa/Nairobi",
            "Iran|Asia/Tehran",
            "Arabian|Asia/Dubai",
            "Azerbaijan|Asia/Baku",
            "Mauritius|Indian/Mauritius",
            "Georgian|Asia/Tbilisi",
            "Caucasus|Asia/Yerevan",
            "Afghanistan|Asia/Kabul",
            "West Asia|Asia/Tashkent",
            "Ekaterinburg|Asia/Yekaterinburg",
            "Pakistan|Asia/Karachi",
            "India|Asia/Calcutta",
            "Sri Lanka|Asia/Colombo",
            "Nepal|Asia/Katmandu",
            "Central Asia|Asia/Almaty",
            "Bangladesh|Asia/Dhaka",
            "Myanmar|Asia/Rangoon",
            "SE Asia|Asia/Bangkok",
            "N. Central Asia|Asia/Novosibirsk",
            "China|Asia/Shanghai",
            "North Asia|Asia/Krasnoyarsk",
            "Singapore|Asia/Singapore",
            "W. Australia|Australia/Perth",
            "Taipei|Asia/Taipei",
            "Ulaanbaatar|Asia/Ulaanbaatar",
            "North Asia East|Asia/Irkutsk",
            "Tokyo|Asia/Tokyo",
            "Korea|Asia/Seoul",
            "Cen. Australia|Australia/Adelaide",
            "AUS Central|Australia/Darwin",
            "E. Australia|Australia/Brisbane",
            "AUS Eastern|Australia/Sydney",
            "West Pacific|Pacific/Port_Moresby",
            "Tasmania|Australia/Hobart",
            "Vladivostok|Asia/Vladivostok",
            "Central Pacific|Pacific/Guadalcanal",
            "New Zealand|Pacific/Auckland",
            "Fiji|Pacific/Fiji",
            "Tonga|Pacific/Tongatapu",
            "Samoa|Pacific/Apia",
            "Aleutian|America/Adak",
            "Marquesas|Pacific/Marquesas",
            "Pacific (Mexico)|America/Tijuana",
            "Mountain (Mexico)|America/Mazatlan",
            "Central (Mexico)|America/Mexico_City",
            "Eastern (Mexico)|America/Cancun",
            "Mexico|America/Mexico_City",
            "Pacific (US & Canada)|America/Los_Angeles",
            "Mountain (US & Canada)|America/Denver",
            "Central (US & Canada)|America/Chicago",
            "Eastern (US & Canada)|America/New_York",
            "Atlantic (Canada)|America/Halifax",
            "Yukon|America/Whitehorse",
            "Easter Island|Pacific/Easter",
            "Haiti|America/Port-au-Prince",
            "Cuba|America/Havana",
            "Turks and Caicos|America/Grand_Turk",
            "Paraguay|America/Asuncion",
            "Central Brazilian|America/Cuiaba",
            "Tocantins|America/Araguaina",
            "Magallanes|America/Punta_Arenas",
            "Saint Pierre|America/Miquelon",
            "Bahia|America/Bahia",
            "Mid-Atlantic|Etc/GMT+2",
            "Sao Tome|Africa/Sao_Tome",
            "Libya|Africa/Tripoli",
            "Sudan|Africa/Khartoum",
            "South Sudan|Africa/Juba",
            "Syria|Asia/Damascus",
            "West Bank|Asia/Hebron",
            "Volgograd|Europe/Volgograd",
            "Astrakhan|Europe/Astrakhan",
            "Saratov|Europe/Saratov",
            "Russia Time Zone 3|Europe/Samara",
            "Qyzylorda|Asia/Qyzylorda",
            "Omsk|Asia/Omsk",
            "Altai|Asia/Barnaul",
            "W. Mongolia|Asia/Hovd",
            "Tomsk|Asia/Tomsk",
            "Aus Central W.|Australia/Eucla",
            "North Korea|Asia/Pyongyang",
            "Transbaikal|Asia/Chita",
            "Yakutsk|Asia/Yakutsk",
            "Lord Howe|Australia/Lord_Howe",
            "Bougainville|Pacific/Bougainville",
            "Magadan|Asia/Magadan",
            "Russia Time Zone 10|Asia/Srednekolymsk",
            "Russia Time Zone 11|Asia/Kamchatka",
            "Kamchatka|Asia/Kamchatka",
            "Norfolk|Pacific/Norfolk",
            "Sakhalin|Asia/Sakhalin",
            "Chatham Islands|Pacific/Chatham",
            "Line Islands|Pacific/Kiritimati"
        };
        for (String name : names) {
            int bar = name.indexOf('|');
            WINDOWS.put(name.substring(0, bar).toLowerCase(Locale.ROOT), name.substring(bar + 1));
        }
        ZoneId.getAvailableZoneIds().forEach(id -> NAMES.put(id.toLowerCase(Locale.ROOT), id));
    }

    private final Map<String, Definition> defined = new HashMap<>();
    private String feedZone = "";

    /** One VTIMEZONE: where it says it is, and the offsets it changes between, that of standard time first. */
    private static final class Definition {
        private String location = "";
        private final List<ZoneOffset> offsets = new ArrayList<>();
    }

    /** Turns an instant, as a date and time in UTC, into local date and time. */
    interface Zone {
        LocalDateTime local(LocalDateTime utc);

        /** The first time of day on a date, which is later than midnight where clocks skip midnight. */
        default LocalTime dayStart(LocalDate date) {
            return LocalTime.MIDNIGHT;
        }
    }

    private record Known(ZoneId id) implements Zone {
        @Override
        public LocalDateTime local(LocalDateTime utc) {
            return utc.atOffset(ZoneOffset.UTC).atZoneSameInstant(id).toLocalDateTime();
        }

        @Override
        public LocalTime dayStart(LocalDate date) {
            return date.atStartOfDay(id).toLocalTime();
        }
    }

    void feedZone(String name) {
        feedZone = name.strip();
    }

    /** Notes what a line inside of a VTIMEZONE says. */
    void define(String id, boolean standard, ICalendarText.Line line) {
        Definition definition = defined.computeIfAbsent(plain(id), key -> new Definition());
        if (line.name().equals("X-LIC-LOCATION")) {
            definition.location = line.value().strip();
        } else if (line.name().equals("TZOFFSETTO")) {
            offset(line.value().strip())
                    .ifPresent(offset -> definition.offsets.add(standard ? 0 : definition.offsets.size(), offset));
        }
    }

    /** The zone of the whole calendar: its X-WR-TIMEZONE, or the only zone it defines but UTC. */
    Optional<Zone> ofTheFeed() {
        Optional<Zone> named = feedZone.isEmpty() ? Optional.empty() : of(feedZone);
        if (named.isPresent()) {
            return named;
        }
        List<String> others = defined.keySet().stream()
                .filter(id -> !id.equalsIgnoreCase("UTC") && !id.equalsIgnoreCase("Etc/UTC"))
                .toList();
        return others.size() == 1 ? of(others.get(0)) : Optional.empty();
    }

    /** The zone of a TZID, or empty if nobody can say which it is. */
    Optional<Zone> of(String id) {
        Definition definition = defined.getOrDefault(plain(id), new Definition());
        Optional<Zone> byOffsets = byOffsets(definition.offsets);
        // A name such as (UTC+01:00) Berlin knows one offset, its VTIMEZONE that of summer too.
        boolean changes = definition.offsets.stream().distinct().count() > 1;
        return byName(plain(id))
                .or(() -> byName(definition.location))
                .filter(zone -> !changes || !zone.getRules().isFixedOffset())
                .<Zone>map(Known::new)
                .or(() -> byOffsets);
    }

    /** A name as it is without the quoting and escaping that some programs add. */
    private static String plain(String id) {
        return id.replaceAll("[\\\\\"]", "").strip();
    }

    /** With nothing but offsets the one that makes the time midnight is likely to be right. */
    private static Optional<Zone> byOffsets(List<ZoneOffset> offsets) {
        if (offsets.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(utc -> offsets.stream()
                .map(offset -> utc.plusSeconds(offset.getTotalSeconds()))
                .filter(local -> local.toLocalTime().equals(LocalTime.MIDNIGHT))
                .findFirst()
                .orElseGet(() -> utc.plusSeconds(offsets.get(0).getTotalSeconds())));
    }

    private static Optional<ZoneId> byName(String id) {
        String name = id.strip();
        if (name.isEmpty() || name.length() > 200) {
            return Optional.empty();
        }
        String windows = WINDOWS.get(name.toLowerCase(Locale.ROOT)
                .replaceAll("^\\((?:utc|gmt)[^)]*\\) *", "")
                .replaceAll("( standard| daylight| summer)? time(?= \\(|$)", ""));
        if (windows != null) {
            return Optional.of(ZoneId.of(windows));
        }
        // "/mozilla.org/20050126_1/Europe/Berlin": the name is what follows a number of path segments.
        for (String rest = name; ; rest = rest.substring(rest.indexOf('/') + 1)) {
            Optional<ZoneId> zone = exact(rest);
            if (zone.isPresent()) {
                return zone;
            }
            if (rest.indexOf('/') < 0) {
                break;
            }
        }
        Matcher m = OFFSET.matcher(name);
        return m.matches()
                ? offset(m.group(1) + (m.group(2) == null ? "00" : m.group(2))).map(o -> o)
                : Optional.empty();
    }

    private static Optional<ZoneId> exact(String name) {
        try {
            String plain = name.replace(' ', '_');
            return Optional.of(ZoneId.of(NAMES.getOrDefault(plain.toLowerCase(Locale.ROOT), plain), ZoneId.SHORT_IDS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Reads +0100, +100, +01:00, -0530 or +013015. */
    private static Optional<ZoneOffset> offset(String text) {
        Matcher m = Pattern.compile("([+-])(\\d{1,2}):?(\\d{2})(?::?\\d{2})?").matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        int seconds = Integer.parseInt(m.group(2)) * 3600 + Integer.parseInt(m.group(3)) * 60;
        return seconds > 18 * 3600
                ? Optional.empty()
                : Optional.of(ZoneOffset.ofTotalSeconds(m.group(1).equals("-") ? -seconds : seconds));
    }
}
