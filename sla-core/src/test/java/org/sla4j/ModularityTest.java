package org.sla4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.SlaClock;

/** The tests run inside the module they test, so that what it does not export or require shows. */
class ModularityTest {
    private static final Module CORE = SlaClock.class.getModule();

    @Test
    void clocksAreInTheModuleOfTheCore() {
        assertThat(CORE.isNamed()).isTrue();
        assertThat(CORE.getName()).isEqualTo("org.sla4j.core");
        assertThat(ModularityTest.class.getModule()).isEqualTo(CORE);
    }

    @Test
    void calendarsAreInAModuleOfTheirOwn() {
        assertThat(BusinessCalendar.class.getModule().getName()).isEqualTo("org.sla4j.calendar");
    }

    @Test
    void theCoreGivesItsUsersTheCalendarsToo() {
        assertThat(CORE.getDescriptor().requires().stream()
                        .filter(required ->
                                required.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                        .map(ModuleDescriptor.Requires::name))
                .contains("org.sla4j.calendar");
    }

    @Test
    void theCoreExportsWhatItsPackagesPromise() {
        assertThat(CORE.getDescriptor().exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "org.sla4j.agreement",
                        "org.sla4j.agreement.document",
                        "org.sla4j.cases",
                        "org.sla4j.clock",
                        "org.sla4j.compliance",
                        "org.sla4j.compliance.page",
                        "org.sla4j.monitor",
                        "org.sla4j.monitor.jdbc");
    }
}
