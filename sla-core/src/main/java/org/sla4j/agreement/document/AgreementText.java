package org.sla4j.agreement.document;

import java.text.MessageFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityMatrix;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.SupportOrder;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Trigger;
import org.sla4j.agreement.Warning;
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDayRule;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.CalendarDefinition;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Interval;

/**
 * Writes an agreement as Markdown in the words of one language.
 *
 * <pre>{@code
 * String words = AgreementText.of(agreement, Locale.ENGLISH);
 * }</pre>
 */
public final class AgreementText {
    private final ServiceLevelAgreement agreement;
    private final Locale locale;
    private final ResourceBundle words;
    private final DateTimeFormatter dates;
    private final StringBuilder out = new StringBuilder();

    private AgreementText(ServiceLevelAgreement agreement, Locale wanted) {
        this.agreement = agreement;
        // Asked for a language it has not, a resource bundle would answer in that of the machine.
        boolean german = wanted.getLanguage().equals(Locale.GERMAN.getLanguage());
        locale = german ? Locale.GERMAN : Locale.ENGLISH;
        words = ResourceBundle.getBundle(
                "org.sla4j.agreement.document.words",
                german ? Locale.GERMAN : Locale.ROOT,
                AgreementText.class.getModule());
        dates = DateTimeFormatter.ofPattern(word("date"), locale);
    }

    /**
     * Writes an agreement for a customer to read and sign: parties, service, targets by severity as a table, hours, what
     * pauses the clock, whom to call, who is notified when, who reports, consequences and approvals.
     *
     * @param agreement the agreement
     * @param locale German for German words; all other locales get English ones
     * @return the Markdown; what users wrote is escaped, so that none of it is taken for markup
     */
    public static String of(ServiceLevelAgreement agreement, Locale locale) {
        return new AgreementText(agreement, locale).write();
    }

    private String write() {
        line("# "
                + say(
                        "title",
                        word("kind." + agreement.kind().name()),
                        text(agreement.id()),
                        text(agreement.version())));
        if (!agreement.missingApprovals().isEmpty()) {
            paragraph("**" + say("draft", texts(agreement.missingApprovals())) + "**");
        }
        out.append('\n');
        parties();
        targets();
        agreement.matrix().ifPresent(this::matrix);
        heading("hours");
        calendars().forEach(this::hours);
        pauses();
        changes();
        contacts();
        escalation();
        responsibilities();
        if (!agreement.terms().success().isBlank()) {
            heading("success");
            bullet(text(agreement.terms().success()));
        }
        consequences();
        if (!agreement.restsOn().isEmpty()) {
            heading("restsOn");
            if (agreement.supportOrder() == SupportOrder.IN_A_ROW) {
                bullet(word("inARow") + ".");
            }
            agreement
                    .restsOn()
                    .forEach(support -> bullet(say(
                            "support",
                            word("kind." + support.kind().name()),
                            text(support.id()),
                            text(support.version()),
                            text(support.provider().name()))));
        }
        approvals();
        return out.toString();
    }

    private void parties() {
        if (!agreement.service().isBlank()) {
            fact("service", text(agreement.service()));
        }
        fact("provider", text(agreement.provider().name()));
        fact("customer", text(agreement.customer().name()));
        if (!agreement.terms().beneficiaries().isEmpty()) {
            fact("beneficiaries", texts(agreement.terms().beneficiaries()));
        }
        DateRange inForce = agreement.inForce();
        fact(
                "inForce",
                inForce.equals(DateRange.SUPPORTED)
                        ? word("always")
                        : say("from", date(inForce.first()), date(inForce.last())));
        agreement.terms().reviewOn().ifPresent(on -> fact("review", date(on)));
    }

    /** A group of rows for each policy, with a row for each metric of the agreement: also for what is not promised to these cases. */
    private void targets() {
        heading("targets");
        row(
                word("group"),
                word("severity"),
                word("cases"),
                word("objective"),
                word("within"),
                word("hours"),
                word("share"),
                word("warned"));
        out.append("|---|---|---|---|---|---|---|---|\n");
        Set<Metric> metrics = new LinkedHashSet<>();
        agreement.policies().forEach(policy -> metrics.addAll(policy.targets().keySet()));
        int group = 1;
        for (SeverityPolicy policy : agreement.policies()) {
            String[] cases = {
                Integer.toString(group),
                policy.severities().isEmpty() ? word(group == 1 ? "all" : "allOthers") : texts(policy.severities()),
                cases(policy)
            };
            policy.targets().forEach((metric, target) -> row(promised(cases, metric, target)));
            metrics.stream()
                    .filter(metric -> policy.target(metric).isEmpty())
                    .forEach(metric ->
                            row(cases[0], cases[1], cases[2], metric(metric), word("notPromised"), "", "", ""));
            group++;
        }
        paragraph(word("policiesOrder"));
    }

