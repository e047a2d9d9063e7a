package org.sla4j.agreement.document;

import java.lang.reflect.RecordComponent;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.AgreementKind;
import org.sla4j.agreement.Approval;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityMatrix;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.SupportOrder;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Terms;
import org.sla4j.agreement.Trigger;
import org.sla4j.agreement.Warning;
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
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.CalendarDefinition;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Definitions;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.InvalidDefinitionException;
import org.sla4j.calendar.InvalidDefinitionException.Mistake;
import org.sla4j.calendar.Quoted;

/** Makes an agreement from its definition, and notes every mistake on the way. */
final class DefinitionReader {
    static final String ALWAYS = "24x7";
    static final String PARTY = "party:";
    static final String REASON = "reason:";
    private static final String CALENDAR = "calendar ";
    private static final String METRIC = "metric ";
    private static final String EVENT = "event ";
    private static final int MOST_MISTAKES = 10_000;
    private static final int MOST_QUESTIONS = 200;
    private static final int MOST_NAMES = 30;
    private static final Set<String> ANY = Set.of("any");
    private static final Set<String> NEVER = Set.of("never");

    private static final String CONTACT = "contact ";
    private static final String SEVERITY = "severity ";
    private static final List<String> ORDER = Arrays.stream(AgreementDefinition.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();

    private final List<Mistake> mistakes = new ArrayList<>();

    /** How often something could not be read, for a mistake of its own or for one that is listed elsewhere. */
    private int gaps;

    /** What is there under its name and cannot be read: whatever refers to it has made no mistake of its own. */
    private final Set<String> unreadable = new HashSet<>();

    /** The kinds of which some reference leads nowhere, so that what nothing uses may be what was meant. */
    private final Set<String> astray = new HashSet<>();

    private final Map<String, BusinessCalendar> calendars = new LinkedHashMap<>();
    private final Map<String, Contact> contacts = new LinkedHashMap<>();
    private final Set<Severity> scale = new TreeSet<>();
    private final Map<String, Severity> severities = new HashMap<>();
    private final Map<String, EventType> events = new LinkedHashMap<>();
    private final Map<String, Metric> metrics = new LinkedHashMap<>();

    /** What is defined and not used so far: it would be left out, mostly because a target forgot to name it. */
    private final Map<String, Mistake> unused = new LinkedHashMap<>();

    private final Map<String, ? extends HolidayCalendar> feeds;
    private final @Nullable ServiceLevelAgreement written;

    /** Whether what the document has at, above or below a path did not get as far as the definition. */
    private final Predicate<String> isUnread;

    DefinitionReader(Map<String, ? extends HolidayCalendar> feeds) {
        this(feeds, null, path -> false);
    }

    /** A reader of what an agreement was written as, which takes the calendars of that agreement for those of their names. */
    DefinitionReader(ServiceLevelAgreement written) {
        this(Map.of(), written, path -> false);
    }

    private DefinitionReader(
            Map<String, ? extends HolidayCalendar> feeds,
            @Nullable ServiceLevelAgreement written,
            Predicate<String> isUnread) {
        this.feeds = feeds;
        this.written = written;
        this.isUnread = isUnread;
        calendars.put(ALWAYS, BusinessCalendar.alwaysOpen());
    }

    /** Refuses a definition for all that is wrong with it before anybody hands over feeds. */
    static void check(AgreementDefinition definition, Predicate<String> isUnread) {
        Map<String, HolidayCalendar> anything = new HashMap<>();
        nameFeeds(definition, anything);
        try {
            new DefinitionReader(anything, null, isUnread).read(definition);
        } catch (Gap e) {
            // What is missing is a mistake elsewhere.
        }
    }

    private static void nameFeeds(AgreementDefinition definition, Map<String, HolidayCalendar> feeds) {
        definition.calendars().forEach(calendar -> nameFeeds(calendar, feeds));
        definition.restsOn().forEach(support -> nameFeeds(support, feeds));
    }

    private static void nameFeeds(CalendarDefinition calendar, Map<String, HolidayCalendar> feeds) {
        calendar.feeds().forEach(feed -> feeds.put(feed, HolidayCalendar.none()));
        calendar.parts().forEach(part -> nameFeeds(part, feeds));
    }

    /** Refuses a target for all that is wrong with it before anybody says which calendars there are. */
    static void check(TargetDefinition definition, Predicate<String> isUnread) {
        try {
            new DefinitionReader(Map.of(), null, path -> path.equals("calendars") || isUnread.test(path))
                    .read(definition);
        } catch (Gap e) {
            // The calendar is not known yet.
        }
    }

    /** Makes a target that is counted in one of some calendars. */
    Target read(TargetDefinition definition, BusinessCalendar... known) {
        for (BusinessCalendar calendar : known) {
            BusinessCalendar other = calendars.putIfAbsent(calendar.name(), calendar);
            if (other != null && !other.equals(calendar)) {
                mistake(
                        "calendar",
                        "Two different calendars are called " + Quoted.of(calendar.name())
                                + "; give each its own name.");
            }
        }
        Optional<Target> target = target("", definition);
        if (target.isPresent() && mistakes.isEmpty()) {
            return target.get();
        }
        if (mistakes.isEmpty()) {
            throw new Gap();
        }
        throw new InvalidDefinitionException("a target of " + definition.limit(), mistakes);
    }

    ServiceLevelAgreement read(AgreementDefinition definition) {
        String id = definition.id();
        ServiceLevelAgreement.Builder agreement = ServiceLevelAgreement.builder(id.isBlank() ? "unnamed" : id);
        if (id.isBlank()) {
            mistake("id", "An agreement needs an id.");
        }
        readHead(definition, agreement);
        readCalendars(definition.calendars());
        readPeople(definition, agreement);
        credits(definition.credits()).ifPresent(agreement::credits);
        readSeverities(definition.severities(), agreement);
        matrix(definition.matrix()).ifPresent(agreement::matrix);
        readEvents(definition.events());
        readMetrics(definition.metrics());
        agreement.terms(terms(definition));
        readPolicies(definition, agreement);
        readSupports(definition, agreement);
        unused.forEach((name, mistake) -> {
            if (astray.stream().noneMatch(name::startsWith)) {
                mistakes.add(mistake);
            }
        });
        if (!mistakes.isEmpty()) {
            mistakes.sort(Comparator.comparingInt(
                    mistake -> ORDER.indexOf(mistake.path().split("[.\\[]", 2)[0])));
            throw new InvalidDefinitionException("agreement " + Quoted.of(id), mistakes);
        }
        if (gaps > 0) {
            throw new Gap();
        }
        return agreement.build();
    }

    private void defined(String kind, String name, String path, String hint) {
        unused.put(
                kind + name,
                new Mistake(path, "Nothing uses the " + kind + Quoted.of(name) + "; " + hint + ", or leave it out."));
    }

    /** Notes that a name leads nowhere, because nobody defined it or because what defines it cannot be read. */
    private IllegalArgumentException nowhere(String kind, String list, String name, Supplier<String> message) {
        astray.add(kind);
        if (unreadable.contains(kind + name) || isUnread.test(list)) {
            return new Gap();
        }
        // Hardly anybody will see it.
        return new IllegalArgumentException(
                mistakes.size() > MOST_QUESTIONS ? Quoted.of(name) + " is not known here." : message.get());
    }

    private void readHead(AgreementDefinition definition, ServiceLevelAgreement.Builder agreement) {
        optional("version", definition.version(), agreement::version);
        optional("kind", definition.kind(), text -> agreement.kind(choice(AgreementKind.class, text)));
        agreement.service(definition.service());
        get("provider", () -> Party.of(definition.provider())).ifPresent(agreement::provider);
        get("customer", () -> Party.of(definition.customer())).ifPresent(agreement::customer);
        optional("zone", definition.zone(), text -> agreement.zone(zone(text)));
        optional("inForce", definition.inForce(), text -> agreement.inForce(dates(text)));
        optional("publishedAt", definition.publishedAt(), text -> agreement.publishedAt(instant(text)));
        each(
                "requiredApprovals",
                definition.requiredApprovals(),
                (path, role) -> use(path, () -> agreement.requiresApproval(role)));
        each(
                "approvals",
                definition.approvals(),
                (path, approval) -> approval(path, approval).ifPresent(agreement::approval));
    }

    private void readPeople(AgreementDefinition definition, ServiceLevelAgreement.Builder agreement) {
        each(
                "contacts",
                definition.contacts(),
                (path, contact) -> contact(path, contact).ifPresent(agreement::contact));
        each(
                "escalation",
                definition.escalation(),
                (path, step) -> step(path, step).ifPresent(read -> use(path, () -> agreement.escalation(read))));
    }

    private void readPolicies(AgreementDefinition definition, ServiceLevelAgreement.Builder agreement) {
        if (definition.policies().isEmpty()) {
            mistake("policies", "An agreement needs at least one policy.");
            astray.addAll(List.of(CALENDAR, METRIC));
        }
        each(
                "policies",
                definition.policies(),
                (path, policy) ->
                        policy(path, policy).ifPresent(read -> use(path + ".name", () -> agreement.policy(read))));
        if (definition.selectsAtOpeningOnly()) {
            agreement.selectsAtOpeningOnly();
        }
    }

    private void readSupports(AgreementDefinition definition, ServiceLevelAgreement.Builder agreement) {
        each(
                "restsOn",
                definition.restsOn(),
                (path, support) -> nested(path, () -> support(support, part -> isUnread.test(path + "." + part)))
                        .ifPresent(agreement::restsOn));
        optional(
                "supportOrder",
                definition.supportOrder(),
                text -> agreement.supportOrder(choice(SupportOrder.class, text)));
    }

    private ServiceLevelAgreement support(AgreementDefinition support, Predicate<String> below) {
        ServiceLevelAgreement same = written == null
                ? null
                : written.restsOn().stream()
                        .filter(known -> known.id().equals(support.id())
                                && known.version().equals(support.version()))
                        .findFirst()
                        .orElse(null);
        return new DefinitionReader(feeds, same, below).read(support);
    }

    private Optional<Approval> approval(String path, ApprovalDefinition approval) {
        Optional<LocalDate> on = get(path + ".date", () -> date(approval.date()));
        Optional<LocalDate> from =
                approval.from().isBlank() ? Optional.empty() : get(path + ".from", () -> date(approval.from()));
        Optional<String> digest = approval.digest().isBlank()
                ? Optional.empty()
                : Optional.of(approval.digest().strip());
        return get(
                path,
                () -> new Approval(
                        approval.role(),
                        approval.name(),
                        on.or(() -> from).orElse(LocalDate.EPOCH),
                        on.isEmpty() ? Optional.empty() : from,
                        digest));
    }

    private Terms terms(AgreementDefinition definition) {
        TermsDefinition terms = definition.terms();
        Terms.Builder read = Terms.builder().success(terms.success());
        each(
                "terms.beneficiaries",
                terms.beneficiaries(),
                (path, name) -> use(path, () -> read.beneficiary(Party.of(name))));
        optional("terms.reviewOn", terms.reviewOn(), text -> read.reviewOn(date(text)));
        terms.responsible()
                .forEach((name, party) -> use(
                        Definitions.path("terms.responsible", name),
                        () -> read.responsible(metric(name), Party.of(Objects.requireNonNullElse(party, "")))));
        // Whoever is left out is the provider or the customer; if that is missing too, it is one mistake, not two.
        Party from = Party.of(definition.provider().isBlank() ? "unnamed" : definition.provider());
        Party to = Party.of(definition.customer().isBlank() ? "unnamed" : definition.customer());
        each(
                "terms.reporting",
                terms.reporting(),
                (path, duty) -> reporting(path, duty, from, to).ifPresent(read::reporting));
        return read.build();
    }

    private void readCalendars(List<CalendarDefinition> definitions) {
        each("calendars", definitions, (path, calendar) -> {
            // Targets that name a calendar that cannot be read have made no mistake of their own.
            BusinessCalendar read = known(calendar.name())
                    .or(() -> nested(path, () -> calendar.toCalendar(feeds)))
                    .orElse(BusinessCalendar.alwaysOpen());
            if (calendars.putIfAbsent(calendar.name(), read) != null) {
                mistake(path + ".name", Quoted.of(calendar.name()) + " is there already; names must differ.");
            } else {
                defined(CALENDAR, calendar.name(), path + ".name", "name it in a target or a contact");
            }
        });
    }

    private Optional<BusinessCalendar> known(String calendar) {
        return written == null
                ? Optional.empty()
                : DefinitionWriter.calendars(written).stream()
                        .filter(made -> made.name().equals(calendar))
                        .findFirst();
    }

    private void readSeverities(List<SeverityDefinition> definitions, ServiceLevelAgreement.Builder agreement) {
        each(
                "severities",
                definitions,
                (path, severity) -> get(path, () -> severity(severity))
                        .ifPresentOrElse(
                                read -> {
                                    scale.add(read);
                                    agreement.severity(read);
                                },
                                () -> unreadable.addAll(List.of(
                                        SEVERITY + severity.rank(),
                                        SEVERITY + severity.name().toLowerCase(Locale.ROOT)))));
        if (scale.isEmpty()) {
            scale.addAll(Severity.ITIL);
        }
        nameSeverities();
    }

    private static Severity severity(SeverityDefinition severity) {
        return Severity.of(severity.rank(), severity.name());
    }

    private void readEvents(List<String> names) {
        EventType.standard().forEach(type -> events.put(Names.plain(type.name()), type));
        each(
                "events",
                names,
                (path, name) -> get(path, () -> EventType.of(name)).ifPresent(type -> {
                    if (events.putIfAbsent(Names.plain(type.name()), type) == null) {
                        defined(EVENT, type.name(), path, "name it in a metric");
                    } else {
                        mistake(path, "The event " + Quoted.of(type.name()) + " is there already; names must differ.");
                    }
                }));
    }

    private void readMetrics(List<MetricDefinition> definitions) {
        Metric.standard().forEach(metric -> metrics.put(Names.plain(metric.name()), metric));
        Set<String> own = new HashSet<>();
        if (definitions.isEmpty() && isUnread.test("metrics")) {
            astray.add(EVENT);
        }
        each("metrics", definitions, (path, metric) -> {
            Optional<Metric> made = metric(path, metric);
            if (made.isEmpty()) {
                unreadable.add(METRIC + Names.plain(metric.name()));
            }
            made.ifPresent(read -> {
                if (!own.add(Names.plain(read.name()))) {
                    mistake(path + ".name", Quoted.of(read.name()) + " is there already; names must differ.");
                }
                metrics.put(Names.plain(read.name()), read);
                defined(METRIC, Names.plain(read.name()), path + ".name", "give it a target");
            });
        });
    }

    private Optional<Metric> metric(String path, MetricDefinition metric) {
        int before = gaps;
        Optional<Metric.Builder> builder = get(path + ".name", () -> Metric.builder(metric.name()));
        EventType[] starts = events(path + ".startsOn", metric.startsOn());
        EventType[] pauses = events(path + ".pausesOn", metric.pausesOn());
        EventType[] resumes = events(path + ".resumesOn", metric.resumesOn());
        EventType[] resets = events(path + ".restartsOn", metric.restartsOn());
        EventType[] stops = events(path + ".stopsOn", metric.stopsOn());
        EventType[] cancels = events(path + ".cancelsOn", metric.cancelsOn());
        PauseRule pauseRule = pauses(path + ".pausedBy", metric.pausedBy());
        List<WhileHeldBy> holder = new ArrayList<>();
        get(path + ".whileHeldBy", () -> holder(metric.whileHeldBy())).ifPresent(read -> read.ifPresent(holder::add));
        if (gaps > before || builder.isEmpty()) {
            return Optional.empty();
        }
        Metric.Builder read = builder.get();
        holder.forEach(read::whileHeldBy);
        if (!metric.pausedBy().isEmpty()) {
            read.pauseRule(pauseRule);
        }
        if (metric.countedFromDue()) {
            read.countedFromDue();
        }
        if (metric.repeating()) {
            read.repeating();
        }
        return get(
                path,
                () -> read.startsOn(starts)
                        .pausesOn(pauses)
                        .resumesOn(resumes)
                        .restartsOn(resets)
                        .stopsOn(stops)
                        .cancelsOn(cancels)
                        .build());
    }

    private EventType[] events(String path, List<String> names) {
        Set<EventType> found = new TreeSet<>();
        if (isUnread.test(path)) {
            astray.add(EVENT);
        }
        each(path, names, (at, name) -> get(at, () -> event(name)).ifPresent(found::add));
        return found.toArray(EventType[]::new);
    }

    private EventType event(String name) {
        EventType found = events.get(Names.plain(name));
        if (found == null) {
            throw nowhere(EVENT, "events", name, () -> {
                List<String> known =
                        events.values().stream().map(EventType::name).sorted().toList();
                return Quoted.of(name) + " is not an event; declare it in events, or use one of " + some(known) + "."
                        + Definitions.didYouMean(name, known)
                                .map(question -> " Or " + question)
                                .orElse("");
            });
        }
        unused.remove(EVENT + found.name());
        return found;
    }

    private Optional<Reporting> reporting(String path, ReportingDefinition duty, Party provider, Party customer) {
        Optional<Period> every = get(path + ".every", () -> period(duty.every()));
        return get(
                path,
                () -> new Reporting(
                        duty.subject(),
                        duty.measuredBy().isBlank() ? provider : Party.of(duty.measuredBy()),
                        duty.reportedBy().isBlank() ? provider : Party.of(duty.reportedBy()),
                        duty.reportedTo().isBlank() ? customer : Party.of(duty.reportedTo()),
                        every.orElse(Period.ofDays(1))));
    }

    private static Period period(String text) {
        try {
            return Period.parse(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a period; use P1D, P1W, P1M, P3M or P1Y.", e);
        }
    }

    private Optional<Contact> contact(String path, ContactDefinition contact) {
        Optional<Contact> named = get(
                path + ".name", () -> Contact.of(contact.name(), contact.role()).withReach(contact.reach()));
        if (named.isEmpty()) {
            unreadable.add(CONTACT + contact.name().strip());
        }
        Optional<BusinessCalendar> hours =
                contact.hours().isBlank() ? Optional.empty() : get(path + ".hours", () -> calendar(contact.hours()));
        if (isUnread.test(path + ".hours")) {
            astray.add(CALENDAR);
        }
        Optional<Contact> read = hours.isPresent() ? named.map(known -> known.withHours(hours.get())) : named;
        read.filter(known -> contacts.putIfAbsent(known.name(), known) != null)
                .ifPresent(known ->
                        mistake(path + ".name", Quoted.of(known.name()) + " is there already; names must differ."));
        return read;
    }

    private Optional<EscalationStep> step(String path, EscalationDefinition step) {
        Optional<Trigger> when = get(path + ".when", () -> Trigger.parse(step.when()));
        Optional<Contact> contact = get(path + ".contact", () -> contact(step.contact()));
        Optional<Contact> by = step.by().isEmpty() ? Optional.empty() : get(path + ".by", () -> contact(step.by()));
        return when.isPresent() && contact.isPresent()
                ? Optional.of(new EscalationStep(when.get(), contact.get(), step.message(), by))
                : Optional.empty();
    }

    private Contact contact(String name) {
        Contact known = contacts.get(name.strip());
        if (known == null) {
            throw nowhere(
                    CONTACT,
                    "contacts",
                    name.strip(),
                    () -> Quoted.of(name) + " is not a contact of this agreement; " + known(name, contacts.keySet()));
        }
        return known;
    }

    private Optional<ServiceCredits> credits(CreditsDefinition credits) {
        if (credits.equals(CreditsDefinition.NONE)) {
            return Optional.empty();
        }
        Optional<Currency> currency = get("credits.currency", () -> currency(credits.currency()));
        RoundingMode rounding = chosen("credits.rounding", credits.rounding(), RoundingMode.HALF_UP);
        ServiceCredits.Basis basis = chosen("credits.basis", credits.basis(), ServiceCredits.Basis.COMPLIANCE);
        ServiceCredits.DueBy dueBy = chosen("credits.dueBy", credits.dueBy(), ServiceCredits.DueBy.ALL);
        if (credits.tiers().isEmpty()) {
            mistake("credits.tiers", "Credits need tiers, which say below which compliance how much is given back.");
        }
        List<ServiceCredits.Tier> tiers = new ArrayList<>();
        each(
                "credits.tiers",
                credits.tiers(),
                (path, tier) -> get(path, () -> tier(tier)).ifPresent(tiers::add));
        return get(
                "credits",
                () -> new ServiceCredits(
                        tiers, credits.cap(), currency.orElse(Currency.getInstance("EUR")), rounding, basis, dueBy));
    }

    private static ServiceCredits.Tier tier(AgreementDefinition.TierDefinition tier) {
        if (tier.below() == AgreementDefinition.TierDefinition.MISSING
                || tier.credit() == AgreementDefinition.TierDefinition.MISSING) {
            throw new IllegalArgumentException("A tier needs \"below\" and \"credit\", such as 0.95 and 0.05:"
                    + " below 95 %, 5 % of the fee are given back.");
        }
        return new ServiceCredits.Tier(tier.below(), tier.credit());
    }

    /** The constant that a text names, or the one that is meant by an empty text. */
    private <E extends Enum<E>> E chosen(String path, String text, E otherwise) {
        return text.isBlank()
                ? otherwise
                : get(path, () -> choice(otherwise.getDeclaringClass(), text)).orElse(otherwise);
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Quoted.of(code) + " is not a currency; use a code of ISO 4217 such as EUR.", e);
        }
    }

