package org.sla4j.cases;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.calendar.Quoted;
import org.sla4j.clock.SlaClock;

/**
 * The bytes of a case's state: what its events add up to under its agreements, without the events.
 *
 * <p>One byte for the version of the form, the reasons of waits, the parts in the order of {@link Writer#parts}, four bytes of CRC-32C over all before. Numbers
 * are written seven bits a byte, the lowest first, negative ones zigzag; texts as their length and their characters, each a number;
 * instants as their distance from the opening. What most cases have in common is left out, and a bit says so. Of agreements there are
 * id and version only: policies, severities, metrics and targets are counted through in the order of the agreements. The form of
 * version 1 is read for ever; one is kept in Base64, in {@code case-state-v1.txt} among the tests.
 */
final class CaseBytes {
    private static final int VERSION = 1;
    private static final int CHECKSUM = 4;
    private static final int LAST_OF_ONE_BYTE = 0x7F;
    private static final int USUAL_SIZE = 256;

    // A constant is written as its place here, whatever its place among its like; new ones go to the end.
    static final List<Facts.Stage> STAGES =
            List.of(Facts.Stage.OPEN, Facts.Stage.RESOLVED, Facts.Stage.CLOSED, Facts.Stage.CANCELLED);
    static final List<Retargeting> RULES = List.of(
            Retargeting.RETROACTIVE,
            Retargeting.CARRY_ELAPSED,
            Retargeting.KEEP_FRACTION,
            Retargeting.RESTART,
            Retargeting.KEEP_OLD_TARGET,
            Retargeting.STRICTER_WINS);

    private CaseBytes() {}

    /** What a state holds of a case. */
    record Restored(
            String id,
            Instant openedAt,
            List<ServiceLevelAgreement> openedUnder,
            List<ServiceCase.Move> moves,
            CaseState state,
            Instant lastAt,
            long lastSequence,
            boolean isOpening,
            EventIds ids) {}

