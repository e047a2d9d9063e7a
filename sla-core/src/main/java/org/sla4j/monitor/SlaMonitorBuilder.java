package org.sla4j.monitor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;

/**
 * Builds a {@link SlaMonitor}.
 *
 * <pre>{@code
 * SlaMonitor monitor = SlaMonitor.builder(store, listener, clock)
 *         .agreements(AgreementVersions.of(sla), AgreementVersions.of(ola))
 *         .finder(opening -> List.of(sla.id(), ola.id()))
 *         .acknowledgingIn(work -> transactionTemplate.executeWithoutResult(status -> work.run()))
 *         .build();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class SlaMonitorBuilder {
    final SlaStore store;
    final SlaListener listener;
    final InstantSource clock;
    final List<AgreementVersions> agreements = new ArrayList<>();

    @Nullable Function<CaseEvent, Collection<String>> finder;

    @Nullable Consumer<Runnable> acknowledgingIn;

    CostOfDelay costs = CaseWatch.NO_COST;
    Duration lease = Duration.ofMinutes(5);
    Duration poll = Duration.ofSeconds(1);
    int attempts = Integer.MAX_VALUE;

    SlaMonitorBuilder(SlaStore store, SlaListener listener, InstantSource clock) {
        this.store = store;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Adds an agreement of one version. Those that it {@linkplain ServiceLevelAgreement#restsOn rests on} are watched only if they are
     * added too.
     *
     * @param agreement what is promised
     * @return this builder
     */
    public SlaMonitorBuilder agreement(ServiceLevelAgreement agreement) {
        return agreements(AgreementVersions.of(agreement));
    }

    /**
     * Adds agreements.
     *
     * @param versions for each agreement all its versions
     * @return this builder
     */
    public SlaMonitorBuilder agreements(AgreementVersions... versions) {
        agreements.addAll(List.of(versions));
        return this;
    }

    /**
     * Sets which agreements a case is under; all of them unless set.
     *
     * @param ids returns the ids of the agreements for the opening of a case; none for a case that is only kept. It is asked once for
     *     each opening, while nothing is locked; of a snapshot with a severity, for the opening that it makes if its case has none
     * @return this builder
     */
    public SlaMonitorBuilder finder(Function<CaseEvent, Collection<String>> ids) {
        finder = ids;
        return this;
    }

    /**
     * Makes the call of the listener and its acknowledgement one transaction, so that what the listener writes there is written exactly
     * once. Without it the listener is called with no transaction open.
     *
     * @param transaction runs the work it is given in a new transaction that the store joins, and rolls back if the work throws
     * @return this builder
     */
    public SlaMonitorBuilder acknowledgingIn(Consumer<Runnable> transaction) {
        acknowledgingIn = transaction;
        return this;
    }

    /**
     * Sets how to compute what a delay costs, nothing unless set.
     *
     * @param cost the cost of a late case so far
     * @return this builder
     */
    public SlaMonitorBuilder cost(CostOfDelay cost) {
        costs = cost;
        return this;
    }

    /**
     * Sets within which time a call of the listener ends, 5 minutes unless set. After that another node may deliver the same fact.
     *
     * @param time the longest call, above zero
     * @return this builder
     * @throws IllegalArgumentException if it is not above zero
     */
    public SlaMonitorBuilder lease(Duration time) {
        lease = requireAboveZero("The lease of a delivery", time);
        return this;
    }

    /**
     * Sets how often to look for what other nodes recorded, and for clocks that jump: every second unless set.
     *
     * @param interval the longest time between two ticks, above zero
     * @return this builder
     * @throws IllegalArgumentException if it is not above zero
     */
    public SlaMonitorBuilder pollInterval(Duration interval) {
        poll = requireAboveZero("The poll interval", interval);
        return this;
    }

    private static Duration requireAboveZero(String what, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(what + " is above zero, but was " + time + ".");
        }
        return time;
    }

    /**
     * Sets after how many attempts a fact that the listener refuses is skipped; never unless set.
     *
     * @param times the most attempts, above 0
     * @return this builder
     * @throws IllegalArgumentException if it is not above 0
     */
    public SlaMonitorBuilder skipAfter(int times) {
        if (times <= 0) {
            throw new IllegalArgumentException("The number of attempts is above 0, but was " + times + ".");
        }
        attempts = times;
        return this;
    }

    /**
     * Makes the monitor. Nothing is reported before the first tick.
     *
     * @return the monitor
     * @throws IllegalArgumentException if an agreement is given twice
     * @throws IllegalStateException if there is no agreement
     */
    public SlaMonitor build() {
        if (agreements.isEmpty()) {
            throw new IllegalStateException(
                    "A monitor watches cases under agreements, but was given none; give it one by agreement or agreements.");
        }
        return new SlaMonitor(this);
    }
}
