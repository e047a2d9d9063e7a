package org.sla4j.agreement.document;

import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sla4j.agreement.Approval;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityMatrix;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.SupportOrder;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Terms;
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.agreement.document.AgreementDefinition.ApprovalDefinition;
import org.sla4j.agreement.document.AgreementDefinition.ConditionDefinition;
import org.sla4j.agreement.document.AgreementDefinition.ContactDefinition;
import org.sla4j.agreement.document.AgreementDefinition.CreditsDefinition;
import org.sla4j.agreement.document.AgreementDefinition.EscalationDefinition;
import org.sla4j.agreement.document.AgreementDefinition.HolderDefinition;
import org.sla4j.agreement.document.AgreementDefinition.MatrixDefinition;
import org.sla4j.agreement.document.AgreementDefinition.MetricDefinition;
import org.sla4j.agreement.document.AgreementDefinition.PolicyDefinition;
import org.sla4j.agreement.document.AgreementDefinition.ReportingDefinition;
import org.sla4j.agreement.document.AgreementDefinition.SeverityDefinition;
import org.sla4j.agreement.document.AgreementDefinition.TargetDefinition;
import org.sla4j.agreement.document.AgreementDefinition.TermsDefinition;
import org.sla4j.agreement.document.AgreementDefinition.TierDefinition;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.CalendarDefinition;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Quoted;

/** Writes an agreement down so that {@link DefinitionReader} reads it back. */
final class DefinitionWriter {
    private final ServiceLevelAgreement agreement;
    private final Set<Metric> metrics = new LinkedHashSet<>();

    DefinitionWriter(ServiceLevelAgreement agreement) {
        this.agreement = agreement;
    }

    AgreementDefinition write() {
        agreement.policies().forEach(policy -> metrics.addAll(policy.targets().keySet()));
        metrics.addAll(agreement.terms().responsible().keySet());
        Metric.standard().forEach(metrics::remove);
        if (agreement.isTrial()) {
            throw new IllegalArgumentException("Agreement " + Quoted.of(agreement.id()) + " version "
                    + Quoted.plain(agreement.version()) + " is a trial and no agreement to be written down.");
        }
        AgreementDefinition written = definition();
        // What a definition cannot say (two calendars of one name, say) must not be written down as something else.
        // Calendars are taken as they are, since the program has the feeds that they may name.
        if (!new DefinitionReader(agreement).read(written).equals(agreement)) {
            throw new IllegalArgumentException("Agreement " + Quoted.of(agreement.id())
                    + " cannot be written down, because two of its metrics, or two targets or parties responsible, have names"
                    + " that differ only in case or punctuation; give them other names.");
        }
        return written;
    }

    /** The calendars of targets and contacts, but for the one that needs no definition. */
    static Set<BusinessCalendar> calendars(ServiceLevelAgreement agreement) {
        Set<BusinessCalendar> calendars = new LinkedHashSet<>();
        for (SeverityPolicy policy : agreement.policies()) {
            policy.targets().values().forEach(target -> calendars.add(target.calendar()));
        }
        agreement.contacts().forEach(contact -> contact.hours().ifPresent(calendars::add));
        calendars.remove(BusinessCalendar.alwaysOpen());
        return calendars;
    }

