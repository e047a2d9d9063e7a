package org.sla4j.benchmarks;

import com.opengamma.strata.basics.date.HolidayCalendarId;
import com.opengamma.strata.basics.date.ImmutableHolidayCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.objectlab.kit.datecalc.common.DateCalculator;
import net.objectlab.kit.datecalc.common.DefaultHolidayCalendar;
import net.objectlab.kit.datecalc.jdk8.LocalDateKitCalculatorsFactory;
import net.time4j.PlainDate;
import net.time4j.PlainTime;
import net.time4j.Weekday;
import net.time4j.range.ClockInterval;
import net.time4j.range.DateInterval;
import net.time4j.range.DayPartitionBuilder;
import net.time4j.range.DayPartitionRule;
import net.time4j.range.MomentInterval;
import net.time4j.tz.TZID;
import net.time4j.tz.Timezone;
import one.cafebabe.businesscalendar4j.BusinessHourSlot;
import org.jbpm.process.core.timer.BusinessCalendarImpl;
import org.kie.api.time.SessionClock;
import org.mpxj.DayType;
import org.mpxj.LocalTimeRange;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectCalendarHours;
import org.mpxj.ProjectFile;
import org.mpxj.TimeUnit;
import org.quartz.impl.calendar.DailyCalendar;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.impl.calendar.WeeklyCalendar;

/** The {@link Office} as the peers describe it, each with instants in and out. */
final class Peers {
    private Peers() {}

    static DayLoop dayLoop() {
        return new DayLoop(Office.ZONE, Office.HOLIDAYS, Office.RANGES);
    }

    static Mpxj mpxj() {
        return new Mpxj();
    }

    static Jbpm jbpm() {
        return new Jbpm();
    }

    /** MPXJ's ProjectCalendar. It reads local times, and measures in minutes. */
    static final class Mpxj {
        private final ProjectCalendar calendar = new ProjectFile().addCalendar();

        private Mpxj() {
            for (DayOfWeek day : DayOfWeek.values()) {
                boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
                calendar.setCalendarDayType(day, weekend ? DayType.NON_WORKING : DayType.WORKING);
                ProjectCalendarHours hours = calendar.addCalendarHours(day);
                if (!weekend) {
                    Office.RANGES.forEach(range -> hours.add(new LocalTimeRange(range.from(), range.to())));
                }
            }
            Office.HOLIDAYS.forEach(calendar::addCalendarException);
        }

        Duration elapsed(Instant start, Instant end) {
            double minutes =
                    calendar.getWork(local(start), local(end), TimeUnit.MINUTES).getDuration();
            return Duration.ofMinutes(Math.round(minutes));
        }

        Instant plus(Instant start, Duration amount) {
            return calendar.getDate(
                            local(start), org.mpxj.Duration.getInstance((double) amount.toMinutes(), TimeUnit.MINUTES))
                    .atZone(Office.ZONE)
                    .toInstant();
        }

        private static LocalDateTime local(Instant instant) {
            return LocalDateTime.ofInstant(instant, Office.ZONE);
        }
    }

    /**
     * jBPM 7's BusinessCalendarImpl: one window a day from hour to hour, so it models {@link Office#plain()}. It counts from
     * the time of its session clock, takes the amount as text, and answers the next opening where the amount ends with a day.
     */
    static final class Jbpm {
        private final BusinessCalendarImpl calendar;
        private long now;

