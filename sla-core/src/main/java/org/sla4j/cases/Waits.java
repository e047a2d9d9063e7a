package org.sla4j.cases;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;

/**
 * What a case waits for: a set of reasons, in the order in which the waits began. It waits until the last of them has ended, each by
 * its own event, or all at once by an end that names none, an answer, or the end of the case.
 *
 * <p>Most cases wait for one thing at a time; only several need a set that keeps their order.
 */
final class Waits {
    private Waits() {}

    /**
     * What a case waits for after an event that can be true.
     *
     * @param repliesEnd the parties whose messages end the waits for them
     * @return the same set if nothing changes
     */
    static Set<PauseReason> after(Set<PauseReason> waits, CaseEvent event, Collection<Party> repliesEnd) {
        PauseReason reason = event.reasonOrNull();
        return switch (event.occurrence()) {
            case WAITING -> reason == null ? waits : with(waits, reason);
            case RESUMED -> reason == null ? Set.of() : without(waits, reason);
            case RESOLVED, CLOSED, CANCELLED -> Set.of();
            case CUSTOMER_REPLIED -> areFor(waits, repliesEnd) ? withoutThoseFor(waits, repliesEnd) : waits;
            default -> waits;
        };
    }

    /** Whether any of some waits is for one of these parties. */
    static boolean areFor(Set<PauseReason> waits, Collection<Party> parties) {
        for (PauseReason reason : waits) {
            if (parties.contains(reason.party())) {
                return true;
            }
        }
        return false;
    }

    /** Whether two sets of waits are equal, for much less than {@code equals} costs; most are empty or the very same. */
    static boolean areSame(Set<PauseReason> some, Set<PauseReason> others) {
        if (some == others || some.size() != others.size()) {
            return some == others;
        }
        return some.isEmpty()
                || (some.size() == 1 ? some.contains(others.iterator().next()) : some.containsAll(others));
    }

    private static Set<PauseReason> with(Set<PauseReason> waits, PauseReason reason) {
        if (waits.isEmpty()) {
            return Set.of(reason);
        } else if (waits.contains(reason)) {
            return waits;
        }
        Set<PauseReason> more = new LinkedHashSet<>(waits);
        more.add(reason);
        return Collections.unmodifiableSet(more);
    }

    private static Set<PauseReason> without(Set<PauseReason> waits, PauseReason reason) {
        if (waits.size() == 1) {
            return Set.of();
        }
        Set<PauseReason> fewer = new LinkedHashSet<>(waits);
        fewer.remove(reason);
        return Collections.unmodifiableSet(fewer);
    }

    private static Set<PauseReason> withoutThoseFor(Set<PauseReason> waits, Collection<Party> parties) {
        Set<PauseReason> fewer = new LinkedHashSet<>(waits);
        fewer.removeIf(reason -> parties.contains(reason.party()));
        return Collections.unmodifiableSet(fewer);
    }
}
