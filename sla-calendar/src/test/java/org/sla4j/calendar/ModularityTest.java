package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import org.junit.jupiter.api.Test;

class ModularityTest {
    @Test
    void theTestsRunInsideTheModule() {
        assertThat(BusinessCalendar.class.getModule().getName()).isEqualTo("org.sla4j.calendar");
        assertThat(ModularityTest.class.getModule()).isEqualTo(BusinessCalendar.class.getModule());
    }

    @Test
    void theModuleNeedsNothingButTheJdkAtRunTime() {
        assertThat(BusinessCalendar.class.getModule().getDescriptor().requires())
                .filteredOn(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .extracting(ModuleDescriptor.Requires::name)
                .allMatch(name -> name.startsWith("java."));
    }

    @Test
    void onlyTheOnePackageIsExported() {
        assertThat(BusinessCalendar.class.getModule().getDescriptor().exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("org.sla4j.calendar");
    }
}
