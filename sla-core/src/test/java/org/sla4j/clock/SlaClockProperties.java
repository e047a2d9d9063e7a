package org.sla4j.clock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.clock.Histories.History;

/** Laws of the clock, over random histories. */
class SlaClockProperties {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PauseReason OTHER = PauseReason.of("awaiting change window", "change board");

    @Property
    void everyReadingEqualsThatOfAClockThatTicksMinuteByMinute(
            @ForAll("readHistories") Tuple.Tuple2<History, Instant> read) {
        History history = read.get1();
        Instant now = read.get2();
        assertThat(history.clock().reading(now))
                .isEqualTo(new MinuteTickingClock(history.transitions(), now).reading());
    }

    @Property
    void everyRuleDoesWhatItsRowOfTheTableSays(@ForAll("readEverything") Tuple.Tuple2<History, Instant> read) {
        SlaClock clock = read.get1().clock();
        Instant now = read.get2();
        TableClock table = TableClock.of(read.get1().transitions(), now);
        ClockReading reading = clock.reading(now);
        assertThat(reading.phase()).isEqualTo(table.phase());
        assertThat(reading.elapsed()).isEqualTo(table.elapsed());
        assertThat(reading.limit()).isEqualTo(table.limit());
        assertThat(reading.limit()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(reading.verdict()).isEqualTo(table.verdict());
        assertThat(reading.countingSince()).isEqualTo(table.countingSince());
        if (reading.phase() == Phase.RUNNING || reading.phase() == Phase.PAUSED) {
            assertThat(reading.dueIfResumed()).contains(table.due().orElseGet(() -> table.dueIfResumed(now)));
        }
        if (!now.isBefore(read.get1().end())) {
            assertThat(clock.isAgreed()).isEqualTo(table.isAgreed());
        }
    }

    @Property
    void applyingEventsOneByOneEqualsReplayingThemFromTheStart(
            @ForAll("readEverything") Tuple.Tuple2<History, Instant> read) {
        History history = read.get1();
        Replay whole = Replay.of(history.transitions(), false);
        Instant later = history.end().isAfter(read.get2()) ? history.end() : read.get2();
        assertThat(ClockReading.of(whole.state(), Replay.nanos(later)))
                .isEqualTo(history.clock().reading(later));
        assertThat(history.clock().superseded()).isEqualTo(whole.state().superseded);
    }

    @Property
    void theOrderOfArrivalDoesNotMatter(
            @ForAll("everything") History history, @ForAll Random random, @ForAll @LongRange(max = 4000) long after) {
        List<Transition> waiting = new ArrayList<>(
                history.transitions().subList(1, history.transitions().size()));
        Collections.shuffle(waiting, random);
        SlaClock clock = Histories.replay(history.transitions().subList(0, 1));
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Transition done : List.copyOf(waiting)) {
                try {
                    clock = Histories.apply(clock, done);
                    waiting.remove(done);
                    progress = true;
                } catch (IllegalStateException refused) {
                    assertThat(waiting).contains(done); // it comes again once others have made it possible
                }
            }
        }
        Assume.that(waiting.isEmpty());
        assertThat(clock).isEqualTo(history.clock());
        Instant now = history.end().plus(Duration.ofMinutes(after));
        assertThat(clock.reading(now)).isEqualTo(history.clock().reading(now));
    }

    @Property
    void aRecordComesBackAsTheSameClock(@ForAll("everything") History history) throws JsonProcessingException {
        String json = JSON.writeValueAsString(ClockRecord.of(history.clock()));
        SlaClock again = JSON.readValue(json, ClockRecord.class).toClock(history.calendars());
        assertThat(again).isEqualTo(history.clock());
        assertThat(again.superseded()).isEqualTo(history.clock().superseded());
    }

    @Property
    void aClockRestoredFromItsBytesGoesOnAsTheOneThatWasWritten(
            @ForAll("everything") History history, @ForAll @LongRange(max = 8) long place) {
        int cut = 1 + (int) place % history.transitions().size();
        SlaClock written = Histories.replay(history.transitions().subList(0, cut));
        SlaClock again = ClockBytesTest.restored(written, () -> written);
        SlaClock expected = written;
        for (Transition done :
                history.transitions().subList(cut, history.transitions().size())) {
            expected = Histories.apply(expected, done);
            again = Histories.apply(again, done);
        }
        Instant later = history.end().plus(Duration.ofHours(30));
        assertThat(again.reading(later)).isEqualTo(expected.reading(later));
        assertThat(again.superseded()).isEqualTo(expected.superseded());
        assertThat(again.agreements()).isEqualTo(expected.agreements());
        assertThat(again.waits()).isEqualTo(expected.waits());
        assertThat(again).hasToString(expected.toString());
        assertThat(again.explain(later)).isEqualTo(expected.explain(later));
        assertThat(again).isEqualTo(expected);
    }

    @Property
    void aRestoredClockIsReadWithoutItsHistory(@ForAll("everything") History history) {
        SlaClock again = ClockBytesTest.restored(history.clock(), () -> {
            throw new AssertionError("The history was asked for.");
        });
        Instant later = history.end().plus(Duration.ofHours(5));
        assertThat(again.reading(later)).isEqualTo(history.clock().reading(later));
        assertThat(ClockBytesTest.bytes(again)).isEqualTo(ClockBytesTest.bytes(history.clock()));
    }

    @Property
    void anEventDeliveredTwiceCountsOnce(@ForAll("everything") History history) {
        for (Transition done :
                history.transitions().subList(1, history.transitions().size())) {
            assertThat(Histories.apply(history.clock(), done)).isEqualTo(history.clock());
        }
    }

    @Property
    void aReadingInThePastIsThatOfTheClockThen(@ForAll("readEverything") Tuple.Tuple2<History, Instant> read) {
        Instant now = read.get2();
        List<Transition> then = read.get1().transitions().stream()
                .filter(done -> !done.at().isAfter(now))
                .toList();
        assertThat(read.get1().clock().reading(now))
                .isEqualTo(Histories.replay(then).reading(now));
    }

    @Property
    void theAccountAddsUpToTheElapsedTimeWithoutAGap(@ForAll("readEverything") Tuple.Tuple2<History, Instant> read) {
        Instant now = read.get2();
        Ledger ledger = read.get1().clock().explain(now);
        assertThat(ledger.business()).isEqualTo(read.get1().clock().reading(now).elapsed());
        Instant end = read.get1().start();
        for (LedgerInterval entry : ledger.intervals()) {
            assertThat(entry.start()).isEqualTo(end);
            if (entry.cause() == LedgerInterval.Cause.ADJUSTED) {
                assertThat(entry.wall()).isZero();
            } else {
                assertThat(entry.end()).isAfter(entry.start());
                assertThat(entry.business().plus(entry.withheld())).isLessThanOrEqualTo(entry.wall());
            }
            end = entry.end();
        }
        assertThat(end).isBeforeOrEqualTo(now);
    }

    @Property
    void nanosecondsSayWhatReadingsSay(
            @ForAll("everything") History history, @ForAll @LongRange(max = 300_000_000_000_000L) long nanos) {
        Instant now = history.end().plusNanos(nanos);
        ClockReading reading = history.clock().reading(now);
        long at = Replay.nanos(now);
        assertThat(history.clock().elapsedNanos(at)).isEqualTo(reading.elapsed().toNanos());
        assertThat(history.clock().remainingNanos(at))
                .isEqualTo(reading.remaining().toNanos());
    }

    @Property
    void aWaitWhollyOutsideHoursChangesNothing(@ForAll("closingHistories") History history) {
        SlaClock clock = history.clock();
        Instant closing = closing(history);
        Instant opening = clock.target().countingCalendar().nextOpening(closing).orElseThrow();
        SlaClock held = clock.pause(closing, OTHER).resume(opening, OTHER);
        for (int hours = 0; hours < 60; hours += 7) {
            Instant now = opening.plus(Duration.ofHours(hours));
            assertThat(held.reading(now)).isEqualTo(clock.reading(now));
        }
    }

    @Property
    void retargetingRetroactivelyThereAndBackChangesNothing(
            @ForAll("retroactiveHistories") History history,
            @ForAll("targets") Target other,
            @ForAll @LongRange(max = 4000) long after) {
        SlaClock clock = history.clock();
        Instant change = history.end().plus(Duration.ofMinutes(after));
        SlaClock back = clock.retarget(change, other, Retargeting.RETROACTIVE)
                .retarget(change, clock.target(), Retargeting.RETROACTIVE);
        assertThat(back.reading(change)).isEqualTo(clock.reading(change));
        assertThat(back.reading(change.plus(Duration.ofHours(9))))
                .isEqualTo(clock.reading(change.plus(Duration.ofHours(9))));
    }

    @Property
    void oneMoreWaitNeverAddsTime(
            @ForAll("readHistories") Tuple.Tuple2<History, Instant> read, @ForAll @LongRange(max = 4000) long after) {
        History history = read.get1();
        Assume.that(
                !history.hasRetargeting(Retargeting.STRICTER_WINS)); // less time used may make the other one stricter
        Instant at = history.start().plus(Duration.ofMinutes(after));
        SlaClock held;
        try {
            held = history.clock().pause(at, OTHER);
        } catch (IllegalStateException refused) {
            held = history.clock();
        }
        assertThat(held.reading(read.get2()).elapsed())
                .isLessThanOrEqualTo(history.clock().reading(read.get2()).elapsed());
    }

    @Property
    void elapsedTimeNeverShrinksWhileNothingButWaitsAndStopsHappen(
            @ForAll("waitsAndStops") Tuple.Tuple2<History, Instant> read, @ForAll @LongRange(max = 4000) long more) {
        SlaClock clock = read.get1().clock();
        Instant now = read.get2();
        assertThat(clock.reading(now.plus(Duration.ofMinutes(more))).elapsed())
                .isGreaterThanOrEqualTo(clock.reading(now).elapsed());
    }

    @Property
    void withoutPausesWaitsChangeNothing(@ForAll("waitsAndStops") Tuple.Tuple2<History, Instant> read) {
        History history = read.get1();
        Transition.Started start = (Transition.Started) history.transitions().get(0);
        Target unpaused = start.target().withPauseRule(PauseRule.never());
        List<Transition> all = new ArrayList<>(history.transitions());
        all.set(0, new Transition.Started(start.at(), unpaused));
        List<Transition> withoutWaits = all.stream()
                .filter(done -> !(done instanceof Transition.Paused) && !(done instanceof Transition.Resumed))
                .toList();
        assertThat(Histories.replay(all).reading(read.get2()))
                .isEqualTo(Histories.replay(withoutWaits).reading(read.get2()));
    }

    @Property
    void dueIsTheEarliestInstantAtWhichTheLimitIsUsedUp(@ForAll("timelyHistories") History history) {
        SlaClock clock = history.clock();
        ClockReading reading = clock.reading(history.end());
        Instant due = reading.due().orElseThrow();
        Instant breachesAt = reading.breachesAt().orElseThrow();
        assertThat(clock.reading(due).remaining()).isZero();
        assertThat(clock.reading(due.minusNanos(1)).remaining()).isEqualTo(Duration.ofNanos(1));
        assertThat(clock.reading(breachesAt).verdict()).isEqualTo(Verdict.PENDING);
        assertThat(clock.reading(breachesAt.plusNanos(1)).verdict()).isEqualTo(Verdict.BREACHED);
    }

    @Property
    void whatASupersededReadingSaysIsWhatTheMinuteTickingClockShowedThen(@ForAll("histories") History history) {
        SlaClock clock = Histories.replay(history.transitions().subList(0, 1));
        for (int i = 1; i < history.transitions().size(); i++) {
            Transition done = history.transitions().get(i);
            SlaClock next = Histories.apply(clock, done);
            if (next.superseded().size() > clock.superseded().size()) {
                Superseded fact = next.superseded().get(next.superseded().size() - 1);
                List<Transition> before = new ArrayList<>(history.transitions().subList(0, i));
                if (done instanceof Transition.NextCycle
                        && (clock.phase() == Phase.RUNNING || clock.phase() == Phase.PAUSED)) {
                    before.add(new Transition.Stopped(done.at()));
                }
                // A finished measurement is kept as of its end, but judged by what became known since.
                assertThat(fact.reading())
                        .usingRecursiveComparison()
                        .ignoringFields("at")
                        .isEqualTo(new MinuteTickingClock(before, done.at()).reading());
                assertThat(fact.target()).isEqualTo(clock.target());
            }
            clock = next;
        }
    }

    @Property
    void soMuchIsReachedAtTheEarliestInstantThatShowsIt(
            @ForAll("unchangedHistories") History history, @ForAll @LongRange(max = 120) long quarters) {
        SlaClock clock = history.clock();
        Duration used = Duration.ofMinutes(15 * quarters);
        ClockReading last = clock.reading(history.end());
        Instant reached = clock.reaches(used).orElse(null);
        if (reached == null) {
            assertThat(clock.phase()).isNotEqualTo(Phase.RUNNING);
            assertThat(last.elapsed()).isLessThan(used);
            return;
        }
        assertThat(reached).isAfterOrEqualTo(clock.countingSince());
        Assume.that(history.transitions().stream().noneMatch(Transition.Reopened.class::isInstance));
        assertThat(clock.reading(reached).elapsed()).isEqualTo(used);
        if (reached.isAfter(clock.countingSince())) {
            assertThat(clock.reading(reached.minusNanos(1)).elapsed()).isLessThan(used);
        }
    }

    @Property
    void theLimitIsReachedWhenItIsDue(@ForAll("dueHistories") History history) {
        SlaClock clock = history.clock();
        ClockReading last = clock.reading(history.end());
        assertThat(clock.reaches(last.limit())).isEqualTo(last.due());
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.any();
    }

    private static Arbitrary<History> runningHistories() {
        return Histories.any().filter(history -> history.clock().phase() == Phase.RUNNING);
    }

    /** Running clocks that have time left. */
    @Provide
    Arbitrary<History> timelyHistories() {
        return runningHistories().filter(history -> history.clock().remainingNanos(Replay.nanos(history.end())) > 0);
    }

    /** Running clocks whose calendar closes. */
    @Provide
    Arbitrary<History> closingHistories() {
        return runningHistories()
                .filter(history -> closing(history).isBefore(history.end().plus(Duration.ofDays(30))));
    }

    private static Instant closing(History history) {
        return history.clock()
                .target()
                .countingCalendar()
                .nextClosing(history.end())
                .orElse(Instant.MAX);
    }

    /** Clocks that are due some time, past or to come. */
    @Provide
    Arbitrary<History> dueHistories() {
        return Histories.any()
                .filter(history -> history.clock().phase() == Phase.RUNNING
                        || history.clock().reading(history.end()).verdict().isMiss());
    }

    /** Clocks that keep their target. */
    @Provide
    Arbitrary<History> unchangedHistories() {
        return Histories.any()
                .filter(history -> history.transitions().stream().noneMatch(Transition.Retargeted.class::isInstance));
    }

    /** Clocks that count as if their target had held from the start. */
    @Provide
    Arbitrary<History> retroactiveHistories() {
        return Histories.any()
                .filter(history -> history.clock().phase() != Phase.CANCELLED
                        && !history.hasRetargeting(Retargeting.CARRY_ELAPSED)
                        && !history.hasRetargeting(Retargeting.KEEP_FRACTION));
    }

    @Provide
    Arbitrary<Target> targets() {
        return Histories.targets();
    }

    @Provide
    Arbitrary<Tuple.Tuple2<History, Instant>> readHistories() {
        return Histories.read(Arbitraries.oneOf(Histories.any(), Histories.ofWaitsAndStops()));
    }

    @Provide
    Arbitrary<Tuple.Tuple2<History, Instant>> readEverything() {
        return Histories.read(Histories.ofEverything());
    }

    @Provide
    Arbitrary<History> everything() {
        return Histories.ofEverything();
    }

    @Provide
    Arbitrary<Tuple.Tuple2<History, Instant>> waitsAndStops() {
        return Histories.read(Histories.ofWaitsAndStops());
    }
}
