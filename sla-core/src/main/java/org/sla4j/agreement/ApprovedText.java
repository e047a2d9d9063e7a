package org.sla4j.agreement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.CalendarDefinition;
import org.sla4j.calendar.Quoted;

/**
 * What an agreement promises, as a text that is the same for all agreements that promise the same, so that its digest tells
 * whether an approval was given for it.
 *
 * <p>A digest names the version of the text. A later release may write another text for new digests, but must go on to write
 * this one for the old.
 */
final class ApprovedText {
    private static final String VERSION = "1";

    private final StringBuilder out = new StringBuilder();

    private ApprovedText() {}

    /** Returns the version of the text and the SHA-256 of it in hexadecimal digits, such as {@code 1:9f86d0...}. */
    static String digest(ServiceLevelAgreement agreement) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(of(agreement).getBytes(StandardCharsets.UTF_8));
            return VERSION + ":" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    static String of(ServiceLevelAgreement agreement) {
        ApprovedText text = new ApprovedText();
        text.agreement(agreement);
        return text.out.toString();
    }

    private void agreement(ServiceLevelAgreement agreement) {
        line("sla4j agreement", VERSION);
        line("id", agreement.id());
        line("kind", agreement.kind());
        line("provider", agreement.provider());
        line("customer", agreement.customer());
        line("zone", agreement.zone());
        line("in force", agreement.inForce());
        line("severities", agreement.severities());
        line("selects at opening only", agreement.selectsAtOpeningOnly());
        agreement.policies().forEach(this::policy);
        agreement.credits().ifPresent(this::credits);
    }

    private void policy(SeverityPolicy policy) {
        line("policy", policy.name());
        line("severities", policy.severities());
        for (Condition condition : policy.conditions()) {
            line("condition", condition.attribute(), condition.test(), sorted(condition.values()));
        }
        line("retargeting", policy.retargeting(), policy.retargetsFinished());
        line("reopening", policy.reopening());
        line("reply ends wait", policy.replyEndsWait());
        Map<String, Metric> byName = new TreeMap<>();
        policy.targets().keySet().forEach(metric -> byName.put(metric.name(), metric));
        byName.values().forEach(metric -> {
            metric(metric);
            policy.target(metric).ifPresent(this::target);
        });
    }

    private void metric(Metric metric) {
        line("metric", metric.name());
        line("starts on", metric.startsOn());
        line("pauses on", metric.pausesOn());
        line("resumes on", metric.resumesOn());
        line("restarts on", metric.restartsOn());
        line("stops on", metric.stopsOn());
        line("cancels on", metric.cancelsOn());
        pauseRule(metric.pauseRule());
        line("repeating", metric.isRepeating(), metric.isCountedFromDue());
        metric.whileHeldBy()
                .ifPresent(holder -> line(
                        "while held by",
                        holder.scope(),
                        holder.name(),
                        holder.isCumulative(),
                        holder.isJudgedAtHandOver()));
    }

    private void target(Target target) {
        line("limit", target.limit());
        line("goal", Percent.of(target.goal()));
        pauseRule(target.pauseRule());
        line("warnings", sorted(target.warnings()));
        calendar(target.calendar());
    }

    private void pauseRule(PauseRule rule) {
        line("pauses", rule.all(), sorted(rule.parties()), sorted(rule.reasons()));
    }

    private void calendar(BusinessCalendar calendar) {
        CalendarDefinition rules;
        try {
            rules = CalendarDefinition.of(calendar);
        } catch (IllegalArgumentException e) {
            // Its holidays come from code; the dates that they come to are no part of the promise, their name is.
            line("calendar", calendar.name(), calendar.zone());
            return;
        }
        line("calendar", calendar.name());
        rules(rules);
    }

    private void rules(CalendarDefinition calendar) {
        line("rules", calendar.zone(), calendar.hours());
        calendar.hoursFrom().forEach(dated -> line("hours from", dated.from(), dated.hours()));
        calendar.holidays().stream()
                .map(day -> day.worksLike().isEmpty() ? List.of(day.date()) : List.of(day.date(), day.worksLike()))
                .sorted(Comparator.comparing(Object::toString))
                .forEach(day -> line("holiday", day.toArray()));
        if (!calendar.observed().isEmpty()) {
            line("observed", calendar.observed());
        }
        sorted(calendar.publicHolidays())
                .forEach(place -> line("public holidays", place.replaceFirst(", names in .*", "")));
        sorted(calendar.feeds()).forEach(feed -> line("feed", feed));
        sorted(calendar.except()).forEach(rule -> line("except", rule));
        calendar.special().forEach(day -> line("special", day.date(), day.hours()));
        line("holidays known", calendar.holidaysKnown(), calendar.whenHolidaysEnd());
        if (!calendar.parts().isEmpty()) {
            line("combine", calendar.combine());
            calendar.parts().forEach(this::rules);
            line("combined");
        }
    }

    private void credits(ServiceCredits credits) {
        line(
                "credits",
                credits.currency(),
                Percent.of(credits.cap()),
                credits.rounding(),
                credits.basis(),
                credits.dueBy());
        credits.tiers().forEach(tier -> line("tier", Percent.of(tier.below()), Percent.of(tier.share())));
    }

    private static List<String> sorted(Collection<?> parts) {
        return parts.stream()
                .map(Object::toString)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** Quotes every part, or two parts could be mistaken for one. */
    private void line(String name, Object... parts) {
        out.append(name);
        for (Object part : parts) {
            out.append(' ');
            if (part instanceof Collection<?> several) {
                out.append('[');
                several.forEach(one -> out.append(Quoted.of(one.toString())).append(' '));
                out.append(']');
            } else {
                out.append(Quoted.of(part.toString()));
            }
        }
        out.append('\n');
    }
}
