package org.sla4j.compliance;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** The figures of one group: exact counts and sums, sketches of times, and the few cases that took longest. */
final class Group {
    static final int LONGEST = 5;
    /** Tenths of the limit up to twice the limit, and one for all above. */
    static final int SHARES = 21;
    /** Ratings 1 to 5 of cases that met their limit, then those of cases that missed it. */
    static final int RATINGS = 10;

    static final String PROVIDER = "provider";
    static final String NO_REASON = "no wait";

    private static final int MOST_NAMES = 1_000;
    private static final Duration CLOSE = Duration.ofMinutes(1);

    private static final int MET = 0;
    private static final int MISSED = 1;
    private static final int BREACHED = 2;
    private static final int RUNNING = 3;
    private static final int PAUSED = 4;
    private static final int CANCELLED = 5;
    private static final int WITHOUT_SLA = 6;
    private static final int ADJUSTED = 7;
    private static final int TOUCHES = 8;
    private static final int ESCALATIONS = 9;
    private static final int REOPENINGS = 10;
    private static final int REINVESTIGATIONS = 11;
    private static final int WAITS = 12;
    private static final int UNENDED = 13;
    private static final int CLOSE_CALLS = 14;
    private static final int FINISHED_PAUSED = 15;
    private static final int RATED = 16;
    private static final int TENTHS = RATED + RATINGS;
    private static final int COUNTERS = TENTHS + SHARES;

    private final long[] counts = new long[COUNTERS];
    private double goal;
    private double lowestGoal = 1;
    private Duration shortestLimit = Outcome.LONGEST;
    private Duration longestLimit = Duration.ZERO;
    private Duration fastest = Outcome.LONGEST;
    private Duration slowest = Duration.ZERO;
    private Duration longestWall = Duration.ZERO;
    private final Sketch elapsed = new Sketch();
    private final Sketch wall = new Sketch();
    private final Sum counted = new Sum();
    private final Sum life = new Sum();
    private final Sum lifeHeld = new Sum();
    private final Map<String, Sum> byParty = new HashMap<>();
    private final Map<String, Sum> byReason = new HashMap<>();
    private final Map<String, Sum> missesByHolder = new HashMap<>();
    private final Map<String, Sum> missesByReason = new HashMap<>();
    private final List<Longest> longest = new ArrayList<>(LONGEST);

    /** A sum of times, or a count in its seconds; exact, and the same in any order. */
    static final class Sum {
        private long seconds;
        private int nanos;

        void add(Duration time) {
            add(time.getSeconds(), time.getNano());
        }

        void add(long moreSeconds, int moreNanos) {
            int sum = nanos + moreNanos;
            seconds += moreSeconds + (sum >= 1_000_000_000 ? 1 : 0);
            nanos = sum >= 1_000_000_000 ? sum - 1_000_000_000 : sum;
        }

        boolean hasRoomFor(long moreSeconds) {
            return seconds < Long.MAX_VALUE - moreSeconds;
        }

        boolean hasRoomFor(Sum more) {
            return more.seconds < Long.MAX_VALUE && hasRoomFor(more.seconds + 1);
        }

        Duration time() {
            return Duration.ofSeconds(seconds, nanos);
        }

        long count() {
            return seconds;
        }
    }

    /** A case that took long; the order decides which ones are kept, whatever the order of adding. */
    record Longest(String caseId, Duration elapsed, Duration limit, long start, String team) {
        private static Longest of(Outcome outcome) {
            return new Longest(
                    outcome.caseId(),
                    outcome.elapsed(),
                    outcome.limit(),
                    outcome.start().getEpochSecond(),
                    outcome.team());
        }

        boolean isBefore(Longest other) {
            return isBefore(caseId, elapsed, limit, start, team, other);
        }

        /** The same for a case that need not be kept, and is not made for that. */
        static boolean isBefore(Outcome outcome, Longest other) {
            return isBefore(
                    outcome.caseId(),
                    outcome.elapsed(),
                    outcome.limit(),
                    outcome.start().getEpochSecond(),
                    outcome.team(),
                    other);
        }

        private static boolean isBefore(
                String caseId, Duration elapsed, Duration limit, long start, String team, Longest other) {
            int order = other.elapsed.compareTo(elapsed);
            order = order != 0 ? order : caseId.compareTo(other.caseId);
            order = order != 0 ? order : Long.compare(start, other.start);
            order = order != 0 ? order : limit.compareTo(other.limit);
            order = order != 0 ? order : team.compareTo(other.team);
            return order < 0;
        }
    }

