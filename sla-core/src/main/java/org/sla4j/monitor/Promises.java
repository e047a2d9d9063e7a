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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
final class Promises {
    /** A calendar may know of holidays for centuries; those of these years from now on move what is open today. */
    private static final int YEARS_AHEAD = 3;

    private final Map<String, AgreementVersions> known = new TreeMap<>();
    private final Map<String, String> digests = new ConcurrentHashMap<>();
    private final Map<BusinessCalendar, String> calendars = new ConcurrentHashMap<>();
    private final LocalDate today;

    Promises(Collection<AgreementVersions> agreements, Instant now) {
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

    Set<String> ids() {
        return known.keySet();
    }

    /** The text for a store of agreements by their ids: a line for each, with its versions. */
    String text(Collection<String> ids) {
        return ids.stream()
                .distinct()
                .sorted()
                .map(id -> {
                    List<String> line = new ArrayList<>(List.of(id));
                    find(id).versions()
                            .forEach(version -> line.add(version.agreement().version()));
                    return Fields.line(line.toArray());
                })
                .collect(Collectors.joining("\n"));
    }

    static List<String> ids(String text) {
        return text.lines().map(line -> Fields.of(line).get(0)).toList();
    }

    List<AgreementVersions> of(String text) {
        return ids(text).stream().map(this::find).toList();
    }

    private AgreementVersions find(String id) {
        AgreementVersions versions = known.get(id);
        if (versions == null) {
            throw new IllegalStateException("Agreement " + Quoted.of(id)
                    + " is not known; give it to the builder of the monitor, or by agreementsChanged. Known are "
                    + known.keySet() + ".");
        }
        return versions;
    }

    /** Whether a text names a version that is not known here, so that another node has to see to the case. */
    boolean isAhead(String text) {
        return text.lines()
                .map(Fields::of)
                .anyMatch(line -> Optional.ofNullable(known.get(line.get(0)))
                        .filter(versions -> !versions.versions().stream()
                                .map(version -> version.agreement().version())
                                .collect(Collectors.toSet())
                                .containsAll(line.subList(1, line.size())))
                        .isPresent());
    }

    /** Whether wake-ups computed by that are to be computed anew here. */
    boolean isOutdated(SlaStore.Promise promise) {
        if (isAhead(promise.agreements())) {
            return false;
        }
        if (!known.keySet().containsAll(ids(promise.agreements()))) {
            return false; // a fault, which has a wake-up of its own
        }
        String text = text(ids(promise.agreements()));
        return !text.equals(promise.agreements()) || !digest(text).equals(promise.digest());
    }

    String digest(String text) {
        return digests.computeIfAbsent(text, lines -> {
            StringBuilder all = new StringBuilder();
            for (AgreementVersions versions : of(lines)) {
                for (AgreementVersions.Version version : versions.versions()) {
                    all.append(version.from())
                            .append(' ')
                            .append(version.openCases())
                            .append('\n');
                    describe(version.agreement(), all);
                }
            }
            return sha(all.toString());
        });
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
        return calendars.computeIfAbsent(calendar, known -> {
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
        });
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
