package org.sla4j.benchmarks.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.CaseWatch;

/**
 * What Flink keeps of a case: where it stands, and its events one after the other as bytes, first those judged, then those that wait
 * for their time.
 *
 * @param watch where the case stands and how far it was reported, as its watch writes it; empty before its opening is judged
 * @param events all its events
 * @param judged how many of these bytes are events that the watch has seen
 * @param timer the timer that wakes the case if nothing happens before, in milliseconds; {@link #NONE} for none
 * @param last the instant of the last event judged, in milliseconds
 * @param isClosed whether the case is closed or cancelled
 */
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
record CaseRow(byte[] watch, byte[] events, int judged, long timer, long last, boolean isClosed) {
    static final ValueType<CaseRow> TYPE = new ValueType<>(CaseRow.class, Serializer.INSTANCE);
    static final long NONE = Long.MAX_VALUE;
    static final CaseRow EMPTY = new CaseRow(new byte[0], new byte[0], 0, NONE, Long.MIN_VALUE, false);

    boolean isOpened() {
        return watch.length > 0;
    }

    /** The row with one event more that waits. */
    CaseRow withWaiting(CaseEvent event) {
        byte[] added = bytes(List.of(event));
        byte[] all = Arrays.copyOf(events, events.length + added.length);
        System.arraycopy(added, 0, all, events.length, added.length);
        return new CaseRow(watch, all, judged, timer, last, isClosed);
    }

    /** The row once events that waited are judged, and others go on waiting. */
    CaseRow with(CaseWatch advanced, Collection<CaseEvent> due, Collection<CaseEvent> later) {
        byte[] all = events;
        int seen = events.length;
        if (!later.isEmpty()) {
            byte[] waiting = bytes(later);
            seen -= waiting.length;
            all = events.clone();
            System.arraycopy(bytes(due), 0, all, judged, seen - judged);
            System.arraycopy(waiting, 0, all, seen, waiting.length);
        }
        long latest = last;
        for (CaseEvent event : due) {
            latest = Math.max(latest, event.at().toEpochMilli());
        }
        return new CaseRow(
                advanced.toState(),
                all,
                seen,
                timer,
                latest,
                advanced.serviceCase().isClosed());
    }

    CaseRow withTimer(long millis) {
        return new CaseRow(watch, events, judged, millis, last, isClosed);
    }

    /** The events that the watch has seen. */
    List<CaseEvent> judged(String caseId) {
        return events(caseId, 0, judged);
    }

    /** The events that wait for their time. */
    List<CaseEvent> waiting(String caseId) {
        return events(caseId, judged, events.length);
    }

    private List<CaseEvent> events(String caseId, int from, int to) {
        List<CaseEvent> read = new ArrayList<>();
        DataInputDeserializer in = new DataInputDeserializer(events, from, to - from);
        try {
            while (in.available() > 0) {
                read.add(EventSerializer.readParts(caseId, in));
            }
        } catch (IOException e) { // what Flink declares
            throw new IllegalStateException("The events of case " + caseId + " cannot be read.", e);
        }
        return read;
    }

    private static byte[] bytes(Collection<CaseEvent> events) {
        DataOutputSerializer out = new DataOutputSerializer(64);
        try {
            for (CaseEvent event : events) {
                EventSerializer.writeParts(event, out);
            }
        } catch (IOException e) { // what Flink declares
            throw new IllegalStateException("Events cannot be written.", e);
        }
        return out.getCopyOfBuffer();
    }

    /** Writes the parts one after the other. */
    private static final class Serializer extends ValueType.Serializer<CaseRow> {
        static final Serializer INSTANCE = new Serializer();
        private static final long serialVersionUID = 1L;

        @Override
        public CaseRow createInstance() {
            return EMPTY;
        }

        @Override
        public void serialize(CaseRow row, DataOutputView target) throws IOException {
            target.writeInt(row.watch.length);
            target.writeInt(row.events.length);
            target.writeInt(row.judged);
            target.writeLong(row.timer);
            target.writeLong(row.last);
            target.writeBoolean(row.isClosed);
            target.write(row.watch);
            target.write(row.events);
        }

        @Override
        public CaseRow deserialize(DataInputView source) throws IOException {
            byte[] watch = new byte[source.readInt()];
            byte[] events = new byte[source.readInt()];
            int judged = source.readInt();
            long timer = source.readLong();
            long last = source.readLong();
            boolean isClosed = source.readBoolean();
            source.readFully(watch);
            source.readFully(events);
            return new CaseRow(watch, events, judged, timer, last, isClosed);
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
