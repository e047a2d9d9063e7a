package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {
    @Test
    void anOrdinaryTextIsPutIntoQuotes() {
        assertThat(Quoted.of("INC-1 Störung 🚒")).isEqualTo("\"INC-1 Störung 🚒\"");
    }

    @ParameterizedTest
    @CsvSource({
        "000A, \\n",
        "000D, \\r",
        "0009, \\t",
        "0000, \\u0000",
        "001B, \\u001B",
        "007F, \\u007F",
        "0085, \\u0085",
        "2028, \\u2028",
        "2029, \\u2029",
        "202E, \\u202E",
        "200B, \\u200B",
        "FEFF, \\uFEFF",
        "D83D, \\uD83D"
    })
    void whatBreaksALineOrCannotBeSeenIsEscaped(String hex, String escaped) {
        String text = "a" + (char) Integer.parseInt(hex, 16) + "b";
        assertThat(Quoted.of(text)).isEqualTo("\"a" + escaped + "b\"");
        assertThat(Quoted.plain(text)).isEqualTo("a" + escaped + "b");
    }

    @Test
    void quotesAndBackslashesAreEscapedWithinQuotesOnly() {
        assertThat(Quoted.of("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
        assertThat(Quoted.plain("a\"b\\c")).isEqualTo("a\"b\\c");
    }
}
