package org.sla4j.cases;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
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
import org.sla4j.agreement.Target;
import org.sla4j.calendar.Quoted;
import org.sla4j.clock.SlaClock;

/**
 * The bytes of a case's state: what its events add up to under its agreements, without the events.
 *
 * <p>One byte for the version of the form, the parts in the order of {@link #write}, four bytes of CRC-32C over all before. Numbers
 * are written seven bits a byte, the lowest first, negative ones zigzag; texts as their length and their characters, each a number.
 * Of agreements there are id and version only: policies, metrics and targets are counted through in the order of the agreements. The
 * form of version 1 is read for ever; one is kept in Base64, in {@code case-state-v1.txt} among the tests.
 */
final class StateBytes {
    private static final int VERSION = 1;
    private static final int CHECKSUM = 4;

    private StateBytes() {}

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

    /** What was promised about a metric by a policy of an agreement, each with its number. */
    private static final class Places {
        private final List<SeverityPolicy> policies = new ArrayList<>();
        private final List<Metric> metrics = new ArrayList<>();
        private final List<Target> targets = new ArrayList<>();

        Places(List<ServiceLevelAgreement> agreements) {
            for (ServiceLevelAgreement agreement : agreements) {
                for (SeverityPolicy policy : agreement.policies()) {
                    policies.add(policy);
                    policy.targets().forEach((metric, target) -> {
                        metrics.add(metric);
                        targets.add(target);
                    });
                }
            }
        }

        static <T> int find(List<T> all, T one) {
            int place = all.indexOf(one);
            if (place < 0) {
                throw new IllegalStateException("A case has what none of its agreements holds: " + one + ".");
            }
            return place;
        }
    }

    static byte[] write(ServiceCase incident) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            new Writer(out, incident).write();
            CRC32C checksum = new CRC32C();
            checksum.update(bytes.toByteArray());
            out.writeInt((int) checksum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final class Writer {
        private final DataOutputStream out;
        private final ServiceCase incident;
        private final List<ServiceLevelAgreement> agreements;
        private final Places places;

        Writer(DataOutputStream out, ServiceCase incident) {
            this.out = out;
            this.incident = incident;
            Set<ServiceLevelAgreement> all = new LinkedHashSet<>(incident.openedUnder());
            incident.moves().forEach(move -> all.add(move.agreement()));
            agreements = List.copyOf(all);
            places = new Places(agreements);
        }

        void write() throws IOException {
            text(incident.id());
            instant(incident.openedAt());
            number(agreements.size());
            for (ServiceLevelAgreement agreement : agreements) {
                text(agreement.id());
                text(agreement.version());
            }
            number(incident.openedUnder().size());
            for (ServiceLevelAgreement agreement : incident.openedUnder()) {
                number(Places.find(agreements, agreement));
            }
            number(incident.moves().size());
            for (ServiceCase.Move move : incident.moves()) {
                instant(move.at());
                number(move.place());
                number(Places.find(agreements, move.agreement()));
                text(move.rule().name());
            }
            Moment last = incident.last();
            instant(last.at());
            signed(last.sequence());
            out.writeBoolean(last.isOpening());
            int[] ids = incident.idHashes();
            number(ids.length);
            for (int hash : ids) {
                out.writeInt(hash);
            }
            facts(incident.state().facts());
            for (Promise promise : incident.state().promises()) {
                promise(promise);
            }
        }

        private void facts(Facts facts) throws IOException {
            out.writeByte(stage(facts.stage()));
            severity(facts.severity());
            text(facts.team());
            waits(facts.waits());
            attributes(facts.attributes());
        }

        private void promise(Promise promise) throws IOException {
            SeverityPolicy rules = promise.rules();
            out.writeByte((promise.policy().isPresent() ? 1 : 0) | (rules == null ? 0 : 2));
            if (rules != null) {
                number(Places.find(places.policies, rules));
            }
            number(promise.measures().size());
            for (Map.Entry<Metric, Measure> entry : promise.measures().entrySet()) {
                number(Places.find(places.metrics, entry.getKey()));
                measure(entry.getValue());
            }
        }

        private void measure(Measure measure) throws IOException {
            Credit credit = measure.credit();
            out.writeByte((measure.isAtRest() ? 1 : 0)
                    | (measure.isEndedByCancellation() ? 2 : 0)
                    | (credit == null ? 0 : 4));
            number(measure.flags());
            number(measure.cycles().size());
            for (Credit cycle : measure.cycles()) {
                credit(cycle);
            }
            if (credit != null) {
                credit(credit);
            }
            measure.clock().writeTo(out, target -> Places.find(places.targets, target));
        }

        private void credit(Credit credit) throws IOException {
            instant(credit.at());
            text(credit.holder().key());
            severity(credit.severity());
            attributes(credit.attributes());
            waits(credit.waits());
            number(credit.flags());
            out.writeBoolean(credit.isPromised());
        }

        private void severity(Severity severity) throws IOException {
            signed(severity.rank());
            text(severity.name());
        }

        private void waits(Set<PauseReason> waits) throws IOException {
            number(waits.size());
            for (PauseReason reason : waits) {
                text(reason.name());
                text(reason.party().name());
            }
        }

        private void attributes(Map<String, String> attributes) throws IOException {
            number(attributes.size());
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                text(attribute.getKey());
                text(attribute.getValue());
            }
        }

        private void instant(Instant at) throws IOException {
            signed(at.getEpochSecond());
            number(at.getNano());
        }

        private void text(String text) throws IOException {
            number(text.length());
            for (int i = 0; i < text.length(); i++) {
                number(text.charAt(i));
            }
        }

        private void signed(long value) throws IOException {
            number(value << 1 ^ value >> 63);
        }

        private void number(long value) throws IOException {
            long left = value;
            while ((left & ~0x7FL) != 0) {
                out.writeByte((int) (left & 0x7F) | 0x80);
                left >>>= 7;
            }
            out.writeByte((int) left);
        }
    }