    private AgreementDefinition definition() {
        return AgreementDefinition.builder(agreement.id())
                .version(agreement.version())
                .kind(word(agreement.kind()))
                .service(agreement.service())
                .provider(agreement.provider().name())
                .customer(agreement.customer().name())
                .zone(
                        agreement.zone().equals(ZoneOffset.UTC)
                                ? ""
                                : agreement.zone().getId())
                .inForce(
                        agreement.inForce().equals(DateRange.SUPPORTED)
                                ? ""
                                : agreement.inForce().toString())
                .publishedAt(agreement.publishedAt().map(Object::toString).orElse(""))
                .terms(terms(agreement.terms()))
                .requiredApprovals(List.copyOf(agreement.requiredApprovals()))
                .approvals(agreement.approvals().stream()
                        .map(DefinitionWriter::approval)
                        .toList())
                .contacts(agreement.contacts().stream()
                        .map(contact -> new ContactDefinition(
                                contact.name(),
                                contact.role(),
                                contact.reach(),
                                contact.hours().map(BusinessCalendar::name).orElse("")))
                        .toList())
                .escalation(steps(agreement.escalation()))
                .credits(agreement.credits().map(DefinitionWriter::credits).orElse(CreditsDefinition.NONE))
                .calendars(calendars(agreement).stream()
                        .map(CalendarDefinition::of)
                        .toList())
                .severities(
                        agreement.severities().equals(Severity.ITIL)
                                ? List.of()
                                : agreement.severities().stream()
                                        .map(severity -> new SeverityDefinition(severity.rank(), severity.name()))
                                        .toList())
                .matrix(agreement.matrix().map(DefinitionWriter::matrix).orElse(MatrixDefinition.NONE))
                .events(ownEvents())
                .metrics(metrics.stream().map(DefinitionWriter::metric).toList())
                .policies(agreement.policies().stream()
                        .map(DefinitionWriter::policy)
                        .toList())
                .restsOn(agreement.restsOn().stream()
                        .map(AgreementDefinition::of)
                        .toList())
                .supportOrder(
                        agreement.supportOrder() == SupportOrder.SIDE_BY_SIDE ? "" : word(agreement.supportOrder()))
                .selectsAtOpeningOnly(agreement.selectsAtOpeningOnly())
                .build();
    }

    private static ApprovalDefinition approval(Approval approval) {
        return new ApprovalDefinition(
                approval.role(),
                approval.name(),
                approval.on().toString(),
                approval.from().map(Object::toString).orElse(""),
                approval.digest().orElse(""));
    }

    private static TermsDefinition terms(Terms terms) {
        Map<String, String> responsible = new LinkedHashMap<>();
        terms.responsible().forEach((metric, party) -> responsible.put(Names.key(metric.name()), party.name()));
        return new TermsDefinition(
                terms.success(),
                names(terms.beneficiaries()),
                terms.reviewOn().map(Object::toString).orElse(""),
                responsible,
                terms.reporting().stream()
                        .map(duty -> new ReportingDefinition(
                                duty.subject(),
                                duty.measuredBy().name(),
                                duty.reportedBy().name(),
                                duty.reportedTo().name(),
                                duty.every().toString()))
                        .toList());
    }