    static byte[] write(ServiceCase incident) {
        for (int size = USUAL_SIZE; ; size *= 4) {
            try {
                return new Writer(incident, size).write();
            } catch (BufferOverflowException e) {
                // It takes more space.
            }
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    // What a case has beside what all have.
    private static final int SEVERAL = 1;
    private static final int AFTER_OPENING = 2;
    private static final int SEQUENCE = 4;
    private static final int IDS = 8;
    private static final int TEAM = 16;
    private static final int WAITS = 32;
    private static final int ATTRIBUTES = 64;
    // What a promise has.
    private static final int POLICY = 1;
    private static final int HAS_RULES = 2;
    // What a measure has.
    private static final int AT_REST = 1;
    private static final int ENDED_BY_CANCELLATION = 2;
    private static final int CREDIT = 4;
    private static final int CYCLES = 8;
    private static final int FLAGS = 16;
    // What a credit has that the case has not.
    private static final int OTHER_SEVERITY = 1;
    private static final int OTHER_ATTRIBUTES = 2;
    private static final int OTHER_HOLDER = 4;
    private static final int WAITED = 8;
    private static final int FLAGGED = 16;
    private static final int UNPROMISED = 32;

    private static int bit(int bit, boolean set) {
        return set ? bit : 0;
    }

    private static final class Writer {
        private final ServiceCase incident;
        private final Facts facts;
        private final List<ServiceLevelAgreement> agreements;
        /** The reasons met so far; each is written once. */
        private final List<PauseReason> reasons = new ArrayList<>(0);

        private ByteBuffer out;

        Writer(ServiceCase incident, int size) {
            this.incident = incident;
            facts = incident.state().facts();
            agreements = PartNumbers.agreements(incident);
            out = ByteBuffer.allocate(size);
        }

        byte[] write() {
            // Most cases have waited for nothing, so that these two bytes are all that comes before the parts.
            out.put((byte) VERSION).put((byte) 0);
            int before = out.position();
            parts();
            if (!reasons.isEmpty()) {
                ByteBuffer parts = out.flip().position(before);
                out = ByteBuffer.allocate(parts.capacity());
                out.put((byte) VERSION);
                number(reasons.size());
                for (PauseReason reason : reasons) {
                    text(reason.name());
                    text(reason.party().name());
                }
                out.put(parts);
            }
            out.putInt(checksum(out.array(), out.position()));
            return Arrays.copyOf(out.array(), out.position());
        }

        private int place(PauseReason reason) {
            int place = reasons.indexOf(reason);
            if (place < 0) {
                reasons.add(reason);
            }
            return place < 0 ? reasons.size() - 1 : place;
        }

        private void parts() {
            Moment last = incident.last();
            int[] ids = incident.idHashes();
            boolean isSeveral = agreements.size() > 1 || !incident.moves().isEmpty();
            number(STAGES.indexOf(facts.stage())
                    | (long) (bit(SEVERAL, isSeveral)
                                    | bit(AFTER_OPENING, !last.isOpening())
                                    | bit(SEQUENCE, last.sequence() != 0)
                                    | bit(IDS, ids.length > 0)
                                    | bit(TEAM, !facts.team().isEmpty())
                                    | bit(WAITS, !facts.waits().isEmpty())
                                    | bit(ATTRIBUTES, !facts.attributes().isEmpty()))
                            << 2);
            text(incident.id());
            Instant opened = incident.openedAt();
            signed(opened.getEpochSecond());
            number(opened.getNano());
            if (isSeveral) {
                number(agreements.size());
            }
            for (ServiceLevelAgreement agreement : agreements) {
                text(agreement.id());
                text(agreement.version());
            }
            if (isSeveral) {
                moves();
            }
            if (!last.isOpening()) {
                instant(last.at());
            }
            if (last.sequence() != 0) {
                signed(last.sequence());
            }
            if (ids.length > 0) {
                number(ids.length);
                for (int hash : ids) {
                    out.putInt(hash);
                }
            }
            severity(facts.severity());
            if (!facts.team().isEmpty()) {
                text(facts.team());
            }
            if (!facts.waits().isEmpty()) {
                waits(facts.waits());
            }
            if (!facts.attributes().isEmpty()) {
                attributes(facts.attributes());
            }
            for (PromisedClocks promise : incident.state().promises()) {
                promise(promise);
            }
        }

        private void moves() {
            number(incident.openedUnder().size());
            for (ServiceLevelAgreement agreement : incident.openedUnder()) {
                number(PartNumbers.agreement(agreements, agreement));
            }
            number(incident.moves().size());
            for (ServiceCase.Move move : incident.moves()) {
                instant(move.at());
                number(move.place());
                number(PartNumbers.agreement(agreements, move.agreement()));
                number(RULES.indexOf(move.rule()));
            }
        }

        private void promise(PromisedClocks promise) {
            SeverityPolicy rules = promise.rules();
            number(bit(POLICY, promise.policy().isPresent()) | bit(HAS_RULES, rules != null));
            if (rules != null) {
                number(PartNumbers.policy(agreements, rules));
            }
            number(promise.measures().size());
            for (Map.Entry<Metric, Measure> entry : promise.measures().entrySet()) {
                number(PartNumbers.metric(agreements, rules, entry.getKey()));
                measure(entry.getKey(), entry.getValue(), rules);
            }
        }

        private void measure(Metric metric, Measure measure, @Nullable SeverityPolicy rules) {
            CreditedTo credit = measure.credit();
            number(bit(AT_REST, measure.isAtRest())
                    | bit(ENDED_BY_CANCELLATION, measure.isEndedByCancellation())
                    | bit(CREDIT, credit != null)
                    | bit(CYCLES, !measure.cycles().isEmpty())
                    | bit(FLAGS, measure.flags() != 0));
            if (credit != null) {
                credit(credit);
            }
            if (!measure.cycles().isEmpty()) {
                number(measure.cycles().size());
                measure.cycles().forEach(this::credit);
            }
            if (measure.flags() != 0) {
                number(measure.flags());
            }
            measure.clock()
                    .writeTo(
                            out,
                            incident.openedAt(),
                            target -> PartNumbers.target(agreements, rules, metric, target),
                            this::place);
        }

        private void credit(CreditedTo credit) {
            boolean isOtherSeverity = !credit.severity().equals(facts.severity());
            boolean isOtherAttributes = !credit.attributes().equals(facts.attributes());
            boolean isOtherHolder =
                    !credit.holder().isProvider() || !credit.holder().team().equals(facts.team());
            number(bit(OTHER_SEVERITY, isOtherSeverity)
                    | bit(OTHER_ATTRIBUTES, isOtherAttributes)
                    | bit(OTHER_HOLDER, isOtherHolder)
                    | bit(WAITED, !credit.waits().isEmpty())
                    | bit(FLAGGED, credit.flags() != 0)
                    | bit(UNPROMISED, !credit.isPromised()));
            instant(credit.at());
            if (isOtherHolder) {
                text(credit.holder().key());
            }
            if (isOtherSeverity) {
                severity(credit.severity());
            }
            if (isOtherAttributes) {
                attributes(credit.attributes());
            }
            if (!credit.waits().isEmpty()) {
                waits(credit.waits());
            }
            if (credit.flags() != 0) {
                number(credit.flags());
            }
        }

        private void severity(Severity severity) {
            int place = PartNumbers.severity(agreements, severity);
            number(place + 1);
            if (place < 0) {
                signed(severity.rank());
                text(severity.name());
            }
        }

        private void waits(Set<PauseReason> waits) {
            number(waits.size());
            for (PauseReason reason : waits) {
                number(place(reason));
            }
        }

        private void attributes(Map<String, String> attributes) {
            number(attributes.size());
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                text(attribute.getKey());
                text(attribute.getValue());
            }
        }

        /** The seconds since the opening, and a bit for whether there are nanoseconds beside them. */
        private void instant(Instant at) {
            Instant opened = incident.openedAt();
            long seconds = at.getEpochSecond() - opened.getEpochSecond();
            int nanos = at.getNano() - opened.getNano();
            signed((seconds << 1) | bit(1, nanos != 0));
            if (nanos != 0) {
                signed(nanos);
            }
        }

        private void text(String text) {
            number(text.length());
            int bits = 0;
            for (int i = 0; i < text.length(); i++) {
                bits |= text.charAt(i);
            }
            if (bits <= LAST_OF_ONE_BYTE) {
                out.put(text.getBytes(StandardCharsets.ISO_8859_1)); // the same bytes, at once
                return;
            }
            for (int i = 0; i < text.length(); i++) {
                number(text.charAt(i));
            }
        }

        private void signed(long value) {
            number((value << 1) ^ (value >> 63));
        }

        private void number(long value) {
            long left = value;
            while ((left & ~0x7FL) != 0) {
                out.put((byte) ((left & 0x7F) | 0x80));
                left >>>= 7;
            }
            out.put((byte) left);
        }
    }

    private static IllegalArgumentException damaged(String what) {
        return new IllegalArgumentException(
                "The state of a case is damaged: it holds " + what + "; make the case from its events.");
    }

    /**
     * Reads a state.
     *
     * @param unread the case made from its events, for the parts of a clock that its state leaves out
     */
    static Restored read(byte[] bytes, Collection<ServiceLevelAgreement> known, ServiceCase.Unread unread) {
        if (bytes.length <= 1 + CHECKSUM) {
            throw damaged(bytes.length + " bytes only");
        }
        if (bytes[0] < 1 || bytes[0] > VERSION) {
            throw new IllegalArgumentException("The state of a case is of form " + bytes[0]
                    + ", but this release of sla4j reads forms 1 to " + VERSION
                    + "; read it with the release that wrote it, or a later one.");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int length = bytes.length - CHECKSUM;
        if (in.getInt(length) != checksum(bytes, length)) {
            throw damaged("bytes that do not give its checksum");
        }
        in.position(1).limit(length);
        try {
            Restored restored = new Reader(in, known, unread).read();
            if (in.hasRemaining()) {
                throw damaged(in.remaining() + " bytes more than a case has");
            }
            return restored;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The state of a case is damaged: it ends early.", e);
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "The state of a case is damaged: it holds a time or a number that no case has; make the case from its events.",
                    e);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "The state of a case does not fit the agreements given: a version has other policies than when it was written;"
                            + " make the case from its events.",
                    e);
        }
    }

