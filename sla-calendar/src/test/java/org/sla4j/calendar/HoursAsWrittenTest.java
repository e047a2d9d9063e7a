package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours as people write them on doors, in wikis and in contracts. */
class HoursAsWrittenTest {
    private static final String OFFICE = "Mon-Fri 09:00-17:00";
    private static final String SPLIT = "Mon-Fri 09:00-12:00,13:00-17:00";
    private static final String WITH_SATURDAY = "Mon-Fri 09:00-17:00; Sat 10:00-14:00";

    static Stream<String> officeHours() {
        return Stream.of(
                "Mon-Fri 09:00-17:00",
                "Mon-Fri 9:00-17:00",
                "Mon-Fri 9-17",
                "Mon-Fri 09-17",
                "Mon-Fri 9am-5pm",
                "Mon-Fri 9 am - 5 pm",
                "Mon-Fri 9AM-5PM",
                "Mon-Fri 9a-5p",
                "Mon-Fri 9 a.m. - 5 p.m.",
                "Mon-Fri 9:00am-5:00pm",
                "Mon-Fri 9:00 AM – 5:00 PM",
                "Mon-Fri 9-5pm",
                "Mon-Fri 9am-5",
                "Mon-Fri 9am to 5pm",
                "Mon-Fri from 9 to 17",
                "Mon-Fri 0900-1700",
                "Mon-Fri 900-1700",
                "Mon-Fri 0900-1700hrs",
                "Mon-Fri 0900h - 1700h",
                "Mon-Fri 9h-17h",
                "Mon-Fri 9h00-17h00",
                "Mon-Fri 09h00 à 17h00",
                "Mon-Fri 9.00-17.00",
                "Mon-Fri 09:00:00-17:00:00",
                "Mon-Fri: 9-17",
                "Mon-Fri, 9-17",
                "Mon - Fri 9 - 17",
                "Mon–Fri 9–17",
                "Mon—Fri 9—17",
                "Mon‐Fri 9‐17",
                "Mon‑Fri 9‑17",
                "Mon−Fri 9−17",
                "Mon―Fri 9―17",
                "Mon~Fri 9~17",
                "Mon〜Fri 9～17",
                "Mon--Fri 9--17",
                "Mon\u00a0-\u00a0Fri\u00a09\u00a0-\u00a017",
                "Mon-Fri\u202f9-17",
                "Mon-Fri\u30009-17",
                "Mon-Fri\u200b9-17",
                "Mon-Fri\t9-17",
                "\ufeffMon-Fri 9-17",
                "Mon-Fri\n9-17",
                "Mon-Fri 9-17\r\n",
                "MON-FRI 9-17",
                "mon-fri 9-17",
                "Mon.-Fri. 9-17",
                "Mo-Fr 09:00-17:00",
                "Mo.–Fr. 9–17 Uhr",
                "M-F 9-5pm",
                "M–F 9am–5pm",
                "M to F 9am-5pm",
                "Monday-Friday 9-17",
                "Monday to Friday 9am-5pm",
                "Monday through Friday, 9 a.m. to 5 p.m.",
                "Monday thru Friday 9-17",
                "Mondays to Fridays 9-17",
                "Monday to Friday: 9:00 to 17:00 hours",
                "Monday until Friday 9 until 17",
                "from Monday to Friday from 9am till 5pm",
                "Monday to Friday\n09:00 - 17:00",
                "9am-5pm Mon-Fri",
                "9-17 M-F",
                "9am to 5pm, Monday to Friday",
                "9 to 5pm weekdays",
                "weekdays 9-17",
                "Weekdays: 9am–5pm",
                "Mon, Tue, Wed, Thu, Fri 9-17",
                "Mon Tue Wed Thu Fri 9-17",
                "Mon/Tue/Wed/Thu/Fri 9-17",
                "Mon, Tues, Weds, Thurs & Fri 9-17",
                "Mon + Tue + Wed + Thu + Fri 9-17",
                "Monday, Tuesday, Wednesday, Thursday and Friday 9-17",
                "Mo, Di, Mi, Do und Fr 9-17",
                "Montag bis Freitag 9-17",
                "Montag - Freitag von 9 bis 17 Uhr",
                "montags bis freitags 9.00 bis 17.00 Uhr",
                "Mo bis Fr von 9:00 Uhr bis 17:00 Uhr",
                "9-17 Uhr Mo-Fr",
                "Mon-Don 9-17; Fre 9-17",
                "lundi-vendredi 9h-17h",
                "du lundi au vendredi de 9h à 17h",
                "Du lundi au vendredi, de 9 h à 17 h",
                "lun-ven 09:00-17:00",
                "lun. à ven. 9h00-17h00",
                "lun, mar, mer, jeu, ven 9h-17h",
                "en semaine 9h-17h",
                "Mo-Fr 09:00-17:00; PH off",
                "Mo-Fr 09:00-17:00, Su,PH off",
                "Mon-Fri 9-17; public holidays closed",
                "Mon-Fri 9-17; closed on public holidays",
                "Mo-Fr 9-17; Sa, So und Feiertage geschlossen",
                "Mo-Fr 9-17 Uhr, Sonn- und Feiertage geschlossen",
                "Mo-Fr 9-17 Uhr, an Sonn- und Feiertagen geschlossen",
                "Mo-Fr 9-17 Uhr; Sonn-/Feiertags geschlossen",
                "Mon-Fri 9-17, closed Saturday and Sunday",
                "Mon-Fri 9-17; Sat-Sun closed",
                "Mon-Fri 9-17 | Sat-Sun off",
                "Mon-Fri (9-17)",
                "Mon-Fri 9-17.",
                "Mon-Thu 9-17\nFri 9-17",
                "Mon-Thu 9-17, Fri 9-17",
                "Mon 9-17; Tue 9-17; Wed 9-17; Thu 9-17; Fri 9-17",
                "Mon 9-17 Tue 9-17 Wed 9-17 Thu 9-17 Fri 9-17",
                "Mon-Fri 9am-noon, noon-5pm",
                "Mon-Fri 9-12,12-17",
                "Mon-Fri between 9 and 17",
                "weekdays between 9am and 5pm",
                "Mo-Fr zwischen 9 und 17 Uhr",
                "du lundi au vendredi entre 9h et 17h",
                "daily except Saturday and Sunday 9-17",
                "Mon-Sat except Sat 9-17",
                "every day 9-17 except weekends",
                "Mon-Fri 9-17 except public holidays",
                "Mon-Fri 9-17, excluding holidays",
                "Mon-Fri 9-17 (excl. bank holidays)",
                "Mo-Fr 9-17 Uhr außer an Feiertagen",
                "täglich außer Sa und So 9-17 Uhr",
                "du lundi au vendredi 9h-17h, sauf jours fériés",
                "Opening hours: Mon-Fri 9-17",
                "Business hours = Mon-Fri 9-17",
                "We are open Monday to Friday, 9 to 5pm",
                "Öffnungszeiten: Mo-Fr 9-17 Uhr",
                "Horaires d'ouverture : lun-ven 9h-17h",
                "Mon-Fri 9-17 local time",
                "Mon-Fri 9 in the morning to 5 in the afternoon",
                "Mo-Fr 9 Uhr morgens bis 5 Uhr nachmittags",
                "lun-ven de 9h du matin à 5h de l'après-midi",
                "Mo-Fr durchgehend 9-17 Uhr",
                "Mo-Fr 9-17 Uhr durchgehend",
                "lun-ven non-stop 9h-17h",
                "Mon-Fri 9-12 noon, 12 noon-5pm",
                "• Mon-Thu: 9-17\n• Fri: 9-17",
                "- Mon-Thu 9-17\n- Fri 9-17",
                "* Mon-Fri 9-17",
                "Mon-Thu 9-17 · Fri 9-17",
                "Mon-Thu 9-17. Fri 9-17.",
                "Mon-Thu 9-17<br>Fri 9-17",
                "Mon&ndash;Fri 9&nbsp;&#8211;&nbsp;17",
                "Mon-Thu &amp; Fri 9-17",
                "\"Mon-Fri 9-17\"",
                "„Mo-Fr 9-17 Uhr“",
                "Mon-Fri 9⁰⁰-17⁰⁰",
                "Ｍｏｎ－Ｆｒｉ ９：００－１７：００");
    }