    void add(Outcome outcome) {
        requireRoomFor(outcome);
        counts[ADJUSTED] += outcome.isAdjusted() ? 1 : 0;
        if (!outcome.isPromised()) {
            counts[WITHOUT_SLA]++;
            return;
        }
        addPromise(outcome);
        addPauses(outcome);
        switch (outcome.verdict()) {
            case MET -> counts[MET]++;
            case MISSED -> counts[MISSED]++;
            case BREACHED -> counts[BREACHED]++;
            case CANCELLED -> counts[CANCELLED]++;
            case PENDING -> counts[outcome.phase() == Phase.PAUSED ? PAUSED : RUNNING]++;
        }
        if (outcome.verdict() == Verdict.MET || outcome.verdict().isMiss()) {
            addMeasured(outcome);
        }
    }

    private void addPromise(Outcome outcome) {
        // Promises that differ within a group are held against the strictest; extremes do not depend on the order.
        goal = Math.max(goal, outcome.goal());
        lowestGoal = Math.min(lowestGoal, outcome.goal());
        shortestLimit = min(shortestLimit, outcome.limit());
        longestLimit = max(longestLimit, outcome.limit());
    }

    private void addPauses(Outcome outcome) {
        Outcome.Pauses pauses = outcome.pauses();
        counts[WAITS] += pauses.count();
        counts[UNENDED] += pauses.unended();
        counts[FINISHED_PAUSED] += pauses.finishedWhilePaused() ? 1 : 0;
        if (pauses.leastLeft().isPresent() && pauses.leastLeft().get().compareTo(CLOSE) <= 0) {
            counts[CLOSE_CALLS]++;
        }
        long end = outcome.end().orElse(outcome.at()).getEpochSecond();
        // Whole seconds do here: a share of life is told in per cent.
        life.add(end - outcome.start().getEpochSecond(), 0);
        for (int i = 0; i < outcome.paused().size(); i++) {
            lifeHeld.add(outcome.paused().get(i).wall());
        }
    }

    private void addMeasured(Outcome outcome) {
        Duration used = outcome.elapsed();
        boolean isMiss = outcome.verdict().isMiss();
        elapsed.add(used);
        addWall(outcome.start(), outcome.end().orElse(outcome.at()));
        fastest = min(fastest, used);
        slowest = max(slowest, used);
        counted.add(used);
        counts[TENTHS + tenth(used, outcome.limit())]++;
        for (int i = 0; i < outcome.paused().size(); i++) {
            Outcome.PausedTime held = outcome.paused().get(i);
            sum(byParty, held.holder().withoutTeam().key()).add(held.open());
            sum(byReason, held.reason()).add(held.open());
        }
        if (isMiss) {
            addMiss(outcome);
            counts[TOUCHES] += outcome.effort().touches();
            counts[ESCALATIONS] += outcome.effort().escalations();
            counts[REOPENINGS] += outcome.effort().reopenings();
            counts[REINVESTIGATIONS] += outcome.effort().reinvestigations();
        }
        if (outcome.rating().isPresent()) {
            counts[RATED + (isMiss ? 5 : 0) + outcome.rating().getAsInt() - 1]++;
        }
        if (longest.size() < LONGEST || Longest.isBefore(outcome, longest.get(LONGEST - 1))) {
            keep(Longest.of(outcome));
        }
    }

    /** By numbers, because a time that is made for this alone is the one thing that adding would allocate. */
    private void addWall(Instant start, Instant end) {
        int nanos = end.getNano() - start.getNano();
        long seconds = end.getEpochSecond() - start.getEpochSecond() - (nanos < 0 ? 1 : 0);
        nanos += nanos < 0 ? 1_000_000_000 : 0;
        wall.add(seconds, nanos, 1);
        if (seconds > longestWall.getSeconds()
                || (seconds == longestWall.getSeconds() && nanos > longestWall.getNano())) {
            longestWall = Duration.ofSeconds(seconds, nanos);
        }
    }

