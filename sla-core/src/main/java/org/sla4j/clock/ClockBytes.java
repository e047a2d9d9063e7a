package org.sla4j.clock;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * Where a clock stands, in few bytes: a running clock to which nothing happened takes five.
 *
 * <p>Numbers are written seven bits a byte, the lowest first. What most clocks have in common is left out, and a bit says so; instants
 * are written as their distance from one that the caller keeps, in seconds where these are whole.
 */
final class ClockBytes {
    private static final int MOST = 1_000_000;
    private static final long SECOND = 1_000_000_000L;

    // A constant is written as its place here, whatever its place among its like; new ones go to the end.
    static final List<Phase> PHASES = List.of(Phase.RUNNING, Phase.PAUSED, Phase.STOPPED, Phase.CANCELLED);
    static final List<Verdict> VERDICTS =
            List.of(Verdict.PENDING, Verdict.BREACHED, Verdict.MET, Verdict.MISSED, Verdict.CANCELLED);
    static final List<Reopening> REOPENINGS =
            List.of(Reopening.CONTINUE, Reopening.COUNT_GAP, Reopening.NEW_CYCLE, Reopening.FROZEN);
    static final List<Retargeting> RETARGETINGS = List.of(
            Retargeting.RETROACTIVE,
            Retargeting.CARRY_ELAPSED,
            Retargeting.KEEP_FRACTION,
            Retargeting.RESTART,
            Retargeting.KEEP_OLD_TARGET,
            Retargeting.STRICTER_WINS);
    static final List<Superseded.Change> CHANGES = List.of(
            Superseded.Change.NEW_CYCLE,
            Superseded.Change.RESTARTED,
            Superseded.Change.RESTARTED_BY_RETARGETING,
            Superseded.Change.RETARGETED,
            Superseded.Change.AGREED,
            Superseded.Change.REOPENED);
    static final List<Tag> TAGS = List.of(
            Tag.PAUSED,
            Tag.RESUMED,
            Tag.ALL_RESUMED,
            Tag.SUSPENDED,
            Tag.RELEASED,
            Tag.STOPPED,
            Tag.REOPENED,
            Tag.RESTARTED,
            Tag.NEXT_CYCLE,
            Tag.NEXT_CYCLE_FROM_DUE,
            Tag.RETARGETED,
            Tag.RETARGETED_FINISHED,
            Tag.UNTARGETED,
            Tag.AGREED_LIMIT,
            Tag.AGREED_DUE,
            Tag.CANCELLED);

    // What a clock has that one which has just been started has not, beside its phase in the two lowest bits.
    private static final int COUNTED = 1 << 2;
    private static final int SINCE = 1 << 3;
    private static final int WAITS = 1 << 4;
    private static final int STOPPED = 1 << 5;
    private static final int HISTORY = 1 << 6;
    private static final int DUE = 1 << 7;
    private static final int BREACHES = 1 << 8;
    private static final int PROMISED = 1 << 9;
    private static final int LIMIT = 1 << 10;
    private static final int AGREED = 1 << 11;
    private static final int AGREED_AS_DUE = 1 << 12;
    private static final int ORIGIN = 1 << 13;
    private static final int BASE = 1 << 14;
    private static final int SUSPENDED = 1 << 15;
    private static final int LEFT = 1 << 16;
    private static final int ASLEEP = 1 << 17;
    private static final int SUPERSEDED = 1 << 18;
    private static final int AGREEMENTS = 1 << 19;

    private ClockBytes() {}

    /** The kinds of transitions after the first. */
    enum Tag {
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

    /** How much time a target gives as it is written, without a calendar; {@link Replay#NEVER} if that takes one. */
    private static long written(Target target) {
        if (target.limit() instanceof BusinessDuration.BusinessTime time) {
            return time.amount().toNanos();
        }
        return target.limit() instanceof BusinessDuration.WallTime time
                ? time.amount().toNanos()
                : Replay.NEVER;
    }

