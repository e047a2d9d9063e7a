package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.sla4j.calendar.CalendarArbitraries.Probe;
import org.sla4j.calendar.CalendarArbitraries.Sample;
import org.sla4j.calendar.CalendarArbitraries.Trio;

class BusinessCalendarProperties {
    private static final AtomicLong CHECKED = new AtomicLong();

    @Provide
    Arbitrary<Sample> samples() {
        return CalendarArbitraries.samples();
    }

    @Provide
    Arbitrary<Sample> samplesForTheOracle() {
        return CalendarArbitraries.samplesForTheOracle();
    }

    @Provide
    Arbitrary<Trio> trios() {
        return CalendarArbitraries.trios();
    }

    @AfterContainer
    static void reportHowMuchWasCompared() {
        System.out.println("Compared with the minute-by-minute oracle: " + CHECKED + " (calendar, instant, amount)");
    }

    @Property
    void everyAnswerIsThatOfTheMinuteByMinuteOracle(@ForAll("samplesForTheOracle") Sample sample) {
        compare(sample.calendar(), sample.oracle(), sample);
    }

    @Property
    void combinedCalendarsAnswerAsTheOracleDoesPointByPoint(
            @ForAll("trios") Trio trio, @ForAll @IntRange(max = 3) int operation) {
        Sample s = trio.a();
        BusinessCalendar a = s.calendar();
        BusinessCalendar b = trio.b().build("b");
        BusinessCalendar c = trio.c().build("c");
        MinuteByMinuteCalendar oracleA = s.oracle();
        MinuteByMinuteCalendar oracleB = MinuteByMinuteCalendar.of(trio.b(), s.from(), s.until());
        MinuteByMinuteCalendar oracleC = MinuteByMinuteCalendar.of(trio.c(), s.from(), s.until());
        switch (operation) {
            case 0 -> compare(a.union(b), oracleA.with((x, y) -> x || y, oracleB), s);
            case 1 -> compare(a.intersection(b), oracleA.with((x, y) -> x && y, oracleB), s);
            case 2 -> compare(a.without(b), oracleA.with((x, y) -> x && !y, oracleB), s);
            default ->
                compare(
                        a.union(b).without(c),
                        oracleA.with((x, y) -> x || y, oracleB).with((x, y) -> x && !y, oracleC),
                        s);
        }
    }

    private static void compare(BusinessCalendar calendar, MinuteByMinuteCalendar oracle, Sample sample) {
        for (Probe probe : sample.probes()) {
            Instant at = probe.at();
            Duration amount = probe.amount();
            same("elapsed to " + probe.to(), oracle.elapsed(at, probe.to()), calendar.elapsed(at, probe.to()), probe);
            same("isOpen", oracle.isOpen(at), calendar.isOpen(at), probe);
            within("plus", oracle.plus(at, amount), plus(calendar, at, amount), sample, probe);
            within("nextOpening", oracle.nextOpening(at), calendar.nextOpening(at), sample, probe);
            within("nextClosing", oracle.nextClosing(at), calendar.nextClosing(at), sample, probe);
            within("previousClosing", oracle.previousClosing(at), calendar.previousClosing(at), sample, probe);
            CHECKED.incrementAndGet();
        }
    }

    private static Optional<Instant> plus(BusinessCalendar calendar, Instant start, Duration amount) {
        try {
            return Optional.of(calendar.plus(start, amount));
        } catch (NoBusinessTimeException e) {
            return Optional.empty();
        }
    }

    /** Where the oracle's window has no answer, the calendar must have none in the window either. */
    private static void within(
            String what, Optional<Instant> expected, Optional<Instant> actual, Sample sample, Probe probe) {
        if (expected.isPresent()) {
            same(what, expected, actual, probe);
        } else if (actual.isPresent()
                && actual.get().isAfter(Instant.ofEpochSecond(sample.from()))
                && actual.get().isBefore(Instant.ofEpochSecond(sample.until()))) {
            fail("%s of %s should be beyond the window but was %s", what, probe, actual);
        }
    }

    private static void same(String what, Object expected, Object actual, Probe probe) {
        if (!expected.equals(actual)) {
            fail("%s of %s should be %s but was %s", what, probe, expected, actual);
        }
    }

    @Property
    void elapsedIsAdditive(@ForAll("samples") Sample sample) {
        BusinessCalendar calendar = sample.calendar();
        List<Probe> probes = sample.probes();
        for (int i = 1; i < probes.size(); i++) {
            Instant a = probes.get(i - 1).at();
            Instant b = probes.get(i).at();
            Instant c = probes.get(i).to();
            assertThat(calendar.elapsed(a, b).plus(calendar.elapsed(b, c))).isEqualTo(calendar.elapsed(a, c));
        }
    }