    /** Puts a miss down to the party and to the reason that held the case longer than any other, and than the work took. */
    private void addMiss(Outcome outcome) {
        String holder = PROVIDER;
        String reason = NO_REASON;
        Duration mostOfHolder = outcome.elapsed();
        Duration mostOfReason = outcome.elapsed();
        for (int i = 0; i < outcome.paused().size(); i++) {
            Outcome.PausedTime held = outcome.paused().get(i);
            Duration ofHolder = held.open();
            Duration ofReason = held.open();
            for (int j = 0; j < outcome.paused().size(); j++) {
                Outcome.PausedTime other = outcome.paused().get(j);
                ofHolder = j != i && other.holder().equals(held.holder()) ? ofHolder.plus(other.open()) : ofHolder;
                ofReason = j != i && other.reason().equals(held.reason()) ? ofReason.plus(other.open()) : ofReason;
            }
            if (ofHolder.compareTo(mostOfHolder) > 0) {
                mostOfHolder = ofHolder;
                holder = held.holder().withoutTeam().key();
            }
            if (ofReason.compareTo(mostOfReason) > 0) {
                mostOfReason = ofReason;
                reason = held.reason();
            }
        }
        sum(missesByHolder, holder).add(1, 0);
        sum(missesByReason, reason).add(1, 0);
    }

    private void keep(Longest candidate) {
        int place = longest.size();
        while (place > 0 && candidate.isBefore(longest.get(place - 1))) {
            place--;
        }
        if (place < LONGEST) {
            longest.add(place, candidate);
            if (longest.size() > LONGEST) {
                longest.remove(LONGEST);
            }
        }
    }

    /** Which tenth of the limit a time is in; exactly the limit is still within it. */
    static int tenth(Duration used, Duration limit) {
        double share = limit.isZero()
                ? used.isZero() ? 0 : Double.POSITIVE_INFINITY
                : (used.getSeconds() + used.getNano() / 1e9) / (limit.getSeconds() + limit.getNano() / 1e9);
        int place = (int) Math.min(SHARES - 1, Math.max(0, Math.ceil(share * 10) - 1));
        return used.compareTo(limit) <= 0 ? Math.min(place, 9) : Math.max(place, 10);
    }

    private static Sum sum(Map<String, Sum> sums, String name) {
        Sum sum = sums.get(name);
        if (sum == null) {
            sum = new Sum();
            sums.put(name, sum);
        }
        return sum;
    }

    /** Refuses what does not fit before anything is changed. */
    private void requireRoomFor(Outcome outcome) {
        if (!counted.hasRoomFor(outcome.elapsed().toSeconds()) || !life.hasRoomFor(Outcome.LONGEST.toSeconds())) {
            throw new ArithmeticException("The times of a group add up to more than " + Long.MAX_VALUE + " s.");
        }
        int fresh = 0;
        for (int i = 0; i < outcome.paused().size(); i++) {
            Outcome.PausedTime held = outcome.paused().get(i);
            fresh += byParty.containsKey(held.holder().withoutTeam().key()) && byReason.containsKey(held.reason())
                    ? 0
                    : 1;
            if (!lifeHeld.hasRoomFor(held.wall().toSeconds())) {
                throw new ArithmeticException("The waits of a group add up to more than " + Long.MAX_VALUE + " s.");
            }
        }
        if (fresh > 0 && Math.max(byParty.size(), byReason.size()) + fresh > MOST_NAMES) {
            throw tooManyNames();
        }
    }

    private static IllegalStateException tooManyNames() {
        return new IllegalStateException(
                "A group keeps " + MOST_NAMES
                        + " parties and reasons at most; write what differs from case to case somewhere else than into a reason.");
    }

    void requireRoomFor(Group other) {
        boolean fits = cases() <= Long.MAX_VALUE - other.cases()
                && counted.hasRoomFor(other.counted)
                && life.hasRoomFor(other.life)
                && lifeHeld.hasRoomFor(other.lifeHeld)
                && hasRoomFor(byParty, other.byParty)
                && hasRoomFor(byReason, other.byReason);
        for (int i = 0; i < COUNTERS; i++) {
            fits &= counts[i] <= Long.MAX_VALUE - other.counts[i];
        }
        if (!fits) {
            throw new ArithmeticException("Cases and times of a group add up to " + Long.MAX_VALUE + " at most.");
        }
        if (union(byParty, other.byParty) > MOST_NAMES || union(byReason, other.byReason) > MOST_NAMES) {
            throw tooManyNames();
        }
    }

    private static boolean hasRoomFor(Map<String, Sum> ours, Map<String, Sum> theirs) {
        return theirs.entrySet().stream().allMatch(entry -> {
            Sum sum = ours.get(entry.getKey());
            return sum == null || sum.hasRoomFor(entry.getValue());
        });
    }

    private static long union(Map<String, Sum> ours, Map<String, Sum> theirs) {
        return ours.size()
                + theirs.keySet().stream()
                        .filter(name -> !ours.containsKey(name))
                        .count();
    }

