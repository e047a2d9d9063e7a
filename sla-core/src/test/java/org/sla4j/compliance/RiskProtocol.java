package org.sla4j.compliance;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** The protocol by which forecasts are held against what happened on real logs; its figures are those of the guide. */
final class RiskProtocol {
    private static final double[] POINTS = {0.25, 0.5, 0.75};

    private final RiskLog log;
    private final Instant split;
    private final Instant observedFrom;

    RiskProtocol(RiskLog log, Instant observedFrom) {
        this.log = log;
        this.observedFrom = observedFrom;
        this.split = log.cases.get((int) (log.cases.size() * 0.6)).opened();
    }

    /** What was foretold of a case at a point, by groups and without, and what became of it. */
    record Pair(int point, double foretold, double base, double unconditional, boolean missed) {}

    /** The figures of one mode. */
    record Result(List<Pair> pairs) {
        List<Pair> at(int point) {
            return pairs.stream().filter(pair -> pair.point == point).toList();
        }

        static double brier(List<Pair> pairs, ToDoubleFunction<Pair> of) {
            return pairs.stream()
                    .mapToDouble(pair -> Math.pow(of.applyAsDouble(pair) - (pair.missed ? 1 : 0), 2))
                    .average()
                    .orElse(Double.NaN);
        }

        /** How much better than the base, and the standard error of that, paired. */
        static double[] gain(List<Pair> pairs) {
            double[] gains = pairs.stream()
                    .mapToDouble(pair -> Math.pow(pair.base - (pair.missed ? 1 : 0), 2)
                            - Math.pow(pair.foretold - (pair.missed ? 1 : 0), 2))
                    .toArray();
            double mean = Arrays.stream(gains).average().orElse(0);
            double squares = Arrays.stream(gains)
                    .map(gain -> (gain - mean) * (gain - mean))
                    .sum();
            return new double[] {mean, Math.sqrt(squares / gains.length / gains.length)};
        }

        static double ece(List<Pair> pairs) {
            double[] foretold = new double[10];
            double[] happened = new double[10];
            for (Pair pair : pairs) {
                int bin = Math.min(9, (int) (pair.foretold * 10));
                foretold[bin] += pair.foretold;
                happened[bin] += pair.missed ? 1 : 0;
            }
            double error = 0;
            for (int i = 0; i < 10; i++) {
                error += Math.abs(foretold[i] - happened[i]);
            }
            return error / pairs.size();
        }
    }

    private BreachRisk model(Dimension... dimensions) {
        BreachRisk risk = BreachRisk.of(dimensions).withWindow(180, Dimension.day(ZoneOffset.UTC));
        return observedFrom.equals(Instant.MIN) ? risk : risk.withObservedFrom(observedFrom);
    }

    /** A model that is kept current: what was finished since the last look is added, the window moved, the open cases laid over it. */
    private final class Current {
        private final BreachRisk risk = model(Dimension.SEVERITY, Dimension.TEAM);
        private final BreachRisk base = model(Dimension.METRIC);
        private final List<RiskLog.Case> byEnd;
        private int next;
        private RiskCurves curves = risk.curves(List.of());
        private RiskCurves baseCurves = base.curves(List.of());

        Current() {
            byEnd = log.cases.stream()
                    .filter(one -> one.finished().isPresent())
                    .sorted(Comparator.comparing(one -> one.finished().orElseThrow()))
                    .toList();
        }

        void moveTo(Instant now) {
            while (next < byEnd.size()
                    && !byEnd.get(next).finished().orElseThrow().isAfter(now)) {
                Outcome outcome = byEnd.get(next++).outcome(now);
                risk.add(outcome);
                base.add(outcome);
            }
            risk.moveTo(now);
            base.moveTo(now);
            List<Outcome> open = open(now);
            curves = risk.curves(open);
            baseCurves = base.curves(open);
        }
    }

    private List<Outcome> open(Instant now) {
        return log.cases.stream()
                .filter(one -> one.isOpenAt(now))
                .map(one -> one.outcome(now))
                .toList();
    }

    private record Point(Instant at, RiskLog.Case of, int point) {}