    private static long sinceOf(ClockState state) {
        return state.phase == Phase.RUNNING ? state.base : Replay.NEVER;
    }

    /** Writes one clock. */
    static final class Writer {
        private final ByteBuffer out;
        private final long from;
        private final ToIntFunction<Target> targets;
        private final ToIntFunction<PauseReason> reasons;

        Writer(ByteBuffer out, Instant from, ToIntFunction<Target> targets, ToIntFunction<PauseReason> reasons) {
            this.out = out;
            this.from = Replay.nanos(from);
            this.targets = targets;
            this.reasons = reasons;
        }

        void write(Instant start, Transitions history, ClockState state) {
            int has = has(Replay.nanos(start), history, state);
            number(has);
            instant(Replay.nanos(start));
            target(state.target);
            if ((has & HISTORY) != 0) {
                number(history.size());
                transition(history.last());
            }
            if ((has & PROMISED) != 0) {
                amount(state.promised);
            }
            if ((has & LIMIT) != 0) {
                amount(state.limit);
            }
            if ((has & AGREED) != 0) {
                amount(state.agreed);
            }
            if ((has & ORIGIN) != 0) {
                origin(state.origin);
            }
            if ((has & BASE) != 0) {
                instant(state.base);
                amount(state.carried);
            }
            if ((has & COUNTED) != 0) {
                amount(state.counted);
            }
            if ((has & SINCE) != 0) {
                optional(state.since);
            }
            if ((has & WAITS) != 0) {
                reasons(state.waits);
            }
            if (state.left != null) {
                constant(RETARGETINGS, state.left);
            }
            if ((has & ASLEEP) != 0) {
                instant(state.asleepSince);
            }
            if ((has & STOPPED) != 0) {
                instant(state.stoppedAt);
            }
            if ((has & DUE) != 0) {
                instant(state.due);
            }
            if ((has & BREACHES) != 0) {
                instant(state.breachesAt);
            }
            if ((has & SUPERSEDED) != 0) {
                superseded(state.superseded);
            }
            if ((has & AGREEMENTS) != 0) {
                agreements(state.agreements);
            }
        }

        private static int has(long start, Transitions history, ClockState state) {
            Origin origin = state.origin;
            boolean began = origin.at() == start
                    && origin.size() == 1
                    && origin.waits().isEmpty()
                    && !origin.suspended()
                    && origin.agreed() == Replay.NEVER
                    && !origin.agreedAsDue()
                    && origin.lead() == 0;
            return PHASES.indexOf(state.phase)
                    | bit(COUNTED, state.counted != state.carried)
                    | bit(SINCE, state.since != sinceOf(state))
                    | bit(WAITS, !state.waits.isEmpty())
                    | bit(STOPPED, state.stoppedAt != Replay.NEVER)
                    | bit(HISTORY, history.size() != 1)
                    | bit(DUE, state.due != Replay.NEVER)
                    | bit(BREACHES, state.breachesAt != Replay.NEVER)
                    | bit(PROMISED, state.promised != written(state.target))
                    | bit(LIMIT, state.limit != state.promised)
                    | bit(AGREED, state.agreed != Replay.NEVER)
                    | bit(AGREED_AS_DUE, state.agreedAsDue)
                    | bit(ORIGIN, !began)
                    | bit(BASE, state.base != origin.at() || state.carried != -origin.lead())
                    | bit(SUSPENDED, state.suspended)
                    | bit(LEFT, state.left != null)
                    | bit(ASLEEP, state.asleepSince != Replay.NEVER)
                    | bit(SUPERSEDED, !state.superseded.isEmpty())
                    | bit(AGREEMENTS, !state.agreements.isEmpty());
        }

        private static int bit(int bit, boolean set) {
            return set ? bit : 0;
        }

