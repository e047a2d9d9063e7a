package org.sla4j.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.jdbc.JdbcSlaStore;

/** A node in a process of its own, which is killed while it works: {@code CrashChild url folder start seed}. */
final class CrashChild {
    /** An hour of the desk is a tenth of a second. */
    private static final long FASTER = 36_000;

    private CrashChild() {}

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[1]);
        InstantSource clock = clock(Long.parseLong(args[2]));
        Random random = new Random(Long.parseLong(args[3]));
        SlaMonitor monitor = SlaMonitor.builder(
                        JdbcSlaStore.of(database(args[0])),
                        fact -> append(folder.resolve("told"), fact.id() + "\t" + fact.at() + "\t" + fact.detail()),
                        clock)
                .agreement(Desk.ESCALATING)
                // Three seconds of this machine: what a killed node held is taken over soon.
                .lease(Duration.ofHours(30))
                .build();
        monitor.start((task, at) -> {
            long millis = Math.max(1, Duration.between(clock.instant(), at).toMillis() / FASTER);
            Future<?> unused = EXECUTOR.schedule(task, millis, TimeUnit.MILLISECONDS);
        });
        append(folder.resolve("started"), args[3]);
        for (int cases = 1; ; ) {
            String id = "INC-" + args[3] + "-" + cases;
            int dice = random.nextInt(4);
            if (dice == 0 && cases < 40) {
                id = "INC-" + args[3] + "-" + ++cases;
            }
            CaseEvent opened = CaseEvent.opened(id, Desk.NINE, Severity.CRITICAL);
            CaseEvent event = dice < 2
                    ? opened
                    : dice == 2
                            ? CaseEvent.waiting(id, clock.instant(), Desk.CUSTOMER)
                            : random.nextBoolean()
                                    ? CaseEvent.resumed(id, clock.instant())
                                    : CaseEvent.resolved(id, clock.instant());
            append(folder.resolve("begun"), id);
            try {
                monitor.record(event);
                append(folder.resolve("recorded"), event.toString());
            } catch (SlaStoreException e) {
                // Not opened yet, or locked for too long: a host would try again.
                TimeUnit.MILLISECONDS.sleep(1);
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(10));
        }
    }

    private static final ScheduledExecutorService EXECUTOR = Executors.newScheduledThreadPool(1);

    /** Time that runs faster, from one start through all restarts. */
    static InstantSource clock(long start) {
        return () -> Desk.NINE.plus(Duration.ofMillis((System.currentTimeMillis() - start) * FASTER));
    }

    static DataSource database(String url) {
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setURL(url);
        postgres.setUser("sla4j");
        return postgres;
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
