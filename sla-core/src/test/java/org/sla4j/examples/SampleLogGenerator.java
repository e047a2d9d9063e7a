package org.sla4j.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes the sample log: a made-up help desk in the first half of 2026, the same bytes for the same seed and number of cases.
 *
 * <p>Most cases come in on weekday mornings, the more severe are handled faster, some wait for the customer or a vendor, a few
 * change severity, are reopened or cancelled, and the latest are still open.
 */
public final class SampleLogGenerator {
    private static final Instant START = Instant.parse("2026-01-05T06:00:00Z");
    private static final Instant END = Instant.parse("2026-06-30T18:00:00Z");
    private static final String[] TEAMS = {"service desk", "network", "applications"};

    private final Random random;
    private final List<Row> rows = new ArrayList<>();

    private record Row(Instant at, int order, String text) {}

    private SampleLogGenerator(long seed) {
        random = new Random(seed);
    }

    /**
     * Writes a sample log.
     *
     * @param args the file to write, and optionally how many cases (200 unless given)
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        int cases = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        Files.writeString(Path.of(args[0]), generate(20_260_105, cases), StandardCharsets.UTF_8);
    }

    static String generate(long seed, int cases) {
        SampleLogGenerator generator = new SampleLogGenerator(seed);
        for (int i = 1; i <= cases; i++) {
            generator.addCase(String.format(Locale.ROOT, "INC-%04d", i));
        }
        StringBuilder out = new StringBuilder("case,time,event,severity,reason,party,team,channel\n");
        generator.rows.sort(Comparator.comparing(Row::at).thenComparingInt(Row::order));
        generator.rows.forEach(row -> out.append(row.text()).append('\n'));
        return out.toString();
    }

    private void addCase(String id) {
        Instant at = arrival();
        int severity = pick(3, 12, 55, 30) + 1;
        String team = TEAMS[pick(60, 20, 20)];
        add(id, at, "opened", Integer.toString(severity), "", "", team, random.nextInt(3) == 0 ? "phone" : "portal");
        if (random.nextInt(40) == 0) {
            add(id, later(at, 30), "cancelled", "", "", "", "", "");
            return;
        }
        at = later(at, new int[] {6, 35, 120, 260}[severity - 1]);
        add(id, at, "responded", "", "", "", "", "");
        if (random.nextInt(20) == 0) {
            at = later(at, 60);
            severity = Math.max(1, severity - 1);
            add(id, at, "severity changed", Integer.toString(severity), "", "", "", "");
        }
        if (random.nextInt(10) < 3) {
            boolean customer = random.nextInt(4) > 0;
            String reason = customer ? "awaiting user info" : "awaiting vendor";
            String party = customer ? "customer" : "vendor";
            at = later(at, 90);
            add(id, at, "waiting", "", reason, party, "", "");
            at = later(at, customer ? 1_500 : 3_000);
            add(id, at, "resumed", "", reason, party, "", "");
        }
        if (random.nextInt(6) == 0) {
            at = later(at, 60);
            add(id, at, "reassigned", "", "", "", TEAMS[random.nextInt(TEAMS.length)], "");
        }
        at = later(at, new int[] {70, 300, 1_900, 3_600}[severity - 1]);
        add(id, at, "resolved", "", "", "", "", "");
        if (random.nextInt(25) == 0) {
            at = later(at, 600);
            add(id, at, "reopened", "", "", "", "", "");
            at = later(at, 500);
            add(id, at, "resolved", "", "", "", "", "");
        }
        add(id, later(at, 4_000), "closed", "", "", "", "", "");
    }

    /** Four of five cases come in between 07:00 and 15:00 UTC on a weekday. */
    private Instant arrival() {
        long days = Duration.between(START, END).toDays();
        Instant day = START.plus(Duration.ofDays(random.nextInt((int) days)));
        boolean weekend = day.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() > 5;
        if (weekend && random.nextInt(5) > 0) {
            day = day.plus(Duration.ofDays(2));
        }
        int minutes = random.nextInt(5) == 0 ? random.nextInt(1_080) : 60 + random.nextInt(480);
        return day.plus(Duration.ofMinutes(minutes));
    }

    /** An instant later by a time that is usually near the given minutes and now and then many times as long. */
    private Instant later(Instant at, int minutes) {
        double factor = Math.exp(random.nextGaussian() * 0.8);
        return at.plusSeconds(Math.max(20, Math.round(minutes * 60 * factor)));
    }

    private int pick(int... weights) {
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        int left = random.nextInt(total);
        int choice = 0;
        while (left >= weights[choice]) {
            left -= weights[choice++];
        }
        return choice;
    }

    private void add(String id, Instant at, String... fields) {
        if (at.isBefore(END)) {
            rows.add(new Row(at, rows.size(), id + "," + at + "," + String.join(",", fields)));
        }
    }
}