    private String[] promised(String[] cases, Metric metric, Target target) {
        return new String[] {
            cases[0],
            cases[1],
            cases[2],
            metric(metric),
            limit(target.limit()),
            text(target.calendar().name()),
            percent(target.goal()),
            target.warnings().isEmpty()
                    ? word("none")
                    : target.warnings().stream().map(this::moment).collect(Collectors.joining(", "))
        };
    }

    private String cases(SeverityPolicy policy) {
        String conditions = policy.conditions().stream().map(this::condition).collect(Collectors.joining(", "));
        return text(policy.name()) + (conditions.isEmpty() ? "" : " (" + conditions + ")");
    }

    private String condition(Condition condition) {
        String attribute = text(condition.attribute());
        String values = condition.values().stream()
                .map(AgreementText::text)
                .collect(Collectors.joining(" " + word("or") + " "));
        return switch (condition.test()) {
            case ANY_OF -> attribute + " = " + values;
            case NOT -> attribute + " ≠ " + values;
            case AT_LEAST -> attribute + " ≥ " + values;
            case AT_MOST -> attribute + " ≤ " + values;
            case PRESENT -> say("present", attribute);
        };
    }

    private String metric(Metric metric) {
        String key = Names.key(metric.name());
        return Metric.standard().contains(metric) && words.containsKey(key) ? word(key) : text(metric.name());
    }

    private String limit(BusinessDuration limit) {
        if (limit instanceof BusinessDuration.BusinessTime time) {
            return time(time.amount());
        }
        if (limit instanceof BusinessDuration.WallTime time) {
            return say("wall", time(time.amount()));
        }
        BusinessDuration.BusinessDays days = (BusinessDuration.BusinessDays) limit;
        String count = new MessageFormat(word("days"), locale).format(new Object[] {days.count()});
        return days.rule().equals(BusinessDayRule.SAME_TIME)
                ? count
                : count + " (" + text(days.rule().toString()) + ")";
    }

    private static String time(Duration time) {
        List<String> parts = new ArrayList<>();
        if (time.toHours() > 0) {
            parts.add(time.toHours() + " h");
        }
        if (time.toMinutesPart() > 0) {
            parts.add(time.toMinutesPart() + " min");
        }
        if (time.toSecondsPart() > 0 || parts.isEmpty()) {
            parts.add(time.toSecondsPart() + " s");
        }
        return String.join(" ", parts);
    }

    private void matrix(SeverityMatrix matrix) {
        heading("matrix");
        List<String> head = new ArrayList<>(List.of(word("impact") + " / " + word("urgency")));
        matrix.urgencies().forEach(urgency -> head.add(text(urgency)));
        row(head.toArray(String[]::new));
        out.append("|---".repeat(head.size())).append("|\n");
        for (int i = 0; i < matrix.impacts().size(); i++) {
            List<String> cells =
                    new ArrayList<>(List.of("**" + text(matrix.impacts().get(i)) + "**"));
            matrix.rows().get(i).forEach(severity -> cells.add(text(severity.toString())));
            row(cells.toArray(String[]::new));
        }
    }

    private Set<BusinessCalendar> calendars() {
        Set<BusinessCalendar> used = new LinkedHashSet<>();
        agreement
                .policies()
                .forEach(policy -> policy.targets().values().forEach(target -> used.add(target.calendar())));
        agreement.contacts().forEach(contact -> contact.hours().ifPresent(used::add));
        return used;
    }

    private void hours(BusinessCalendar calendar) {
        try {
            hours("", CalendarDefinition.of(calendar));
        } catch (IllegalArgumentException e) {
            // Its holidays come from code. Its hours can still be seen.
            bullet("**" + text(calendar.name()) + "** (" + calendar.zone() + "): " + seen(calendar));
        }
    }