        private void origin(Origin origin) {
            instant(origin.at());
            number(origin.size());
            reasons(origin.waits());
            number(bit(1, origin.suspended()) | bit(2, origin.agreedAsDue()) | bit(4, origin.agreed() != Replay.NEVER));
            if (origin.agreed() != Replay.NEVER) {
                amount(origin.agreed());
            }
            amount(origin.lead());
        }

        private void superseded(List<Superseded> all) {
            number(all.size());
            for (Superseded before : all) {
                ClockReading reading = before.reading();
                instant(Replay.nanos(reading.countingSince()));
                instant(Replay.nanos(reading.at()));
                constant(PHASES, reading.phase());
                amount(reading.elapsed().toNanos());
                amount(reading.limit().toNanos());
                optional(reading.due());
                optional(reading.dueIfResumed());
                optional(reading.breachesAt());
                constant(VERDICTS, reading.verdict());
                target(before.target());
                constant(CHANGES, before.change());
            }
        }

        private void agreements(List<AgreedLimit> all) {
            number(all.size());
            for (AgreedLimit agreed : all) {
                instant(Replay.nanos(agreed.at()));
                text(agreed.promise());
                text(agreed.by());
                text(agreed.why());
                number(bit(1, agreed.limit().isPresent()));
                agreed.limit().ifPresent(limit -> amount(limit.toNanos()));
            }
        }

        private void transition(Transition done) {
            if (done instanceof Transition.Paused paused) {
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
                constant(REOPENINGS, reopened.rule());
            } else if (done instanceof Transition.Restarted) {
                tag(Tag.RESTARTED, done);
            } else if (done instanceof Transition.NextCycle next) {
                tag(next.fromDue() ? Tag.NEXT_CYCLE_FROM_DUE : Tag.NEXT_CYCLE, done);
            } else if (done instanceof Transition.Retargeted changed) {
                tag(changed.finishedToo() ? Tag.RETARGETED_FINISHED : Tag.RETARGETED, done);
                target(changed.target());
                constant(RETARGETINGS, changed.rule());
            } else if (done instanceof Transition.Untargeted lost) {
                tag(Tag.UNTARGETED, done);
                constant(RETARGETINGS, lost.rule());
            } else if (done instanceof Transition.Agreed agreed) {
                agreed(agreed);
            } else if (done instanceof Transition.Cancelled) {
                tag(Tag.CANCELLED, done);
            } else {
                throw new IllegalStateException("A clock starts once, but was: " + done + ".");
            }
        }

        private void agreed(Transition.Agreed agreed) {
            BusinessDuration limit = agreed.limit();
            Instant due = agreed.due();
            tag(due == null ? Tag.AGREED_LIMIT : Tag.AGREED_DUE, agreed);
            if (due != null) {
                instant(Replay.nanos(due));
            } else {
                text(String.valueOf(limit));
            }
            text(agreed.by());
            text(agreed.why());
        }

        private void tag(Tag tag, Transition done) {
            constant(TAGS, tag);
            instant(Replay.nanos(done.at()));
        }

        private void target(Target target) {
            number(targets.applyAsInt(target));
        }

        private void reasons(Collection<PauseReason> all) {
            number(all.size());
            if (all.size() == 1) {
                reason(all.iterator().next());
            } else {
                all.stream().sorted(Comparator.comparing(PauseReason::toString)).forEach(this::reason);
            }
        }

        private void reason(PauseReason reason) {
            number(reasons.applyAsInt(reason));
        }

        private <E> void constant(List<E> all, E constant) {
            number(all.indexOf(constant));
        }

        private void optional(Optional<Instant> at) {
            optional(at.map(Replay::nanos).orElse(Replay.NEVER));
        }

        private void optional(long at) {
            number(bit(1, at != Replay.NEVER));
            if (at != Replay.NEVER) {
                instant(at);
            }
        }

        private void instant(long at) {
            amount(at - from);
        }

        /** Nanoseconds, in seconds where these are whole, which the lowest bit says. */
        private void amount(long nanos) {
            long seconds = Math.floorDiv(nanos, SECOND);
            long rest = nanos - seconds * SECOND;
            number((((seconds << 1) ^ (seconds >> 63)) << 1) | bit(1, rest != 0));
            if (rest != 0) {
                number(rest);
            }
        }

