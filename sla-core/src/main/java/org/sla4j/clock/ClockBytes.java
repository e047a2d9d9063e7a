package org.sla4j.clock;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.clock.ClockState.Origin;

/**
 * Where a clock stands, in few bytes: numbers in as many bytes as they need, instants as their distance from the start, constants
 * by name so that their order may change.
 */
final class ClockBytes {
    private static final int FORM = 1;
    private static final int MOST = 1_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final int AGREED_AS_DUE = 1;
    private static final int HAS_LEAD = 2;

    private ClockBytes() {}

    /** The kinds of transitions; they are written by name. */
    private enum Tag {
        STARTED,
        PAUSED,
        RESUMED,
        ALL_RESUMED,
        SUSPENDED,
        RELEASED,
        STOPPED,
        REOPENED,
        RESTARTED,
        NEXT_CYCLE,
        NEXT_CYCLE_FROM_DUE,
        RETARGETED,
        RETARGETED_FINISHED,
        UNTARGETED,
        AGREED_LIMIT,
        AGREED_DUE,
        CANCELLED
    }

    /** Writes one clock. */
    static final class Writer {
        private final DataOutput out;
        private final long start;
        private final ToIntFunction<Target> targets;

        Writer(DataOutput out, Instant start, ToIntFunction<Target> targets) {
            this.out = out;
            this.start = Replay.nanos(start);
            this.targets = targets;
        }

