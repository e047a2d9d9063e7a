package org.sla4j.compliance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/**
 * What {@link BreachRisk} has learnt, worked out: for each group how likely a case is to finish in each part of the limit, and for each
 * reason how likely a wait is to end with work. Immutable and thread-safe; a later look needs new ones.
 */
public final class RiskCurves {
    private static final int ENOUGH = 30;

    private final List<Dimension> dimensions;
    private final int lean;
    /** By the values of the first dimensions, none for all cases. */
    private final Map<List<Object>, Curve> curves;

    private final Map<String, double[]> resumptions = new HashMap<>();
    private final double[] anyResumption;
    private final long cases;

    /** The chance to finish in each part, and how many cases that is known from. */
    private static final class Curve {
        private final double[] finishes = new double[RiskCells.PARTS];
        private final double[] atRisk = new double[RiskCells.PARTS];
    }

    RiskCurves(
            List<Dimension> dimensions,
            int lean,
            Map<ComplianceAggregator.Key, RiskCells> groups,
            Map<String, WaitCells> waits) {
        this.dimensions = dimensions;
        this.lean = lean;
        WaitCells anyWait = new WaitCells();
        waits.values().forEach(anyWait::merge);
        double[] none = new double[WaitCells.AGES];
        Arrays.fill(none, 1);
        this.anyResumption = resumption(anyWait, new double[0][], none);
        double[][] parent = hazards(anyWait, new double[0][]);
        waits.forEach((reason, cells) -> resumptions.put(reason, resumption(cells, parent, anyResumption)));
        double resumes = meanResumption(waits);

        Map<List<Object>, RiskCells> sums = new HashMap<>();
        groups.forEach((key, cells) -> {
            List<Object> facts = key.facts();
            for (int depth = 0; depth <= facts.size(); depth++) {
                sums.computeIfAbsent(List.copyOf(facts.subList(0, depth)), absent -> new RiskCells())
                        .merge(cells);
            }
        });
        this.cases = sums.getOrDefault(List.of(), new RiskCells()).cases();
        this.curves = new HashMap<>();
        List<List<Object>> byDepth = new ArrayList<>(sums.keySet());
        byDepth.sort((a, b) -> Integer.compare(a.size(), b.size()));
        for (List<Object> facts : byDepth) {
            curves.put(facts, curve(facts, sums.getOrDefault(facts, new RiskCells()), resumes));
        }
    }

    private Curve curve(List<Object> facts, RiskCells cells, double resumes) {
        Curve curve = new Curve();
        double[] finishes = curve.finishes;
        double[] atRisk = curve.atRisk;
        for (int part = 0; part < RiskCells.PARTS; part++) {
            // Most of those that wait never run again, so that they count as finished as far as they do not.
            double waiting = cells.get(RiskCells.SEEN_WAITING, part);
            double finished = cells.get(RiskCells.FINISHED, part) + (1 - resumes) * waiting;
            double known = cells.get(RiskCells.AT_START, part)
                    + cells.get(RiskCells.ENTERED, part) / 2.0
                    - (cells.get(RiskCells.SEEN_RUNNING, part) + resumes * waiting) / 2;
            atRisk[part] = Math.max(0, known);
            double raw;
            if (facts.isEmpty()) {
                raw = atRisk[part] > 0 ? finished / atRisk[part] : part == 0 ? 0 : finishes[part - 1];
            } else {
                double above = above(facts).finishes[part];
                raw = (finished + lean * above) / (atRisk[part] + lean);
            }
            finishes[part] = Math.min(1, Math.max(0, raw));
        }
        return curve;
    }

    private Curve above(List<Object> facts) {
        return curveOf(facts.subList(0, facts.size() - 1));
    }

    /** The curve of a group, or of the nearest one with fewer dimensions. */
    private Curve curveOf(List<Object> facts) {
        Curve found = curves.get(facts);
        return found != null || facts.isEmpty()
                ? Objects.requireNonNullElse(found, NOTHING)
                : curveOf(facts.subList(0, facts.size() - 1));
    }

    private static final Curve NOTHING = new Curve();

