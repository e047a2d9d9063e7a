package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
    private static final HolidayCalendar UNTIL_2026 = knownFor("2020-01-01", "2026-12-31");

    private final BusinessCalendar office = calendar("UTC", "Mon-Fri 09:00-17:00");

    private static BusinessCalendar calendar(String zone, String hours) {
        return builder(zone, hours).build();
    }

    private static BusinessCalendar.Builder builder(String zone, String hours) {
        return BusinessCalendar.builder("test").zone(zone).hours(WeeklyHours.parse(hours));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    private static Instant local(String zone, String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(ZoneId.of(zone)).toInstant();
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }

    private static Interval interval(String start, String end) {
        return new Interval(at(start), at(end));
    }

    /** The open time from the start of one local date to the start of another. */
    private static Duration openOn(BusinessCalendar calendar, String first, String next) {
        String zone = calendar.zone().getId();
        return calendar.elapsed(local(zone, first + "T00:00"), local(zone, next + "T00:00"));
    }

    private static HolidayCalendar knownFor(String first, String last) {
        return new HolidayCalendar() {
            @Override
            public boolean isHoliday(LocalDate day) {
                return coverage().contains(day) && MonthDay.from(day).equals(MonthDay.of(12, 25));
            }

            @Override
            public DateRange coverage() {
                return DateRange.of(date(first), date(last));
            }
        };
    }

    @Nested
    class OpenRanges {
        @Test
        void areOpenAtTheOpeningInstantAndClosedAtTheClosingInstant() {
            assertThat(office.isOpen(at("2026-03-02T08:59:59.999999999Z"))).isFalse();
            assertThat(office.isOpen(at("2026-03-02T09:00:00Z"))).isTrue();
            assertThat(office.isOpen(at("2026-03-02T16:59:59.999999999Z"))).isTrue();
            assertThat(office.isOpen(at("2026-03-02T17:00:00Z"))).isFalse();
        }

        @Test
        void areOneWhenTheyTouch() {
            BusinessCalendar touching = calendar("UTC", "Mon 09:00-12:00,12:00-17:00");
            assertThat(touching.openIntervals(at("2026-03-02T00:00:00Z"), at("2026-03-03T00:00:00Z")))
                    .containsExactly(interval("2026-03-02T09:00:00Z", "2026-03-02T17:00:00Z"));
        }

        @Test
        void areOneOverMidnight() {
            BusinessCalendar night = calendar("UTC", "Mon 20:00-24:00; Tue 00:00-04:00");
            assertThat(night.nextClosing(at("2026-03-02T21:00:00Z"))).contains(at("2026-03-03T04:00:00Z"));
            assertThat(night.isOpen(at("2026-03-03T00:00:00Z"))).isTrue();
        }

        @Test
        void areCutOffAtTheEndsOfTheQuestion() {
            assertThat(office.openIntervals(at("2026-03-02T10:00:00.5Z"), at("2026-03-03T09:30:00Z")))
                    .containsExactly(
                            interval("2026-03-02T10:00:00.5Z", "2026-03-02T17:00:00Z"),
                            interval("2026-03-03T09:00:00Z", "2026-03-03T09:30:00Z"));
        }

        @Test
        void areRefusedBackwards() {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> office.openIntervals(at("2026-03-02T10:00:00Z"), at("2026-03-02T09:00:00Z")))
                    .withMessageContaining("2026-03-02T09:00:00Z")
                    .withMessageContaining("is before the start");
        }
    }

    @Nested
    class LocalTimes {
        @Test
        void loseTheHourOfASpringGap() {
            BusinessCalendar night = calendar("America/New_York", "00:00-06:00");
            assertThat(openOn(night, "2026-03-08", "2026-03-09")).isEqualTo(Duration.ofHours(5));
        }

        @Test
        void gainTheHourOfAnAutumnOverlap() {
            BusinessCalendar night = calendar("America/New_York", "00:00-06:00");
            assertThat(openOn(night, "2026-11-01", "2026-11-02")).isEqualTo(Duration.ofHours(7));
        }

        @Test
        void thatEndInAGapEndAtTheTransition() {
            BusinessCalendar early = calendar("America/New_York", "01:30-02:30");
            assertThat(openOn(early, "2026-03-08", "2026-03-09")).isEqualTo(Duration.ofMinutes(30));
            assertThat(early.nextClosing(at("2026-03-08T06:30:00Z"))).contains(at("2026-03-08T07:00:00Z"));
        }

        @Test
        void thatBothLieInAGapOpenNothing() {
            BusinessCalendar inside = calendar("America/New_York", "02:15-02:45");
            assertThat(openOn(inside, "2026-03-08", "2026-03-09")).isZero();
        }

        @Test
        void thatOpenInAnOverlapOpenAtTheFirstOfTheTwo() {
            BusinessCalendar early = calendar("America/New_York", "01:30-02:30");
            assertThat(openOn(early, "2026-11-01", "2026-11-02")).isEqualTo(Duration.ofHours(2));
            assertThat(early.nextOpening(at("2026-11-01T04:00:00Z"))).contains(at("2026-11-01T05:30:00Z"));
        }

        @Test
        void thatCloseInAnOverlapCloseAtTheFirstOfTheTwo() {
            BusinessCalendar early = calendar("America/New_York", "00:30-01:30");
            assertThat(openOn(early, "2026-11-01", "2026-11-02")).isEqualTo(Duration.ofHours(1));
        }

        @Test
        void moveByHalfAnHourOnLordHowe() {
            BusinessCalendar night = calendar("Australia/Lord_Howe", "01:00-03:00");
            assertThat(openOn(night, "2026-10-04", "2026-10-05")).isEqualTo(Duration.ofMinutes(90));
            assertThat(openOn(night, "2026-04-05", "2026-04-06")).isEqualTo(Duration.ofMinutes(150));
        }

        @Test
        void openNothingOnTheDateThatSamoaSkipped() {
            BusinessCalendar apia = calendar("Pacific/Apia", "Fri 09:00-17:00");
            assertThat(apia.elapsed(at("2011-12-29T00:00:00Z"), at("2012-01-02T00:00:00Z")))
                    .isZero();
            assertThat(apia.isBusinessDay(date("2011-12-30"))).isFalse();
        }

        @Test
        void openNoNightShiftOnTheDateThatSamoaSkipped() {
            BusinessCalendar apia = calendar("Pacific/Apia", "Fri 22:00-06:00");
            assertThat(apia.elapsed(at("2011-12-29T00:00:00Z"), at("2012-01-02T00:00:00Z")))
                    .isZero();
        }

        @Test
        void letTheShiftBeforeASkippedDateRunOnToItsWrittenEnd() {
            BusinessCalendar apia = calendar("Pacific/Apia", "Thu 22:00-06:00");
            // Thursday ends at midnight and Saturday begins: Friday 06:00 is reached at that moment.
            assertThat(apia.elapsed(at("2011-12-29T00:00:00Z"), at("2012-01-02T00:00:00Z")))
                    .isEqualTo(Duration.ofHours(2));
        }

        @Test
        void openAtOneOClockWhenMidnightIsMissingInSaoPaulo() {
            BusinessCalendar night = calendar("America/Sao_Paulo", "00:00-06:00");
            assertThat(night.nextOpening(at("2017-10-15T01:00:00Z"))).contains(at("2017-10-15T03:00:00Z"));
            assertThat(openOn(night, "2017-10-15", "2017-10-16")).isEqualTo(Duration.ofHours(5));
        }

        @Test
        void closeAtTheSecondMidnightWhenTheHourBeforeComesTwiceInSaoPaulo() {
            BusinessCalendar evening = calendar("America/Sao_Paulo", "Sat 20:00-24:00");
            assertThat(evening.nextClosing(at("2018-02-17T23:00:00Z"))).contains(at("2018-02-18T03:00:00Z"));
            assertThat(evening.elapsed(at("2018-02-17T00:00:00Z"), at("2018-02-19T00:00:00Z")))
                    .isEqualTo(Duration.ofHours(5));
        }

        @Test
        void followTheWallClockWhereWinterTimeIsTheExceptionInDublin() {
            BusinessCalendar night = calendar("Europe/Dublin", "00:00-06:00");
            assertThat(openOn(night, "2026-03-29", "2026-03-30")).isEqualTo(Duration.ofHours(5));
            assertThat(openOn(night, "2026-10-25", "2026-10-26")).isEqualTo(Duration.ofHours(7));
        }

        @Test
        void keepTheSecondsOfLocalMeanTimeInAmsterdam() {
            ZoneOffset offset = ZoneId.of("Europe/Amsterdam").getRules().getOffset(at("1920-01-12T12:00:00Z"));
            BusinessCalendar amsterdam = calendar("Europe/Amsterdam", "Mon 09:00-17:00");
            assertThat(amsterdam.nextOpening(at("1920-01-12T00:00:00Z")))
                    .contains(LocalDateTime.parse("1920-01-12T09:00").toInstant(offset));
        }

        @Test
        void keepTheSecondsOfMonroviaAndTheOddGapThatEndedThem() {
            BusinessCalendar monrovia = calendar("Africa/Monrovia", "Thu,Fri 00:00-24:00");
            // 44 minutes 30 seconds behind until 7 January 1972, when the clock went forward by as much.
            assertThat(monrovia.nextOpening(at("1972-01-05T12:00:00Z"))).contains(at("1972-01-06T00:44:30Z"));
            assertThat(monrovia.nextClosing(at("1972-01-06T12:00:00Z"))).contains(at("1972-01-08T00:00:00Z"));
        }

        @Test
        void areReadInAnotherZoneWhenAskedTo() {
            BusinessCalendar tokyo = office.inZone(ZoneId.of("Asia/Tokyo"));
            assertThat(tokyo.nextOpening(at("2026-03-01T20:00:00Z"))).contains(at("2026-03-02T00:00:00Z"));
            assertThat(tokyo.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        }
    }

    @Nested
    class Dates {
        @Test
        void thatAreHolidaysOpenNothing() {
            BusinessCalendar closed = builder("UTC", "Mon-Fri 09:00-17:00")
                    .holidays(HolidayCalendar.of(date("2026-03-03")))
                    .build();
            assertThat(closed.plus(at("2026-03-02T16:00:00Z"), Duration.ofHours(2)))
                    .isEqualTo(at("2026-03-04T10:00:00Z"));
        }

        @Test
        void thatAreHolidaysLetTheShiftOfTheEveningBeforeRunOut() {
            BusinessCalendar night = builder("UTC", "22:00-06:00")
                    .holidays(HolidayCalendar.of(date("2026-12-25")))
                    .build();
            assertThat(night.openIntervals(at("2026-12-24T12:00:00Z"), at("2026-12-27T12:00:00Z")))
                    .containsExactly(
                            interval("2026-12-24T22:00:00Z", "2026-12-25T06:00:00Z"),
                            interval("2026-12-26T22:00:00Z", "2026-12-27T06:00:00Z"));
        }

        @Test
        void areHolidaysInTheZoneOfTheCalendar() {
            BusinessCalendar tokyo = builder("Asia/Tokyo", "24/7")
                    .holidays(HolidayCalendar.of(date("2026-01-01")))
                    .build();
            assertThat(tokyo.nextOpening(at("2025-12-31T15:00:00Z"))).contains(at("2026-01-01T15:00:00Z"));
        }

        @Test
        void withSpecialHoursOpenEvenOnAHoliday() {
            BusinessCalendar calendar = builder("UTC", "Mon-Fri 09:00-17:00")
                    .holidays(HolidayCalendar.of(date("2026-12-24")))
                    .special(date("2026-12-24"), TimeRange.parse("10:00-12:00"))
                    .build();
            assertThat(openOn(calendar, "2026-12-24", "2026-12-25")).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void withSpecialHoursHaveNoOthers() {
            BusinessCalendar calendar = builder("UTC", "Mon-Fri 09:00-17:00")
                    .special(date("2026-12-24"), TimeRange.parse("20:00-21:00"))
                    .build();
            assertThat(calendar.openIntervals(at("2026-12-24T00:00:00Z"), at("2026-12-25T00:00:00Z")))
                    .containsExactly(interval("2026-12-24T20:00:00Z", "2026-12-24T21:00:00Z"));
        }

        @Test
        void withSpecialHoursOfNoneAreClosed() {
            BusinessCalendar calendar =
                    builder("UTC", "24/7").special(date("2026-12-24")).build();
            assertThat(openOn(calendar, "2026-12-24", "2026-12-25")).isZero();
        }

        @Test
        void takeTheWeeklyHoursThenInForce() {
            BusinessCalendar calendar = builder("UTC", "09:00-17:00")
                    .hoursFrom(date("2027-01-01"), WeeklyHours.parse("08:00-20:00"))
                    .hoursFrom(date("2026-06-01"), WeeklyHours.parse("09:00-10:00"))
                    .build();
            assertThat(openOn(calendar, "2026-05-31", "2026-06-01")).isEqualTo(Duration.ofHours(8));
            assertThat(openOn(calendar, "2026-06-01", "2026-06-02")).isEqualTo(Duration.ofHours(1));
            assertThat(openOn(calendar, "2026-12-31", "2027-01-01")).isEqualTo(Duration.ofHours(1));
            assertThat(openOn(calendar, "2027-01-01", "2027-01-02")).isEqualTo(Duration.ofHours(12));
        }

        @Test
        void beforeTheFirstHoursAreClosed() {
            BusinessCalendar calendar = BusinessCalendar.builder("new")
                    .zone("UTC")
                    .hoursFrom(date("2026-06-01"), WeeklyHours.always())
                    .build();
            assertThat(calendar.nextOpening(at("1950-01-01T00:00:00Z"))).contains(at("2026-06-01T00:00:00Z"));
            assertThat(calendar.previousClosing(at("2026-07-01T00:00:00Z"))).isEmpty();
        }
    }

    @Nested
    class Plus {
        @Test
        void landsOnTheClosingInstantAndNotOnTheNextOpening() {
            assertThat(office.plus(at("2026-03-02T09:00:00Z"), Duration.ofHours(8)))
                    .isEqualTo(at("2026-03-02T17:00:00Z"));
        }

        @Test
        void ofZeroIsTheStartEvenWhenClosed() {
            assertThat(office.plus(at("2026-03-01T03:00:00.123Z"), Duration.ZERO))
                    .isEqualTo(at("2026-03-01T03:00:00.123Z"));
        }

        @Test
        void ofANegativeAmountLandsOnTheOpeningInstant() {
            assertThat(office.plus(at("2026-03-02T17:00:00Z"), Duration.ofHours(-8)))
                    .isEqualTo(at("2026-03-02T09:00:00Z"));
            assertThat(office.plus(at("2026-03-03T08:00:00Z"), Duration.ofHours(-8)))
                    .isEqualTo(at("2026-03-02T09:00:00Z"));
        }

        @Test
        void isExactToTheNanosecond() {
            assertThat(office.plus(at("2026-03-02T16:59:59.999999999Z"), Duration.ofNanos(2)))
                    .isEqualTo(at("2026-03-03T09:00:00.000000001Z"));
        }

        @Test
        void ofANanosecondBackwardsIsExactToo() {
            assertThat(office.plus(at("2026-03-03T09:00:00Z"), Duration.ofNanos(-1)))
                    .isEqualTo(at("2026-03-02T16:59:59.999999999Z"));
        }

        @Test
        void refusesMoreOpenTimeThanThereIsAndNamesCalendarStartAndAmount() {
            assertThatExceptionOfType(NoBusinessTimeException.class)
                    .isThrownBy(() -> office.plus(at("2199-12-31T00:00:00Z"), Duration.ofHours(100_000)))
                    .withMessageContaining("\"test\"")
                    .withMessageContaining("2199-12-31T00:00:00Z")
                    .withMessageContaining("PT100000H")
                    .withMessageContaining("after");
        }

        @Test
        void refusesMoreOpenTimeThanThereWas() {
            assertThatExceptionOfType(NoBusinessTimeException.class)
                    .isThrownBy(() -> office.plus(at("1911-02-01T00:00:00Z"), Duration.ofHours(-100_000)))
                    .withMessageContaining("before 1911-02-01T00:00:00Z");
        }

        @Test
        void refusesTheLongestDurationsThereAre() {
            for (Duration endless : List.of(
                    Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                    Duration.ofSeconds(Long.MIN_VALUE),
                    Duration.ofSeconds(Long.MIN_VALUE, 1))) {
                assertThatExceptionOfType(NoBusinessTimeException.class)
                        .isThrownBy(() -> office.plus(at("2026-03-02T00:00:00Z"), endless));
            }
        }

        @Test
        void ofWallTimeGoesByTheClockOnTheWall() {
            assertThat(office.plus(at("2026-03-01T03:00:00Z"), BusinessDuration.parse("4h wall")))
                    .isEqualTo(at("2026-03-01T07:00:00Z"));
        }

        @Test
        void ofWallTimeRefusesAStartOutsideTheSupportedYears() {
            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> office.plus(at("1910-12-31T23:00:00Z"), BusinessDuration.parse("4h wall")))
                    .withMessageContaining("1911-01-01T00:00:00Z to 2201-01-01T00:00:00Z");
        }

        @Test
        void ofBusinessTimeAndBusinessDaysFollowTheLimit() {
            Instant friday = at("2026-03-06T16:00:00Z");
            assertThat(office.plus(friday, BusinessDuration.parse("2h"))).isEqualTo(at("2026-03-09T10:00:00Z"));
            assertThat(office.plus(friday, BusinessDuration.parse("1bd"))).isEqualTo(at("2026-03-09T16:00:00Z"));
            assertThat(office.plus(friday, BusinessDuration.parse("1bd end-of-day")))
                    .isEqualTo(at("2026-03-09T17:00:00Z"));
        }
    }

    @Nested
    class TheSupportedYears {
        @Test
        void areNamedWhenAnInstantIsOutside() {
            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> office.isOpen(at("1910-12-31T23:59:59Z")))
                    .withMessageContaining("1910-12-31T23:59:59Z")
                    .withMessageContaining("\"test\"")
                    .withMessageContaining("1911-01-01T00:00:00Z to 2201-01-01T00:00:00Z");
        }

        @Test
        void boundEveryQuestion() {
            Instant early = at("1910-12-31T23:59:59Z");
            Instant late = at("2201-01-01T00:00:00.000000001Z");
            Instant fine = at("2026-01-01T00:00:00Z");
            for (Instant outside : List.of(early, late, Instant.MIN, Instant.MAX)) {
                boolean before = outside.isBefore(fine);
                List<Callable<Object>> questions = List.of(
                        () -> office.elapsed(outside, fine),
                        () -> office.elapsed(fine, outside),
                        () -> office.plus(outside, Duration.ofHours(1)),
                        () -> office.plus(outside, Duration.ZERO),
                        () -> office.nextOpening(outside),
                        () -> office.nextClosing(outside),
                        () -> office.previousClosing(outside),
                        () -> office.previousOpening(outside),
                        () -> office.plusBusinessDays(outside, 1, BusinessDayRule.SAME_TIME),
                        () -> before ? office.explain(outside, fine) : office.explain(fine, outside),
                        () -> before
                                ? office.openIntervals(outside, fine).count()
                                : office.openIntervals(fine, outside).count());
                for (Callable<Object> question : questions) {
                    assertThatExceptionOfType(DateTimeException.class)
                            .isThrownBy(question::call)
                            .withMessageContaining("is outside the years");
                }
            }
        }

        @Test
        void boundNanosecondsToo() {
            assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> office.elapsedNanos(Long.MIN_VALUE, 0));
            assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> office.plusNanos(Long.MAX_VALUE, 1));
            assertThatExceptionOfType(NoBusinessTimeException.class)
                    .isThrownBy(() -> office.plusNanos(0, Long.MAX_VALUE));
            assertThatExceptionOfType(NoBusinessTimeException.class)
                    .isThrownBy(() -> office.plusNanos(0, Long.MIN_VALUE));
        }

        @Test
        void areSpannedByALongOfNanosecondsFromEndToEnd() {
            long start =
                    Duration.between(Instant.EPOCH, at("1911-01-01T00:00:00Z")).toNanos();
            long end =
                    Duration.between(Instant.EPOCH, at("2201-01-01T00:00:00Z")).toNanos();
            long all = Math.subtractExact(end, start);
            BusinessCalendar always = BusinessCalendar.alwaysOpen();
            assertThat(always.elapsedNanos(start, end)).isEqualTo(all);
            assertThat(always.elapsedNanos(end, start)).isEqualTo(-all);
            assertThat(always.plusNanos(start, all)).isEqualTo(end);
            assertThat(always.plusNanos(end, -all)).isEqualTo(start);
        }

        @Test
        void boundDueDatesToo() {
            BusinessCalendar honolulu = BusinessCalendar.builder("Honolulu")
                    .zone("Pacific/Honolulu")
                    .hours(WeeklyHours.always())
                    .build();
            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> office.plus(at("2200-12-31T12:00:00Z"), BusinessDuration.parse("24h wall")))
                    .withMessageContaining("2201-01-01T12:00:00Z")
                    .withMessageContaining("1911-01-01T00:00:00Z to 2201-01-01T00:00:00Z");
            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> honolulu.plus(at("2200-12-31T09:30:00Z"), BusinessDuration.parse("1bd")))
                    .withMessageContaining("2201-01-01T09:30:00Z");
            assertThat(office.plus(at("2200-12-31T12:00:00Z"), BusinessDuration.parse("12h wall")))
                    .isEqualTo(at("2201-01-01T00:00:00Z"));
        }

        @Test
        void includeTheirVeryEndAsAPlaceToMeasureTo() {
            Instant end = at("2201-01-01T00:00:00Z");
            assertThat(BusinessCalendar.alwaysOpen().elapsed(at("2200-12-31T00:00:00Z"), end))
                    .isEqualTo(Duration.ofDays(1));
            assertThat(BusinessCalendar.alwaysOpen().plus(at("2200-12-31T00:00:00Z"), Duration.ofDays(1)))
                    .isEqualTo(end);
            assertThat(BusinessCalendar.alwaysOpen().isOpen(end)).isFalse();
        }

        @Test
        void areAsLongAsTheLongestAmountThatCanBeAdded() {
            Instant start = at("1911-01-01T00:00:00Z");
            Instant end = at("2201-01-01T00:00:00Z");
            Duration all = Duration.between(start, end);
            assertThat(BusinessCalendar.alwaysOpen().plus(start, all)).isEqualTo(end);
            assertThat(BusinessCalendar.alwaysOpen().plus(end, all.negated())).isEqualTo(start);
        }

        @Test
        void doNotEndWithAClosing() {
            Instant end = at("2201-01-01T00:00:00Z");
            assertThat(BusinessCalendar.alwaysOpen().previousClosing(end)).isEmpty();
        }

        @Test
        void areNotPutDownToHolidaysWhenThoseAreKnownForAll() {
            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> office.isOpen(at("1910-12-31T23:59:59Z")))
                    .withMessageEndingWith("2201-01-01T00:00:00Z.");
        }

        @Test
        void arePutDownToHolidaysThatEndAtOneSideOnly() {
            for (HolidayCalendar known :
                    List.of(knownFor("1911-01-01", "2026-12-31"), knownFor("2020-01-01", "2200-12-31"))) {
                BusinessCalendar calendar =
                        builder("UTC", "Mon-Fri 09:00-17:00").holidays(known).build();
                assertThatExceptionOfType(DateTimeException.class)
                        .isThrownBy(() -> calendar.isOpen(at("1910-12-31T23:59:59Z")))
                        .withMessageContaining("its holidays are known for " + known.coverage() + " only");
            }
        }

        @Test
        void boundTheDatesThatBusinessDaysAreCountedFrom() {
            List<Callable<Object>> questions = List.of(
                    () -> office.plusBusinessDays(date("1910-12-31"), 0),
                    () -> office.plusBusinessDays(date("2201-01-01"), -1),
                    () -> office.businessDaysBetween(date("1910-12-31"), date("1911-01-05")),
                    () -> office.businessDaysBetween(date("2200-12-01"), date("2201-01-02")));
            for (Callable<Object> question : questions) {
                assertThatExceptionOfType(DateTimeException.class)
                        .isThrownBy(question::call)
                        .withMessageContaining("is outside the dates 1911-01-01/2200-12-31");
            }
        }

        @Test
        void letBusinessDaysBeCountedToTheDayAfterTheLast() {
            // 2200-12-29 is a Monday.
            assertThat(office.businessDaysBetween(date("2200-12-29"), date("2201-01-01")))
                    .isEqualTo(3);
        }
    }

    @Nested
    class HolidayCoverage {
        private final Instant inside = at("2026-12-30T12:00:00Z");
        private final Instant beyond = at("2027-12-25T12:00:00Z");

        @Test
        void failsBeyondTheDataUnlessToldOtherwise() {
            BusinessCalendar calendar =
                    builder("UTC", "24/7").holidays(UNTIL_2026).build();
            assertThat(calendar.isOpen(inside)).isTrue();
            assertThat(calendar.coverage()).isEqualTo(DateRange.of(date("2020-01-01"), date("2026-12-31")));
            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> calendar.isOpen(beyond))
                    .withMessageContaining("2020-01-01/2026-12-31")
                    .withMessageContaining("HolidayGap");
        }

        @Test
        void neverPromisesADueDateBeyondTheData() {
            BusinessCalendar calendar =
                    builder("UTC", "24/7").holidays(UNTIL_2026).build();
            assertThat(calendar.plus(inside, Duration.ofHours(36))).isEqualTo(at("2027-01-01T00:00:00Z"));
            assertThatExceptionOfType(NoBusinessTimeException.class)
                    .isThrownBy(() -> calendar.plus(inside, Duration.ofHours(36).plusNanos(1)));
        }

        @Test
        void boundsDatesToo() {
            BusinessCalendar calendar =
                    builder("UTC", "24/7").holidays(UNTIL_2026).build();
            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> calendar.isBusinessDay(date("2027-01-01")))
                    .withMessageContaining("2027-01-01")
                    .withMessageContaining("2020-01-01/2026-12-31");
            assertThatExceptionOfType(NoBusinessTimeException.class)
                    .isThrownBy(() -> calendar.plusBusinessDays(date("2026-12-30"), 2));
        }

        @Test
        void weekendsOnlyGoesOnWithoutHolidays() {
            BusinessCalendar calendar = builder("UTC", "24/7")
                    .holidays(UNTIL_2026)
                    .whenHolidaysEnd(HolidayGap.WEEKENDS_ONLY)
                    .build();
            assertThat(calendar.isOpen(at("2026-12-25T12:00:00Z"))).isFalse();
            assertThat(calendar.isOpen(beyond)).isTrue();
            assertThat(calendar.coverage()).isEqualTo(DateRange.SUPPORTED);
        }

        @Test
        void warnGoesOnAndSaysSoOnce() throws ReflectiveOperationException {
            BusinessCalendar calendar = builder("UTC", "24/7")
                    .holidays(UNTIL_2026)
                    .whenHolidaysEnd(HolidayGap.WARN)
                    .build();
            try (LogCapture log = LogCapture.of("org.sla4j.calendar")) {
                calendar.isOpen(at("2024-01-01T12:00:00Z"));
                assertThat(log.messages()).isEmpty();
                assertThat(calendar.isOpen(beyond)).isTrue();
                calendar.elapsed(beyond, at("2060-01-01T00:00:00Z"));
                calendar.explain(beyond, at("2030-01-01T00:00:00Z"));
                assertThat(log.messages())
                        .singleElement()
                        .asString()
                        .contains("WARNING")
                        .contains("2020-01-01/2026-12-31");
            }
        }

        @Test
        void warnWaitsForTheFirstDateThatIsNotKnown() throws ReflectiveOperationException {
            BusinessCalendar calendar = builder("UTC", "24/7")
                    .holidays(knownFor("2020-01-01", "2026-12-31"))
                    .whenHolidaysEnd(HolidayGap.WARN)
                    .build();
            try (LogCapture log = LogCapture.of("org.sla4j.calendar")) {
                calendar.isOpen(at("2022-01-01T12:00:00Z"));
                calendar.isOpen(at("2024-01-01T12:00:00Z"));
                assertThat(log.messages()).isEmpty();
                calendar.isOpen(at("2019-12-31T12:00:00Z"));
                assertThat(log.messages()).hasSize(1);
            }
        }

        @Test
        void eachPartOfACombinedCalendarWarns() throws ReflectiveOperationException {
            BusinessCalendar known = builder("UTC", "24/7").build();
            BusinessCalendar unknown = builder("UTC", "24/7")
                    .holidays(UNTIL_2026)
                    .whenHolidaysEnd(HolidayGap.WARN)
                    .build();
            for (BusinessCalendar both : List.of(known.union(unknown), unknown.union(known))) {
                try (LogCapture log = LogCapture.of("org.sla4j.calendar")) {
                    both.isOpen(at("2024-01-01T12:00:00Z"));
                    assertThat(log.messages()).isEmpty();
                    both.isOpen(beyond);
                    both.isOpen(at("2040-01-01T12:00:00Z"));
                    assertThat(log.messages()).hasSize(1);
                }
            }
        }

        @Test
        void ofTwoCalendarsIsWhereBothKnow() {
            BusinessCalendar one = builder("UTC", "24/7").holidays(UNTIL_2026).build();
            BusinessCalendar other = builder("UTC", "24/7")
                    .holidays(knownFor("2024-01-01", "2030-12-31"))
                    .build();
            assertThat(one.union(other).coverage()).isEqualTo(DateRange.of(date("2024-01-01"), date("2026-12-31")));
        }

        @Test
        void ofTwoCalendarsInTwoZonesEndsWithTheFirstThatEnds() {
            BusinessCalendar auckland =
                    builder("Pacific/Auckland", "24/7").holidays(UNTIL_2026).build();
            BusinessCalendar newYork =
                    builder("America/New_York", "24/7").holidays(UNTIL_2026).build();
            BusinessCalendar both = newYork.intersection(auckland);
            // Already 1 January 2027 in Auckland, of which nobody knows whether it is a holiday.
            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> both.isOpen(at("2026-12-31T12:00:00Z")))
                    .withMessageContaining("outside");
            assertThat(both.isOpen(at("2026-12-31T10:00:00Z"))).isTrue();
            assertThat(both.coverage()).isEqualTo(DateRange.of(date("2020-01-01"), date("2026-12-30")));
        }

        @Test
        void withoutACommonDateIsRefused() {
            BusinessCalendar one = builder("UTC", "24/7").holidays(UNTIL_2026).build();
            BusinessCalendar other = builder("UTC", "24/7")
                    .holidays(knownFor("2028-01-01", "2030-12-31"))
                    .build();
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> one.union(other))
                    .withMessageContaining("2020-01-01/2026-12-31")
                    .withMessageContaining("2028-01-01/2030-12-31");
        }
    }

    @Nested
    class Openings {
        @Test
        void areTheInstantItselfWhenOpen() {
            assertThat(office.nextOpening(at("2026-03-02T10:00:00.5Z"))).contains(at("2026-03-02T10:00:00.5Z"));
        }

        @Test
        void comeAfterTheWeekend() {
            assertThat(office.nextOpening(at("2026-03-06T17:00:00Z"))).contains(at("2026-03-09T09:00:00Z"));
        }

        @Test
        void neverComeWhenTheCalendarIsNeverOpen() {
            BusinessCalendar never = calendar("UTC", "off");
            Instant now = at("2026-03-02T10:00:00Z");
            assertThat(never.nextOpening(now)).isEmpty();
            assertThat(never.nextClosing(now)).isEmpty();
            assertThat(never.previousClosing(now)).isEmpty();
            assertThat(never.previousOpening(now)).isEmpty();
            assertThat(never.elapsed(now, at("2100-01-01T00:00:00Z"))).isZero();
            assertThatExceptionOfType(NoBusinessTimeException.class)
                    .isThrownBy(() -> never.plus(now, Duration.ofNanos(1)));
            assertThatExceptionOfType(NoBusinessTimeException.class)
                    .isThrownBy(() -> never.plus(now, Duration.ofNanos(-1)));
        }

        @Test
        void neverComeAfterTheLastSpecialDate() {
            BusinessCalendar once = builder("UTC", "off")
                    .special(date("2026-03-02"), TimeRange.parse("09:00-10:00"))
                    .build();
            assertThat(once.nextOpening(at("2026-03-02T10:00:00Z"))).isEmpty();
            assertThat(once.nextOpening(at("1911-01-01T00:00:00Z"))).contains(at("2026-03-02T09:00:00Z"));
            assertThat(once.previousClosing(at("2200-01-01T00:00:00Z"))).contains(at("2026-03-02T10:00:00Z"));
        }
    }

    @Nested
    class Closings {
        @Test
        void doNotCountAtTheVeryInstantAskedFor() {
            assertThat(office.nextClosing(at("2026-03-02T17:00:00Z"))).contains(at("2026-03-03T17:00:00Z"));
        }

        @Test
        void countBackwardsAtTheVeryInstantAskedFor() {
            assertThat(office.previousClosing(at("2026-03-02T17:00:00Z"))).contains(at("2026-03-02T17:00:00Z"));
            assertThat(office.previousOpening(at("2026-03-02T17:00:00Z"))).contains(at("2026-03-02T09:00:00Z"));
            assertThat(office.previousOpening(at("2026-03-02T12:00:00.5Z"))).contains(at("2026-03-02T09:00:00Z"));
            assertThat(office.previousOpening(at("2026-03-02T09:00:00Z"))).contains(at("2026-03-02T09:00:00Z"));
            assertThat(office.previousOpening(at("2026-03-02T08:59:59.999999999Z")))
                    .contains(at("2026-02-27T09:00:00Z"));
            assertThat(office.previousClosing(at("2026-03-02T16:59:59.999999999Z")))
                    .contains(at("2026-02-27T17:00:00Z"));
        }

        @Test
        void neverComeRoundTheClock() {
            for (BusinessCalendar always : List.of(BusinessCalendar.alwaysOpen(), calendar("Asia/Tokyo", "24/7"))) {
                assertThat(always.nextClosing(at("2026-03-02T10:00:00Z"))).isEmpty();
                assertThat(always.previousClosing(at("2026-03-02T10:00:00Z"))).isEmpty();
                assertThat(always.previousOpening(at("2026-03-02T10:00:00Z"))).isEmpty();
            }
        }

        @Test
        void areFoundBehindYearsOfOpenTime() {
            BusinessCalendar rarely = builder("UTC", "24/7")
                    .holidays(HolidayCalendar.of(date("2000-02-29"), date("2050-02-28")))
                    .build();
            assertThat(rarely.nextClosing(at("2000-03-01T00:00:00Z"))).contains(at("2050-02-28T00:00:00Z"));
            assertThat(rarely.previousClosing(at("2050-02-27T00:00:00Z"))).contains(at("2000-02-29T00:00:00Z"));
        }
    }

    @Nested
    class AlwaysOpen {
        @Test
        void countsEverySecond() {
            Instant a = at("1950-05-05T05:05:05.5Z");
            Instant b = at("2150-05-05T05:05:05.25Z");
            assertThat(BusinessCalendar.alwaysOpen().elapsed(a, b)).isEqualTo(Duration.between(a, b));
            assertThat(BusinessCalendar.alwaysOpen().plus(b, Duration.between(b, a)))
                    .isEqualTo(a);
        }

        @Test
        void isNamed24x7() {
            assertThat(BusinessCalendar.alwaysOpen().name()).isEqualTo("24x7");
            assertThat(BusinessCalendar.alwaysOpen()).hasToString("24x7 [24/7]");
        }
    }

    @Nested
    class Explanations {
        @Test
        void nameTheCauseOfEveryClosedStretch() {
            BusinessCalendar calendar = builder("UTC", "Mon-Fri 09:00-17:00")
                    .holidays(HolidayCalendar.on(date("2026-12-25"), "Christmas Day"))
                    .special(date("2026-12-24"), "Christmas Eve", TimeRange.parse("09:00-13:00"))
                    .build();
            assertThat(calendar.explain(at("2026-12-23T16:00:00Z"), at("2026-12-28T10:00:00Z")))
                    .extracting(CalendarInterval::toString)
                    .containsExactly(
                            "2026-12-23T16:00:00Z/2026-12-23T17:00:00Z open",
                            "2026-12-23T17:00:00Z/2026-12-24T00:00:00Z outside hours",
                            "2026-12-24T00:00:00Z/2026-12-24T09:00:00Z special hours (Christmas Eve)",
                            "2026-12-24T09:00:00Z/2026-12-24T13:00:00Z open",
                            "2026-12-24T13:00:00Z/2026-12-25T00:00:00Z special hours (Christmas Eve)",
                            "2026-12-25T00:00:00Z/2026-12-26T00:00:00Z holiday (Christmas Day)",
                            "2026-12-26T00:00:00Z/2026-12-28T00:00:00Z day off",
                            "2026-12-28T00:00:00Z/2026-12-28T09:00:00Z outside hours",
                            "2026-12-28T09:00:00Z/2026-12-28T10:00:00Z open");
        }

        @Test
        void nameTheCalendarThatWasTakenOut() {
            BusinessCalendar maintenance = BusinessCalendar.builder("maintenance")
                    .zone("UTC")
                    .hours(WeeklyHours.parse("Mon 12:00-13:00"))
                    .build();
            assertThat(office.without(maintenance).explain(at("2026-03-02T11:00:00Z"), at("2026-03-02T14:00:00Z")))
                    .extracting(CalendarInterval::status, CalendarInterval::label)
                    .containsExactly(
                            tuple(CalendarInterval.Status.OPEN, ""),
                            tuple(CalendarInterval.Status.EXCLUDED, "maintenance"),
                            tuple(CalendarInterval.Status.OPEN, ""));
        }

        @Test
        void endWithTheQuestionToTheNanosecond() {
            Instant closing = at("2026-05-04T17:00:00Z");
            assertThat(office.explain(at("2026-05-04T16:00:00Z"), closing.plusNanos(1)))
                    .extracting(CalendarInterval::end)
                    .containsExactly(closing, closing.plusNanos(1));
            assertThat(office.explain(at("2026-05-04T16:00:00Z"), closing))
                    .extracting(CalendarInterval::end)
                    .containsExactly(closing);
        }

        @Test
        void ofNoTimeAreEmpty() {
            assertThat(office.explain(at("2026-03-02T11:00:00Z"), at("2026-03-02T11:00:00Z")))
                    .isEmpty();
        }
    }

    @Nested
    class Combined {
        private final BusinessCalendar berlin = calendar("Europe/Berlin", "Mon-Fri 09:00-17:00");
        private final BusinessCalendar newYork = calendar("America/New_York", "Mon-Fri 09:00-17:00");

        @Test
        void unionIsOpenWhenEitherIs() {
            assertThat(openOn(berlin.union(newYork), "2026-03-02", "2026-03-03"))
                    .isEqualTo(Duration.ofHours(14));
        }

        @Test
        void intersectionIsOpenWhenBothAre() {
            assertThat(openOn(berlin.intersection(newYork), "2026-03-02", "2026-03-03"))
                    .isEqualTo(Duration.ofHours(2));
        }

        @Test
        void withoutIsOpenWhenOnlyTheFirstIs() {
            assertThat(openOn(berlin.without(newYork), "2026-03-02", "2026-03-03"))
                    .isEqualTo(Duration.ofHours(6));
        }

        @Test
        void carryBothNamesAndTheZoneOfTheFirst() {
            assertThat(berlin.union(BusinessCalendar.alwaysOpen()).name()).isEqualTo("test or 24x7");
            assertThat(berlin.intersection(BusinessCalendar.alwaysOpen()).name())
                    .isEqualTo("test and 24x7");
            assertThat(berlin.without(BusinessCalendar.alwaysOpen()).name()).isEqualTo("test without 24x7");
            assertThat(newYork.union(berlin).zone()).isEqualTo(ZoneId.of("America/New_York"));
        }
    }

    @Nested
    class BuildersRefuse {
        private void refused(Runnable build, String... parts) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(build::run)
                    .satisfies(e -> assertThat(e.getMessage()).contains(parts));
        }

        @Test
        void anUnknownZone() {
            refused(() -> BusinessCalendar.builder("x").zone("Europe/Berlinn"), "\"Europe/Berlinn\"", "Europe/Berlin ");
        }

        @Test
        void aMissingZoneAndMissingHours() {
            refused(() -> BusinessCalendar.builder("Berlin").build(), "\"Berlin\"", "a zone", "weekly hours");
            refused(() -> BusinessCalendar.builder("Berlin").zone("UTC").build(), "needs weekly hours");
            refused(
                    () -> BusinessCalendar.builder("Berlin")
                            .hours(WeeklyHours.always())
                            .build(),
                    "needs a zone");
        }

        @Test
        void aBlankName() {
            refused(() -> BusinessCalendar.builder(" "), "\" \"", "not blank");
        }

        @Test
        void aBlankNewName() {
            refused(() -> office.withName(" "), "not blank");
        }

        @Test
        void overlappingSpecialHours() {
            refused(
                    () -> builder("UTC", "off")
                            .special(
                                    date("2026-12-24"), TimeRange.parse("12:00-14:00"), TimeRange.parse("09:00-12:30")),
                    "2026-12-24",
                    "09:00-12:30",
                    "12:00-14:00");
        }

        @Test
        void aDateWithSpecialHoursTwice() {
            refused(
                    () -> builder("UTC", "off")
                            .special(date("2026-12-24"), TimeRange.parse("09:00-12:30"))
                            .special(date("2026-12-24")),
                    "2026-12-24",
                    "already",
                    "09:00-12:30");
        }

        @Test
        void hoursGivenTwice() {
            refused(() -> builder("UTC", "off").hours(WeeklyHours.always()), "already", "off");
            refused(
                    () -> builder("UTC", "off")
                            .hoursFrom(date("2026-01-01"), WeeklyHours.always())
                            .hoursFrom(date("2026-01-01"), WeeklyHours.never()),
                    "2026-01-01",
                    "24/7");
        }
    }

    @Nested
    class Values {
        @Test
        void areEqualByNameAndDefinitionWhateverTheOrderOfBuilding() {
            BusinessCalendar one = BusinessCalendar.builder("a")
                    .zone("UTC")
                    .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                    .holidays(HolidayCalendar.of(date("2026-01-01")))
                    .holidays(HolidayCalendar.of(date("2026-12-25")))
                    .build();
            BusinessCalendar other = BusinessCalendar.builder("a")
                    .holidays(HolidayCalendar.of(date("2026-12-25"), date("2026-01-01")))
                    .hours(WeeklyHours.of(Map.of(
                            DayOfWeek.MONDAY, List.of(TimeRange.parse("9:00-17:00")),
                            DayOfWeek.TUESDAY, List.of(TimeRange.parse("9:00-17:00")),
                            DayOfWeek.WEDNESDAY, List.of(TimeRange.parse("9:00-17:00")),
                            DayOfWeek.THURSDAY, List.of(TimeRange.parse("9:00-17:00")),
                            DayOfWeek.FRIDAY, List.of(TimeRange.parse("9:00-17:00")))))
                    .zone(ZoneId.of("UTC"))
                    .build();
            one.isOpen(at("2026-03-02T10:00:00Z"));
            assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        }

        @Test
        void differByNameZoneOrHours() {
            assertThat(office)
                    .isNotEqualTo(calendar("UTC", "Mon-Fri 09:00-17:01"))
                    .isNotEqualTo(calendar("Europe/London", "Mon-Fri 09:00-17:00"))
                    .isNotEqualTo(BusinessCalendar.builder("other")
                            .zone("UTC")
                            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                            .build());
        }

        @Test
        void readAsNameAndDefinition() {
            BusinessCalendar calendar = builder("Europe/Berlin", "Mon-Fri 09:00-17:00")
                    .hoursFrom(date("2027-01-01"), WeeklyHours.parse("Mon-Fri 08:00-17:00"))
                    .holidays(HolidayCalendar.on(date("2026-12-25"), "Christmas Day"))
                    .special(date("2026-12-24"), TimeRange.parse("09:00-13:00"))
                    .special(date("2026-12-31"))
                    .build();
            assertThat(calendar)
                    .hasToString("test [Europe/Berlin, Mon-Fri 09:00-17:00, from 2027-01-01 Mon-Fri 08:00-17:00, "
                            + "2026-12-25 Christmas Day, 2026-12-24 [09:00-13:00], 2026-12-31 closed]");
        }

        @Test
        void areUntouchedByLaterUseOfTheirBuilder() {
            BusinessCalendar.Builder builder = builder("UTC", "24/7");
            BusinessCalendar before = builder.build();
            BusinessCalendar after = builder.special(date("2026-03-02")).build();
            assertThat(before.isOpen(at("2026-03-02T10:00:00Z"))).isTrue();
            assertThat(after.isOpen(at("2026-03-02T10:00:00Z"))).isFalse();
        }
    }

    @Nested
    class Nanoseconds {
        private static final long END = 7_289_654_400L * 1_000_000_000L;

        private long nanos(String text) {
            Instant at = Instant.parse(text);
            return at.getEpochSecond() * 1_000_000_000L + at.getNano();
        }

        private void due(String start, String amount, String due) {
            assertThat(office.plusNanos(nanos(start), Duration.parse(amount).toNanos()))
                    .isEqualTo(nanos(due));
        }

        @Test
        void areMeasuredToTheLast() {
            assertThat(office.elapsedNanos(
                            nanos("2026-05-04T09:30:00.000000007Z"), nanos("2026-05-04T10:00:00.000000003Z")))
                    .isEqualTo(1_799_999_999_996L);
        }

        @Test
        void ofClosedTimeDoNotCount() {
            assertThat(office.elapsedNanos(nanos("2026-05-04T08:00:00.7Z"), nanos("2026-05-04T17:00:00.3Z")))
                    .isEqualTo(Duration.ofHours(8).toNanos());
        }

        @Test
        void addUpToWholeSeconds() {
            due("2026-05-04T10:00:00.3Z", "PT1H0.8S", "2026-05-04T11:00:01.1Z");
            due("2026-05-04T10:00:00.3Z", "PT1H0.2S", "2026-05-04T11:00:00.5Z");
            due("2026-05-04T10:00:00.6Z", "PT0.4S", "2026-05-04T10:00:01Z");
        }

        @Test
        void landOnTheClosingInstant() {
            due("2026-05-04T16:59:59.6Z", "PT0.4S", "2026-05-04T17:00:00Z");
            due("2026-05-04T10:00:00Z", "PT7H", "2026-05-04T17:00:00Z");
            due("2026-05-04T08:00:00.9Z", "PT8H", "2026-05-04T17:00:00Z");
        }

        @Test
        void landOnTheOpeningInstantBackwards() {
            due("2026-05-05T09:00:01Z", "PT-1S", "2026-05-05T09:00:00Z");
            due("2026-05-05T09:00:01Z", "PT-1.5S", "2026-05-04T16:59:59.5Z");
            due("2026-05-05T09:00:01Z", "PT-2S", "2026-05-04T16:59:59Z");
        }

        @Test
        void landOnTheOpeningInstantBackwardsAlsoWhenFractionsMakeASecond() {
            due("2026-05-05T09:00:01.5Z", "PT-1.5S", "2026-05-05T09:00:00Z");
            assertThat(office.plus(at("2026-05-05T09:00:01.5Z"), Duration.ofMillis(-1_500)))
                    .isEqualTo(at("2026-05-05T09:00:00Z"));
        }

        @Test
        void ofNoAmountAreTheStartEvenWhenClosed() {
            due("2026-05-04T03:00:00.5Z", "PT0S", "2026-05-04T03:00:00.5Z");
        }

        @Test
        void reachTheVeryEndOfTheSupportedYears() {
            BusinessCalendar always = BusinessCalendar.alwaysOpen();
            assertThat(always.elapsedNanos(END - 1, END)).isEqualTo(1);
            assertThat(always.elapsedNanos(END, END - 1)).isEqualTo(-1);
            assertThat(always.plusNanos(END, -1)).isEqualTo(END - 1);
            assertThat(always.plusNanos(END - 1, 1)).isEqualTo(END);
        }

        @Test
        void endWithTheSupportedYears() {
            assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> office.elapsedNanos(0, END + 1));
            assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> office.elapsedNanos(END + 1, 0));
            assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> office.plusNanos(END + 1, 0));
        }
    }

    @Nested
    class ManyAtOnce {
        @Test
        void answerEachForItself() {
            long hour = Duration.ofHours(1).toNanos();
            long monday = at("2026-05-04T00:00:00Z").getEpochSecond() * 1_000_000_000L;
            long[] into = new long[3];
            office.plusNanos(new long[] {monday, monday + 10 * hour}, new long[] {hour, hour}, into);
            assertThat(into).containsExactly(monday + 10 * hour, monday + 11 * hour, 0);
            office.elapsedNanos(new long[] {monday, monday}, new long[] {monday + 10 * hour, monday}, into);
            assertThat(into).containsExactly(hour, 0, 0);
        }

        @Test
        void refuseArraysThatDoNotMatch() {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> office.elapsedNanos(new long[2], new long[3], new long[3]))
                    .withMessageContaining("2, 3 and 3");
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> office.plusNanos(new long[3], new long[3], new long[2]));
        }
    }

    @Test
    void aCombinedCalendarMovesToAnotherZoneWithAllItsParts() {
        BusinessCalendar lunch = calendar("UTC", "Mon-Fri 12:00-13:00");
        BusinessCalendar moved = office.without(lunch).inZone(ZoneId.of("Asia/Tokyo"));
        assertThat(moved.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(moved.openIntervals(at("2026-05-04T00:00:00Z"), at("2026-05-05T00:00:00Z")))
                .containsExactly(
                        interval("2026-05-04T00:00:00Z", "2026-05-04T03:00:00Z"),
                        interval("2026-05-04T04:00:00Z", "2026-05-04T08:00:00Z"));
    }

    @Test
    void aCombinedCalendarReadsAsItsParts() {
        assertThat(office.without(calendar("UTC", "24/7")))
                .hasToString(
                        "test without test [(UTC, Mon-Fri 09:00-17:00, no holidays) without (UTC, 24/7, no holidays)]");
    }

    @Test
    void anIntersectionIsExplainedByThePartThatIsClosed() {
        BusinessCalendar early = calendar("UTC", "Mon-Fri 06:00-12:00; Sat 06:00-12:00");
        assertThat(office.intersection(early).explain(at("2026-05-08T08:00:00Z"), at("2026-05-09T08:00:00Z")))
                .extracting(CalendarInterval::start, CalendarInterval::end, CalendarInterval::status)
                .containsExactly(
                        tuple(
                                at("2026-05-08T08:00:00Z"),
                                at("2026-05-08T09:00:00Z"),
                                CalendarInterval.Status.OUTSIDE_HOURS),
                        tuple(at("2026-05-08T09:00:00Z"), at("2026-05-08T12:00:00Z"), CalendarInterval.Status.OPEN),
                        tuple(
                                at("2026-05-08T12:00:00Z"),
                                at("2026-05-09T00:00:00Z"),
                                CalendarInterval.Status.OUTSIDE_HOURS),
                        tuple(at("2026-05-09T00:00:00Z"), at("2026-05-09T08:00:00Z"), CalendarInterval.Status.DAY_OFF));
    }

    @Test
    void spansOfDatesAndYearlyDatesCloseAndAreNamedInEveryYear() {
        BusinessCalendar calendar = builder("UTC", "09:00-17:00")
                .holidays(HolidayCalendar.yearly(MonthDay.of(5, 1), "Labour Day"))
                .closed(DateRange.of(date("2026-05-02"), date("2026-05-03")), "Stocktaking")
                .build();
        assertThat(calendar.explain(at("2026-05-01T00:00:00Z"), at("2026-05-04T09:00:00Z")))
                .extracting(CalendarInterval::start, CalendarInterval::status, CalendarInterval::label)
                .containsExactly(
                        tuple(at("2026-05-01T00:00:00Z"), CalendarInterval.Status.HOLIDAY, "Labour Day"),
                        tuple(at("2026-05-02T00:00:00Z"), CalendarInterval.Status.HOLIDAY, "Stocktaking"),
                        tuple(at("2026-05-04T00:00:00Z"), CalendarInterval.Status.OUTSIDE_HOURS, ""));
        assertThat(calendar.isOpen(at("2031-05-01T12:00:00Z"))).isFalse();
        assertThat(calendar.isOpen(at("2031-05-02T12:00:00Z"))).isTrue();
    }

    @Test
    void aNightShiftOfADateThatTheZoneSkippedIsNoBusinessDay() {
        BusinessCalendar apia = calendar("Pacific/Apia", "22:00-06:00");
        assertThat(apia.isBusinessDay(date("2011-12-29"))).isTrue();
        assertThat(apia.isBusinessDay(date("2011-12-30"))).isFalse();
        assertThat(apia.isBusinessDay(date("2011-12-31"))).isTrue();
    }

    @Test
    void moreRangesThanAYearCanHoldAreRefused() {
        BusinessCalendar.Builder fragments = builder("UTC", "off");
        TimeRange[] seconds = new TimeRange[43_200];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = TimeRange.of(LocalTime.ofSecondOfDay(2L * i), LocalTime.ofSecondOfDay(2L * i + 1));
        }
        fragments.special(date("2026-05-04"), seconds);
        BusinessCalendar oneDay = fragments.build();
        assertThat(oneDay.elapsed(at("2026-05-04T00:00:00Z"), at("2026-05-05T00:00:00Z")))
                .isEqualTo(Duration.ofHours(12));
        assertThat(oneDay.plus(at("2026-05-04T00:00:00Z"), Duration.ofSeconds(30_001)))
                .isEqualTo(at("2026-05-04T16:40:01Z"));
        BusinessCalendar twoDays =
                fragments.special(date("2026-05-05"), seconds).build();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> twoDays.isOpen(at("2026-05-04T00:00:00Z")))
                .withMessageContaining("86400 separate open intervals");
    }

    @Test
    void differentNamesSpreadOverHashTables() {
        assertThat(office.withName("another")).doesNotHaveSameHashCodeAs(office);
    }

    @Test
    void aFractionOfASecondAtTheBeginningOfAGapIsDropped() {
        BusinessCalendar berlin = calendar("Europe/Berlin", "Mon-Sun 00:00-24:00");
        assertThat(berlin.at(date("2026-03-29"), LocalTime.of(2, 0, 0, 500_000_000)))
                .isEqualTo(at("2026-03-29T01:00:00Z"));
    }

    @Test
    @Tag("exploring") // too long for PIT to repeat for every mutant
    void eightThreadsGrowingOneFreshCalendarAgreeWithOneThread() throws Exception {
        for (int round = 0; round < 20; round++) {
            BusinessCalendar shared = calendar("Europe/Berlin", "Mon-Fri 09:00-12:00,13:00-17:30; Sat 22:00-04:00");
            BusinessCalendar alone = calendar("Europe/Berlin", "Mon-Fri 09:00-12:00,13:00-17:30; Sat 22:00-04:00");
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                CountDownLatch start = new CountDownLatch(1);
                List<Future<List<Object>>> answers = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    long seed = round * 8L + thread;
                    answers.add(threads.submit(() -> {
                        start.await();
                        return askRandomYears(shared, seed);
                    }));
                }
                start.countDown();
                for (int thread = 0; thread < 8; thread++) {
                    assertThat(answers.get(thread).get()).isEqualTo(askRandomYears(alone, round * 8L + thread));
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static List<Object> askRandomYears(BusinessCalendar calendar, long seed) {
        Random random = new Random(seed);
        List<Object> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Instant from = at("1911-01-01T00:00:00Z").plusSeconds((long) (random.nextDouble() * 285 * 31_556_952L));
            Instant to = from.plusSeconds(random.nextInt(100_000_000));
            answers.add(calendar.elapsed(from, to));
            answers.add(calendar.plus(from, Duration.ofSeconds(random.nextInt(20_000_000))));
            answers.add(calendar.nextClosing(to));
            answers.add(calendar.previousClosing(from));
        }
        return answers;
    }

    @Test
    void anIndexThatGrewForwardsAndBackwardsStillAddsUp() {
        Optional<Instant> closing = office.nextClosing(at("2050-01-01T00:00:00Z"));
        office.isOpen(at("1912-01-01T00:00:00Z"));
        office.isOpen(at("2190-01-01T00:00:00Z"));
        assertThat(office.nextClosing(at("2050-01-01T00:00:00Z"))).isEqualTo(closing);
        // 1 January 2001 is a Monday; 400 weeks later nothing has been lost.
        assertThat(office.elapsed(
                        at("2001-01-01T00:00:00Z"), at("2001-01-01T00:00:00Z").plusSeconds(400 * 604_800L)))
                .isEqualTo(Duration.ofHours(400 * 40));
    }
}
