package org.sla4j.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.examples.JdbcSlaStore;
import org.sla4j.examples.Transactions;

/** A help desk in a process of its own, which is killed while it works: {@code CrashChild url folder start seed}. */
final class CrashChild {
    /** An hour of the desk is a tenth of a second. */
    private static final long FASTER = 36_000;

    private CrashChild() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[1]);
        InstantSource clock = clock(Long.parseLong(args[2]));
        Random random = new Random(Long.parseLong(args[3]));
        SlaMonitor monitor = SlaMonitor.builder(
                        Desk.ESCALATING,
                        store(args[0]),
                        event -> append(folder.resolve("told"), event.id() + "\t" + event.at()),
                        clock)
                .build();
        append(folder.resolve("started"), args[3]);
        int cases = 0;
        while (true) {
            Instant now = clock.instant();
            String id = "INC-" + args[3] + "-" + cases;
            CaseEvent event = switch (random.nextInt(4)) {
                case 0, 1 -> CaseEvent.opened("INC-" + args[3] + "-" + ++cases, now, Severity.CRITICAL);
                case 2 -> CaseEvent.waiting(id, now, Desk.CUSTOMER);
                default -> random.nextBoolean() ? CaseEvent.resumed(id, now) : CaseEvent.resolved(id, now);
            };
            if (cases > 0 && cases < 40) {
                append(folder.resolve("begun"), event.toString());
                if (event.type().equals(EventType.OPENED) || monitor.find(id).isPresent()) {
                    monitor.record(event);
                    append(folder.resolve("recorded"), event.toString());
                }
            }
            monitor.tick(clock.instant());
        }
    }

    /** Time that runs faster, from one start through all restarts. */
    static InstantSource clock(long start) {
        return () -> Desk.NINE.plus(Duration.ofMillis((System.currentTimeMillis() - start) * FASTER));
    }

    static JdbcSlaStore store(String url) {
        DataSource database;
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL(url);
            database = h2;
        } else {
            PGSimpleDataSource postgres = new PGSimpleDataSource();
            postgres.setURL(url);
            postgres.setUser("sla4j");
            database = postgres;
        }
        JdbcSlaStore store = new JdbcSlaStore(Transactions.of(database));
        store.createTables();
        return store;
    }

    /** Writes a line so that the death of this process cannot take it back. */
    private static void append(Path file, String line) {
        try {
            Files.writeString(
                    file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
