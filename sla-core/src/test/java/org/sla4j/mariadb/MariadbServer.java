package org.sla4j.mariadb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A MariaDB server of this machine, started for the tests of one JVM in a directory of its own, as {@code PostgresServer} is.
 *
 * <p>The server listens on a free port of the loopback address, and goes with its directory when the JVM ends.
 */
public final class MariadbServer {
    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final Path INSTALL = Path.of("/usr/bin/mariadb-install-db");
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable MariadbServer shared;

    private final Path home;
    private final int port;
    private final Process process;

    private MariadbServer() throws IOException {
        home = Files.createTempDirectory("sla4j-mariadb");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String user = System.getProperty("user.name");
        Path data = home.resolve("data");
        run(List.of(
                INSTALL.toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--user=" + user));
        process = new ProcessBuilder(
                        SERVER.toString(),
                        "--no-defaults",
                        "--datadir=" + data,
                        "--user=" + user,
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=" + home.resolve("socket"),
                        "--pid-file=" + home.resolve("pid"),
                        "--skip-name-resolve",
                        "--innodb-flush-log-at-trx-commit=0",
                        "--innodb-buffer-pool-size=64M")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("server.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop MariaDB"));
        awaitStart();
    }

    private void awaitStart() throws IOException {
        for (int i = 0; i < 600; i++) {
            try (Connection connection = DriverManager.getConnection(url(""), "root", "")) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                if (!process.isAlive()) {
                    throw new IOException("MariaDB ended: " + Files.readString(home.resolve("server.log")), e);
                }
                pause();
            }
        }
        throw new IOException("MariaDB did not start: " + Files.readString(home.resolve("server.log")));
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while MariaDB started.", e);
        }
    }

    private String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    /**
     * Makes an empty database on the server that all tests of this JVM share.
     *
     * @return where to connect to, as root; the test that asks is skipped if no server is installed
     */
    public static DataSource newDatabase() {
        MariadbServer server = shared();
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server.url(""), "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            MariaDbDataSource source = new MariaDbDataSource(server.url(name));
            source.setUser("root");
            source.setPassword("");
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make database " + name + ".", e);
        }
    }

    private static synchronized MariadbServer shared() {
        if (shared == null) {
            if (!Files.isExecutable(SERVER) || !Files.isExecutable(INSTALL)) {
                throw new IllegalStateException("There is no MariaDB server in " + SERVER + ".");
            }
            try {
                shared = new MariadbServer();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot start the MariaDB server.", e);
            }
        }
        return shared;
    }

    private void stop() {
        try {
            process.destroyForcibly().waitFor();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(List<String> command) throws IOException {
        Path output = home.resolve("install.log");
        try {
            int code = new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException(command + " ended with " + code + ": " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while running " + command + ".", e);
        }
    }
}