    private Optional<SeverityMatrix> matrix(MatrixDefinition matrix) {
        if (matrix.equals(MatrixDefinition.NONE)) {
            return Optional.empty();
        }
        int before = gaps;
        List<List<Severity>> rows = new ArrayList<>();
        each("matrix.severities", matrix.severities(), (path, names) -> {
            List<Severity> row = new ArrayList<>();
            each(path, names, (at, name) -> get(at, () -> severity(name)).ifPresent(row::add));
            rows.add(row);
        });
        return gaps > before
                ? Optional.empty()
                : get("matrix", () -> SeverityMatrix.of(matrix.impacts(), matrix.urgencies(), rows));
    }

    private Optional<SeverityPolicy> policy(String path, PolicyDefinition policy) {
        int before = gaps;
        if (policy.name().isBlank()) {
            mistake(path + ".name", "A policy needs a name.");
        }
        SeverityPolicy.Builder read = SeverityPolicy.builder(policy.name().isBlank() ? "unnamed" : policy.name());
        each(path + ".severities", policy.severities(), (at, name) -> use(at, () -> read.severity(severity(name))));
        policy.when()
                .forEach((attribute, value) -> use(
                        Definitions.path(path + ".when", attribute),
                        () -> read.attribute(attribute, Objects.requireNonNullElse(value, ""))));
        each(path + ".conditions", policy.conditions(), (at, condition) -> conditions(at, condition, read));
        optional(
                path + ".retargeting", policy.retargeting(), text -> read.retargeting(choice(Retargeting.class, text)));
        optional(path + ".reopening", policy.reopening(), text -> read.reopening(choice(Reopening.class, text)));
        if (policy.retargetsFinished()) {
            read.retargetsFinished();
        }
        if (policy.replyEndsWait()) {
            read.replyEndsWait();
        }
        each(
                path + ".escalation",
                policy.escalation(),
                (at, step) -> step(at, step).ifPresent(known -> use(at, () -> read.escalation(known))));
        if (policy.targets().isEmpty()) {
            mistake(path + ".targets", "A policy needs a target for at least one metric.");
            if (isUnread.test(path + ".targets")) {
                astray.addAll(List.of(CALENDAR, METRIC));
            }
        }
        policy.targets().forEach((name, target) -> {
            String at = Definitions.path(path + ".targets", name);
            Optional<Metric> metric = get(at, () -> metric(name));
            Optional<Target> promised = target(at, target);
            if (metric.isPresent() && promised.isPresent()) {
                use(at, () -> read.target(metric.get(), promised.get()));
            }
        });
        return gaps == before ? Optional.of(read.build()) : Optional.empty();
    }

