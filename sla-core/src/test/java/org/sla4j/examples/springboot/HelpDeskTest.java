package org.sla4j.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sla4j.postgres.PostgresServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The desk on a real port over PostgreSQL, through a day. */
@Tag("spring")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HelpDeskTest {
    private static final Instant MORNING = Instant.parse("2026-01-05T08:00:00Z");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private int port;

    @Test
    void aDayAtTheDesk() throws Exception {
        DataSource database = PostgresServer.newDatabase();
        DeskClock.INSTANCE.moveTo(MORNING);
        try (ConfigurableApplicationContext desk = HelpDesk.run(
                "--server.port=0",
                "--spring.config.location=classpath:/help-desk/application.yml",
                "--spring.datasource.username=sla4j",
                "--spring.datasource.url=" + url(database))) {
            port = Objects.requireNonNull(((WebServerApplicationContext) desk).getWebServer())
                    .getPort();
            JdbcClient rows = JdbcClient.create(database);
            String critical = open("Mail is down", 1, "mail");
            String low = open("New keyboard", 4, "hardware");
            String untitled = open("", 1, "mail");
            assertThat(urgent()).startsWith(critical).hasSize(3);

            DeskClock.INSTANCE.moveTo(MORNING.plus(Duration.ofMinutes(20)));
            post("/tickets/" + critical + "/answer", "");
            post("/tickets/" + low + "/answer", "");
            DeskClock.INSTANCE.moveTo(MORNING.plus(Duration.ofHours(1)));
            post("/tickets/" + critical + "/wait", "");
            assertThat(urgent()).endsWith(critical);
            DeskClock.INSTANCE.moveTo(MORNING.plus(Duration.ofHours(6)));
            post("/tickets/" + critical + "/resume", "");
            post("/tickets/" + low + "/severity", "2");
            post("/tickets/" + low + "/category", "workplace");
            DeskClock.INSTANCE.moveTo(MORNING.plus(Duration.ofHours(8)));
            post("/tickets/" + critical + "/resolve", "");
            // What is rolled back is never reported.
            assertThat(send("/tickets/" + untitled + "/resolve", "").statusCode())
                    .isEqualTo(500);

            assertThat(await(rows, critical, "met", 2)).isTrue();
            assertThat(await(rows, untitled, "breach", 2)).isTrue();
            assertThat(kinds(rows, untitled)).doesNotContain("met", "missed");
            assertThat(kinds(rows, critical)).doesNotContain("breach");
            assertThat(urgent()).containsExactly(untitled, low);
            assertThat(get("/report"))
                    .contains("Help desk, the last seven days")
                    .contains("resolution");
        } finally {
            DeskClock.INSTANCE.moveTo(MORNING);
        }
    }

    @Test
    void theGlueIsShort() throws IOException {
        Path folder = Path.of("src/test/java/org/sla4j/examples/springboot");
        int glue = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                boolean within = false;
                for (String line : Files.readAllLines(file)) {
                    String text = line.strip();
                    if (text.equals("// glue")) {
                        within = true;
                    } else if (text.equals("// end of glue")) {
                        within = false;
                    } else if (within && !text.isEmpty()) {
                        glue++;
                    }
                }
            }
        }
        assertThat(glue).isBetween(20, 59);
    }

    private static String url(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getURL();
        }
    }

    private HttpResponse<String> send(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", body.startsWith("{") ? "application/json" : "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(body.isEmpty() ? "-" : body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path, body);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return response.body();
    }

    private String open(String title, int severity, String category) throws IOException, InterruptedException {
        String body = json.writeValueAsString(new TicketController.NewTicket(title, severity, category));
        return json.readTree(post("/tickets", body)).get("id").asText();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return response.body();
    }

    private List<String> urgent() throws IOException, InterruptedException {
        return List.of(json.readValue(get("/tickets/urgent"), String[].class));
    }

    private static List<String> kinds(JdbcClient rows, String ticket) {
        return rows.sql("select type from notification where ticket = ?").param(ticket).query(String.class).stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    private static boolean await(JdbcClient rows, String ticket, String kind, int times) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            if (kinds(rows, ticket).stream().filter(kind::equals).count() == times) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return false;
    }
}
