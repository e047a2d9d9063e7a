package org.sla4j.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Severity;
import org.sla4j.benchmarks.Desk;
import org.sla4j.cases.CaseEvent;

/** Critical cases of {@link Desk}: a response is due in 15 minutes, a solution in 4 hours, round the clock. */
class CaseOperatorTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant REPORT = NINE.plus(Duration.ofDays(10));
    private static final Duration KEEP = Duration.ofDays(2);
    private static final int MOST_TASKS = 16;

    private final List<Task> tasks = new ArrayList<>();

    /** One task of the job. */
    private final class Task {
        private final KeyedOneInputStreamOperatorTestHarness<String, CaseEvent, Signal> harness;

        Task(int tasks, int number) throws Exception {
            harness = new KeyedOneInputStreamOperatorTestHarness<>(
                    new CaseOperator(Desk::agreement, REPORT, KEEP),
                    CaseEvent::caseId,
                    Types.STRING,
                    MOST_TASKS,
                    tasks,
                    number);
            CaseOperatorTest.this.tasks.add(this);
        }

        Task begin() throws Exception {
            harness.open();
            return this;
        }

        Task restore(OperatorSubtaskState state) throws Exception {
            harness.initializeState(state);
            return begin();
        }

        void record(CaseEvent event) throws Exception {
            harness.processElement(event, event.at().toEpochMilli());
        }

        /** Lets event time pass, and returns what was reported until then and not returned before. */
        List<String> until(Instant time) throws Exception {
            return watermark(time.toEpochMilli());
        }

        List<String> watermark(long time) throws Exception {
            harness.processWatermark(time);
            List<String> said = new ArrayList<>();
            for (Object one : harness.getOutput()) {
                if (one instanceof StreamRecord<?> record) {
                    said.add(text((Signal) record.getValue()));
                }
            }
            harness.getOutput().clear();
            return said;
        }

        /** The cases judged so far, each with when that was. */
        List<String> judged() {
            List<String> judged = new ArrayList<>();
            var records = harness.getSideOutput(CaseOperator.JUDGED);
            if (records != null) {
                for (StreamRecord<JudgedCase> record : records) {
                    JudgedCase one = record.getValue();
                    judged.add(one.events().get(0).caseId() + " with "
                            + one.events().size() + " events as of " + one.at() + ", judged at "
                            + Instant.ofEpochMilli(record.getTimestamp()));
                }
            }
            return judged;
        }

        int rows() {
            return harness.numKeyedStateEntries();
        }
    }

    private static String text(Signal signal) {
        return signal.caseId() + " " + signal.type() + " " + signal.at();
    }

    private static CaseEvent opened(String id, Instant at) {
        return CaseEvent.opened(id, at, Severity.CRITICAL);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    @AfterEach
    void close() throws Exception {
        for (Task task : tasks) {
            task.harness.close();
        }
    }

    @Test
    void anEventWaitsUntilEventTimeHasPassedIt() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(opened("INC-1", NINE));
        assertThat(task.until(NINE.minusMillis(1))).isEmpty();
        assertThat(task.rows()).isZero();
        task.until(NINE.plusMillis(1));
        assertThat(task.rows()).isOne();
    }

    @Test
    void aBreachIsReportedWhenEventTimePassesItAndNotBefore() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(opened("INC-1", NINE));
        assertThat(task.until(at("09:15"))).noneMatch(line -> line.contains("BREACH"));
        assertThat(task.until(at("09:15").plusMillis(1))).contains("INC-1 BREACH 2026-01-05T09:15:00Z");
        assertThat(task.until(at("13:01"))).contains("INC-1 BREACH 2026-01-05T13:00:00Z");
    }

    @Test
    void aTaskThatWasRestoredLooksAtCasesWhenTheyFallDue() throws Exception {
        Task before = new Task(1, 0).begin();
        before.record(opened("INC-1", NINE));
        before.until(at("09:01"));
        Task after = new Task(1, 0).restore(before.harness.snapshot(1, 1));
        assertThat(after.until(at("09:16"))).contains("INC-1 BREACH 2026-01-05T09:15:00Z");
    }

    @Test
    void whatWaitsGoesToTheTaskThatHasTheCaseAfterARestartAtAnotherParallelism() throws Exception {
        Task before = new Task(1, 0).begin();
        for (int i = 0; i < 40; i++) {
            before.record(opened("INC-" + i, NINE));
        }
        OperatorSubtaskState state = before.harness.snapshot(1, 1);
        List<String> breached = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            Task task = new Task(3, number);
            task.restore(AbstractStreamOperatorTestHarness.repartitionOperatorState(state, MOST_TASKS, 1, 3, number));
            List<String> said = task.until(at("09:16"));
            assertThat(said).as("of task %s", number).isNotEmpty();
            said.stream().filter(line -> line.contains("BREACH")).forEach(breached::add);
        }
        assertThat(breached).doesNotHaveDuplicates().hasSize(40);
    }

    @Test
    void whatCameBeforeOneWatermarkIsReportedInTheOrderOfTime() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(CaseEvent.resolved("INC-1", at("14:00")));
        task.record(CaseEvent.responded("INC-1", at("09:10")));
        task.record(opened("INC-1", NINE));
        assertThat(task.until(at("15:00")))
                .noneMatch(line -> line.contains("RETRACTED"))
                .filteredOn(line -> line.contains("BREACH"))
                .containsExactly("INC-1 BREACH 2026-01-05T13:00:00Z");
    }

    @Test
    void anAnswerAtTheVeryInstantAtWhichItIsDueIsInTimeHoweverFarOneWatermarkGoes() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(opened("INC-1", NINE));
        task.until(at("09:01"));
        task.record(CaseEvent.responded("INC-1", at("09:15")));
        assertThat(task.until(at("10:00")))
                .contains("INC-1 MET 2026-01-05T09:15:00Z")
                .noneMatch(line -> line.contains("BREACH") || line.contains("RETRACTED"));
    }

    @Test
    void whatALateEventMakesTrueIsNotOlderThanTheWatermarkForThoseWhoComeAfter() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(opened("INC-1", NINE));
        task.until(at("10:00"));
        task.record(CaseEvent.responded("INC-1", at("09:10")));
        assertThat(task.harness.extractOutputStreamRecords())
                .isNotEmpty()
                .allMatch(record -> record.getTimestamp() > at("10:00").toEpochMilli());
    }

    @Test
    void aLateAnswerRetractsTheBreachThatWasReported() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(opened("INC-1", NINE));
        task.until(at("10:00"));
        task.record(CaseEvent.responded("INC-1", at("09:10")));
        assertThat(task.until(at("10:01"))).anyMatch(line -> line.startsWith("INC-1 RETRACTED"));
    }

    @Test
    void anEventAheadOfItsOpeningIsKeptForItAndForgottenWithoutIt() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(CaseEvent.responded("INC-1", at("09:10")));
        task.record(CaseEvent.responded("INC-2", at("09:10")));
        task.until(at("09:30"));
        task.record(opened("INC-1", NINE));
        assertThat(task.until(at("09:31"))).noneMatch(line -> line.contains("BREACH"));
        assertThat(task.rows()).isEqualTo(2);
        task.until(at("09:10").plus(KEEP).plusMillis(1));
        assertThat(task.rows()).as("only the case that was opened").isOne();
        assertThat(task.judged()).isEmpty();
    }

    @Test
    void aClosedCaseIsJudgedWhenItHasBeenQuietForSoLong() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(opened("INC-1", NINE));
        task.record(CaseEvent.closed("INC-1", at("12:00")));
        task.until(at("12:00").plus(KEEP));
        assertThat(task.judged()).isEmpty();
        task.until(at("12:00").plus(KEEP).plusMillis(1));
        assertThat(task.judged())
                .containsExactly("INC-1 with 2 events as of 2026-01-05T12:00:00Z, judged at 2026-01-07T12:00:00.001Z");
        assertThat(task.rows()).isZero();
    }

    @Test
    void aLateEventLetsAClosedCaseBeJudgedLater() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(opened("INC-1", NINE));
        task.record(CaseEvent.closed("INC-1", at("12:00")));
        task.until(at("15:00"));
        task.record(CaseEvent.of("INC-1", at("14:00"), EventType.UPDATED));
        task.until(at("12:00").plus(KEEP).plusMillis(1));
        assertThat(task.judged()).isEmpty();
        task.until(at("14:00").plus(KEEP).plusMillis(1));
        assertThat(task.judged())
                .containsExactly("INC-1 with 3 events as of 2026-01-05T14:00:00Z, judged at 2026-01-07T14:00:00.001Z");
    }

    @Test
    void anEventAfterTheEndOfACaseFindsItJudgedHoweverFarOneWatermarkGoes() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(opened("INC-1", NINE));
        task.record(CaseEvent.closed("INC-1", at("12:00")));
        task.record(CaseEvent.of("INC-1", at("12:00").plus(KEEP).plusSeconds(1), EventType.UPDATED));
        task.until(at("12:00").plus(KEEP).plusSeconds(2));
        assertThat(task.judged())
                .containsExactly("INC-1 with 2 events as of 2026-01-05T12:00:00Z, judged at 2026-01-07T12:00:00.001Z");
    }

    @Test
    void aCaseThatComesAfterItsEndIsJudgedWithTheNextWatermarkAndNotOfADayThatIsOver() throws Exception {
        Task task = new Task(1, 0).begin();
        task.until(NINE.plus(Duration.ofDays(5)));
        task.record(opened("INC-1", NINE));
        task.record(CaseEvent.closed("INC-1", at("12:00")));
        assertThat(task.judged()).isEmpty();
        task.until(NINE.plus(Duration.ofDays(5)).plusSeconds(1));
        assertThat(task.judged())
                .containsExactly("INC-1 with 2 events as of 2026-01-05T12:00:00Z, judged at 2026-01-10T09:00:00.001Z");
    }

    @Test
    void theReportJudgesAllThatAreLeftAndNothingThatHappenedAfterIt() throws Exception {
        Task task = new Task(1, 0).begin();
        task.record(opened("INC-1", NINE));
        task.record(opened("INC-2", REPORT));
        task.record(opened("INC-3", REPORT.plusMillis(1)));
        task.record(CaseEvent.resolved("INC-1", REPORT.plusSeconds(1)));
        task.record(CaseEvent.responded("INC-4", REPORT));
        task.watermark(Long.MAX_VALUE);
        assertThat(task.judged())
                .containsExactlyInAnyOrder(
                        "INC-1 with 1 events as of 2026-01-15T09:00:00Z, judged at 2026-01-15T09:00:00.001Z",
                        "INC-2 with 1 events as of 2026-01-15T09:00:00Z, judged at 2026-01-15T09:00:00.001Z");
        assertThat(task.rows()).isZero();
    }

    @Test
    void aCaseThatComesAfterTheReportIsJudgedWithTheNextWatermark() throws Exception {
        Task task = new Task(1, 0).begin();
        task.until(REPORT.plusSeconds(1));
        task.record(opened("INC-1", REPORT.minusSeconds(1)));
        assertThat(task.judged()).isEmpty();
        task.until(REPORT.plusSeconds(2));
        assertThat(task.judged())
                .containsExactly("INC-1 with 1 events as of 2026-01-15T09:00:00Z, judged at 2026-01-15T09:00:01.001Z");
        assertThat(task.rows()).isZero();
    }
}