        private Jbpm() {
            Properties properties = new Properties();
            properties.setProperty(BusinessCalendarImpl.DAYS_PER_WEEK, "5");
            properties.setProperty(BusinessCalendarImpl.HOURS_PER_DAY, "8");
            properties.setProperty(BusinessCalendarImpl.START_HOUR, "9");
            properties.setProperty(BusinessCalendarImpl.END_HOUR, "17");
            properties.setProperty(BusinessCalendarImpl.WEEKEND_DAYS, "7,1");
            properties.setProperty(BusinessCalendarImpl.HOLIDAY_DATE_FORMAT, "yyyy-MM-dd");
            properties.setProperty(
                    BusinessCalendarImpl.HOLIDAYS,
                    new TreeSet<>(Office.HOLIDAYS)
                            .stream().map(LocalDate::toString).collect(Collectors.joining(",")));
            properties.setProperty(BusinessCalendarImpl.TIMEZONE, Office.ZONE.getId());
            SessionClock clock = () -> now;
            calendar = new BusinessCalendarImpl(properties, clock);
        }

        /** An amount in jBPM's words, made ahead so that the measurement does not pay for it. */
        static List<String> words(Duration[] amounts) {
            return List.of(amounts).stream()
                    .map(amount -> amount.toHours() + "h" + amount.toMinutesPart() + "m")
                    .collect(Collectors.toList());
        }

        Instant plus(Instant start, String amount) {
            now = start.toEpochMilli();
            return calendar.calculateBusinessTimeAsDate(amount).toInstant();
        }
    }

    /** businessCalendar4j: it lists the opening hours of a date in local time; what is in them is for the caller to add up. */
    static final class BusinessCalendar4j {
        private final one.cafebabe.businesscalendar4j.BusinessCalendar calendar =
                one.cafebabe.businesscalendar4j.BusinessCalendar.newBuilder()
                        .holiday(one.cafebabe.businesscalendar4j.BusinessCalendar.CLOSED_ON_SATURDAYS_AND_SUNDAYS)
                        .holiday(date -> Office.HOLIDAYS.contains(date) ? "holiday" : null)
                        .hours("9 - 12, 13 - 17")
                        .build();

        Duration elapsed(Instant start, Instant end) {
            Duration sum = Duration.ZERO;
            LocalDate last = end.atZone(Office.ZONE).toLocalDate();
            for (LocalDate date = start.atZone(Office.ZONE).toLocalDate();
                    !date.isAfter(last);
                    date = date.plusDays(1)) {
                for (BusinessHourSlot slot : calendar.getBusinessHourSlots(date)) {
                    sum = sum.plus(clipped(instant(slot.from()), instant(slot.to()), start, end));
                }
            }
            return sum;
        }

        Instant plus(Instant start, Duration amount) {
            Duration left = amount;
            for (LocalDate date = start.atZone(Office.ZONE).toLocalDate(); ; date = date.plusDays(1)) {
                for (BusinessHourSlot slot : calendar.getBusinessHourSlots(date)) {
                    Instant from = later(instant(slot.from()), start);
                    Duration available = Duration.between(from, instant(slot.to()));
                    if (available.compareTo(left) >= 0) {
                        return from.plus(left);
                    }
                    left = available.isNegative() ? left : left.minus(available);
                }
            }
        }

        private static Instant instant(LocalDateTime local) {
            return local.atZone(Office.ZONE).toInstant();
        }
    }

    /** Time4J's day partitions: the opening hours of an interval of dates as a stream of intervals between moments. */
    static final class Time4j {
        private static final int FAR = 3_000;

        private final TZID zone = Timezone.of(Office.ZONE.getId()).getID();
        private final DayPartitionRule rule;

        private Time4j() {
            DayPartitionBuilder builder = new DayPartitionBuilder();
            Office.RANGES.forEach(range -> builder.addWeekdayRule(
                    Weekday.MONDAY,
                    Weekday.FRIDAY,
                    ClockInterval.between(PlainTime.from(range.from()), PlainTime.from(range.to()))));
            Office.HOLIDAYS.forEach(date -> builder.addExclusion(PlainDate.from(date)));
            rule = builder.build();
        }

        Duration elapsed(Instant start, Instant end) {
            Duration sum = Duration.ZERO;
            Iterator<MomentInterval> open = open(start, end.atZone(Office.ZONE).toLocalDate());
            while (open.hasNext()) {
                MomentInterval range = open.next();
                sum = sum.plus(clipped(range.getStartAsInstant(), range.getEndAsInstant(), start, end));
            }
            return sum;
        }

