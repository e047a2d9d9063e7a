package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.ServiceCase;
import org.sla4j.examples.JdbcSlaStore;
import org.sla4j.postgres.PostgresServer;

/**
 * Kills a JVM by signal at random moments of its work with a real database, starts it again, and at last compares what was told with
 * what the saved events give. {@code -Dsla4j.kills=50} kills so often.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("sla4j.kills", 3);

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostWhenTheProcessIsKilledBesidePostgres() throws Exception {
        survives(url(PostgresServer.newDatabase().getConnection()));
    }

    @Test
    void nothingIsLostWhenTheProcessIsKilledWithAnH2File() throws Exception {
        // Without the write delay, for otherwise H2 calls a transaction committed up to half a second before it writes
        // it.
        survives("jdbc:h2:file:" + folder.resolve("h2") + ";MODE=PostgreSQL;FILE_LOCK=FS;WRITE_DELAY=0");
    }

    private static String url(Connection connection) throws SQLException {
        try (connection) {
            return connection.getMetaData().getURL();
        }
    }

    private void survives(String url) throws Exception {
        long start = System.currentTimeMillis();
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = start(url, start, kill);
            while (!lines("started").contains(Integer.toString(kill))) {
                assertThat(child.isAlive())
                        .as(() -> String.join("\n", lines("output")))
                        .isTrue();
                TimeUnit.MILLISECONDS.sleep(5);
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
            child.destroyForcibly().waitFor();
        }
        check(url, start);
    }

    private Process start(String url, long start, int seed) throws IOException {
        return ChildJvm.start(
                CrashChild.class,
                folder.resolve("output"),
                url,
                folder.toString(),
                Long.toString(start),
                Integer.toString(seed));
    }

    private List<String> lines(String file) {
        try {
            Path path = folder.resolve(file);
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(String url, long start) {
        JdbcSlaStore store = CrashChild.store(url);
        Instant now = CrashChild.clock(start).instant();
        Map<String, Instant> told = new LinkedHashMap<>();
        for (String line : lines("told")) {
            String[] parts = line.split("\t", 2);
            Instant at = Instant.parse(parts[1]);
            assertThat(told.getOrDefault(parts[0], at))
                    .as("the same id tells the same")
                    .isEqualTo(at);
            told.putIfAbsent(parts[0], at);
        }
        assertThat(told).as("the test tells something").isNotEmpty();
        SlaMonitor last = SlaMonitor.builder(
                        Desk.ESCALATING, store, event -> told.putIfAbsent(event.id(), event.at()), () -> now)
                .build();
        last.tick(now);
        last.close();
        assertThat(List.copyOf(told.values()))
                .as("what was told first was told in order")
                .isSorted();

        Set<String> saved = new HashSet<>();
        Set<String> expected = new TreeSet<>();
        for (String id : caseIds()) {
            store.load(Optional.of(id), kept -> {
                kept.events().forEach(event -> saved.add(event.toString()));
                assertThat(kept.undelivered()).isEmpty();
                expected.addAll(Narration.facts(
                                AgreementVersions.of(Desk.ESCALATING),
                                ServiceCase.replay(Desk.ESCALATING, kept.events()),
                                Times.nanos(now),
                                CaseWatch.NO_COST)
                        .keySet());
            });
        }
        assertThat(saved).as("what was recorded is saved").containsAll(lines("recorded"));
        assertThat(new TreeSet<>(told.keySet())).as("told, each at least once").isEqualTo(expected);
    }

    private Set<String> caseIds() {
        Set<String> ids = new LinkedHashSet<>();
        for (String line : new ArrayList<>(lines("begun"))) {
            ids.add(line.substring(0, line.indexOf(' ')));
        }
        return ids;
    }
}