    private List<String> ownEvents() {
        Set<EventType> events = new TreeSet<>();
        for (Metric metric : metrics) {
            events.addAll(metric.events());
        }
        EventType.standard().forEach(events::remove);
        return words(events);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> names(Collection<Party> parties) {
        return parties.stream().map(Party::name).toList();
    }

    private static List<String> words(Collection<?> parts) {
        return parts.stream().map(Object::toString).toList();
    }

    private static List<EscalationDefinition> steps(List<EscalationStep> steps) {
        return steps.stream()
                .map(step -> new EscalationDefinition(
                        step.when().name(),
                        step.contact().name(),
                        step.message(),
                        step.by().map(Contact::name).orElse("")))
                .toList();
    }

    private static CreditsDefinition credits(ServiceCredits credits) {
        return new CreditsDefinition(
                credits.currency().getCurrencyCode(),
                credits.cap(),
                credits.rounding() == RoundingMode.HALF_UP ? "" : word(credits.rounding()),
                credits.basis() == ServiceCredits.Basis.COMPLIANCE ? "" : word(credits.basis()),
                credits.dueBy() == ServiceCredits.DueBy.ALL ? "" : word(credits.dueBy()),
                credits.tiers().stream()
                        .map(tier -> new TierDefinition(tier.below(), tier.share()))
                        .toList());
    }

    private static MatrixDefinition matrix(SeverityMatrix matrix) {
        return new MatrixDefinition(
                matrix.impacts(),
                matrix.urgencies(),
                matrix.rows().stream().map(DefinitionWriter::words).toList());
    }

    private static MetricDefinition metric(Metric metric) {
        List<String> cancels = new ArrayList<>(words(metric.cancelsOn()));
        cancels.remove(EventType.CANCELLED.name());
        return new MetricDefinition(
                metric.name(),
                words(metric.startsOn()),
                words(metric.pausesOn()),
                words(metric.resumesOn()),
                words(metric.restartsOn()),
                words(metric.stopsOn()),
                cancels,
                pauses(metric.pauseRule()),
                metric.isRepeating(),
                metric.isCountedFromDue(),
                metric.whileHeldBy().map(DefinitionWriter::holder).orElse(HolderDefinition.NONE));
    }

    private static HolderDefinition holder(WhileHeldBy holder) {
        return new HolderDefinition(
                holder.team().orElse(""),
                holder.party().map(Party::name).orElse(""),
                holder.scope() == WhileHeldBy.Scope.ANY_TEAM,
                holder.isCumulative(),
                holder.isJudgedAtHandOver());
    }

    private static PolicyDefinition policy(SeverityPolicy policy) {
        Map<String, TargetDefinition> targets = new LinkedHashMap<>();
        policy.targets().forEach((metric, target) -> targets.put(Names.key(metric.name()), target(target)));
        return new PolicyDefinition(
                policy.name(),
                words(policy.severities()),
                values(policy),
                policy.conditions().stream()
                        .filter(condition -> !isValue(condition))
                        .map(DefinitionWriter::condition)
                        .toList(),
                targets,
                policy.retargeting() == Retargeting.RETROACTIVE ? "" : word(policy.retargeting()),
                policy.reopening() == Reopening.CONTINUE ? "" : word(policy.reopening()),
                policy.retargetsFinished(),
                policy.replyEndsWait(),
                steps(policy.escalation()));
    }

    private static boolean isValue(Condition condition) {
        return condition.test() == Condition.Test.ANY_OF && condition.values().size() == 1;
    }

    private static Map<String, String> values(SeverityPolicy policy) {
        Map<String, String> values = new LinkedHashMap<>();
        policy.conditions().stream()
                .filter(DefinitionWriter::isValue)
                .forEach(condition ->
                        values.put(condition.attribute(), condition.values().get(0)));
        return values;
    }

    private static ConditionDefinition condition(Condition condition) {
        Condition.Test test = condition.test();
        List<String> values = condition.values();
        return new ConditionDefinition(
                condition.attribute(),
                test == Condition.Test.ANY_OF ? values : List.of(),
                test == Condition.Test.NOT ? values : List.of(),
                test == Condition.Test.AT_LEAST ? values.get(0) : "",
                test == Condition.Test.AT_MOST ? values.get(0) : "",
                test == Condition.Test.PRESENT);
    }

    static TargetDefinition target(Target target) {
        return new TargetDefinition(
                target.limit().toString(),
                target.calendar().name(),
                target.goal(),
                pauses(target.pauseRule()),
                words(target.warnings()));
    }

    /** A name stands for a party and a reason; where only one of them is meant, a prefix says so. */
    private static List<String> pauses(PauseRule rule) {
        if (rule.all()) {
            return List.of();
        }
        Set<String> parties = new TreeSet<>(names(rule.parties()));
        Set<String> names = new TreeSet<>(parties);
        names.addAll(rule.reasons());
        List<String> written = new ArrayList<>();
        for (String name : names) {
            boolean both = parties.contains(name) && rule.reasons().contains(name);
            if (both && isPlain(name)) {
                written.add(name);
                continue;
            }
            Optional.of(name).filter(parties::contains).ifPresent(party -> written.add(DefinitionReader.PARTY + party));
            Optional.of(name)
                    .filter(rule.reasons()::contains)
                    .ifPresent(reason -> written.add(DefinitionReader.REASON + reason));
        }
        return written.isEmpty() ? List.of("never") : written;
    }

    private static boolean isPlain(String name) {
        return !name.startsWith(DefinitionReader.PARTY)
                && !name.startsWith(DefinitionReader.REASON)
                && !name.equals("any")
                && !name.equals("never");
    }
}
