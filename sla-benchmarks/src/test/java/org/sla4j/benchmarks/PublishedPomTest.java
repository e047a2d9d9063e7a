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
            "org.hdrhistogram");

    @ParameterizedTest
    @ValueSource(strings = {"../sla-calendar/pom.xml", "../sla-core/pom.xml", "../pom.xml"})
    void namesNoPeerAndNoEngine(String pom) throws Exception {
        Set<String> ours = groups("pom.xml");
        ours.removeAll(SHARED);
        assertThat(ours).contains("org.apache.flink", "net.sf.mpxj", "org.quartz-scheduler");
        if (pom.equals("../pom.xml")) {
            // The parent manages the version of JMH and of the checks of the compiler, which no published module
            // depends on.
            ours.remove("org.openjdk.jmh");
            ours.remove("com.google.errorprone");
        }
        assertThat(groups(pom)).doesNotContainAnyElementsOf(ours);
    }

    private static Set<String> groups(String pom) throws Exception {
        NodeList dependencies = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(pom).toFile())
                .getElementsByTagName("dependency");
        Set<String> groups = new TreeSet<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            groups.add(((Element) dependencies.item(i))
                    .getElementsByTagName("groupId")
                    .item(0)
                    .getTextContent());
        }
        return groups;
    }
}
