package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Severity;

/**
 * A case in the memory of an {@link InMemorySlaStore}: as it was committed, in few bytes, and as the transaction that owns it has changed
 * it. Guarded by the store.
 *
 * <p>The bytes are the id in UTF-8, whose order is that of {@link SlaStore#IDS}; the row; the clocks; and the end of the history. The
 * instants of clocks are written as their distance from the opening.
 */
final class MemoryCase {
    private static final int COMMITTED = 1;
    private static final int FINISHED = 2;
    private static final int FAULTY = 4;

    /** The urgency of a case without open clocks. */
    static final long DONE = Long.MAX_VALUE;
    /** The urgency of a case whose running clocks have no due instant. */
    static final long UNKNOWN = DONE - 1;
    /** Up to here the urgency of a case is that of one that waits. */
    static final long LAST_WAITING = Long.MIN_VALUE + Integer.MAX_VALUE;

    private static final int RUNS = 1;
    private static final int IS_DUE = 2;
    private static final int WARNS = 4;
    private static final int BREACHES = 8;

    /** How much of a history is kept at the end of the bytes, which are copied at each change. */
    private static final int SHORT = 1024;

    private byte[] bytes;
    /** What was appended before the end of the history that is in the bytes. */
    private @Nullable Chunk older;
    /** The transaction that has it. */
    InMemorySlaStore.@Nullable Work owner;
    /** What that has made of it; null if nothing yet. */
    @Nullable Content draft;
    /** When it is due, in nanoseconds; {@link Times#NEVER} if it will not be. */
    private long wakeAt = Times.NEVER;
    /** Its place in the queue of those that are due; -1 if it is not there. */
    int place = -1;

    MemoryCase(String id) {
        bytes = new Packed.Out().text(id).number(0).toBytes();
    }

    /**
     * A case as a transaction sees it.
     *
     * @param added what the transaction has appended to the history
     * @param anew whether what was there before was removed
     */
    record Content(SlaStore.StoredCase row, List<SlaStore.OpenClock> clocks, String added, boolean anew) {
        static final Content GONE = new Content(SlaStore.StoredCase.fresh(""), List.of(), "", true);

        static Content fresh(String id) {
            return new Content(SlaStore.StoredCase.fresh(id), List.of(), "", true);
        }

        boolean isGone() {
            return row.id().isEmpty();
        }
    }

    /** A part of a long history, and what came before it. */
    private static final class Chunk {
        private final @Nullable Chunk before;
        private final byte[] text;

        Chunk(@Nullable Chunk before, byte[] text) {
            this.before = before;
            this.text = text;
        }
    }

    String id() {
        return new Packed.In(bytes).text();
    }

    long wakeAt() {
        return wakeAt;
    }

    boolean isCommitted() {
        return flags(row()) != 0;
    }

    private Packed.In row() {
        Packed.In in = new Packed.In(bytes);
        in.skip(in.count());
        return in;
    }

    private static int flags(Packed.In in) {
        return (int) in.number();
    }

