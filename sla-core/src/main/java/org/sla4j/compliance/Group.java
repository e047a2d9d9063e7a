package org.sla4j.compliance;

import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/**
 * The figures of one group: counts, counts by goal, sums, and buckets of times. It keeps only what can be taken out again, so that
 * an outcome that was added and removed leaves no trace.
 */
final class Group {
    /** Tenths of the limit up to twice the limit, and one for all above. */
    static final int SHARES = 21;

    static final String PROVIDER = "provider";
    static final String NO_REASON = "no wait";
    /** Upper ends of the ages of open cases, in days; the last group has none. */
    static final List<Integer> AGES = List.of(1, 3, 7, 14, 30, 90);

    private static final int MOST_NAMES = 1_000;
    /** Pairs of a party and a team. */
    private static final int MOST_HOLDERS = 20_000;

    private static final int MOST_GOALS = 1_000;
    private static final Duration CLOSE = Duration.ofMinutes(1);

    static final int MET = 0;
    static final int MISSED = 1;
    static final int BREACHED = 2;
    static final int RUNNING = 3;
    static final int PAUSED = 4;
    static final int CANCELLED = 5;
    static final int WITHOUT_SLA = 6;
    static final int ADJUSTED = 7;
    static final int TOUCHES = 8;
    static final int SUPERVISORS = 9;
    static final int RAISED = 10;
    static final int REOPENINGS = 11;
    static final int REINVESTIGATIONS = 12;
    static final int WAITS = 13;
    static final int UNENDED = 14;
    static final int CLOSE_CALLS = 15;
    static final int FINISHED_PAUSED = 16;
    static final int REOPENED = 17;
    static final int HANDOVERS = 18;
    static final int REVISED_MET = 19;
    static final int REVISED_CANCELLED = 20;
    static final int REVISED_OPEN = 21;
    private static final int COUNTERS = 22;

    /** Ratings 1 to 5 of cases that met their limit, then those of cases that missed it. */
    private static final int RATED = 0;

    private static final int TENTHS = RATED + 10;
    private static final int OPEN_FOR = TENTHS + SHARES;
    private static final int DETAILS = OPEN_FOR + 7;

    /** An outcome with one of these was over its limit once, or was not only because its clock stood still. */
    private static final Set<Outcome.Flag> WAS_BREACHED = Set.of(
            Outcome.Flag.CANCELLED_AFTER_BREACH,
            Outcome.Flag.DOWNGRADED_AFTER_BREACH,
            Outcome.Flag.RETARGETED_AFTER_BREACH,
            Outcome.Flag.REOPENED_LATE);

    private final long[] counts = new long[COUNTERS];
    /** Missing in the many groups of which nothing is measured yet. */
    private long @Nullable [] details;

    private @Nullable TreeMap<Double, OfGoal> goals;
    /** The goal that was counted last, mostly that of the next outcome too: looking a number up in a map makes an object of it. */
    private double lastGoal = Double.NaN;

    private @Nullable OfGoal ofLastGoal;
    private Sketch limits = new Sketch();
    private Sketch finished = new Sketch();
    private Sketch breached = new Sketch();
    private Sketch pending = new Sketch();
    private Sketch wall = new Sketch();
    private Sum life = new Sum();
    private Sum lifePaused = new Sum();
    private Sums byParty = new Sums();
    /** Time on clocks that count only while a party has the case, by party. */
    private Sums partyClocks = new Sums();

    private Sums byReason = new Sums();
    private Sums missesByHolder = new Sums();
    private Sums missesByReason = new Sums();
    /** The time on the wall, by {@code party/team}. */
    private Sums byHolder = new Sums();

    private Sums flags = new Sums();

    /** The cases that were measured against one goal: how many in all, and how many of them met and missed their limit. */
    static final class OfGoal {
        private long promised;
        private long met;
        private long misses;

        long promised() {
            return promised;
        }

        long met() {
            return met;
        }

        long misses() {
            return misses;
        }

        long measured() {
            return met + misses;
        }

        private boolean isNothing() {
            return promised == 0 && met == 0 && misses == 0;
        }
    }

    void add(Outcome outcome) {
        requireRoomFor(outcome);
        change(outcome, 1);
    }

    void remove(Outcome outcome) {
        requireRoomFor(outcome);
        change(outcome, -1);
    }

