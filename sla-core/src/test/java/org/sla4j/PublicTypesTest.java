package org.sla4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Width: a type is public because a user of the guide meets it, by name or in the signature of a type that the guide names. */
class PublicTypesTest {
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w+\\b");

    @Test
    void everyPublicTypeIsMetByAReaderOfTheGuide() throws IOException {
        Set<String> named = namesInTheGuide();
        Deque<JavaClass> met = new ArrayDeque<>();
        ArchitectureTest.CODE.stream()
                .filter(PublicTypesTest::isPublic)
                .filter(type -> named.contains(type.getSimpleName()))
                .forEach(met::add);
        Set<JavaClass> reached = new LinkedHashSet<>();
        while (!met.isEmpty()) {
            JavaClass type = met.remove();
            if (isPublic(type) && reached.add(type)) {
                met.addAll(neighbours(type));
            }
        }
        Set<String> unmet = new TreeSet<>();
        ArchitectureTest.CODE.stream()
                .filter(type -> isPublic(type) && !reached.contains(type))
                .forEach(type -> unmet.add(type.getName()));
        assertThat(unmet).isEmpty();
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicTypesTest::isPublic).orElse(true);
    }

    private static Set<JavaClass> neighbours(JavaClass type) {
        Set<JavaClass> found = new LinkedHashSet<>();
        type.getRawSuperclass().ifPresent(found::add);
        type.getEnclosingClass().ifPresent(found::add);
        if (type.isInterface() && type.reflect().isSealed()) {
            found.addAll(type.getSubclasses());
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            if (unit.getModifiers().contains(JavaModifier.PUBLIC)) {
                found.addAll(unit.getReturnType().getAllInvolvedRawTypes());
                for (JavaType parameter : unit.getParameterTypes()) {
                    found.addAll(parameter.getAllInvolvedRawTypes());
                }
                found.addAll(unit.getExceptionTypes());
            }
        }
        for (JavaField field : type.getFields()) {
            if (field.getModifiers().contains(JavaModifier.PUBLIC)) {
                found.addAll(field.getAllInvolvedRawTypes());
            }
        }
        return found;
    }

    private static Set<String> namesInTheGuide() throws IOException {
        Path home = Path.of("").toAbsolutePath();
        Path root = Files.exists(home.resolve("guide")) ? home.getParent() : home;
        Set<String> names = new LinkedHashSet<>();
        List<Path> read = new ArrayList<>(List.of(root.resolve("README.md")));
        try (Stream<Path> guide = Files.list(root.resolve("sla-core").resolve("guide"))) {
            guide.filter(file -> file.toString().endsWith(".md")).forEach(read::add);
        }
        for (Path file : read) {
            Matcher name = NAME.matcher(Files.readString(file));
            while (name.find()) {
                names.add(name.group());
            }
        }
        return names;
    }
}
