package org.sla4j.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.calendar.DateRange;

/**
 * Makes the outcomes of a case in one pass over its events, without the clocks and moments that a {@link ServiceCase} keeps to go on from.
 *
 * <p>The facts of the case, the order of steps within a moment, what starts a clock and who is credited are those of {@link Facts},
 * {@link CaseState}, {@link ClockMover} and {@link CreditedTo}. What it does not know (clocks of a holder, agreements by hand, rules of
 * retargeting other than the usual one, gaps that count ...) it leaves to the full model, see {@link #over}; a property holds
 * the two equal. It changes while it goes over a case, and never after.
 */
final class SinglePass implements CaseState.Walk {
    static final long SECOND = 1_000_000_000L;
    /** No case is opened before the one, or from the other on. */
    private static final Instant FIRST =
            DateRange.SUPPORTED.first().atStartOfDay(ZoneOffset.UTC).toInstant();

    private static final Instant END =
            DateRange.SUPPORTED.last().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final long MOST_SECONDS = Long.MAX_VALUE / SECOND;

    private final AgreementPass[] passes;
    /** The plans and holders of many cases; null for one case alone. */
    private final @Nullable Plans known;

    private final List<CaseEvent> events;
    private final Facts opened;
    private final Turns turns;
    private Facts facts;
    private boolean unknown;
    /** Whether no event after the opening says how severe the case is or reopens it, and whether the case ever waited. */
    private boolean isPlain = true;

    private boolean hasWaits;
    private OptionalInt rating = OptionalInt.empty();

    /** The holders met last, with the team or the waits that they were met with. */
    private @Nullable Holder provider;

    private String hadTeam = "";
    private @Nullable Holder parties;
    private Set<PauseReason> hadWaits = Set.of();

