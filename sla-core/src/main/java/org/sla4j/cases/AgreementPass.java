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
    private static final @Nullable ClockPass[] NONE = {};

    private final ServiceLevelAgreement agreement;
    private final SinglePass pass;
    private @Nullable Plan plan;
    /** The clock of each line of the plan, null while it has not started, and those that an earlier plan left. */
    private @Nullable ClockPass[] clocks = NONE;

    private List<ClockPass> left = List.of();

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

    boolean requireSameTarget(ClockPass clock) {
        Plan known = plan;
        Plan.Line line = known == null ? null : known.line(clock.line().metric());
        if (line == null || !line.target().equals(clock.line().target())) {
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
            clocks = new ClockPass[first.lines().size()];
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
        for (ClockPass clock : clocks) {
            if (clock != null) {
                clock.raiseIfBreached(Outcome.Flag.DOWNGRADED_AFTER_BREACH, at);
            }
        }
    }

    /** Comes under another policy: known if each clock that runs is counted anew, and nothing else has to be looked back for. */
    private void retarget(Plan was, Plan next, Instant instant, long at) {
        @Nullable ClockPass[] before = clocks;
        boolean countsAnew = next.policy().retargeting() == Retargeting.RETROACTIVE;
        if (!next.isKnown() || next.policy().retargetsFinished() || !left.isEmpty()) {
            pass.unknown();
            return;
        }
        plan = next;
        clocks = new ClockPass[next.lines().size()];
        for (int i = 0; i < clocks.length; i++) {
            Plan.Line line = next.lines().get(i);
            int place = place(was, line);
            if (place < 0) {
                pass.unknown();
                return;
            }
            ClockPass clock = before[place];
            clocks[i] = clock;
            before[place] = null;
            if (clock != null && !clock.line().target().equals(line.target())) {
                if (clock.isOpen() && countsAnew && clock.line().isPausedLike(line)) {
                    clock.countAnew(line, at, pass.turns());
                } else if (clock.isOpen() || clock.isEndedAt(instant)) {
                    pass.unknown();
                    return;
                }
            }
        }
        left = new ArrayList<>(0);
        for (ClockPass clock : before) {
            if (clock != null) {
                if (clock.isOpen()) {
                    pass.unknown();
                }
                left.add(clock);
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
        for (int i = 0; i < clocks.length && !isUnknown(); i++) {
            ClockPass clock = clocks[i];
            if (clock == null) {
                clocks[i] = started(known.lines().get(i), step, at);
                continue;
            }
            if (changesFacts) {
                clock.believe(step);
            }
            clock.move(step, at, this);
        }
        if (!left.isEmpty() && step.has(Occurrence.REOPENED)) {
            pass.unknown();
        }
    }

    /** The clock of a line that a step starts; null if it does not. */
    private @Nullable ClockPass started(Plan.Line line, Step step, long at) {
        if (!line.events().startsOn(step)) {
            return null;
        }
        ClockPass fresh = ClockPass.started(line, step.at(), at, pass.events().size());
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
        ClockPass.Whole whole = new ClockPass.Whole(pass, agreement, steps, now);
        for (int i = 0; i < known.lines().size(); i++) {
            ClockPass clock = clocks[i];
            if (clock != null) {
                clock.addOutcomes(whole, into);
            }
        }
        for (int i = 0; i < left.size(); i++) {
            left.get(i).addOutcomes(whole, into);
        }
    }
}