    @ParameterizedTest
    @MethodSource("officeHours")
    void officeHoursAreReadInEverySpelling(String text) {
        assertThat(WeeklyHours.parse(text)).isEqualTo(WeeklyHours.parse(OFFICE)).hasToString(OFFICE);
        assertThat(WeeklyHours.parse(text).remarks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon-Fri 9-12 13-17",
                "Mon-Fri 9-12/13-17",
                "Mon-Fri 9-12 and 13-17",
                "Mon-Fri 9-12 & 1-5pm",
                "Mon-Fri 9am-12pm, 1pm-5pm",
                "Mon-Fri 9am-noon, 1pm-5pm",
                "Mon-Fri 9-12\n13-17",
                "Mo-Fr 9-12 und 13-17 Uhr",
                "du lundi au vendredi 9h-12h et 13h-17h",
                "lun-ven 9h-12h 13h-17h",
                "Mon-Fri 9-12, Mon-Fri 13-17",
                "Mon-Thu 9-12, Fri 9-12, Mon-Fri 13-17",
                "9-12, 13-17 Mon-Fri",
                "Mo-Fr 9-12 u. 13-17 Uhr",
                "Mo-Fr 9-12 sowie 13-17 Uhr",
                "Mon-Fri 9am-12 noon & 1-5pm",
                "Lundi - Vendredi : 9h00 - 12h00 / 13h00 - 17h00"
            })
    void aLunchBreakIsReadInEverySpelling(String text) {
        assertThat(WeeklyHours.parse(text)).hasToString(SPLIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon-Fri 9-17, Sat 10-14",
                "Mon-Fri 9-17; Sat 10-14",
                "Mon-Fri 9-17 and Sat 10-14",
                "Mon-Fri 9-17 Sat 10-14",
                "9-17 Mon-Fri, 10-14 Sat",
                "Mon-Fri 9am-5pm\nSaturday 10am-2pm\nSunday closed",
                "Mon-Fri: 9am-5pm\r\nSat: 10am-2pm\r\nSun: closed",
                "Mon-Fri:\n9am-5pm\nSat:\n10am-2pm",
                "Mo-Fr 9-17 Uhr, Sa 10-14 Uhr, So Ruhetag",
                "Mo-Fr 9-17, Sonnabend 10-14",
                "lun-ven 9h-17h, sam 10h-14h, dim fermé",
                "Mon-Fri 9-5pm, Sat 10-2pm"
            })
    void aShorterSaturdayIsReadInEverySpelling(String text) {
        assertThat(WeeklyHours.parse(text)).hasToString(WITH_SATURDAY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "24/7",
                "24x7",
                "24×7",
                "24*7",
                "24 x 7",
                "24-7",
                "24/7/365",
                "24h/7",
                "24 hours / 7 days",
                "24/7.",
                "24 hours",
                "24h",
                "24hrs",
                "24 hours a day",
                "24 hours a day, 7 days a week",
                "24 hours every day",
                "open 24 hours",
                "24h/24",
                "24h/24 7j/7",
                "24 heures sur 24, 7 jours sur 7",
                "24 Stunden",
                "24 Stunden täglich",
                "always",
                "Always open",
                "all day",
                "daily 24h",
                "every day, all day",
                "around the clock",
                "round-the-clock",
                "rund um die Uhr",
                "durchgehend",
                "täglich 0-24 Uhr",
                "toujours",
                "00:00-24:00",
                "0:00-0:00",
                "0h-24h",
                "midnight to midnight",
                "12am-12am",
                "Mon-Sun 0-24",
                "Mo-Su 00:00-24:00",
                "7 days 0-24",
                "7x24",
                "7 x 24 h",
                "24x7x365",
                "24-7-365",
                "24 hours/day, 7 days/week",
                "24 hrs per day 7 days per week",
                "24 Stunden am Tag, 7 Tage die Woche",
                "12 midnight to 12 midnight",
                "nonstop"
            })
    void aroundTheClockIsReadInEverySpelling(String text) {
        assertThat(WeeklyHours.parse(text)).isEqualTo(WeeklyHours.always()).hasToString("24/7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "off                             | off",
                "closed                          | off",
                "geschlossen                     | off",
                "fermé                           | off",
                "never                           | off",
                "24x5                            | Mon-Fri 00:00-24:00",
                "24/6                            | Mon-Sat 00:00-24:00",
                "24h/5d                          | Mon-Fri 00:00-24:00",
                "5x24                            | Mon-Fri 00:00-24:00",
                "Mon-Fri except Wed 9-17         | Mon-Tue,Thu-Fri 09:00-17:00",
                "9-17 except Wednesdays          | Mon-Tue,Thu-Sun 09:00-17:00",
                "9-17 Mon-Fri except Wed         | Mon-Tue,Thu-Fri 09:00-17:00",
                "Mon-Fri 9-17 except Wed, Sat 10-12 | Mon-Tue,Thu-Fri 09:00-17:00; Sat 10:00-12:00",
                "Fri 8 Uhr morgens-12 Uhr mittags | Fri 08:00-12:00",
                "Fri 6 Uhr abends-2 Uhr nachts   | Fri 18:00-02:00",
                "Fri 8 in the evening-11 at night | Fri 20:00-23:00",
                "Fri 10 at night-12 midnight     | Fri 22:00-24:00",
                "Fri 12 midday-17                | Fri 12:00-17:00",
                "Fri 18 Uhr abends-22 Uhr        | Fri 18:00-22:00",
                "Mon-Fri 24x7                    | Mon-Fri 00:00-24:00",
                "Mon-Fri 24h; Sat 8-12           | Mon-Fri 00:00-24:00; Sat 08:00-12:00",
                "Mon-Fri all day                 | Mon-Fri 00:00-24:00",
                "Mon-Fri 08:00-08:00             | Mon-Fri 08:00-08:00",
                "Fri 8pm-2am                     | Fri 20:00-02:00",
                "Fri 10pm-6                      | Fri 22:00-06:00",
                "Fri 10-2am                      | Fri 22:00-02:00",
                "Fri 1-5pm                       | Fri 13:00-17:00",
                "Fri 11-1pm                      | Fri 11:00-13:00",
                "Fri 12pm-5pm                    | Fri 12:00-17:00",
                "Fri 12-5pm                      | Fri 12:00-17:00",
                "Fri 5pm-12am                    | Fri 17:00-24:00",
                "Fri 5pm-midnight                | Fri 17:00-24:00",
                "Fri 1pm-12                      | Fri 13:00-24:00",
                "Fri 12am-6am                    | Fri 00:00-06:00",
                "Fri midnight-6am                | Fri 00:00-06:00",
                "Fri 12:30am-6am                 | Fri 00:30-06:00",
                "Fri 9am-17:00                   | Fri 09:00-17:00",
                "Fri 17:30pm-18:30pm             | Fri 17:30-18:30",
                "Fri noon-18                     | Fri 12:00-18:00",
                "Fri 8-9pm                       | Fri 20:00-21:00",
                "Fri 9-12pm                      | Fri 09:00-12:00",
                "Fri 22-6                        | Fri 22:00-06:00",
                "Fri 9h30-17h45                  | Fri 09:30-17:45",
                "Fri 9 h 30 - 17 h 45            | Fri 09:30-17:45",
                "Sat & Sun 10-16                 | Sat-Sun 10:00-16:00",
                "weekend 10-16                   | Sat-Sun 10:00-16:00",
                "Wochenende 10-16 Uhr            | Sat-Sun 10:00-16:00",
                "week-end 10h-16h                | Sat-Sun 10:00-16:00",
                "weekdays and Sat 8-20           | Mon-Sat 08:00-20:00",
                "daily 8-20                      | Mon-Sun 08:00-20:00",
                "every day from 8am to 8pm       | Mon-Sun 08:00-20:00",
                "täglich 8-20 Uhr                | Mon-Sun 08:00-20:00",
                "tous les jours 8h-20h           | Mon-Sun 08:00-20:00",
                "7/7 8h-20h                      | Mon-Sun 08:00-20:00",
                "8am-8pm daily                   | Mon-Sun 08:00-20:00",
                "Di 8-12                         | Tue 08:00-12:00",
                "Do 8-12                         | Thu 08:00-12:00",
                "Mi,So 8-12                      | Wed,Sun 08:00-12:00",
                "mardi 8h-12h                    | Tue 08:00-12:00",
                "mar 8h-12h                      | Tue 08:00-12:00",
                "Sa-Mo 8-12                      | Mon,Sat-Sun 08:00-12:00",
                "Mo-Do 8-16, Fr 8-14             | Mon-Thu 08:00-16:00; Fri 08:00-14:00",
                "Mo-Fr 8-12, We 14-18            | Mon-Tue,Thu-Fri 08:00-12:00; Wed 08:00-12:00,14:00-18:00",
                "Mo-Fr 8-18; We off              | Mon-Tue,Thu-Fri 08:00-18:00",
                "11h-minuit                      | Mon-Sun 11:00-24:00",
                "Fri 9 Uhr bis Mitternacht       | Fri 09:00-24:00",
                "Fri 09:00-midnight              | Fri 09:00-24:00",
                "Fri 8 Uhr bis 12 Uhr nachts     | Fri 08:00-24:00",
                "Fri 9-midnight                  | Fri 09:00-24:00",
                "Fri 9-12am                      | Fri 21:00-24:00",
                "mar-sam 10h-19h sans interruption | Tue-Sat 10:00-19:00",
                "tägl. 9-17                      | Mon-Sun 09:00-17:00",
                "Mo-Fr 8-18, We off              | Mon-Tue,Thu-Fri 08:00-18:00"
            })
    void everySpellingHasItsMeaning(String text, String canonical) {
        assertThat(WeeklyHours.parse(text)).hasToString(canonical);
        assertThat(WeeklyHours.parse(canonical)).isEqualTo(WeeklyHours.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "T 9-17                          | one letter could mean several",
                "S-S 9-17                        | one letter could mean several",
                "Lu-Ve 9-17                      | French short names have three letters",
                "werktags 9-17                   | could include Saturday",
                "mar Mo-Fr 9-17                  | could be a month",
                "open                            | \"open\" names neither days nor hours",
                "㏂                              | \"㏂\" names neither days nor hours",
                "Mon-Fri                         | names days but no hours",
                "Mon-Fri; Sat 9-12               | names days but no hours",
                "9-5 Mon-Fri, 10-2               | has hours but names no days",
                "Mon-Wed-Fri 9-17                | is not a range of weekdays",
                "weekdays-Sat 9-17               | is not a range of weekdays",
                "Mon 9-12-17                     | is not a time range",
                "Mon 9                           | is not a time range",
                "Mon 9-                          | is not a time range",
                "Fri 22:00 - Sat 06:00           | is not a time range",
                "Mon 9-17 CET                    | CET",
                "Jan-Mar Mon 9-17                | these hours hold all year",
                "Mo-Fr 9-17; Dec 25 off          | these hours hold all year",
                "week 2-52/2 Mo 9-17             | these hours hold all year",
                "Mon sunrise-sunset              | the sun is no clock",
                "Mo-Fr 9-17; SH off              | no calendar knows school holidays",
                "working days 9-17               | could include Saturday",
                "Sonn- und Feiertags 10-12       | gives hours to public holidays",
                "Mon 9-25                        | does not exist",
                "Mon 9:60-17                     | does not exist",
                "Mon 13am-5pm                    | does not exist",
                "Mon 0pm-5pm                     | does not exist",
                "Mon 90000-17                    | is not a time",
                "Mon 24:00-06:00                 | opens at 24:00",
                "8x5                             | says how many hours and days, but not which",
                "12 x 7                          | says how many hours and days, but not which",
                "Mon-Fri 9-17 EST                | hours are on the clocks of their calendar",
                "Mon-Fri 09:00Z-17:00Z           | hours are on the clocks of their calendar",
                "Mon-Fri 9-17 except             | names no days to leave out",
                "Mon-Fri except 9-17             | names no days to leave out",
                "except Mon 9-17                 | belongs to nothing",
                "Mon-Fri 9-17 -- Sat 10-14       | is not a time range",
                "Mon 20:00-26:00                 | does not exist",
                "Mon 9½-17                       | does not exist",
                "lunes a viernes 9-17            | is not a weekday",
                "PH 10-12                        | public holidays",
                "Mo-Fr,PH 10-12                  | public holidays",
                "Mon 9-17 # by appointment       | U+0023 (NUMBER SIGN)",
                "Mon 9-17, Mon 16-18             | overlap"
            })
    void whatIsUnclearIsRefusedAndSaysWhy(String text, String reason) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WeeklyHours.parse(text))
                .withMessageContaining(reason);
    }

    @Test
    void anInvisibleCharacterIsNamedByItsCodePoint() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WeeklyHours.parse("Mon-Fr\u200e 9-17"))
                .withMessageContaining("U+200E (LEFT-TO-RIGHT MARK) after \"Mon-Fr\"");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TimeRange.parse("9\u00ad-17"))
                .withMessageContaining("U+00AD (SOFT HYPHEN)");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WeeklyHours.parse("Mon 9-17\0"))
                .withMessageContaining("U+0000 (NULL)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mo 08:00-12:00; Mo-Fr 13:00-17:00   | \"Mo-Fr 13:00-17:00\" replaces \"Mo 08:00-12:00\"",
                "Mo-Fr 08:00-12:00; Mo-Fr 13:00-17:00 | \"Mo-Fr 13:00-17:00\" replaces \"Mo-Fr 08:00-12:00\"",
                "Mo-Fr 08:00-12:00; Mo 13:00-17:00   | \"Mo 13:00-17:00\" replaces \"Mo-Fr 08:00-12:00\" on some of its days",
                "We off; Mo-Fr 8-17                  | \"Mo-Fr 8-17\" replaces \"We off\"",
                "Sa 9-12; off                        | \"off\" replaces \"Sa 9-12\"",
                "Mo-Fr 9:00-5:00                     | Mon-Fri 09:00-05:00 is open overnight, for 20h",
                "00:00-23:59                         | Mon-Sun 00:00-23:59 leaves out the last minute of the day",
                "Sa 08:00-23:59:59                   | Sat 08:00-23:59:59 leaves out the last second of the day",
                "Fr 9-midnight                       | \"9-midnight\" opens at 09:00; if the evening is meant, write 9pm.",
                "Mo 9-12, 1-5                        | lists 01:00-05:00 after 09:00-12:00",
                "closed Mondays                      | says when it is closed and not when it is open",
                "Sa und So geschlossen               | says when it is closed and not when it is open",
                "Mon-Fri 9 to 5                      | Mon-Fri 09:00-05:00 is open overnight, for 20h"
            })
    void whatIsLikelyASlipIsReadAndReported(String text, String remark) {
        BusinessCalendar calendar = BusinessCalendar.builder("desk")
                .zone("UTC")
                .hours(WeeklyHours.parse(text))
                .build();
        assertThat(calendar.lint()).extracting(CalendarFinding::message).anyMatch(message -> message.contains(remark));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mo-Fr 08:00-18:00; We off",
                "Mo-Fr 08:00-18:00; Fr 08:00-15:00",
                "09:00-17:00; Sat-Sun off; Fri 09:00-15:00",
                "Mo-Fr 22:00-06:00",
                "Mo 9am-midnight; Tu 09:00-midnight; We 9h-minuit; Th 12-midnight; Fr 22-midnight",
                "Fr,Sa 18:00-04:00",
                "Mo-Su 08:00-08:00",
                "Mo 9-12; Mo-Fr 8-17",
                "Mon-Fri 9-17 except Wed",
                "closed",
                "Mo-Su off",
                "24/7"
            })
    void ordinaryHoursAreNotReported(String text) {
        assertThat(WeeklyHours.parse(text).remarks()).isEmpty();
    }

    @Test
    void rangesThatTouchAreOneHoweverTheyWereCut() {
        assertThat(WeeklyHours.parse("Mon 09:00-12:00,12:00-17:00")).isEqualTo(WeeklyHours.parse("Mon 09:00-17:00"));
        assertThat(WeeklyHours.parse("Mon 18:00-24:00,08:00-18:00")).isEqualTo(WeeklyHours.parse("Mon 08:00-24:00"));
        assertThat(WeeklyHours.parse("Mon 22:00-23:00,23:00-06:00")).isEqualTo(WeeklyHours.parse("Mon 22:00-06:00"));
        assertThat(WeeklyHours.parse("Mon 08:00-20:00,20:00-08:00")).isEqualTo(WeeklyHours.parse("Mon 08:00-08:00"));
        assertThat(WeeklyHours.parse("00:00-12:00,12:00-24:00")).isEqualTo(WeeklyHours.always());
    }

    @Test
    void rangesThatTouchOverMidnightStayTwoBecauseAHolidayClosesOneOfThem() {
        assertThat(WeeklyHours.parse("Mon 22:00-24:00; Tue 00:00-06:00"))
                .isNotEqualTo(WeeklyHours.parse("Mon 22:00-06:00"));
    }

    @Test
    void aListOfRangesIsReadForADateToo() {
        assertThat(HoursText.date("9am-noon and 1-5pm"))
                .isEqualTo(List.of(TimeRange.parse("09:00-12:00"), TimeRange.parse("13:00-17:00")));
        assertThat(HoursText.date("closed")).isEmpty();
        assertThat(HoursText.date("24h")).containsExactly(TimeRange.allDay());
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> HoursText.date("Mon 9-17"))
                .withMessageContaining("\"Mon 9-17\" is not a time range");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TimeRange.parse("9-12, 13-17"))
                .withMessageContaining("\"9-12, 13-17\" is not a time range");
    }
}
