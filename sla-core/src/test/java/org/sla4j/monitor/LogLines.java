package org.sla4j.monitor;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the monitor logs during a test: level, key-value pairs and message of each line, without stack traces. */
final class LogLines implements BeforeEachCallback, AfterEachCallback {
    private static final Pattern LINE =
            Pattern.compile(".* (ERROR|WARN|INFO) " + SlaMonitor.class.getName().replace(".", "\\.") + " - (.*)");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream err = System.err;

    @Override
    public void beforeEach(ExtensionContext context) {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.setErr(err);
    }

    /** Forgets what was logged until now. */
    void clear() {
        written.reset();
    }

    /** All of it, with stack traces. */
    String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return text().lines()
                .map(LINE::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1) + " " + line.group(2))
                .toList();
    }
}