    private void change(Outcome outcome, int sign) {
        counts[ADJUSTED] += outcome.isAdjusted() ? sign : 0;
        if (!outcome.flags().isEmpty()) {
            outcome.flags().forEach(flag -> flags.add(flag.name(), sign, 0));
        }
        if (!outcome.isPromised()) {
            counts[WITHOUT_SLA] += sign;
            return;
        }
        Verdict verdict = outcome.verdict();
        int kind = switch (verdict) {
            case MET -> MET;
            case MISSED -> MISSED;
            case BREACHED -> BREACHED;
            case CANCELLED -> CANCELLED;
            case PENDING -> outcome.phase() == Phase.PAUSED ? PAUSED : RUNNING;
        };
        counts[kind] += sign;
        change(outcome.goal(), sign, verdict == Verdict.MET ? sign : 0, verdict.isMiss() ? sign : 0);
        limits.add(outcome.limit(), sign);
        changePauses(outcome, sign);
        changeIntegrity(outcome, sign);
        boolean isOpen = verdict == Verdict.BREACHED || verdict == Verdict.PENDING;
        if (isOpen) {
            details()[OPEN_FOR + age(outcome.wall())] += sign;
        }
        if (verdict != Verdict.CANCELLED) {
            Sketch times = verdict == Verdict.PENDING ? pending : isOpen ? breached : finished;
            times.add(outcome.elapsed(), sign);
        }
        if (verdict == Verdict.MET || verdict.isMiss()) {
            changeMeasured(outcome, sign);
        }
    }

    private void change(double goal, long promised, long met, long misses) {
        OfGoal one = ofGoal(goal);
        one.promised += promised;
        one.met += met;
        one.misses += misses;
        if (one.isNothing() && goals != null) {
            goals.remove(goal);
            ofLastGoal = null;
        }
    }

    private OfGoal ofGoal(double goal) {
        OfGoal last = ofLastGoal;
        if (last != null && Double.compare(goal, lastGoal) == 0) {
            return last;
        }
        TreeMap<Double, OfGoal> all = goals;
        if (all == null) {
            all = new TreeMap<>();
            goals = all;
        }
        OfGoal one = all.get(goal);
        if (one == null) {
            one = new OfGoal();
            all.put(goal, one);
        }
        lastGoal = goal;
        ofLastGoal = one;
        return one;
    }

    private long[] details() {
        long[] own = details;
        if (own == null) {
            own = new long[DETAILS];
            details = own;
        }
        return own;
    }

    static int age(Duration wall) {
        int age = 0;
        while (age < AGES.size() && wall.compareTo(Duration.ofDays(AGES.get(age))) >= 0) {
            age++;
        }
        return age;
    }

    private void changePauses(Outcome outcome, int sign) {
        Outcome.Pauses pauses = outcome.pauses();
        counts[WAITS] += (long) sign * pauses.count();
        counts[UNENDED] += (long) sign * pauses.unended();
        counts[FINISHED_PAUSED] += pauses.finishedWhilePaused() ? sign : 0;
        if (pauses.leastLeft().isPresent() && pauses.leastLeft().get().compareTo(CLOSE) <= 0) {
            counts[CLOSE_CALLS] += sign;
        }
        Instant end = outcome.end().orElse(outcome.at());
        // Whole seconds do here: a share of life is shown in per cent.
        life.add(sign * (end.getEpochSecond() - outcome.start().getEpochSecond()), 0);
        for (int i = 0; i < outcome.paused().size(); i++) {
            lifePaused.add(outcome.paused().get(i).wall(), sign);
        }
    }

    private void changeIntegrity(Outcome outcome, int sign) {
        Verdict verdict = outcome.verdict();
        if (!verdict.isMiss()
                && !outcome.flags().isEmpty()
                && outcome.flags().stream().anyMatch(WAS_BREACHED::contains)) {
            int kind = verdict == Verdict.MET
                    ? REVISED_MET
                    : verdict == Verdict.CANCELLED ? REVISED_CANCELLED : REVISED_OPEN;
            counts[kind] += sign;
        }
        List<Outcome.Stage> stages = outcome.path().stages();
        Instant end = outcome.end().orElse(outcome.at());
        for (int i = 0; i < stages.size(); i++) {
            Outcome.Stage stage = stages.get(i);
            Instant until = i + 1 < stages.size() ? stages.get(i + 1).start() : end;
            byHolder.add(holder(stage), Duration.between(stage.start(), until), sign);
            counts[HANDOVERS] += i > 0 && isHandOver(stages.get(i - 1).team(), stage.team()) ? sign : 0;
        }
    }

