package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.Quoted;

/**
 * Where a monitor keeps its cases: the only truth, read and written in transactions.
 *
 * <p>The jar has two: {@link InMemorySlaStore} and {@link org.sla4j.monitor.jdbc.JdbcSlaStore}. This text says all that a third one
 * needs; the contract test in the tests of this library says it again in code, to be extended by yours.
 *
 * <h2>What is kept</h2>
 *
 * <ul>
 *   <li>A {@link StoredCase} for each case, by id. State, agreements and digest are opaque texts.
 *   <li>For each case its history: a text that is only ever appended to.
 *   <li>For each case its {@link OpenClock}s, by name, for the questions below.
 *   <li>For each case its undelivered {@link StoredFact}s, by number.
 *   <li>For each case that is being delivered, or was refused by the listener, a lease: a token, an end, when to try next, how often
 *       it was tried and what went wrong. It is apart from the case: a transaction that has a case locked does not hold up its delivery.
 * </ul>
 *
 * <p>Every text comes back as it was given, character by character, whatever its length, but for what is said below of ids, digests,
 * names and error messages; no text holds U+0000. Two ids are the same if
 * all their characters are, so that case, accents and trailing blanks tell ids apart. Every instant of the years 1920 to 2200 comes
 * back to the nanosecond.
 *
 * <h2>Transactions</h2>
 *
 * <p>All work is done in a {@link Session}, by {@link #joining} or {@link #alone}. What a session changes is visible to others when its
 * transaction commits, all of it or nothing. To the same session its changes are visible at once when it locks or reads a case or its
 * history; lists, counts and questions may show them only after the commit. A row that is locked stays so until the
 * transaction ends. Reading never waits for a lock, unless it says so.
 *
 * <p>Locks are taken in the order of {@link #IDS}, so that two sessions that each lock once cannot wait for each other. A session of a
 * host that locks several times can; the store breaks such a circle, or lets it end by the time-out, with a {@linkplain
 * SlaStoreException#isRetryable retryable} exception.
 *
 * <p>Thread-safe. A session belongs to the thread that was given it, and ends with the call.
 */
public interface SlaStore {
    /** The longest id of a case, in characters of Unicode. */
    int LONGEST_ID = 200;

    /** The order in which cases are locked: by code point, as databases compare bytes of UTF-8. */
    Comparator<String> IDS = SlaStore::compareIds;

    /**
     * Works in the transaction that the caller has open, if it has one; else in one of its own, which is committed when the work
     * returns and rolled back when it throws.
     *
     * <p>In the caller's transaction the store never commits, rolls back, closes, retries or swallows anything. If the work throws,
     * nothing of it remains, and the transaction can go on unless the exception says that it is lost.
     *
     * <p>A transaction of its own is tried again, a few times and after short pauses, if the database ended it because of others; so the work may be
     * called more than once.
     *
     * @param work what to do
     * @param <R> what comes out of it
     * @return what the work returned
     * @throws SlaStoreException if the store failed
     */
    <R> R joining(Function<Session, R> work);

    /**
     * Works in a transaction of its own, whatever the caller has open; otherwise as {@link #joining} does.
     *
     * @param work what to do
     * @param <R> what comes out of it
     * @return what the work returned
     * @throws SlaStoreException if the store failed
     */
    <R> R alone(Function<Session, R> work);

    /**
     * Calls back when the transaction that the caller has open is committed; at once if none is open; never if the store cannot know.
     *
     * @param nudge what to call; it does nothing but wake up a thread
     */
    void afterCommit(Runnable nudge);

    /**
     * Returns what the store takes for the time.
     *
     * @return the clock of the database; empty if there is none but that of this process
     * @throws SlaStoreException if the store failed
     */
    default Optional<Instant> now() {
        return Optional.empty();
    }

    /**
     * Checks the id of a case, as every store does before it touches anything.
     *
     * @param id the id
     * @return the same id
     * @throws IllegalArgumentException if it is empty, longer than {@link #LONGEST_ID}, or holds the character U+0000 or half of a
     *     surrogate pair
     */
    static String requireId(String id) {
        boolean unfit = id.isEmpty()
                || id.codePointCount(0, id.length()) > LONGEST_ID
                || id.codePoints()
                        .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        if (unfit) {
            throw new IllegalArgumentException("The id of a case has 1 to " + LONGEST_ID
                    + " characters, none of them U+0000 or half of a pair, but was " + Quoted.of(id) + ".");
        }
        return id;
    }

