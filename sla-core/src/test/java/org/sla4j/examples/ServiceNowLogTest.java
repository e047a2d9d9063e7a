package org.sla4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sla4j.cases.CaseEvent;

class ServiceNowLogTest {
    private static final String HEADER =
            "number,incident_state,made_sla,opened_at,sys_updated_at,priority,assignment_group,assigned_to\n";

    @TempDir
    private Path dir;

    /** Each event without its id, and "end" where a case ends. */
    private List<String> events(String rows) throws IOException {
        Path file = Files.writeString(dir.resolve("log.csv"), HEADER + rows);
        List<String> events = new ArrayList<>();
        new ServiceNowLog(file, ZoneOffset.UTC).read(new EventLog.Sink() {
            @Override
            public void event(CaseEvent event, long line) {
                events.add(event.withId("").toString());
            }

            @Override
            public void endOfCase(String caseId) {
                events.add(caseId + " end");
            }

            @Override
            public void badRow(EventLog.BadRowException problem) {
                events.add(String.valueOf(problem.getMessage()).replaceFirst(".*log.csv", "log.csv"));
            }

            @Override
            public void progress(long rows) {}
        });
        return events;
    }

    @Test
    void rowsBecomeTheDifferencesBetweenThem() throws IOException {
        assertThat(events("""
                        I1,New,true,29/2/2016 01:16,29/2/2016 01:23,3 - Moderate,Group 1,?
                        I1,Active,true,29/2/2016 01:16,29/2/2016 02:00,3 - Moderate,Group 1,?
                        I1,Awaiting User Info,true,29/2/2016 01:16,29/2/2016 03:00,2 - High,Group 2,A
                        I1,Awaiting Vendor,true,29/2/2016 01:16,29/2/2016 04:00,2 - High,Group 2,A
                        I1,Resolved,true,29/2/2016 01:16,29/2/2016 05:00,2 - High,Group 2,A
                        I1,Active,true,29/2/2016 01:16,29/2/2016 06:00,2 - High,?,A
                        I1,Closed,false,29/2/2016 01:16,29/2/2016 07:00,2 - High,?,A
                        """))
                .containsExactly(
                        "I1 opened at 2016-02-29T01:16:00Z: 3 Moderate, Group 1",
                        "I1 responded at 2016-02-29T02:00:00Z: Group 1",
                        "I1 severity changed at 2016-02-29T03:00:00Z: 2 High",
                        "I1 reassigned at 2016-02-29T03:00:00Z: Group 2",
                        "I1 waiting at 2016-02-29T03:00:00Z: awaiting user info (customer)",
                        "I1 resumed at 2016-02-29T04:00:00Z: awaiting user info (customer)",
                        "I1 waiting at 2016-02-29T04:00:00Z: awaiting vendor (vendor)",
                        "I1 resumed at 2016-02-29T05:00:00Z: awaiting vendor (vendor)",
                        "I1 resolved at 2016-02-29T05:00:00Z: Group 2",
                        "I1 reopened at 2016-02-29T06:00:00Z",
                        "I1 closed at 2016-02-29T07:00:00Z: Group 2",
                        "I1 end");
    }

    @Test
    void aRowThatClaimsToBeEarlierHappensWithTheRowAboveIt() throws IOException {
        assertThat(events("""
                        I1,New,true,29/2/2016 01:16,29/2/2016 01:00,4 - Low,?,?
                        I1,Resolved,true,29/2/2016 01:16,29/2/2016 01:10,4 - Low,?,?
                        """)).contains("I1 resolved at 2016-02-29T01:16:00Z");
    }

    @Test
    void anUnknownStateOfTheInstanceChangesNothing() throws IOException {
        assertThat(events("""
                        I1,Awaiting Evidence,true,29/2/2016 01:16,29/2/2016 01:16,4 - Low,?,?
                        I1,-100,true,29/2/2016 01:16,29/2/2016 02:00,4 - Low,?,?
                        """)).filteredOn(event -> event.contains("resumed")).isEmpty();
    }

    @Test
    void theRowsOfACaseWhoseFirstRowIsBadAreLeftOutWithIt() throws IOException {
        assertThat(events("""
                        I1,Nowhere,true,29/2/2016 01:16,29/2/2016 01:16,4 - Low,?,?
                        I1,Active,true,29/2/2016 01:16,29/2/2016 02:00,4 - Low,?,?
                        I2,New,true,31/2/2016 01:16,29/2/2016 02:00,4 - Low,?,?
                        I3,New,true,29/2/2016 01:16,29/2/2016 02:00,5 - Whim,?,?
                        """))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("log.csv:2: \"Nowhere\" is not an incident state"),
                        second -> assertThat(second).startsWith("log.csv:4: \"31/2/2016 01:16\" is not a time"),
                        third -> assertThat(third).startsWith("log.csv:5: \"5 - Whim\" is not a priority"));
    }
}
