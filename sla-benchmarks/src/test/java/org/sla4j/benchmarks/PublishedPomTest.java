package org.sla4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is measured and the engine stay here: the published modules name none of it. */
class PublishedPomTest {
    /** Groups that the published modules share with this one. */
    private static final Set<String> SHARED = Set.of(
            "org.sla4j",
            "org.jspecify",
            "org.slf4j",
            "org.junit.jupiter",
            "org.assertj",
            "com.fasterxml.jackson.core",
            "de.siegmar",
            "org.quartz-scheduler",
            "org.hdrhistogram");

    @ParameterizedTest
    @ValueSource(strings = {"../sla-calendar/pom.xml", "../sla-core/pom.xml", "../pom.xml"})
    void namesNoPeerAndNoEngine(String pom) throws Exception {
        Set<String> ours = dependencies("pom.xml");
        ours.removeIf(dependency -> SHARED.contains(group(dependency)));
        assertThat(ours).extracting(PublishedPomTest::group).contains("org.apache.flink", "net.sf.mpxj", "org.jbpm");
        if (pom.equals("../pom.xml")) {
            // The parent manages the version of JMH and of the checks of the compiler, which no published module
            // depends on.
            ours.removeIf(dependency -> group(dependency).equals("org.openjdk.jmh"));
            ours.removeIf(dependency -> group(dependency).equals("com.google.errorprone"));
        }
        assertThat(dependencies(pom)).doesNotContainAnyElementsOf(ours);
    }

    private static String group(String dependency) {
        return dependency.substring(0, dependency.indexOf(':'));
    }

    private static Set<String> dependencies(String pom) throws Exception {
        NodeList nodes = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(pom).toFile())
                .getElementsByTagName("dependency");
        Set<String> dependencies = new TreeSet<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element dependency = (Element) nodes.item(i);
            dependencies.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
        }
        return dependencies;
    }

    private static String text(Element dependency, String part) {
        return dependency.getElementsByTagName(part).item(0).getTextContent();
    }
}
