package org.sla4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.compliance.ComplianceReport;

class CompliancePageTest {
    private static final ServiceLevelAgreement AGREEMENT = ServiceLevelAgreement.builder("a & b")
            .service("<script>alert('x')</script>")
            .provider(Party.of("\"P\""))
            .customer(Party.of("C"))
            .policy(SeverityPolicy.builder("all")
                    .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9))
                    .build())
            .build();

    private static String page(ComplianceReport.Row... rows) {
        return new CompliancePage(AGREEMENT, new ComplianceReport(List.of(rows)), "1 < 2\n").toHtml();
    }

    @Test
    void textFromOutsideIsEscaped() {
        assertThat(page())
                .contains(
                        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
                        "a &amp; b",
                        "&quot;P&quot;",
                        "<li>1 &lt; 2</li>")
                .doesNotContain("<script");
    }

    @Test
    void aGroupWithoutAMeasuredCaseHasNoFigures() {
        ComplianceReport.Row row = new ComplianceReport.Row(
                "resolution",
                Severity.LOW,
                0,
                0,
                0,
                2,
                1,
                4,
                0.9,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(page(row))
                .contains("<td>no data</td><td>90.00 %</td><td class=\"words\">no data</td>")
                .contains("<td>7</td><td>0</td><td>0</td><td>0</td><td>3</td><td>4</td>");
    }
}