    private SinglePass(
            List<ServiceLevelAgreement> agreements, @Nullable Plans known, Facts opened, List<CaseEvent> events) {
        this.known = known;
        this.events = events;
        this.opened = opened;
        facts = opened;
        turns = new Turns(events.size());
        passes = new AgreementPass[agreements.size()];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = new AgreementPass(agreements.get(i), this);
        }
    }

    /**
     * Goes over the events of a case.
     *
     * @param known the plans and holders of earlier cases under the same agreements; null for one case alone
     * @param opened what the opening says, on top of what was known before it
     * @param events those that count, in order, of which the opening is the first
     * @return what they come to; null if something happened that a single pass does not know
     */
    static @Nullable SinglePass over(
            List<ServiceLevelAgreement> agreements, @Nullable Plans known, Facts opened, List<CaseEvent> events) {
        try {
            SinglePass pass = new SinglePass(agreements, known, opened, events);
            return pass.passed() ? pass : null;
        } catch (DateTimeException outside) {
            return null; // the full model says what is outside of what
        }
    }

    static long nanos(Instant at) {
        if (Math.abs(at.getEpochSecond()) >= MOST_SECONDS) {
            throw new DateTimeException(at + " is outside the years that clocks accept.");
        }
        return at.getEpochSecond() * SECOND + at.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    /** Whether a case may be opened at an instant. */
    static boolean isSupported(Instant opened) {
        return !opened.isBefore(FIRST) && opened.isBefore(END);
    }

    /**
     * Makes the outcomes; changes nothing.
     *
     * @param now when to look
     * @return the outcomes; null if some of the events had not happened then, or {@code now} is outside of a calendar
     */
    @Nullable List<Outcome> outcomes(Instant now) {
        if (now.isBefore(events.get(events.size() - 1).at())) {
            return null;
        }
        try {
            List<Outcome> outcomes = new ArrayList<>(4);
            for (AgreementPass pass : passes) {
                pass.addOutcomes(now, outcomes);
            }
            return List.copyOf(outcomes);
        } catch (DateTimeException outside) {
            return null;
        }
    }

    private boolean passed() {
        CaseEvent opening = events.get(0);
        if (!isSupported(opening.at())) {
            return false;
        }
        rating = Ratings.after(rating, opening);
        Step first = new Step(opening, opened, opened);
        long at = nanos(opening.at());
        for (AgreementPass pass : passes) {
            pass.open(first, at);
        }
        turns.add(turn(opening.at()), at);
        int from = 1;
        while (from < events.size() && !unknown) {
            CaseEvent event = events.get(from);
            look(event);
            int until = from + 1;
            while (until < events.size() && isOfOneMoment(event, events.get(until))) {
                look(events.get(until++));
            }
            if (until == from + 1) {
                CaseState.walkOne(event, this);
            } else {
                CaseState.walk(events.subList(from, until), this);
            }
            from = until;
        }
        return !unknown;
    }

    private void look(CaseEvent event) {
        isPlain &= event.severityOrNull() == null && event.occurrence() != Occurrence.REOPENED;
        unknown |= event.occurrence() == Occurrence.AGREED;
        if (event.saysFacts()) {
            rating = Ratings.after(rating, event);
        }
    }

    private static boolean isOfOneMoment(CaseEvent one, CaseEvent other) {
        return one.sequence() == other.sequence() && one.at().equals(other.at());
    }

    boolean isUnknown() {
        return unknown;
    }

    /** Notes that something happened that a single pass does not know. */
    void unknown() {
        unknown = true;
    }

    Plan planOf(ServiceLevelAgreement agreement, SeverityPolicy policy) {
        return known == null ? Plan.of(agreement, policy) : known.of(agreement, policy);
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public Collection<Party> repliesEnd() {
        if (passes.length == 1) {
            return passes[0].repliesEnd();
        }
        Set<Party> parties = new HashSet<>();
        for (AgreementPass pass : passes) {
            parties.addAll(pass.repliesEnd());
        }
        return parties;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // facts that stay as they are stay the same; others are seldom equal
    public void step(Step step) {
        long at = nanos(step.at());
        for (AgreementPass pass : passes) {
            pass.after(step, at);
        }
        if (step.after() != facts) { // else nothing turned
            facts = step.after();
            turns.add(turn(step.at()), at);
        }
    }

    private Turn turn(Instant at) {
        Facts known = facts;
        Holder holder = holder();
        hasWaits |= !known.waits().isEmpty();
        return new Turn(at, holder, known.team(), known.severity(), known.waits());
    }

    private Holder holder() {
        if (!facts.isOpen()) {
            return Holder.NOBODY;
        }
        Set<PauseReason> waits = facts.waits();
        if (waits.isEmpty()) {
            String team = facts.team();
            Holder same = provider;
            if (same == null || !team.equals(hadTeam)) {
                same = made();
                provider = same;
                hadTeam = team;
            }
            return same;
        }
        Holder same = parties;
        if (same == null || !Waits.areSame(hadWaits, waits)) {
            same = made();
            parties = same;
        }
        hadWaits = waits;
        return same;
    }

    private Holder made() {
        return known == null ? facts.holder() : known.holder(facts);
    }

    /** The first of some elements as a list; few are copied least. */
    static <T> List<T> listed(T[] some, int size) {
        return switch (size) {
            case 0 -> List.of();
            case 1 -> List.of(some[0]);
            case 2 -> List.of(some[0], some[1]);
            default -> List.of(size == some.length ? some : Arrays.copyOf(some, size));
        };
    }

    String caseId() {
        return events.get(0).caseId();
    }

    Instant openedAt() {
        return facts.openedAt();
    }

    CaseEvent opening() {
        return events.get(0);
    }

    /** What held at the opening. */
    Facts opened() {
        return opened;
    }

    List<CaseEvent> events() {
        return events;
    }

    Turns turns() {
        return turns;
    }

    boolean isPlain() {
        return isPlain;
    }

    OptionalInt rating() {
        return rating;
    }

    List<Outcome.Wait> waits(Instant start, Instant until, @Nullable CreditedTo credit, boolean isFinished) {
        boolean none = !hasWaits && (credit == null || credit.waits().isEmpty());
        return none ? List.of() : Paths.waits(turns, start, until, credit, isFinished);
    }
}
