package org.sla4j.cases;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.Quoted;

/**
 * What a desk's row says of a case at one instant: its status, who has it, what it waits for. {@link CaseSnapshots} turns rows
 * into events.
 *
 * <p>What a row does not say stays as it was. An attribute with an empty value is one that the case no longer has.
 *
 * <pre>{@code
 * CaseSnapshot.builder("INC-1", at)
 *         .status(CaseSnapshot.Status.OPEN)
 *         .isAnswered(true)
 *         .severity(Severity.HIGH)
 *         .team("network")
 *         .waits(Set.of(PauseReason.of("awaiting user info", "customer")))
 *         .attribute("category", "vpn")
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param caseId the case, not blank
 * @param at when the row was written
 * @param sequence its place among the rows of that instant, at least 0; 0 unless a log tells time so coarsely that an instant has
 *     several rows
 * @param openedAt when the case was opened, if that was before its first row
 * @param status where the case stands, if the row says
 * @param isAnswered whether the provider has answered by then; once it has, it has
 * @param severity how severe the case is, if the row says
 * @param team the team that has it, if the row says
 * @param waits everything that the case waits for, if the row says; a finished case waits for nothing
 * @param attributes the attributes that the row gives, by name
 */
public record CaseSnapshot(
        String caseId,
        Instant at,
        long sequence,
        Optional<Instant> openedAt,
        Optional<Status> status,
        boolean isAnswered,
        Optional<Severity> severity,
        Optional<String> team,
        Optional<Set<PauseReason>> waits,
        Map<String, String> attributes)
        implements CaseInput {
    /** Where a case stands. */
    public enum Status {
        /** Somebody has to act. */
        OPEN,
        /** It is resolved, and may come back. */
        RESOLVED,
        /** It is closed. */
        CLOSED,
        /** It was called off. */
        CANCELLED
    }

    /**
     * Checks and copies the parts.
     *
     * @throws IllegalArgumentException if the id or the team is blank, the sequence number is negative, or the case was opened
     *     after the row was written
     */
    public CaseSnapshot {
        if (caseId.isBlank()) {
            throw new IllegalArgumentException(
                    "A snapshot needs the id of its case, not blank, but was " + Quoted.of(caseId) + ".");
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("The sequence number of a snapshot is at least 0, but was " + sequence
                    + ", of " + Quoted.of(caseId) + ".");
        }
        if (openedAt.isPresent() && openedAt.get().isAfter(at)) {
            throw new IllegalArgumentException("Case " + Quoted.of(caseId) + " has a row of " + at
                    + ", before it was opened at " + openedAt.get() + ".");
        }
        if (team.isPresent() && team.get().isBlank()) {
            throw new IllegalArgumentException("The team of a snapshot is not blank, but was " + Quoted.of(team.get())
                    + ", of " + Quoted.of(caseId) + "; leave it out where a row does not say.");
        }
        waits = waits.map(Set::copyOf);
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /**
     * Begins a snapshot that says nothing yet.
     *
     * @param caseId the case, not blank
     * @param at when the row was written
     * @return the builder
     */
    public static Builder builder(String caseId, Instant at) {
        return new Builder(caseId, at);
    }

    /**
     * Writes the snapshot as one line of text, as {@link CaseEvent#toLine} does with an event.
     *
     * <pre>{@code
     * row.toLine();   // 2026-01-05T10:00:00Z<tab>status=open<tab>severity=high<tab>rank=2<tab>team=network
     * }</pre>
     *
     * @return all parts but the id of the case, without a control character but the tabs between parts
     */
    public String toLine() {
        return SnapshotLine.of(this);
    }

    /**
     * Reads what {@link #toLine} wrote.
     *
     * @param caseId the case, not blank
     * @param line the line, without its line break
     * @return the snapshot, equal to the one written
     * @throws IllegalArgumentException if it is not such a line; the message quotes it and says why
     */
    public static CaseSnapshot parseLine(String caseId, String line) {
        return SnapshotLine.parse(caseId, line);
    }

    /** Returns the id of the case and the parts that the snapshot says, on one line. */
    @Override
    public String toString() {
        return Quoted.plain(caseId + " " + toLine().replace('\t', ' '));
    }

    /** Builds a snapshot. Not thread-safe. */
    public static final class Builder {
        private final String caseId;
        private final Instant at;
        private long sequence;
        private Optional<Instant> openedAt = Optional.empty();
        private Optional<Status> status = Optional.empty();
        private boolean answered;
        private Optional<Severity> severity = Optional.empty();
        private Optional<String> team = Optional.empty();
        private Optional<Set<PauseReason>> waits = Optional.empty();
        private final Map<String, String> attributes = new TreeMap<>();

        private Builder(String caseId, Instant at) {
            this.caseId = caseId;
            this.at = at;
        }

        /**
         * Says which of the rows of its instant it is.
         *
         * @param place its place, at least 0
         * @return this builder
         */
        public Builder sequence(long place) {
            sequence = place;
            return this;
        }

        /**
         * Says when the case was opened.
         *
         * @param opened the instant, at or before the row's own
         * @return this builder
         */
        public Builder openedAt(Instant opened) {
            openedAt = Optional.of(opened);
            return this;
        }

        /**
         * Says where the case stands.
         *
         * @param where the status
         * @return this builder
         */
        public Builder status(Status where) {
            status = Optional.of(where);
            return this;
        }

        /**
         * Says whether the provider has answered by then.
         *
         * @param yes true from the first answer on
         * @return this builder
         */
        public Builder isAnswered(boolean yes) {
            answered = yes;
            return this;
        }

        /**
         * Says how severe the case is.
         *
         * @param how the severity
         * @return this builder
         */
        public Builder severity(Severity how) {
            severity = Optional.of(how);
            return this;
        }

        /**
         * Says which team has the case.
         *
         * @param name the team, not blank
         * @return this builder
         */
        public Builder team(String name) {
            team = Optional.of(name);
            return this;
        }

        /**
         * Says what the case waits for.
         *
         * @param all all reasons; empty if it waits for nothing
         * @return this builder
         */
        public Builder waits(Set<PauseReason> all) {
            waits = Optional.of(all);
            return this;
        }

        /**
         * Says one more attribute.
         *
         * @param name its name
         * @param value its value; empty if the case no longer has it
         * @return this builder
         */
        public Builder attribute(String name, String value) {
            attributes.put(name, value);
            return this;
        }

        /**
         * Makes the snapshot.
         *
         * @return the snapshot
         * @throws IllegalArgumentException as the record's constructor says
         */
        public CaseSnapshot build() {
            return new CaseSnapshot(
                    caseId, at, sequence, openedAt, status, answered, severity, team, waits, attributes);
        }
    }
}