    private void conditions(String path, ConditionDefinition condition, SeverityPolicy.Builder policy) {
        String attribute = condition.attribute();
        List<Supplier<Condition>> parts = new ArrayList<>();
        if (!condition.anyOf().isEmpty()) {
            parts.add(() -> Condition.anyOf(attribute, condition.anyOf().toArray(String[]::new)));
        }
        if (!condition.not().isEmpty()) {
            parts.add(() -> Condition.not(attribute, condition.not().toArray(String[]::new)));
        }
        if (!condition.atLeast().isEmpty()) {
            parts.add(() -> Condition.atLeast(attribute, condition.atLeast()));
        }
        if (!condition.atMost().isEmpty()) {
            parts.add(() -> Condition.atMost(attribute, condition.atMost()));
        }
        if (condition.present()) {
            parts.add(() -> Condition.present(attribute));
        }
        if (parts.isEmpty()) {
            mistake(path, "A condition says what an attribute must be: anyOf, not, atLeast, atMost, or present: true.");
        }
        parts.forEach(part -> use(path, () -> policy.condition(part.get())));
    }

    private Optional<WhileHeldBy> holder(HolderDefinition holder) {
        if (holder.equals(HolderDefinition.NONE)) {
            return Optional.empty();
        }
        List<WhileHeldBy> given = new ArrayList<>();
        if (!holder.team().isEmpty()) {
            given.add(WhileHeldBy.team(holder.team()));
        }
        if (!holder.party().isEmpty()) {
            given.add(WhileHeldBy.party(Party.of(holder.party())));
        }
        if (holder.anyTeam()) {
            given.add(WhileHeldBy.anyTeam());
        }
        if (given.size() != 1) {
            throw new IllegalArgumentException(
                    "A metric counts while one holder has the case: give one of team, party and"
                            + " anyTeam: true, but " + (given.isEmpty() ? "none was" : given.size() + " were")
                            + " given.");
        }
        WhileHeldBy rule = given.get(0);
        if (!holder.judgedAtHandOver()) {
            rule = rule.withoutVerdictAtHandOver();
        }
        return Optional.of(holder.cumulative() ? rule.cumulative() : rule);
    }