    /** A first team is none: the case was with nobody before. */
    private static boolean isHandOver(String from, String to) {
        return !from.isEmpty() && !to.isEmpty() && !from.equals(to);
    }

    private static String holder(Outcome.Stage stage) {
        return stage.holder().withoutTeam().key() + '/' + stage.team();
    }

    private void changeMeasured(Outcome outcome, int sign) {
        Duration used = outcome.elapsed();
        boolean isMiss = outcome.verdict().isMiss();
        changeWall(outcome.start(), outcome.end().orElse(outcome.at()), sign);
        details()[TENTHS + tenth(used, outcome.limit())] += sign;
        for (int i = 0; i < outcome.paused().size(); i++) {
            Outcome.PausedTime paused = outcome.paused().get(i);
            byParty.add(paused.holder().withoutTeam().key(), paused.open(), sign);
            byReason.add(paused.reason(), paused.open(), sign);
        }
        Holder credited = outcome.creditedTo();
        if (!credited.isProvider()) {
            partyClocks.add(credited.key(), used, sign);
        }
        counts[REOPENED] += outcome.effort().reopenings() > 0 ? sign : 0;
        if (isMiss) {
            changeMiss(outcome, sign);
            Outcome.Effort effort = outcome.effort();
            counts[TOUCHES] += (long) sign * effort.touches();
            counts[SUPERVISORS] += (long) sign * effort.supervisors();
            counts[RAISED] += (long) sign * effort.raised();
            counts[REOPENINGS] += (long) sign * effort.reopenings();
            counts[REINVESTIGATIONS] += (long) sign * effort.reinvestigations();
        }
        if (outcome.rating().isPresent()) {
            details()[RATED + (isMiss ? 5 : 0) + outcome.rating().getAsInt() - 1] += sign;
        }
    }

    /** By numbers, because a time that is made for this alone is the one thing that adding would allocate. */
    private void changeWall(Instant start, Instant end, int sign) {
        int nanos = end.getNano() - start.getNano();
        long seconds = end.getEpochSecond() - start.getEpochSecond() - (nanos < 0 ? 1 : 0);
        wall.add(seconds, nanos + (nanos < 0 ? 1_000_000_000 : 0), sign);
    }

    /**
     * Puts a miss down to the party and to the reason that held the case longer than any other, and than the clock counted for the one
     * whose clock it is.
     */
    private void changeMiss(Outcome outcome, int sign) {
        String holder = outcome.creditedTo().withoutTeam().key();
        String reason = NO_REASON;
        Duration mostOfHolder = outcome.elapsed();
        Duration mostOfReason = outcome.elapsed();
        List<Outcome.PausedTime> paused = outcome.paused();
        for (int i = 0; i < paused.size(); i++) {
            Outcome.PausedTime one = paused.get(i);
            Duration ofHolder = one.open();
            Duration ofReason = one.open();
            for (int j = 0; j < paused.size(); j++) {
                Outcome.PausedTime other = paused.get(j);
                ofHolder = j != i && other.holder().equals(one.holder()) ? ofHolder.plus(other.open()) : ofHolder;
                ofReason = j != i && other.reason().equals(one.reason()) ? ofReason.plus(other.open()) : ofReason;
            }
            if (ofHolder.compareTo(mostOfHolder) > 0) {
                mostOfHolder = ofHolder;
                holder = one.holder().withoutTeam().key();
            }
            if (ofReason.compareTo(mostOfReason) > 0) {
                mostOfReason = ofReason;
                reason = one.reason();
            }
        }
        missesByHolder.add(holder, sign, 0);
        missesByReason.add(reason, sign, 0);
    }

    /** Which tenth of the limit a time is in; exactly the limit is still within it. */
    static int tenth(Duration used, Duration limit) {
        double share = limit.isZero()
                ? used.isZero() ? 0 : Double.POSITIVE_INFINITY
                : (used.getSeconds() + used.getNano() / 1e9) / (limit.getSeconds() + limit.getNano() / 1e9);
        int place = (int) Math.min(SHARES - 1, Math.max(0, Math.ceil(share * 10) - 1));
        return used.compareTo(limit) <= 0 ? Math.min(place, 9) : Math.max(place, 10);
    }

