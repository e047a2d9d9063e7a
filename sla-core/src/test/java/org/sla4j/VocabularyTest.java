package org.sla4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One word per idea and java.time's prefixes: the tables at the top of the module org.sla4j.core, held against every public name. */
class VocabularyTest {
    private static final DescribedPredicate<JavaMethod> PUBLIC = DescribedPredicate.describe(
            "are public and of public types",
            method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                    && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                    && isPublic(method.getOwner()));

    /** Words that have another in the table. */
    private static final Pattern OTHER_WORDS =
            Pattern.compile("(?i).*(stretch|stint|segment|piece|overdue|standing|manager|helper|util$|impl$).*");

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(VocabularyTest::isPublic).orElse(true);
    }

    @Test
    void noPublicNameHasAWordThatTheTableReplaces() {
        methods()
                .that(PUBLIC)
                .should(satisfy(
                        "have a word of the table",
                        method -> OTHER_WORDS.matcher(method.getName()).matches()
                                ? Optional.of("has another word")
                                : Optional.empty()))
                .check(ArchitectureTest.CODE);
        classes()
                .that(DescribedPredicate.describe("are public", VocabularyTest::isPublic))
                .should()
                .haveNameNotMatching("(?i).*\\.[^.]*(stretch|stint|segment|piece|manager|helper|util|impl)[^.]*")
                .check(ArchitectureTest.CODE);
    }

    @Test
    void nothingIsGotOrSet() {
        methods()
                .that(PUBLIC)
                .should(satisfy(
                        "be called after what they return",
                        method -> method.getName().matches("(get|set)(?!Aside)[A-Z].*")
                                ? Optional.of("gets or sets")
                                : Optional.empty()))
                .check(ArchitectureTest.CODE);
    }

    @Test
    void prefixesMeanWhatTheyMeanInJavaTime() {
        methods()
                .that(PUBLIC)
                .should(satisfy("keep to the prefixes", VocabularyTest::mistake))
                .check(ArchitectureTest.CODE);
    }

    @Test
    void theInstantAtWhichSomethingHappensComesFirst() {
        List<String> misplaced = new ArrayList<>();
        for (JavaClass type : ArchitectureTest.CODE) {
            for (Method method : isPublic(type) ? type.reflect().getDeclaredMethods() : new Method[0]) {
                Parameter[] parameters = method.getParameters();
                for (int i = 1; Modifier.isPublic(method.getModifiers()) && i < parameters.length; i++) {
                    boolean isInstant = parameters[i].getType() == Instant.class
                            && parameters[i].getName().equals("at");
                    if (isInstant && !(i == 1 && parameters[0].getName().equals("caseId"))) {
                        misplaced.add(method.toString());
                    }
                }
            }
        }
        assertThat(misplaced).isEmpty();
    }

    private static Optional<String> mistake(JavaMethod method) {
        String name = method.getName();
        JavaClass result = method.getRawReturnType();
        boolean isStatic = method.getModifiers().contains(JavaModifier.STATIC);
        if (name.matches("is[A-Z].*")
                && method.getRawParameterTypes().isEmpty()
                && !result.isEquivalentTo(boolean.class)) {
            return Optional.of("asks but does not answer yes or no");
        }
        if (name.matches("with[A-Z].*")
                && !result.isAssignableTo(method.getOwner().getName())) {
            return Optional.of("copies, but returns something else");
        }
        if (name.matches("(of|parse)") && isStatic && result.isEquivalentTo(void.class)) {
            return Optional.of("makes nothing");
        }
        if (name.matches("to[A-Z].*") && result.isEquivalentTo(void.class)) {
            return Optional.of("converts into nothing");
        }
        if (name.matches("(make|create|new|valueOf|load|convert|copy)[A-Z].*")) {
            return Optional.of("has a prefix that java.time writes of, parse, from, to or with");
        }
        return Optional.empty();
    }

    private static ArchCondition<JavaMethod> satisfy(String what, Function<JavaMethod, Optional<String>> mistake) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                mistake.apply(method)
                        .ifPresent(text ->
                                events.add(SimpleConditionEvent.violated(method, method.getFullName() + " " + text)));
            }
        };
    }

    @Test
    void theTablesAreLookedAt() {
        assertThat(ArchitectureTest.CODE.size()).isGreaterThan(100);
    }
}