    private Optional<Target> target(String path, @Nullable TargetDefinition target) {
        if (target == null) {
            mistake(path, "A target needs a limit.");
            return Optional.empty();
        }
        Optional<BusinessDuration> limit =
                get(Definitions.path(path, "limit"), () -> BusinessDuration.parse(target.limit()));
        Optional<BusinessCalendar> calendar =
                get(Definitions.path(path, "calendar"), () -> calendar(target.calendar()));
        if (isUnread.test(Definitions.path(path, "calendar"))) {
            astray.add(CALENDAR);
        }
        Optional<Target> checked = get(
                Definitions.path(path, "goal"),
                () -> Target.of(
                        limit.orElse(BusinessDuration.days(1)),
                        calendar.orElse(BusinessCalendar.alwaysOpen()),
                        goal(target.goal())));
        PauseRule pauses = pauses(Definitions.path(path, "pausedBy"), target.pausedBy());
        String at = Definitions.path(path, "warnings");
        List<Warning> warnings = new ArrayList<>();
        each(
                at,
                target.warnings(),
                (part, text) -> get(part, () -> Warning.parse(text)).ifPresent(warnings::add));
        return limit.isEmpty()
                ? Optional.empty()
                : checked.flatMap(promise -> get(
                                at, () -> promise.withPauseRule(pauses).withWarnings(warnings.toArray(Warning[]::new))))
                        .filter(promise -> calendar.isPresent());
    }

