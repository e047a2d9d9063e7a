package org.sla4j.agreement.document;

import static org.sla4j.calendar.Definitions.list;
import static org.sla4j.calendar.Definitions.map;
import static org.sla4j.calendar.Definitions.or;
import static org.sla4j.calendar.Definitions.text;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SupportOrder;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.CalendarDefinition;
import org.sla4j.calendar.Definitions;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.InvalidDefinitionException;

/**
 * An agreement written down as plain strings, numbers and lists, for configuration files and databases.
 *
 * <p>{@link #fromMap} reads what any library makes of a JSON, YAML or properties document, and refuses keys that it does not
 * know. A binder that fills records (Jackson, Spring Boot) works too; parts left out may be {@code null} and become empty. But
 * most binders pass over a misspelt key in silence, and another promise comes out. {@link #toAgreement()} reports every mistake
 * at once, each with its path:
 *
 * <pre>{@code
 * { "id": "helpdesk-2026", "provider": "IT operations", "customer": "Sales",
 *   "calendars": [ { "name": "office", "zone": "Europe/Berlin", "hours": "Mon-Fri 09:00-17:00" } ],
 *   "policies": [
 *     { "name": "critical", "severities": ["1"], "targets": {
 *         "firstResponse": { "limit": "15m", "calendar": "24x7", "goal": 1.0, "warnings": ["75%"] },
 *         "resolution":    { "limit": "4h",  "calendar": "24x7", "goal": 1.0 } } },
 *     { "name": "other", "targets": {
 *         "resolution":    { "limit": "5bd", "calendar": "office", "goal": 0.9 } } } ] }
 * }</pre>
 *
 * {@link #of} writes an agreement back. A JSON Schema of this document is on the class path under the name {@link #SCHEMA}.
 *
 * <p>Names of metrics may be written {@code first response}, {@code first-response} or {@code firstResponse}. Severities are
 * named or given by rank; without a list of severities they are ITIL's four. The calendar {@code 24x7} is always there.
 *
 * @param id what the agreement is filed under
 * @param version which edition it is; empty means {@code 1}
 * @param kind {@code SLA}, {@code OLA} or {@code underpinning-contract}; empty means {@code SLA}
 * @param service what it is about, in words
 * @param provider who promises
 * @param customer to whom it is promised
 * @param zone the zone in which its dates are meant, such as {@code Europe/Berlin}; empty means UTC
 * @param inForce first and last date, such as {@code 2026-01-01/2026-12-31}; empty means always
 * @param publishedAt when this version was made known, such as {@code 2026-01-05T10:00:00Z}; empty means that it always was
 * @param terms what only people read
 * @param requiredApprovals the roles that have to approve it before it can be in force
 * @param approvals who approved it
 * @param contacts whom to call; escalation steps refer to them by name
 * @param escalation whom to tell when, for policies that have no steps of their own
 * @param credits what the customer gets back if too few promises are kept
 * @param calendars the calendars that targets and contacts refer to by name
 * @param severities the user's own severities; empty means ITIL's four
 * @param matrix how severity follows from impact and urgency
 * @param events events of the user's own, to be used in metrics; an event that is neither here nor ready made is a mistake
 * @param metrics metrics of the user's own; one with the name of a ready-made metric replaces it
 * @param policies the policies in the order in which they are tried
 * @param restsOn the operational level agreements and contracts that it rests on
 * @param supportOrder how these share its time: one of {@link SupportOrder}, such as {@code in-a-row}; empty means {@code side-by-side}
 * @param selectsAtOpeningOnly whether the policy of a case is chosen at its opening only; left out it is chosen anew when its
 *     severity or attributes change
 */