    private static int stage(Facts.Stage stage) {
        return switch (stage) {
            case OPEN -> 0;
            case RESOLVED -> 1;
            case CLOSED -> 2;
            case CANCELLED -> 3;
        };
    }

    private static Facts.Stage stage(int code) {
        return switch (code) {
            case 0 -> Facts.Stage.OPEN;
            case 1 -> Facts.Stage.RESOLVED;
            case 2 -> Facts.Stage.CLOSED;
            case 3 -> Facts.Stage.CANCELLED;
            default -> throw damaged("an unknown stage " + code);
        };
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
        int length = bytes.length - CHECKSUM;
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        int written = 0;
        for (int i = length; i < bytes.length; i++) {
            written = (written << 8) | (bytes[i] & 0xFF);
        }
        if (written != (int) checksum.getValue()) {
            throw damaged("bytes that do not give its checksum");
        }
        try (DataInputStream in = new DataInputStream(new Bytes(bytes, 1, length))) {
            Restored restored = new Reader(in, known, unread).read();
            if (in.available() > 0) {
                throw damaged(in.available() + " bytes more than a case has");
            }
            return restored;
        } catch (IOException e) {
            throw new IllegalArgumentException("The state of a case is damaged: it ends early.", e);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "The state of a case does not fit the agreements given: a version has other policies than when it was written;"
                            + " make the case from its events.",
                    e);
        }
    }

    /** Bytes read one by one; that of the JDK takes a lock for each, which costs more than all the rest. */
    private static final class Bytes extends InputStream {
        private final byte[] bytes;
        private final int end;
        private int at;

        Bytes(byte[] bytes, int start, int end) {
            this.bytes = bytes;
            this.at = start;
            this.end = end;
        }

        @Override
        public int read() {
            return at < end ? bytes[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(length, end - at);
            System.arraycopy(bytes, at, into, offset, count);
            at += count;
            return count == 0 && length > 0 ? -1 : count;
        }

        @Override
        public int available() {
            return end - at;
        }
    }

    private static final class Reader {
        private final DataInputStream in;
        private final Collection<ServiceLevelAgreement> known;
        private final ServiceCase.Unread unread;
        private Places places = new Places(List.of());

        Reader(DataInputStream in, Collection<ServiceLevelAgreement> known, ServiceCase.Unread unread) {
            this.in = in;
            this.known = known;
            this.unread = unread;
        }

        Restored read() throws IOException {
            String id = text();
            Instant openedAt = instant();
            List<ServiceLevelAgreement> agreements = new ArrayList<>();
            for (int left = count(); left > 0; left--) {
                agreements.add(agreement(id, text(), text()));
            }
            places = new Places(agreements);
            List<ServiceLevelAgreement> openedUnder = new ArrayList<>();
            for (int left = count(); left > 0; left--) {
                openedUnder.add(agreements.get(count()));
            }
            List<ServiceLevelAgreement> now = new ArrayList<>(openedUnder);
            List<ServiceCase.Move> moves = new ArrayList<>();
            for (int left = count(); left > 0; left--) {
                Instant at = instant();
                int place = count();
                ServiceLevelAgreement next = agreements.get(count());
                moves.add(new ServiceCase.Move(at, place, next, Retargeting.valueOf(text())));
                now.set(place, next);
            }
            Instant lastAt = instant();
            long lastSequence = signed();
            boolean isOpening = in.readBoolean();
            int[] ids = new int[count()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = in.readInt();
            }
            Facts facts = new Facts(openedAt, stage(in.readByte()), severity(), text(), waits(), attributes());
            List<Promise> promises = new ArrayList<>();
            for (int place = 0; place < now.size(); place++) {
                promises.add(promise(now.get(place), place));
            }
            return new Restored(
                    id,
                    openedAt,
                    List.copyOf(openedUnder),
                    List.copyOf(moves),
                    new CaseState(facts, List.copyOf(promises)),
                    lastAt,
                    lastSequence,
                    isOpening,
                    EventIds.unread(ids));
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

        private Promise promise(ServiceLevelAgreement agreement, int place) throws IOException {
            int has = in.readByte();
            SeverityPolicy rules = (has & 2) == 0 ? null : places.policies.get(count());
            Map<Metric, Measure> measures = new LinkedHashMap<>();
            for (int left = count(); left > 0; left--) {
                Metric metric = places.metrics.get(count());
                measures.put(metric, measure(metric, place));
            }
            Optional<SeverityPolicy> policy = (has & 1) == 0 ? Optional.empty() : Optional.ofNullable(rules);
            return new Promise(agreement, policy, rules, Collections.unmodifiableMap(measures));
        }

        private Measure measure(Metric metric, int place) throws IOException {
            int has = in.readByte();
            int flags = count();
            List<Credit> cycles = new ArrayList<>(0);
            for (int left = count(); left > 0; left--) {
                cycles.add(credit());
            }
            @Nullable Credit credit = (has & 4) == 0 ? null : credit();
            SlaClock clock = SlaClock.readFrom(in, places.targets::get, () -> unread.clock(place, metric));
            return new Measure(clock, credit, List.copyOf(cycles), flags, (has & 1) != 0, (has & 2) != 0);
        }

        private Credit credit() throws IOException {
            return new Credit(
                    instant(), Holder.parse(text()), severity(), attributes(), waits(), count(), in.readBoolean());
        }

        private Severity severity() throws IOException {
            int rank = Math.toIntExact(signed());
            return Severity.of(rank, text());
        }

        private Set<PauseReason> waits() throws IOException {
            int count = count();
            if (count == 0) {
                return Set.of();
            }
            Set<PauseReason> waits = new LinkedHashSet<>();
            for (int left = count; left > 0; left--) {
                waits.add(PauseReason.of(text(), text()));
            }
            return Collections.unmodifiableSet(waits);
        }

        private Map<String, String> attributes() throws IOException {
            int count = count();
            if (count == 0) {
                return Map.of();
            }
            Map<String, String> attributes = new TreeMap<>();
            for (int left = count; left > 0; left--) {
                attributes.put(text(), text());
            }
            return Collections.unmodifiableMap(attributes);
        }

        private Instant instant() throws IOException {
            long second = signed();
            return Instant.ofEpochSecond(second, count());
        }

        private String text() throws IOException {
            int length = count();
            char[] text = new char[length];
            for (int i = 0; i < length; i++) {
                text[i] = (char) number();
            }
            return new String(text);
        }

        private long signed() throws IOException {
            long value = number();
            return value >>> 1 ^ -(value & 1);
        }

        /** A number that cannot be above how many bytes there are, or a small one. */
        private int count() throws IOException {
            long value = number();
            if (value < 0 || value > Integer.MAX_VALUE) {
                throw damaged("the number " + value);
            }
            return (int) value;
        }

        private long number() throws IOException {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int next = in.readUnsignedByte();
                value |= (long) (next & 0x7F) << shift;
                if (next < 0x80) {
                    return value;
                }
            }
            throw damaged("a number of more than 64 bits");
        }
    }
}
