package org.sla4j.benchmarks;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.SlaMonitor;
import org.sla4j.monitor.jdbc.JdbcSlaStore;

/**
 * Records cases in a database and delivers what falls due, with one thread and with four, each with a connection of its own, and counts
 * the statements.
 *
 * <p>{@code java -cp benchmarks.jar:DRIVER.jar org.sla4j.benchmarks.StoreLoad jdbc:postgresql://localhost/test?user=me}. A case has five
 * events, each recorded by a call of its own. The tables it makes stay behind. What is measured is time on the wall: most of it is the
 * database's.
 */
public final class StoreLoad {
    private static final Instant MORNING = Instant.parse("2026-01-14T09:00:00Z");
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final int CASES = 500;
    private static final int EVENTS = 5;

    private final String url;
    private final String prefix;
    private final int threads;
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();

    private StoreLoad(String url, int threads) {
        this.url = url;
        this.threads = threads;
        prefix = "load" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "_";
    }

    /**
     * Measures and prints.
     *
     * @param args where the database is
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        for (Measured row : measure(args[0], "")) {
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %-10s %,10.0f a second %8.2f statements each%n",
                    row.benchmark(),
                    row.params(),
                    1e9 / row.nanos(),
                    row.bytes());
        }
    }

    /** One row for recording and one for delivery, by 1 and by 4 threads: nanoseconds on the wall, and statements, for each. */
    static List<Measured> measure(String url, String measuredOn) throws InterruptedException {
        List<Measured> rows = new ArrayList<>();
        new StoreLoad(url, 1).run(""); // once before, for the compiler
        for (int threads : List.of(1, 4)) {
            rows.addAll(new StoreLoad(url, threads).run(measuredOn));
        }
        return rows;
    }

    private List<Measured> run(String measuredOn) throws InterruptedException {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            nodes.add(new Node());
        }
        statements.set(0);
        long start = System.nanoTime();
        all(nodes, Node::record);
        long records = (long) CASES * EVENTS * threads;
        Measured recording = row(measuredOn, "record", System.nanoTime() - start, records);
        statements.set(0);
        start = System.nanoTime();
        all(nodes, node -> node.monitor.tick(node.now));
        return List.of(recording, row(measuredOn, "deliver", System.nanoTime() - start, delivered.get()));
    }

    private Measured row(String measuredOn, String what, long nanos, long count) {
        return new Measured(
                "monitor",
                measuredOn,
                "JdbcSlaStore." + what,
                "threads=" + threads,
                (double) nanos / count,
                (double) statements.get() / count);
    }

    /** A monitor with a connection and a clock of its own. */
    private final class Node implements InstantSource {
        private volatile Instant now = MORNING;
        private final SlaMonitor monitor = SlaMonitor.builder(
                        JdbcSlaStore.builder(new OneConnection())
                                .prefix(prefix)
                                .build()
                                .install(),
                        fact -> delivered.incrementAndGet(),
                        this)
                .agreement(Desk.agreement())
                .build();

        @Override
        public Instant instant() {
            return now;
        }

        private void record(CaseEvent event) {
            now = event.at();
            monitor.record(event);
        }

        private void record() {
            String node = Long.toString(System.nanoTime(), Character.MAX_RADIX);
            for (int i = 0; i < CASES; i++) {
                String id = "INC-" + node + "-" + i;
                record(CaseEvent.opened(id, MORNING, Severity.LOW));
                record(CaseEvent.responded(id, MORNING.plusSeconds(600)));
                record(CaseEvent.waiting(id, MORNING.plusSeconds(1_200), CUSTOMER));
                record(CaseEvent.resumed(id, MORNING.plusSeconds(2_400), CUSTOMER));
                record(CaseEvent.resolved(id, MORNING.plusSeconds(3_600)));
            }
        }
    }

    private interface Work {
        void with(Node node);
    }

    private static void all(List<Node> nodes, Work work) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(nodes.size());
        List<Future<?>> done = new ArrayList<>();
        nodes.forEach(node -> done.add(executor.submit(() -> work.with(node))));
        executor.shutdown();
        for (Future<?> one : done) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A node of the load failed.", e);
            }
        }
    }

    /** A source that gives the same connection again and again, and counts its statements, a batch as one. */
    private final class OneConnection implements DataSource {
        private final Connection connection;

        OneConnection() {
            try {
                connection = DriverManager.getConnection(url);
            } catch (SQLException e) {
                throw new IllegalStateException("No connection to " + url, e);
            }
        }

        @Override
        public Connection getConnection() {
            return counted(Connection.class, connection);
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }

        private <T> T counted(Class<T> type, T behind) {
            return type.cast(Proxy.newProxyInstance(
                    StoreLoad.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        if (behind instanceof Connection && method.getName().equals("close")) {
                            return null;
                        }
                        if (method.getName().startsWith("execute")) {
                            statements.incrementAndGet();
                        }
                        try {
                            Object result = method.invoke(behind, arguments);
                            return result instanceof PreparedStatement statement
                                    ? counted(PreparedStatement.class, statement)
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        @Override
        public PrintWriter getLogWriter() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLogWriter(PrintWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLoginTimeout(int seconds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("Nothing is wrapped.");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
