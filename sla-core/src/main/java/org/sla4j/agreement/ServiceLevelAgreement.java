package org.sla4j.agreement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Quoted;

/**
 * A promise by a provider to a customer about the cases of a service.
 *
 * <pre>{@code
 * ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("helpdesk-2026")
 *         .service("IT help desk")
 *         .provider(Party.of("IT operations"))
 *         .customer(Party.of("Sales"))
 *         .policy(critical)
 *         .policy(everythingElse)
 *         .build();
 * agreement.policyFor(Severity.CRITICAL, Map.of()); // the first policy that matches
 * }</pre>
 *
 * <p>An agreement that {@linkplain Builder#requiresApproval requires approvals} is a draft until it has them all: it can be read,
 * but it promises nothing, and {@link #policyFor} refuses. {@link #withApproval} signs what it promises; who changes that makes a
 * draft again. {@link #trial} tries a draft out.
 *
 * <p>Immutable and thread-safe.
 */
public final class ServiceLevelAgreement {
    /** Between these it is a date that is supported in every zone. */
    private static final Instant FIRST = Instant.parse("1911-01-03T00:00:00Z");

    private static final Instant LAST = Instant.parse("2200-12-29T00:00:00Z");

    private final String id;
    private final String version;
    private final AgreementKind kind;
    private final String service;
    private final Party provider;
    private final Party customer;
    private final DateRange inForce;
    private final List<SeverityPolicy> policies;
    private final SortedSet<Severity> severities;
    private final Optional<SeverityMatrix> matrix;
    private final List<Contact> contacts;
    private final List<EscalationStep> escalation;
    private final Set<String> requiredApprovals;
    private final List<Approval> approvals;
    private final List<String> missingApprovals;
    private final Optional<ServiceCredits> credits;
    private final List<ServiceLevelAgreement> restsOn;
    private final SupportOrder supportOrder;
    private final boolean selectsAtOpeningOnly;
    private final SortedSet<String> selectingAttributes;
    private final ZoneId zone;
    private final Terms terms;
    private final Optional<Instant> publishedAt;
    private final boolean isTrial;
    private final Optional<LocalDate> promisedFrom;
    private final String digest;
    private final boolean isAlwaysInForce;

    private ServiceLevelAgreement(Builder builder, Party provider, Party customer) {
        id = builder.id;
        version = builder.version;
        kind = builder.kind;
        service = builder.service;
        this.provider = provider;
        this.customer = customer;
        inForce = builder.inForce;
        policies = List.copyOf(builder.policies);
        severities = Collections.unmodifiableSortedSet(new TreeSet<>(scale(builder)));
        matrix = builder.matrix;
        escalation = List.copyOf(builder.escalation);
        Stream<EscalationStep> steps =
                Stream.concat(escalation.stream(), policies.stream().flatMap(policy -> policy.escalation().stream()));
        contacts = Stream.concat(builder.contacts.stream(), steps.flatMap(EscalationStep::contacts))
                .distinct()
                .toList();
        requireNamesOfTheirOwn();
        requiredApprovals = Collections.unmodifiableSet(new LinkedHashSet<>(builder.requiredApprovals));
        approvals = List.copyOf(builder.approvals);
        credits = builder.credits;
        restsOn = List.copyOf(builder.restsOn);
        supportOrder = builder.supportOrder;
        selectsAtOpeningOnly = builder.selectsAtOpeningOnly;
        SortedSet<String> selecting = new TreeSet<>();
        policies.forEach(policy -> policy.conditions().forEach(condition -> selecting.add(condition.attribute())));
        selectingAttributes = Collections.unmodifiableSortedSet(selecting);
        zone = builder.zone;
        terms = builder.terms;
        publishedAt = builder.publishedAt;
        digest = ApprovedText.digest(this);
        isTrial = builder.trial.isPresent();
        missingApprovals = isTrial ? List.of() : Approval.missing(requiredApprovals, approvals, digest);
        isAlwaysInForce = inForce.equals(DateRange.SUPPORTED)
                && missingApprovals.isEmpty()
                && requiredApprovals.isEmpty()
                && builder.trial.isEmpty();
        promisedFrom = builder.trial.isPresent()
                ? builder.trial.get().from()
                : Approval.promisedFrom(requiredApprovals, approvals, digest);
    }