        private void text(String text) {
            number(text.length());
            for (int i = 0; i < text.length(); i++) {
                number(text.charAt(i));
            }
        }

        private void number(long number) {
            long left = number;
            while ((left & ~0x7FL) != 0) {
                out.put((byte) ((left & 0x7F) | 0x80));
                left >>>= 7;
            }
            out.put((byte) left);
        }
    }

    /** Reads one clock. */
    static final class Reader {
        private final ByteBuffer in;
        private final long from;
        private final IntFunction<Target> targets;
        private final IntFunction<PauseReason> reasons;

        Reader(ByteBuffer in, Instant from, IntFunction<Target> targets, IntFunction<PauseReason> reasons) {
            this.in = in;
            this.from = Replay.nanos(from);
            this.targets = targets;
            this.reasons = reasons;
        }

        SlaClock read(Supplier<SlaClock> whole) {
            int has = (int) number();
            long start = instant();
            Target target = target();
            int size = 1;
            Transition last = null;
            if ((has & HISTORY) != 0) {
                size = count();
                last = transition();
            }
            boolean isPromisedAsWritten = (has & PROMISED) == 0;
            long promised = isPromisedAsWritten ? written(target) : amount();
            long limit = (has & LIMIT) == 0 ? promised : amount();
            long agreed = (has & AGREED) == 0 ? Replay.NEVER : amount();
            Origin origin =
                    (has & ORIGIN) == 0 ? new Origin(start, 1, Set.of(), false, Replay.NEVER, false, 0) : origin();
            ClockState state = new ClockState(target, origin);
            state.promised = promised;
            state.limit = limit;
            state.agreed = agreed;
            state.agreedAsDue = (has & AGREED_AS_DUE) != 0;
            state.phase = PHASES.get(has & 3);
            state.base = (has & BASE) == 0 ? origin.at() : instant();
            state.carried = (has & BASE) == 0 ? -origin.lead() : amount();
            state.counted = (has & COUNTED) == 0 ? state.carried : amount();
            state.since = (has & SINCE) == 0 ? sinceOf(state) : optional();
            state.waits = (has & WAITS) == 0 ? Set.of() : reasons();
            state.suspended = (has & SUSPENDED) != 0;
            state.left = (has & LEFT) == 0 ? null : constant(RETARGETINGS);
            state.asleepSince = (has & ASLEEP) == 0 ? Replay.NEVER : instant();
            state.stoppedAt = (has & STOPPED) == 0 ? Replay.NEVER : instant();
            state.due = (has & DUE) == 0 ? Replay.NEVER : instant();
            state.breachesAt = (has & BREACHES) == 0 ? Replay.NEVER : instant();
            state.superseded = (has & SUPERSEDED) == 0 ? List.of() : superseded();
            state.agreements = (has & AGREEMENTS) == 0 ? List.of() : agreements();
            Instant started = Replay.instant(start);
            Transitions history = last == null
                    ? Transitions.of(new Transition.Started(started, target))
                    : Transitions.restored(last, size, () -> whole.get().history());
            return SlaClock.restored(started, history, state);
        }

        private List<Superseded> superseded() {
            int count = count();
            List<Superseded> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ClockReading reading = new ClockReading(
                        Replay.instant(instant()),
                        Replay.instant(instant()),
                        constant(PHASES),
                        Duration.ofNanos(amount()),
                        Duration.ofNanos(amount()),
                        optionalInstant(),
                        optionalInstant(),
                        optionalInstant(),
                        constant(VERDICTS));
                all.add(new Superseded(reading, target(), constant(CHANGES)));
            }
            return List.copyOf(all);
        }

