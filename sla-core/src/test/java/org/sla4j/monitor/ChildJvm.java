package org.sla4j.monitor;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a class of the tests in a JVM of its own, to be killed. */
final class ChildJvm {
    private ChildJvm() {}

    /** Starts a main class; what it writes is added to a file. */
    static Process start(Class<?> main, Path output, String... arguments) throws IOException {
        String path = Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                .map(name -> System.getProperty(name, ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        // The compiled tests are patched into the module, so that no path names them.
        URI here = URI.create(Objects.requireNonNull(ChildJvm.class.getResource("ChildJvm.class"))
                .toString());
        Path classes = Path.of(here).resolve("../../../..").normalize();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes + File.pathSeparator + path,
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }
}
