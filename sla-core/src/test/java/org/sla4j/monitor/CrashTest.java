package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sla4j.monitor.jdbc.JdbcSlaStore;
import org.sla4j.postgres.PostgresServer;

/**
 * Kills one of three nodes on one PostgreSQL while they work, starts it again, and at last compares what was reported with what the saved
 * events give. {@code -Dsla4j.kills=30} kills so often.
 */
@Tag("postgresql")
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashTest {
    private static final int KILLS = Integer.getInteger("sla4j.kills", 3);
    private static final int NODES = 3;

    @RegisterExtension
    final LogLines log = new LogLines();

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostAndNothingIsOutOfOrderWhenNodesAreKilled() throws Exception {
        DataSource database = PostgresServer.newDatabase();
        JdbcSlaStore store = JdbcSlaStore.of(database).install();
        String url;
        try (Connection connection = database.getConnection()) {
            url = connection.getMetaData().getURL();
        }
        long start = System.currentTimeMillis();
        Random random = new Random();
        List<Process> nodes = new ArrayList<>();
        int seed = 0;
        try {
            while (nodes.size() < NODES) {
                nodes.add(start(url, start, seed++));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                awaitStart(nodes, seed);
                TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1500));
                int victim = random.nextInt(NODES);
                nodes.get(victim).destroyForcibly().waitFor();
                nodes.set(victim, start(url, start, seed++));
            }
            awaitStart(nodes, seed);
        } finally {
            for (Process node : nodes) {
                node.destroyForcibly().waitFor();
            }
        }
        check(store, start);
    }

    private void awaitStart(List<Process> nodes, int seed) throws InterruptedException {
        while (lines("started").size() < seed) {
            assertThat(nodes).as(() -> String.join("\n", lines("output"))).allMatch(Process::isAlive);
            TimeUnit.MILLISECONDS.sleep(20);
        }
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

    private void check(JdbcSlaStore store, long start) {
        Set<String> told = new LinkedHashSet<>();
        List<String[]> all = new ArrayList<>();
        lines("told").forEach(line -> all.add(line.split("\t", -1)));
        SlaMonitor last = SlaMonitor.builder(
                        store,
                        fact -> all.add(new String[] {fact.id(), fact.at().toString(), fact.detail()}),
                        () -> CrashChild.clock(start).instant().plusSeconds(1_000_000))
                .agreement(Desk.ESCALATING)
                // The clock runs fast: the usual five minutes of it are over in no time.
                .lease(Duration.ofDays(3650))
                .build();
        last.tick(CrashChild.clock(start).instant().plusSeconds(1_000_000));
        last.close();
        assertThat(all).as("the test reports something").hasSizeGreaterThan(10);
        for (String[] fact : all) {
            if (fact[0].endsWith("/retracted")) {
                assertThat(told).as("a retraction after its fact").contains(fact[2]);
            }
            told.add(fact[0]);
        }
        Set<String> raised = new TreeSet<>();
        Set<String> saved = new TreeSet<>();
        for (String id : new TreeSet<>(lines("begun"))) {
            History history = History.parse(id, store.alone(session -> session.history(id)));
            history.events().forEach(event -> saved.add(event.toString()));
            store.<String>alone(session -> session.history(id))
                    .lines()
                    .map(line -> List.of(line.split("\t", -1)))
                    .forEach(line -> {
                        if (line.get(0).equals("reported")) {
                            assertThat(raised.add(FactText.standing(id, line).id()))
                                    .as("raised once")
                                    .isTrue();
                        } else if (line.get(0).equals("retracted")) {
                            assertThat(raised.add(line.get(1) + "/retracted"))
                                    .as("retracted once")
                                    .isTrue();
                        }
                    });
        }
        assertThat(saved).as("what was recorded is saved").containsAll(lines("recorded"));
        assertThat(new TreeSet<>(told))
                .as("each raised fact is delivered, and nothing else")
                .isEqualTo(raised);
    }
}
