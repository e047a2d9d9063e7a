package org.sla4j.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Quoted;

/**
 * The versions of an agreement in time, each with its effective date and a rule for the cases that are open then.
 *
 * <pre>{@code
 * AgreementVersions versions = AgreementVersions.of(v1)
 *         .then(v2, january, AgreementVersions.OpenCases.MOVE_FROM_NOW)
 *         .then(v3, april, AgreementVersions.OpenCases.STAY);
 * ServiceCase incident = versions.replay(events, now);
 * ServiceCase asKnownThen = versions.asKnownOn(Instant.parse("2026-03-01T00:00:00Z")).replay(events, now);
 * CaseDiff.between(asKnownThen, incident, now);     // a second result beside the first, and why it differs
 * }</pre>
 *
 * <p>A new calendar is a new version of the agreement that uses it. Earlier results stay as they were: a new version is a
 * value of its own, and the cases made with the versions known until then stay what they are.
 *
 * <p>Immutable and thread-safe.
 */
public final class AgreementVersions {
    private final List<Version> versions;

    private AgreementVersions(List<Version> versions) {
        this.versions = List.copyOf(versions);
    }

    /** What happens to open cases when a new version takes effect; finished measurements and cases never change. */
    public enum OpenCases {
        /** They keep the version under which they were opened, or that they moved to last. */
        STAY,
        /** They move: time used so far is kept as it was measured, and what follows counts by the new version. */
        MOVE_FROM_NOW,
        /** They move: their open clocks are counted anew, as if the new version had held from the start. */
        MOVE_RETROACTIVELY
    }

    /**
     * A version and since when it holds.
     *
     * @param agreement what is promised
     * @param from the first instant at which it holds; {@link Instant#MIN} for the first version
     * @param openCases what happens to the cases that are open then
     */
    public record Version(ServiceLevelAgreement agreement, Instant from, OpenCases openCases) {}

    /**
     * Returns a history of one version, to which {@link #then} adds others.
     *
     * @param first the agreement that holds for all cases opened before the next
     * @return a history of one version
     */
    public static AgreementVersions of(ServiceLevelAgreement first) {
        return new AgreementVersions(List.of(new Version(first, Instant.MIN, OpenCases.STAY)));
    }

    /**
     * Adds the next version.
     *
     * @param next what is promised to the cases opened from then on
     * @param from its effective date, after that of the version before
     * @param openCases what happens to the cases that are open then
     * @return the longer history
     * @throws IllegalArgumentException if it is of another agreement, the date is not after that of the version before, a version of
     *     that name is there, the periods in force of the two overlap, or nothing would be promised between them: say so by a
     *     version of its own that promises nothing
     */
    public AgreementVersions then(ServiceLevelAgreement next, Instant from, OpenCases openCases) {
        Version last = versions.get(versions.size() - 1);
        if (!last.agreement().id().equals(next.id())) {
            throw new IllegalArgumentException(
                    "Versions are of one agreement, but agreement " + Quoted.of(next.id()) + " was to follow agreement "
                            + Quoted.of(last.agreement().id()) + "; give the new version the same id.");
        }
        if (!from.isAfter(last.from())) {
            throw new IllegalArgumentException("Version " + Quoted.of(next.version()) + " of agreement "
                    + Quoted.of(next.id()) + " must take effect after the one before, at " + last.from()
                    + ", but was given " + from + ".");
        }
        requireNeighbours(last.agreement(), next, from);
        for (Version version : versions) {
            if (version.agreement().version().equals(next.version())) {
                throw new IllegalArgumentException("Agreement " + Quoted.of(next.id()) + " has a version "
                        + Quoted.of(next.version()) + " already; give each version its own name.");
            }
        }
        List<Version> more = new ArrayList<>(versions);
        more.add(new Version(next, from, openCases));
        return new AgreementVersions(more);
    }

    /**
     * A case opened between two versions would be promised nothing, and nobody would have said so; one opened while both say that they
     * are in force would be promised two things. A period without an end ends where the next version takes effect.
     */
    private static void requireNeighbours(ServiceLevelAgreement before, ServiceLevelAgreement next, Instant from) {
        LocalDate effective = from.atZone(next.zone()).toLocalDate();
        LocalDate first = next.inForce().first();
        LocalDate last = before.inForce().last();
        boolean isDated = first.isAfter(DateRange.SUPPORTED.first());
        boolean isEnded = last.isBefore(DateRange.SUPPORTED.last());
        if ((isDated && first.isBefore(effective)) || (isEnded && !last.isBefore(effective))) {
            throw new IllegalArgumentException("Version " + Quoted.of(before.version()) + " of agreement "
                    + Quoted.of(before.id()) + ", in force " + before.inForce() + ", and version "
                    + Quoted.of(next.version())
                    + ", in force " + next.inForce() + " and taking effect at " + from
                    + ", overlap; let the periods meet at that date.");
        }
        if (first.isAfter(effective) || last.isBefore(effective.minusDays(1))) {
            throw new IllegalArgumentException("Between version " + Quoted.of(before.version()) + " of agreement "
                    + Quoted.of(before.id()) + ", in force " + before.inForce() + ", and version "
                    + Quoted.of(next.version())
                    + ", in force " + next.inForce() + " and taking effect at " + from
                    + ", nothing would be promised; let the periods meet at that date.");
        }
    }

