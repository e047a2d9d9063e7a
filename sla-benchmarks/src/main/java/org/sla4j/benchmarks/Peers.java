package org.sla4j.benchmarks;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jbpm.process.core.timer.BusinessCalendarImpl;
import org.kie.api.time.SessionClock;
import org.mpxj.DayType;
import org.mpxj.LocalTimeRange;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectCalendarHours;
import org.mpxj.ProjectFile;
import org.mpxj.TimeUnit;

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
}
