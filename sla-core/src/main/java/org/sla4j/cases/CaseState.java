package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;

/**
 * What the events of a case add up to: the facts, the same for every agreement, and what each agreement makes of them.
 *
 * <p>Replay, a new event and a late one all go through {@link #with}, which is why they cannot differ. It takes one {@link Moment},
 * the events of one instant and sequence number, and turns it into {@link Step}s, which are believed together; each {@link PromisedClocks}
 * then goes through each step, and so does a {@link SinglePass}.
 *
 * @param facts severity, team, attributes, stage and waits
 * @param promises one for each agreement, in the order given at the opening
 */
record CaseState(Facts facts, List<PromisedClocks> promises) {

    static CaseState opened(List<ServiceLevelAgreement> agreements, Step opening) {
        return new CaseState(
                opening.after(),
                agreements.stream()
                        .map(agreement -> PromisedClocks.opened(agreement, opening))
                        .toList());
    }

    /** A state, and the moment that led to it. */
    record After(CaseState state, Moment moment) {}

    /** What goes through the steps of a moment: the one thing that knows what holds between them. */
    interface Walk {
        Facts facts();

        /** The parties whose waits end when the customer writes. */
        Collection<Party> repliesEnd();

        void step(Step step);
    }

    /**
     * Goes through the events of one moment, which are in order. Those that cannot be true yet are tried again after the others,
     * because what they contradict may be of the same instant: the end of a wait that began just then.
     *
     * @return those that cannot be true at all; what they say of severity, team and attributes is believed
     */
    static List<IgnoredEvent> walk(List<CaseEvent> events, Walk through) {
        if (events.size() == 1) {
            return walkOne(events.get(0), through);
        }
        return walkAll(events, through);
    }

    /** Goes through the only event of a moment, as most are. */
    static List<IgnoredEvent> walkOne(CaseEvent only, Walk through) {
        Facts before = through.facts();
        if (!before.allows(only)) {
            return walkAll(List.of(only), through);
        }
        Facts after = before.after(only, through.repliesEnd());
        through.step(new Step(only, before, after));
        return List.of();
    }

    private static List<IgnoredEvent> walkAll(List<CaseEvent> events, Walk through) {
        List<CaseEvent> left = events;
        boolean progress = true;
        while (progress && !left.isEmpty()) {
            List<CaseEvent> believed = new ArrayList<>(left.size());
            List<CaseEvent> doubted = new ArrayList<>(0);
            Collection<Party> repliesEnd = through.repliesEnd();
            Facts before = through.facts();
            Facts now = before;
            for (CaseEvent event : left) {
                boolean credible = now.allows(event);
                (credible ? believed : doubted).add(event);
                now = credible ? now.after(event, repliesEnd) : now;
            }
            progress = !believed.isEmpty();
            if (progress) {
                through.step(new Step(events.get(0).at(), List.copyOf(believed), repliesEnd, before, now));
            }
            left = doubted;
        }
        if (left.isEmpty()) {
            return List.of();
        }
        List<IgnoredEvent> ignored = new ArrayList<>(left.size());
        Facts before = through.facts();
        Facts now = before;
        for (CaseEvent event : left) {
            ignored.add(new IgnoredEvent(event, before.contradiction(event)));
            now = now.believing(event);
        }
        if (!now.equals(before)) {
            through.step(new Step(events.get(0).at(), List.of(), List.of(), before, now));
        }
        return ignored;
    }

    /** The state after the events of one moment, which are in order. */
    After with(Moment before, List<CaseEvent> events) {
        Walker walker = new Walker(this, before);
        List<IgnoredEvent> ignored = walk(List.copyOf(events), walker);
        return new After(walker.state, before.then(events, walker.steps, ignored));
    }

    /** A state on its way through a moment. */
    private static final class Walker implements Walk {
        private CaseState state;
        private final Moment before;
        private final List<Step> steps = new ArrayList<>(1);

        Walker(CaseState state, Moment before) {
            this.state = state;
            this.before = before;
        }

        @Override
        public Facts facts() {
            return state.facts;
        }

        @Override
        public Collection<Party> repliesEnd() {
            return state.repliesEnd();
        }

        @Override
        public void step(Step step) {
            state = state.after(step, before, steps);
        }
    }

    private CaseState after(Step step, Moment before, List<Step> steps) {
        PromisedClocks.Past past = past(step.after(), before, steps);
        List<PromisedClocks> next = new ArrayList<>(promises.size());
        for (PromisedClocks promise : promises) {
            next.add(promise.after(step, past));
        }
        steps.add(step);
        return new CaseState(step.after(), List.copyOf(next));
    }

    private static PromisedClocks.Past past(Facts facts, Moment last, List<Step> more) {
        return new PromisedClocks.Past() {
            @Override
            public Iterable<Step> steps() {
                List<Step> all = new ArrayList<>();
                last.all().forEach(moment -> all.addAll(moment.steps()));
                all.addAll(more);
                return all;
            }

            @Override
            public Facts facts() {
                return facts;
            }
        };
    }

    private Collection<Party> repliesEnd() {
        if (promises.size() == 1) {
            return promises.get(0).repliesEnd();
        }
        Set<Party> parties = new HashSet<>();
        promises.forEach(promise -> parties.addAll(promise.repliesEnd()));
        return parties;
    }

    /** The state once another agreement, or another version of one, holds for the case. */
    CaseState moved(ServiceCase.Move move, Instant openedAt, Moment last) {
        // An opening that replaced an earlier one may come after the move.
        Instant at = move.at().isBefore(openedAt) ? openedAt : move.at();
        List<PromisedClocks> next = new ArrayList<>(promises);
        PromisedClocks.Past past = past(facts, last, List.of());
        next.set(move.place(), next.get(move.place()).moved(move, at, facts, past));
        return new CaseState(facts, List.copyOf(next));
    }
}
