package org.sla4j.compliance;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** A real log as the study of risk took it: cases with their teams, severities and waits up to the first time they were resolved. */
final class RiskLog {
    final String name;
    final BusinessCalendar calendar;
    final List<Case> cases;
    final Instant end;

    private RiskLog(String name, BusinessCalendar calendar, Map<String, List<Step>> rows) {
        this.name = name;
        this.calendar = calendar;
        List<Case> all = new ArrayList<>();
        rows.forEach((id, steps) -> all.add(new Case(id, steps)));
        all.removeIf(one -> one.steps.isEmpty());
        all.sort(Comparator.comparing(Case::opened).thenComparing(one -> one.id));
        this.cases = all;
        this.end = rows.values().stream()
                .flatMap(List::stream)
                .map(Step::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** What is true of a case from an instant on; {@code waitsFor} is empty while it is worked on. */
    record Step(Instant at, Severity severity, Duration limit, String team, String waitsFor, boolean isEnd) {}

    /** A case, its steps up to the one that ends it. */
    final class Case {
        final String id;
        final List<Step> steps = new ArrayList<>();

        private Case(String id, List<Step> all) {
            this.id = id;
            for (Step step : all) {
                if (!steps.isEmpty()
                        && step.at().isBefore(steps.get(steps.size() - 1).at())) {
                    continue;
                }
                steps.add(step);
                if (step.isEnd()) {
                    break;
                }
            }
        }

        Instant opened() {
            return steps.get(0).at();
        }

        Optional<Instant> finished() {
            Step last = steps.get(steps.size() - 1);
            return last.isEnd() ? Optional.of(last.at()) : Optional.empty();
        }

        boolean isOpenAt(Instant at) {
            return !opened().isAfter(at)
                    && finished().map(end -> end.isAfter(at)).orElse(true);
        }

        /** Whether it missed; empty if the log ends before that is known. */
        Optional<Boolean> missed() {
            Outcome last = outcome(end);
            boolean isOver = last.elapsed().compareTo(last.limit()) > 0;
            return finished().isPresent() || isOver ? Optional.of(isOver) : Optional.empty();
        }

        /** When a share of the limit was first reached by work. */
        Optional<Instant> reached(double share) {
            Duration elapsed = Duration.ZERO;
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                Instant until = i + 1 < steps.size() ? steps.get(i + 1).at() : end;
                if (step.isEnd()) {
                    return Optional.empty();
                }
                Duration goal = Duration.ofNanos((long) (share * step.limit().toNanos()));
                if (elapsed.compareTo(goal) >= 0) {
                    return elapsed.isZero() ? Optional.empty() : Optional.of(step.at());
                }
                if (step.waitsFor().isEmpty()) {
                    Duration more = calendar.elapsed(step.at(), until);
                    if (elapsed.plus(more).compareTo(goal) >= 0) {
                        return Optional.of(calendar.plus(step.at(), goal.minus(elapsed)));
                    }
                    elapsed = elapsed.plus(more);
                }
            }
            return Optional.empty();
        }

        /** How the case stands at an instant. */
        Outcome outcome(Instant now) {
            Instant at = finished().filter(end -> !end.isAfter(now)).orElse(now);
            List<Outcome.Stage> stages = new ArrayList<>();
            List<Outcome.Wait> waits = new ArrayList<>();
            Duration elapsed = Duration.ZERO;
            Step present = steps.get(0);
            Instant waitingSince = opened();
            for (int i = 0; i < steps.size() && !steps.get(i).at().isAfter(now); i++) {
                Step step = steps.get(i);
                if (i > 0 && present.waitsFor().isEmpty()) {
                    elapsed = elapsed.plus(calendar.elapsed(present.at(), step.at()));
                }
                boolean endsWait = i > 0
                        && !present.waitsFor().isEmpty()
                        && (step.isEnd() || !step.waitsFor().equals(present.waitsFor()));
                if (endsWait) {
                    waits.add(wait(
                            present,
                            waitingSince,
                            step.at(),
                            step.isEnd() ? Outcome.Wait.Ending.FINISHED : Outcome.Wait.Ending.RESUMED));
                }
                if (!step.waitsFor().isEmpty() && (i == 0 || !step.waitsFor().equals(present.waitsFor()))) {
                    waitingSince = step.at();
                }
                if (step.isEnd()) {
                    present = new Step(step.at(), present.severity(), present.limit(), present.team(), "", true);
                } else {
                    present = step;
                    stages.add(new Outcome.Stage(
                            step.at(),
                            (double) elapsed.toNanos() / step.limit().toNanos(),
                            Holder.provider(step.team()),
                            step.team(),
                            step.severity(),
                            step.limit()));
                }
            }
            if (!present.isEnd()) {
                if (present.waitsFor().isEmpty()) {
                    elapsed = elapsed.plus(calendar.elapsed(present.at(), at));
                } else {
                    waits.add(wait(present, waitingSince, at, Outcome.Wait.Ending.OPEN));
                }
            }
            boolean isOver = elapsed.compareTo(present.limit()) > 0;
            Outcome.Builder builder = Outcome.builder(id, "resolution", present.severity())
                    .verdict(
                            present.isEnd()
                                    ? isOver ? Verdict.MISSED : Verdict.MET
                                    : isOver ? Verdict.BREACHED : Verdict.PENDING,
                            elapsed,
                            present.limit())
                    .team(present.team())
                    .path(new Outcome.Path(stages, waits));
            if (present.isEnd()) {
                builder.between(opened(), at);
            } else {
                builder.since(opened(), at).phase(present.waitsFor().isEmpty() ? Phase.RUNNING : Phase.PAUSED);
            }
            return builder.build();
        }

        private Outcome.Wait wait(Step step, Instant from, Instant to, Outcome.Wait.Ending ending) {
            return new Outcome.Wait(
                    PauseReason.of(step.waitsFor(), "other"), step.team(), from, Duration.between(from, to), ending);
        }
    }

    /** The case as its events tell it, for those who judge it by another agreement. */
    static List<CaseEvent> events(Case one) {
        List<CaseEvent> events = new ArrayList<>();
        Step before = one.steps.get(0);
        events.add(CaseEvent.opened(one.id, before.at(), before.severity()));
        wait(one.id, before, events);
        for (Step step : one.steps.subList(1, one.steps.size())) {
            if (!step.severity().equals(before.severity())) {
                events.add(CaseEvent.severityChanged(one.id, step.at(), step.severity()));
            }
            if (!step.isEnd() && !step.waitsFor().equals(before.waitsFor())) {
                if (!before.waitsFor().isEmpty()) {
                    events.add(CaseEvent.resumed(one.id, step.at()));
                }
                wait(one.id, step, events);
            }
            if (step.isEnd()) {
                events.add(CaseEvent.resolved(one.id, step.at()));
            }
            before = step;
        }
        return events;
    }

    private static void wait(String id, Step step, List<CaseEvent> into) {
        if (!step.waitsFor().isEmpty()) {
            into.add(CaseEvent.waiting(id, step.at(), PauseReason.of(step.waitsFor(), "other")));
        }
    }

    private static BusinessCalendar calendar(String hours) {
        return BusinessCalendar.builder("hours")
                .zone("UTC")
                .hours(WeeklyHours.parse(hours))
                .build();
    }

    private static Duration hours(int... bySeverity) {
        return Duration.ofHours(bySeverity[0]);
    }

    static RiskLog serviceNow(Path zip) {
        int[] limits = {48, 60, 40, 20};
        DateTimeFormatter format = DateTimeFormatter.ofPattern("d/M/uuuu HH:mm", Locale.ROOT);
        Map<String, List<Step>> rows = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            in.getNextEntry();
            read(in, row -> {
                List<Step> steps = rows.computeIfAbsent(row.getField("number"), id -> new ArrayList<>());
                int rank = row.getField("priority").charAt(0) - '0';
                String state = row.getField("incident_state");
                String team = row.getField("assignment_group");
                Instant opened =
                        LocalDateTime.parse(row.getField("opened_at"), format).toInstant(ZoneOffset.UTC);
                Instant at = LocalDateTime.parse(row.getField("sys_updated_at"), format)
                        .toInstant(ZoneOffset.UTC);
                add(
                        steps,
                        new Step(
                                steps.isEmpty() && opened.isBefore(at) ? opened : at,
                                Severity.of(rank, "P" + rank),
                                hours(limits[rank - 1]),
                                team.equals("?") ? "" : team,
                                state.startsWith("Awaiting") ? state : "",
                                state.equals("Resolved") || state.equals("Closed")),
                        at);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RiskLog("ServiceNow", calendar("Mon-Fri 08:00-18:00"), rows);
    }

    /** The city's own due dates are the limits, on the wall; teams are its queues, and nothing waits. */
    static RiskLog boston(Path gz) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
        Map<String, List<Step>> rows = new LinkedHashMap<>();
        gz(gz, row -> {
            if (row.getField("target_dt").isEmpty()) {
                return;
            }
            Instant opened =
                    LocalDateTime.parse(row.getField("open_dt"), format).toInstant(ZoneOffset.UTC);
            Instant due = LocalDateTime.parse(row.getField("target_dt"), format).toInstant(ZoneOffset.UTC);
            if (!due.isAfter(opened)) {
                return;
            }
            Severity severity = Severity.of(1, "request");
            Duration limit = Duration.between(opened, due);
            List<Step> steps = new ArrayList<>();
            steps.add(new Step(opened, severity, limit, row.getField("queue"), "", false));
            if (!row.getField("closed_dt").isEmpty()) {
                Instant closed =
                        LocalDateTime.parse(row.getField("closed_dt"), format).toInstant(ZoneOffset.UTC);
                // Closed in the next year: not known when the half-year that the log is of had ended.
                if (!closed.isBefore(opened) && closed.isBefore(Instant.parse("2012-01-01T00:00:00Z"))) {
                    steps.add(new Step(closed, severity, limit, row.getField("queue"), "", true));
                }
            }
            rows.put(row.getField("case_enquiry_id"), steps);
        });
        return new RiskLog("Boston", BusinessCalendar.alwaysOpen(), rows);
    }

    static RiskLog volvo(Path gz) {
        Map<String, List<Step>> rows = new LinkedHashMap<>();
        gz(gz, row -> {
            List<Step> steps = rows.computeIfAbsent(row.getField("case"), id -> new ArrayList<>());
            String impact = row.getField("impact");
            int rank = impact.equals("Major") || impact.equals("High") ? 1 : impact.equals("Medium") ? 2 : 3;
            String sub = row.getField("sub_status");
            Instant at = OffsetDateTime.parse(row.getField("timestamp")).toInstant();
            add(
                    steps,
                    new Step(
                            at,
                            Severity.of(rank, "I" + rank),
                            hours(rank == 1 ? 24 : 16),
                            row.getField("support_team"),
                            sub.startsWith("Wait") ? sub : "",
                            row.getField("status").equals("Completed")),
                    at);
        });
        return new RiskLog("Volvo", calendar("Mon-Fri 00:00-24:00"), rows);
    }

    static RiskLog italian(Path gz) {
        int[] limits = {100, 160, 160, 12};
        DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss.SSS", Locale.ROOT);
        Map<String, List<Step>> rows = new LinkedHashMap<>();
        gz(gz, row -> {
            List<Step> steps = rows.computeIfAbsent(row.getField("Case ID"), id -> new ArrayList<>());
            String value = row.getField("seriousness_2");
            int rank = value.charAt(value.length() - 1) - '0';
            String activity = row.getField("Activity");
            Instant at = LocalDateTime.parse(row.getField("Complete Timestamp"), format)
                    .toInstant(ZoneOffset.UTC);
            add(
                    steps,
                    new Step(
                            at,
                            Severity.of(rank, value),
                            hours(limits[rank - 1]),
                            row.getField("Resource"),
                            activity.equals("Wait") || activity.equals("Require upgrade") ? activity : "",
                            activity.equals("Resolve ticket") || activity.equals("Closed")),
                    at);
        });
        return new RiskLog("Italian", calendar("Mon-Fri 08:00-18:00"), rows);
    }

    /** The first row opens the case; if it was written later than that, what it says holds from then on too. */
    private static void add(List<Step> steps, Step step, Instant at) {
        steps.add(step);
        if (step.at().isBefore(at) && step.isEnd()) {
            steps.set(0, new Step(step.at(), step.severity(), step.limit(), step.team(), "", false));
            steps.add(new Step(at, step.severity(), step.limit(), step.team(), "", true));
        }
    }

    private static void gz(Path file, Consumer<NamedCsvRecord> take) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            read(in, take);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(InputStream in, Consumer<NamedCsvRecord> take) {
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
        CsvReader.builder()
                .build(
                        NamedCsvRecordHandler.builder()
                                .allowDuplicateHeaderFields(true)
                                .build(),
                        text)
                .stream()
                .forEach(take);
    }
}
