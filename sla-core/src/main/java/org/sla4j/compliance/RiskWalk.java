package org.sla4j.compliance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** Goes with one measurement through the parts of its limit, and counts it in each under the group that had it when the part began. */
final class RiskWalk {
    private static final double SAME = 1e-9;

    private final Outcome outcome;
    private final Instant observedFrom;
    private final Sink sink;

    private double share;
    private int part;
    /** Whether the part has been reached, but not entered. */
    private boolean isAtStart;

    private Outcome.Stage owner;
    private Outcome.@Nullable Stage ownerBefore;

    /** Takes the counts. */
    interface Sink {
        void count(Outcome.Stage group, int kind, int part);

        void countCase(Outcome.Stage group);

        void countWait(Outcome.Wait wait, Duration from);
    }

    private RiskWalk(Outcome outcome, Instant observedFrom, Sink sink) {
        this.outcome = outcome;
        this.observedFrom = observedFrom;
        this.sink = sink;
        this.owner = stages(outcome).get(0);
    }

    static void walk(Outcome outcome, Instant observedFrom, Sink sink) {
        Instant end = outcome.end().orElse(outcome.at());
        boolean wasSeen = !outcome.start().isBefore(observedFrom) || end.isAfter(observedFrom);
        if (outcome.isPromised() && !outcome.limit().isZero() && wasSeen) {
            new RiskWalk(outcome, observedFrom, sink).walk();
        }
    }

    /** The stages of the path; an outcome without one had the same group all the time. */
    static List<Outcome.Stage> stages(Outcome outcome) {
        List<Outcome.Stage> stages = outcome.path().stages();
        return stages.isEmpty()
                ? List.of(new Outcome.Stage(
                        outcome.start(), 0, outcome.creditedTo(), outcome.team(), outcome.severity(), outcome.limit()))
                : stages;
    }

    static double share(Outcome outcome) {
        double share = nanos(outcome.elapsed()) / nanos(outcome.limit());
        // A nanosecond more than the limit is more than the limit, also of a thousand years.
        return share <= 1 && outcome.elapsed().compareTo(outcome.limit()) > 0 ? Math.nextUp(1.0) : share;
    }

    private static double nanos(Duration time) {
        return time.getSeconds() * 1e9 + time.getNano();
    }

    private void walk() {
        List<Outcome.Stage> stages = stages(outcome);
        Instant end = outcome.end().orElse(outcome.at());
        boolean isIn = false;
        for (int i = 0; i < stages.size(); i++) {
            Outcome.Stage stage = stages.get(i);
            boolean isLast = i + 1 == stages.size();
            Instant until = isLast ? end : stages.get(i + 1).start();
            double to = Math.max(stage.share(), isLast ? share(outcome) : shareBefore(stages.get(i + 1), stage));
            if (!isIn && (isLast || until.isAfter(observedFrom))) {
                enter(stage, seenFrom(stage, until, to));
                sink.countCase(stage);
                isIn = true;
            } else if (isIn && Math.abs(stage.share() - share) > SAME) {
                // Another limit: the case leaves one part of it and comes into another.
                if (!isAtStart) {
                    sink.count(owner, RiskCells.SEEN_RUNNING, part);
                }
                enter(stage, stage.share());
            }
            if (isIn) {
                advance(stage, to);
            }
        }
        leave(stages.get(stages.size() - 1));
        outcome.path().waits().forEach(this::countWait);
    }

    /** How much was used when a stage ended, as a share of its own limit. */
    private static double shareBefore(Outcome.Stage next, Outcome.Stage stage) {
        return next.limit().equals(stage.limit())
                ? next.share()
                : next.share() * nanos(next.limit()) / Math.max(1, nanos(stage.limit()));
    }

    /** A case that began before anybody watched is first seen with the share it had then. */
    private double seenFrom(Outcome.Stage stage, Instant until, double to) {
        if (!outcome.start().isBefore(observedFrom) || !stage.start().isBefore(observedFrom)) {
            return stage.share();
        }
        double passed = nanos(Duration.between(stage.start(), observedFrom));
        double all = Math.max(1, nanos(Duration.between(stage.start(), until)));
        return stage.share() + (to - stage.share()) * Math.min(1, passed / all);
    }

    private void enter(Outcome.Stage stage, double from) {
        share = from;
        part = RiskCells.partFrom(from);
        isAtStart = RiskCells.edge(part) == from;
        ownerBefore = null;
        owner = stage;
        if (!isAtStart) {
            sink.count(stage, RiskCells.ENTERED, part);
        }
    }

    private void advance(Outcome.Stage stage, double to) {
        while (share < to) {
            if (isAtStart) {
                sink.count(stage, RiskCells.AT_START, part);
                owner = stage;
                isAtStart = false;
            }
            double edge = RiskCells.edge(part + 1);
            share = Math.min(to, edge);
            if (share == edge) {
                ownerBefore = owner;
                part++;
                isAtStart = true;
            }
        }
    }

    private void leave(Outcome.Stage last) {
        Verdict verdict = outcome.verdict();
        boolean isFinished = verdict == Verdict.MET || verdict == Verdict.MISSED;
        boolean isWaiting = outcome.phase() == Phase.PAUSED;
        if (isFinished && isAtStart) {
            // What ends exactly at an edge ends in the part below: exactly at the limit is met.
            Outcome.Stage before = ownerBefore;
            if (before != null) {
                sink.count(before, RiskCells.FINISHED, part - 1);
            } else {
                int place = Math.max(0, part - 1);
                sink.count(last, part == 0 ? RiskCells.AT_START : RiskCells.ENTERED, place);
                sink.count(last, RiskCells.FINISHED, place);
            }
        } else if (isFinished) {
            sink.count(owner, RiskCells.FINISHED, part);
        } else if (isWaiting) {
            if (isAtStart) {
                sink.count(last, RiskCells.AT_START, part);
            }
            sink.count(isAtStart ? last : owner, RiskCells.SEEN_WAITING, part);
        } else if (!isAtStart) {
            sink.count(owner, RiskCells.SEEN_RUNNING, part);
        }
    }

    private void countWait(Outcome.Wait wait) {
        Duration from =
                wait.start().isBefore(observedFrom) ? Duration.between(wait.start(), observedFrom) : Duration.ZERO;
        if (from.compareTo(wait.age()) <= 0) {
            sink.countWait(wait, from);
        }
    }
}