public record AgreementDefinition(
        String id,
        String version,
        String kind,
        String service,
        String provider,
        String customer,
        String zone,
        String inForce,
        String publishedAt,
        TermsDefinition terms,
        List<String> requiredApprovals,
        List<ApprovalDefinition> approvals,
        List<ContactDefinition> contacts,
        List<EscalationDefinition> escalation,
        CreditsDefinition credits,
        List<CalendarDefinition> calendars,
        List<SeverityDefinition> severities,
        MatrixDefinition matrix,
        List<String> events,
        List<MetricDefinition> metrics,
        List<PolicyDefinition> policies,
        List<AgreementDefinition> restsOn,
        String supportOrder,
        Boolean selectsAtOpeningOnly) {
    /** The name of the resource with the JSON Schema (draft 2020-12) of this document, for any class loader. */
    public static final String SCHEMA = "META-INF/sla4j/agreement.schema.json";

    /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
    public AgreementDefinition {
        id = text(id);
        version = text(version);
        kind = text(kind);
        service = text(service);
        provider = text(provider);
        customer = text(customer);
        zone = text(zone);
        inForce = text(inForce);
        publishedAt = text(publishedAt);
        terms = or(terms, TermsDefinition.NONE);
        requiredApprovals = list(requiredApprovals);
        approvals = list(approvals);
        contacts = list(contacts);
        escalation = list(escalation);
        credits = or(credits, CreditsDefinition.NONE);
        calendars = list(calendars);
        severities = list(severities);
        matrix = or(matrix, MatrixDefinition.NONE);
        events = list(events);
        metrics = list(metrics);
        policies = list(policies);
        restsOn = list(restsOn);
        supportOrder = text(supportOrder);
        selectsAtOpeningOnly = or(selectsAtOpeningOnly, false);
    }

    /**
     * What only people read.
     *
     * @param success how success is measured, in words
     * @param beneficiaries who benefits besides the customer
     * @param reviewOn when the agreement is to be reviewed, such as {@code 2026-10-01}; empty means no date is set
     * @param responsible for metrics by name who is responsible; without it the provider is
     * @param reporting who measures, and who reports to whom how often
     */
    public record TermsDefinition(
            String success,
            List<String> beneficiaries,
            String reviewOn,
            Map<String, String> responsible,
            List<ReportingDefinition> reporting) {
        static final TermsDefinition NONE = new TermsDefinition("", List.of(), "", Map.of(), List.of());

        /** Replaces parts that a binder left {@code null} by empty ones and copies the collections. */
        public TermsDefinition {
            success = text(success);
            beneficiaries = list(beneficiaries);
            reviewOn = text(reviewOn);
            responsible = map(responsible);
            reporting = list(reporting);
        }
    }

    /**
     * An approval.
     *
     * @param role in which role
     * @param name who
     * @param date when, such as {@code 2026-01-05}
     * @param from the first date of the openings that it is for, not after {@code date}; empty means {@code date}
     * @param digest what was approved, as {@link ServiceLevelAgreement#digest()} gives it; without it the approval does not count
     */
    public record ApprovalDefinition(String role, String name, String date, String from, String digest) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public ApprovalDefinition {
            role = text(role);
            name = text(name);
            date = text(date);
            from = text(from);
            digest = text(digest);
        }
    }

    /**
     * A duty to report.
     *
     * @param subject what is reported
     * @param measuredBy who measures it; empty means the provider
     * @param reportedBy who reports it; empty means the provider
     * @param reportedTo who gets the report; empty means the customer
     * @param every how often: {@code P1D}, {@code P1W}, {@code P1M}, {@code P3M}, {@code P1Y}
     */
    public record ReportingDefinition(
            String subject, String measuredBy, String reportedBy, String reportedTo, String every) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public ReportingDefinition {
            subject = text(subject);
            measuredBy = text(measuredBy);
            reportedBy = text(reportedBy);
            reportedTo = text(reportedTo);
            every = text(every);
        }
    }

    /**
     * Somebody to call.
     *
     * @param name who it is
     * @param role in which role
     * @param reach a telephone number or an address
     * @param hours the name of the calendar of the hours in which they can be reached; empty means always
     */
    public record ContactDefinition(String name, String role, String reach, String hours) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public ContactDefinition {
            name = text(name);
            role = text(role);
            reach = text(reach);
            hours = text(hours);
        }
    }

    /**
     * Whom to tell when.
     *
     * @param when {@code 75%}, {@code 30m before due}, {@code breach} or {@code every 4h after breach}
     * @param contact the name of a contact
     * @param message what to say
     * @param by the name of the contact who escalates; empty means nobody in particular
     */
    public record EscalationDefinition(String when, String contact, String message, String by) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public EscalationDefinition {
            when = text(when);
            contact = text(contact);
            message = text(message);
            by = text(by);
        }
    }

    /**
     * What the customer gets back.
     *
     * @param currency the code of the currency of the fee, such as {@code EUR}; empty, with no tiers, means no credits
     * @param cap the most that is given back in a period, as a share of its fee; left out it is 1
     * @param rounding how amounts are rounded, such as {@code half-even}; empty means {@code half-up}
     * @param basis what tiers are compared with: {@code compliance}, or {@code goal} for the distance to it; empty means {@code
     *     compliance}
     * @param dueBy what compliance is taken of: {@code metric-and-severity}, {@code metric} or {@code all}; empty means {@code
     *     all}
     * @param tiers the tiers in any order
     */
    public record CreditsDefinition(
            String currency, Double cap, String rounding, String basis, String dueBy, List<TierDefinition> tiers) {
        static final CreditsDefinition NONE = new CreditsDefinition("", 1.0, "", "", "", List.of());

        /** Replaces parts that a binder left {@code null} by their defaults and copies the list. */
        public CreditsDefinition(
                String currency,
                @Nullable Double cap,
                String rounding,
                String basis,
                String dueBy,
                List<TierDefinition> tiers) {
            this.currency = text(currency);
            this.cap = or(cap, 1.0);
            this.rounding = text(rounding);
            this.basis = text(basis);
            this.dueBy = text(dueBy);
            this.tiers = list(tiers);
        }
    }

    /**
     * A tier of service credits.
     *
     * @param below it is reached when compliance is below this share, or below the goal by more than this share
     * @param credit what is given back, as a share of the fee
     */
    public record TierDefinition(Double below, Double credit) {
        static final double MISSING = -1;

        /** Replaces parts that a binder left {@code null} by -1, which is a mistake. */
        public TierDefinition(@Nullable Double below, @Nullable Double credit) {
            this.below = or(below, MISSING);
            this.credit = or(credit, MISSING);
        }
    }

    /**
     * How severity follows from impact and urgency.
     *
     * @param impacts the levels of impact; empty, with no urgencies, means no matrix
     * @param urgencies the levels of urgency
     * @param severities for each impact names or ranks of severities in the order of the urgencies
     */
    public record MatrixDefinition(List<String> impacts, List<String> urgencies, List<List<String>> severities) {
        static final MatrixDefinition NONE = new MatrixDefinition(List.of(), List.of(), List.of());

        /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
        public MatrixDefinition {
            impacts = list(impacts);
            urgencies = list(urgencies);
            severities = list(severities).stream().map(Definitions::list).toList();
        }
    }

    /**
     * A severity.
     *
     * @param rank the place on the scale, 0 or above; lower is more severe
     * @param name what people call it
     */
    public record SeverityDefinition(Integer rank, String name) {
        /** Replaces a rank that a binder left {@code null} by -1, which is a mistake, and a name by an empty one. */
        public SeverityDefinition(@Nullable Integer rank, String name) {
            this.rank = or(rank, -1);
            this.name = text(name);
        }
    }

    /**
     * A metric of the user's own.
     *
     * @param name what people call it
     * @param startsOn the events that start it, such as {@code opened}
     * @param pausesOn the events, other than waits, that hold it
     * @param resumesOn the events that end what {@code pausesOn} began
     * @param restartsOn the events that begin the measurement anew
     * @param stopsOn the events that stop it
     * @param cancelsOn the events, besides {@code cancelled}, that end it without a verdict
     * @param pausedBy which waits may pause it, as in {@link TargetDefinition#pausedBy}; empty means {@code any}
     * @param repeating whether it is measured again each time an event starts it; left out it is not, unless it counts while
     *     somebody has the case and is not cumulative
     * @param countedFromDue whether a next measurement counts from when the last one was due; left out it counts from the event
     *     that restarts it
     * @param whileHeldBy who must have the case for it to count; left out it counts whoever has it
     */
    public record MetricDefinition(
            String name,
            List<String> startsOn,
            List<String> pausesOn,
            List<String> resumesOn,
            List<String> restartsOn,
            List<String> stopsOn,
            List<String> cancelsOn,
            List<String> pausedBy,
            Boolean repeating,
            Boolean countedFromDue,
            HolderDefinition whileHeldBy) {
        /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
        public MetricDefinition(
                String name,
                List<String> startsOn,
                List<String> pausesOn,
                List<String> resumesOn,
                List<String> restartsOn,
                List<String> stopsOn,
                List<String> cancelsOn,
                List<String> pausedBy,
                @Nullable Boolean repeating,
                @Nullable Boolean countedFromDue,
                HolderDefinition whileHeldBy) {
            this.name = text(name);
            this.startsOn = list(startsOn);
            this.pausesOn = list(pausesOn);
            this.resumesOn = list(resumesOn);
            this.restartsOn = list(restartsOn);
            this.stopsOn = list(stopsOn);
            this.cancelsOn = list(cancelsOn);
            this.pausedBy = list(pausedBy);
            this.repeating = or(repeating, false);
            this.countedFromDue = or(countedFromDue, false);
            this.whileHeldBy = or(whileHeldBy, HolderDefinition.NONE);
        }
    }

    /**
     * Who must have a case for a metric to count: one team, one party or any team.
     *
     * @param team the name of a team
     * @param party the name of a party that the case waits for
     * @param anyTeam whether it counts for whichever team has the case, each anew; left out it does not
     * @param cumulative whether all intervals of holding add up; left out each is a measurement of its own
     * @param judgedAtHandOver whether a measurement that ends in a hand-over is judged; left out it is
     */
    public record HolderDefinition(
            String team, String party, Boolean anyTeam, Boolean cumulative, Boolean judgedAtHandOver) {
        static final HolderDefinition NONE = new HolderDefinition("", "", false, false, true);

        /** Replaces parts that a binder left {@code null} by their defaults. */
        public HolderDefinition(
                String team,
                String party,
                @Nullable Boolean anyTeam,
                @Nullable Boolean cumulative,
                @Nullable Boolean judgedAtHandOver) {
            this.team = text(team);
            this.party = text(party);
            this.anyTeam = or(anyTeam, false);
            this.cumulative = or(cumulative, false);
            this.judgedAtHandOver = or(judgedAtHandOver, true);
        }
    }

    /**
     * What an attribute of a case must be; all that is given must hold.
     *
     * @param attribute the name of the attribute
     * @param anyOf it is one of these values; empty means that this does not matter
     * @param not it is none of these values, or missing; empty means that this does not matter
     * @param atLeast it is a number and not less than this one; empty means that this does not matter
     * @param atMost it is a number and not more than this one; empty means that this does not matter
     * @param present whether the case must have it, whatever its value; left out this does not matter
     */
    public record ConditionDefinition(
            String attribute, List<String> anyOf, List<String> not, String atLeast, String atMost, Boolean present) {
        /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
        public ConditionDefinition(
                String attribute,
                List<String> anyOf,
                List<String> not,
                String atLeast,
                String atMost,
                @Nullable Boolean present) {
            this.attribute = text(attribute);
            this.anyOf = list(anyOf);
            this.not = list(not);
            this.atLeast = text(atLeast);
            this.atMost = text(atMost);
            this.present = or(present, false);
        }
    }

    /**
     * The targets for some cases.
     *
     * @param name what people call the policy
     * @param severities names or ranks of severities; empty means all
     * @param when attributes that a case must have, by name with their values
     * @param conditions what else its attributes must be
     * @param targets for each metric by name what is promised about it
     * @param retargeting one of {@link Retargeting}, such as {@code carry-elapsed}; empty means {@code retroactive}
     * @param reopening one of {@link Reopening}, such as {@code count-gap}; empty means {@code continue}
     * @param retargetsFinished whether a finished measurement gets the new target too; left out it stays as it was judged
     * @param replyEndsWait whether a message of the customer ends the waits for {@code customer}; left out it does not
     * @param escalation whom to tell when; empty means as the agreement says
     */
    public record PolicyDefinition(
            String name,
            List<String> severities,
            Map<String, String> when,
            List<ConditionDefinition> conditions,
            Map<String, TargetDefinition> targets,
            String retargeting,
            String reopening,
            Boolean retargetsFinished,
            Boolean replyEndsWait,
            List<EscalationDefinition> escalation) {
        /** Replaces parts that a binder left {@code null} by empty ones and copies the collections. */
        public PolicyDefinition(
                String name,
                List<String> severities,
                Map<String, String> when,
                List<ConditionDefinition> conditions,
                Map<String, TargetDefinition> targets,
                String retargeting,
                String reopening,
                @Nullable Boolean retargetsFinished,
                @Nullable Boolean replyEndsWait,
                List<EscalationDefinition> escalation) {
            this.name = text(name);
            this.severities = list(severities);
            this.when = map(when);
            this.conditions = list(conditions);
            this.targets = map(targets);
            this.retargeting = text(retargeting);
            this.reopening = text(reopening);
            this.retargetsFinished = or(retargetsFinished, false);
            this.replyEndsWait = or(replyEndsWait, false);
            this.escalation = list(escalation);
        }
    }

    /**
     * One promise about one metric.
     *
     * @param limit how much time there is: {@code 4h}, {@code PT4H}, {@code 4h wall} or {@code 5bd}
     * @param calendar the name of the calendar it is counted in; empty means {@code 24x7}
     * @param goal the share of cases that must meet it, above 0 and at most 1, which is every case. It has no default: one that is
     *     left out is a mistake, since every other reading would promise something that nobody wrote
     * @param pausedBy {@code any}, {@code never}, or names of parties and reasons whose waits stop the clock; empty means
     *     {@code any}. Where a party and a reason have one name, {@code party:} or {@code reason:} before it says which is
     *     meant
     * @param warnings moments before the breach: {@code 75%}, {@code 0.75} or {@code 30m before due}
     */
    public record TargetDefinition(
            String limit, String calendar, Double goal, List<String> pausedBy, List<String> warnings) {
        /** Replaces parts that a binder left {@code null} by empty ones, the goal by NaN, which is a mistake, and copies the lists. */
        public TargetDefinition(
                String limit, String calendar, @Nullable Double goal, List<String> pausedBy, List<String> warnings) {
            this.limit = text(limit);
            this.calendar = text(calendar);
            this.goal = or(goal, Double.NaN);
            this.pausedBy = list(pausedBy);
            this.warnings = list(warnings);
        }

        /**
         * Writes a target down, of its calendar the name.
         *
         * @param target the target
         * @return a definition that {@link #toTarget} turns into an equal target, given its calendar
         */
        public static TargetDefinition of(Target target) {
            return DefinitionWriter.target(target);
        }

        /**
         * Reads what any JSON, YAML or properties library gives; nothing in it is ignored.
         *
         * @param map keys and values as {@link Definitions} reads them
         * @return the definition, of which {@link #toTarget} makes a target if the calendar that it names is given
         * @throws InvalidDefinitionException if a key is unknown or a value does not fit or cannot be read; it lists all mistakes in the
         *     order of the document, each with its path
         */
        public static TargetDefinition fromMap(Map<String, ?> map) {
            return Definitions.fromMap(TargetDefinition.class, map, DefinitionReader::check);
        }

        /**
         * Makes the target.
         *
         * @param calendars the calendars that may be meant, by name; {@code 24x7} is always there
         * @return the target that this definition describes
         * @throws InvalidDefinitionException if anything is wrong; it lists all mistakes, each with its path
         */
        public Target toTarget(BusinessCalendar... calendars) {
            return new DefinitionReader(Map.of()).read(this, calendars);
        }
    }

    /**
     * Reads what any JSON, YAML or properties library gives: the strict way in, by which nothing in a document is ignored.
     *
     * <pre>{@code
     * Map<String, ?> map = mapper.readValue(json, Map.class);   // Jackson, or new Yaml().load(yaml), or a Spring Binder
     * ServiceLevelAgreement agreement = AgreementDefinition.fromMap(map).toAgreement();
     * }</pre>
     *
     * @param map keys and values as {@link Definitions} reads them
     * @return the definition, of which {@link #toAgreement(Map)} makes an agreement if it is given all feeds that it names
     * @throws InvalidDefinitionException if a key is unknown, a value does not fit or cannot be read, or the document is too large; it
     *     lists all mistakes in the order of the document, each with its path
     */
    public static AgreementDefinition fromMap(Map<String, ?> map) {
        return Definitions.fromMap(AgreementDefinition.class, map, DefinitionReader::check);
    }

    /**
     * Starts to write a definition by hand.
     *
     * @param id what the agreement is filed under
     * @return a builder of which all other parts are left out
     */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /** Builds a definition; what is not set is left out. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private String version = "";
        private String kind = "";
        private String service = "";
        private String provider = "";
        private String customer = "";
        private String zone = "";
        private String inForce = "";
        private String publishedAt = "";
        private TermsDefinition terms = TermsDefinition.NONE;
        private List<String> requiredApprovals = List.of();
        private List<ApprovalDefinition> approvals = List.of();
        private List<ContactDefinition> contacts = List.of();
        private List<EscalationDefinition> escalation = List.of();
        private CreditsDefinition credits = CreditsDefinition.NONE;
        private List<CalendarDefinition> calendars = List.of();
        private List<SeverityDefinition> severities = List.of();
        private MatrixDefinition matrix = MatrixDefinition.NONE;
        private List<String> events = List.of();
        private List<MetricDefinition> metrics = List.of();
        private List<PolicyDefinition> policies = List.of();
        private List<AgreementDefinition> restsOn = List.of();
        private String supportOrder = "";
        private boolean selectsAtOpeningOnly = false;

        private Builder(String id) {
            this.id = id;
        }

        /**
         * Sets the part {@code version}.
         *
         * @param given which edition it is; empty means {@code 1}
         * @return this builder
         */
        public Builder version(String given) {
            version = given;
            return this;
        }

        /**
         * Sets the part {@code kind}.
         *
         * @param given {@code SLA}, {@code OLA} or {@code underpinning-contract}; empty means {@code SLA}
         * @return this builder
         */
        public Builder kind(String given) {
            kind = given;
            return this;
        }

        /**
         * Sets the part {@code service}.
         *
         * @param given what it is about, in words
         * @return this builder
         */
        public Builder service(String given) {
            service = given;
            return this;
        }

        /**
         * Sets the part {@code provider}.
         *
         * @param given who promises
         * @return this builder
         */
        public Builder provider(String given) {
            provider = given;
            return this;
        }

        /**
         * Sets the part {@code customer}.
         *
         * @param given to whom it is promised
         * @return this builder
         */
        public Builder customer(String given) {
            customer = given;
            return this;
        }

        /**
         * Sets the part {@code zone}.
         *
         * @param given the zone in which its dates are meant, such as {@code Europe/Berlin}; empty means UTC
         * @return this builder
         */
        public Builder zone(String given) {
            zone = given;
            return this;
        }

        /**
         * Sets the part {@code inForce}.
         *
         * @param given first and last date, such as {@code 2026-01-01/2026-12-31}; empty means always
         * @return this builder
         */
        public Builder inForce(String given) {
            inForce = given;
            return this;
        }

        /**
         * Sets the part {@code publishedAt}.
         *
         * @param given when this version was made known, such as {@code 2026-01-05T10:00:00Z}; empty means that it always
         *     was
         * @return this builder
         */
        public Builder publishedAt(String given) {
            publishedAt = given;
            return this;
        }

        /**
         * Sets the part {@code terms}.
         *
         * @param given what only people read
         * @return this builder
         */
        public Builder terms(TermsDefinition given) {
            terms = given;
            return this;
        }

        /**
         * Sets the part {@code requiredApprovals}.
         *
         * @param given the roles that have to approve it before it can be in force
         * @return this builder
         */
        public Builder requiredApprovals(List<String> given) {
            requiredApprovals = given;
            return this;
        }

        /**
         * Sets the part {@code approvals}.
         *
         * @param given who approved it
         * @return this builder
         */
        public Builder approvals(List<ApprovalDefinition> given) {
            approvals = given;
            return this;
        }

        /**
         * Sets the part {@code contacts}.
         *
         * @param given whom to call; escalation steps refer to them by name
         * @return this builder
         */
        public Builder contacts(List<ContactDefinition> given) {
            contacts = given;
            return this;
        }

        /**
         * Sets the part {@code escalation}.
         *
         * @param given whom to tell when, for policies that have no steps of their own
         * @return this builder
         */
        public Builder escalation(List<EscalationDefinition> given) {
            escalation = given;
            return this;
        }

        /**
         * Sets the part {@code credits}.
         *
         * @param given what the customer gets back if too few promises are kept
         * @return this builder
         */
        public Builder credits(CreditsDefinition given) {
            credits = given;
            return this;
        }

        /**
         * Sets the part {@code calendars}.
         *
         * @param given the calendars that targets and contacts refer to by name
         * @return this builder
         */
        public Builder calendars(List<CalendarDefinition> given) {
            calendars = given;
            return this;
        }

        /**
         * Sets the part {@code severities}.
         *
         * @param given the user's own severities; empty means ITIL's four
         * @return this builder
         */
        public Builder severities(List<SeverityDefinition> given) {
            severities = given;
            return this;
        }

        /**
         * Sets the part {@code matrix}.
         *
         * @param given how severity follows from impact and urgency
         * @return this builder
         */
        public Builder matrix(MatrixDefinition given) {
            matrix = given;
            return this;
        }

        /**
         * Sets the part {@code events}.
         *
         * @param given events of the user's own, to be used in metrics; an event that is neither here nor ready made is a
         *     mistake
         * @return this builder
         */
        public Builder events(List<String> given) {
            events = given;
            return this;
        }

        /**
         * Sets the part {@code metrics}.
         *
         * @param given metrics of the user's own; one with the name of a ready-made metric replaces it
         * @return this builder
         */
        public Builder metrics(List<MetricDefinition> given) {
            metrics = given;
            return this;
        }

        /**
         * Sets the part {@code policies}.
         *
         * @param given the policies in the order in which they are tried
         * @return this builder
         */
        public Builder policies(List<PolicyDefinition> given) {
            policies = given;
            return this;
        }

        /**
         * Sets the part {@code restsOn}.
         *
         * @param given the operational level agreements and contracts that it rests on
         * @return this builder
         */
        public Builder restsOn(List<AgreementDefinition> given) {
            restsOn = given;
            return this;
        }

        /**
         * Sets the part {@code supportOrder}.
         *
         * @param given how these share its time: one of {@link SupportOrder}, such as {@code in-a-row}; empty means {@code
         *     side-by-side}
         * @return this builder
         */
        public Builder supportOrder(String given) {
            supportOrder = given;
            return this;
        }

        /**
         * Sets the part {@code selectsAtOpeningOnly}.
         *
         * @param given whether the policy of a case is chosen at its opening only; left out it is chosen anew when its
         *     severity or attributes change
         * @return this builder
         */
        public Builder selectsAtOpeningOnly(boolean given) {
            selectsAtOpeningOnly = given;
            return this;
        }

        /**
         * Makes the definition.
         *
         * @return the definition
         */
        public AgreementDefinition build() {
            return new AgreementDefinition(
                    id,
                    version,
                    kind,
                    service,
                    provider,
                    customer,
                    zone,
                    inForce,
                    publishedAt,
                    terms,
                    requiredApprovals,
                    approvals,
                    contacts,
                    escalation,
                    credits,
                    calendars,
                    severities,
                    matrix,
                    events,
                    metrics,
                    policies,
                    restsOn,
                    supportOrder,
                    selectsAtOpeningOnly);
        }
    }

    /**
     * Makes the agreement.
     *
     * @return the agreement that this definition describes
     * @throws InvalidDefinitionException if anything is wrong; it lists all mistakes, each with its path
     */
    public ServiceLevelAgreement toAgreement() {
        return toAgreement(Map.of());
    }

    /**
     * Makes the agreement, with holidays that the program has fetched or computed for its calendars.
     *
     * <pre>{@code
     * definition.toAgreement(Map.of("works council", ICalendarHolidays.parse(textOfTheFeed)));
     * }</pre>
     *
     * @param feeds holidays by the names that {@code feeds} of a calendar gives; others are not used
     * @return the agreement that this definition describes
     * @throws InvalidDefinitionException if anything is wrong, such as a feed that was not handed over; it lists all mistakes, each with
     *     its path
     */
    public ServiceLevelAgreement toAgreement(Map<String, ? extends HolidayCalendar> feeds) {
        return new DefinitionReader(feeds).read(this);
    }

    /**
     * Writes an agreement down.
     *
     * @param agreement an agreement whose calendars can be {@linkplain CalendarDefinition#of written down}
     * @return a definition that {@link #toAgreement(Map)} turns into an equal agreement, given the holidays that its calendars name
     * @throws IllegalArgumentException if the definition would say something else: the holidays of a calendar come from code, or
     *     names of calendars, contacts or metrics are not distinct
     */
    public static AgreementDefinition of(ServiceLevelAgreement agreement) {
        return new DefinitionWriter(agreement).write();
    }
}
