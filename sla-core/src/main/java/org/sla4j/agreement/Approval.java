package org.sla4j.agreement;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sla4j.calendar.Quoted;

/**
 * Somebody's signature under what an agreement promises.
 *
 * <pre>{@code
 * ServiceLevelAgreement signed = draft.withApproval(Approval.of("service owner", "Ada Byron", LocalDate.of(2026, 1, 5)));
 * signed.approvals().get(0).digest(); // of what she signed
 * }</pre>
 *
 * <p>An approval counts as long as its {@linkplain ServiceLevelAgreement#digest() digest} is that of the agreement; whoever
 * changes the promise makes a draft. It counts for cases opened from its date on, or from an earlier one that it names.
 *
 * @param role in which role, not blank, such as {@code customer's representative}
 * @param name who, not blank
 * @param on when
 * @param from the first date of the openings that it is for, not after {@code on}; empty for {@code on}
 * @param digest of what was approved, as {@link ServiceLevelAgreement#digest()} gives it; empty until it is signed by {@link
 *     ServiceLevelAgreement#withApproval}
 */
public record Approval(String role, String name, LocalDate on, Optional<LocalDate> from, Optional<String> digest) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if role, name or digest is blank, or the first date is after that of the approval
     */
    public Approval {
        if (role.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("An approval needs the role and the name of who approves, but was role "
                    + Quoted.of(role) + " and name " + Quoted.of(name) + ".");
        }
        if (from.filter(on::isBefore).isPresent()) {
            throw new IllegalArgumentException(
                    "An approval is for openings from its date on or from an earlier one, but was on " + on
                            + " for openings from " + from.get() + ".");
        }
        if (digest.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("The digest of an approval is not blank.");
        }
    }

    /**
     * Makes an approval to sign an agreement with, for openings from its date on.
     *
     * @param role in which role, not blank
     * @param name who, not blank
     * @param on when
     * @return the approval, without a digest
     * @throws IllegalArgumentException if role or name is blank
     */
    public static Approval of(String role, String name, LocalDate on) {
        return new Approval(role, name, on, Optional.empty(), Optional.empty());
    }

    /**
     * Returns the same approval, for openings from an earlier date on.
     *
     * @param date the first date, not after that of the approval
     * @return the approval
     * @throws IllegalArgumentException if it is after that of the approval
     */
    public Approval withFrom(LocalDate date) {
        return new Approval(role, name, on, Optional.of(date), digest);
    }

    /**
     * Returns the same approval with the digest of what was approved.
     *
     * @param text the digest, not blank
     * @return the approval
     * @throws IllegalArgumentException if it is blank
     */
    public Approval withDigest(String text) {
        return new Approval(role, name, on, from, Optional.of(text));
    }

    /** Whether this is what was approved: a promise that was changed since has another digest. */
    private boolean isOf(String promised) {
        return digest.filter(promised::equals).isPresent();
    }

    /** The required roles that have not approved what is promised now. */
    static List<String> missing(Collection<String> required, Collection<Approval> given, String promised) {
        return required.stream()
                .filter(role -> firstDate(role, given, promised).isEmpty())
                .toList();
    }

    /** From which date on cases that are opened are promised something: that of the last role to approve; empty if none is required. */
    static Optional<LocalDate> promisedFrom(Collection<String> required, Collection<Approval> given, String promised) {
        return required.stream()
                .flatMap(role -> firstDate(role, given, promised).stream())
                .max(Comparator.naturalOrder());
    }

    /** The first date of the openings for which a role has approved what is promised now. */
    private static Optional<LocalDate> firstDate(String role, Collection<Approval> given, String promised) {
        return given.stream()
                .filter(approval -> approval.role().equals(role) && approval.isOf(promised))
                .map(approval -> approval.from().orElse(approval.on()))
                .min(Comparator.naturalOrder());
    }

    /** Returns the approval in words, such as {@code Ada Byron (service owner) on 2026-01-05}. */
    @Override
    public String toString() {
        return name + " (" + role + ") on " + on
                + from.map(date -> " for openings from " + date).orElse("");
    }
}
