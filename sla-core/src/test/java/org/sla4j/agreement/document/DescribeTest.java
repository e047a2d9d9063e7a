package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.WeeklyHours;

class DescribeTest {
    private static final Path TEXTS = Path.of("src/test/resources/org/sla4j/agreement/document");
    private static final Target TARGET = Target.of("4h", BusinessCalendar.alwaysOpen(), 1);

    private static ServiceLevelAgreement.Builder agreement(Target target) {
        return ServiceLevelAgreement.builder("a")
                .provider(Party.of("p"))
                .customer(Party.of("c"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, target)
                        .build());
    }

    private static ServiceLevelAgreement read(String name) throws IOException {
        return name.endsWith(".yaml")
                ? YAMLMapper.builder()
                        .build()
                        .readValue(TEXTS.resolve(name).toFile(), AgreementDefinition.class)
                        .toAgreement()
                : JsonMapper.builder()
                        .build()
                        .readValue(TEXTS.resolve("../../examples").resolve(name).toFile(), AgreementDefinition.class)
                        .toAgreement();
    }

    @ParameterizedTest
    @CsvSource({
        "sample-agreement.json,en,sample.en.md",
        "sample-agreement.json,de,sample.de.md",
        "full.yaml,en,full.en.md",
        "full.yaml,de,full.de.md"
    })
    void aDescriptionReadsAsTheGoldenOne(String agreement, String language, String golden) throws IOException {
        String text = AgreementText.of(read(agreement), Locale.forLanguageTag(language));
        if (Boolean.getBoolean("sla4j.rewrite")) {
            Files.writeString(TEXTS.resolve(golden), text);
        }
        assertThat(text).isEqualTo(Files.readString(TEXTS.resolve(golden)));
    }

    @Test
    void everyOtherLanguageGetsEnglishWhateverTheMachineSpeaks() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            ServiceLevelAgreement agreement = read("sample-agreement.json");
            assertThat(AgreementText.of(agreement, Locale.FRENCH))
                    .isEqualTo(AgreementText.of(agreement, Locale.ENGLISH));
            assertThat(AgreementText.of(agreement, Locale.ROOT)).isEqualTo(AgreementText.of(agreement, Locale.UK));
            assertThat(AgreementText.of(agreement, Locale.forLanguageTag("de-AT")))
                    .isEqualTo(AgreementText.of(agreement, Locale.GERMAN));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void bothLanguagesHaveTheSameWords() throws IOException {
        Properties english = new Properties();
        Properties german = new Properties();
        try (var in = AgreementText.class.getResourceAsStream("words.properties");
                var auch = AgreementText.class.getResourceAsStream("words_de.properties")) {
            english.load(in);
            german.load(auch);
        }
        assertThat(german.keySet()).isEqualTo(english.keySet());
    }

    @Test
    void everyRuleHasWords() throws IOException {
        Properties english = new Properties();
        try (var in = AgreementText.class.getResourceAsStream("words.properties")) {
            english.load(in);
        }
        for (Retargeting rule : Retargeting.values()) {
            assertThat(english).containsKey(rule.name());
        }
        for (Reopening rule : Reopening.values()) {
            assertThat(english).containsKey(rule.name());
        }
        for (Metric metric : Metric.standard()) {
            assertThat(english).containsKey(Names.key(metric.name()));
        }
    }

    @Test
    void eachGroupOfRowsSaysWhatItPromisesAndWhatNot() {
        ServiceLevelAgreement desk = ServiceLevelAgreement.builder("desk")
                .provider(Party.of("p"))
                .customer(Party.of("c"))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.FIRST_RESPONSE, Target.of("15m", BusinessCalendar.alwaysOpen(), 1))
                        .target(Metric.RESOLUTION, TARGET)
                        .build())
                .policy(SeverityPolicy.builder("high")
                        .severity(Severity.HIGH)
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .policy(SeverityPolicy.builder("rest")
                        .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .build();
        assertThat(AgreementText.of(desk, Locale.ENGLISH)).contains("""
                        | Group | Severity | Cases | Objective | Within | Hours | Goal | Warnings |
                        |---|---|---|---|---|---|---|---|
                        | 1 | 1 Critical | critical | first response | 15 min | 24x7 | 100 % | none |
                        | 1 | 1 Critical | critical | resolution | 4 h | 24x7 | 100 % | none |
                        | 2 | 2 High | high | first response | 1 h | 24x7 | 100 % | none |
                        | 2 | 2 High | high | resolution | nothing promised |  |  |  |
                        | 3 | all others | rest | resolution | 8 h | 24x7 | 90 % | none |
                        | 3 | all others | rest | first response | nothing promised |  |  |  |

                        A case belongs to the first group that it fits: all rows of that group apply to it, and no others. A case that fits no group has no promise.
                        """);
        assertThat(AgreementText.of(desk, Locale.GERMAN))
                .contains("| 2 | 2 High | high | Lösung | nichts zugesagt |  |  |  |", "| 3 | alle übrigen | rest |");
    }

    @Test
    void whatAUserWroteIsNotTakenForMarkup() {
        String text = AgreementText.of(
                agreement(TARGET)
                        .service("**free** | <script>\n# Title [x](javascript:y) `code` _a_")
                        .build(),
                Locale.ENGLISH);
        assertThat(text)
                .contains(
                        "- **Service:** \\*\\*free\\*\\* \\| \\<script\\> \\# Title \\[x\\](javascript:y) \\`code\\` \\_a\\_\n")
                .doesNotContain("\n# Title");
    }

    @ParameterizedTest
    @CsvSource({
        "1. first,1\\. first",
        "- dash,\\- dash",
        "+49 30,\\+49 30",
        "2) two,2\\) two",
        "1.5 h,1.5 h",
        "a - b,a - b"
    })
    void whatWouldOpenAListIsEscapedAtTheBeginningOnly(String text, String escaped) {
        assertThat(AgreementText.text(text)).isEqualTo(escaped);
    }

    @Test
    void aDraftSaysWhoseApprovalItLacksAndLeavesRoomToSign() {
        assertThat(AgreementText.of(
                        agreement(TARGET).requiresApproval("service owner").build(), Locale.ENGLISH))
                .contains("**Draft: not in force until approved by service owner.**")
                .contains("| service owner |  |  |  |");
    }

    @Test
    void withoutCreditsItSaysSo() {
        assertThat(AgreementText.of(agreement(TARGET).build(), Locale.ENGLISH))
                .contains("- No service credits are agreed.");
    }

    @Test
    void hoursWhoseHolidaysComeFromCodeAreShownAsSeen() {
        BusinessCalendar office = BusinessCalendar.builder("office")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:00"))
                .holidays(date -> date.getDayOfMonth() == 5)
                .build();
        assertThat(AgreementText.of(
                        agreement(Target.of("4h", office, 1))
                                .inForce(DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31)))
                                .build(),
                        Locale.ENGLISH))
                .contains("weekly hours, as seen from 1 January 2026 on: Thursday 09:00-12:00,13:00-17:00; Friday")
                .contains("Monday 09:00-12:00,13:00-17:00")
                .contains("public holidays excepted");
    }

    @Test
    void combinedHoursNameTheirParts() {
        BusinessCalendar day = BusinessCalendar.builder("day")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .build();
        BusinessCalendar both = day.union(BusinessCalendar.alwaysOpen().withName("hotline"));
        assertThat(AgreementText.of(agreement(Target.of("4h", both, 1)).build(), Locale.ENGLISH))
                .contains(
                        ": open when one of them is\n  - **day** (UTC): Mon-Fri 09:00-17:00\n  - **hotline**: round the clock\n");
    }
}