    private static final class Reader {
        private static final Facts UNREAD =
                new Facts(Instant.EPOCH, Facts.Stage.OPEN, Severity.LOW, "", Set.of(), Map.of());

        private final ByteBuffer in;
        private final Collection<ServiceLevelAgreement> known;
        private final ServiceCase.Unread unread;
        private List<ServiceLevelAgreement> agreements = List.of();
        private final List<PauseReason> reasons = new ArrayList<>(0);
        private Instant openedAt = Instant.EPOCH;
        private Facts facts = UNREAD;

        Reader(ByteBuffer in, Collection<ServiceLevelAgreement> known, ServiceCase.Unread unread) {
            this.in = in;
            this.known = known;
            this.unread = unread;
        }

        Restored read() {
            for (int left = count(); left > 0; left--) {
                reasons.add(PauseReason.of(text(), text()));
            }
            int first = count();
            int has = first >>> 2;
            String id = text();
            openedAt = Instant.ofEpochSecond(signed(), count());
            List<ServiceLevelAgreement> now;
            List<ServiceLevelAgreement> openedUnder;
            List<ServiceCase.Move> moves = List.of();
            if ((has & SEVERAL) == 0) {
                agreements = List.of(agreement(id, text(), text()));
                openedUnder = agreements;
                now = agreements;
            } else {
                List<ServiceLevelAgreement> all = new ArrayList<>();
                for (int left = count(); left > 0; left--) {
                    all.add(agreement(id, text(), text()));
                }
                agreements = all;
                now = new ArrayList<>();
                for (int left = count(); left > 0; left--) {
                    now.add(all.get(count()));
                }
                openedUnder = List.copyOf(now);
                moves = moves(now);
            }
            Instant lastAt = (has & AFTER_OPENING) == 0 ? openedAt : instant();
            long lastSequence = (has & SEQUENCE) == 0 ? 0 : signed();
            int[] ids = new int[(has & IDS) == 0 ? 0 : count(Integer.BYTES)];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = in.getInt();
            }
            facts = new Facts(
                    openedAt,
                    STAGES.get(first & 3),
                    severity(),
                    (has & TEAM) == 0 ? "" : text(),
                    (has & WAITS) == 0 ? Set.of() : waits(),
                    (has & ATTRIBUTES) == 0 ? Map.of() : attributes());
            List<PromisedClocks> promises = new ArrayList<>(now.size());
            for (int place = 0; place < now.size(); place++) {
                promises.add(promise(now.get(place), place));
            }
            return new Restored(
                    id,
                    openedAt,
                    openedUnder,
                    moves,
                    new CaseState(facts, List.copyOf(promises)),
                    lastAt,
                    lastSequence,
                    (has & AFTER_OPENING) == 0,
                    ids.length == 0 ? EventIds.NONE : EventIds.unread(ids));
        }