    private void hours(String indent, CalendarDefinition calendar) {
        String name = calendar.name().isBlank() ? "" : "**" + text(calendar.name()) + "**";
        if (!calendar.parts().isEmpty()) {
            line(indent + "- " + name + (name.isEmpty() ? "" : ": ") + word(calendar.combine()));
            calendar.parts().forEach(part -> hours(indent + "  ", part));
            return;
        }
        if (calendar.hours().equalsIgnoreCase("always")) {
            line(indent + "- " + (name.isEmpty() ? "" : name + ": ") + word("alwaysOpen"));
            return;
        }
        line(indent + "- " + name + (name.isEmpty() ? "" : " ") + "(" + calendar.zone() + "): "
                + (calendar.hours().isEmpty() ? word("closed") : text(calendar.hours())));
        calendar.hoursFrom()
                .forEach(dated -> line(indent + "  - " + say("fromDate", date(LocalDate.parse(dated.from()))) + ": "
                        + text(dated.hours())));
        List<String> closed = new ArrayList<>();
        calendar.holidays()
                .forEach(day -> closed.add(named(
                        day.date(),
                        day.name(),
                        day.worksLike().isEmpty() ? "" : say("worksLike", text(day.worksLike())),
                        day.publishedAt(),
                        calendar.zone())));
        if (!calendar.observed().isEmpty()) {
            closed.add(say("observed", text(calendar.observed())));
        }
        calendar.publicHolidays().forEach(place -> closed.add(say("publicHolidays", text(place))));
        calendar.feeds().forEach(feed -> closed.add(say("feeds", text(feed))));
        calendar.except().forEach(rule -> closed.add(say("except", text(rule))));
        if (!closed.isEmpty()) {
            line(indent + "  - " + word("holidays") + ": " + String.join(", ", closed));
        }
        if (!calendar.special().isEmpty()) {
            line(indent + "  - " + word("special") + ": "
                    + calendar.special().stream()
                            .map(day -> named(day.date(), day.name(), "", day.publishedAt(), calendar.zone()) + " "
                                    + (day.hours().equals("off") ? word("closed") : text(day.hours())))
                            .collect(Collectors.joining(", ")));
        }
    }

    private String named(String date, String name, String like, String publishedAt, String zone) {
        String known = publishedAt.isEmpty()
                ? ""
                : say("published", date(LocalDate.ofInstant(Instant.parse(publishedAt), ZoneId.of(zone))));
        String more = Stream.of(text(name), like, known)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return day(date) + (more.isEmpty() ? "" : " (" + more + ")");
    }

    /** A date, a date of every year or a range as people write them; any other rule as it stands. */
    private String day(String rule) {
        try {
            if (rule.matches("\\d\\d-\\d\\d")) {
                return DateTimeFormatter.ofPattern(word("dateOfYear"), locale).format(MonthDay.parse("--" + rule));
            }
            String[] ends = rule.split("/", -1);
            return ends.length == 2
                    ? say("from", date(LocalDate.parse(ends[0])), date(LocalDate.parse(ends[1])))
                    : date(LocalDate.parse(rule));
        } catch (DateTimeException e) {
            return text(rule);
        }
    }

