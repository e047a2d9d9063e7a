package org.sla4j.benchmarks.flink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import org.sla4j.cases.CaseEvent;

/**
 * What Flink keeps of a case, in one row of bytes, so that a million cases are few objects and a checkpoint only copies: when it is to
 * be looked at again, the time of its last event, whether it is closed, where it stands and how far it was reported, as its watch
 * writes it, and its events one after the other.
 */
final class CaseRow {
    /** The rows as Flink keeps them; nobody changes one. */
    static final ValueType<byte[]> TYPE = new ValueType<>(byte[].class, Serializer.INSTANCE);

    static final long NEVER = Long.MAX_VALUE;
    private static final int LAST = Long.BYTES;
    private static final int CLOSED = LAST + Long.BYTES;
    private static final int LENGTH = CLOSED + 1;
    private static final int WATCH = LENGTH + Integer.BYTES;
    private static final CaseRow EMPTY = new CaseRow(
            ByteBuffer.allocate(WATCH).putLong(NEVER).putLong(Long.MIN_VALUE).array());

    private final byte[] bytes;

    private CaseRow(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The row of a case; an empty one if Flink knows none. */
    static CaseRow of(byte @Nullable [] bytes) {
        return bytes == null ? EMPTY : new CaseRow(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    private ByteBuffer parts() {
        return ByteBuffer.wrap(bytes);
    }

    private int watchLength() {
        return parts().getInt(LENGTH);
    }

    /** Whether the case has a watch, for its opening is known. */
    boolean isOpened() {
        return watchLength() > 0;
    }

    /** When to look at the case if nothing happens before, in milliseconds; {@link #NEVER} if not at all. */
    long wakeUp() {
        return parts().getLong(0);
    }

    /** The time of the last event, in milliseconds; the beginning of time if there is none. */
    long last() {
        return parts().getLong(LAST);
    }

    /** Whether the case is closed or cancelled. */
    boolean isClosed() {
        return bytes[CLOSED] != 0;
    }

    /** Where the case stands, as its watch writes it. */
    byte[] watch() {
        return Arrays.copyOfRange(bytes, WATCH, WATCH + watchLength());
    }

    /** The events, a list of its own. */
    List<CaseEvent> events(String caseId) {
        List<CaseEvent> events = new ArrayList<>();
        int from = WATCH + watchLength();
        DataInputDeserializer in = new DataInputDeserializer(bytes, from, bytes.length - from);
        try {
            while (in.available() > 0) {
                events.add(EventSerializer.readParts(caseId, in));
            }
        } catch (IOException e) { // what Flink declares
            throw new IllegalStateException("The events of case " + caseId + " cannot be read.", e);
        }
        return events;
    }

    /** The row after further events. */
    CaseRow with(byte[] watch, List<CaseEvent> more, long wakeUp, long last, boolean isClosed) {
        int events = WATCH + watchLength();
        byte[] added = written(more);
        ByteBuffer all = ByteBuffer.allocate(WATCH + watch.length + bytes.length - events + added.length);
        all.putLong(wakeUp).putLong(last).put((byte) (isClosed ? 1 : 0)).putInt(watch.length);
        return new CaseRow(all.put(watch)
                .put(bytes, events, bytes.length - events)
                .put(added)
                .array());
    }

    private static byte[] written(List<CaseEvent> events) {
        if (events.isEmpty()) {
            return new byte[0];
        }
        DataOutputSerializer out = new DataOutputSerializer(64);
        try {
            for (CaseEvent event : events) {
                EventSerializer.writeParts(event, out);
            }
        } catch (IOException e) { // what Flink declares
            throw new IllegalStateException("The events of a case cannot be written.", e);
        }
        return out.getCopyOfBuffer();
    }

    /** Writes the bytes after their number. */
    private static final class Serializer extends ValueType.Serializer<byte[]> {
        static final Serializer INSTANCE = new Serializer();
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] createInstance() {
            return EMPTY.bytes;
        }

        @Override
        public void serialize(byte[] row, DataOutputView target) throws IOException {
            target.writeInt(row.length);
            target.write(row);
        }

        @Override
        public byte[] deserialize(DataInputView source) throws IOException {
            byte[] row = new byte[source.readInt()];
            source.readFully(row);
            return row;
        }

        @Override
        public TypeSerializerSnapshot<byte[]> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What Flink writes into a savepoint about the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<byte[]> {
        /** Makes a snapshot, as Flink does. */
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