    /**
     * Returns the versions.
     *
     * @return all of them in order of time, unmodifiable
     */
    public List<Version> versions() {
        return versions;
    }

    /**
     * Returns the agreements.
     *
     * @return those of all versions, in order of time; what {@link CaseRecord#toCase} wants
     */
    public ServiceLevelAgreement[] agreements() {
        return versions.stream().map(Version::agreement).toArray(ServiceLevelAgreement[]::new);
    }

    /**
     * Returns the version that holds for a case opened at an instant.
     *
     * @param at when
     * @return the agreement then in force
     */
    public ServiceLevelAgreement at(Instant at) {
        ServiceLevelAgreement found = versions.get(0).agreement();
        for (Version version : versions) {
            if (!version.from().isAfter(at)) {
                found = version.agreement();
            }
        }
        return found;
    }

    /**
     * Returns the versions that had been published by an instant, with the holidays, closures and special hours announced by then.
     *
     * <p>A version that does not say when it was {@linkplain ServiceLevelAgreement#publishedAt published} was always known. If not
     * even the first was, it is kept, since there is nothing else to go by.
     *
     * @param known the last instant at which something may have become known
     * @return those versions, {@linkplain ServiceLevelAgreement#asKnownOn as known then}
     */
    public AgreementVersions asKnownOn(Instant known) {
        List<Version> then = new ArrayList<>();
        for (Version version : versions) {
            boolean isKnown = version.agreement()
                    .publishedAt()
                    .map(published -> !published.isAfter(known))
                    .orElse(true);
            if (isKnown || then.isEmpty()) {
                then.add(new Version(version.agreement().asKnownOn(known), version.from(), version.openCases()));
            }
        }
        return new AgreementVersions(then);
    }

    /**
     * Replays the events of a case under the version of its opening and those that it moved to.
     *
     * @param events its events in any order, an opening among them
     * @param now up to when versions take effect
     * @return the case
     * @throws IllegalArgumentException as {@link ServiceCase#replay} does
     * @throws java.time.DateTimeException if an event is outside the years of a calendar of an agreement
     */
    public ServiceCase replay(List<CaseEvent> events, Instant now) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("A case has at least the event opened, but there are none.");
        }
        return moved(ServiceCase.replay(at(EventLog.sorted(events).opening().at()), events), Instant.MIN, now);
    }

    /**
     * Moves a case to the versions that took effect since it was last looked at.
     *
     * <p>Replaying all events up to {@code until} gives the same case.
     *
     * @param incident a case under these versions
     * @param after when it was last moved; versions up to then are left alone
     * @param until up to when versions take effect
     * @return the case under the version that holds for it
     * @throws java.time.DateTimeException if the effective date is outside the years of a calendar of an agreement
     */
    public ServiceCase moved(ServiceCase incident, Instant after, Instant until) {
        ServiceCase result = incident;
        for (Version version : versions) {
            if (version.openCases() != OpenCases.STAY
                    && version.from().isAfter(incident.openedAt())
                    && version.from().isAfter(after)
                    && !version.from().isAfter(until)) {
                result = result.move(
                        version.from(),
                        version.agreement(),
                        version.openCases() == OpenCases.MOVE_FROM_NOW
                                ? Retargeting.CARRY_ELAPSED
                                : Retargeting.RETROACTIVE);
            }
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgreementVersions that && versions.equals(that.versions);
    }

    @Override
    public int hashCode() {
        return versions.hashCode();
    }

    /** Returns each version and since when it holds. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Version version : versions) {
            out.append(out.isEmpty() ? "" : ", ")
                    .append(version.agreement().id())
                    .append(' ')
                    .append(version.agreement().version());
            if (!version.from().equals(Instant.MIN)) {
                out.append(" from ")
                        .append(version.from())
                        .append(" (")
                        .append(version.openCases())
                        .append(')');
            }
        }
        return out.toString();
    }
}
