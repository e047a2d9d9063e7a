package org.sla4j.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Warning;
import org.sla4j.agreement.document.AgreementDefinition.TargetDefinition;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.InvalidDefinitionException;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.postgres.PostgresServer;
import org.sla4j.postgres.RecordTable;

/** Clocks outlive the program: as JSON, and in the tables of real databases. */
class ClockRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BusinessCalendar OFFICE = office("Mon-Fri 09:00-17:00");
    private static final Instant START = Instant.parse("2026-01-05T09:00:00.123456789Z");

    private static BusinessCalendar office(String hours) {
        return BusinessCalendar.builder("Office")
                .zone("UTC")
                .hours(WeeklyHours.parse(hours))
                .build();
    }

    private static Instant after(int hours) {
        return START.plus(Duration.ofHours(hours));
    }

    /** A clock to which everything was done that can be. */
    private static SlaClock clock() {
        PauseReason customer = PauseReason.of("awaiting user info", "customer");
        Target first = Target.of("8h", OFFICE, 0.9)
                .withPauseRule(PauseRule.parties(Set.of(Party.of("customer"))))
                .withWarnings(Warning.parse("75%"), Warning.parse("30m before due"));
        Target second = Target.of("2bd end-of-day", BusinessCalendar.alwaysOpen(), 1);
        return SlaClock.start(START, first)
                .pause(after(1), customer)
                .pause(after(2), PauseReason.of("awaiting parts", "vendor"))
                .resume(after(3), customer)
                .resume(after(4))
                .suspend(after(5))
                .release(after(6))
                .retarget(after(7), second, Retargeting.KEEP_FRACTION)
                .restart(after(8))
                .stop(after(9))
                .reopen(after(10), Reopening.COUNT_GAP)
                .nextCycle(after(11))
                .nextCycleFromDue(after(11).plusSeconds(60))
                .retarget(after(12), first, Retargeting.STRICTER_WINS)
                .cancel(after(13));
    }

    @Test
    void aClockComesBackEqual() {
        SlaClock again = ClockRecord.of(clock()).toClock(OFFICE);
        assertThat(again).isEqualTo(clock());
        assertThat(again.superseded()).isEqualTo(clock().superseded());
        assertThat(again.reading(after(20))).isEqualTo(clock().reading(after(20)));
    }

    @Test
    void aTargetThatComesBackIsWrittenOnce() {
        assertThat(ClockRecord.of(clock()).targets()).hasSize(2);
    }

    @Test
    void jacksonTwoWritesAndReadsIt() throws Exception {
        String json = JSON.writeValueAsString(ClockRecord.of(clock()));
        assertThat(JSON.readValue(json, ClockRecord.class).toClock(OFFICE)).isEqualTo(clock());
    }

    @Test
    void jacksonThreeWritesAndReadsIt() {
        tools.jackson.databind.ObjectMapper three = new tools.jackson.databind.json.JsonMapper();
        String json = three.writeValueAsString(ClockRecord.of(clock()));
        assertThat(three.readValue(json, ClockRecord.class).toClock(OFFICE)).isEqualTo(clock());
    }

    @Test
    void theFormIsTheOneOfTheFirstRelease() throws Exception {
        String json = """
                {"format": 1, "targets": [{"limit": "8h", "calendar": "Office", "goal": 0.9}, {"limit": "2h", "goal": 1}], "events": [
                  {"at": "2026-01-05T09:00:00Z", "type": "started", "target": 1},
                  {"at": "2026-01-05T10:00:00Z", "type": "paused", "reason": "awaiting user info", "party": "customer"},
                  {"at": "2026-01-05T11:00:00Z", "type": "resumed"},
                  {"at": "2026-01-05T12:00:00Z", "type": "retargeted", "rule": "RETROACTIVE", "target": 2},
                  {"at": "2026-01-05T12:30:00Z", "type": "stopped"},
                  {"at": "2026-01-05T13:00:00Z", "type": "reopened", "rule": "CONTINUE"},
                  {"at": "2026-01-05T13:30:00Z", "type": "suspended"},
                  {"at": "2026-01-05T14:00:00Z", "type": "released"},
                  {"at": "2026-01-05T14:30:00Z", "type": "restarted"},
                  {"at": "2026-01-05T15:00:00Z", "type": "new cycle"},
                  {"at": "2026-01-05T15:30:00Z", "type": "cancelled"}]}
                """;
        ClockRecord read = JSON.readValue(json, ClockRecord.class);
        assertThat(new tools.jackson.databind.json.JsonMapper().readValue(json, ClockRecord.class))
                .isEqualTo(read);
        SlaClock clock = read.toClock(OFFICE);
        Instant second = Instant.parse("2026-01-05T12:45:00Z");
        // Two hours until 12:00 and half an hour more.
        assertThat(clock.reading(second).elapsed()).isEqualTo(Duration.ofMinutes(150));
        assertThat(clock.reading(second).verdict()).isEqualTo(Verdict.MISSED);
        assertThat(clock.phase()).isEqualTo(Phase.CANCELLED);
        assertThat(ClockRecord.of(clock).toClock(OFFICE)).isEqualTo(clock);
    }

    @Test
    void aNewerFormIsRefusedWithTheVersionsNamed() {
        ClockRecord written = ClockRecord.of(clock());
        assertThatThrownBy(() -> new ClockRecord(2, written.targets(), written.events()).toClock(OFFICE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The record of a clock is of form 2, but this release of sla4j reads forms 1 to 1;"
                        + " read it with the release that wrote it, or a later one.");
    }

    @Test
    void aFormThatNeverWasIsRefused() {
        ClockRecord written = ClockRecord.of(clock());
        assertThatThrownBy(() -> new ClockRecord(0, written.targets(), written.events()).toClock(OFFICE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The record of a clock is of form 0, but this release of sla4j reads forms 1 to 1.");
    }

    @Test
    void aGapInAListIsRefusedWithItsPlace() {
        ClockRecord written = ClockRecord.of(clock());
        List<ClockRecord.Event> events = new ArrayList<>(written.events());
        events.set(1, null);
        assertThatThrownBy(() -> new ClockRecord(1, written.targets(), events))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The record of a clock has an empty entry at place 2 of a list; leave it out.");
    }

    @Test
    void aNewerFormIsRefusedByItsVersionAlsoIfItHasMoreFields() throws Exception {
        String json = """
                {"format": 2, "targets": [], "events": [], "colour": "blue"}
                """;
        ObjectMapper two = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        for (ClockRecord read : List.of(
                two.readValue(json, ClockRecord.class),
                new tools.jackson.databind.json.JsonMapper().readValue(json, ClockRecord.class))) {
            assertThatThrownBy(read::toClock).hasMessageContaining("is of form 2, but this release");
        }
    }

    @Test
    void aCalendarThatIsMissingIsNamed() {
        assertThatThrownBy(() -> ClockRecord.of(clock()).toClock())
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("\"Office\" is not one of the calendars; there are [24x7]");
    }

    @Test
    void twoCalendarsOfOneNameCannotBeToldApart() {
        SlaClock clock = SlaClock.start(START, Target.of("8h", OFFICE, 0.9))
                .retarget(after(1), Target.of("8h", office("Mon-Fri 08:00-20:00"), 0.9), Retargeting.RETROACTIVE);
        assertThatThrownBy(() -> ClockRecord.of(clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Two different calendars are called \"Office\"; give each its own name.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yesterday|stopped||0|\"yesterday\" is not an instant; use one in UTC",
                "2026-01-05T10:00:00Z|frozen||0|\"frozen\" is not an event of a clock; use started, paused",
                "2026-01-05T10:00:00Z|retargeted|RETROACTIVE|2|There is no target 2 among the 1 of the record",
                "2026-01-05T10:00:00Z|retargeted|LATER|1|\"LATER\" is none of [RETROACTIVE, CARRY_ELAPSED",
                "2026-01-05T10:00:00Z|released||0|a clock can be released while it is suspended",
                "2026-01-05T08:00:00Z|stopped||0|the clock starts at 2026-01-05T09:00:00Z"
            })
    void whatCannotBeReadIsQuoted(String at, String type, String rule, int target, String message) {
        ClockRecord bad = new ClockRecord(
                1,
                List.of(TargetDefinition.of(Target.of("8h", OFFICE, 0.9))),
                List.of(
                        new ClockRecord.Event("2026-01-05T09:00:00Z", "started", "", "", "", 1, "", ""),
                        new ClockRecord.Event(at, type, "", "", rule == null ? "" : rule, target, "", "")));
        assertThatThrownBy(() -> bad.toClock(OFFICE)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stopped|late||||||The event \"stopped\" takes no reason",
                "stopped||||1|||The event \"stopped\" takes no target",
                "cancelled|||RESTART||||The event \"cancelled\" takes no rule",
                "paused|question||||||The event \"paused\" needs a party",
                "resumed||customer|||||A reason and its party come together",
                "agreed|asked for|Ada|||||The event \"agreed\" takes either a limit or a due date",
                "agreed|asked for|Ada|||12h|2026-01-06T10:00:00Z|The event \"agreed\" takes either a limit or a due date",
                "started||||1|||A clock starts once"
            })
    void whatAnEventWouldPassOverOrLacksIsRefused(
            String type,
            @Nullable String reason,
            @Nullable String party,
            @Nullable String rule,
            @Nullable Integer target,
            @Nullable String limit,
            @Nullable String due,
            String message) {
        ClockRecord bad = new ClockRecord(
                1,
                List.of(TargetDefinition.of(Target.of("8h", OFFICE, 0.9))),
                List.of(
                        new ClockRecord.Event("2026-01-05T09:00:00Z", "started", "", "", "", 1, "", ""),
                        new ClockRecord.Event(
                                "2026-01-05T10:00:00Z",
                                type,
                                or(reason),
                                or(party),
                                or(rule),
                                target == null ? 0 : target,
                                or(limit),
                                or(due))));
        assertThatThrownBy(() -> bad.toClock(OFFICE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Test
    void aRecordThatDoesNotBeginWithTheStartIsRefused() {
        ClockRecord.Event stop = new ClockRecord.Event("2026-01-05T09:00:00Z", "stopped", "", "", "", 0, "", "");
        for (List<ClockRecord.Event> events : List.of(List.<ClockRecord.Event>of(), List.of(stop))) {
            assertThatThrownBy(() -> new ClockRecord(1, List.of(), events).toClock())
                    .isInstanceOf(IllegalArgumentException.class)
                    .isNotInstanceOf(DateTimeException.class)
                    .hasMessageContaining("begins with the event \"started\"");
        }
    }

    @Test
    void itIsKeptInATableOfH2() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:clocks;DB_CLOSE_DELAY=-1");
        keepsClocks(database, "varchar(1000000)");
    }

    @Test
    @Tag("postgresql")
    void itIsKeptInATableOfPostgreSql() throws Exception {
        keepsClocks(PostgresServer.newDatabase(), "text");
    }

    private static void keepsClocks(DataSource database, String text) throws Exception {
        try (RecordTable table = new RecordTable(database, text)) {
            SlaClock early = SlaClock.start(START, clock().target());
            for (SlaClock state : List.of(early, clock())) {
                ClockRecord written = ClockRecord.of(state);
                table.save("INC-1 resolution", written.format(), JSON.writeValueAsString(written));
                assertThat(JSON.readValue(table.load("INC-1 resolution"), ClockRecord.class)
                                .toClock(OFFICE))
                        .isEqualTo(state);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.sla4j.clock.ClockBytesTest#clocksThatLastWentThrough")
    void aClockComesBackWhateverItWentThrough(SlaClock clock) {
        SlaClock again = ClockRecord.of(clock).toClock();
        assertThat(again).isEqualTo(clock);
        assertThat(again.superseded()).isEqualTo(clock.superseded());
    }
}
