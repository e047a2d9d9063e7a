package org.sla4j.examples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.OldSlaStore;
import org.sla4j.monitor.SavedCase;
import org.sla4j.monitor.SlaChange;
import org.sla4j.monitor.SlaEvent;

/** A store that lasts as long as the program: for tests, and to show in a few lines what a store has to do. */
public final class InMemorySlaStore implements OldSlaStore {
    private static final class Row {
        private final List<CaseEvent> events = new ArrayList<>();
        private boolean open;
        private Instant toldUntil = Instant.MIN;
        private Map<String, Integer> retold = Map.of();
    }

    private final Map<String, Row> cases = new LinkedHashMap<>();
    private final Map<String, SlaEvent> outbox = new LinkedHashMap<>();

    @Override
    public synchronized void save(List<SlaChange> changes, List<String> delivered) {
        for (SlaChange change : changes) {
            Row row = cases.computeIfAbsent(change.caseId(), id -> new Row());
            row.open = change.open();
            row.toldUntil = change.toldUntil();
            row.retold = change.retold();
            change.events().stream()
                    .filter(event -> !row.events.contains(event))
                    .forEach(row.events::add);
            change.raised().forEach(event -> outbox.putIfAbsent(event.id(), event));
        }
        delivered.forEach(outbox::remove);
    }

    @Override
    public synchronized void load(Optional<String> caseId, Consumer<SavedCase> into) {
        Map<String, List<SlaEvent>> undelivered = new LinkedHashMap<>();
        outbox.values()
                .forEach(event -> undelivered
                        .computeIfAbsent(event.caseId(), id -> new ArrayList<>())
                        .add(event));
        cases.forEach((id, row) -> {
            List<SlaEvent> waiting = undelivered.getOrDefault(id, List.of());
            if (caseId.map(id::equals).orElse(row.open || !waiting.isEmpty())) {
                into.accept(new SavedCase(row.events, row.toldUntil, row.retold, waiting));
            }
        });
    }

    /**
     * Counts the cases kept.
     *
     * @return how many cases there are, going on or not
     */
    public synchronized int size() {
        return cases.size();
    }
}