    @Property
    void elapsedBackwardsIsTheNegativeOfElapsedForwards(@ForAll("samples") Sample sample) {
        BusinessCalendar calendar = sample.calendar();
        for (Probe p : sample.probes()) {
            assertThat(calendar.elapsed(p.to(), p.at()))
                    .isEqualTo(calendar.elapsed(p.at(), p.to()).negated());
        }
    }

    @Property
    void elapsedNeverExceedsTheTimeOnTheWall(@ForAll("samples") Sample sample) {
        BusinessCalendar calendar = sample.calendar();
        for (Probe p : sample.probes()) {
            assertThat(calendar.elapsed(p.at(), p.to()).abs())
                    .isLessThanOrEqualTo(Duration.between(p.at(), p.to()).abs());
        }
    }

    @Property
    void plusInvertsElapsed(@ForAll("samples") Sample sample) {
        BusinessCalendar calendar = sample.calendar();
        for (Probe p : sample.probes()) {
            plus(calendar, p.at(), p.amount())
                    .ifPresent(t -> assertThat(calendar.elapsed(p.at(), t)).isEqualTo(p.amount()));
        }
    }

    @Property
    void plusOfAPositiveAmountIsTheEarliestAndOfANegativeOneTheLatest(@ForAll("samples") Sample sample) {
        BusinessCalendar calendar = sample.calendar();
        for (Probe p : sample.probes()) {
            Optional<Instant> found = plus(calendar, p.at(), p.amount());
            if (found.isPresent() && !p.amount().isZero()) {
                Instant inward = found.get().plusNanos(p.amount().isNegative() ? 1 : -1);
                assertThat(calendar.elapsed(p.at(), inward).abs())
                        .isLessThan(p.amount().abs());
            }
        }
    }

    @Property
    void plusGrowsWithTheAmountAndWithTheStart(@ForAll("samples") Sample sample) {
        BusinessCalendar calendar = sample.calendar();
        for (int i = 1; i < sample.probes().size(); i++) {
            Probe p = sample.probes().get(i - 1);
            Probe q = sample.probes().get(i);
            Instant start = p.at().isBefore(q.at()) ? p.at() : q.at();
            Instant later = p.at().isBefore(q.at()) ? q.at() : p.at();
            Duration less = p.amount().compareTo(q.amount()) < 0 ? p.amount() : q.amount();
            Duration more = less.equals(p.amount()) ? q.amount() : p.amount();
            Optional<Instant> base = plus(calendar, start, less);
            Optional<Instant> further = plus(calendar, start, more);
            Optional<Instant> fromLater = plus(calendar, later, less);
            if (base.isPresent() && further.isPresent()) {
                assertThat(further.get()).isAfterOrEqualTo(base.get());
            }
            if (base.isPresent() && fromLater.isPresent()) {
                assertThat(fromLater.get()).isAfterOrEqualTo(base.get());
            }
        }
    }

    @Property
    void nanosecondsAnswerAsInstantsDo(@ForAll("samples") Sample sample) {
        BusinessCalendar calendar = sample.calendar();
        for (Probe p : sample.probes()) {
            assertThat(calendar.elapsedNanos(nanos(p.at()), nanos(p.to())))
                    .isEqualTo(calendar.elapsed(p.at(), p.to()).toNanos());
            Optional<Instant> due = plus(calendar, p.at(), p.amount());
            if (due.isPresent()) {
                assertThat(calendar.plusNanos(nanos(p.at()), p.amount().toNanos()))
                        .isEqualTo(nanos(due.get()));
            }
        }
    }