    /** The chances at each age that a wait ends with work, and with the end of the case. */
    private double[][] hazards(WaitCells cells, double[][] parent) {
        double[][] hazards = new double[2][WaitCells.AGES];
        for (int age = 0; age < WaitCells.AGES; age++) {
            double risk = Math.max(0, cells.atRisk(age));
            for (int kind = 0; kind < 2; kind++) {
                double ended = cells.get(kind == 0 ? WaitCells.RESUMED : WaitCells.FINISHED, age);
                hazards[kind][age] = parent.length == 0
                        ? risk > 0 ? ended / risk : 0
                        : (ended + lean * parent[kind][age]) / (risk + lean);
            }
            double all = hazards[0][age] + hazards[1][age];
            if (all > 1) {
                hazards[0][age] /= all;
                hazards[1][age] /= all;
            }
        }
        return hazards;
    }

    /** The chance at each age that a wait ends with work at last: backwards from the oldest. */
    private double[] resumption(WaitCells cells, double[][] parent, double[] otherwise) {
        double[][] hazards = hazards(cells, parent);
        double[] resumption = new double[WaitCells.AGES];
        int oldest = WaitCells.AGES - 1;
        double ends = hazards[0][oldest] + hazards[1][oldest];
        double later = ends > 0 ? hazards[0][oldest] / ends : Double.NaN;
        for (int age = oldest; age >= 0; age--) {
            double known = hazards[0][age] + hazards[1][age];
            if (Double.isNaN(later)) {
                // No wait was ever seen to end at this age or later.
                later = known > 0 ? hazards[0][age] / known : Double.NaN;
            } else if (age < oldest) {
                later = hazards[0][age] + (1 - known) * later;
            }
            resumption[age] = Double.isNaN(later) ? otherwise[age] : later;
        }
        return resumption;
    }

    private double meanResumption(Map<String, WaitCells> waits) {
        double sum = 0;
        long open = 0;
        for (Map.Entry<String, WaitCells> entry : waits.entrySet()) {
            for (int age = 0; age < WaitCells.AGES; age++) {
                int waiting = entry.getValue().get(WaitCells.OPEN, age);
                sum += waiting * resumption(entry.getKey())[age];
                open += waiting;
            }
        }
        return open <= 0 ? 1 : Math.min(1, Math.max(0, sum / open));
    }

    private double[] resumption(String reason) {
        return resumptions.getOrDefault(reason, anyResumption);
    }

    /**
     * Forecasts one open case.
     *
     * @param outcome the measurement as it stands now
     * @return the forecast; empty if it is finished, cancelled or unpromised, and while fewer than 30 cases have been seen in all
     */
    public Optional<RiskForecast> of(Outcome outcome) {
        boolean isOpen = outcome.verdict() == Verdict.PENDING || outcome.verdict() == Verdict.BREACHED;
        if (!isOpen || !outcome.isPromised() || outcome.limit().isZero() || cases < ENOUGH) {
            return Optional.empty();
        }
        List<Object> facts = facts(outcome);
        List<String> group = facts.stream().map(Object::toString).toList();
        double share = RiskWalk.share(outcome);
        int part = RiskCells.partFrom(share);
        long[] samples = new long[facts.size() + 1];
        int place = facts.size();
        for (int depth = 0; depth <= facts.size(); depth++) {
            samples[depth] = Math.round(curves.getOrDefault(facts.subList(0, depth), NOTHING).atRisk[part]);
        }
        while (place > 0 && samples[place] < ENOUGH) {
            place--;
        }
        boolean isWaiting = outcome.phase() == Phase.PAUSED;
        double resumes = isWaiting ? resumption(outcome) : 1;
        Curve curve = curveOf(facts);
        Chance chance = share > 1 ? new Chance(1, 1, 1) : chance(curve, share, part, resumes);
        return Optional.of(new RiskForecast(
                chance.likely,
                chance.low,
                chance.high,
                group,
                samples[facts.size()],
                group.subList(0, place),
                samples[place],
                isWaiting ? Optional.empty() : half(curve, share, part, outcome.limit()),
                isWaiting ? Optional.of(resumes) : Optional.empty()));
    }

    private List<Object> facts(Outcome outcome) {
        List<Outcome.Stage> stages = RiskWalk.stages(outcome);
        Outcome.Stage now = stages.get(stages.size() - 1);
        return dimensions.stream()
                .map(dimension -> dimension.fact(outcome, now))
                .toList();
    }

