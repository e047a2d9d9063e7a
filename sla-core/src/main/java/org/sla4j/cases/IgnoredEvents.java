package org.sla4j.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.calendar.Definitions;
import org.sla4j.calendar.Quoted;

/**
 * Which events of a case, or parts of events, count for nothing, and why: those that contradict others, were taken back or replaced, or
 * name what no agreement of the case knows.
 */
final class IgnoredEvents {
    /** Shorter names are all alike. */
    private static final int SHORTEST_SLIP = 5;

    private static final Set<Condition.Test> SIZES = Set.of(Condition.Test.AT_LEAST, Condition.Test.AT_MOST);

    private final ServiceCase subject;
    /** The teams whose time a metric counts. */
    private final Set<String> teams = new LinkedHashSet<>();

    IgnoredEvents(ServiceCase subject) {
        this.subject = subject;
        for (ServiceLevelAgreement agreement : subject.agreements()) {
            agreement.policies().stream()
                    .flatMap(policy -> policy.targets().keySet().stream())
                    .forEach(metric ->
                            metric.whileHeldBy().flatMap(WhileHeldBy::team).ifPresent(teams::add));
        }
    }

    List<IgnoredEvent> all() {
        List<IgnoredEvent> ignored = new ArrayList<>();
        for (CaseEvent event : subject.log().before()) {
            if (!Facts.isIn(event)) {
                ignored.add(new IgnoredEvent(event, "it was before the opening, and begins nothing"));
            }
        }
        for (Moment moment : subject.last().all()) {
            ignored.addAll(moment.ignored());
            for (CaseEvent event : moment.events()) {
                event.severity()
                        .filter(severity -> subject.agreements().stream()
                                .noneMatch(agreement -> agreement.severities().contains(severity)))
                        .ifPresent(severity -> ignored.add(new IgnoredEvent(
                                event,
                                "no agreement of the case has the severity " + Quoted.of(severity.toString())
                                        + "; only policies for every severity select the case")));
                event.reason()
                        .filter(reason -> event.type().equals(EventType.WAITING))
                        .flatMap(reason -> misspelt(reason.party()))
                        .ifPresent(reason -> ignored.add(new IgnoredEvent(event, reason)));
                sameTeam(event.team()).ifPresent(reason -> ignored.add(new IgnoredEvent(event, reason)));
                event.agreed()
                        .flatMap(term -> withoutEffect(event, term))
                        .ifPresent(reason -> ignored.add(new IgnoredEvent(event, reason)));
                event.attributes()
                        .forEach((name, value) -> noNumber(name, value)
                                .ifPresent(reason -> ignored.add(new IgnoredEvent(event, reason))));
                String rating = event.attributes().getOrDefault(Outcome.RATING, "");
                if (!rating.isEmpty() && Ratings.read(rating).isEmpty()) {
                    ignored.add(new IgnoredEvent(
                            event,
                            "the rating " + Quoted.of(rating) + " cannot be read; use a whole number from 1 to 5"));
                }
            }
        }
        ignored.addAll(subject.log().aside());
        return Collections.unmodifiableList(ignored);
    }

    /** Whether a party is spelt almost like one that the agreements know, so that no rule will be meant for it. */
    private Optional<String> misspelt(Party party) {
        Set<String> known = new LinkedHashSet<>();
        known.add(Party.CUSTOMER.name());
        known.add(Party.PROVIDER.name());
        for (ServiceLevelAgreement agreement : subject.agreements()) {
            known.add(agreement.customer().name());
            known.add(agreement.provider().name());
            agreement
                    .policies()
                    .forEach(policy -> policy.targets().forEach((metric, target) -> {
                        target.pauseRule().parties().forEach(named -> known.add(named.name()));
                        metric.pauseRule().parties().forEach(named -> known.add(named.name()));
                        metric.whileHeldBy().flatMap(WhileHeldBy::party).ifPresent(named -> known.add(named.name()));
                    }));
        }
        return known.contains(party.name()) || party.name().length() < SHORTEST_SLIP
                ? Optional.empty()
                : Definitions.didYouMean(party.name(), known)
                        .map(question -> "no agreement of the case knows the party " + Quoted.of(party.name())
                                + ", for whom it waits; " + question);
    }

    /** Whether a policy asks for the size of what is no number, so that it is chosen for no case that says so. */
    private Optional<String> noNumber(String attribute, String value) {
        boolean isAsked = !value.isEmpty()
                && subject.agreements().stream()
                        .flatMap(agreement -> agreement.policies().stream())
                        .flatMap(policy -> policy.conditions().stream())
                        .anyMatch(condition ->
                                condition.attribute().equals(attribute) && SIZES.contains(condition.test()));
        Map<String, String> facts = Map.of(attribute, value);
        return isAsked
                        && !Condition.atLeast(attribute, "0").matches(facts)
                        && !Condition.atMost(attribute, "0").matches(facts)
                ? Optional.of("policies select by the size of " + Quoted.of(attribute) + ", but " + Quoted.of(value)
                        + " is not a number such as 100 or 50.5")
                : Optional.empty();
    }

    /** Whether a team is that of a metric but for capitals or blanks, so that the clock of the metric stands still. */
    private Optional<String> sameTeam(String team) {
        return team.isEmpty() || teams.contains(team)
                ? Optional.empty()
                : teams.stream()
                        .filter(one -> one.strip().equalsIgnoreCase(team.strip()))
                        .findFirst()
                        .map(one -> "no metric of the case counts for the team " + Quoted.of(team) + "; did you mean "
                                + Quoted.of(one) + "?");
    }

    /** Why nothing came of what was agreed by hand; empty if something did. */
    private Optional<String> withoutEffect(CaseEvent event, AgreedByHand term) {
        boolean isMeasured = false;
        for (PromisedClocks promise : subject.state().promises()) {
            for (Map.Entry<Metric, Measure> entry : promise.measures().entrySet()) {
                if (term.isFor(promise.agreement().id(), entry.getKey())) {
                    isMeasured = true;
                    if (entry.getValue().clock().agreements().stream()
                            .anyMatch(agreed -> agreed.at().equals(event.at())
                                    && agreed.limit().isPresent())) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.of(
                isMeasured
                        ? "the measurement was finished, or nothing was promised about it"
                        : "nothing is promised about " + Quoted.of(term.metric())
                                + (term.agreement().isEmpty() ? "" : " by agreement " + Quoted.of(term.agreement())));
    }
}