    void merge(Group other) {
        for (int i = 0; i < COUNTERS; i++) {
            counts[i] += other.counts[i];
        }
        goal = Math.max(goal, other.goal);
        lowestGoal = Math.min(lowestGoal, other.lowestGoal);
        shortestLimit = min(shortestLimit, other.shortestLimit);
        longestLimit = max(longestLimit, other.longestLimit);
        fastest = min(fastest, other.fastest);
        slowest = max(slowest, other.slowest);
        longestWall = max(longestWall, other.longestWall);
        elapsed.merge(other.elapsed);
        wall.merge(other.wall);
        merge(counted, other.counted);
        merge(life, other.life);
        merge(lifeHeld, other.lifeHeld);
        merge(byParty, other.byParty);
        merge(byReason, other.byReason);
        merge(missesByHolder, other.missesByHolder);
        merge(missesByReason, other.missesByReason);
        List.copyOf(other.longest).forEach(this::keep);
    }

    private static void merge(Sum ours, Sum theirs) {
        ours.add(theirs.seconds, theirs.nanos);
    }

    private static void merge(Map<String, Sum> ours, Map<String, Sum> theirs) {
        List.copyOf(theirs.entrySet()).forEach(entry -> merge(sum(ours, entry.getKey()), entry.getValue()));
    }

    Group copy() {
        Group copy = new Group();
        copy.merge(this);
        return copy;
    }

    long met() {
        return counts[MET];
    }

    long missed() {
        return counts[MISSED];
    }

    long breached() {
        return counts[BREACHED];
    }

    long running() {
        return counts[RUNNING];
    }

    long paused() {
        return counts[PAUSED];
    }

    long cancelled() {
        return counts[CANCELLED];
    }

    long withoutSla() {
        return counts[WITHOUT_SLA];
    }

    long adjusted() {
        return counts[ADJUSTED];
    }

    private long cases() {
        long cases = 0;
        for (int i = MET; i <= WITHOUT_SLA; i++) {
            cases += counts[i];
        }
        return cases;
    }

    double goal() {
        return goal;
    }

    double lowestGoal() {
        return Math.min(goal, lowestGoal);
    }

    Duration shortestLimit() {
        return min(shortestLimit, longestLimit);
    }

    Duration longestLimit() {
        return longestLimit;
    }

    Sketch elapsed() {
        return elapsed;
    }

    Sketch wall() {
        return wall;
    }

    /** A percentile, which an exact extreme corrects where a bucket reaches beyond it. */
    Duration within(Duration time) {
        return max(fastest, min(slowest, time));
    }

    Duration slowest() {
        return slowest;
    }

    Duration longestWall() {
        return longestWall;
    }

    Duration counted() {
        return counted.time();
    }

    double shareHeld() {
        return life.seconds == 0 ? 0 : Math.min(1, (double) lifeHeld.seconds / life.seconds);
    }

    Map<String, Duration> byParty() {
        return times(byParty);
    }

    Map<String, Duration> byReason() {
        return times(byReason);
    }

    private static Map<String, Duration> times(Map<String, Sum> sums) {
        Map<String, Duration> times = new TreeMap<>();
        sums.forEach((name, sum) -> times.put(name, sum.time()));
        return times;
    }

    Map<String, Long> missesByHolder() {
        return missCounts(missesByHolder);
    }

    Map<String, Long> missesByReason() {
        return missCounts(missesByReason);
    }

    private static Map<String, Long> missCounts(Map<String, Sum> sums) {
        Map<String, Long> misses = new TreeMap<>();
        sums.forEach((name, sum) -> misses.put(name, sum.count()));
        return misses;
    }

    List<Longest> longest() {
        return longest;
    }

    long tenths(int tenth) {
        return counts[TENTHS + tenth];
    }

    long rated(boolean missed, int rating) {
        return counts[RATED + (missed ? 5 : 0) + rating - 1];
    }

    long touches() {
        return counts[TOUCHES];
    }

    long escalations() {
        return counts[ESCALATIONS];
    }

    long reopenings() {
        return counts[REOPENINGS];
    }

    long reinvestigations() {
        return counts[REINVESTIGATIONS];
    }

    long waits() {
        return counts[WAITS];
    }

    long unended() {
        return counts[UNENDED];
    }

    long closeCalls() {
        return counts[CLOSE_CALLS];
    }

