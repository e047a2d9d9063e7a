package org.sla4j.monitor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.Interval;
import org.sla4j.calendar.Quoted;
import org.sla4j.cases.AgreementVersions;

/**
 * The agreements that the host gave, by id, as texts for a store: which versions there are, and a digest of all that wake-ups are
 * computed with, down to the dates that the calendars are open on.
 *
 * <p>Immutable and thread-safe.
 */
final class KnownAgreements {
    /** A calendar may know of holidays for centuries; those of these years from now on move what is open today. */
    private static final int YEARS_AHEAD = 3;

    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, AgreementVersions> known = new TreeMap<>();
    private final Map<List<String>, OfCase> byIds = new ConcurrentHashMap<>();
    private final Map<String, OfCase> byText = new ConcurrentHashMap<>();
    private final Map<Same, String> calendars = new ConcurrentHashMap<>();
    private final LocalDate today;

    /** A calendar as the key of a map that does not look into it: comparing calendars takes long. */
    private static final class Same {
        private final BusinessCalendar calendar;

        Same(BusinessCalendar calendar) {
            this.calendar = calendar;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // that is the point
        public boolean equals(@Nullable Object other) {
            return other instanceof Same that && calendar == that.calendar;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(calendar);
        }
    }

    /** Some of the agreements, as they are known here. */
    final class OfCase {
        private final String text;
        private final List<AgreementVersions> agreements;
        private final String digest;

        private final boolean isAhead;

        private OfCase(String text, List<AgreementVersions> agreements, boolean isAhead) {
            this.text = text;
            this.agreements = agreements;
            this.isAhead = isAhead;
            digest = KnownAgreements.this.digest(agreements);
        }

        /** The text for a store: a line for each agreement, with its versions. */
        String text() {
            return text;
        }

        List<AgreementVersions> agreements() {
            return agreements;
        }

        /** A digest of all that wake-ups are computed with. */
        String digest() {
            return digest;
        }

        String digest(BusinessCalendar calendar) {
            return KnownAgreements.this.digest(calendar);
        }

        /** Whether the state of a row can be gone on with: it was computed with what is known here. */
        boolean isOf(SlaStore.StoredCase row) {
            return row.format() == WatchedCase.FORMAT
                    && row.fault().isEmpty()
                    && row.agreements().equals(text)
                    && row.digest().equals(digest);
        }
    }

