package org.sla4j.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.DateRange;

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
 * Immutable and thread-safe.
 */
public final class ServiceLevelAgreement {
    private final String id;
    private final String version;
    private final AgreementKind kind;
    private final String service;
    private final Party provider;
    private final Party customer;
    private final DateRange inForce;
    private final List<SeverityPolicy> policies;

    private ServiceLevelAgreement(Builder builder, Party provider, Party customer) {
        id = builder.id;
        version = builder.version;
        kind = builder.kind;
        service = builder.service;
        this.provider = provider;
        this.customer = customer;
        inForce = builder.inForce;
        policies = List.copyOf(builder.policies);
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
     * @return its first and last date, {@link DateRange#SUPPORTED} unless set
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
     * Finds the policy for a case.
     *
     * @param severity how severe the case is
     * @param attributes what else is known of it
     * @return the first policy that {@linkplain SeverityPolicy#matches matches}; empty if nothing is promised for such a case
     */
    public Optional<SeverityPolicy> policyFor(Severity severity, Map<String, String> attributes) {
        return policies.stream()
                .filter(policy -> policy.matches(severity, attributes))
                .findFirst();
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
                && policies.equals(that.policies);
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

    /** A description of an agreement in the making. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private String version = "1";
        private AgreementKind kind = AgreementKind.SLA;
        private String service = "";
        private @Nullable Party provider;
        private @Nullable Party customer;
        private DateRange inForce = DateRange.SUPPORTED;
        private final List<SeverityPolicy> policies = new ArrayList<>();

        private Builder(String id) {
            if (id.isBlank()) {
                throw new IllegalArgumentException(
                        "An agreement needs an id that is not blank, but was \"" + id + "\".");
            }
            this.id = id;
        }

        /**
         * Sets the version.
         *
         * @param edition which edition of the agreement this is
         * @return this builder
         */
        public Builder version(String edition) {
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
         * @param dates its first and last date
         * @return this builder
         */
        public Builder inForce(DateRange dates) {
            inForce = dates;
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
                throw new IllegalArgumentException(
                        "Agreement \"" + id + "\" has a policy \"" + policy.name() + "\" already; names must differ.");
            }
            policies.add(policy);
            return this;
        }

        /**
         * Makes the agreement.
         *
         * @return the agreement
         * @throws IllegalArgumentException if provider, customer or policies are missing
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
                        "Agreement \"" + id + "\" needs " + String.join(", ", missing) + ".");
            }
            return new ServiceLevelAgreement(this, from, to);
        }
    }
}