        private List<AgreedLimit> agreements() {
            int count = count();
            List<AgreedLimit> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Instant at = Replay.instant(instant());
                String promise = text();
                String by = text();
                String why = text();
                Optional<Duration> limit = number() == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(amount()));
                all.add(new AgreedLimit(at, promise, by, why, limit));
            }
            return List.copyOf(all);
        }

        private Origin origin() {
            long at = instant();
            int size = count();
            Set<PauseReason> waits = reasons();
            int has = count();
            long agreed = (has & 4) == 0 ? Replay.NEVER : amount();
            return new Origin(at, size, waits, (has & 1) != 0, agreed, (has & 2) != 0, amount());
        }

        private Transition transition() {
            Tag tag = constant(TAGS);
            Instant at = Replay.instant(instant());
            return switch (tag) {
                case PAUSED -> new Transition.Paused(at, reason());
                case RESUMED -> new Transition.Resumed(at, reason());
                case ALL_RESUMED -> new Transition.Resumed(at, null);
                case SUSPENDED -> new Transition.Suspended(at);
                case RELEASED -> new Transition.Released(at);
                case STOPPED -> new Transition.Stopped(at);
                case REOPENED -> new Transition.Reopened(at, constant(REOPENINGS));
                case RESTARTED -> new Transition.Restarted(at);
                case NEXT_CYCLE -> new Transition.NextCycle(at, false);
                case NEXT_CYCLE_FROM_DUE -> new Transition.NextCycle(at, true);
                case RETARGETED -> new Transition.Retargeted(at, target(), constant(RETARGETINGS), false);
                case RETARGETED_FINISHED -> new Transition.Retargeted(at, target(), constant(RETARGETINGS), true);
                case UNTARGETED -> new Transition.Untargeted(at, constant(RETARGETINGS));
                case AGREED_LIMIT -> new Transition.Agreed(at, BusinessDuration.parse(text()), null, text(), text());
                case AGREED_DUE -> new Transition.Agreed(at, null, Replay.instant(instant()), text(), text());
                case CANCELLED -> new Transition.Cancelled(at);
            };
        }

        private Target target() {
            return targets.apply(count());
        }

        private Set<PauseReason> reasons() {
            int count = count();
            if (count == 0) {
                return Set.of();
            } else if (count == 1) {
                return Set.of(reason());
            }
            Set<PauseReason> all = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                all.add(reason());
            }
            return Set.copyOf(all);
        }

        private PauseReason reason() {
            return reasons.apply(count());
        }

        private <E> E constant(List<E> all) {
            int place = count();
            if (place >= all.size()) {
                throw new IllegalArgumentException(
                        "These are not the bytes of a clock: constant " + place + " is none of " + all + ".");
            }
            return all.get(place);
        }

        private Optional<Instant> optionalInstant() {
            long at = optional();
            return at == Replay.NEVER ? Optional.empty() : Optional.of(Replay.instant(at));
        }

        private long optional() {
            return number() == 0 ? Replay.NEVER : instant();
        }

        private long instant() {
            return from + amount();
        }

        private long amount() {
            long number = number();
            long seconds = number >>> 1;
            seconds = (seconds >>> 1) ^ -(seconds & 1);
            return seconds * SECOND + ((number & 1) == 0 ? 0 : number());
        }

        private String text() {
            int length = count();
            if (length > in.remaining()) {
                throw new BufferUnderflowException(); // before space is taken for it
            }
            char[] text = new char[length];
            for (int i = 0; i < text.length; i++) {
                text[i] = (char) number();
            }
            return new String(text);
        }

        private int count() {
            long count = number();
            if (count < 0 || count > MOST) {
                throw new IllegalArgumentException("These are not the bytes of a clock: " + count + " parts.");
            }
            return (int) count;
        }

        private long number() {
            long read = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int group = in.get();
                read |= (long) (group & 0x7F) << shift;
                if (group >= 0) {
                    return read;
                }
            }
            throw new IllegalArgumentException("These are not the bytes of a clock: a number has more than 64 bits.");
        }
    }
}
