package org.sla4j.calendar;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A word, a time of day or a sign of the text that {@link HoursText} reads.
 *
 * @param kind what it is
 * @param days the days that a {@link Kind#DAYS} names, and of {@link Kind#AROUND_THE_CLOCK} the days it holds for; else none
 * @param time what a {@link Kind#TIME} says; else {@link Time#NONE}
 * @param start where it starts in the text
 * @param end where it ends in the text
 */
record HoursToken(Kind kind, Set<DayOfWeek> days, Time time, int start, int end) {
    enum Kind {
        DAYS,
        TIME,
        AROUND_THE_CLOCK,
        CLOSED,
        PUBLIC_HOLIDAYS,
        TO,
        AND,
        EXCEPT,
        /** Makes the next "and" between two times a "to". */
        BETWEEN,
        RULE_END,
        LINE_END,
        FILLER,
        END
    }

    /** Which half of the day a time says it lies in. */
    enum Half {
        UNSAID,
        AM,
        PM
    }

    /**
     * A time of day as written.
     *
     * @param hour the hour, 0 to 24
     * @param seconds the minutes and seconds, in seconds
     * @param half what follows it, am or pm
     * @param isHours whether it may be a number of hours, as the 24 in {@code 24h}
     */
    record Time(int hour, int seconds, Half half, boolean isHours) {
        static final Time NONE = new Time(0, 0, Half.UNSAID, false);

        /** The second of the day by the 24-hour clock, or as am or pm say. */
        int second() {
            int plain = hour * 3600 + seconds;
            return switch (half) {
                case UNSAID -> plain;
                case AM -> hour == 12 ? plain - 12 * 3600 : plain;
                case PM -> hour < 12 ? plain + 12 * 3600 : plain;
            };
        }

        Time in(Half other) {
            return new Time(hour, seconds, other, isHours);
        }

        /** Whether it could be read by a 12-hour clock. */
        boolean isOfTwelve() {
            return half == Half.UNSAID && hour >= 1 && hour <= 12;
        }

        boolean exists() {
            return switch (half) {
                case UNSAID -> hour < 24 || (hour == 24 && seconds == 0);
                case AM -> hour <= 12;
                case PM -> hour >= 1 && hour < 24;
            };
        }
    }

    private static final Set<DayOfWeek> WEEK = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(MONDAY, FRIDAY);
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(SATURDAY, SUNDAY);
    private static final Set<DayOfWeek> NO_DAYS = EnumSet.noneOf(DayOfWeek.class);

    /** Words of a phrase are parted by one blank; a text may have a hyphen there. */
    private static final Map<String, HoursToken> PHRASES = new HashMap<>();

    private static final int MOST_WORDS = 4;

    static {
        days(MONDAY, "mo mon monday mondays montag montags lun lundi lundis");
        days(TUESDAY, "tu tue tues tuesday tuesdays di die dienstag dienstags mar mardi mardis");
        days(WEDNESDAY, "we wed weds wednesday wednesdays mi mit mittwoch mittwochs mer mercredi mercredis");
        days(THURSDAY, "th thu thur thurs thursday thursdays do don donnerstag donnerstags jeu jeudi jeudis");
        days(FRIDAY, "fr fri friday fridays fre freitag freitags ven vendredi vendredis");
        days(SATURDAY, "sa sat saturday saturdays sam samstag samstags sonnabend sonnabends samedi samedis");
        days(SUNDAY, "su sun sunday sundays so son sonntag sonntags dim dimanche dimanches");
        phrases(
                Kind.DAYS,
                WEEK,
                "daily",
                "every day",
                "each day",
                "all days",
                "all week",
                "everyday",
                "seven days a week");
        phrases(Kind.DAYS, WEEK, "täglich", "tägl", "jeden tag", "alle tage", "tous les jours", "chaque jour");
        phrases(Kind.DAYS, WEEKDAYS, "weekday", "weekdays", "en semaine");
        phrases(
                Kind.DAYS,
                WEEKEND,
                "weekend",
                "weekends",
                "week end",
                "week ends",
                "wochenende",
                "am wochenende",
                "le weekend");
        phrases(Kind.AROUND_THE_CLOCK, NO_DAYS, "all day", "all day long", "around the clock", "round the clock");
        phrases(
                Kind.AROUND_THE_CLOCK,
                NO_DAYS,
                "always",
                "always open",
                "nonstop",
                "non stop",
                "ganztägig",
                "ganztags");
        phrases(Kind.AROUND_THE_CLOCK, NO_DAYS, "rund um die uhr", "durchgehend", "immer", "toujours", "jour et nuit");
        phrases(Kind.AROUND_THE_CLOCK, NO_DAYS, "sans interruption", "en continu");
        phrases(
                Kind.CLOSED,
                NO_DAYS,
                "off",
                "closed",
                "never",
                "closed all day",
                "geschlossen",
                "zu",
                "ruhetag",
                "nie");
        phrases(Kind.CLOSED, NO_DAYS, "fermé", "ferme", "fermée", "fermés", "jamais");
        phrases(Kind.PUBLIC_HOLIDAYS, NO_DAYS, "ph", "public holiday", "public holidays", "bank holidays", "holidays");
        phrases(
                Kind.PUBLIC_HOLIDAYS,
                NO_DAYS,
                "feiertag",
                "feiertage",
                "feiertags",
                "feiertagen",
                "an feiertagen",
                "jours fériés");
        phrases(
                Kind.TO, NO_DAYS, "to", "thru", "through", "till", "til", "until", "bis", "bis zum", "à", "au",
                "jusqu'à");
        phrases(Kind.AND, NO_DAYS, "and", "und", "u", "et", "sowie", "then", "plus");
        phrases(Kind.EXCEPT, NO_DAYS, "except", "except for", "except on", "excluding", "excl", "apart from");
        phrases(
                Kind.EXCEPT,
                NO_DAYS,
                "außer",
                "ausser",
                "außer an",
                "außer am",
                "ausgenommen",
                "sauf",
                "sauf le",
                "hors");
        phrases(Kind.BETWEEN, NO_DAYS, "between", "zwischen", "entre");
        phrases(
                Kind.FILLER,
                NO_DAYS,
                "from",
                "on",
                "open",
                "hours",
                "von",
                "am",
                "an",
                "ab",
                "geöffnet",
                "de",
                "du",
                "le",
                "les");
        phrases(
                Kind.FILLER,
                NO_DAYS,
                "ouvert",
                "and from",
                "at",
                "we are open",
                "local time",
                "ortszeit",
                "heure locale");
        phrases(
                Kind.FILLER,
                NO_DAYS,
                "opening hours",
                "opening times",
                "business hours",
                "office hours",
                "working hours",
                "service hours",
                "support hours");
        phrases(
                Kind.FILLER,
                NO_DAYS,
                "öffnungszeiten",
                "geschäftszeiten",
                "bürozeiten",
                "servicezeiten",
                "sprechzeiten",
                "horaires",
                "horaires d'ouverture",
                "heures d'ouverture");
        PHRASES.put("noon", noon());
        PHRASES.put("midday", noon());
        PHRASES.put("mittag", noon());
        PHRASES.put("mittags", noon());
        PHRASES.put("midi", noon());
        PHRASES.put("midnight", midnight());
        PHRASES.put("mitternacht", midnight());
        PHRASES.put("minuit", midnight());
    }

    private static final String HOURS = "(?:hours?|hrs?|h|stunden?|std|heures?)";
    /** The hyphen of "Sonn- und Feiertage" stands for the end of Sonntag. */
    private static final Pattern SUNDAYS_AND_HOLIDAYS = pattern("\\bsonn-(?=\\s?(?:und|u\\.?|&|/)\\s?feiertag)");

    private static final Pattern CLOCK_ROUND = pattern("24[\\s-]*" + HOURS
            + "?\\s*[/x×*-]\\s*([765])(?!\\d|[:.]\\d)(?:\\s*(?:d(?:ays)?|tage|j(?:ours)?)\\b)?(?:\\s*[/x×*-]\\s*365)?");
    private static final Pattern ROUND_THE_CLOCK =
            pattern("([765])\\s*[/x×*]\\s*24(?!\\d|[:.]\\d)(?:\\s*" + HOURS + "\\b)?(?:\\s*[/x×*]\\s*365)?");
    private static final Pattern HOW_MANY = pattern("\\d{1,2}\\s*[x×*]\\s*\\d(?!\\d)");
    private static final Pattern HOURS_OF_A_DAY = pattern(
            "24\\s*" + HOURS
                    + "?\\s*(?:(?:/|sur)\\s*24\\s*h?(?!\\d|[:.]\\d)|(?:\\s*/\\s*|[\\s-](?:a|per|am|pro|par)\\s+)(?:day|tag|jour)\\b)");
    private static final Pattern SEVEN_DAYS = pattern(
            "7\\s*(?:j(?:ours)?|days?|tage?)?\\s*(?:(?:/|sur)\\s*7\\s*j?(?!\\d|[:.]\\d)|(?:/\\s*|(?:a|per|die|pro|par)\\s+)(?:week|woche|semaine)\\b)"
                    + "|(?:7|seven)\\s*(?:days|tage|jours)\\b");
    private static final Pattern CLOCK_TIME = pattern(
            "(?:(\\d{1,2})(?:(?:\\s?:\\s?|\\.)(\\d{2})(?:[:.](\\d{2}))?|(?:h| h )(\\d{2})(?!\\s?h|[:.]\\d))?|(\\d{1,2})(\\d{2}))(?!\\d)");
    private static final Pattern HALF_OF_DAY = pattern("\\s?([ap])\\.?\\s?m\\b\\.?|([ap])(?![\\p{L}.])");
    private static final Pattern UNIT = pattern("[\\s-]?" + HOURS + "(?![\\p{L}\\d])");
    private static final Pattern O_CLOCK = pattern("\\s?(?:uhr|o['’]clock)(?!\\p{L})");
    private static final Pattern PART_OF_DAY = pattern(
            "\\s?(?:(?<am>morgens|früh|vormittags|in the morning|du matin)|(?<pm>mittags|nachmittags|abends|noon|midday"
                    + "|in the afternoon|in the evening|de l['’]après-midi|du soir)|(?<night>nachts|midnight|at night))(?!\\p{L})");
    private static final Pattern WORD = pattern("[\\p{L}\\p{M}]+(?:['’][\\p{L}\\p{M}]+)?\\.?");
    private static final Pattern FROM_MONDAY_TO_FRIDAY =
            pattern("m(\\s*-+\\s*|\\s+(?:to|thru|through)\\s+)f(?![\\p{L}'’])\\.?");
    private static final String DASHES = "~〜～−";
    private static final String BULLETS = "-*•·◦‣";
    private static final Pattern LINE_BREAK_TAG = pattern("<br\\s*/?>");
    private static final Pattern DASH_ENTITY = pattern("&(?:ndash|mdash|minus|#821[12]);");

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static void days(DayOfWeek day, String names) {
        phrases(Kind.DAYS, EnumSet.of(day), names.split(" ", -1));
    }

    private static void phrases(Kind kind, Set<DayOfWeek> days, String... phrases) {
        for (String phrase : phrases) {
            PHRASES.put(phrase, new HoursToken(kind, days, Time.NONE, 0, 0));
        }
    }

    private static HoursToken noon() {
        return new HoursToken(Kind.TIME, NO_DAYS, new Time(12, 0, Half.PM, false), 0, 0);
    }

    private static HoursToken midnight() {
        return new HoursToken(Kind.TIME, NO_DAYS, new Time(12, 0, Half.AM, false), 0, 0);
    }

    /** Brings blanks, dashes, digits and letters of every kind to one form each; a line break stays one. */
    static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        Normalizer.normalize(withoutMarkup(text), Normalizer.Form.NFKC)
                .codePoints()
                .forEach(c -> {
                    if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
                        out.append('\n');
                    } else if (isBlank(c)) {
                        out.append(' ');
                    } else if (Character.getType(c) == Character.DASH_PUNCTUATION || DASHES.indexOf(c) >= 0) {
                        out.append('-');
                    } else {
                        out.appendCodePoint(c);
                    }
                });
        return SUNDAYS_AND_HOLIDAYS.matcher(withoutQuotes(out.toString())).replaceAll("sonntag");
    }

    private static String withoutMarkup(String text) {
        String lines = LINE_BREAK_TAG.matcher(text).replaceAll("\n");
        return DASH_ENTITY.matcher(lines).replaceAll("-").replace("&nbsp;", " ").replace("&amp;", "&");
    }

    /** Blanks the quotation marks around a whole text. */
    private static String withoutQuotes(String text) {
        String stripped = text.strip();
        boolean quoted = stripped.length() > 2
                && "\"'“„«".indexOf(stripped.charAt(0)) >= 0
                && "\"'”“»".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
        return quoted ? " " + stripped.substring(1, stripped.length() - 1) + " " : text;
    }

    private static boolean isBlank(int c) {
        // Zero-width spaces and the byte order mark are spaces to whoever typed or pasted them.
        return Character.isSpaceChar(c) || c == '\t' || c == 0x200B || c == 0x2060 || c == 0xFEFF;
    }

    /**
     * Cuts a text into tokens, without fillers; the last is {@link Kind#END}.
     *
     * @param text in {@linkplain #plain plain} form
     * @param original what to quote in messages
     */
    static List<HoursToken> tokens(String text, String original) {
        List<HoursToken> tokens = new ArrayList<>();
        boolean isLineStart = true;
        boolean isBetween = false;
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == ' ' || (isLineStart && isBullet(text, at))) {
                at++;
                continue;
            }
            HoursToken token = next(text, at, original);
            at = token.end;
            isLineStart = token.kind == Kind.LINE_END;
            if (token.kind == Kind.BETWEEN) {
                isBetween = true;
            } else if (token.kind == Kind.AND && isBetween && isTime(tokens, tokens.size() - 1)) {
                tokens.add(sign(Kind.TO, token.start, token.end));
                isBetween = false;
            } else if (token.kind != Kind.FILLER) {
                tokens.add(token);
            }
        }
        tokens.add(new HoursToken(Kind.END, NO_DAYS, Time.NONE, at, at));
        return withoutEmphasis(tokens, text);
    }

    private static boolean isTime(List<HoursToken> tokens, int i) {
        return i >= 0 && i < tokens.size() && tokens.get(i).kind == Kind.TIME;
    }

    private static boolean isBullet(String text, int at) {
        return BULLETS.indexOf(text.charAt(at)) >= 0 && at + 1 < text.length() && text.charAt(at + 1) == ' ';
    }

    /** In {@code 8-18 Uhr durchgehend} the word only says that there is no break. */
    private static List<HoursToken> withoutEmphasis(List<HoursToken> tokens, String text) {
        List<HoursToken> plain = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            HoursToken token = tokens.get(i);
            if (token.kind != Kind.AROUND_THE_CLOCK
                    || !Character.isLetter(text.charAt(token.start))
                    || (!isTime(tokens, i - 1) && !isTime(tokens, i + 1))) {
                plain.add(token);
            }
        }
        return plain;
    }

    private static HoursToken next(String text, int at, String original) {
        char c = text.charAt(at);
        if (Character.isDigit(c)) {
            return number(text, at, original);
        }
        if (Character.isLetter(c)) {
            return word(text, at, original);
        }
        return switch (c) {
            case '\n' -> sign(Kind.LINE_END, at, at + 1);
            case ';', '|', '·', '•' -> sign(Kind.RULE_END, at, at + 1);
            case ',', '&', '+', '/' -> sign(Kind.AND, at, at + 1);
            case '-' -> {
                int end = at;
                while (end < text.length() && text.charAt(end) == '-') {
                    end++;
                }
                yield sign(Kind.TO, at, end);
            }
            case ':', '=', '(', ')' -> sign(Kind.FILLER, at, at + 1);
            case '.' -> {
                if (at + 1 < text.length() && text.charAt(at + 1) != ' ' && text.charAt(at + 1) != '\n') {
                    throw unreadable(text, at, original);
                }
                yield sign(Kind.RULE_END, at, at + 1);
            }
            default -> throw unreadable(text, at, original);
        };
    }

    private static HoursToken sign(Kind kind, int start, int end) {
        return new HoursToken(kind, NO_DAYS, Time.NONE, start, end);
    }

    private static IllegalArgumentException unreadable(String text, int at, String original) {
        int c = text.codePointAt(at);
        String before = text.substring(Math.max(0, at - 20), at).strip();
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "The character U+%04X (%s)%s in %s cannot be read; %s.",
                c,
                Character.getName(c) == null ? "not a character" : Character.getName(c),
                before.isEmpty() ? "" : " after " + Quoted.of(before),
                Quoted.of(original),
                HoursText.ACCEPTED));
    }

    private static Matcher at(Pattern pattern, String text, int at) {
        return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
    }

    private static HoursToken number(String text, int at, String original) {
        Matcher week = at(CLOCK_ROUND, text, at);
        if (week.lookingAt()) {
            DayOfWeek last = DayOfWeek.of(Integer.parseInt(week.group(1)));
            return new HoursToken(Kind.AROUND_THE_CLOCK, EnumSet.range(MONDAY, last), Time.NONE, at, week.end());
        }
        Matcher turned = at(ROUND_THE_CLOCK, text, at);
        if (turned.lookingAt()) {
            DayOfWeek last = DayOfWeek.of(Integer.parseInt(turned.group(1)));
            return new HoursToken(Kind.AROUND_THE_CLOCK, EnumSet.range(MONDAY, last), Time.NONE, at, turned.end());
        }
        Matcher many = at(HOW_MANY, text, at);
        if (many.lookingAt()) {
            throw new IllegalArgumentException(Quoted.of(many.group()) + " in " + Quoted.of(original)
                    + " says how many hours and days, but not which; " + HoursText.ACCEPTED + ".");
        }
        Matcher day = at(HOURS_OF_A_DAY, text, at);
        if (day.lookingAt()) {
            return sign(Kind.AROUND_THE_CLOCK, at, day.end());
        }
        Matcher seven = at(SEVEN_DAYS, text, at);
        if (seven.lookingAt()) {
            return new HoursToken(Kind.DAYS, WEEK, Time.NONE, at, seven.end());
        }
        return time(text, at, original);
    }

    private static HoursToken time(String text, int at, String original) {
        Matcher m = at(CLOCK_TIME, text, at);
        if (!m.lookingAt()) {
            throw new IllegalArgumentException(Quoted.of(digits(text, at)) + " in " + Quoted.of(original)
                    + " is not a time; " + HoursText.ACCEPTED + ".");
        }
        int hour = value(m.group(1)) + value(m.group(5));
        int minute = value(m.group(2)) + value(m.group(4)) + value(m.group(6));
        int second = value(m.group(3));
        int end = m.end();
        boolean bare = m.group(2) == null && m.group(4) == null && m.group(6) == null;
        Half half = Half.UNSAID;
        Matcher halfOfDay = at(HALF_OF_DAY, text, end);
        boolean isHours = false;
        if (halfOfDay.lookingAt()) {
            String letter = halfOfDay.group(1) == null ? halfOfDay.group(2) : halfOfDay.group(1);
            half = letter.equalsIgnoreCase("a") ? Half.AM : Half.PM;
            end = halfOfDay.end();
        } else {
            Matcher unit = at(UNIT, text, end);
            Matcher clock = at(O_CLOCK, text, end);
            if (unit.lookingAt()) {
                isHours = bare;
                end = unit.end();
            } else if (clock.lookingAt()) {
                end = clock.end();
            }
            Matcher part = at(PART_OF_DAY, text, end);
            if (part.lookingAt()) {
                boolean isEvening = hour >= 6 && hour < 12;
                half = part.group("am") != null || (part.group("night") != null && !isEvening) ? Half.AM : Half.PM;
                isHours = false;
                end = part.end();
            }
        }
        Time time = new Time(hour, minute * 60 + second, half, isHours);
        if (minute > 59 || second > 59 || hour > 24 || !time.exists()) {
            throw new IllegalArgumentException(Quoted.of(text.substring(at, end)) + " in " + Quoted.of(original)
                    + " is a time that does not exist; times go from 00:00 to 24:00, or from 12am to 12pm.");
        }
        return new HoursToken(Kind.TIME, NO_DAYS, time, at, end);
    }

    private static String digits(String text, int at) {
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(at, end);
    }

    private static int value(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static HoursToken word(String text, int at, String original) {
        Matcher mf = at(FROM_MONDAY_TO_FRIDAY, text, at);
        if (mf.lookingAt()) {
            return new HoursToken(Kind.DAYS, WEEKDAYS, Time.NONE, at, mf.end());
        }
        // The longest phrase wins: "closed all day" before "closed".
        int[] ends = new int[MOST_WORDS];
        int words = 0;
        int from = at;
        while (words < MOST_WORDS) {
            Matcher word = at(WORD, text, from);
            if (!word.lookingAt()) {
                break;
            }
            ends[words++] = word.end();
            from = word.end();
            if (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '-')) {
                from++;
            }
        }
        for (int i = words - 1; i >= 0; i--) {
            HoursToken known = PHRASES.get(phrase(text.substring(at, ends[i])));
            if (known != null) {
                return new HoursToken(known.kind, known.days, known.time, at, ends[i]);
            }
        }
        String word = text.substring(at, ends[0]);
        throw new IllegalArgumentException(Quoted.of(word) + " in " + Quoted.of(original) + " is not a weekday"
                + hint(word.toLowerCase(Locale.ROOT)) + "; use Mon, Tue, Wed, Thu, Fri, Sat, Sun, or "
                + HoursText.ACCEPTED
                + ".");
    }

    private static String phrase(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace('-', ' ')
                .replace('’', '\'')
                .replace(".", "");
    }

    private static String hint(String word) {
        return switch (word.replace(".", "")) {
            case "m", "t", "w", "f", "s", "d", "l", "j", "v", "r", "u" -> " (one letter could mean several)";
            case "lu", "ma", "me", "je", "ve" ->
                " (French short names have three letters: lun, mar, mer, jeu, ven, sam, dim)";
            case "werktags", "werktag", "werktage", "wochentags", "workdays", "ouvrables", "working", "business" ->
                " (it could include Saturday: name the days)";
            case "sh", "school" -> " (no calendar knows school holidays: give their dates special hours)";
            case "sunrise", "sunset", "dawn", "dusk" -> " (the sun is no clock: write times of day)";
            case "week",
                    "easter",
                    "jan",
                    "january",
                    "feb",
                    "february",
                    "march",
                    "apr",
                    "april",
                    "may",
                    "jun",
                    "june",
                    "jul",
                    "july",
                    "aug",
                    "august",
                    "sep",
                    "sept",
                    "september",
                    "oct",
                    "october",
                    "nov",
                    "november",
                    "dec",
                    "december" ->
                " (these hours hold all year: give other dates special hours, or the whole week other hours from a date on)";
            case "z",
                    "utc",
                    "gmt",
                    "bst",
                    "cet",
                    "cest",
                    "mez",
                    "mesz",
                    "et",
                    "est",
                    "edt",
                    "ct",
                    "cst",
                    "pt",
                    "pst",
                    "pdt" -> " (hours are on the clocks of their calendar, which has a zone of its own)";
            default -> "";
        };
    }

    /** Whether it names one day, as the end of a range of days must. */
    boolean isOneDay() {
        return kind == Kind.DAYS && days.size() == 1;
    }
}