    /** The hours of seven days on which the calendar opens, from the first date in force on. */
    private String seen(BusinessCalendar calendar) {
        LocalDate first = DueComparison.dates(agreement.inForce()).first();
        Instant start = first.atStartOfDay(calendar.zone()).toInstant();
        Map<String, String> byDay = new LinkedHashMap<>();
        DueComparison.openIntervals(calendar, start, Duration.ofDays(28))
                .filter(open -> open.length().compareTo(Duration.ofDays(7)) < 0)
                .collect(Collectors.groupingBy(
                        open -> open.start().atZone(calendar.zone()).toLocalDate(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .forEach((date, open) -> byDay.putIfAbsent(
                        date.getDayOfWeek().getDisplayName(TextStyle.FULL, locale), ranges(calendar, open)));
        return say("week", date(first)) + ": "
                + byDay.entrySet().stream()
                        .map(day -> day.getKey() + " " + day.getValue())
                        .collect(Collectors.joining("; "))
                + "; " + word("codedHolidays");
    }

    private static String ranges(BusinessCalendar calendar, List<Interval> open) {
        return open.stream()
                .map(interval -> clock(calendar, interval.start()) + "-" + clock(calendar, interval.end()))
                .collect(Collectors.joining(","));
    }

    private static String clock(BusinessCalendar calendar, Instant at) {
        return at.atZone(calendar.zone())
                .toLocalTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private void pauses() {
        heading("pauses");
        Map<String, List<String>> byRule = new LinkedHashMap<>();
        Set<String> held = new TreeSet<>();
        for (SeverityPolicy policy : agreement.policies()) {
            policy.targets().forEach((metric, target) -> {
                byRule.computeIfAbsent(pause(target.pauseRule(), metric.pauseRule()), rule -> new ArrayList<>())
                        .add(text(policy.name()) + ": " + metric(metric));
                metric.whileHeldBy().ifPresent(holder -> held.add(metric(metric) + ": " + holder(holder)));
                if (metric.isCountedFromDue()) {
                    held.add(metric(metric) + ": " + word("countedFromDue"));
                }
                if (!metric.pausesOn().isEmpty()) {
                    held.add(say("pausesEvents", metric(metric), texts(metric.pausesOn()), texts(metric.resumesOn())));
                }
            });
        }
        byRule.forEach((rule, targets) ->
                bullet(rule + (byRule.size() == 1 ? "." : " (" + String.join("; ", targets) + ").")));
        held.forEach(line -> bullet(line + "."));
    }

    private String holder(WhileHeldBy holder) {
        String who = switch (holder.scope()) {
            case TEAM -> say("whileTeam", text(holder.name()));
            case ANY_TEAM -> word("whileAnyTeam");
            case PARTY -> say("whileParty", text(holder.name()));
        };
        return who + ", " + word(holder.isCumulative() ? "addedUp" : "eachTime")
                + (holder.isJudgedAtHandOver() ? "" : ", " + word("notJudgedAtHandOver"));
    }

    private String pause(PauseRule target, PauseRule metric) {
        if (metric.equals(target) || metric.all() || target.equals(PauseRule.never())) {
            return pause(target);
        }
        return target.all() || metric.equals(PauseRule.never())
                ? pause(metric)
                : say("pausesBoth", names(target), names(metric));
    }

    private String pause(PauseRule rule) {
        if (rule.all()) {
            return word("pausesAny");
        }
        return rule.equals(PauseRule.never()) ? word("pausesNever") : say("pausesFor", names(rule));
    }

    private static String names(PauseRule rule) {
        Set<String> names = new TreeSet<>(rule.reasons());
        rule.parties().forEach(party -> names.add(party.name()));
        return texts(names);
    }

    private void changes() {
        heading("changes");
        Map<String, List<String>> byRule = new LinkedHashMap<>();
        for (SeverityPolicy policy : agreement.policies()) {
            for (Enum<?> rule : List.<Enum<?>>of(policy.retargeting(), policy.reopening())) {
                byRule.computeIfAbsent(word(rule.name()), words -> new ArrayList<>())
                        .add(text(policy.name()));
            }
            if (policy.retargetsFinished()) {
                byRule.computeIfAbsent(word("retargetsFinished"), words -> new ArrayList<>())
                        .add(text(policy.name()));
            }
            if (policy.replyEndsWait()) {
                byRule.computeIfAbsent(word("replyEndsWait"), words -> new ArrayList<>())
                        .add(text(policy.name()));
            }
        }
        if (agreement.selectsAtOpeningOnly()) {
            bullet(word("selectsAtOpeningOnly") + ".");
        }
        byRule.forEach((rule, policies) -> bullet(rule
                + (policies.size() == agreement.policies().size() ? "." : " (" + String.join("; ", policies) + ").")));
    }

    private void contacts() {
        if (agreement.contacts().isEmpty()) {
            return;
        }
        heading("call");
        for (Contact contact : agreement.contacts()) {
            bullet("**" + text(contact.name()) + "**"
                    + (contact.role().isBlank() ? "" : " (" + text(contact.role()) + ")")
                    + (contact.reach().isBlank() ? "" : ", " + text(contact.reach()))
                    + contact.hours()
                            .map(hours -> ", " + say("reachable", text(hours.name())))
                            .orElse(""));
        }
    }

    private void escalation() {
        boolean some = agreement.policies().stream()
                .anyMatch(policy -> !agreement.escalationFor(policy).isEmpty());
        if (!some) {
            return;
        }
        heading("escalation");
        List<SeverityPolicy> others = agreement.policies().stream()
                .filter(policy -> policy.escalation().isEmpty())
                .toList();
        if (!others.isEmpty()) {
            String which = others.size() == agreement.policies().size()
                    ? ""
                    : " (" + others.stream().map(policy -> text(policy.name())).collect(Collectors.joining("; ")) + ")";
            agreement.escalation().forEach(step -> step(which, step));
        }
        for (SeverityPolicy policy : agreement.policies()) {
            policy.escalation().forEach(step -> step(" (" + text(policy.name()) + ")", step));
        }
    }

    private void step(String policy, EscalationStep step) {
        bullet("**" + text(step.contact().name()) + "** " + moment(step.when())
                + step.by()
                        .map(who -> ", " + say("escalatedBy", text(who.name())))
                        .orElse("")
                + policy
                + (step.message().isBlank() ? "" : ": " + text(step.message())));
    }

    private String moment(Trigger when) {
        if (when instanceof Warning.Used used) {
            return say("atUsed", percent(used.fraction()));
        }
        if (when instanceof Warning.Left left) {
            return say("atLeft", time(left.time()));
        }
        return when instanceof Trigger.Overdue overdue ? say("atOverdue", time(overdue.every())) : word("atBreach");
    }

    private void responsibilities() {
        heading("responsible");
        Set<Metric> metrics = new LinkedHashSet<>();
        agreement.policies().forEach(policy -> metrics.addAll(policy.targets().keySet()));
        metrics.forEach(metric -> bullet(
                metric(metric) + ": " + text(agreement.responsibleFor(metric).name())));
        for (Reporting duty : agreement.terms().reporting()) {
            String every = duty.every().toString();
            bullet(say(
                            "reports",
                            text(duty.reportedBy().name()),
                            text(duty.subject()),
                            text(duty.reportedTo().name()),
                            words.containsKey(every) ? word(every) : say("period", every),
                            text(duty.measuredBy().name()))
                    + ".");
        }
    }

    private void consequences() {
        heading("consequences");
        if (agreement.credits().isEmpty()) {
            bullet(word("noCredits"));
            return;
        }
        ServiceCredits credits = agreement.credits().get();
        credits.tiers().forEach(tier -> bullet(tier(credits, tier) + "."));
        bullet(word("dueBy." + credits.dueBy()) + ".");
        bullet(say(
                        "cap",
                        percent(credits.cap()),
                        credits.currency().getCurrencyCode(),
                        word(credits.rounding().name()))
                + ".");
    }

    private String tier(ServiceCredits credits, ServiceCredits.Tier tier) {
        if (credits.basis() == ServiceCredits.Basis.COMPLIANCE) {
            return say("tier", percent(tier.below()), percent(tier.share()));
        }
        return tier.below() == 0
                ? say("tierGoal", percent(tier.share()))
                : say("tierBelowGoal", percent(tier.below()), percent(tier.share()));
    }

    private void approvals() {
        if (agreement.approvals().isEmpty() && agreement.missingApprovals().isEmpty()) {
            return;
        }
        heading("approvals");
        row(word("role"), word("name"), word("dateOf"), word("signature"));
        out.append("|---|---|---|---|\n");
        agreement
                .approvals()
                .forEach(approval -> row(text(approval.role()), text(approval.name()), date(approval.on()), ""));
        agreement.missingApprovals().forEach(role -> row(text(role), "", "", ""));
    }

    private void heading(String key) {
        out.append("\n## ").append(word(key)).append("\n\n");
    }

    private void fact(String key, String value) {
        bullet("**" + word(key) + ":** " + value);
    }

    private void bullet(String line) {
        line("- " + line);
    }

    private void paragraph(String text) {
        out.append('\n').append(text).append('\n');
    }

    private void line(String line) {
        out.append(line).append('\n');
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private String percent(double share) {
        return Percent.of(share).replace('.', locale.equals(Locale.GERMAN) ? ',' : '.') + " %";
    }

    private String date(LocalDate date) {
        return dates.format(date);
    }

    private String word(String key) {
        return words.containsKey(key) ? words.getString(key) : key;
    }

    private String say(String key, String... parts) {
        return new MessageFormat(word(key), locale).format(parts);
    }

    private static String texts(Collection<?> parts) {
        return parts.stream().map(part -> text(part.toString())).collect(Collectors.joining(", "));
    }

    /** Text of a user that Markdown must not take for markup, on one line. */
    static String text(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        String inner = line.replaceAll("([\\\\`*_\\[\\]<>|~#&])", "\\\\$1");
        // What opens a list or a rule does so at its beginning only.
        return inner.replaceFirst("^([-+=])", "\\\\$1").replaceFirst("^(\\d+)([.)])(?=\\s|$)", "$1\\\\$2");
    }
}
