package org.sla4j.examples;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Shows on a terminal how far a long log has been read, and nothing where there is no terminal. */
final class Progress {
    private static final long STEP = 10_000;

    private final PrintStream terminal;
    private final boolean shown;
    private boolean dirty;

    Progress(PrintStream terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    /** Whether a person is watching: since JDK 22 there is a console even where there is no terminal. */
    static boolean isOnTerminal() {
        return Optional.ofNullable(System.console())
                .map(console -> {
                    try {
                        return (boolean) Console.class.getMethod("isTerminal").invoke(console);
                    } catch (ReflectiveOperationException e) {
                        return true;
                    }
                })
                .orElse(false);
    }

    void rows(long count, int openCases) {
        if (shown && count % STEP == 0) {
            terminal.printf(Locale.ROOT, "\r%,d rows read, %,d cases open ", count, openCases);
            terminal.flush();
            dirty = true;
        }
    }

    void done() {
        if (dirty) {
            terminal.print("\r" + " ".repeat(60) + "\r");
            terminal.flush();
        }
    }
}