    private List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (RiskLog.Case one : log.cases) {
            if (one.opened().isBefore(split) || one.missed().isEmpty()) {
                continue;
            }
            for (int i = 0; i < POINTS.length; i++) {
                Optional<Instant> at = one.reached(POINTS[i]);
                if (at.isPresent()
                        && one.isOpenAt(at.get())
                        && one.outcome(at.get()).verdict() == Verdict.PENDING) {
                    points.add(new Point(at.get(), one, i));
                }
            }
        }
        points.sort(Comparator.comparing(Point::at));
        return points;
    }

    /** Foretells each case at each point; learning ends at the split, or goes on every so often. */
    Result foretell(Optional<Duration> every) {
        Current current = new Current();
        current.moveTo(split);
        double unconditional = probability(current.baseCurves, fresh());
        List<Pair> pairs = new ArrayList<>();
        Instant next = split.plus(every.orElse(Duration.ZERO));
        for (Point point : points()) {
            while (every.isPresent() && !next.isAfter(point.at)) {
                if (next.plus(every.get()).isAfter(point.at)) {
                    current.moveTo(next);
                }
                next = next.plus(every.get());
            }
            Outcome outcome = point.of.outcome(point.at);
            pairs.add(new Pair(
                    point.point,
                    probability(current.curves, outcome),
                    probability(current.baseCurves, outcome),
                    unconditional,
                    point.of.missed().orElseThrow()));
        }
        return new Result(pairs);
    }

    private static double probability(RiskCurves curves, Outcome outcome) {
        return curves.of(outcome).map(RiskForecast::missProbability).orElse(0.5);
    }

    private Outcome fresh() {
        RiskLog.Case first = log.cases.get(0);
        return first.outcome(first.opened());
    }

    /** What the riskiest and the most pressing cases of some instants came to. */
    record Snapshot(
            int open, int missed, double foretold, double riskiest, double leastLeft, double dueFirst, double ece) {}

    Snapshot snapshots(List<Instant> instants, Duration every, ToDoubleFunction<Integer> most) {
        Current current = new Current();
        int open = 0;
        int missed = 0;
        double foretold = 0;
        int taken = 0;
        int[] hits = new int[3];
        List<Pair> pairs = new ArrayList<>();
        for (Instant at : new TreeSet<>(instants)) {
            long steps = Duration.between(split, at).dividedBy(every);
            current.moveTo(split.plus(every.multipliedBy(Math.max(0, steps))));
            record Open(Outcome outcome, boolean missed, double risk, Duration left, Instant due) {}
            List<Open> all = new ArrayList<>();
            for (RiskLog.Case one : log.cases) {
                if (one.isOpenAt(at) && one.missed().isPresent()) {
                    Outcome outcome = one.outcome(at);
                    if (outcome.verdict() == Verdict.PENDING) {
                        Duration left = outcome.limit().minus(outcome.elapsed());
                        boolean isWaiting = outcome.phase() == Phase.PAUSED;
                        all.add(new Open(
                                outcome,
                                one.missed().orElseThrow(),
                                probability(current.curves, outcome),
                                left,
                                isWaiting ? Instant.MAX : log.calendar.plus(at, left)));
                    }
                }
            }
            int k = (int) Math.min(all.size(), most.applyAsDouble(all.size()));
            List<Comparator<Open>> orders = List.of(
                    Comparator.comparingDouble(Open::risk).reversed().thenComparing(Open::left),
                    Comparator.comparing(Open::left),
                    Comparator.comparing(Open::due).thenComparing(Open::left));
            for (int i = 0; i < hits.length; i++) {
                hits[i] += (int) all.stream()
                        .sorted(orders.get(i))
                        .limit(k)
                        .filter(Open::missed)
                        .count();
            }
            taken += k;
            open += all.size();
            missed += (int) all.stream().filter(Open::missed).count();
            foretold += all.stream().mapToDouble(Open::risk).sum();
            all.forEach(one -> pairs.add(new Pair(0, one.risk, one.risk, one.risk, one.missed)));
        }
        return new Snapshot(
                open,
                missed,
                foretold,
                (double) hits[0] / taken,
                (double) hits[1] / taken,
                (double) hits[2] / taken,
                Result.ece(pairs));
    }

    /** Noons or midnights from one instant on. */
    List<Instant> instants(Instant from, Duration step) {
        List<Instant> instants = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            instants.add(from.plus(step.multipliedBy(i)));
        }
        return instants;
    }

    Instant split() {
        return split;
    }

    /** Ten noons from the split to the opening of the case at 95 %, after which hardly any case comes in. */
    List<Instant> noons() {
        Instant from = split.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36));
        Instant to = log.cases.get((int) (log.cases.size() * 0.95)).opened();
        long days = Duration.between(from, to).toDays();
        List<Instant> noons = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            noons.add(from.plus(Duration.ofDays(days * i / 9)));
        }
        return noons;
    }

    /** The mean size of a group in a period of a week, names and waits not counted. */
    double bytesOfAGroup() {
        BreachRisk weekly = BreachRisk.of(Dimension.SEVERITY, Dimension.TEAM)
                .withWindow(1_000, Dimension.week(ZoneOffset.UTC))
                .withObservedFrom(observedFrom);
        log.cases.forEach(one -> weekly.add(one.outcome(log.end)));
        return (double) weekly.bytesOfCounts() / weekly.groups();
    }

    String print(String mode, Result result) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < POINTS.length; i++) {
            List<Pair> at = result.at(i);
            double[] gain = Result.gain(at);
            out.append(String.format(
                    Locale.ROOT,
                    "%-10s %-8s %2.0f %%: n %5d, Brier %.4f, conditional base %.4f (gain %+.4f, standard error %.4f),"
                            + " unconditional base %.4f, calibration error %.3f%n",
                    log.name,
                    mode,
                    POINTS[i] * 100,
                    at.size(),
                    Result.brier(at, Pair::foretold),
                    Result.brier(at, Pair::base),
                    gain[0],
                    gain[1],
                    Result.brier(at, Pair::unconditional),
                    Result.ece(at)));
        }
        return out.append(String.format(
                        Locale.ROOT,
                        "%-10s %-8s calibration error pooled over the points %.3f%n",
                        log.name,
                        mode,
                        Result.ece(result.pairs())))
                .toString();
    }
}
