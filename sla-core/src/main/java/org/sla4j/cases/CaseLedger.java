package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.sla4j.clock.Ledger;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.clock.SlaClock;

/**
 * The account of a clock by who had the case: each interval belongs to one holder and one team, so that times add up.
 *
 * <pre>{@code
 * CaseLedger ledger = incident.ledger(Metric.RESOLUTION, now).orElseThrow();
 * ledger.byParty(Holder.of(Party.CUSTOMER)).wall();            // how long the customer had the case
 * ledger.byTeam("second line").business();
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>Who has the case is a fact of the case, not of the clock; the rules are those of {@link Holder}. The same interval has the
 *       same holder in every ledger of the case, whether or not a wait pauses that clock.
 *   <li>A case stays assigned to its team while it waits: a team has every interval from the event that names it to the next that
 *       names another.
 *   <li>The business time of an interval is its open time: what counted, and what a pause {@linkplain LedgerInterval#withheld
 *       withheld}.
 * </ul>
 *
 * Immutable and thread-safe.
 *
 * @param intervals the intervals in order; each begins where the one before ends
 */
public record CaseLedger(List<HeldInterval> intervals) {
    /** Copies the intervals. */
    public CaseLedger {
        intervals = List.copyOf(intervals);
    }

    /**
     * An interval and who had the case.
     *
     * @param entry the interval and what the clock was doing
     * @param holder who had the case
     * @param team the team that the case was assigned to; empty if no event said
     */
    public record HeldInterval(LedgerInterval entry, Holder holder, String team) {
        private HeldTime time() {
            return new HeldTime(entry.business().plus(entry.withheld()), entry.wall());
        }
    }

    /**
     * How long somebody had the case.
     *
     * @param business the open time, also where a pause kept it from counting
     * @param wall the time on the wall
     */
    public record HeldTime(Duration business, Duration wall) {
        /** No time at all. */
        public static final HeldTime NONE = new HeldTime(Duration.ZERO, Duration.ZERO);

        /**
         * Adds another time.
         *
         * @param other the other
         * @return both together
         */
        public HeldTime plus(HeldTime other) {
            return new HeldTime(business.plus(other.business), wall.plus(other.wall));
        }
    }

    static CaseLedger of(List<Turn> turns, SlaClock clock, Instant now) {
        Ledger account = clock.explain(now, turns.stream().map(Turn::at).toList());
        List<HeldInterval> intervals = new ArrayList<>();
        Iterator<Turn> next = turns.iterator();
        Turn turn = next.next();
        Turn after = next.hasNext() ? next.next() : null;
        for (LedgerInterval entry : account.intervals()) {
            while (after != null && !after.at().isAfter(entry.start())) {
                turn = after;
                after = next.hasNext() ? next.next() : null;
            }
            intervals.add(new HeldInterval(entry, turn.holder(), turn.team()));
        }
        return new CaseLedger(intervals);
    }

    /**
     * Adds the intervals up.
     *
     * @return what all times of {@link #byHolder()} add up to, and all of {@link #byParty()} and {@link #byTeam()}
     */
    public HeldTime total() {
        return intervals.stream().map(HeldInterval::time).reduce(HeldTime.NONE, HeldTime::plus);
    }

    /**
     * Adds the intervals up by who had the case, each team of the provider apart.
     *
     * @return one time for each holder, by key, unmodifiable
     */
    public SortedMap<Holder, HeldTime> byHolder() {
        return by(HeldInterval::holder);
    }

    /**
     * Adds the intervals up by who had to act, all teams of the provider together.
     *
     * @return one time for each holder, by key, unmodifiable
     */
    public SortedMap<Holder, HeldTime> byParty() {
        return by(interval -> interval.holder().withoutTeam());
    }

    /**
     * Adds the intervals up by the team that the case was assigned to, whoever had to act meanwhile.
     *
     * @return one time for each team, by name, unmodifiable; under the empty name before any event named one
     */
    public SortedMap<String, HeldTime> byTeam() {
        return by(HeldInterval::team);
    }

    /**
     * Adds up the intervals of one holder, all teams of the provider together.
     *
     * @param holder who had to act
     * @return its time of {@link #byParty()}; {@link HeldTime#NONE} if it has none
     */
    public HeldTime byParty(Holder holder) {
        return byParty().getOrDefault(holder.withoutTeam(), HeldTime.NONE);
    }

    /**
     * Adds up the intervals in which the case was assigned to one team.
     *
     * @param name the team
     * @return its time of {@link #byTeam()}; {@link HeldTime#NONE} if it has none
     */
    public HeldTime byTeam(String name) {
        return byTeam().getOrDefault(name, HeldTime.NONE);
    }

    private <K extends Comparable<K>> SortedMap<K, HeldTime> by(Function<HeldInterval, K> whose) {
        SortedMap<K, HeldTime> times = new TreeMap<>();
        intervals.forEach(interval -> times.merge(whose.apply(interval), interval.time(), HeldTime::plus));
        return Collections.unmodifiableSortedMap(times);
    }
}
