package org.sla4j.compliance;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sla4j.compliance.ComplianceReport.Suggestion;

/** Finds the shortest limit that past cases would have kept often enough. */
final class Suggestions {
    private final Sketch finished;
    private final Sketch open;

    Suggestions(Sketch finished, Sketch open) {
        this.finished = finished;
        this.open = open;
    }

    /**
     * The first bucket at whose upper end the share is kept. There every case of the bucket is within the limit, and with a longer
     * limit the share only grows: more are met, and fewer open ones are over it.
     */
    Suggestion at(double share) {
        int[] buckets = IntStream.concat(Arrays.stream(finished.filled()), Arrays.stream(open.filled()))
                .sorted()
                .distinct()
                .toArray();
        int place = 0;
        while (!isKept(share, buckets[place])) {
            place++;
        }
        Duration limit = roundedUp(Sketch.longestOf(buckets[place]));
        long n = finished.total() + open.total() - open.upTo(buckets[place]);
        long[] ranks = Statistics.quantileRanks(share, n);
        Duration low = finished.atRank(Math.min(finished.total(), ranks[0]));
        Optional<Duration> high =
                ranks[1] > n || ranks[1] > finished.total() ? Optional.empty() : Optional.of(finished.atRank(ranks[1]));
        return new Suggestion(
                share,
                limit,
                low.compareTo(limit) < 0 ? low : limit,
                high.map(end -> end.compareTo(limit) > 0 ? end : limit));
    }

    private boolean isKept(double share, int bucket) {
        long met = finished.upTo(bucket);
        long measured = finished.total() + open.total() - open.upTo(bucket);
        return met > 0 && met >= Statistics.rank(share, measured);
    }

    /** As exactly as people read it, and never less than was found. */
    private static Duration roundedUp(Duration time) {
        long step = time.compareTo(Duration.ofHours(1)) < 0 ? 1 : 60;
        long seconds = time.getSeconds() + (time.getNano() > 0 ? 1 : 0);
        return Duration.ofSeconds(Math.max(1, Math.floorDiv(seconds + step - 1, step) * step));
    }
}
