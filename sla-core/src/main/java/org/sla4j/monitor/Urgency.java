package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/**
 * The order in which to work on cases, and which are the first, found from numbers in arrays.
 *
 * <p>While a clock runs, what it has left falls by the open time of its calendar. So the sum of what is left and of the open time since
 * some fixed instant, the mark, stays the same until something happens to the case. For each case, by its number, one mark is kept
 * for each calendar by which clocks of it run: 12 bytes. Not thread-safe.
 */
final class Urgency {
    private static final long NONE = Long.MAX_VALUE;

    /** A case with the least time that one of its running clocks has left. */
    record Rated(ServiceCase subject, long left) {
        private static final Comparator<Rated> MOST_URGENT_FIRST = Comparator.comparingLong(Rated::left)
                .thenComparing(Rated::severity)
                .thenComparing(rated -> rated.subject().id());

        Severity severity() {
            return subject.severity();
        }
    }

    /** A calendar, and since when its open time is counted. */
    private record Course(BusinessCalendar calendar, long since) {
        long passed(long at) {
            return calendar.elapsedNanos(since, at);
        }
    }

    /** At most one mark a case. */
    private static final class Column {
        private long[] marks = {};
        private int[] courses = {};

        /** Keeps a mark unless the case has one here of another course; of two of one course the smaller. */
        boolean keep(int number, int course, long mark) {
            if (number >= marks.length) {
                int length = marks.length;
                marks = Arrays.copyOf(marks, number + number / 4 + 16);
                courses = Arrays.copyOf(courses, marks.length);
                Arrays.fill(marks, length, marks.length, NONE);
            }
            if (marks[number] != NONE && courses[number] != course) {
                return false;
            }
            marks[number] = Math.min(marks[number], mark);
            courses[number] = course;
            return true;
        }

        void forget(int number) {
            if (number < marks.length) {
                marks[number] = NONE;
            }
        }

        long left(int number, long[] passed) {
            long mark = number < marks.length ? marks[number] : NONE;
            return mark == NONE ? NONE : mark - passed[courses[number]];
        }
    }

    private final List<Course> courses = new ArrayList<>();
    /** As many as one case has had running clocks of different calendars. */
    private final List<Column> columns = new ArrayList<>();

    static Comparator<ServiceCase> order(Instant now) {
        long time = Times.nanos(now);
        return Comparator.comparing(subject -> new Rated(subject, left(subject, time)), Rated.MOST_URGENT_FIRST);
    }

    static List<ServiceCase> first(int n, List<Rated> candidates) {
        return candidates.stream()
                .sorted(Rated.MOST_URGENT_FIRST)
                .limit(n)
                .map(Rated::subject)
                .toList();
    }

    private static long left(ServiceCase subject, long now) {
        long least = NONE;
        for (SlaClock clock : subject.clocks().values()) {
            if (clock.phase() == Phase.RUNNING) {
                least = Math.min(least, clock.remainingNanos(Math.max(now, Times.nanos(clock.changedAt()))));
            }
        }
        return least;
    }

    /** Marks a case in place of what is known of its number; {@code at} is any instant at or after its last event. */
    void mark(int number, ServiceCase subject, long at) {
        forget(number);
        for (SlaClock clock : subject.clocks().values()) {
            if (clock.phase() == Phase.RUNNING) {
                int course = course(clock.target().countingCalendar(), at);
                mark(
                        number,
                        course,
                        clock.remainingNanos(at) + courses.get(course).passed(at));
            }
        }
    }

    private int course(BusinessCalendar calendar, long at) {
        for (int i = 0; i < courses.size(); i++) {
            if (courses.get(i).calendar().equals(calendar)) {
                return i;
            }
        }
        courses.add(new Course(calendar, at));
        return courses.size() - 1;
    }

    private void mark(int number, int course, long mark) {
        for (Column column : columns) {
            if (column.keep(number, course, mark)) {
                return;
            }
        }
        Column column = new Column();
        column.keep(number, course, mark);
        columns.add(column);
    }

    void forget(int number) {
        columns.forEach(column -> column.forget(number));
    }

    /** Returns the cases with the least time left: so many, and all that have as little as the last of them. */
    List<Rated> least(int n, long now, CaseTable cases) {
        long[] passed = courses.stream().mapToLong(course -> course.passed(now)).toArray();
        int end = columns.stream().mapToInt(column -> column.marks.length).max().orElse(0);
        long most = nthLeast(n, end, passed);
        List<Rated> rated = new ArrayList<>();
        for (int number = 0; number < end; number++) {
            long left = left(number, passed);
            if (left <= most && left != NONE) {
                rated.add(new Rated(cases.get(number).serviceCase(), left));
            }
        }
        return rated;
    }

    private long nthLeast(int n, int end, long[] passed) {
        if (n == 0) {
            return Long.MIN_VALUE;
        }
        PriorityQueue<Long> least = new PriorityQueue<>(Comparator.reverseOrder());
        long most = NONE;
        for (int number = 0; number < end; number++) {
            long left = left(number, passed);
            if (left < most) {
                least.add(left);
                if (least.size() > n) {
                    least.remove();
                }
                most = least.size() == n ? least.element() : NONE;
            }
        }
        return most;
    }

    private long left(int number, long[] passed) {
        long least = NONE;
        for (Column column : columns) {
            least = Math.min(least, column.left(number, passed));
        }
        return least;
    }
}