    KnownAgreements(Collection<AgreementVersions> agreements, Instant now) {
        for (AgreementVersions versions : agreements) {
            String id = versions.versions().get(0).agreement().id();
            if (versions.versions().stream()
                    .anyMatch(version -> version.agreement().isTrial())) {
                throw new IllegalArgumentException(
                        "Agreement " + Quoted.of(id) + " is a trial; a monitor watches only what is promised.");
            }
            if (known.put(id, versions) != null) {
                throw new IllegalArgumentException(
                        "Agreement " + Quoted.of(id) + " is given twice; give all its versions at once.");
            }
        }
        today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Names the agreements that the newest versions rest on, but which are not known here. */
    void unwatched(BiConsumer<String, String> into) {
        for (AgreementVersions versions : known.values()) {
            ServiceLevelAgreement newest =
                    versions.versions().get(versions.versions().size() - 1).agreement();
            for (ServiceLevelAgreement other : newest.restsOn()) {
                if (!known.containsKey(other.id())) {
                    into.accept(newest.id(), other.id());
                }
            }
        }
    }

    Set<String> ids() {
        return known.keySet();
    }

    /** Agreements by their ids. */
    OfCase of(Collection<String> ids) {
        return remembered(
                byIds,
                List.copyOf(ids),
                all -> known(all.stream().distinct().sorted().toList(), false));
    }

    private static <K> OfCase remembered(Map<K, OfCase> all, K key, Function<K, OfCase> made) {
        if (all.size() > MOST_REMEMBERED) {
            all.clear();
        }
        return Objects.requireNonNull(all.computeIfAbsent(key, made));
    }

    private OfCase known(List<String> ids, boolean isAhead) {
        String text = ids.stream()
                .map(id -> {
                    List<String> line = new ArrayList<>(List.of(id));
                    find(id).versions()
                            .forEach(version -> line.add(version.agreement().version()));
                    return Fields.line(line.toArray());
                })
                .collect(Collectors.joining("\n"));
        return new OfCase(text, ids.stream().map(this::find).toList(), isAhead);
    }

    /** Agreements by the text of a row, in the versions that are known here. */
    OfCase of(String text) {
        return remembered(byText, text, lines -> known(ids(lines), isAheadOfUs(lines)));
    }

    private static List<String> ids(String text) {
        return text.lines().map(line -> Fields.of(line).get(0)).toList();
    }

    private AgreementVersions find(String id) {
        AgreementVersions versions = known.get(id);
        if (versions == null) {
            throw new IllegalStateException("Agreement " + Quoted.of(id)
                    + " is not known; give it to the builder of the monitor, or by agreementsChanged. OfCase are "
                    + known.keySet() + ".");
        }
        return versions;
    }

    /** Whether a text names a version that is not known here, so that another node has to see to the case. */
    boolean isAhead(String text) {
        OfCase here = byText.get(text);
        return here == null ? isAheadOfUs(text) : here.isAhead;
    }

    private boolean isAheadOfUs(String text) {
        return text.lines()
                .map(Fields::of)
                .anyMatch(line -> Optional.ofNullable(known.get(line.get(0)))
                        .filter(versions -> !versions.versions().stream()
                                .map(version -> version.agreement().version())
                                .collect(Collectors.toSet())
                                .containsAll(line.subList(1, line.size())))
                        .isPresent());
    }

    /** Says which version a text names that is not known here. */
    String unknownVersion(String text) {
        for (List<String> line : text.lines().map(Fields::of).toList()) {
            AgreementVersions versions = known.get(line.get(0));
            List<String> here = versions == null
                    ? List.of()
                    : versions.versions().stream()
                            .map(version -> version.agreement().version())
                            .toList();
            for (String version : line.subList(1, line.size())) {
                if (versions != null && !here.contains(version)) {
                    return "Version " + Quoted.of(version) + " of agreement " + Quoted.of(line.get(0))
                            + " is not known here; known are " + here
                            + ". Leave the case to a node that knows it, or give all versions that open cases are under:"
                            + " AgreementVersions.of(old).then(next, ...).";
                }
            }
        }
        return "All versions are known here.";
    }

    /** Whether wake-ups computed by that are to be computed anew here. */
    boolean isOutdated(SlaStore.Promise promise) {
        if (isAhead(promise.agreements())) {
            return false;
        }
        if (!known.keySet().containsAll(ids(promise.agreements()))) {
            return false; // a fault, which has a wake-up of its own
        }
        OfCase here = of(promise.agreements());
        return !here.text().equals(promise.agreements()) || !here.digest().equals(promise.digest());
    }

    private String digest(List<AgreementVersions> agreements) {
        StringBuilder all = new StringBuilder();
        for (AgreementVersions versions : agreements) {
            for (AgreementVersions.Version version : versions.versions()) {
                all.append(version.from())
                        .append(' ')
                        .append(version.openCases())
                        .append('\n');
                describe(version.agreement(), all);
            }
        }
        return sha(all.toString());
    }

    private void describe(ServiceLevelAgreement agreement, StringBuilder into) {
        into.append(agreement.id()).append('\t').append(agreement.version()).append('\n');
        into.append(agreement.digest()).append('\n').append(agreement.inForce()).append('\n');
        for (SeverityPolicy policy : agreement.policies()) {
            into.append(policy).append('\n');
            policy.targets().forEach((metric, target) -> describe(metric.name(), target, into));
        }
        for (EscalationStep step : agreement.escalation()) {
            into.append(step).append('\n');
            step.contact().hours().map(this::digest).ifPresent(into::append);
        }
        for (Contact contact : agreement.contacts()) {
            into.append(contact).append('\n');
        }
    }

    private void describe(String metric, Target target, StringBuilder into) {
        into.append(metric)
                .append('\t')
                .append(target)
                .append('\t')
                .append(target.pauseRule())
                .append('\t')
                .append(target.warnings())
                .append('\t')
                .append(digest(target.calendar()))
                .append('\n');
    }

    /** What tells a calendar from others that are open at other times. */
    String digest(BusinessCalendar calendar) {
        return Objects.requireNonNull(calendars.computeIfAbsent(new Same(calendar), key -> {
            BusinessCalendar known = key.calendar;
            LocalDate first = LocalDate.of(today.getYear() - 1, 1, 1);
            LocalDate last = LocalDate.of(today.getYear() + YEARS_AHEAD, 1, 1);
            LocalDate from =
                    known.coverage().first().isAfter(first) ? known.coverage().first() : first;
            LocalDate until =
                    known.coverage().last().isBefore(last) ? known.coverage().last() : last;
            StringBuilder text = new StringBuilder(known.name())
                    .append('\t')
                    .append(known.zone())
                    .append('\t')
                    .append(known.coverage())
                    .append('\n');
            if (from.isBefore(until)) {
                known.openIntervals(
                                from.atStartOfDay(known.zone()).toInstant(),
                                until.atStartOfDay(known.zone()).toInstant())
                        .map(Interval::toString)
                        .forEach(interval -> text.append(interval).append('\n'));
            }
            return sha(text.toString());
        }));
    }

    static String sha(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
