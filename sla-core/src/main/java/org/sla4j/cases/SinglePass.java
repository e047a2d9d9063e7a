package org.sla4j.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.calendar.DateRange;

/**
 * Makes the outcomes of a case in one pass over its events, without the clocks and moments that a {@link ServiceCase} keeps to go on from.
 *
 * <p>The facts of the case, the order of steps within a moment, what starts a clock and who is credited are those of {@link Facts},
 * {@link CaseState}, {@link PromisedClocks} and {@link CreditedTo}. What it does not know (clocks of a holder, agreements by hand, rules of
 * retargeting other than the usual one, gaps that count ...) it leaves to the full model, see {@link #over}; a property holds
 * the two equal. Mutable while it goes over a case, and may be used again for the next; not thread-safe until then.
 */
final class SinglePass implements CaseState.Walk {
    static final long SECOND = 1_000_000_000L;
    /** No case is opened before the one, or from the other on. */
    private static final Instant FIRST =
            DateRange.SUPPORTED.first().atStartOfDay(ZoneOffset.UTC).toInstant();

    private static final Instant END =
            DateRange.SUPPORTED.last().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final long MOST_SECONDS = Long.MAX_VALUE / SECOND;

    private final Course[] courses;
    /** The holders of all cases, where there are many; null for one case, of which the turns tell. */
    private final @Nullable Holders holders;

    private final List<Turn> turns = new ArrayList<>();
    private List<CaseEvent> events = List.of();
    private final One one = new One();
    private Facts opened = Facts.NONE;
    private Facts facts = Facts.NONE;
    /** Whether no event after the opening says how severe the case is or reopens it, and whether the case ever waited. */
    private boolean isPlain;

    private boolean hasWaits;
    private OptionalInt rating = OptionalInt.empty();

    /** The events of a moment that has one, which most have: the same list for all of them. Nobody keeps it. */
    private static final class One extends AbstractList<CaseEvent> implements RandomAccess {
        private @Nullable CaseEvent event;

        @Override
        public CaseEvent get(int index) {
            return Objects.requireNonNull(event);
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private SinglePass(List<ServiceLevelAgreement> agreements, @Nullable Holders holders) {
        this.holders = holders;
        courses = new Course[agreements.size()];
        for (int i = 0; i < courses.length; i++) {
            courses[i] = new Course(agreements.get(i), this);
        }
    }

    /** For one case. */
    static SinglePass ofOne(List<ServiceLevelAgreement> agreements) {
        return new SinglePass(agreements, null);
    }

    /** For many cases, one after the other. */
    static SinglePass ofMany(List<ServiceLevelAgreement> agreements) {
        return new SinglePass(agreements, new Holders());
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

    /**
     * Goes over the events of a case.
     *
     * @param opening the opening that counts
     * @param opened what it says, on top of what was known before it
     * @param happened the events after it that count, in order
     * @return false if something happened that a single pass does not know
     */
    boolean over(CaseEvent opening, Facts opened, List<CaseEvent> happened) {
        CaseEvent[] all = new CaseEvent[1 + happened.size()];
        all[0] = opening;
        for (int i = 1; i < all.length; i++) {
            all[i] = happened.get(i - 1);
        }
        return over(opened, Arrays.asList(all));
    }

    /** Goes over events of which the opening is the first. */
    boolean over(Facts opened, List<CaseEvent> all) {
        try {
            return passed(opened, all);
        } catch (DateTimeException outside) {
            return false; // the full model says what is outside of what
        }
    }

    /**
     * Makes the outcomes of the events gone over last; changes nothing.
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
            for (Course course : courses) {
                course.addOutcomes(now, outcomes);
            }
            return List.copyOf(outcomes);
        } catch (DateTimeException outside) {
            return null;
        }
    }

    private boolean passed(Facts opened, List<CaseEvent> happened) {
        CaseEvent opening = happened.get(0);
        if (opening.at().isBefore(FIRST) || !opening.at().isBefore(END)) {
            return false;
        }
        events = happened;
        this.opened = opened;
        facts = opened;
        turns.clear();
        isPlain = true;
        hasWaits = false;
        rating = Outcomes.rated(OptionalInt.empty(), opening);
        one.event = opening;
        Step first = new Step(opening.at(), one, opened, opened);
        long at = nanos(opening.at());
        for (Course course : courses) {
            course.open(first, at);
        }
        turns.add(turn(opening.at()));
        int from = 1;
        while (from < happened.size() && isKnown()) {
            CaseEvent event = happened.get(from);
            int until = from + 1;
            while (until < happened.size() && isOfOneMoment(event, happened.get(until))) {
                until++;
            }
            for (int i = from; i < until; i++) {
                CaseEvent next = happened.get(i);
                isPlain &= next.severityOrNull() == null && next.occurrence() != Occurrence.REOPENED;
                rating = Outcomes.rated(rating, next);
                if (next.occurrence() == Occurrence.AGREED) {
                    return false;
                }
            }
            one.event = event;
            CaseState.walk(until == from + 1 ? one : happened.subList(from, until), this);
            from = until;
        }
        return isKnown();
    }

    private static boolean isOfOneMoment(CaseEvent one, CaseEvent other) {
        return one.sequence() == other.sequence() && one.at().equals(other.at());
    }

    private boolean isKnown() {
        for (Course course : courses) {
            if (course.isUnknown()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public Collection<Party> repliesEnd() {
        if (courses.length == 1) {
            return courses[0].repliesEnd();
        }
        Set<Party> parties = new HashSet<>();
        for (Course course : courses) {
            parties.addAll(course.repliesEnd());
        }
        return parties;
    }

    @Override
    public void step(Step step) {
        long at = nanos(step.at());
        for (Course course : courses) {
            course.after(step, at);
        }
        facts = step.after();
        int last = turns.size() - 1;
        if (turns.get(last).at().equals(step.at())) {
            turns.remove(last);
        }
        turns.add(turn(step.at()));
    }

    private Turn turn(Instant at) {
        hasWaits |= !facts.waits().isEmpty();
        return new Turn(at, holder(), facts.team(), facts.severity(), facts.waits());
    }

    private Holder holder() {
        if (!facts.isOpen()) {
            return Holder.NOBODY;
        }
        for (int i = turns.size() - 1; i >= 0; i--) {
            Turn turn = turns.get(i);
            boolean isSame = !turn.holder().isNobody()
                    && Facts.areSame(turn.waits(), facts.waits())
                    && (!turn.waits().isEmpty() || turn.team().equals(facts.team()));
            if (isSame) {
                return turn.holder();
            }
        }
        Holders known = holders;
        return known == null ? facts.holder() : known.of(facts);
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

    List<Turn> turns() {
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
        return none ? List.of() : Outcomes.waits(turns, start, until, credit, isFinished);
    }
}