    private double resumption(Outcome outcome) {
        double least = 1;
        boolean isKnown = false;
        for (Outcome.Wait wait : outcome.path().waits()) {
            if (wait.ending() == Outcome.Wait.Ending.OPEN) {
                least = Math.min(least, resumption(wait.reason().name())[WaitCells.age(wait.age())]);
                isKnown = true;
            }
        }
        return isKnown ? least : anyResumption[0];
    }

    private record Chance(double likely, double low, double high) {}

    /** The product of the chances to go on up to the limit, with Greenwood's variance of its logarithm. */
    private Chance chance(Curve curve, double share, int part, double resumes) {
        double log = 0;
        double variance = 0;
        for (int i = part; i < RiskCells.LIMIT; i++) {
            double weight = i == part ? 1 - passed(share, part) : 1;
            double finishes = Math.min(curve.finishes[i], 1 - 1e-9);
            log += weight * Math.log1p(-finishes);
            variance += weight * finishes / ((1 - finishes) * (curve.atRisk[i] + lean));
        }
        double likely = resumes * Math.exp(log);
        double error = Statistics.Z * Math.sqrt(variance);
        return new Chance(likely, likely * Math.exp(-error), Math.min(resumes, likely * Math.exp(error)));
    }

    private static double passed(double share, int part) {
        double from = RiskCells.edge(part);
        double to = RiskCells.edge(part + 1);
        return Double.isInfinite(to) ? 0 : (share - from) / (to - from);
    }

    private static Optional<Duration> half(Curve curve, double share, int part, Duration limit) {
        double left = Math.log(0.5);
        for (int i = part; i < RiskCells.PARTS - 1; i++) {
            double from = i == part ? passed(share, part) : 0;
            double each = Math.log1p(-Math.min(curve.finishes[i], 1 - 1e-9));
            double after = left - (1 - from) * each;
            if (after >= 0 && each < 0) {
                double end = RiskCells.edge(i) + (from + left / each) * (RiskCells.edge(i + 1) - RiskCells.edge(i));
                return Optional.of(Duration.ofSeconds(Math.round((end - share) * limit.toSeconds())));
            }
            left = after;
        }
        return Optional.empty();
    }

    /**
     * Adds up open cases.
     *
     * @param outcomes measurements as they stand now; only those that are open and within their limits count
     * @return how many of them will miss, with the range that chance and the sample allow
     */
    public RiskSummary sum(Iterable<Outcome> outcomes) {
        long open = 0;
        long unknown = 0;
        double expected = 0;
        double byChance = 0;
        Map<List<String>, Double> bySample = new HashMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome.verdict() != Verdict.PENDING || !outcome.isPromised()) {
                continue;
            }
            open++;
            Optional<RiskForecast> forecast = of(outcome);
            if (forecast.isEmpty()) {
                unknown++;
                continue;
            }
            double likely = forecast.get().missProbability();
            expected += likely;
            byChance += likely * (1 - likely);
            // What is wrong about a group is wrong for all of its cases.
            bySample.merge(
                    forecast.get().leansOn(),
                    (forecast.get().high() - forecast.get().low()) / (2 * Statistics.Z),
                    Double::sum);
        }
        double variance = byChance
                + bySample.values().stream().mapToDouble(error -> error * error).sum();
        double spread = Statistics.Z * Math.sqrt(variance);
        return new RiskSummary(
                open,
                unknown,
                expected,
                Math.max(0, Math.round(Math.floor(expected - spread))),
                Math.min(open - unknown, Math.round(Math.ceil(expected + spread))));
    }

    /**
     * Adds up open cases by one dimension.
     *
     * @param outcomes measurements as they stand now
     * @param by such as {@link Dimension#TEAM}
     * @return a summary for each value, in the order of the values; unmodifiable
     */
    public SortedMap<String, RiskSummary> sumBy(Iterable<Outcome> outcomes, Dimension by) {
        Map<String, List<Outcome>> groups = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            groups.computeIfAbsent(by.fact(outcome).toString(), absent -> new ArrayList<>())
                    .add(outcome);
        }
        SortedMap<String, RiskSummary> sums = new TreeMap<>();
        groups.forEach((value, own) -> sums.put(value, sum(own)));
        return Collections.unmodifiableSortedMap(sums);
    }

    /**
     * Returns how many cases were seen in all.
     *
     * @return cases learnt from, the open ones included; forecasts begin at 30
     */
    public long cases() {
        return cases;
    }
}