    long finishedPaused() {
        return counts[FINISHED_PAUSED];
    }

    void write(DataOutput out) throws IOException {
        for (long count : counts) {
            Bytes.number(out, count);
        }
        out.writeDouble(goal);
        out.writeDouble(lowestGoal);
        for (Duration time : List.of(shortestLimit, longestLimit, fastest, slowest, longestWall)) {
            Bytes.time(out, time);
        }
        elapsed.write(out);
        wall.write(out);
        for (Sum sum : List.of(counted, life, lifeHeld)) {
            Bytes.time(out, sum.time());
        }
        for (Map<String, Sum> sums : List.of(byParty, byReason, missesByHolder, missesByReason)) {
            Bytes.number(out, sums.size());
            for (var entry : new TreeMap<>(sums).entrySet()) {
                Bytes.text(out, entry.getKey());
                Bytes.time(out, entry.getValue().time());
            }
        }
        Bytes.number(out, longest.size());
        for (Longest one : longest) {
            Bytes.text(out, one.caseId());
            Bytes.time(out, one.elapsed());
            Bytes.time(out, one.limit());
            out.writeLong(one.start());
            Bytes.text(out, one.team());
        }
    }

    static Group read(DataInputStream in) throws IOException {
        Group group = new Group();
        for (int i = 0; i < COUNTERS; i++) {
            group.counts[i] = Bytes.readNumber(in);
        }
        group.goal = in.readDouble();
        group.lowestGoal = in.readDouble();
        if (!(group.goal >= 0 && group.goal <= 1 && group.lowestGoal > 0 && group.lowestGoal <= 1)) {
            throw new IOException(
                    "a goal is above 0 and at most 1, but was " + group.goal + " and " + group.lowestGoal);
        }
        group.shortestLimit = Bytes.readTime(in);
        group.longestLimit = Bytes.readTime(in);
        group.fastest = Bytes.readTime(in);
        group.slowest = Bytes.readTime(in);
        group.longestWall = Bytes.readTime(in);
        group.elapsed.merge(Sketch.read(in));
        group.wall.merge(Sketch.read(in));
        group.checkCounts();
        group.counted.add(Bytes.readTime(in));
        group.life.add(Bytes.readTime(in));
        group.lifeHeld.add(Bytes.readTime(in));
        for (Map<String, Sum> sums :
                List.of(group.byParty, group.byReason, group.missesByHolder, group.missesByReason)) {
            long names = Bytes.readNumber(in);
            String last = "";
            for (long i = 0; i < names; i++) {
                String name = Bytes.readText(in);
                if (i > MOST_NAMES || (i > 0 && name.compareTo(last) <= 0)) {
                    throw new IOException("names are in order and " + MOST_NAMES + " at most, but there is " + name);
                }
                sum(sums, name).add(Bytes.readTime(in));
                last = name;
            }
        }
        long kept = Bytes.readNumber(in);
        if (kept > LONGEST) {
            throw new IOException(LONGEST + " longest cases are kept, but there are " + kept);
        }
        for (long i = 0; i < kept; i++) {
            Longest one = new Longest(
                    Bytes.readText(in), Bytes.readTime(in), Bytes.readTime(in), in.readLong(), Bytes.readText(in));
            if (i > 0 && one.isBefore(group.longest.get((int) i - 1))) {
                throw new IOException("the longest cases are out of order at " + one.caseId());
            }
            group.longest.add(one);
        }
        return group;
    }

    private void checkCounts() throws IOException {
        BigInteger cases = BigInteger.ZERO;
        for (int i = MET; i <= WITHOUT_SLA; i++) {
            cases = cases.add(BigInteger.valueOf(counts[i]));
        }
        BigInteger tenths = BigInteger.ZERO;
        for (int i = TENTHS; i < COUNTERS; i++) {
            tenths = tenths.add(BigInteger.valueOf(counts[i]));
        }
        if (cases.bitLength() >= Long.SIZE) {
            throw new IOException("cases are counted up to " + Long.MAX_VALUE + ", but there are more");
        }
        long measured = met() + missed() + breached();
        BigInteger times = BigInteger.valueOf(measured);
        if (elapsed.total() != measured || wall.total() != measured || !tenths.equals(times)) {
            throw new IOException("the times of " + elapsed.total() + ", " + wall.total() + " and " + tenths
                    + " cases do not belong to " + measured + " measured ones");
        }
        if (measured > 0 && goal == 0) {
            throw new IOException("a goal is above 0 and at most 1, but was " + goal);
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
