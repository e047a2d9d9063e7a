package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sla4j.agreement.AgreementKind;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SupportOrder;

/** Every rule that a document can name, so that a new one cannot be forgotten in reader, writer or words. */
class RulesTest {
    static Stream<Enum<?>> rules() {
        return Stream.<Enum<?>[]>of(
                        Retargeting.values(),
                        Reopening.values(),
                        AgreementKind.values(),
                        SupportOrder.values(),
                        ServiceCredits.Basis.values(),
                        ServiceCredits.DueBy.values())
                .flatMap(Stream::of);
    }

    private static ServiceLevelAgreement agreement(String more, String policy) {
        String document = """
                {"id":"a","provider":"P","customer":"C",%s
                 "policies":[{"name":"all",%s "targets":{"resolution":{"limit":"4h","goal":1}}}]}""".formatted(more, policy);
        try {
            return AgreementDefinition.fromMap(
                            new ObjectMapper().readValue(document, new TypeReference<Map<String, Object>>() {}))
                    .toAgreement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object readBack(Enum<?> rule, String word) {
        if (rule instanceof Retargeting) {
            return agreement("", "\"retargeting\":\"" + word + "\",")
                    .policies()
                    .get(0)
                    .retargeting();
        } else if (rule instanceof Reopening) {
            return agreement("", "\"reopening\":\"" + word + "\",")
                    .policies()
                    .get(0)
                    .reopening();
        } else if (rule instanceof AgreementKind) {
            return agreement("\"kind\":\"" + word + "\",", "").kind();
        } else if (rule instanceof SupportOrder) {
            return agreement("\"supportOrder\":\"" + word + "\",", "").supportOrder();
        }
        String key = rule instanceof ServiceCredits.Basis ? "basis" : "dueBy";
        ServiceCredits credits = agreement(
                        "\"credits\":{\"currency\":\"EUR\",\"tiers\":[{\"below\":0.9,\"credit\":0.1}],\"" + key
                                + "\":\"" + word + "\"},",
                        "")
                .credits()
                .orElseThrow();
        return rule instanceof ServiceCredits.Basis ? credits.basis() : credits.dueBy();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleIsReadAndWritten(Enum<?> rule) {
        assertThat(readBack(rule, rule.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .isEqualTo(rule);
        assertThat(readBack(rule, rule.name())).isEqualTo(rule);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleHasWordsInEveryLanguage(Enum<?> rule) {
        if (rule instanceof SupportOrder || rule instanceof ServiceCredits.Basis) {
            return; // the text says it in sentences of its own
        }
        String key = rule instanceof AgreementKind
                ? "kind." + rule.name()
                : rule instanceof ServiceCredits.DueBy ? "dueBy." + rule.name() : rule.name();
        for (Locale language : new Locale[] {Locale.ROOT, Locale.GERMAN}) {
            assertThat(ResourceBundle.getBundle("org.sla4j.agreement.document.words", language)
                            .containsKey(key))
                    .isTrue();
        }
    }
}