        private List<ServiceCase.Move> moves(List<ServiceLevelAgreement> now) {
            List<ServiceCase.Move> moves = new ArrayList<>();
            for (int left = count(); left > 0; left--) {
                Instant at = instant();
                int place = count();
                ServiceLevelAgreement next = agreements.get(count());
                moves.add(new ServiceCase.Move(at, place, next, RULES.get(count())));
                now.set(place, next);
            }
            return List.copyOf(moves);
        }

        private ServiceLevelAgreement agreement(String caseId, String id, String version) {
            for (ServiceLevelAgreement agreement : known) {
                if (agreement.id().equals(id) && agreement.version().equals(version)) {
                    return agreement;
                }
            }
            throw new IllegalArgumentException("Case " + Quoted.of(caseId) + " is under agreement " + Quoted.of(id)
                    + " version " + Quoted.of(version) + ", but given are "
                    + known.stream()
                            .map(agreement -> Quoted.of(agreement.id()) + " version " + Quoted.of(agreement.version()))
                            .toList()
                    + ".");
        }

        private PromisedClocks promise(ServiceLevelAgreement agreement, int place) {
            int has = count();
            SeverityPolicy rules = (has & HAS_RULES) == 0 ? null : PartNumbers.policy(agreements, count());
            Map<Metric, Measure> measures = new LinkedHashMap<>();
            for (int left = count(); left > 0; left--) {
                Metric metric = PartNumbers.metric(agreements, rules, count());
                measures.put(metric, measure(metric, rules, place));
            }
            Optional<SeverityPolicy> policy = (has & POLICY) == 0 ? Optional.empty() : Optional.ofNullable(rules);
            return new PromisedClocks(agreement, policy, rules, Collections.unmodifiableMap(measures));
        }

