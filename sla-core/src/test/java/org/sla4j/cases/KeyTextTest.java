package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTextTest {
    @ParameterizedTest
    @CsvSource({"a/b, a%2Fb", "50 %, 50 %25", "a+b~c, a%2Bb%7Ec", "%2F, %252F", "plain, plain", "'', ''"})
    void whatJoinsPartsOfAKeyIsWrittenAsANumber(String part, String written) {
        assertThat(KeyText.encoded(part)).isEqualTo(written);
        assertThat(KeyText.decoded(written)).isEqualTo(part);
    }

    @ParameterizedTest
    @CsvSource({"%2f, /", "%20, ' '", "%0a%0A, '\n\n'", "%00, '\0'", "a%2, a%2", "a%, a%", "%2Gx, %2Gx", "%G2x, %G2x"})
    void anyTwoHexadecimalDigitsAreReadAndAllElseStaysAsItIs(String written, String part) {
        assertThat(KeyText.decoded(written)).isEqualTo(part);
    }

    @ParameterizedTest
    @CsvSource({"nobody, %6Eobody", "provider, %70rovider", "x, %78"})
    void theFirstCharacterAloneMayBeWrittenAsANumber(String part, String written) {
        assertThat(KeyText.encodedFirst(part)).isEqualTo(written);
        assertThat(KeyText.decoded(written)).isEqualTo(part);
    }
}
