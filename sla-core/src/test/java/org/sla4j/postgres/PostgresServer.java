package org.sla4j.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of this machine, started for the tests of one JVM in a directory of its own.
 *
 * <pre>{@code
 * DataSource database = PostgresServer.newDatabase(); // skips the test where no PostgreSQL is installed
 * }</pre>
 *
 * The server listens on a free port of the loopback address, and goes with its directory when the JVM ends.
 */
public final class PostgresServer {
    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");
    private static final String SYSTEM_USER = "postgres";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable PostgresServer shared;

    private final Path binaries;
    private final Path home;
    private final int port;

    private PostgresServer(Path binaries) throws IOException {
        this.binaries = binaries;
        home = Files.createTempDirectory("sla4j-postgres");
        if (isRoot()) {
            // The server refuses to run as root.
            Files.setOwner(
                    home, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SYSTEM_USER));
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path data = home.resolve("data");
        run("initdb", "-D", data.toString(), "-U", "sla4j", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop PostgreSQL"));
        run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-l",
                home.resolve("server.log").toString(),
                "-o",
                "-p " + port
                        + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c deadlock_timeout=100ms",
                "-w",
                "start");
    }

    /**
     * Makes an empty database on the server that all tests of this JVM share.
     *
     * @return where to connect to, as any user without a password; the test that asks is skipped if no server is installed
     */
    public static DataSource newDatabase() {
        PostgresServer server = shared();
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = server.database("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make database " + name + ".", e);
        }
        return server.database(name);
    }

    private static synchronized PostgresServer shared() {
        if (shared == null) {
            Optional<Path> installed = binaries();
            if (installed.isEmpty()) {
                throw new IllegalStateException("There is no PostgreSQL server in " + INSTALLATIONS + "/*/bin.");
            }
            if (isRoot() && !hasSystemUser()) {
                throw new IllegalStateException("Root, and no user " + SYSTEM_USER + " to run a server.");
            }
            try {
                shared = new PostgresServer(installed.orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot start the PostgreSQL server.", e);
            }
        }
        return shared;
    }

    private static Optional<Path> binaries() {
        if (!Files.isDirectory(INSTALLATIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean hasSystemUser() {
        try {
            Path root = Path.of("/");
            root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SYSTEM_USER);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private DataSource database(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(name);
        source.setUser("sla4j");
        return source;
    }

    private void stop() {
        try {
            run("pg_ctl", "-D", home.resolve("data").toString(), "-m", "immediate", "-w", "stop");
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", SYSTEM_USER, "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        // Into a file: the server keeps the output of pg_ctl open, and a pipe would never end.
        Path output = Files.createTempFile("sla4j-postgres", ".out");
        try {
            int code = new ProcessBuilder(command)
                    .directory(home.toFile())
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
        } finally {
            Files.delete(output);
        }
    }
}