        private Measure measure(Metric metric, @Nullable SeverityPolicy rules, int place) {
            int has = count();
            @Nullable CreditedTo credit = (has & CREDIT) == 0 ? null : credit();
            List<CreditedTo> cycles = List.of();
            if ((has & CYCLES) != 0) {
                List<CreditedTo> all = new ArrayList<>();
                for (int left = count(); left > 0; left--) {
                    all.add(credit());
                }
                cycles = List.copyOf(all);
            }
            int flags = (has & FLAGS) == 0 ? 0 : count();
            SlaClock clock = SlaClock.readFrom(
                    in,
                    openedAt,
                    target -> PartNumbers.target(agreements, rules, metric, target),
                    reasons::get,
                    () -> unread.clock(place, metric));
            return new Measure(clock, credit, cycles, flags, (has & AT_REST) != 0, (has & ENDED_BY_CANCELLATION) != 0);
        }

        private CreditedTo credit() {
            int has = count();
            return new CreditedTo(
                    instant(),
                    (has & OTHER_HOLDER) == 0 ? Holder.provider(facts.team()) : Holder.parse(text()),
                    (has & OTHER_SEVERITY) == 0 ? facts.severity() : severity(),
                    (has & OTHER_ATTRIBUTES) == 0 ? facts.attributes() : attributes(),
                    (has & WAITED) == 0 ? Set.of() : waits(),
                    (has & FLAGGED) == 0 ? 0 : count(),
                    (has & UNPROMISED) == 0);
        }

        private Severity severity() {
            int place = count();
            return place == 0
                    ? Severity.of(Math.toIntExact(signed()), text())
                    : PartNumbers.severity(agreements, place - 1);
        }

        private Set<PauseReason> waits() {
            Set<PauseReason> waits = new LinkedHashSet<>();
            for (int left = count(); left > 0; left--) {
                waits.add(reasons.get(count()));
            }
            return Collections.unmodifiableSet(waits);
        }

        private Map<String, String> attributes() {
            Map<String, String> attributes = new TreeMap<>();
            for (int left = count(); left > 0; left--) {
                attributes.put(text(), text());
            }
            return Collections.unmodifiableMap(attributes);
        }

        private Instant instant() {
            long number = signed();
            int nanos = (number & 1) == 0 ? 0 : Math.toIntExact(signed());
            return openedAt.plusSeconds(number >> 1).plusNanos(nanos);
        }

        private String text() {
            int length = count(1);
            if (isOneByteEach(length)) {
                byte[] text = new byte[length];
                in.get(text);
                return new String(text, StandardCharsets.ISO_8859_1);
            }
            char[] text = new char[length];
            for (int i = 0; i < text.length; i++) {
                text[i] = (char) number();
            }
            return new String(text);
        }

        private boolean isOneByteEach(int length) {
            byte sign = 0;
            for (int i = 0; i < length; i++) {
                sign |= in.get(in.position() + i);
            }
            return sign >= 0;
        }

        private long signed() {
            long value = number();
            return (value >>> 1) ^ -(value & 1);
        }

        /** Reads how many parts follow, each of at least some bytes, and refuses more than the bytes left can hold before allocating. */
        private int count(int bytes) {
            int count = count();
            if (count > in.remaining() / bytes) {
                throw new BufferUnderflowException();
            }
            return count;
        }

        private int count() {
            long value = number();
            if (value < 0 || value > Integer.MAX_VALUE) {
                throw damaged("the number " + value);
            }
            return (int) value;
        }

        private long number() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int next = in.get();
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw damaged("a number of more than 64 bits");
        }
    }
}
