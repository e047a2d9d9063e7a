package org.sla4j.benchmarks.flink;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What Flink keeps of a case beside its events.
 *
 * @param watch where the case stands and how far it was reported, as its watch writes it
 * @param wakeUp when there is something to report if nothing happens before; {@link Instant#MAX} for never
 * @param last the instant of the last event
 * @param isClosed whether the case is closed or cancelled
 */
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
record CaseRow(byte[] watch, Instant wakeUp, Instant last, boolean isClosed) {
    static final ValueType<CaseRow> TYPE = new ValueType<>(CaseRow.class, Serializer.INSTANCE);

    /** Writes the parts one after the other. */
    private static final class Serializer extends ValueType.Serializer<CaseRow> {
        static final Serializer INSTANCE = new Serializer();
        private static final long serialVersionUID = 1L;

        @Override
        public CaseRow createInstance() {
            return new CaseRow(new byte[0], Instant.MAX, Instant.MAX, false);
        }

        @Override
        public void serialize(CaseRow row, DataOutputView target) throws IOException {
            target.writeInt(row.watch.length);
            target.write(row.watch);
            target.writeLong(row.wakeUp.getEpochSecond());
            target.writeInt(row.wakeUp.getNano());
            target.writeLong(row.last.getEpochSecond());
            target.writeInt(row.last.getNano());
            target.writeBoolean(row.isClosed);
        }

        @Override
        public CaseRow deserialize(DataInputView source) throws IOException {
            byte[] watch = new byte[source.readInt()];
            source.readFully(watch);
            return new CaseRow(
                    watch,
                    Instant.ofEpochSecond(source.readLong(), source.readInt()),
                    Instant.ofEpochSecond(source.readLong(), source.readInt()),
                    source.readBoolean());
        }

        @Override
        public TypeSerializerSnapshot<CaseRow> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What Flink writes into a savepoint about the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CaseRow> {
        /** Makes a snapshot, as Flink does. */
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
