package org.sla4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sla4j.agreement.document.AgreementDefinition;

/** What README and guide show is true: Java compiles and runs, JSON parses, Kotlin is code of a test, links lead somewhere. */
class GuideTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

    @TestFactory
    Stream<DynamicTest> everyJavaBlockCompilesAndRuns() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : Chapter.files()) {
            List<String> programs = Chapter.read(file).programs();
            for (int i = 0; i < programs.size(); i++) {
                String name = "Snippets" + i;
                String source = programs.get(i);
                tests.add(
                        DynamicTest.dynamicTest(file.getFileName() + " " + (i + 1), () -> Programs.run(name, source)));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyJsonBlockParses() throws IOException {
        return Chapter.files().stream()
                .map(Chapter::read)
                .flatMap(chapter -> chapter.blocks("json").stream()
                        .map(block -> DynamicTest.dynamicTest(
                                chapter.file().getFileName().toString(),
                                () -> assertThat(new JsonMapper().readTree(block))
                                        .isNotNull())));
    }

    @Test
    void everyKotlinBlockIsCodeOfATest() throws IOException {
        String tests;
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "kotlin"))) {
            tests = files.filter(Files::isRegularFile)
                    .map(file -> squeezed(Chapter.read(file).text()))
                    .collect(Collectors.joining());
        }
        for (Path file : Chapter.files()) {
            for (String block : Chapter.read(file).blocks("kotlin")) {
                for (String line : block.split("\n", -1)) {
                    assertThat(tests).as("Kotlin of %s", file).contains(squeezed(line.replaceAll("\\s*// .*", "")));
                }
            }
        }
    }

    @Test
    void theGuideNamesTheVersionsOfThisBuild() throws IOException {
        String build = Files.readString(Path.of("..", "pom.xml"));
        String project = Chapter.read(Path.of("guide", "first-help-desk.md"))
                .blocks("xml")
                .get(0);
        assertThat(project)
                .contains("<artifactId>sla-core</artifactId><version>" + first(build, "<version>(\\d[^<]*)"))
                .contains("<artifactId>h2</artifactId><version>" + first(build, "<h2.version>([^<]*)"))
                .contains("<artifactId>slf4j-simple</artifactId><version>" + first(build, "<slf4j.version>([^<]*)"))
                .contains("<artifactId>exec-maven-plugin</artifactId><version>" + first(build, "<exec.version>([^<]*)"))
                .contains("<artifactId>maven-compiler-plugin</artifactId><version>"
                        + first(build, "<artifactId>maven-compiler-plugin</artifactId>\\s*<version>([^<]*)"));
        assertThat(Chapter.read(Path.of("guide", "your-calendar-in-ten-minutes.md"))
                        .text())
                .contains(
                        "<artifactId>jollyday-core</artifactId><version>" + first(build, "<jollyday.version>([^<]*)"));
    }

    private static String first(String text, String pattern) {
        Matcher m = Pattern.compile(pattern).matcher(text);
        assertThat(m.find()).as(pattern).isTrue();
        return m.group(1);
    }

    @Test
    void theChapterOfKeysNamesEveryKeyOfAnAgreement() {
        String chapter = Chapter.read(Path.of("guide", "agreement-keys.md")).text();
        List<String> missing = new ArrayList<>();
        for (Class<?> type : AgreementDefinition.class.getNestMembers()) {
            for (RecordComponent part : type.isRecord() ? type.getRecordComponents() : new RecordComponent[0]) {
                if (!chapter.contains("`" + part.getName() + "`")) {
                    missing.add(type.getSimpleName() + "." + part.getName());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyLinkLeadsToAFileAndAHeadingThatAreThere() throws IOException {
        List<Path> documents = new ArrayList<>(Chapter.files());
        documents.add(Path.of("..", ".github", "CONTRIBUTING.md"));
        List<String> dead = new ArrayList<>();
        for (Path document : documents) {
            Matcher m = LINK.matcher(Chapter.read(document).text());
            while (m.find()) {
                Path target = m.group(1).isEmpty() ? document : document.resolveSibling(m.group(1));
                if (!Files.exists(target)) {
                    dead.add(document + " links to " + m.group(1));
                } else if (m.group(2) != null && !anchors(target).contains(m.group(2))) {
                    dead.add(document + " links to " + m.group());
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    /** The anchors of a document's headings, as GitHub makes them. */
    private static List<String> anchors(Path document) {
        return Chapter.read(document)
                .text()
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ +", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
