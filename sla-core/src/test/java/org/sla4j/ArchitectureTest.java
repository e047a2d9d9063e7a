package org.sla4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.SlaClock;

/** The shape that the code keeps: data flows one way, and time comes in from outside. */
class ArchitectureTest {
    static final JavaClasses CODE = new ClassFileImporter()
            .importLocations(List.of(homeOf(SlaClock.class), homeOf(BusinessCalendar.class)))
            .that(areIn("org.sla4j"));
    private static final Set<String> CLOCK_READERS =
            Set.of("now", "currentTimeMillis", "nanoTime", "systemUTC", "systemDefaultZone", "system");

    /** Where the compiled main classes of a type's module are, whether a folder or a jar. */
    private static Location homeOf(Class<?> type) {
        try {
            URI home = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return home.getPath().endsWith(".jar")
                    ? Location.of(URI.create("jar:" + home + "!/"))
                    : Location.of(Path.of(home));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DescribedPredicate<JavaClass> areIn(String root) {
        return DescribedPredicate.describe(
                "are in " + root, type -> type.getPackageName().startsWith(root));
    }

    @Test
    void bothModulesAreLookedAt() {
        assertThat(CODE.contain(SlaClock.class)).isTrue();
        assertThat(CODE.contain(BusinessCalendar.class)).isTrue();
        assertThat(CODE.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void dataFlowsOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("calendar")
                .definedBy("org.sla4j.calendar..")
                .layer("agreement")
                .definedBy("org.sla4j.agreement")
                .layer("agreement documents")
                .definedBy("org.sla4j.agreement.document..")
                .layer("clock")
                .definedBy("org.sla4j.clock..")
                .layer("cases")
                .definedBy("org.sla4j.cases..")
                .layer("compliance")
                .definedBy("org.sla4j.compliance")
                .layer("page")
                .definedBy("org.sla4j.compliance.page..")
                .layer("monitor")
                .definedBy("org.sla4j.monitor..")
                .whereLayer("calendar")
                .mayNotAccessAnyLayer()
                .whereLayer("agreement")
                .mayOnlyAccessLayers("calendar")
                .whereLayer("agreement documents")
                .mayOnlyAccessLayers("calendar", "agreement")
                .whereLayer("clock")
                .mayOnlyAccessLayers("calendar", "agreement", "agreement documents")
                .whereLayer("cases")
                .mayOnlyAccessLayers("calendar", "agreement", "clock")
                .whereLayer("compliance")
                .mayOnlyAccessLayers("calendar", "agreement", "clock", "cases")
                .whereLayer("page")
                .mayOnlyAccessLayers("calendar", "agreement", "clock", "cases", "compliance")
                .whereLayer("monitor")
                .mayOnlyAccessLayers("calendar", "agreement", "clock", "cases")
                .check(CODE);
    }

    @Test
    void nobodyReadsTheTimeOfDay() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe("reads the time of day", ArchitectureTest::readsAClock))
                .check(CODE);
    }

    private static boolean readsAClock(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        boolean time = owner.startsWith("java.time.") || owner.equals("java.lang.System");
        return (time && CLOCK_READERS.contains(call.getTarget().getName())) || owner.equals(Clock.class.getName());
    }

    @Test
    void publicClassesCannotBeExtended() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CODE);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(CODE);
    }

    @Test
    void publicTypesHaveNoPublicFieldsButConstants() {
        fields().that().arePublic().should().beStatic().andShould().beFinal().check(CODE);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : CODE) {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)
                    && !type.getName().equals("module-info")) {
                unmarked.add(type.getPackageName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @Test
    void nothingDependsOnTestLibraries() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.junit..",
                        "org.assertj..",
                        "net.jqwik..",
                        "com.tngtech..",
                        "com.fasterxml..",
                        "de.siegmar..")
                .check(CODE);
    }

    @Test
    void calendarsNeedNothingButTheJdkAndTheirOptionalHolidaySources() {
        classes()
                .that()
                .resideInAPackage("org.sla4j.calendar..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("", "java..", "org.sla4j.calendar..", "org.jspecify..", "de.focus_shift..")
                .check(CODE);
    }

    @Test
    void nobodyUsesJavaUtilLogging() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CODE);
    }

    @Test
    void nobodyWritesToTheStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CODE);
    }

    @Test
    void nobodyStartsThreads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.Timer|java\\.util\\.concurrent\\.(Executors|ForkJoinPool)")
                .orShould()
                .callCodeUnitWhere(DescribedPredicate.describe(
                        "makes or steers a thread, but for passing an interruption on",
                        call -> call.getTargetOwner().getName().equals("java.lang.Thread")
                                && !Set.of("currentThread", "interrupt")
                                        .contains(call.getTarget().getName())))
                .check(CODE);
    }
}