    private static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    }

    @Property
    void manyAtOnceAnswerAsOneByOne(@ForAll("samples") Sample sample) {
        BusinessCalendar calendar = sample.calendar();
        List<Probe> probes = sample.probes().stream()
                .filter(p -> plus(calendar, p.at(), p.amount()).isPresent())
                .toList();
        long[] starts = probes.stream().mapToLong(p -> nanos(p.at())).toArray();
        long[] ends = probes.stream().mapToLong(p -> nanos(p.to())).toArray();
        long[] amounts = probes.stream().mapToLong(p -> p.amount().toNanos()).toArray();
        long[] elapsed = new long[starts.length];
        long[] due = new long[starts.length];
        calendar.elapsedNanos(starts, ends, elapsed);
        calendar.plusNanos(starts, amounts, due);
        for (int i = 0; i < starts.length; i++) {
            assertThat(elapsed[i]).isEqualTo(calendar.elapsedNanos(starts[i], ends[i]));
            assertThat(due[i]).isEqualTo(calendar.plusNanos(starts[i], amounts[i]));
        }
    }

    @Property
    void openIntervalsAddUpToElapsedAndNeverTouch(@ForAll("samples") Sample sample) {
        BusinessCalendar calendar = sample.calendar();
        for (Probe p : firstFew(sample)) {
            Instant a = earlier(p);
            Instant b = later(p);
            List<Interval> intervals = calendar.openIntervals(a, b).toList();
            Duration sum = intervals.stream().map(Interval::length).reduce(Duration.ZERO, Duration::plus);
            assertThat(sum).isEqualTo(calendar.elapsed(a, b));
            for (int i = 1; i < intervals.size(); i++) {
                assertThat(intervals.get(i).start())
                        .isAfter(intervals.get(i - 1).end());
            }
            intervals.forEach(
                    interval -> assertThat(calendar.isOpen(interval.start())).isTrue());
        }
    }

    @Property
    void explanationsHaveNoGapAndTheirOpenStretchesAddUpToElapsed(@ForAll("trios") Trio trio) {
        BusinessCalendar a = trio.a().calendar();
        BusinessCalendar b = trio.b().build("b");
        for (BusinessCalendar calendar : List.of(a, a.union(b), a.intersection(b), a.without(b))) {
            for (Probe p : firstFew(trio.a())) {
                requireGaplessAndExact(calendar, earlier(p), later(p));
            }
        }
    }

    private static void requireGaplessAndExact(BusinessCalendar calendar, Instant from, Instant until) {
        Instant reached = from;
        Duration open = Duration.ZERO;
        Optional<CalendarInterval> before = Optional.empty();
        for (CalendarInterval interval : calendar.explain(from, until)) {
            assertThat(interval.start()).isEqualTo(reached);
            assertThat(calendar.isOpen(interval.start())).isEqualTo(interval.isOpen());
            assertThat(before.map(last -> last.status() + last.label()))
                    .isNotEqualTo(Optional.of(interval.status() + interval.label()));
            open = interval.isOpen() ? open.plus(interval.length()) : open;
            reached = interval.end();
            before = Optional.of(interval);
        }
        assertThat(reached).isEqualTo(until);
        assertThat(open).isEqualTo(calendar.elapsed(from, until));
    }

    @Property
    void openingsAndClosingsAreWhereTheStateChanges(@ForAll("samples") Sample sample) {
        BusinessCalendar calendar = sample.calendar();
        for (Probe p : sample.probes()) {
            Instant at = p.at();
            calendar.nextOpening(at).ifPresent(opening -> {
                assertThat(calendar.isOpen(opening)).isTrue();
                assertThat(calendar.elapsed(at, opening)).isZero();
                assertThat(opening.equals(at)).isEqualTo(calendar.isOpen(at));
            });
            calendar.nextClosing(at).ifPresent(closing -> {
                assertThat(closing).isAfter(at);
                assertThat(calendar.isOpen(closing)).isFalse();
                assertThat(calendar.isOpen(closing.minusNanos(1))).isTrue();
                Instant opening = calendar.nextOpening(at).orElseThrow();
                assertThat(calendar.elapsed(at, closing)).isEqualTo(Duration.between(opening, closing));
                assertThat(calendar.previousClosing(closing)).contains(closing);
            });
            calendar.previousClosing(at).ifPresent(closing -> {
                assertThat(closing).isBeforeOrEqualTo(at);
                assertThat(calendar.isOpen(closing)).isFalse();
                assertThat(calendar.isOpen(closing.minusNanos(1))).isTrue();
                assertThat(calendar.nextClosing(closing.minusNanos(1))).contains(closing);
            });
            calendar.previousOpening(at).ifPresent(opening -> {
                assertThat(opening).isBeforeOrEqualTo(at);
                assertThat(calendar.isOpen(opening)).isTrue();
                assertThat(calendar.isOpen(opening.minusNanos(1))).isFalse();
                assertThat(calendar.previousOpening(opening)).contains(opening);
                Instant closing = calendar.nextClosing(opening).orElse(at);
                Instant end = closing.isBefore(at) ? closing : at;
                assertThat(calendar.elapsed(opening, at)).isEqualTo(Duration.between(opening, end));
            });
            if (calendar.isOpen(at) && calendar.previousClosing(at).isPresent()) {
                assertThat(calendar.previousOpening(at)).isPresent();
            }
        }
    }

    @Property
    void setOperationsAnswerPointByPoint(@ForAll("trios") Trio trio) {
        BusinessCalendar a = trio.a().calendar();
        BusinessCalendar b = trio.b().build("b");
        BusinessCalendar union = a.union(b);
        BusinessCalendar intersection = a.intersection(b);
        BusinessCalendar without = a.without(b);
        for (Probe p : trio.a().probes()) {
            boolean inA = a.isOpen(p.at());
            boolean inB = b.isOpen(p.at());
            assertThat(union.isOpen(p.at())).isEqualTo(inA || inB);
            assertThat(intersection.isOpen(p.at())).isEqualTo(inA && inB);
            assertThat(without.isOpen(p.at())).isEqualTo(inA && !inB);
        }
    }

    @Property
    void unionAndIntersectionCommute(@ForAll("trios") Trio trio) {
        BusinessCalendar a = trio.a().calendar();
        BusinessCalendar b = trio.b().build("b");
        requireSameSet(a.union(b), b.union(a), trio);
        requireSameSet(a.intersection(b), b.intersection(a), trio);
    }

    @Property
    void unionAndIntersectionAssociate(@ForAll("trios") Trio trio) {
        BusinessCalendar a = trio.a().calendar();
        BusinessCalendar b = trio.b().build("b");
        BusinessCalendar c = trio.c().build("c");
        requireSameSet(a.union(b).union(c), a.union(b.union(c)), trio);
        requireSameSet(a.intersection(b).intersection(c), a.intersection(b.intersection(c)), trio);
    }

    @Property
    void withoutObeysDeMorgan(@ForAll("trios") Trio trio) {
        BusinessCalendar a = trio.a().calendar();
        BusinessCalendar b = trio.b().build("b");
        BusinessCalendar c = trio.c().build("c");
        requireSameSet(a.without(b.union(c)), a.without(b).intersection(a.without(c)), trio);
        requireSameSet(a.without(b.intersection(c)), a.without(b).union(a.without(c)), trio);
    }

    @Property
    void whatIsTakenOutAndWhatIsSharedMakeUpTheWhole(@ForAll("trios") Trio trio) {
        BusinessCalendar a = trio.a().calendar();
        BusinessCalendar b = trio.b().build("b");
        requireSameSet(a.without(b).union(a.intersection(b)), a, trio);
        for (Probe p : trio.a().probes()) {
            assertThat(a.union(b).elapsed(p.at(), p.to()).plus(a.intersection(b).elapsed(p.at(), p.to())))
                    .isEqualTo(a.elapsed(p.at(), p.to()).plus(b.elapsed(p.at(), p.to())));
        }
    }

    private static void requireSameSet(BusinessCalendar one, BusinessCalendar other, Trio trio) {
        Instant from = Instant.ofEpochSecond(trio.a().from());
        Instant until = Instant.ofEpochSecond(trio.a().until());
        assertThat(one.openIntervals(from, until).toList())
                .isEqualTo(other.openIntervals(from, until).toList());
    }

    @Property
    void answersDoNotDependOnTheOrderInWhichYearsWereAskedFor(@ForAll("samples") Sample sample, @ForAll Random random) {
        List<Probe> far = new ArrayList<>();
        for (Probe p : firstFew(sample)) {
            Duration away = Duration.ofDays(365L * (random.nextInt(21) - 10) + random.nextInt(365));
            far.add(new Probe(
                    clamp(p.at().plus(away)),
                    clamp(p.to().minus(away)),
                    p.amount().multipliedBy(20)));
        }
        List<List<Object>> expected =
                far.stream().map(p -> answers(sample.calendar(), p)).toList();
        BusinessCalendar grown = sample.calendar();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < far.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        for (int i : order) {
            assertThat(answers(grown, far.get(i))).isEqualTo(expected.get(i));
        }
        for (int i : order) {
            assertThat(answers(grown, far.get(i))).isEqualTo(expected.get(i));
        }
    }

    private static List<Object> answers(BusinessCalendar calendar, Probe p) {
        return List.of(
                plus(calendar, p.at(), p.amount()),
                calendar.elapsed(p.at(), p.to()),
                calendar.nextOpening(p.to()),
                calendar.nextClosing(p.to()),
                calendar.previousClosing(p.at()),
                calendar.isOpen(p.to()));
    }

    private static Instant clamp(Instant at) {
        Instant first = Instant.ofEpochSecond(OpenIndex.MIN);
        Instant last = Instant.ofEpochSecond(OpenIndex.MAX);
        return at.isBefore(first) ? first : at.isAfter(last) ? last : at;
    }

    private static List<Probe> firstFew(Sample sample) {
        return sample.probes().subList(0, Math.min(4, sample.probes().size()));
    }

    private static Instant earlier(Probe p) {
        return p.at().isBefore(p.to()) ? p.at() : p.to();
    }

    private static Instant later(Probe p) {
        return p.at().isBefore(p.to()) ? p.to() : p.at();
    }
}
