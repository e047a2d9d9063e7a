package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTextsTest {
    private final PackedTexts texts = new PackedTexts();

    private byte[] packed(String text) {
        Packed.Out out = new Packed.Out();
        texts.write(text, out);
        return out.toBytes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\t",
                "\n\n",
                "a=b=",
                "=",
                "event\t2026-01-14T00:00:00Z\topened\tseverity=Low\n",
                "2026-02-30T00:00:00Z",
                "2026-01-14T24:00:00Z",
                "2026-01-14T00:00:60Z",
                "2026-13-01T00:00:00Z",
                "2026-01-14T00:00:00.000Z",
                "2026-01-14T00:00:00.120Z",
                "2026-01-14T00:00:00.000001Z",
                "2026-01-14T00:00:00.120000Z",
                "2026-01-14T00:00:00.123456789Z",
                "2026-01-14T00:00:00.123456000Z",
                "2026-01-14t00:00:00Z",
                "2026-01-14T00:00:0xZ",
                "1919-12-31T23:59:59.999999999Z",
                "aaaaaaaaaaaaaaaaaaaaaaaaB",
                "aaaaaaaaaaaaaaaaaaaaaaaaaB",
                "AAAAAAAAAAAAAAAAAAAAAAAAAA==",
                "caf\u00e9 \u20ac \uD83D\uDE00",
                "\uD83D half of a pair",
            })
    void aTextComesBackAsItWas(String text) {
        for (int time = 0; time < 4; time++) {
            Packed.In in = new Packed.In(packed(text));
            assertThat(texts.read(in)).isEqualTo(text);
            assertThat(in.hasMore()).isFalse();
            Packed.In skipped = new Packed.In(packed(text));
            texts.skip(skipped);
            assertThat(skipped.hasMore()).isFalse();
        }
    }

    @Test
    void textsThatFollowEachOtherAreReadAsOne() {
        Random random = new Random(1);
        StringBuilder expected = new StringBuilder();
        Packed.Out out = new Packed.Out();
        for (int i = 0; i < 2_000; i++) {
            String text = any(random);
            expected.append(text);
            texts.write(text, out);
        }
        StringBuilder read = new StringBuilder();
        texts.readAll(new Packed.In(out.toBytes()), read);

        assertThat(read.toString()).isEqualTo(expected.toString());
    }

    private static String any(Random random) {
        List<String> words = new ArrayList<>();
        for (int left = random.nextInt(6); left >= 0; left--) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            words.add(
                    switch (random.nextInt(5)) {
                        case 0 ->
                            Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))
                                    .toString();
                        case 1 -> Instant.ofEpochSecond(random.nextInt()).toString();
                        case 2 -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
                        case 3 -> "word " + random.nextInt(20);
                        default -> String.valueOf((char) random.nextInt(0xD800));
                    });
        }
        return String.join(random.nextBoolean() ? "\t" : "=", words);
    }

    @Test
    void aWordThatComesAgainTakesAByteOrTwo() {
        String line = "resolution/0/warning/50%25|WARNING|Low";
        packed(line);
        packed(line);

        assertThat(packed(line)).hasSizeLessThanOrEqualTo(2);
        assertThat(packed("2026-01-14T00:00:00Z")).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void wordsThatComeOnceAreNotKept() {
        for (int i = 0; i < 200_000; i++) {
            packed("INC" + i);
        }
        assertThat(packed("INC7"))
                .as("still written out, but for a few whose hashes met")
                .hasSizeGreaterThan(2);
    }
}
