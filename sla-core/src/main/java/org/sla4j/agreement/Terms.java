package org.sla4j.agreement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an agreement says to people besides its promises: how success is measured, who benefits, when it is reviewed, who is
 * responsible and who reports. None of it changes a clock.
 *
 * <pre>{@code
 * Terms terms = Terms.builder()
 *         .success("Nine of ten users are content.")
 *         .reviewOn(LocalDate.of(2026, 11, 1))
 *         .responsible(Metric.FIRST_RESPONSE, Party.of("Desk"))
 *         .build();
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param success how success is measured, in words; may be empty
 * @param beneficiaries who benefits besides the customer, in the order given
 * @param reviewOn when the agreement is to be reviewed, if a date is set
 * @param responsible who is responsible for the objectives for which it is not the provider, in the order given
 * @param reporting who measures and who reports to whom how often, in the order given
 */
public record Terms(
        String success,
        Set<Party> beneficiaries,
        Optional<LocalDate> reviewOn,
        Map<Metric, Party> responsible,
        List<Reporting> reporting) {
    /** No terms. */
    public static final Terms NONE = builder().build();

    /** Copies the collections. */
    public Terms {
        beneficiaries = Collections.unmodifiableSet(new LinkedHashSet<>(beneficiaries));
        responsible = Collections.unmodifiableMap(new LinkedHashMap<>(responsible));
        reporting = List.copyOf(reporting);
    }

    /**
     * Starts to describe terms.
     *
     * @return a builder of terms that say nothing
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts to describe other terms that are like these until they are changed.
     *
     * @return a builder with all parts of these terms
     */
    public Builder toBuilder() {
        Builder same = new Builder();
        same.success = success;
        same.beneficiaries.addAll(beneficiaries);
        same.reviewOn = reviewOn;
        same.responsible.putAll(responsible);
        same.reporting.addAll(reporting);
        return same;
    }

    /** Builds terms. Not thread-safe. */
    public static final class Builder {
        private String success = "";
        private final Set<Party> beneficiaries = new LinkedHashSet<>();
        private Optional<LocalDate> reviewOn = Optional.empty();
        private final Map<Metric, Party> responsible = new LinkedHashMap<>();
        private final List<Reporting> reporting = new ArrayList<>();

        private Builder() {}

        /**
         * Sets how success is measured.
         *
         * @param words in words
         * @return this builder
         */
        public Builder success(String words) {
            success = words;
            return this;
        }

        /**
         * Adds somebody who benefits from the service besides the customer.
         *
         * @param party the beneficiary
         * @return this builder
         */
        public Builder beneficiary(Party party) {
            beneficiaries.add(party);
            return this;
        }

        /**
         * Sets when the agreement is to be reviewed.
         *
         * @param date when
         * @return this builder
         */
        public Builder reviewOn(LocalDate date) {
            reviewOn = Optional.of(date);
            return this;
        }

        /**
         * Sets who is responsible for an objective; without it the provider is.
         *
         * @param metric what is promised
         * @param party who is responsible
         * @return this builder
         */
        public Builder responsible(Metric metric, Party party) {
            responsible.put(metric, party);
            return this;
        }

        /**
         * Adds a duty to report.
         *
         * @param duty who measures and who reports to whom how often
         * @return this builder
         */
        public Builder reporting(Reporting duty) {
            reporting.add(duty);
            return this;
        }

        /**
         * Makes the terms.
         *
         * @return the terms
         */
        public Terms build() {
            return new Terms(success, beneficiaries, reviewOn, responsible, reporting);
        }
    }
}