        void write(History history, ClockState state) {
            try {
                out.writeByte(FORM);
                number(start);
                number(history.size());
                transition(history.last());
                target(state.target);
                number(state.promised);
                number(state.limit);
                amount(state.agreed);
                out.writeBoolean(state.agreedAsDue);
                origin(state.origin);
                instant(state.base);
                number(state.carried);
                constant(state.phase);
                number(state.counted);
                instant(state.since);
                reasons(state.waits);
                out.writeBoolean(state.suspended);
                out.writeBoolean(state.left != null);
                if (state.left != null) {
                    constant(state.left);
                }
                instant(state.asleepSince);
                instant(state.stoppedAt);
                instant(state.due);
                instant(state.breachesAt);
                number(state.superseded.size());
                for (Superseded before : state.superseded) {
                    reading(before.reading());
                    target(before.target());
                    constant(before.change());
                }
                number(state.agreements.size());
                for (AgreedLimit agreed : state.agreements) {
                    instant(Replay.nanos(agreed.at()));
                    out.writeUTF(agreed.promise());
                    out.writeUTF(agreed.by());
                    out.writeUTF(agreed.why());
                    amount(agreed.limit().map(Duration::toNanos).orElse(Replay.NEVER));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void origin(Origin origin) throws IOException {
            instant(origin.at());
            number(origin.size());
            reasons(origin.waits());
            out.writeBoolean(origin.suspended());
            amount(origin.agreed());
            out.writeByte((origin.agreedAsDue() ? AGREED_AS_DUE : 0) | (origin.lead() == 0 ? 0 : HAS_LEAD));
            if (origin.lead() != 0) {
                number(origin.lead());
            }
        }

        private void reading(ClockReading reading) throws IOException {
            instant(Replay.nanos(reading.countingSince()));
            instant(Replay.nanos(reading.at()));
            constant(reading.phase());
            number(reading.elapsed().toNanos());
            number(reading.limit().toNanos());
            optional(reading.due());
            optional(reading.dueIfResumed());
            optional(reading.breachesAt());
            constant(reading.verdict());
        }

        private void transition(Transition done) throws IOException {
            if (done instanceof Transition.Started started) {
                tag(Tag.STARTED, done);
                target(started.target());
            } else if (done instanceof Transition.Paused paused) {
                tag(Tag.PAUSED, done);
                reason(paused.reason());
            } else if (done instanceof Transition.Resumed resumed) {
                PauseReason reason = resumed.reason();
                tag(reason == null ? Tag.ALL_RESUMED : Tag.RESUMED, done);
                if (reason != null) {
                    reason(reason);
                }
            } else if (done instanceof Transition.Suspended) {
                tag(Tag.SUSPENDED, done);
            } else if (done instanceof Transition.Released) {
                tag(Tag.RELEASED, done);
            } else if (done instanceof Transition.Stopped) {
                tag(Tag.STOPPED, done);
            } else if (done instanceof Transition.Reopened reopened) {
                tag(Tag.REOPENED, done);
                constant(reopened.rule());
            } else if (done instanceof Transition.Restarted) {
                tag(Tag.RESTARTED, done);
            } else if (done instanceof Transition.NextCycle next) {
                tag(next.fromDue() ? Tag.NEXT_CYCLE_FROM_DUE : Tag.NEXT_CYCLE, done);
            } else if (done instanceof Transition.Retargeted changed) {
                tag(changed.finishedToo() ? Tag.RETARGETED_FINISHED : Tag.RETARGETED, done);
                target(changed.target());
                constant(changed.rule());
            } else if (done instanceof Transition.Untargeted lost) {
                tag(Tag.UNTARGETED, done);
                constant(lost.rule());
            } else if (done instanceof Transition.Agreed agreed) {
                agreed(agreed);
            } else {
                tag(Tag.CANCELLED, done);
            }
        }

        private void agreed(Transition.Agreed agreed) throws IOException {
            BusinessDuration limit = agreed.limit();
            Instant due = agreed.due();
            tag(due == null ? Tag.AGREED_LIMIT : Tag.AGREED_DUE, agreed);
            if (due != null) {
                instant(Replay.nanos(due));
            } else {
                out.writeUTF(String.valueOf(limit));
            }
            out.writeUTF(agreed.by());
            out.writeUTF(agreed.why());
        }

        private void tag(Tag tag, Transition done) throws IOException {
            constant(tag);
            instant(Replay.nanos(done.at()));
        }

        private void target(Target target) throws IOException {
            number(targets.applyAsInt(target));
        }

        private void reasons(Collection<PauseReason> reasons) throws IOException {
            number(reasons.size());
            for (PauseReason reason : reasons.stream()
                    .sorted(Comparator.comparing(PauseReason::toString))
                    .toList()) {
                reason(reason);
            }
        }

        private void reason(PauseReason reason) throws IOException {
            out.writeUTF(reason.name());
            out.writeUTF(reason.party().name());
        }

        private void constant(Enum<?> constant) throws IOException {
            out.writeUTF(constant.name());
        }

        private void optional(Optional<Instant> at) throws IOException {
            instant(at.map(Replay::nanos).orElse(Replay.NEVER));
        }

        /** An instant as its distance from the start, in seconds where it is whole; a byte says which, or never. */
        private void instant(long at) throws IOException {
            if (at == Replay.NEVER) {
                out.writeByte(0);
                return;
            }
            long distance = at - start;
            boolean whole = distance % SECOND == 0;
            out.writeByte(whole ? 1 : 2);
            number(whole ? distance / SECOND : distance);
        }

        private void amount(long nanos) throws IOException {
            out.writeBoolean(nanos != Replay.NEVER);
            if (nanos != Replay.NEVER) {
                number(nanos);
            }
        }

        /** A number in groups of seven bits, small ones of either sign in few. */
        private void number(long number) throws IOException {
            long left = (number << 1) ^ (number >> 63);
            while ((left & ~0x7FL) != 0) {
                out.writeByte((int) ((left & 0x7F) | 0x80));
                left >>>= 7;
            }
            out.writeByte((int) left);
        }
    }

    /** Reads one clock. */
    static final class Reader {
        private final DataInput in;
        private final IntFunction<Target> targets;
        private long start;

        Reader(DataInput in, IntFunction<Target> targets) {
            this.in = in;
            this.targets = targets;
        }

        SlaClock read(Supplier<SlaClock> whole) {
            try {
                int form = in.readUnsignedByte();
                if (form != FORM) {
                    throw new IllegalArgumentException("The bytes of a clock are of form " + form
                            + ", but this release of sla4j reads form " + FORM
                            + (form > FORM ? "; read them with the release that wrote them, or a later one." : "."));
                }
                start = number();
                int size = count();
                History history =
                        History.restored(transition(), size, () -> whole.get().history());
                return SlaClock.restored(Replay.instant(start), history, state());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private ClockState state() throws IOException {
            Target target = target();
            long promised = number();
            long limit = number();
            long agreed = amount();
            boolean agreedAsDue = in.readBoolean();
            ClockState state = new ClockState(target, origin());
            state.promised = promised;
            state.limit = limit;
            state.agreed = agreed;
            state.agreedAsDue = agreedAsDue;
            state.base = instant();
            state.carried = number();
            state.phase = constant(Phase.class);
            state.counted = number();
            state.since = instant();
            state.waits = reasons();
            state.suspended = in.readBoolean();
            state.left = in.readBoolean() ? constant(Retargeting.class) : null;
            state.asleepSince = instant();
            state.stoppedAt = instant();
            state.due = instant();
            state.breachesAt = instant();
            state.superseded = superseded();
            state.agreements = agreements();
            return state;
        }

        private List<Superseded> superseded() throws IOException {
            int count = count();
            List<Superseded> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(new Superseded(reading(), target(), constant(Superseded.Change.class)));
            }
            return List.copyOf(all);
        }

        private List<AgreedLimit> agreements() throws IOException {
            int count = count();
            List<AgreedLimit> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Instant at = Replay.instant(instant());
                String promise = in.readUTF();
                String by = in.readUTF();
                String why = in.readUTF();
                long limit = amount();
                all.add(new AgreedLimit(
                        at,
                        promise,
                        by,
                        why,
                        limit == Replay.NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(limit))));
            }
            return List.copyOf(all);
        }

        private Origin origin() throws IOException {
            long at = instant();
            int size = count();
            Set<PauseReason> waits = reasons();
            boolean suspended = in.readBoolean();
            long agreed = amount();
            int has = in.readUnsignedByte();
            long lead = (has & HAS_LEAD) == 0 ? 0 : number();
            return new Origin(at, size, waits, suspended, agreed, (has & AGREED_AS_DUE) != 0, lead);
        }

        private ClockReading reading() throws IOException {
            return new ClockReading(
                    Replay.instant(instant()),
                    Replay.instant(instant()),
                    constant(Phase.class),
                    Duration.ofNanos(number()),
                    Duration.ofNanos(number()),
                    optional(),
                    optional(),
                    optional(),
                    constant(Verdict.class));
        }

        private Transition transition() throws IOException {
            Tag tag = constant(Tag.class);
            Instant at = Replay.instant(instant());
            return switch (tag) {
                case STARTED -> new Transition.Started(at, target());
                case PAUSED -> new Transition.Paused(at, reason());
                case RESUMED -> new Transition.Resumed(at, reason());
                case ALL_RESUMED -> new Transition.Resumed(at, null);
                case SUSPENDED -> new Transition.Suspended(at);
                case RELEASED -> new Transition.Released(at);
                case STOPPED -> new Transition.Stopped(at);
                case REOPENED -> new Transition.Reopened(at, constant(Reopening.class));
                case RESTARTED -> new Transition.Restarted(at);
                case NEXT_CYCLE -> new Transition.NextCycle(at, false);
                case NEXT_CYCLE_FROM_DUE -> new Transition.NextCycle(at, true);
                case RETARGETED -> new Transition.Retargeted(at, target(), constant(Retargeting.class), false);
                case RETARGETED_FINISHED -> new Transition.Retargeted(at, target(), constant(Retargeting.class), true);
                case UNTARGETED -> new Transition.Untargeted(at, constant(Retargeting.class));
                case AGREED_LIMIT ->
                    new Transition.Agreed(at, BusinessDuration.parse(in.readUTF()), null, in.readUTF(), in.readUTF());
                case AGREED_DUE ->
                    new Transition.Agreed(at, null, Replay.instant(instant()), in.readUTF(), in.readUTF());
                case CANCELLED -> new Transition.Cancelled(at);
            };
        }

        private Target target() throws IOException {
            return targets.apply((int) number());
        }

        private Set<PauseReason> reasons() throws IOException {
            int count = count();
            Set<PauseReason> reasons = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                reasons.add(reason());
            }
            return Set.copyOf(reasons);
        }

        private PauseReason reason() throws IOException {
            return PauseReason.of(in.readUTF(), in.readUTF());
        }

        private <E extends Enum<E>> E constant(Class<E> type) throws IOException {
            String name = in.readUTF();
            try {
                return Enum.valueOf(type, name);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "These are not the bytes of a clock: \"" + name + "\" is none of "
                                + Arrays.toString(type.getEnumConstants()) + ".",
                        e);
            }
        }

        private Optional<Instant> optional() throws IOException {
            long at = instant();
            return at == Replay.NEVER ? Optional.empty() : Optional.of(Replay.instant(at));
        }

        private long instant() throws IOException {
            int tag = in.readUnsignedByte();
            return switch (tag) {
                case 0 -> Replay.NEVER;
                case 1 -> start + number() * SECOND;
                case 2 -> start + number();
                default ->
                    throw new IllegalArgumentException(
                            "These are not the bytes of a clock: " + tag + " does not begin an instant.");
            };
        }

        private long amount() throws IOException {
            return in.readBoolean() ? number() : Replay.NEVER;
        }

        private int count() throws IOException {
            long count = number();
            if (count < 0 || count > MOST) {
                throw new IllegalArgumentException("These are not the bytes of a clock: " + count + " parts.");
            }
            return (int) count;
        }

        private long number() throws IOException {
            long read = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int group = in.readUnsignedByte();
                read |= (long) (group & 0x7F) << shift;
                if (group < 0x80) {
                    return (read >>> 1) ^ -(read & 1);
                }
            }
            throw new IllegalArgumentException("These are not the bytes of a clock: a number has more than 64 bits.");
        }
    }
}
