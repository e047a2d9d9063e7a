package org.sla4j.monitor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a monitor keeps what must survive a crash: two methods over the host's own database.
 *
 * <p>It needs three things: the events of each case in the order they came; per case how far it was told; and an outbox of events
 * raised and not yet delivered. The tests of this library contain stores in memory and over JDBC (H2, PostgreSQL) to copy from.
 *
 * <p>The monitor calls a store by one thread at a time, and calls {@link #save} of a recorded event in the thread that records it,
 * so that a store may take part in the transaction of the host that is open there.
 */
public interface OldSlaStore {
    /**
     * Saves what changed, all of it or nothing.
     *
     * <p>Saving what is saved already must do nothing: after a failure whose outcome is unknown the monitor saves again. A case
     * event is the same if it is equal, a raised event if its id is.
     *
     * @param changes what changed, at most one for each case; may be empty
     * @param delivered ids of events raised earlier that the listener has received; they need not be kept any longer
     * @throws RuntimeException if it could not be saved; then none of it may be visible later
     */
    void save(List<SlaChange> changes, List<String> delivered);

    /**
     * Loads one case, or all that are going on.
     *
     * @param caseId the case to load, going on or not; empty for every case whose last change said that it is open, or that has
     *     events not yet delivered
     * @param into takes each case; it throws nothing and does not call the store
     * @throws RuntimeException if it could not be loaded
     */
    void load(Optional<String> caseId, Consumer<SavedCase> into);
}