    private static double goal(double goal) {
        if (Double.isNaN(goal)) {
            throw new IllegalArgumentException(
                    "A target needs a goal, the share of cases that must meet the limit: 0.95 for"
                            + " 95 of 100, 1 for every case.");
        }
        return goal;
    }

    private PauseRule pauses(String path, List<String> names) {
        Set<String> words = names.stream().map(DefinitionReader::word).collect(Collectors.toSet());
        if (names.isEmpty() || ANY.equals(words)) {
            return PauseRule.any();
        }
        if (NEVER.equals(words)) {
            return PauseRule.never();
        }
        Set<Party> parties = new HashSet<>();
        Set<String> reasons = new HashSet<>();
        each(path, names, (at, name) -> {
            if (name.isBlank()) {
                mistake(
                        at,
                        Quoted.of(name) + " names nobody; give any or never alone, or names of parties and reasons.");
            } else if (ANY.contains(word(name)) || NEVER.contains(word(name))) {
                mistake(
                        at,
                        Quoted.of(name)
                                + " does not go with others; give any or never alone, or names of parties and reasons.");
            } else if (name.startsWith(PARTY)) {
                use(at, () -> parties.add(Party.of(name.substring(PARTY.length()))));
            } else if (name.startsWith(REASON)) {
                String reason = name.substring(REASON.length());
                if (reason.isBlank()) {
                    mistake(at, Quoted.of(name) + " names no reason; write one after the colon.");
                }
                reasons.add(reason);
            } else {
                parties.add(Party.of(name));
                reasons.add(name);
            }
        });
        return new PauseRule(false, parties, reasons);
    }

