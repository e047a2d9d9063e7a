package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurrence rules for dates by RFC 5545, 3.3.10; each case was worked out from its text. */
class ICalendarRuleTest {
    private static String dates(String start, String rule) {
        ICalendarHolidays feed =
                ICalendarHolidays.parse("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:" + start
                        + "\nRRULE:" + rule + "\nEND:VEVENT\nEND:VCALENDAR\n");
        assertThat(feed.notes()).isEmpty();
        return LocalDate.of(1990, 1, 1)
                .datesUntil(LocalDate.of(2041, 1, 1))
                .filter(feed::isHoliday)
                .limit(5)
                .map(LocalDate::toString)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "19980101 | FREQ=YEARLY;UNTIL=20000131;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA | 1998-01-01 1998-01-02 1998-01-03 1998-01-04 1998-01-05",
                "19970902 | FREQ=WEEKLY;INTERVAL=2;WKST=SU | 1997-09-02 1997-09-16 1997-09-30 1997-10-14 1997-10-28",
                "19970905 | FREQ=MONTHLY;COUNT=10;BYDAY=1FR | 1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02",
                "19970907 | FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU | 1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04",
                "19970922 | FREQ=MONTHLY;COUNT=6;BYDAY=-2MO | 1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19",
                "19970928 | FREQ=MONTHLY;BYMONTHDAY=-3 | 1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29",
                "19970910 | FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15 | 1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14",
                "19970610 | FREQ=YEARLY;COUNT=10;BYMONTH=6,7 | 1997-06-10 1997-07-10 1998-06-10 1998-07-10 1999-06-10",
                "19970101 | FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200 | 1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09",
                "19970519 | FREQ=YEARLY;BYDAY=20MO | 1997-05-19 1998-05-18 1999-05-17 2000-05-15 2001-05-14",
                "19970512 | FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO | 1997-05-12 1998-05-11 1999-05-17 2000-05-15 2001-05-14",
                "19980213 | FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13 | 1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13",
                "19970913 | FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13 | 1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10",
                "19961105 | FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8 | 1996-11-05 2000-11-07 2004-11-02 2008-11-04 2012-11-06",
                "19970904 | FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3 | 1997-09-04 1997-10-07 1997-11-06",
                "19970929 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2 | 1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29",
                "19970805 | FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO | 1997-08-05 1997-08-10 1997-08-19 1997-08-24",
                "19970805 | FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU | 1997-08-05 1997-08-17 1997-08-19 1997-08-31",
                "20070115 | FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5 | 2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30",
            })
    void theExamplesOfTheStandardAreFollowed(String start, String rule, String expected) {
        assertThat(dates(start, rule)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20000707 | FREQ=DAILY;INTERVAL=3;BYDAY=FR,MO | 2000-07-07 2000-07-10 2000-07-28 2000-07-31 2000-08-18",
                "19980105 | FREQ=DAILY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=5,13,15 | 1998-01-05 1998-01-13 1998-01-15 2000-01-05 2000-01-13",
                "20261001 | FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,2,10 | 2026-10-01 2027-02-01 2027-10-01 2028-02-01 2028-10-01",
                "20260102 | FREQ=WEEKLY;INTERVAL=2;BYMONTH=1,12 | 2026-01-02 2026-01-16 2026-01-30 2026-12-04 2026-12-18",
                "20260101 | FREQ=YEARLY;INTERVAL=2;BYMONTH=1,6 | 2026-01-01 2026-06-01 2028-01-01 2028-06-01 2030-01-01",
            })
    void anIntervalCountsThePeriodsThatTheOtherPartsPassOver(String start, String rule, String expected) {
        assertThat(dates(start, rule)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "19991013 | FREQ=YEARLY;BYMONTH=2,10;BYMONTHDAY=13;BYDAY=2WE | 1999-10-13 2002-02-13 2004-10-13 2008-02-13 2010-10-13",
                "20291230 | FREQ=YEARLY;BYMONTHDAY=30;BYDAY=-1SU | 2029-12-30 2035-12-30 2040-12-30",
                "20060515 | FREQ=YEARLY;BYWEEKNO=20;BYMONTHDAY=15;BYDAY=MO | 2006-05-15 2017-05-15 2023-05-15 2028-05-15 2034-05-15",
                "20050719 | FREQ=YEARLY;BYYEARDAY=200;BYDAY=TU | 2005-07-19 2011-07-19 2022-07-19 2028-07-18 2033-07-19",
            })
    void aDateIsOneThatAllPartsAccept(String start, String rule, String expected) {
        assertThat(dates(start, rule)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20251229 | FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO | 2025-12-29 2027-01-04 2028-01-03 2029-01-01 2029-12-31",
                "20261228 | FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO | 2026-12-28 2032-12-27 2037-12-28",
                "20260103 | FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU,SA;WKST=SU | 2026-01-03 2026-12-27 2027-01-02 2027-12-26 2028-01-01",
                "20260218 | FREQ=YEARLY;BYWEEKNO=8 | 2026-02-18 2027-02-24 2028-02-23 2029-02-21 2030-02-20",
            })
    void weeksAreNumberedAcrossTheTurnOfTheYear(String start, String rule, String expected) {
        assertThat(dates(start, rule)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20001201 | FREQ=YEARLY;BYMONTHDAY=1,28;BYSETPOS=2,-2 | 2000-12-01 2001-01-28 2001-12-01 2002-01-28 2002-12-01",
                "20240215 | FREQ=WEEKLY;BYDAY=TU,TH,FR;BYSETPOS=1,2 | 2024-02-15 2024-02-20 2024-02-22 2024-02-27 2024-02-29",
                "20240229 | FREQ=MONTHLY;BYDAY=TH,TH,TH;BYSETPOS=5 | 2024-02-29 2024-05-30 2024-08-29 2024-10-31 2025-01-30",
            })
    void positionsCountInTheWholePeriodAlsoBeforeTheFirstDate(String start, String rule, String expected) {
        assertThat(dates(start, rule)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00010101 | FREQ=YEARLY;INTERVAL=400 | 2001-01-01",
                "16000229 | FREQ=YEARLY;INTERVAL=100;COUNT=2 | 2000-02-29",
                "16010106 | FREQ=YEARLY;INTERVAL=5;BYWEEKNO=1;BYDAY=SA | 1991-01-05 1996-01-06 2001-01-06 2006-01-07 2011-01-08",
                "19000131 | FREQ=MONTHLY;INTERVAL=7 | 1991-01-31 1991-08-31 1992-03-31 1992-10-31 1993-05-31",
                "18991231 | FREQ=DAILY;INTERVAL=9999;COUNT=5 | 2009-07-03",
            })
    void aRuleThatBeganLongAgoKeepsItsRhythm(String start, String rule, String expected) {
        assertThat(dates(start, rule)).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"20260131 | RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=OMIT;COUNT=3 | 2026-01-31 2026-03-31 2026-05-31"})
    void whatAlsoHoldsUnsaidMayBeSaid(String start, String rule, String expected) {
        assertThat(dates(start, rule)).isEqualTo(expected);
    }

    @ParameterizedTest
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    @ValueSource(
            strings = {
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9999",
                "FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=9",
                "FREQ=WEEKLY;BYDAY=SU,MO;BYSETPOS=7;COUNT=9",
                "FREQ=YEARLY;BYDAY=SU,MO;BYSETPOS=366;COUNT=9",
            })
    void rulesThatNeverGiveADateAreNotFollowedForAges(String rule) {
        StringBuilder feed = new StringBuilder("BEGIN:VCALENDAR\n");
        for (int i = 0; i < 500; i++) {
            feed.append("BEGIN:VEVENT\nDTSTART;VALUE=DATE:00010101\nRRULE:")
                    .append(rule)
                    .append("\nEND:VEVENT\n");
        }
        feed.append("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nEND:VEVENT\nEND:VCALENDAR\n");
        ICalendarHolidays holidays = ICalendarHolidays.parse(feed.toString());
        assertThat(holidays.dates(holidays.coverage())).containsExactly(LocalDate.of(2026, 1, 1));
    }
}