    /** Refuses what does not fit before anything is changed. */
    private void requireRoomFor(Outcome outcome) {
        if (cases() >= Bytes.MOST - 1 || !life.hasRoomFor(Outcome.LONGEST.toSeconds())) {
            throw tooMuch();
        }
        int fresh = 0;
        for (int i = 0; i < outcome.paused().size(); i++) {
            Outcome.PausedTime paused = outcome.paused().get(i);
            fresh += byParty.has(paused.holder().withoutTeam().key()) && byReason.has(paused.reason()) ? 0 : 1;
            if (!lifePaused.hasRoomFor(paused.wall().toSeconds())) {
                throw tooMuch();
            }
        }
        if (fresh > 0 && Math.max(byParty.size(), byReason.size()) + fresh > MOST_NAMES) {
            throw tooManyNames();
        }
        Holder credited = outcome.creditedTo();
        if (!credited.isProvider() && partyClocks.size() == MOST_NAMES && !partyClocks.has(credited.key())) {
            throw tooManyNames();
        }
        if (byHolder.size() + outcome.path().stages().size() > MOST_HOLDERS) {
            long more = outcome.path().stages().stream()
                    .map(Group::holder)
                    .distinct()
                    .filter(name -> !byHolder.has(name))
                    .count();
            if (byHolder.size() + more > MOST_HOLDERS) {
                throw tooManyHolders();
            }
        }
        TreeMap<Double, OfGoal> all = goals;
        if (all != null && all.size() == MOST_GOALS && outcome.isPromised() && !all.containsKey(outcome.goal())) {
            throw tooManyGoals();
        }
    }

    private static ArithmeticException tooMuch() {
        return new ArithmeticException("Cases and seconds of a group add up to " + Bytes.MOST + " at most.");
    }

    private static IllegalStateException tooManyNames() {
        return new IllegalStateException(
                "A group keeps " + MOST_NAMES
                        + " parties and reasons at most; write what differs from case to case somewhere else than into a reason.");
    }

    private static IllegalStateException tooManyHolders() {
        return new IllegalStateException("A group keeps " + MOST_HOLDERS + " pairs of a party and a team at most.");
    }

    private static IllegalStateException tooManyGoals() {
        return new IllegalStateException("A group keeps " + MOST_GOALS + " different goals at most.");
    }

    void requireRoomFor(Group other) {
        boolean fits = limits.hasRoomFor(other.limits)
                && finished.hasRoomFor(other.finished)
                && breached.hasRoomFor(other.breached)
                && pending.hasRoomFor(other.pending)
                && wall.hasRoomFor(other.wall)
                && life.hasRoomFor(other.life)
                && lifePaused.hasRoomFor(other.lifePaused);
        for (int i = 0; i < names().size(); i++) {
            fits &= names().get(i).hasRoomFor(other.names().get(i));
        }
        for (int i = 0; i < COUNTERS; i++) {
            fits &= Math.abs(counts[i]) <= Bytes.MOST - Math.abs(other.counts[i]);
        }
        if (!fits) {
            throw tooMuch();
        }
        if (byParty.union(other.byParty) > MOST_NAMES
                || byReason.union(other.byReason) > MOST_NAMES
                || partyClocks.union(other.partyClocks) > MOST_NAMES) {
            throw tooManyNames();
        }
        if (byHolder.union(other.byHolder) > MOST_HOLDERS) {
            throw tooManyHolders();
        }
        if (goals().size()
                        + other.goals().keySet().stream()
                                .filter(goal -> !goals().containsKey(goal))
                                .count()
                > MOST_GOALS) {
            throw tooManyGoals();
        }
    }

    private List<Sums> names() {
        return List.of(byParty, byReason, missesByHolder, missesByReason, byHolder, flags, partyClocks);
    }

    private List<Sketch> sketches() {
        return List.of(limits, finished, breached, pending, wall);
    }

    void merge(Group other) {
        merge(other, 1);
    }

    private void merge(Group given, int sign) {
        Group other = given == this ? copy() : given;
        for (int i = 0; i < COUNTERS; i++) {
            counts[i] += sign * other.counts[i];
        }
        long[] theirs = other.details;
        if (theirs != null) {
            long[] own = details();
            for (int i = 0; i < DETAILS; i++) {
                own[i] += sign * theirs[i];
            }
        }
        other.goals().forEach((goal, one) -> change(goal, sign * one.promised, sign * one.met, sign * one.misses));
        for (int i = 0; i < sketches().size(); i++) {
            sketches().get(i).merge(other.sketches().get(i), sign);
        }
        life.merge(other.life, sign);
        lifePaused.merge(other.lifePaused, sign);
        for (int i = 0; i < names().size(); i++) {
            names().get(i).merge(other.names().get(i), sign);
        }
    }

