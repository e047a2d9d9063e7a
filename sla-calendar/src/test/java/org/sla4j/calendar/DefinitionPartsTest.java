package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Parts of all types that a definition may have. */
class DefinitionPartsTest {
    record Parts(boolean flag, int count, long total, double share, Map<String, String> words) {
        Parts {
            words = Definitions.map(words);
        }
    }

    record Broken(String text) {
        Broken {
            if (!text.isEmpty()) {
                throw new IllegalStateException("broken");
            }
        }
    }

    private static void refused(Map<String, ?> map, String... mistakes) {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> Definitions.fromMap(Parts.class, map))
                .satisfies(e -> assertThat(e.getMessage()).contains(mistakes));
    }

    @Test
    void whatIsLeftOutIsZero() {
        assertThat(Definitions.fromMap(Parts.class, Map.of())).isEqualTo(new Parts(false, 0, 0, 0, Map.of()));
    }

    @Test
    void everyTypeIsRead() {
        assertThat(Definitions.fromMap(
                        Parts.class,
                        Map.of(
                                "flag",
                                true,
                                "count",
                                -1,
                                "total",
                                "3000000000",
                                "share",
                                0.5,
                                "words",
                                Map.of("a", "b", 1, "c"))))
                .isEqualTo(new Parts(true, -1, 3_000_000_000L, 0.5, Map.of("a", "b", "1", "c")));
    }

    @Test
    void whatDoesNotFitIsAMistake() {
        refused(
                Map.of("flag", "on", "count", 3_000_000_000L, "total", 1.5, "share", "much", "words", List.of("a")),
                "flag: There must be true or false, but there is \"on\".",
                "count: The number 3000000000 is too large.",
                "total: There must be a whole number that is not too large, but there is 1.5.",
                "share: There must be a number such as 0.9, but there is \"much\".",
                "words: There must be keys with values, but there is a list.");
        refused(Map.of("count", -3_000_000_000L), "count: The number -3000000000 is too large.");
        refused(Map.of("words", Map.of(true, "a")), "words: The key true is not a text; put it into quotes.");
        refused(Map.of("share", 0.25, "count", "x"), "count: There must be a whole number, but there is \"x\".");
    }

    @Test
    void tooManyWordsAreRefused() {
        Map<String, String> words = new HashMap<>();
        for (int i = 0; i <= 100_000; i++) {
            words.put("w" + i, "x");
        }
        refused(Map.of("words", words), "The document has more than 100000 values.");
    }

    @Test
    void aConstructorThatFailsIsNoMistakeOfTheDocument() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Definitions.fromMap(Broken.class, Map.of("text", "a")))
                .withMessageContaining("The constructor of ")
                .withMessageNotContaining("mistake");
    }

    @Test
    void aDefaultStandsForWhatIsLeftOut() {
        assertThat(Definitions.or(null, "default")).isEqualTo("default");
        assertThat(Definitions.or("given", "default")).isEqualTo("given");
        assertThat(Definitions.text(null)).isEmpty();
    }
}