    private static int compareIds(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean pair = Character.isSurrogate(left);
                return pair == Character.isSurrogate(right) ? Character.compare(left, right) : pair ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /**
     * Sorts ids into the order in which cases are locked.
     *
     * @param ids the ids
     * @return a new set of them by {@link #IDS}
     * @throws IllegalArgumentException if one is not a valid id
     */
    static SortedSet<String> sorted(Collection<String> ids) {
        SortedSet<String> sorted = new TreeSet<>(IDS);
        for (String id : ids) {
            sorted.add(requireId(id));
        }
        return sorted;
    }

    /** What can be done within a transaction. */
    interface Session {
        /**
         * Locks cases and reads them, each in the order of {@link #IDS}. Waits for those that others have locked, each no longer than
         * the time-out of the store. What is read is what was committed last, or changed in this transaction, whatever the
         * transaction has read before. A case that others have inserted and not committed is not there, or is waited for.
         *
         * @param ids the cases, by {@link #IDS}
         * @param openings those of them to be inserted first if they are not there; they come back as {@link StoredCase#fresh}. One
         *     that is not saved until the transaction ends was never there
         * @return the cases that are there, by {@link #IDS}
         * @throws IllegalArgumentException if an id is not valid
         * @throws SlaStoreException if waiting took too long, or the store failed
         */
        List<StoredCase> lock(SortedSet<String> ids, Set<String> openings);

        /**
         * Locks cases and reads them like {@link #lock}, but passes over those that others have locked.
         *
         * @param ids the cases, by {@link #IDS}
         * @return those that are there and could be locked, by {@link #IDS}
         */
        List<StoredCase> tryLock(SortedSet<String> ids);

        /**
         * Reads cases without locking them.
         *
         * @param ids the cases, by {@link #IDS}
         * @return those that are there, by {@link #IDS}
         */
        List<StoredCase> read(SortedSet<String> ids);

        /**
         * Reads all that was appended to a case. If the session has it locked, this is a current read like that of {@link #lock}.
         *
         * @param caseId the case
         * @return its history in the order appended; empty if there is none
         */
        String history(String caseId);

        /**
         * Saves what changed.
         *
         * @param changes one for each case at most, each locked by this session
         * @throws IllegalStateException if a case is not there in the version that the change was made from
         */
        void save(List<Change> changes);

        /**
         * Removes cases and all that belongs to them, their history and undelivered facts included.
         *
         * @param ids cases that this session has locked
         */
        void remove(SortedSet<String> ids);

        /**
         * Lists cases that are due, without locking them.
         *
         * @param until up to when to be due, inclusive
         * @param after where to go on; empty for the beginning
         * @param limit how many to list at most
         * @return the cases by wake-up, then by id
         */
        List<Due> due(Instant until, Optional<Due> after, int limit);

        /**
         * Returns when the first case is due.
         *
         * @return the earliest wake-up, locked or not; empty if there is none
         */
        Optional<Instant> nextWakeUp();

        /**
         * Lists by which agreements the wake-ups of unfinished cases were computed.
         *
         * @return each pair once
         */
        List<Promise> promises();

        /**
         * Lists the unfinished cases whose wake-up was computed by an agreement, without locking them.
         *
         * @param promise the pair that they have
         * @param after where to go on by {@link #IDS}; empty for the beginning
         * @param limit how many to list at most
         * @return their ids, by {@link #IDS}
         */
        List<String> promised(Promise promise, String after, int limit);

        /**
         * Reads the cases that are not finished, without locking them.
         *
         * @param prefix what their ids begin with; empty for all
         * @param after where to go on by {@link #IDS}; empty for the beginning
         * @param limit how many to read at most
         * @return the cases, by {@link #IDS}
         */
        List<StoredCase> open(String prefix, String after, int limit);

        /**
         * Reads the cases that finished within an interval, without locking them.
         *
         * @param from the beginning of the interval
         * @param until its end, exclusive
         * @param prefix what their ids begin with; empty for all
         * @param after where to go on by {@link #IDS}; empty for the beginning
         * @param limit how many to read at most
         * @return the cases, by {@link #IDS}
         */
        List<StoredCase> finished(Instant from, Instant until, String prefix, String after, int limit);

        /**
         * Reads the cases that could not be computed, without locking them.
         *
         * @param after where to go on by {@link #IDS}; empty for the beginning
         * @param limit how many to read at most
         * @return the cases, by {@link #IDS}
         */
        List<StoredCase> faulty(String after, int limit);

        /**
         * Counts unfinished cases that have open clocks, by severity and by the worst of their clocks.
         *
         * @param now what time it is: a clock whose {@link OpenClock#breachesAt} has come is breached, whether that was reported or not
         * @param prefix what their ids begin with; empty for all
         * @return the numbers
         */
        SlaBoard board(Instant now, String prefix);

        /**
         * Lists running clocks in the order in which they are due; clocks without a due instant come last.
         *
         * @param prefix what the ids of their cases begin with; empty for all
         * @param calendar the {@link OpenClock#calendar} that they run by; empty for any
         * @param limit how many to list at most
         * @return the clocks by due instant, then by severity, the most severe first, then by case and name
         */
        List<OpenClock> running(String prefix, Optional<String> calendar, int limit);

        /**
         * Lists cases none of whose open clocks runs.
         *
         * @param prefix what their ids begin with; empty for all
         * @param limit how many to list at most
         * @return their ids by severity, the most severe first, then by {@link #IDS}
         */
        List<String> waiting(String prefix, int limit);

        /**
         * Lists the calendars by which clocks run.
         *
         * @return each {@link OpenClock#calendar} of a running clock, once
         */
        Set<String> calendars();

        /**
         * Takes a lease on cases with undelivered facts: those that nobody has a lease on and that need not wait for another try.
         *
         * @param now what time it is
         * @param until when the lease ends
         * @param cases how many cases at most
         * @param facts how many facts of each at most
         * @return for each case its first facts in order
         */
        List<Parcel> lease(Instant now, Instant until, int cases, int facts);

        /**
         * Removes a delivered fact, unless another has taken the lease over. In the transaction of a host the lease stays locked
         * until that ends.
         *
         * @param parcel the lease
         * @param number the fact
         * @return false if the lease is another's by now, or the fact is gone; then nothing has changed
         */
        boolean acknowledge(Parcel parcel, long number);

        /**
         * Gives a lease back, unless another has taken it over.
         *
         * @param parcel the lease
         * @param trouble what went wrong; empty if nothing did
         */
        void release(Parcel parcel, Optional<Trouble> trouble);

        /**
         * Returns when there is something to deliver.
         *
         * @return {@link Instant#MIN} if there is now; else the earliest end of a lease or wait of a case with undelivered facts; empty
         *     if there are no undelivered facts
         */
        Optional<Instant> nextDelivery();

        /**
         * Whether a case has undelivered facts.
         *
         * @param caseId the case
         * @return true if it has
         */
        boolean hasUndelivered(String caseId);

        /**
         * Removes an undelivered fact whatever lease there is, and lets its case be delivered on at once.
         *
         * @param caseId the case
         * @param number the fact
         * @return the fact; empty if it is not there
         */
        Optional<StoredFact> skip(String caseId, long number);

        /**
         * Lists cases whose first fact was refused.
         *
         * @param limit how many to list at most
         * @return the cases, those refused most often first
         */
        List<Stuck> stuck(int limit);
    }

    /**
     * A case as it is kept.
     *
     * @param id the case
     * @param version differs after every change, and is never the same again
     * @param format the form that the state is written in; 0 for a fresh case
     * @param state an opaque text; empty for a fresh case
     * @param agreements what is promised for it; an opaque text
     * @param digest of the agreements and calendars that the wake-up was computed with; an opaque text of at most 64 characters
     * @param openedAt when it was opened; {@link Instant#EPOCH} for a fresh case
     * @param wakeAt when it is due; empty if nothing will be
     * @param finishedAt since when it is finished; empty while it is not
     * @param attempts how often it could not be computed, one after the other
     * @param fault why it could not be computed; empty if it can; a store may cut it after 1,000 characters
     */
    record StoredCase(
            String id,
            long version,
            int format,
            String state,
            String agreements,
            String digest,
            Instant openedAt,
            Optional<Instant> wakeAt,
            Optional<Instant> finishedAt,
            int attempts,
            String fault) {
        /**
         * Returns a case that was inserted and about which nothing is known.
         *
         * @param id the case
         * @return the case in version 0
         */
        public static StoredCase fresh(String id) {
            return new StoredCase(id, 0, 0, "", "", "", Instant.EPOCH, Optional.empty(), Optional.empty(), 0, "");
        }

        /**
         * Whether nothing is known about the case.
         *
         * @return true if it was inserted and not saved yet
         */
        public boolean isFresh() {
            return version == 0;
        }
    }

    /**
     * What changed about a case.
     *
     * @param from the version that the case must have
     * @param to the case from now on
     * @param appended what to add to its history; may be empty
     * @param clocks open clocks to insert or to put in place of those of the same name
     * @param closed names of clocks to remove
     * @param raised facts to be delivered, by number, each above those of before
     */
    record Change(
            long from,
            StoredCase to,
            String appended,
            List<OpenClock> clocks,
            Set<String> closed,
            List<StoredFact> raised) {
        /** Copies the collections. */
        public Change {
            clocks = List.copyOf(clocks);
            closed = Set.copyOf(closed);
            raised = List.copyOf(raised);
        }
    }

    /**
     * A clock that runs or is paused, for questions.
     *
     * @param caseId its case
     * @param name what tells it from the other clocks of the case, at most 64 characters
     * @param severity how severe the case is; a store may cut its name after 100 characters
     * @param calendar what tells its calendar from others, at most 64 characters
     * @param running whether it runs
     * @param dueAt when it is due; empty if it is paused or that cannot be known
     * @param warnsAt when its first warning is or was reached; empty if that will not be
     * @param breachesAt from when on it is breached; empty if that will not be
     */
    record OpenClock(
            String caseId,
            String name,
            Severity severity,
            String calendar,
            boolean running,
            Optional<Instant> dueAt,
            Optional<Instant> warnsAt,
            Optional<Instant> breachesAt) {}

    /**
     * A fact to be delivered.
     *
     * @param number its place among the facts of its case
     * @param at its instant
     * @param body an opaque text
     */
    record StoredFact(long number, Instant at, String body) {}

    /**
     * A case and when it is due.
     *
     * @param wakeAt when
     * @param caseId which
     */
    record Due(Instant wakeAt, String caseId) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = wakeAt.compareTo(other.wakeAt);
            return byTime != 0 ? byTime : IDS.compare(caseId, other.caseId);
        }
    }

    /**
     * What wake-ups were computed with.
     *
     * @param agreements as in {@link StoredCase#agreements}
     * @param digest as in {@link StoredCase#digest}
     */
    record Promise(String agreements, String digest) {}

    /**
     * Facts of one case, and the right to deliver them for a while.
     *
     * @param caseId the case
     * @param token what tells this lease from all others
     * @param until when it ends
     * @param attempts how often the first fact was refused
     * @param facts the first facts in order
     */
    record Parcel(String caseId, long token, Instant until, int attempts, List<StoredFact> facts) {
        /** Copies the facts. */
        public Parcel {
            facts = List.copyOf(facts);
        }
    }

    /**
     * Why a fact could not be delivered.
     *
     * @param nextTry when to try again
     * @param attempts how often it was tried
     * @param error what went wrong; a store may cut it after 1,000 characters
     */
    record Trouble(Instant nextTry, int attempts, String error) {}

    /**
     * A case whose first fact was refused.
     *
     * @param caseId the case
     * @param fact the fact
     * @param trouble why, how often, and when it is tried again
     */
    record Stuck(String caseId, StoredFact fact, Trouble trouble) {}

    /** How long to wait for a lock, unless a store is built with another time-out. */
    Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
}
