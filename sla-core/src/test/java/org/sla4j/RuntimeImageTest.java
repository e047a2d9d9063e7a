package org.sla4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.SlaClock;
import org.slf4j.Logger;

/** jlink takes named modules only: with one automatic module on the way there is no runtime image. */
class RuntimeImageTest {
    private static final String PROGRAM = """
            import java.time.Instant;
            import org.sla4j.agreement.Target;
            import org.sla4j.calendar.BusinessCalendar;
            import org.sla4j.clock.SlaClock;

            public class Program {
                public static void main(String[] args) {
                    Instant opened = Instant.parse("2026-03-02T08:00:00Z");
                    SlaClock clock = SlaClock.start(opened, Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9));
                    System.out.println(clock.reading(opened).due().orElseThrow());
                }
            }
            """;

    @TempDir
    private Path dir;

    @Test
    void aRuntimeImageWithTheLibraryInItRuns() throws IOException, InterruptedException {
        String modules = Stream.of(SlaClock.class, BusinessCalendar.class, Logger.class)
                .map(RuntimeImageTest::homeOf)
                .collect(Collectors.joining(File.pathSeparator));
        Path image = dir.resolve("image");
        run(
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                "--module-path",
                modules,
                "--add-modules",
                "org.sla4j.core",
                "--output",
                image.toString());
        Path source = Files.writeString(dir.resolve("Program.java"), PROGRAM);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-cp", modules, "-d", dir.toString(), source.toString()))
                .isZero();
        assertThat(run(image.resolve("bin/java").toString(), "-cp", dir.toString(), "Program"))
                .isEqualTo("2026-03-02T12:00:00Z");
    }

    private static String homeOf(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