    /** A hash of an id in UTF-8, whose bits are all as good. */
    static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return hash ^ hash >>> 16;
    }

    /** The hash of its id. */
    int hash() {
        Packed.In in = new Packed.In(bytes);
        int length = in.count();
        return hash(bytes, in.at(), in.at() + length);
    }

    /** Compares an id in UTF-8 with that of this case. */
    int compare(byte[] id) {
        Packed.In in = new Packed.In(bytes);
        int length = in.count();
        return Arrays.compareUnsigned(id, 0, id.length, bytes, in.at(), in.at() + length);
    }

    int compareId(MemoryCase other) {
        Packed.In in = new Packed.In(other.bytes);
        int length = in.count();
        return -compareTo(other.bytes, in.at(), length);
    }

    private int compareTo(byte[] from, int start, int size) {
        Packed.In in = new Packed.In(bytes);
        int length = in.count();
        return Arrays.compareUnsigned(from, start, start + size, bytes, in.at(), in.at() + length);
    }

    boolean hasPrefix(byte[] prefix) {
        Packed.In in = new Packed.In(bytes);
        int length = in.count();
        int from = in.at();
        return length >= prefix.length && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    /** Makes what a transaction made of it what is committed. */
    void commit(Content content, PackedTexts texts) {
        SlaStore.StoredCase row = content.row();
        byte[] end = content.anew() ? new byte[0] : historyEnd(texts);
        Chunk before = content.anew() ? null : older;
        if (end.length > SHORT) {
            before = new Chunk(before, end);
            end = new byte[0];
        }
        Packed.Out out = new Packed.Out().text(row.id());
        boolean faulty = row.attempts() != 0 || !row.fault().isEmpty();
        out.number(COMMITTED | (row.finishedAt().isPresent() ? FINISHED : 0) | (faulty ? FAULTY : 0));
        out.fixed(row.version()).number(row.format()).instant(row.openedAt());
        texts.write(row.state(), out);
        texts.write(row.agreements(), out);
        texts.write(row.digest(), out);
        row.finishedAt().ifPresent(out::instant);
        if (faulty) {
            out.number(row.attempts());
            texts.write(row.fault(), out);
        }
        out.number(content.clocks().size());
        for (SlaStore.OpenClock clock : content.clocks()) {
            write(clock, row.openedAt(), texts, out);
        }
        out.raw(end);
        if (!content.added().isEmpty()) {
            texts.write(content.added(), out);
        }
        bytes = out.toBytes();
        older = before;
        wakeAt = row.wakeAt().map(Times::nanos).orElse(Times.NEVER);
    }

    /**
     * By which cases are compared that are to be looked at first: when the first of the running clocks is due, in nanoseconds; for a case
     * that waits, the rank of its severity, far below all instants.
     */
    static long urgency(List<SlaStore.OpenClock> clocks) {
        long first = DONE;
        for (SlaStore.OpenClock clock : clocks) {
            if (clock.running()) {
                first = Math.min(first, clock.dueAt().map(Times::nanos).orElse(UNKNOWN));
            }
        }
        return first != DONE || clocks.isEmpty()
                ? first
                : Long.MIN_VALUE + clocks.get(0).severity().rank();
    }

    private static void write(SlaStore.OpenClock clock, Instant opened, PackedTexts texts, Packed.Out out) {
        texts.write(clock.name(), out);
        out.signed(clock.severity().rank());
        texts.write(clock.severity().name(), out);
        texts.write(clock.calendar(), out);
        out.number((clock.running() ? RUNS : 0)
                | (clock.dueAt().isPresent() ? IS_DUE : 0)
                | (clock.warnsAt().isPresent() ? WARNS : 0)
                | (clock.breachesAt().isPresent() ? BREACHES : 0));
        clock.dueAt().ifPresent(at -> out.distance(opened, at));
        clock.warnsAt().ifPresent(at -> out.distance(opened, at));
        clock.breachesAt().ifPresent(at -> out.distance(opened, at));
    }

    /** The row as it was committed. */
    SlaStore.StoredCase row(PackedTexts texts) {
        Packed.In in = new Packed.In(bytes);
        String id = in.text();
        int flags = flags(in);
        if (flags == 0) {
            return SlaStore.StoredCase.fresh(id);
        }
        long version = in.fixed();
        int format = (int) in.number();
        Instant openedAt = in.requireInstant();
        String state = texts.read(in);
        String agreements = texts.read(in);
        String digest = texts.read(in);
        Optional<Instant> finishedAt = (flags & FINISHED) == 0 ? Optional.empty() : Optional.of(in.requireInstant());
        boolean faulty = (flags & FAULTY) != 0;
        int attempts = faulty ? (int) in.number() : 0;
        return new SlaStore.StoredCase(
                id,
                version,
                format,
                state,
                agreements,
                digest,
                openedAt,
                wakeAt == Times.NEVER ? Optional.empty() : Optional.of(Times.instant(wakeAt)),
                finishedAt,
                attempts,
                faulty ? texts.read(in) : "");
    }

    boolean isFinished() {
        return (flags(row()) & FINISHED) != 0;
    }

    boolean isFaulty() {
        return (flags(row()) & FAULTY) != 0;
    }

    /** What its wake-up was computed with. */
    SlaStore.Promise promise(PackedTexts texts) {
        Packed.In in = row();
        flags(in);
        in.fixed();
        in.number();
        in.requireInstant();
        texts.skip(in);
        return new SlaStore.Promise(texts.read(in), texts.read(in));
    }

    /** Passes over the row; returns the opening. */
    private static Instant skipRow(Packed.In in, PackedTexts texts) {
        int flags = flags(in);
        in.fixed();
        in.number();
        Instant openedAt = in.requireInstant();
        texts.skip(in);
        texts.skip(in);
        texts.skip(in);
        if ((flags & FINISHED) != 0) {
            in.requireInstant();
        }
        if ((flags & FAULTY) != 0) {
            in.number();
            texts.skip(in);
        }
        return openedAt;
    }

    /** The clocks as they were committed. */
    List<SlaStore.OpenClock> clocks(PackedTexts texts) {
        if (!isCommitted()) {
            return List.of();
        }
        Packed.In in = row();
        Instant opened = skipRow(in, texts);
        int count = in.count();
        List<SlaStore.OpenClock> clocks = new ArrayList<>(count);
        String id = count == 0 ? "" : id();
        for (int left = count; left > 0; left--) {
            String name = texts.read(in);
            int rank = (int) in.signed();
            Severity severity = Severity.of(rank, texts.read(in));
            String calendar = texts.read(in);
            int has = (int) in.number();
            clocks.add(new SlaStore.OpenClock(
                    id,
                    name,
                    severity,
                    calendar,
                    (has & RUNS) != 0,
                    (has & IS_DUE) == 0 ? Optional.empty() : Optional.of(in.distance(opened)),
                    (has & WARNS) == 0 ? Optional.empty() : Optional.of(in.distance(opened)),
                    (has & BREACHES) == 0 ? Optional.empty() : Optional.of(in.distance(opened))));
        }
        return clocks;
    }

    /** Passes on the calendars by which its clocks run. */
    void eachCalendar(PackedTexts texts, Consumer<String> into) {
        Packed.In in = row();
        Instant opened = skipRow(in, texts);
        for (int left = in.count(); left > 0; left--) {
            texts.skip(in);
            in.signed();
            texts.skip(in);
            String calendar = texts.read(in);
            int has = skipInstants(in, opened);
            if ((has & RUNS) != 0) {
                into.accept(calendar);
            }
        }
    }

    /** Passes over the last part of a clock; returns what it says of itself. */
    private static int skipInstants(Packed.In in, Instant opened) {
        int has = (int) in.number();
        for (int more = has & (IS_DUE | WARNS | BREACHES); more != 0; more &= more - 1) {
            in.distance(opened);
        }
        return has;
    }

    /** The history as it was committed. */
    String history(PackedTexts texts) {
        if (!isCommitted()) {
            return "";
        }
        List<byte[]> parts = new ArrayList<>();
        parts.add(historyEnd(texts));
        for (Chunk chunk = older; chunk != null; chunk = chunk.before) {
            parts.add(chunk.text);
        }
        StringBuilder text = new StringBuilder();
        for (int i = parts.size() - 1; i >= 0; i--) {
            texts.readAll(new Packed.In(parts.get(i)), text);
        }
        return text.toString();
    }

    private byte[] historyEnd(PackedTexts texts) {
        if (!isCommitted()) {
            return new byte[0];
        }
        Packed.In in = row();
        Instant opened = skipRow(in, texts);
        for (int left = in.count(); left > 0; left--) {
            texts.skip(in);
            in.signed();
            texts.skip(in);
            texts.skip(in);
            skipInstants(in, opened);
        }
        return in.rest();
    }
}
