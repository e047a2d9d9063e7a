package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;

/** What one agreement makes of a case in a {@link SinglePass}. Mutable, used again for the next case, not thread-safe. */
final class Course {
    private final ServiceLevelAgreement agreement;
    private final Collection<Party> customer;
    private final SinglePass pass;
    /** Those that were used so far; few, and looked for by identity. */
    private final List<Plan> plans = new ArrayList<>(2);

    private @Nullable Plan plan;
    /** The clock of each line of the plan, null while it has not started, and those that an earlier plan left. */
    private @Nullable Tally[] tallies = new Tally[4];

    private final List<Tally> left = new ArrayList<>(0);
    private final List<Tally> spare = new ArrayList<>(4);
    private boolean unknown;

    Course(ServiceLevelAgreement agreement, SinglePass pass) {
        this.agreement = agreement;
        this.customer = PromisedClocks.customer(agreement);
        this.pass = pass;
    }

    Collection<Party> customer() {
        return customer;
    }

    List<Turn> turns() {
        return pass.turns();
    }

    SeverityPolicy rules() {
        Plan known = plan;
        if (known == null) {
            throw new IllegalStateException("A clock runs without a policy.");
        }
        return known.policy();
    }

    boolean isUnknown() {
        return unknown;
    }

    /** Notes that something happened that a single pass does not know; returns false for short. */
    boolean unknown() {
        unknown = true;
        return false;
    }

    boolean requireSameTarget(Tally tally) {
        Plan known = plan;
        Plan.Line line = known == null ? null : known.line(tally.line().metric());
        if (line == null || !line.target().equals(tally.line().target())) {
            unknown = true;
        }
        return !unknown;
    }

    Collection<Party> repliesEnd() {
        Plan known = plan;
        return known != null && known.policy().replyEndsWait() ? customer : List.of();
    }

    void open(Step opening, long at) {
        unknown = false;
        for (int i = 0; i < tallies.length; i++) {
            release(tallies[i]);
            tallies[i] = null;
        }
        left.forEach(this::release);
        left.clear();
        plan = PromisedClocks.chosen(agreement, opening.after())
                .map(this::planOf)
                .orElse(null);
        room();
        if (plan != null && !plan.isKnown()) {
            unknown = true;
            return;
        }
        move(opening, at);
    }

    private void release(@Nullable Tally tally) {
        if (tally != null) {
            spare.add(tally);
        }
    }

    @SuppressWarnings(
            "ReferenceEquality") // a policy is compared part by part, which costs more than to lay it out again
    private Plan planOf(SeverityPolicy policy) {
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).policy() == policy) {
                return plans.get(i);
            }
        }
        Plan fresh = Plan.of(agreement, policy);
        plans.add(fresh);
        return fresh;
    }

    private void room() {
        Plan known = plan;
        if (known != null && known.lines().size() > tallies.length) {
            tallies = new Tally[known.lines().size()];
        }
    }

    /** Goes through a step: facts first, then the policy that they choose, then the clocks. */
    void after(Step step, long at) {
        if (step.changesFacts() && !agreement.selectsAtOpeningOnly()) {
            if (step.after().severity().compareTo(step.before().severity()) > 0) {
                raiseIfBreached(at);
            }
            Optional<SeverityPolicy> next = PromisedClocks.chosen(agreement, step.after());
            Plan known = plan;
            boolean same = known == null
                    ? next.isEmpty()
                    : next.isPresent() && next.get().equals(known.policy());
            if (!same) {
                if (known == null || next.isEmpty()) {
                    unknown = true;
                    return;
                }
                retarget(known, planOf(next.get()), step.at(), at);
            }
        }
        if (!unknown) {
            move(step, at);
        }
    }

    private void raiseIfBreached(long at) {
        for (Tally tally : tallies) {
            if (tally != null) {
                tally.raiseIfBreached(Outcome.Flag.DOWNGRADED_AFTER_BREACH, at);
            }
        }
    }

    /** Comes under another policy: known if each clock that runs is counted anew, and nothing else has to be looked back for. */
    private void retarget(Plan was, Plan next, Instant instant, long at) {
        @Nullable Tally[] before = new Tally[was.lines().size()];
        System.arraycopy(tallies, 0, before, 0, before.length);
        boolean countsAnew = next.policy().retargeting() == Retargeting.RETROACTIVE;
        unknown |= !next.isKnown() || next.policy().retargetsFinished() || !left.isEmpty();
        plan = next;
        room();
        Arrays.fill(tallies, null);
        for (int i = 0; i < next.lines().size() && !unknown; i++) {
            Plan.Line line = next.lines().get(i);
            int place = place(was, line);
            if (place < 0) {
                unknown = true;
                return;
            }
            Tally tally = before[place];
            tallies[i] = tally;
            before[place] = null;
            if (tally != null && !tally.line().target().equals(line.target())) {
                if (tally.isOpen() && countsAnew && tally.line().isPausedLike(line)) {
                    tally.countAnew(line, at, pass.turns());
                } else if (tally.isOpen() || tally.isEndedAt(instant)) {
                    unknown = true;
                }
            }
        }
        for (Tally tally : before) {
            if (tally != null) {
                unknown |= tally.isOpen();
                left.add(tally);
            }
        }
    }

    private static int place(Plan was, Plan.Line line) {
        for (int i = 0; i < was.lines().size(); i++) {
            if (was.lines().get(i).metric().equals(line.metric())) {
                return i;
            }
        }
        return -1;
    }

    private void move(Step step, long at) {
        Plan known = plan;
        if (known == null) {
            return;
        }
        List<Plan.Line> lines = known.lines();
        for (int i = 0; i < lines.size() && !unknown; i++) {
            Tally tally = tallies[i];
            if (tally != null) {
                moved(tally, step, at);
            } else if (lines.get(i).mayBeMovedBy(step)
                    && PromisedClocks.starts(lines.get(i).metric(), step)) {
                Tally fresh = spare.isEmpty() ? new Tally(lines.get(i)) : spare.remove(spare.size() - 1);
                tallies[i] = fresh.start(lines.get(i), step.at(), at);
                fresh.moveFresh(step, at, this);
            }
        }
        unknown |= !left.isEmpty() && step.has(Occurrence.REOPENED);
    }

    private void moved(Tally tally, Step step, long at) {
        if (step.changesFacts()) {
            tally.believe(step);
        }
        tally.move(step, at, this);
    }

    /** Adds the outcomes, in the order of the policy's targets; one without promise if no policy selects the case. */
    void addOutcomes(Instant now, List<Outcome> into) {
        Plan known = plan;
        if (known == null) {
            into.add(Outcomes.unpromised(pass.caseId(), agreement, pass.facts(), pass.openedAt(), now, pass.rating()));
            return;
        }
        List<EscalationStep> steps = agreement.escalationFor(known.policy());
        Tally.Whole whole = new Tally.Whole(pass, agreement, steps, now);
        for (int i = 0; i < known.lines().size(); i++) {
            Tally tally = tallies[i];
            if (tally != null) {
                tally.addOutcomes(whole, into);
            }
        }
        left.forEach(tally -> tally.addOutcomes(whole, into));
    }
}