    private static Set<Severity> scale(Builder builder) {
        Set<Severity> named = new TreeSet<>();
        builder.policies.forEach(policy -> named.addAll(policy.severities()));
        builder.matrix.ifPresent(matrix -> matrix.rows().forEach(named::addAll));
        if (!builder.severities.isEmpty()) {
            named.removeAll(builder.severities);
            if (!named.isEmpty()) {
                throw new IllegalArgumentException("Agreement " + Quoted.of(builder.id) + " has the severities "
                        + builder.severities + ", but names " + named + ".");
            }
            return builder.severities;
        }
        return Severity.ITIL.containsAll(named) ? Severity.ITIL : named;
    }

    /**
     * Starts to describe an agreement.
     *
     * @param id what it is filed under, not blank
     * @return a builder that needs a provider, a customer and a policy
     * @throws IllegalArgumentException if the id is blank
     */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /**
     * Returns the id.
     *
     * @return what the agreement is filed under
     */
    public String id() {
        return id;
    }

    /**
     * Returns the version.
     *
     * @return which edition of the agreement this is, {@code 1} unless set
     */
    public String version() {
        return version;
    }

    /**
     * Returns the kind.
     *
     * @return with whom it is made, {@link AgreementKind#SLA} unless set
     */
    public AgreementKind kind() {
        return kind;
    }

    /**
     * Returns the service in words.
     *
     * @return what the agreement is about; empty unless set
     */
    public String service() {
        return service;
    }

    /**
     * Returns who promises.
     *
     * @return the provider
     */
    public Party provider() {
        return provider;
    }

    /**
     * Returns to whom it is promised.
     *
     * @return the customer
     */
    public Party customer() {
        return customer;
    }

    /**
     * Returns when the agreement is in force.
     *
     * @return its first and last date in its {@linkplain #zone() zone}, {@link DateRange#SUPPORTED} unless set
     */
    public DateRange inForce() {
        return inForce;
    }

    /**
     * Returns the policies.
     *
     * @return the policies in the order in which they are tried, unmodifiable
     */
    public List<SeverityPolicy> policies() {
        return policies;
    }

    /**
     * Returns the severities that a case can have.
     *
     * @return the severities set; if none were, ITIL's four, or those named by policies and matrix if these name another;
     *     from the most severe on, unmodifiable
     */
    public SortedSet<Severity> severities() {
        return severities;
    }

    /**
     * Returns how severity follows from impact and urgency.
     *
     * @return the matrix, or empty if there is none
     */
    public Optional<SeverityMatrix> matrix() {
        return matrix;
    }

    /**
     * Returns who is responsible for an objective.
     *
     * @param metric what is promised
     * @return the party named for it, or the provider
     */
    public Party responsibleFor(Metric metric) {
        return terms.responsible().getOrDefault(metric, provider);
    }

    /**
     * Returns whom to call.
     *
     * @return the contacts in the order given, then those of escalation steps, unmodifiable
     */
    public List<Contact> contacts() {
        return contacts;
    }

    /**
     * Returns whom to tell when.
     *
     * @return the steps for policies that have none of their own, in the order given, unmodifiable
     */
    public List<EscalationStep> escalation() {
        return escalation;
    }

    /**
     * Returns whom to tell when about the cases of a policy.
     *
     * @param policy a policy of this agreement
     * @return the steps of the policy, or those of the agreement if it has none
     */
    public List<EscalationStep> escalationFor(SeverityPolicy policy) {
        return policy.escalation().isEmpty() ? escalation : policy.escalation();
    }

    /**
     * Returns who has to approve the agreement.
     *
     * @return the roles in the order given, unmodifiable; empty if nobody has to
     */
    public Set<String> requiredApprovals() {
        return requiredApprovals;
    }

    /**
     * Returns who approved the agreement, or another state of it.
     *
     * @return the approvals in the order given, unmodifiable; those of which the digest is not that of the agreement do not count
     */
    public List<Approval> approvals() {
        return approvals;
    }

