package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;

/** What one agreement makes of a case in a {@link SinglePass}. Mutable, not thread-safe. */
final class AgreementPass {
    private static final @Nullable Tally[] NONE = {};

    private final ServiceLevelAgreement agreement;
    private final SinglePass pass;
    private @Nullable Plan plan;
    /** The clock of each line of the plan, null while it has not started, and those that an earlier plan left. */
    private @Nullable Tally[] tallies = NONE;

    private List<Tally> left = List.of();

    AgreementPass(ServiceLevelAgreement agreement, SinglePass pass) {
        this.agreement = agreement;
        this.pass = pass;
    }

    Collection<Party> customer() {
        return PromisedClocks.customer(agreement);
    }

    Turns turns() {
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
        return pass.isUnknown();
    }

    /** Notes that something happened that a single pass does not know; returns false for short. */
    boolean unknown() {
        pass.unknown();
        return false;
    }

    boolean requireSameTarget(Tally tally) {
        Plan known = plan;
        Plan.Line line = known == null ? null : known.line(tally.line().metric());
        if (line == null || !line.target().equals(tally.line().target())) {
            pass.unknown();
        }
        return !isUnknown();
    }

    Collection<Party> repliesEnd() {
        Plan known = plan;
        return known != null && known.policy().replyEndsWait() ? customer() : List.of();
    }

    void open(Step opening, long at) {
        SeverityPolicy policy = PolicyChoice.of(agreement, opening.after()).orElse(null);
        if (policy != null) {
            Plan first = pass.planOf(agreement, policy);
            plan = first;
            tallies = new Tally[first.lines().size()];
            if (first.isKnown()) {
                move(opening, at);
            } else {
                pass.unknown();
            }
        }
    }

    /** Goes through a step: facts first, then the policy that they choose, then the clocks. */
    void after(Step step, long at) {
        if (PolicyChoice.isMadeBy(step, agreement)) {
            if (IntegrityFlags.isDowngrade(step)) {
                raiseIfBreached(at);
            }
            Optional<SeverityPolicy> next = PolicyChoice.of(agreement, step.after());
            Plan known = plan;
            boolean same = known == null
                    ? next.isEmpty()
                    : next.isPresent() && next.get().equals(known.policy());
            if (!same) {
                if (known == null || next.isEmpty()) {
                    pass.unknown();
                    return;
                }
                retarget(known, pass.planOf(agreement, next.get()), step.at(), at);
            }
        }
        move(step, at);
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
        @Nullable Tally[] before = tallies;
        boolean countsAnew = next.policy().retargeting() == Retargeting.RETROACTIVE;
        if (!next.isKnown() || next.policy().retargetsFinished() || !left.isEmpty()) {
            pass.unknown();
            return;
        }
        plan = next;
        tallies = new Tally[next.lines().size()];
        for (int i = 0; i < tallies.length; i++) {
            Plan.Line line = next.lines().get(i);
            int place = place(was, line);
            if (place < 0) {
                pass.unknown();
                return;
            }
            Tally tally = before[place];
            tallies[i] = tally;
            before[place] = null;
            if (tally != null && !tally.line().target().equals(line.target())) {
                if (tally.isOpen() && countsAnew && tally.line().isPausedLike(line)) {
                    tally.countAnew(line, at, pass.turns());
                } else if (tally.isOpen() || tally.isEndedAt(instant)) {
                    pass.unknown();
                    return;
                }
            }
        }
        left = new ArrayList<>(0);
        for (Tally tally : before) {
            if (tally != null) {
                if (tally.isOpen()) {
                    pass.unknown();
                }
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
        boolean changesFacts = step.changesFacts();
        for (int i = 0; i < tallies.length && !isUnknown(); i++) {
            Tally tally = tallies[i];
            if (tally == null) {
                tallies[i] = started(known.lines().get(i), step, at);
                continue;
            }
            if (changesFacts) {
                tally.believe(step);
            }
            tally.move(step, at, this);
        }
        if (!left.isEmpty() && step.has(Occurrence.REOPENED)) {
            pass.unknown();
        }
    }

    /** The clock of a line that a step starts; null if it does not. */
    private @Nullable Tally started(Plan.Line line, Step step, long at) {
        if (!line.events().startsOn(step)) {
            return null;
        }
        Tally fresh = Tally.started(line, step.at(), at, pass.events().size());
        fresh.moveFresh(step, at, this);
        return fresh;
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
        for (int i = 0; i < left.size(); i++) {
            left.get(i).addOutcomes(whole, into);
        }
    }
}