    Group copy() {
        Group copy = new Group();
        copy.merge(this);
        return copy;
    }

    /** Whether everything that was added has been taken out again. */
    boolean isEmpty() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return areZero(details)
                && goals().isEmpty()
                && sketches().stream().allMatch(Sketch::isEmpty)
                && life.isZero()
                && lifePaused.isZero()
                && names().stream().allMatch(Sums::isEmpty);
    }

    private static boolean areZero(long @Nullable [] numbers) {
        for (long number : numbers == null ? new long[0] : numbers) {
            if (number != 0) {
                return false;
            }
        }
        return true;
    }

    /** What there is less than nothing of, when more was taken out than put in. */
    Optional<String> negative() {
        for (int i = 0; i < COUNTERS; i++) {
            if (counts[i] < 0) {
                return Optional.of(i <= WITHOUT_SLA ? counts[i] + " " + KINDS.get(i) : counts[i] + " of a count");
            }
        }
        boolean isBelow = sketches().stream().anyMatch(Sketch::isNegative)
                || life.isNegative()
                || lifePaused.isNegative()
                || names().stream().anyMatch(sums -> sums.negative().isPresent())
                || goals().values().stream().anyMatch(one -> one.promised < 0 || one.met < 0 || one.misses < 0);
        for (int i = 0; i < DETAILS; i++) {
            isBelow |= detail(i) < 0;
        }
        return isBelow ? Optional.of("times below zero") : Optional.empty();
    }

    private static final List<String> KINDS =
            List.of("met", "missed", "breached", "running", "paused", "cancelled", "without SLA");

    long count(int counter) {
        return counts[counter];
    }

    private long detail(int place) {
        long[] own = details;
        return own == null ? 0 : own[place];
    }

    private long cases() {
        long cases = 0;
        for (int i = MET; i <= WITHOUT_SLA; i++) {
            cases += Math.abs(counts[i]);
        }
        return cases;
    }

    /** The cases by goal, the lowest goal first. */
    Map<Double, OfGoal> goals() {
        return goals == null ? Map.of() : goals;
    }

    /** How many of the measured cases must meet their limit: the sum of what each goal asks of its own. */
    BigDecimal needed() {
        return weighted((goal, one) -> one.measured());
    }

    /** The goal of all promised cases together, where none is measured yet. */
    BigDecimal promisedShare() {
        long promised = goals().values().stream().mapToLong(OfGoal::promised).sum();
        return promised == 0
                ? BigDecimal.ZERO
                : weighted((goal, one) -> one.promised()).divide(BigDecimal.valueOf(promised), Statistics.DIGITS);
    }

    private interface Weight {
        long of(double goal, OfGoal one);
    }

    private BigDecimal weighted(Weight weight) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<Double, OfGoal> entry : goals().entrySet()) {
            sum = sum.add(BigDecimal.valueOf(entry.getKey())
                    .multiply(BigDecimal.valueOf(weight.of(entry.getKey(), entry.getValue()))));
        }
        return sum;
    }

    Sketch limits() {
        return limits;
    }

    Sketch finished() {
        return finished;
    }

    /** The times used of all that is open, breached or not. */
    Sketch open() {
        Sketch open = breached.copy();
        open.merge(pending, 1);
        return open;
    }

    /** The times used of all measured cases. */
    Sketch elapsed() {
        Sketch elapsed = finished.copy();
        elapsed.merge(breached, 1);
        return elapsed;
    }

    Sketch wall() {
        return wall;
    }

    double sharePaused() {
        return life.count() == 0 ? 0 : Math.min(1, (double) lifePaused.count() / life.count());
    }

    /** Open time by who had the case: while a clock counts whose clock it is, else the party waited for. */
    SortedMap<String, Duration> byParty() {
        SortedMap<String, Duration> times = byParty.times();
        Duration work = elapsed().sum();
        for (Map.Entry<String, Duration> one : partyClocks.times().entrySet()) {
            work = work.minus(one.getValue());
            times.merge(one.getKey(), one.getValue(), Duration::plus);
        }
        if (!work.isZero() || (times.isEmpty() && wall.total() > 0)) {
            times.merge(PROVIDER, work, Duration::plus);
        }
        return times;
    }

    SortedMap<String, Duration> byReason() {
        return byReason.times();
    }

    SortedMap<String, Long> missesByHolder() {
        return missesByHolder.counts();
    }

    SortedMap<String, Long> missesByReason() {
        return missesByReason.counts();
    }

    SortedMap<String, Duration> byHolder() {
        return byHolder.times();
    }

    long flagged(Outcome.Flag flag) {
        return flags.count(flag.name());
    }

    long tenths(int tenth) {
        return detail(TENTHS + tenth);
    }

    long rated(boolean missed, int rating) {
        return detail(RATED + (missed ? 5 : 0) + rating - 1);
    }

    long openFor(int age) {
        return detail(OPEN_FOR + age);
    }

    void write(DataOutput out) throws IOException {
        for (long count : counts) {
            Bytes.signed(out, count);
        }
        for (int i = 0; i < DETAILS; i++) {
            Bytes.signed(out, detail(i));
        }
        Bytes.number(out, goals().size());
        for (Map.Entry<Double, OfGoal> entry : goals().entrySet()) {
            out.writeDouble(entry.getKey());
            Bytes.signed(out, entry.getValue().promised);
            Bytes.signed(out, entry.getValue().met);
            Bytes.signed(out, entry.getValue().misses);
        }
        for (Sketch sketch : sketches()) {
            sketch.write(out);
        }
        life.write(out);
        lifePaused.write(out);
        for (Sums sums : names()) {
            sums.write(out);
        }
    }

    static Group read(Bytes.Input in) throws IOException {
        Group group = new Group();
        for (int i = 0; i < COUNTERS; i++) {
            group.counts[i] = Bytes.readSigned(in);
        }
        for (int i = 0; i < DETAILS; i++) {
            long detail = Bytes.readSigned(in);
            if (detail != 0) {
                group.details()[i] = detail;
            }
        }
        int many = in.count("goals", MOST_GOALS, 11);
        double last = 0;
        for (int i = 0; i < many; i++) {
            double goal = in.readDouble();
            if (!(goal > last && goal <= 1)) {
                throw new IOException(
                        "goals are above 0, at most 1 and in order, but there is " + goal + " after " + last);
            }
            group.change(goal, Bytes.readSigned(in), Bytes.readSigned(in), Bytes.readSigned(in));
            last = goal;
        }
        group.limits = Sketch.read(in);
        group.finished = Sketch.read(in);
        group.breached = Sketch.read(in);
        group.pending = Sketch.read(in);
        group.wall = Sketch.read(in);
        group.life = Sum.read(in);
        group.lifePaused = Sum.read(in);
        group.byParty = Sums.read(in, MOST_NAMES);
        group.byReason = Sums.read(in, MOST_NAMES);
        group.missesByHolder = Sums.read(in, MOST_NAMES);
        group.missesByReason = Sums.read(in, MOST_NAMES);
        group.byHolder = Sums.read(in, MOST_HOLDERS);
        group.flags = Sums.read(in, Outcome.Flag.values().length);
        group.partyClocks = Sums.read(in, MOST_NAMES);
        group.check(many);
        return group;
    }

    /** Refuses figures that contradict each other. */
    private void check(int goalsRead) throws IOException {
        long promised = 0;
        long met = 0;
        long misses = 0;
        for (OfGoal one : goals().values()) {
            promised += one.promised;
            met += one.met;
            misses += one.misses;
        }
        long measured = counts[MET] + counts[MISSED] + counts[BREACHED];
        long open = counts[BREACHED] + counts[RUNNING] + counts[PAUSED];
        long all = counts[MET] + counts[MISSED] + open + counts[CANCELLED];
        require("goals", goals().size(), goalsRead);
        require("promised cases", promised, all);
        require("limits", limits.total(), all);
        require("met", met, counts[MET]);
        require("misses", misses, counts[MISSED] + counts[BREACHED]);
        require("times of finished cases", finished.total(), counts[MET] + counts[MISSED]);
        require("times of breached cases", breached.total(), counts[BREACHED]);
        require("times of open cases", pending.total(), counts[RUNNING] + counts[PAUSED]);
        require("times on the wall", wall.total(), measured);
        require("shares of the limit", details(TENTHS, SHARES), measured);
        require("ages", details(OPEN_FOR, AGES.size() + 1), open);
        if (isEmpty()) {
            throw new IOException("there is a group of nothing");
        }
    }

    private long details(int from, int many) {
        long sum = 0;
        for (int i = from; i < from + many; i++) {
            sum += detail(i);
        }
        return sum;
    }

    private static void require(String what, long there, long expected) throws IOException {
        if (there != expected) {
            throw new IOException("there are " + there + " " + what + " where " + expected + " belong");
        }
    }
}
