package org.sla4j.benchmarks.flink;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;

/** Writes an event by its parts; one with a part that is rare, such as a correction, as its line of text. */
final class EventSerializer extends ValueType.Serializer<CaseEvent> {
    static final EventSerializer INSTANCE = new EventSerializer();
    static final ValueType<CaseEvent> TYPE = new ValueType<>(CaseEvent.class, INSTANCE);
    private static final long serialVersionUID = 1L;

    private static final int LINE = 1;
    private static final int SEVERITY = 2;
    private static final int REASON = 4;
    private static final int TEAM = 8;
    private static final int ID = 16;
    private static final int SEQUENCE = 32;
    private static final int ATTRIBUTES = 64;

    private static final CaseEvent NONE = CaseEvent.of("none", Instant.EPOCH, EventType.CHANGED);
    private static final Map<String, EventType> STANDARD =
            EventType.standard().stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));

    @Override
    public CaseEvent createInstance() {
        return NONE;
    }

    private static int bit(int bit, boolean set) {
        return set ? bit : 0;
    }

    @Override
    public void serialize(CaseEvent event, DataOutputView target) throws IOException {
        StringValue.writeString(event.caseId(), target);
        boolean isRare = event.agreed().isPresent()
                || event.recordedAt().isPresent()
                || !event.inPlaceOf().isEmpty();
        if (isRare) {
            target.writeByte(LINE);
            StringValue.writeString(event.toLine(), target);
            return;
        }
        Optional<Severity> severity = event.severity();
        Optional<PauseReason> reason = event.reason();
        Map<String, String> attributes = event.attributes();
        target.writeByte(bit(SEVERITY, severity.isPresent())
                | bit(REASON, reason.isPresent())
                | bit(TEAM, !event.team().isEmpty())
                | bit(ID, !event.id().isEmpty())
                | bit(SEQUENCE, event.sequence() != 0)
                | bit(ATTRIBUTES, !attributes.isEmpty()));
        Instant at = event.at();
        target.writeLong(at.getEpochSecond());
        target.writeInt(at.getNano());
        StringValue.writeString(event.type().name(), target);
        if (severity.isPresent()) {
            target.writeInt(severity.get().rank());
            StringValue.writeString(severity.get().name(), target);
        }
        if (reason.isPresent()) {
            StringValue.writeString(reason.get().name(), target);
            StringValue.writeString(reason.get().party().name(), target);
        }
        if (!event.team().isEmpty()) {
            StringValue.writeString(event.team(), target);
        }
        if (!event.id().isEmpty()) {
            StringValue.writeString(event.id(), target);
        }
        if (event.sequence() != 0) {
            target.writeLong(event.sequence());
        }
        if (!attributes.isEmpty()) {
            target.writeInt(attributes.size());
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                StringValue.writeString(attribute.getKey(), target);
                StringValue.writeString(attribute.getValue(), target);
            }
        }
    }

    @Override
    public CaseEvent deserialize(DataInputView source) throws IOException {
        String caseId = StringValue.readString(source);
        int has = source.readUnsignedByte();
        if (has == LINE) {
            return CaseEvent.parseLine(caseId, StringValue.readString(source));
        }
        Instant at = Instant.ofEpochSecond(source.readLong(), source.readInt());
        String name = StringValue.readString(source);
        EventType known = STANDARD.get(name);
        EventType type = known == null ? EventType.of(name) : known;
        CaseEvent event;
        if ((has & SEVERITY) != 0) {
            Severity severity = Severity.of(source.readInt(), StringValue.readString(source));
            event = type.equals(EventType.OPENED)
                    ? CaseEvent.opened(caseId, at, severity)
                    : CaseEvent.severityChanged(caseId, at, severity);
        } else if ((has & REASON) != 0) {
            PauseReason reason = PauseReason.of(StringValue.readString(source), StringValue.readString(source));
            event = type.equals(EventType.WAITING)
                    ? CaseEvent.waiting(caseId, at, reason)
                    : CaseEvent.resumed(caseId, at, reason);
        } else {
            event = CaseEvent.of(caseId, at, type);
        }
        event = (has & TEAM) == 0 ? event : event.withTeam(StringValue.readString(source));
        event = (has & ID) == 0 ? event : event.withId(StringValue.readString(source));
        event = (has & SEQUENCE) == 0 ? event : event.withSequence(source.readLong());
        for (int left = (has & ATTRIBUTES) == 0 ? 0 : source.readInt(); left > 0; left--) {
            event = event.withAttribute(StringValue.readString(source), StringValue.readString(source));
        }
        return event;
    }

    /** An event as bytes to keep. */
    static byte[] bytes(CaseEvent event) throws IOException {
        DataOutputSerializer bytes = new DataOutputSerializer(64);
        INSTANCE.serialize(event, bytes);
        return bytes.getCopyOfBuffer();
    }

    /** The event of such bytes. */
    static CaseEvent event(byte[] bytes) throws IOException {
        return INSTANCE.deserialize(new DataInputDeserializer(bytes));
    }

    @Override
    public TypeSerializerSnapshot<CaseEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What Flink writes into a savepoint about the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CaseEvent> {
        /** Makes a snapshot, as Flink does. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
