package org.sla4j.benchmarks.flink;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseJudge;
import org.sla4j.cases.Outcome;

/**
 * A case of which nothing more is expected, or that is judged while it is open.
 *
 * @param events its events
 * @param at when it is judged
 */
record JudgedCase(List<CaseEvent> events, Instant at) {
    static final ValueType<JudgedCase> TYPE = new ValueType<>(JudgedCase.class, Serializer.INSTANCE);

    /** How it stands. */
    List<Outcome> outcomes(CaseJudge judge) {
        return judge.outcomes(events, at);
    }

    /** Writes the events one after the other. */
    private static final class Serializer extends ValueType.Serializer<JudgedCase> {
        static final Serializer INSTANCE = new Serializer();
        private static final long serialVersionUID = 1L;

        @Override
        public JudgedCase createInstance() {
            return new JudgedCase(List.of(), Instant.EPOCH);
        }

        @Override
        public void serialize(JudgedCase judged, DataOutputView target) throws IOException {
            target.writeLong(judged.at.getEpochSecond());
            target.writeInt(judged.at.getNano());
            target.writeInt(judged.events.size());
            for (CaseEvent event : judged.events) {
                EventSerializer.INSTANCE.serialize(event, target);
            }
        }

        @Override
        public JudgedCase deserialize(DataInputView source) throws IOException {
            Instant at = Instant.ofEpochSecond(source.readLong(), source.readInt());
            List<CaseEvent> events = new ArrayList<>();
            for (int left = source.readInt(); left > 0; left--) {
                events.add(EventSerializer.INSTANCE.deserialize(source));
            }
            return new JudgedCase(List.copyOf(events), at);
        }

        @Override
        public TypeSerializerSnapshot<JudgedCase> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What Flink writes into a savepoint about the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<JudgedCase> {
        /** Makes a snapshot, as Flink does. */
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