    /**
     * Returns which approvals are still to be given.
     *
     * @return the roles that are required and have not approved what is promised now, unmodifiable; empty once the agreement
     *     can be in force
     */
    public List<String> missingApprovals() {
        return missingApprovals;
    }

    /**
     * Signs what the agreement promises now.
     *
     * <p>The approval counts until the promise is changed; then the agreement is a draft again.
     *
     * @param approval who approves it, in which role, and when
     * @return the same agreement with one more approval, which has the {@link #digest()} of this one
     */
    public ServiceLevelAgreement withApproval(Approval approval) {
        return toBuilder().approval(approval.withDigest(digest)).build();
    }

    /**
     * Returns a digest of what is promised.
     *
     * <p>It covers id, kind, parties, zone, period in force, severities, policies with their metrics, targets and the rules of
     * their calendars, and credits. It does not cover version, contacts, escalation, {@link Terms}, nor the dates that holidays
     * from code or feeds come to: of these it covers the name of the calendar.
     *
     * @return the version of its text and the SHA-256 of it, such as {@code 1:9f86d0...}
     */
    public String digest() {
        return digest;
    }

    /**
     * Returns the agreement for analysis: as it is, but in no need of approvals.
     *
     * <p>A backtest of a draft is made with a trial, and so is all that changes a promise afterwards, such as what was known on
     * a date. A trial of an agreement that has its approvals promises nothing to openings before them either. No monitor takes
     * a trial.
     *
     * @return the trial; its version says that it is one
     */
    public ServiceLevelAgreement trial() {
        return isTrial ? this : trialBuilder().version(version + " (trial)").build();
    }

    private Builder trialBuilder() {
        Builder same = toBuilder();
        same.trial = Optional.of(new Trial(promisedFrom));
        return same;
    }

    /** Documents and what is reported tell contacts apart by their names. */
    private void requireNamesOfTheirOwn() {
        Map<String, Contact> named = new HashMap<>();
        for (Contact contact : contacts) {
            Contact other = named.putIfAbsent(contact.name(), contact);
            if (other != null) {
                throw new IllegalArgumentException("Agreement " + Quoted.of(id) + " has two contacts called "
                        + Quoted.of(contact.name())
                        + ", which differ in role, reach or hours; name the one everywhere, or"
                        + " give them names of their own.");
            }
        }
    }

    /** From which date on a trial promises something, since its own approvals do not count. */
    private record Trial(Optional<LocalDate> from) {}

    /**
     * Whether this is a {@linkplain #trial trial}.
     *
     * @return true if it is for analysis only
     */
    public boolean isTrial() {
        return isTrial;
    }

    /**
     * Returns the zone in which its dates are meant: the period in force, approvals, reviews and reports.
     *
     * @return the zone, UTC unless set
     */
    public ZoneId zone() {
        return zone;
    }

    /**
     * Returns when this version was made known.
     *
     * @return the instant, or empty if it was always known
     */
    public Optional<Instant> publishedAt() {
        return publishedAt;
    }

    /**
     * Returns what only people read.
     *
     * @return the terms, {@link Terms#NONE} unless set
     */
    public Terms terms() {
        return terms;
    }

    /**
     * Says why nothing is promised to a case, whatever its severity and attributes, because of when it was opened.
     *
     * @param opened when
     * @return the reason in words: the agreement was not in force, or not yet approved; empty if the agreement holds for it
     */
    public Optional<String> promisesNothingBecause(Instant opened) {
        if (isAlwaysInForce && FIRST.isBefore(opened) && opened.isBefore(LAST)) {
            return Optional.empty();
        }
        LocalDate date = LocalDate.ofInstant(opened, zone);
        boolean promises = inForce.contains(date)
                && missingApprovals.isEmpty()
                && !(promisedFrom.isPresent() && date.isBefore(promisedFrom.get()));
        if (promises) {
            return Optional.empty();
        }
        String agreement = "Agreement " + Quoted.of(id) + " version " + Quoted.plain(version);
        if (!inForce.contains(date)) {
            return Optional.of(agreement + " is in force " + inForce + ", but the case was opened on " + date + " in "
                    + zone + ".");
        }
        if (!missingApprovals.isEmpty()) {
            return Optional.of(agreement + " is not in force: it lacks the approval of "
                    + Quoted.plain(String.join(", ", missingApprovals)) + ".");
        }
        return promisedFrom
                .filter(date::isBefore)
                .map(from -> agreement + " was approved for openings from " + from + " on, but the case was opened on "
                        + date + " in " + zone + ".");
    }

