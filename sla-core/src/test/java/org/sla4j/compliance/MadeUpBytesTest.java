package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that nobody wrote with this library, with a checksum that fits: what somebody sends who wants to fill the memory. */
class MadeUpBytesTest {
    private static final int SIZE = 3_600_000;
    private static final int COUNTERS = 22;
    private static final int DETAILS = 38;

    @TempDir
    private Path dir;

    private interface Part {
        void write(DataOutputStream out, int number) throws IOException;
    }

    /** As many parts as fit into the size, after their number. */
    private static void fill(DataOutputStream out, Part part) throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        DataOutputStream into = new DataOutputStream(parts);
        int many = 0;
        while (parts.size() < SIZE) {
            part.write(into, many++);
        }
        Bytes.number(out, many);
        out.write(parts.toByteArray());
    }

    /** Three letters, in order of the number. */
    private static void name(DataOutputStream out, int number) throws IOException {
        Bytes.number(out, 3);
        Bytes.number(out, 1 + number / 12_100);
        Bytes.number(out, 1 + number / 110 % 110);
        Bytes.number(out, 1 + number % 110);
    }

    private static byte[] figures(Part group) {
        return Bytes.document(0x534c4143, 4, out -> {
            Bytes.number(out, 1);
            Dimension.TEAM.write(out);
            fill(out, (into, number) -> {
                name(into, number);
                group.write(into, number);
            });
        });
    }

    private static void zeros(DataOutputStream out, int many) throws IOException {
        for (int i = 0; i < many; i++) {
            out.writeByte(0);
        }
    }

    /** A group of one case without an SLA and nothing else. */
    private static void smallest(DataOutputStream out) throws IOException {
        zeros(out, 6);
        Bytes.signed(out, 1);
        zeros(out, COUNTERS - 7 + DETAILS + 1 + 5 + 4 + 7);
    }

    /** Buckets that count one and less than one in turn, so that they add up to nothing. */
    private static void buckets(DataOutputStream out) throws IOException {
        int many = 4_000;
        Bytes.number(out, many);
        for (int i = 0; i < many; i++) {
            Bytes.number(out, i == 0 ? 100 : 1);
            boolean isMore = i % 2 == 0;
            Duration time = Sketch.longestOf(Sketch.ZERO + 100 + i);
            Bytes.signed(out, isMore ? 1 : -1);
            Bytes.signed(out, isMore ? time.getSeconds() : 0);
            Bytes.number(out, isMore ? time.getNano() : 0);
        }
    }

    private static void names(DataOutputStream out, int many) throws IOException {
        Bytes.number(out, many);
        for (int i = 0; i < many; i++) {
            Bytes.number(out, many > 110 ? 2 : 1);
            if (many > 110) {
                Bytes.number(out, 1 + i / 110);
            }
            Bytes.number(out, 1 + i % 110);
            Bytes.signed(out, 1);
            Bytes.number(out, 0);
        }
    }

    private static void goals(DataOutputStream out) throws IOException {
        Bytes.number(out, 1_000);
        for (int i = 0; i < 1_000; i++) {
            out.writeDouble((1 + i) / 1_000.0);
            Bytes.signed(out, i % 2 == 0 ? 1 : -1);
            zeros(out, 2);
        }
    }

    private static byte[] risk(Part part) {
        return Bytes.document(0x534c4152, 1, out -> {
            Bytes.number(out, 2);
            Dimension.TEAM.write(out);
            Dimension.CUSTOMER.write(out);
            Bytes.number(out, 20);
            Bytes.number(out, 0);
            out.writeLong(0);
            Bytes.number(out, 0);
            Bytes.number(out, 1);
            out.writeLong(0);
            part.write(out, 0);
        });
    }

    /** Two letters for each of two dimensions, in order of the number. */
    private static void pair(DataOutputStream out, int number) throws IOException {
        for (int letter : new int[] {number / 1_000, number % 1_000}) {
            Bytes.number(out, 1);
            Bytes.number(out, letter);
        }
    }

    private List<Path> files() throws IOException {
        List<byte[]> all = new ArrayList<>();
        all.add(figures((out, number) -> smallest(out)));
        all.add(figures((out, number) -> {
            zeros(out, COUNTERS + DETAILS + 1);
            for (int i = 0; i < 5; i++) {
                buckets(out);
            }
            zeros(out, 11);
        }));
        all.add(figures((out, number) -> {
            zeros(out, COUNTERS + DETAILS + 1 + 5 + 4);
            for (int i = 0; i < 4; i++) {
                names(out, 1_000);
            }
            names(out, 12_000);
            names(out, 0);
            names(out, 1_000);
        }));
        all.add(figures((out, number) -> {
            zeros(out, COUNTERS + DETAILS);
            goals(out);
            zeros(out, 5 + 4 + 7);
        }));
        all.add(Bytes.document(0x534c4143, 4, out -> {
            Bytes.number(out, 1);
            Bytes.text(out, "ATTRIBUTE");
            Bytes.text(out, "x".repeat(SIZE));
            Bytes.text(out, "");
            Bytes.number(out, 0);
        }));
        all.add(risk((out, number) -> {
            fill(out, (into, group) -> {
                pair(into, group);
                Bytes.signed(into, 1);
                zeros(into, 5);
            });
            Bytes.number(out, 0);
        }));
        all.add(risk((out, number) -> {
            fill(out, (into, group) -> {
                pair(into, group);
                Bytes.signed(into, 1);
                Bytes.number(into, 1);
                Bytes.signed(into, 1);
                zeros(into, 4);
            });
            Bytes.number(out, 0);
        }));
        all.add(risk((out, number) -> {
            fill(out, (into, group) -> {
                pair(into, group);
                zeros(into, 1);
                for (int kind = 0; kind < 5; kind++) {
                    Bytes.number(into, 22);
                    zeros(into, 21);
                    Bytes.signed(into, 1);
                }
            });
            Bytes.number(out, 0);
        }));
        all.add(risk((out, number) -> {
            Bytes.number(out, 0);
            Bytes.number(out, 1_000);
            for (int i = 0; i < 1_000; i++) {
                name(out, i);
                Bytes.signed(out, 1);
                zeros(out, 59);
            }
        }));
        List<Path> files = new ArrayList<>();
        for (byte[] bytes : all) {
            files.add(Files.write(dir.resolve("made-up-" + files.size()), bytes));
        }
        return files;
    }

    /** Reads files with little memory, and says of each what became of it. */
    static final class Reader {
        private Reader() {}

        public static void main(String[] files) throws IOException {
            for (String file : files) {
                byte[] bytes = Files.readAllBytes(Path.of(file));
                boolean isRisk = bytes[3] == 'R';
                Object read = isRisk ? BreachRisk.fromBytes(bytes) : ComplianceAggregator.fromBytes(bytes);
                System.out.println("read " + read.getClass().getSimpleName() + " " + file);
            }
        }
    }

    @Test
    void megabytesThatSomebodyMadeUpDoNotFillTheMemory() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        + File.pathSeparator + System.getProperty("jdk.module.path", "") + File.pathSeparator
                        + "target/test-classes",
                Reader.class.getName()));
        List<Path> files = files();
        files.forEach(file -> command.add(file.toString()));
        Path output = dir.resolve("output");
        Process reader = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(reader.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readAllLines(output)).hasSize(files.size()).allMatch(line -> line.startsWith("read "));
    }
}
