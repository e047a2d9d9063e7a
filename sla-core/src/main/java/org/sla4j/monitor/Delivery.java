package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands committed facts to the listener, in order of each case, under a lease and with no transaction open. Thread-safe. */
final class Delivery {
    private static final int CASES = 16;
    private static final int FACTS = 20;
    private static final RetryPause PAUSE = new RetryPause(Duration.ofSeconds(1), Duration.ofHours(1));
    private static final int SPREAD = 10;

    private final SlaStore store;
    private final SlaListener listener;
    private final @Nullable Consumer<Runnable> acknowledgingIn;
    private final InstantSource clock;
    private final Duration lease;
    private final int attempts;
    private final StoredCases cases;
    private final FaultLog faults;
    private final StoredCases.Counts counts;

    Delivery(SlaMonitorBuilder builder, StoredCases cases, FaultLog faults, StoredCases.Counts counts) {
        store = builder.store;
        listener = builder.listener;
        acknowledgingIn = builder.acknowledgingIn;
        clock = builder.clock;
        lease = builder.lease;
        attempts = builder.attempts;
        this.cases = cases;
        this.faults = faults;
        this.counts = counts;
    }

    /** Another node holds the lease by now, so this work must be undone. */
    private static final class LeaseLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Delivers facts of some cases; returns whether there were any. */
    boolean deliver(BooleanSupplier closed) {
        Instant now = Times.clamp(clock.instant());
        List<SlaStore.Parcel> parcels =
                store.alone(session -> session.lease(now, Times.clamp(now.plus(lease)), CASES, FACTS));
        Error error = null;
        for (SlaStore.Parcel parcel : parcels) {
            try {
                deliver(parcel, closed);
            } catch (Error e) {
                error = e;
            }
        }
        if (error != null) {
            throw error;
        }
        return !parcels.isEmpty();
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a listener throws, checked exceptions of other languages too
    private void deliver(SlaStore.Parcel parcel, BooleanSupplier closed) {
        int refused = parcel.attempts();
        for (SlaStore.StoredFact fact : parcel.facts()) {
            if (closed.getAsBoolean()) {
                break;
            }
            if (!clock.instant().isBefore(parcel.until())) {
                faults.leaseLost(parcel.caseId(), lease);
                return;
            }
            try {
                if (!hand(parcel, fact)) {
                    faults.leaseLost(parcel.caseId(), lease);
                    return;
                }
            } catch (SlaStoreException e) {
                throw e; // the lease ends by itself
            } catch (Throwable e) {
                refused(parcel, fact, refused + 1, e);
                FaultLog.passOn(List.of(e));
                return;
            }
            refused = 0;
            counts.delivered();
        }
        release(parcel, Optional.empty());
    }

    private boolean hand(SlaStore.Parcel parcel, SlaStore.StoredFact fact) {
        SlaEvent event = FactText.parse(fact.body());
        if (acknowledgingIn == null) {
            listener.on(event);
            return store.<Boolean>alone(session -> session.acknowledge(parcel, fact.number()));
        }
        try {
            acknowledgingIn.accept(() -> {
                listener.on(event);
                if (!store.<Boolean>joining(session -> session.acknowledge(parcel, fact.number()))) {
                    throw new LeaseLostException();
                }
            });
            return true;
        } catch (LeaseLostException e) {
            return false;
        }
    }

    private void refused(SlaStore.Parcel parcel, SlaStore.StoredFact fact, int times, Throwable e) {
        Instant now = clock.instant();
        Duration pause = PAUSE.after(times);
        // Spread, so that cases refused together do not all come back together.
        long spread = pause.toMillis() / SPREAD;
        Instant again = now.plus(pause).plusMillis(Math.floorMod(parcel.caseId().hashCode() * 31L + times, spread + 1));
        faults.listenerThrew(parcel.caseId(), fact.number(), times, again, e);
        release(parcel, Optional.of(new SlaStore.Trouble(again, times, LogText.line(e.toString()))));
        if (times >= attempts) {
            skip(parcel.caseId(), fact.number(), "monitor", "refused " + times + " times, the last time with " + e);
        }
    }

    private void release(SlaStore.Parcel parcel, Optional<SlaStore.Trouble> trouble) {
        store.alone(session -> {
            session.release(parcel, trouble);
            return true;
        });
    }

    boolean skip(String caseId, long number, String who, String why) {
        boolean skipped = store.alone(session -> {
            cases.noteSkipped(session, caseId, number, who, why);
            return session.skip(caseId, number).isPresent();
        });
        if (skipped) {
            faults.skipped(caseId, number, who, why);
        }
        return skipped;
    }
}