    /**
     * Returns the reports that are due on some dates, as its {@linkplain Terms#reporting terms} say.
     *
     * @param dates the dates, in its {@linkplain #zone() zone}
     * @return the reports by date, then in the order of the terms, unmodifiable
     */
    public List<Reporting.Due> reportsDue(DateRange dates) {
        return terms.reporting().stream()
                .flatMap(duty -> duty.due(inForce, dates).stream())
                .sorted(Comparator.comparing(Reporting.Due::on))
                .toList();
    }

    /**
     * Finds a severity by its rank, its name or both.
     *
     * @param text such as {@code 1}, {@code Critical} or {@code 1 Critical}, in any case
     * @return the severity
     * @throws IllegalArgumentException if there is none, or more than one; the message lists all
     */
    public Severity severity(String text) {
        String wanted = text.strip();
        List<List<Severity>> found = List.of(
                // The full name is the only one that cannot be another severity's rank or name.
                severities(severity -> severity.toString().equals(wanted)),
                severities(severity -> Integer.toString(severity.rank()).equals(wanted)),
                severities(severity -> severity.name().equalsIgnoreCase(wanted)),
                severities(severity -> severity.toString().equalsIgnoreCase(wanted)));
        List<Severity> first =
                found.stream().filter(some -> !some.isEmpty()).findFirst().orElse(List.of());
        if (first.size() != 1) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is " + (first.isEmpty() ? "not a severity" : "more than one severity")
                            + " of agreement " + Quoted.of(id) + "; there are " + severities + ".");
        }
        return first.get(0);
    }

    private List<Severity> severities(Predicate<Severity> wanted) {
        return severities.stream().filter(wanted).toList();
    }

    /**
     * Returns what the customer gets back if too few promises are kept.
     *
     * @return the credits, or empty if there are none
     */
    public Optional<ServiceCredits> credits() {
        return credits;
    }

    /**
     * Returns the agreements that this one rests on.
     *
     * @return operational level agreements and contracts in the order given, unmodifiable
     */
    public List<ServiceLevelAgreement> restsOn() {
        return restsOn;
    }

    /**
     * Returns how the agreements that this one rests on share its time.
     *
     * @return {@link SupportOrder#SIDE_BY_SIDE} unless set
     */
    public SupportOrder supportOrder() {
        return supportOrder;
    }

    /**
     * Whether the policy of a case is chosen when it is opened and then kept, whatever becomes of its severity and attributes.
     *
     * @return true if so; else it is chosen anew whenever they change
     */
    public boolean selectsAtOpeningOnly() {
        return selectsAtOpeningOnly;
    }

    /**
     * Returns the attributes of a case that matter for which policy is chosen.
     *
     * @return their names in alphabetical order, unmodifiable
     */
    public SortedSet<String> selectingAttributes() {
        return selectingAttributes;
    }

    /**
     * Finds the policy for a case.
     *
     * @param severity how severe the case is
     * @param attributes what else is known of it
     * @return the first policy that {@linkplain SeverityPolicy#matches matches}; empty if nothing is promised for such a case
     * @throws IllegalStateException if the agreement lacks approvals that it requires; the message names them
     */
    public Optional<SeverityPolicy> policyFor(Severity severity, Map<String, String> attributes) {
        if (!missingApprovals.isEmpty()) {
            throw new IllegalStateException("Agreement " + Quoted.of(id) + " version " + Quoted.plain(version)
                    + " is not in force: it lacks the approval of "
                    + Quoted.plain(String.join(", ", missingApprovals))
                    + "; add it with withApproval, or try the draft out with trial."
                    + (approvals.isEmpty()
                            ? ""
                            : " Approvals of another state of it do not count; this one has the digest " + digest
                                    + "."));
        }
        for (int i = 0; i < policies.size(); i++) {
            if (policies.get(i).matches(severity, attributes)) {
                return Optional.of(policies.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * Starts to describe another agreement that is like this one until it is changed.
     *
     * @return a builder with all parts of this agreement
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** What becomes of one target in {@link ServiceLevelAgreement#withTargets}. */
    @FunctionalInterface
    public interface TargetChange {
        /**
         * Changes a target, or leaves it.
         *
         * @param policy the policy that has the target
         * @param metric what it is about
         * @param target what was promised
         * @return what is promised instead
         */
        Target apply(SeverityPolicy policy, Metric metric, Target target);
    }

    /**
     * Returns another version of the agreement, with other targets.
     *
     * <pre>{@code
     * agreement.withTargets("6 hours for severity 2", (policy, metric, target) ->
     *         policy.severities().contains(Severity.HIGH) ? target.withLimit(BusinessDuration.parse("6h")) : target);
     * }</pre>
     *
     * @param newVersion how to tell it from this one
     * @param change what becomes of each target
     * @return the agreement; all but version and targets is the same
     */
    public ServiceLevelAgreement withTargets(String newVersion, TargetChange change) {
        Builder same = new Builder(this).version(newVersion);
        same.policies.replaceAll(policy -> policy.withTargets(change));
        return same.build();
    }

    /**
     * Returns the agreement with the holidays, closures and special hours that had been published by an instant.
     *
     * @param at the last instant to know of
     * @return a {@linkplain #trial trial} with each target's calendar {@linkplain BusinessCalendar#asKnownOn as known then}; its
     *     version says so
     */
    public ServiceLevelAgreement asKnownOn(Instant at) {
        Builder same = trialBuilder().version(version + " as known on " + at);
        same.policies.replaceAll(policy -> policy.withTargets(
                (of, metric, target) -> target.withCalendar(target.calendar().asKnownOn(at))));
        return same.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceLevelAgreement that
                && id.equals(that.id)
                && version.equals(that.version)
                && kind == that.kind
                && service.equals(that.service)
                && provider.equals(that.provider)
                && customer.equals(that.customer)
                && inForce.equals(that.inForce)
                && policies.equals(that.policies)
                && severities.equals(that.severities)
                && matrix.equals(that.matrix)
                && contacts.equals(that.contacts)
                && escalation.equals(that.escalation)
                && requiredApprovals.equals(that.requiredApprovals)
                && approvals.equals(that.approvals)
                && credits.equals(that.credits)
                && restsOn.equals(that.restsOn)
                && supportOrder == that.supportOrder
                && selectsAtOpeningOnly == that.selectsAtOpeningOnly
                && zone.equals(that.zone)
                && terms.equals(that.terms)
                && publishedAt.equals(that.publishedAt)
                && isTrial == that.isTrial
                && promisedFrom.equals(that.promisedFrom);
    }

    @Override
    public int hashCode() {
        return id.hashCode() * 31 + version.hashCode();
    }

    /** Returns the agreement in words. */
    @Override
    public String toString() {
        return kind + " " + id + " version " + version + " between " + provider + " and " + customer + ", " + inForce;
    }

    /** Builds an agreement. Not thread-safe. */
    public static final class Builder {
        private String id;
        private String version = "1";
        private AgreementKind kind = AgreementKind.SLA;
        private String service = "";
        private @Nullable Party provider;
        private @Nullable Party customer;
        private DateRange inForce = DateRange.SUPPORTED;
        private final List<SeverityPolicy> policies = new ArrayList<>();
        private final SortedSet<Severity> severities = new TreeSet<>();
        private Optional<SeverityMatrix> matrix = Optional.empty();
        private final List<Contact> contacts = new ArrayList<>();
        private final List<EscalationStep> escalation = new ArrayList<>();
        private final Set<String> requiredApprovals = new LinkedHashSet<>();
        private final List<Approval> approvals = new ArrayList<>();
        private Optional<ServiceCredits> credits = Optional.empty();
        private final List<ServiceLevelAgreement> restsOn = new ArrayList<>();
        private SupportOrder supportOrder = SupportOrder.SIDE_BY_SIDE;
        private boolean selectsAtOpeningOnly;
        private ZoneId zone = ZoneOffset.UTC;
        private Terms terms = Terms.NONE;
        private Optional<Instant> publishedAt = Optional.empty();
        private Optional<Trial> trial = Optional.empty();

        private Builder(String id) {
            this.id = requireId(id);
        }

        private Builder(ServiceLevelAgreement agreement) {
            id = agreement.id;
            version = agreement.version;
            kind = agreement.kind;
            service = agreement.service;
            provider = agreement.provider;
            customer = agreement.customer;
            inForce = agreement.inForce;
            policies.addAll(agreement.policies);
            severities.addAll(agreement.severities);
            matrix = agreement.matrix;
            contacts.addAll(agreement.contacts);
            escalation.addAll(agreement.escalation);
            requiredApprovals.addAll(agreement.requiredApprovals);
            approvals.addAll(agreement.approvals);
            credits = agreement.credits;
            restsOn.addAll(agreement.restsOn);
            supportOrder = agreement.supportOrder;
            selectsAtOpeningOnly = agreement.selectsAtOpeningOnly;
            zone = agreement.zone;
            terms = agreement.terms;
            publishedAt = agreement.publishedAt;
            trial = agreement.isTrial ? Optional.of(new Trial(agreement.promisedFrom)) : Optional.empty();
        }

        /**
         * Sets the id.
         *
         * @param other what the agreement is filed under, not blank
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder id(String other) {
            id = requireId(other);
            return this;
        }

        private static String requireId(String id) {
            if (id.isBlank()) {
                throw new IllegalArgumentException(
                        "An agreement needs an id that is not blank, but was " + Quoted.of(id) + ".");
            }
            return id;
        }

        /**
         * Sets the version.
         *
         * @param edition which edition of the agreement this is, not blank
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder version(String edition) {
            if (edition.isBlank()) {
                throw new IllegalArgumentException("Agreement " + Quoted.of(id)
                        + " needs a version that is not blank, but was " + Quoted.of(edition) + ".");
            }
            version = edition;
            return this;
        }

        /**
         * Sets the kind.
         *
         * @param withWhom with whom the agreement is made
         * @return this builder
         */
        public Builder kind(AgreementKind withWhom) {
            kind = withWhom;
            return this;
        }

        /**
         * Sets what the agreement is about.
         *
         * @param words the service in words
         * @return this builder
         */
        public Builder service(String words) {
            service = words;
            return this;
        }

        /**
         * Sets who promises.
         *
         * @param party the provider
         * @return this builder
         */
        public Builder provider(Party party) {
            provider = party;
            return this;
        }

        /**
         * Sets to whom it is promised.
         *
         * @param party the customer
         * @return this builder
         */
        public Builder customer(Party party) {
            customer = party;
            return this;
        }

        /**
         * Sets when the agreement is in force.
         *
         * @param dates its first and last date in its {@linkplain #zone zone}
         * @return this builder
         */
        public Builder inForce(DateRange dates) {
            inForce = dates;
            return this;
        }

        /**
         * Sets the zone in which its dates are meant: the period in force, approvals, reviews and reports.
         *
         * @param ofDates the zone, such as {@code Europe/Berlin}
         * @return this builder
         */
        public Builder zone(ZoneId ofDates) {
            zone = ofDates;
            return this;
        }

        /**
         * Sets when this version was made known.
         *
         * @param at the instant
         * @return this builder
         */
        public Builder publishedAt(Instant at) {
            publishedAt = Optional.of(at);
            return this;
        }

        /**
         * Sets what only people read.
         *
         * @param words the terms
         * @return this builder
         */
        public Builder terms(Terms words) {
            terms = words;
            return this;
        }

        /**
         * Adds a severity that a case can have.
         *
         * @param severity the severity
         * @return this builder
         */
        public Builder severity(Severity severity) {
            severities.add(severity);
            return this;
        }

        /**
         * Sets how severity follows from impact and urgency.
         *
         * @param table the matrix
         * @return this builder
         */
        public Builder matrix(SeverityMatrix table) {
            matrix = Optional.of(table);
            return this;
        }

        /**
         * Adds somebody to call.
         *
         * @param contact whom
         * @return this builder
         */
        public Builder contact(Contact contact) {
            contacts.add(contact);
            return this;
        }

        /**
         * Adds a step for every policy that has none of its own.
         *
         * @param step whom to tell when
         * @return this builder
         * @throws IllegalArgumentException if there is a step at the same moment to a contact of the same name
         */
        public Builder escalation(EscalationStep step) {
            step.requireApartFrom(escalation);
            escalation.add(step);
            return this;
        }

        /**
         * Adds a role that has to approve the agreement before it can be in force.
         *
         * @param role the role, not blank, such as {@code service owner}
         * @return this builder
         * @throws IllegalArgumentException if the role is blank
         */
        public Builder requiresApproval(String role) {
            if (role.isBlank()) {
                throw new IllegalArgumentException("Agreement " + Quoted.of(id)
                        + " requires the approval of a role that is not blank, but was " + Quoted.of(role) + ".");
            }
            requiredApprovals.add(role);
            return this;
        }

        /**
         * Adds an approval that was given before, such as one read from a document.
         *
         * <p>It counts if its digest is that of the agreement when built. To sign, build first, then call {@link
         * ServiceLevelAgreement#withApproval}.
         *
         * @param approval who approved the agreement, in which role, and when
         * @return this builder
         */
        public Builder approval(Approval approval) {
            approvals.add(approval);
            return this;
        }

        /**
         * Sets what the customer gets back if too few promises are kept.
         *
         * @param tiers the credits
         * @return this builder
         */
        public Builder credits(ServiceCredits tiers) {
            credits = Optional.of(tiers);
            return this;
        }

        /**
         * Adds an agreement that this one rests on.
         *
         * @param support an operational level agreement or an underpinning contract
         * @return this builder
         */
        public Builder restsOn(ServiceLevelAgreement support) {
            restsOn.add(support);
            return this;
        }

        /**
         * Sets how the agreements that this one rests on share its time.
         *
         * @param order whether they work side by side or in a row
         * @return this builder
         */
        public Builder supportOrder(SupportOrder order) {
            supportOrder = order;
            return this;
        }

        /**
         * Chooses the policy of a case when it is opened and keeps it, whatever becomes of its severity and attributes.
         *
         * @return this builder
         */
        public Builder selectsAtOpeningOnly() {
            selectsAtOpeningOnly = true;
            return this;
        }

        /**
         * Adds a policy after those added before; the first that matches a case is the one.
         *
         * @param policy the policy
         * @return this builder
         * @throws IllegalArgumentException if there is a policy of that name already
         */
        public Builder policy(SeverityPolicy policy) {
            if (policies.stream().anyMatch(known -> known.name().equals(policy.name()))) {
                throw new IllegalArgumentException("Agreement " + Quoted.of(id) + " has a policy "
                        + Quoted.of(policy.name()) + " already; names must differ.");
            }
            policies.add(policy);
            return this;
        }

        /**
         * Makes the agreement.
         *
         * @return the agreement
         * @throws IllegalArgumentException if provider, customer or policies are missing, if severities are set and a policy
         *     or the matrix names another, or if two contacts have one name
         */
        public ServiceLevelAgreement build() {
            Party from = provider;
            Party to = customer;
            if (from == null || to == null || policies.isEmpty()) {
                List<String> missing = new ArrayList<>();
                if (from == null) {
                    missing.add("a provider");
                }
                if (to == null) {
                    missing.add("a customer");
                }
                if (policies.isEmpty()) {
                    missing.add("a policy");
                }
                throw new IllegalArgumentException(
                        "Agreement " + Quoted.of(id) + " needs " + String.join(", ", missing) + ".");
            }
            return new ServiceLevelAgreement(this, from, to);
        }
    }
}
