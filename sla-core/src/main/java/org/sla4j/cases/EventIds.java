package org.sla4j.cases;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.Quoted;

/**
 * The events of a case by their ids: a search tree whose versions share all but the path to a new leaf, so that an event costs the same however
 * many came before. Of events that have not been read it knows a number of their ids only.
 */
final class EventIds {
    private static final int[] ALL_READ = {};
    static final EventIds NONE = new EventIds(null, ALL_READ, List.of());

    private final @Nullable Node root;
    private final int[] unread;
    /** Events that are not in the tree of those that have been sorted. */
    private final List<CaseEvent> unsorted;
    /** The ids of all events that are read, once somebody has asked for one; two threads make the same tree. */
    private volatile @Nullable EventIds sorted;

    private EventIds(@Nullable Node root, int[] unread, List<CaseEvent> unsorted) {
        this.root = root;
        this.unread = unread;
        this.unsorted = unsorted;
    }

    private @Nullable Node root() {
        if (unsorted.isEmpty()) {
            return root;
        }
        EventIds known = sorted;
        if (known == null) {
            Node all = root;
            for (CaseEvent event : unsorted) {
                all = event.id().isEmpty() ? all : with(all, hash(event.id()), event);
            }
            known = new EventIds(all, unread, List.of());
            sorted = known;
        }
        return known.root;
    }

    private record Node(
            int hash,
            CaseEvent event,
            @Nullable Node less,
            @Nullable Node more) {}

    /** The ids of some events, sorted when somebody asks for one. */
    static EventIds of(List<CaseEvent> events) {
        return new EventIds(null, ALL_READ, events);
    }

    /** Ids of events that are not read, by {@link #hash} in ascending order. */
    static EventIds unread(int[] hashes) {
        return new EventIds(null, hashes, List.of());
    }

    /** The event of an id; null if there is none among those that were read. */
    @Nullable CaseEvent find(String id) {
        int hash = hash(id);
        Node node = root();
        while (node != null) {
            int order = order(hash, id, node);
            if (order == 0) {
                return node.event;
            }
            node = order < 0 ? node.less : node.more;
        }
        return null;
    }

    /** Refuses an event that has the id of a known one, but says something else. */
    static void requireSame(CaseEvent known, CaseEvent event) {
        if (!known.equals(event)) {
            throw new IllegalArgumentException("Two events of case " + Quoted.of(event.caseId()) + " have the id "
                    + Quoted.of(event.id()) + ", but differ: " + known + " and " + event
                    + "; withdraw the wrong one and record the right one under another id.");
        }
    }

    /** Whether an event that was not read may have the id. */
    boolean mayBeUnread(String id) {
        return Arrays.binarySearch(unread, hash(id)) >= 0;
    }

    /** The ids with that of an event, if it has one. */
    EventIds with(CaseEvent event) {
        return event.id().isEmpty() ? this : new EventIds(with(root(), hash(event.id()), event), unread, List.of());
    }

    /** The numbers of all ids, in ascending order, each once. */
    int[] hashes() {
        Node all = root();
        if (all == null) {
            return unread;
        }
        IntStream.Builder hashes = IntStream.builder();
        for (int hash : unread) {
            hashes.add(hash);
        }
        add(all, hashes);
        return hashes.build().sorted().distinct().toArray();
    }

    private static void add(@Nullable Node node, IntStream.Builder into) {
        if (node != null) {
            add(node.less, into);
            into.add(node.hash);
            add(node.more, into);
        }
    }

    private static Node with(@Nullable Node node, int hash, CaseEvent event) {
        if (node == null) {
            return new Node(hash, event, null, null);
        }
        int order = order(hash, event.id(), node);
        if (order == 0) {
            return new Node(hash, event, node.less, node.more);
        }
        return order < 0
                ? new Node(node.hash, node.event, with(node.less, hash, event), node.more)
                : new Node(node.hash, node.event, node.less, with(node.more, hash, event));
    }

    private static int order(int hash, String id, Node node) {
        int byHash = Integer.compare(hash, node.hash);
        return byHash != 0 ? byHash : id.compareTo(node.event.id());
    }

    /** Spreads what often differs in the last digit only, or the tree would be a list. */
    static int hash(String id) {
        int hash = id.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