        Instant plus(Instant start, Duration amount) {
            Duration left = amount;
            Iterator<MomentInterval> open =
                    open(start, start.atZone(Office.ZONE).toLocalDate().plusDays(FAR));
            while (true) {
                MomentInterval range = open.next();
                Instant from = later(range.getStartAsInstant(), start);
                Duration available = Duration.between(from, range.getEndAsInstant());
                if (available.compareTo(left) >= 0) {
                    return from.plus(left);
                }
                left = available.isNegative() ? left : left.minus(available);
            }
        }

        private Iterator<MomentInterval> open(Instant start, LocalDate last) {
            return DateInterval.between(start.atZone(Office.ZONE).toLocalDate(), last)
                    .streamPartitioned(rule, zone)
                    .iterator();
        }
    }

    /** ObjectLab's date calculator: whole days. It keeps a current date, so it is for one thread. */
    static final class ObjectLab {
        private final DateCalculator<LocalDate> calculator;

        private ObjectLab() {
            LocalDateKitCalculatorsFactory factory = new LocalDateKitCalculatorsFactory();
            factory.registerHolidays("office", new DefaultHolidayCalendar<>(Office.HOLIDAYS));
            calculator =
                    factory.getDateCalculator("office", net.objectlab.kit.datecalc.common.HolidayHandlerType.FORWARD);
        }

        int daysBetween(LocalDate start, LocalDate end) {
            return calculator.getNumberOfBusinessDaysBetween(start, end);
        }

        LocalDate plusDays(LocalDate start, int days) {
            return calculator.setStartDate(start).moveByBusinessDays(days).getCurrentBusinessDate();
        }
    }

    /** OpenGamma Strata's holiday calendar: whole days, as bits of months. */
    static final class Strata {
        private final ImmutableHolidayCalendar calendar = ImmutableHolidayCalendar.of(
                HolidayCalendarId.of("office"), Office.HOLIDAYS, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

        int daysBetween(LocalDate start, LocalDate end) {
            return calendar.daysBetween(start, end);
        }

        LocalDate plusDays(LocalDate start, int days) {
            return calendar.shift(start, days);
        }
    }

    /** Quartz's calendars, which exclude times from schedules: is it open, and when is it next. They know one range a day. */
    static final class Quartz {
        private final DailyCalendar calendar;

        private Quartz() {
            TimeZone zone = TimeZone.getTimeZone(Office.ZONE);
            HolidayCalendar holidays = new HolidayCalendar(new WeeklyCalendar(null, zone), zone);
            Office.HOLIDAYS.forEach(date -> holidays.addExcludedDate(
                    Date.from(date.atStartOfDay(Office.ZONE).toInstant())));
            calendar = new DailyCalendar(holidays, "09:00", "17:00");
            calendar.setTimeZone(zone);
            calendar.setInvertTimeRange(true);
        }

        boolean isOpen(Instant at) {
            return calendar.isTimeIncluded(at.toEpochMilli());
        }

        /** The next time included is asked for after a millisecond, so the one before it. */
        Instant nextOpening(Instant at) {
            return Instant.ofEpochMilli(calendar.getNextIncludedTime(at.toEpochMilli() - 1));
        }
    }

    private static Duration clipped(Instant open, Instant close, Instant start, Instant end) {
        Instant from = later(open, start);
        Instant to = close.isBefore(end) ? close : end;
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    static BusinessCalendar4j businessCalendar4j() {
        return new BusinessCalendar4j();
    }

    static Time4j time4j() {
        return new Time4j();
    }

    static ObjectLab objectLab() {
        return new ObjectLab();
    }

    static Strata strata() {
        return new Strata();
    }

    static Quartz quartz() {
        return new Quartz();
    }
}