    private static String known(String name, Collection<String> known) {
        return Definitions.didYouMean(name, known).orElseGet(() -> "there are [" + some(known) + "].");
    }

    private static String word(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private BusinessCalendar calendar(String name) {
        BusinessCalendar found = calendars.get(name.isEmpty() ? ALWAYS : name);
        if (found == null) {
            throw nowhere(
                    CALENDAR,
                    "calendars",
                    name,
                    () -> Quoted.of(name) + " is not one of the calendars; " + known(name, calendars.keySet()));
        }
        unused.remove(CALENDAR + name);
        return found;
    }

    private Metric metric(String name) {
        Metric found = metrics.get(Names.plain(name));
        if (found == null) {
            throw nowhere(
                    METRIC,
                    "metrics",
                    Names.plain(name),
                    () -> Quoted.of(name) + " is not a metric of this agreement; "
                            + known(
                                    name,
                                    metrics.values().stream().map(Metric::name).toList()));
        }
        unused.remove(METRIC + Names.plain(name));
        return found;
    }

    private Severity severity(String text) {
        String wanted = text.strip();
        Severity found = severities.get(wanted);
        if (found == null) {
            found = severities.get(wanted.toLowerCase(Locale.ROOT));
        }
        if (found == null) {
            throw nowhere(
                    SEVERITY,
                    "severities",
                    wanted.toLowerCase(Locale.ROOT),
                    () -> Quoted.of(text) + " is not a severity of this agreement; "
                            + Definitions.didYouMean(
                                            text,
                                            scale.stream().map(Severity::name).toList())
                                    .orElseGet(() -> "there are [" + some(scale) + "]."));
        }
        return found;
    }

    /** What severities may be called: the full name is the only one that cannot be another severity's rank or name. */
    private void nameSeverities() {
        scale.forEach(severity -> severities.putIfAbsent(severity.toString(), severity));
        scale.forEach(severity -> severities.putIfAbsent(Integer.toString(severity.rank()), severity));
        scale.forEach(severity -> {
            severities.putIfAbsent(severity.name().toLowerCase(Locale.ROOT), severity);
            severities.putIfAbsent(severity.toString().toLowerCase(Locale.ROOT), severity);
        });
    }

    /** As many names as anybody reads. */
    private static String some(Collection<?> names) {
        String shown = names.stream().limit(MOST_NAMES).map(String::valueOf).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? shown + " and " + (names.size() - MOST_NAMES) + " more" : shown;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a date; write 2026-01-31.", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not a time zone; use one of the tz database such as Europe/Berlin.", e);
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not an instant; use one in UTC such as 2026-01-05T10:00:00Z.", e);
        }
    }

    private static DateRange dates(String text) {
        String[] ends = text.strip().split("/", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not a range of dates; write 2026-01-01/2026-12-31.");
        }
        return DateRange.of(end(text, ends[0]), end(text, ends[1]));
    }

    private static LocalDate end(String range, String date) {
        try {
            return LocalDate.parse(date.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Quoted.of(range) + " is not a range of dates, because " + Quoted.of(date)
                            + " is not a date; write 2026-01-01/2026-12-31.",
                    e);
        }
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Names.plain(constant.name()).equals(Names.plain(text)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Quoted.of(text) + " is not one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(constant ->
                                        constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private void mistake(String path, String message) {
        gaps++;
        if (mistakes.size() < MOST_MISTAKES) {
            mistakes.add(new Mistake(path, message));
        }
    }

    private <T> Optional<T> get(String path, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (Gap e) {
            gaps++;
        } catch (DateTimeException | IllegalArgumentException e) {
            mistake(path, Objects.requireNonNullElse(e.getMessage(), "cannot be read"));
        }
        return Optional.empty();
    }

    /** Something cannot be read because of a mistake that is listed elsewhere. */
    private static final class Gap extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
    }

    /** Reads a part that is used at once. */
    private void use(String path, Supplier<?> part) {
        get(path, () -> Objects.requireNonNull(part.get()));
    }

    /** Reads a part that has a default. */
    private void optional(String path, String text, Consumer<String> part) {
        if (!text.isBlank()) {
            use(path, () -> {
                part.accept(text);
                return text;
            });
        }
    }

    /** Reads a part that is a definition itself, and puts its own path before those of its mistakes. */
    private <T> Optional<T> nested(String path, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (Gap e) {
            gaps++;
        } catch (InvalidDefinitionException e) {
            e.mistakes()
                    .forEach(mistake ->
                            mistake(mistake.path().isEmpty() ? path : path + "." + mistake.path(), mistake.message()));
        }
        return Optional.empty();
    }

    private interface Part<T> {
        void read(String path, T part);
    }

    private static <T> void each(String path, List<T> parts, Part<T> reader) {
        for (int i = 0; i < parts.size(); i++) {
            reader.read(path + "[" + i + "]", parts.get(i));
        }
    }
}
