package org.sla4j.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.benchmarks.Desk;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.monitor.CaseWatch;

/**
 * Made-up cases whose events come out of order, with watermarks and restarts at other parallelisms at any time, say what each case says
 * by itself.
 */
class CaseOperatorRandomTest {
    private static final Instant MORNING = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant REPORT = MORNING.plus(Duration.ofDays(6));
    private static final long DISORDER = Duration.ofHours(4).toMillis();
    private static final int MOST_TASKS = 8;
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whateverTheOrderAndWhateverFails(int part) throws Exception {
        for (int seed = part * 20; seed < (part + 1) * 20; seed++) {
            Random random = new Random(seed);
            List<List<CaseEvent>> cases = new ArrayList<>();
            for (int number = 0; number < 6; number++) {
                cases.add(history("INC-" + number, random));
            }
            assertThat(onTasks(cases, random)).as("seed %s", seed).isEqualTo(oneByOne(cases));
        }
    }

    private static List<CaseEvent> history(String id, Random random) {
        Instant at = MORNING.plusMillis(random.nextInt(40_000_000));
        List<CaseEvent> events = new ArrayList<>();
        events.add(CaseEvent.opened(id, at, Desk.severity(random.nextInt(4))));
        for (int left = random.nextInt(7); left > 0; left--) {
            boolean isSameInstant = random.nextInt(4) == 0;
            at = isSameInstant ? at : at.plusNanos(random.nextLong(80_000_000_000_000L));
            CaseEvent event = switch (random.nextInt(8)) {
                case 0 -> CaseEvent.responded(id, at);
                case 1 -> CaseEvent.waiting(id, at, CUSTOMER);
                case 2 -> CaseEvent.resumed(id, at, CUSTOMER);
                case 3 -> CaseEvent.resolved(id, at);
                case 4 -> CaseEvent.reopened(id, at);
                case 5 -> CaseEvent.closed(id, at);
                case 6 -> CaseEvent.severityChanged(id, at, Severity.HIGH);
                default -> CaseEvent.of(id, at, EventType.REASSIGNED).withTeam("network");
            };
            // What happens at one instant needs an order of its own, for it arrives in any.
            events.add(event.withSequence(events.size()));
        }
        return events;
    }

    private static List<String> oneByOne(List<List<CaseEvent>> cases) {
        List<String> said = new ArrayList<>();
        for (List<CaseEvent> all : cases) {
            List<CaseEvent> events =
                    all.stream().filter(event -> !event.at().isAfter(REPORT)).toList();
            TreeMap<Long, List<CaseEvent>> together = new TreeMap<>();
            events.forEach(event -> together.computeIfAbsent(event.at().toEpochMilli(), at -> new ArrayList<>())
                    .add(event));
            CaseWatch.Step step = null;
            for (var moment : together.entrySet()) {
                Instant now = Instant.ofEpochMilli(moment.getKey() + 1);
                step = step == null
                        ? CaseWatch.open(List.of(AgreementVersions.of(Desk.agreement())), moment.getValue(), now)
                        : step.watch().record(moment.getValue(), now);
                step.facts().forEach(fact -> said.add(Signal.of(fact).toString()));
            }
            if (step != null) {
                step.watch()
                        .until(REPORT)
                        .facts()
                        .forEach(fact -> said.add(Signal.of(fact).toString()));
                ServiceCase subject = ServiceCase.replay(Desk.agreement(), events);
                Instant last = events.get(events.size() - 1).at();
                said.add(judged(subject.id(), events.size(), subject.isClosed() ? last : REPORT));
            }
        }
        Collections.sort(said);
        return said;
    }

    private static String judged(String id, int events, Instant at) {
        return id + " judged with " + events + " events at " + at;
    }

    private static List<String> onTasks(List<List<CaseEvent>> cases, Random random) throws Exception {
        TreeMap<Double, CaseEvent> arrivals = new TreeMap<>();
        cases.forEach(history -> history.forEach(
                event -> arrivals.put(event.at().toEpochMilli() + random.nextDouble() * (DISORDER - 2), event)));
        List<String> said = new ArrayList<>();
        Tasks tasks = new Tasks(1 + random.nextInt(3), null, 1);
        long latest = Long.MIN_VALUE;
        for (CaseEvent event : arrivals.values()) {
            tasks.of(event.caseId()).processElement(event, event.at().toEpochMilli());
            latest = Math.max(latest, event.at().toEpochMilli());
            if (random.nextInt(3) == 0) {
                tasks.watermark(latest - DISORDER - 1);
            }
            if (random.nextInt(8) == 0) {
                OperatorSubtaskState state = tasks.snapshot();
                said.addAll(tasks.said());
                int before = tasks.all.size();
                tasks.close();
                tasks = new Tasks(1 + random.nextInt(3), state, before);
            }
        }
        tasks.watermark(Long.MAX_VALUE);
        said.addAll(tasks.said());
        tasks.close();
        Collections.sort(said);
        return said;
    }

    /** The tasks of a job between two restarts. */
    private static final class Tasks {
        final List<KeyedOneInputStreamOperatorTestHarness<String, CaseEvent, Signal>> all = new ArrayList<>();

        Tasks(int count, @Nullable OperatorSubtaskState state, int before) throws Exception {
            for (int number = 0; number < count; number++) {
                var task = new KeyedOneInputStreamOperatorTestHarness<>(
                        new CaseOperator(Desk::agreement, REPORT, Duration.ofDays(30)),
                        CaseEvent::caseId,
                        Types.STRING,
                        MOST_TASKS,
                        count,
                        number);
                if (state != null) {
                    task.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state, MOST_TASKS, before, count, number));
                }
                task.open();
                all.add(task);
            }
        }

        KeyedOneInputStreamOperatorTestHarness<String, CaseEvent, Signal> of(String caseId) {
            return all.get(KeyGroupRangeAssignment.assignKeyToParallelOperator(caseId, MOST_TASKS, all.size()));
        }

        void watermark(long time) throws Exception {
            for (var task : all) {
                task.processWatermark(time);
            }
        }

        OperatorSubtaskState snapshot() throws Exception {
            List<OperatorSubtaskState> states = new ArrayList<>();
            for (var task : all) {
                states.add(task.snapshot(1, 1));
            }
            return AbstractStreamOperatorTestHarness.repackageState(states.toArray(OperatorSubtaskState[]::new));
        }

        List<String> said() {
            List<String> said = new ArrayList<>();
            for (var task : all) {
                for (Object one : task.getOutput()) {
                    if (one instanceof StreamRecord<?> record) {
                        said.add(record.getValue().toString());
                    }
                }
                var records = task.getSideOutput(CaseOperator.JUDGED);
                if (records != null) {
                    records.stream()
                            .map(StreamRecord::getValue)
                            .map(one -> judged(
                                    one.events().get(0).caseId(), one.events().size(), one.at()))
                            .forEach(said::add);
                }
            }
            return said;
        }

        void close() throws Exception {
            for (var task : all) {
                task.close();
            }
        }
    }
}
