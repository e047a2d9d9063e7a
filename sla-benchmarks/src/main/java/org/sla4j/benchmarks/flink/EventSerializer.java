package org.sla4j.benchmarks.flink;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
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
    private static final int NAMED = 128;

    private static final CaseEvent NONE = CaseEvent.of("none", Instant.EPOCH, EventType.CHANGED);
    /** Types that are written by their place in this list, which savepoints rely on; all others are written by name. */
    private static final List<EventType> NUMBERED = List.of(
            EventType.OPENED,
            EventType.ACKNOWLEDGED,
            EventType.RESPONDED,
            EventType.UPDATED,
            EventType.CUSTOMER_REPLIED,
            EventType.WORK_STARTED,
            EventType.WORK_ENDED,
            EventType.WAITING,
            EventType.RESUMED,
            EventType.SEVERITY_CHANGED,
            EventType.CHANGED,
            EventType.REASSIGNED,
            EventType.RESOLVED,
            EventType.REOPENED,
            EventType.CLOSED,
            EventType.CANCELLED);

    private static final Map<EventType, Integer> NUMBERS = new HashMap<>();

    static {
        for (EventType type : NUMBERED) {
            NUMBERS.put(type, NUMBERS.size());
        }
    }

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
        writeParts(event, target);
    }

    @Override
    public CaseEvent deserialize(DataInputView source) throws IOException {
        return readParts(StringValue.readString(source), source);
    }

    /** Writes an event without the id of its case, for where that is known. */
    static void writeParts(CaseEvent event, DataOutputView target) throws IOException {
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
        Integer number = NUMBERS.get(event.type());
        target.writeByte(bit(SEVERITY, severity.isPresent())
                | bit(REASON, reason.isPresent())
                | bit(TEAM, !event.team().isEmpty())
                | bit(ID, !event.id().isEmpty())
                | bit(SEQUENCE, event.sequence() != 0)
                | bit(ATTRIBUTES, !attributes.isEmpty())
                | bit(NAMED, number == null));
        Instant at = event.at();
        target.writeLong(at.getEpochSecond());
        target.writeInt(at.getNano());
        if (number == null) {
            StringValue.writeString(event.type().name(), target);
        } else {
            target.writeByte(number);
        }
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

    /** Reads what {@link #writeParts} wrote. */
    static CaseEvent readParts(String caseId, DataInputView source) throws IOException {
        int has = source.readUnsignedByte();
        if (has == LINE) {
            return CaseEvent.parseLine(caseId, StringValue.readString(source));
        }
        Instant at = Instant.ofEpochSecond(source.readLong(), source.readInt());
        EventType type = (has & NAMED) == 0
                ? NUMBERED.get(source.readUnsignedByte())
                : EventType.of(StringValue.readString(source));
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
