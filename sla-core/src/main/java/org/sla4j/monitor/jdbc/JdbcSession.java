package org.sla4j.monitor.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.sla4j.agreement.Severity;
import org.sla4j.monitor.SlaBoard;
import org.sla4j.monitor.SlaStore;
import org.sla4j.monitor.SlaStoreException;

/** The statements of one transaction. */
final class JdbcSession implements SlaStore.Session {
    private static final String COLUMNS =
            "id, version, format, state, agreements, digest, opened_at, wake_at, finished_at, attempts, fault";
    private static final int LONGEST_LIST = 512;
    private static final int LONGEST_ERROR = 1000;
    private static final int LONGEST_SEVERITY = 100;
    private static final long SECOND = 1_000_000_000L;
    private static final Instant FIRST = instant(Long.MIN_VALUE);
    private static final Instant LAST = instant(Long.MAX_VALUE);

    private final Connection connection;
    private final JdbcSlaStore.Sql sql;
    private final int lockSeconds;
    private final boolean joined;
    /** Where the last lease of this store ended, so that two nodes do not try for the same cases for ever. */
    private final Cursor lastLeased;

    private final Set<String> locked = new TreeSet<>();

    JdbcSession(Connection connection, JdbcSlaStore.Sql sql, int lockSeconds, boolean joined, Cursor lastLeased) {
        this.connection = connection;
        this.sql = sql;
        this.lockSeconds = lockSeconds;
        this.joined = joined;
        this.lastLeased = lastLeased;
    }

    /** A place among the cases. */
    static final class Cursor {
        private volatile String caseId = "";
    }

    private SlaStoreException failed(SQLException e) {
        return sql.failed(
                e,
                joined
                        ? ""
                        : " If a transaction of your own has the case locked, let the store join it: by within(connection, ...),"
                                + " or by joining of its builder.");
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Fill<T> {
        void fill(PreparedStatement statement, T row) throws SQLException;
    }

    private <T> List<T> query(boolean locks, String text, Row<T> row, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql.of(text))) {
            if (locks) {
                statement.setQueryTimeout(lockSeconds);
            }
            set(statement, parameters);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private int update(String text, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql.of(text))) {
            statement.setQueryTimeout(lockSeconds);
            set(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private <T> void batch(String text, Iterable<T> rows, boolean exactlyOne, Fill<T> fill) {
        if (!rows.iterator().hasNext()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.of(text))) {
            statement.setQueryTimeout(lockSeconds);
            for (T row : rows) {
                fill.fill(statement, row);
                statement.addBatch();
            }
            for (int count : statement.executeBatch()) {
                // A driver that rewrites batches does not know.
                if (exactlyOne && count != 1 && count != Statement.SUCCESS_NO_INFO) {
                    throw new IllegalStateException("A case is not there in the version that was locked.");
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    @Override
    public List<SlaStore.StoredCase> lock(SortedSet<String> ids, Set<String> openings) {
        ids.forEach(SlaStore::requireId);
        List<SlaStore.StoredCase> found = new ArrayList<>();
        List<String> run = new ArrayList<>();
        boolean opens = false;
        for (String id : ids) {
            boolean opening = openings.contains(id);
            if (opening != opens) {
                found.addAll(lockRun(run, opens));
                run.clear();
                opens = opening;
            }
            run.add(id);
        }
        found.addAll(lockRun(run, opens));
        found.removeIf(row -> row.isFresh() && !openings.contains(row.id()));
        return found;
    }

    /** Locks cases that are all inserted first, or none of them: so locks are taken in order, however the two are mixed. */
    private List<SlaStore.StoredCase> lockRun(List<String> ids, boolean opens) {
        if (opens && sql.dialect().insertsOneByOne()) {
            return lockOneByOne(ids);
        } else if (opens) {
            batch(sql.dialect().insertCase(), ids, false, (statement, id) -> statement.setString(1, id));
        }
        return select(ids, "for update", true);
    }

    /** In H2, which waits for ever for a row that it could not insert: looks first, and inserts what is not there. */
    private List<SlaStore.StoredCase> lockOneByOne(List<String> ids) {
        List<SlaStore.StoredCase> found = new ArrayList<>();
        for (String id : ids) {
            List<SlaStore.StoredCase> row = select(List.of(id), "for update", true);
            if (row.isEmpty()) {
                insertOne(id);
                row = select(List.of(id), "for update", true);
            }
            found.addAll(row);
        }
        return found;
    }

    private void insertOne(String id) {
        try (PreparedStatement statement =
                connection.prepareStatement(sql.of(sql.dialect().insertCase()))) {
            statement.setString(1, id);
            statement.executeUpdate();
        } catch (SQLException e) {
            if (!sql.dialect().isDuplicate(e)) {
                throw failed(e);
            }
        }
    }

    private List<SlaStore.StoredCase> select(List<String> ids, String how, boolean locks) {
        List<SlaStore.StoredCase> found = new ArrayList<>();
        // H2 locks in no known order, and asking it costs next to nothing.
        int longest = locks && sql.dialect().insertsOneByOne() ? 1 : LONGEST_LIST;
        for (int from = 0; from < ids.size(); from += longest) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + longest));
            found.addAll(query(
                    locks,
                    "select " + COLUMNS + " from sla_case where " + in("id", some.size()) + " order by id " + how,
                    JdbcSession::storedCase,
                    padded(some)));
        }
        if (!how.isEmpty()) {
            found.forEach(row -> locked.add(row.id()));
        }
        return found;
    }

    /** A list of as many places as the next power of two, so that there are few texts for a database to prepare. */
    private static String in(String column, int size) {
        return size == 1 ? column + " = ?" : column + " in (?" + ", ?".repeat(places(size) - 1) + ")";
    }

    private static int places(int size) {
        return size <= 1 ? size : Integer.highestOneBit(size - 1) * 2;
    }

    private static Object[] padded(List<String> ids) {
        Object[] places = new Object[places(ids.size())];
        for (int i = 0; i < places.length; i++) {
            places[i] = ids.get(Math.min(i, ids.size() - 1));
        }
        return places;
    }

    private static SlaStore.StoredCase storedCase(ResultSet row) throws SQLException {
        return new SlaStore.StoredCase(
                row.getString(1),
                row.getLong(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                instant(row.getLong(7)),
                optional(row, 8),
                optional(row, 9),
                row.getInt(10),
                row.getString(11));
    }

    private static Optional<Instant> optional(ResultSet row, int column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(instant(nanos));
    }

    @Override
    public List<SlaStore.StoredCase> tryLock(SortedSet<String> ids) {
        List<SlaStore.StoredCase> found = new ArrayList<>(select(List.copyOf(ids), "for update skip locked", false));
        found.removeIf(SlaStore.StoredCase::isFresh);
        return found;
    }

    @Override
    public List<SlaStore.StoredCase> read(SortedSet<String> ids) {
        List<SlaStore.StoredCase> found = new ArrayList<>(select(List.copyOf(ids), "", false));
        found.removeIf(SlaStore.StoredCase::isFresh);
        return found;
    }

    @Override
    public String history(String caseId) {
        // For a locked case by a locking read, for a plain one may show what was there when the transaction began.
        String how = locked.contains(caseId) ? " for update" : "";
        List<String> found =
                query(false, "select history from sla_case where id = ?" + how, row -> row.getString(1), caseId);
        return found.isEmpty() ? "" : found.get(0);
    }

    @Override
    public void save(List<SlaStore.Change> changes) {
        String update =
                "update sla_case set version = ?, format = ?, state = ?, agreements = ?, digest = ?, opened_at = ?,"
                        + " wake_at = ?, finished_at = ?, attempts = ?, fault = ?";
        List<SlaStore.Change> plain = new ArrayList<>();
        List<SlaStore.Change> appending = new ArrayList<>();
        changes.forEach(change -> (change.appended().isEmpty() ? plain : appending).add(change));
        batch(
                update + " where id = ? and version = ?",
                plain,
                true,
                (statement, change) -> fill(statement, change, 11));
        batch(
                update + ", history = " + sql.dialect().append() + " where id = ? and version = ?",
                appending,
                true,
                (statement, change) -> {
                    statement.setString(11, change.appended());
                    fill(statement, change, 12);
                });
        record Key(String caseId, String name) {}
        List<SlaStore.OpenClock> clocks = new ArrayList<>();
        List<Key> closed = new ArrayList<>();
        record Raised(String caseId, SlaStore.StoredFact fact) {}
        List<Raised> raised = new ArrayList<>();
        for (SlaStore.Change change : changes) {
            String id = change.to().id();
            clocks.addAll(change.clocks());
            change.closed().forEach(name -> closed.add(new Key(id, name)));
            change.raised().forEach(fact -> raised.add(new Raised(id, fact)));
        }
        batch(sql.dialect().upsertClock(), clocks, false, JdbcSession::fill);
        batch(
                "delete from sla_clock where case_id = ? and name = ?",
                closed,
                false,
                (statement, key) -> set(statement, key.caseId(), key.name()));
        batch(
                "insert into sla_fact (case_id, seq, fact_at, body) values (?, ?, ?, ?)",
                raised,
                false,
                (statement, one) -> set(
                        statement,
                        one.caseId(),
                        one.fact().number(),
                        nanos(one.fact().at()),
                        one.fact().body()));
    }

    private static void fill(PreparedStatement statement, SlaStore.Change change, int id) throws SQLException {
        SlaStore.StoredCase to = change.to();
        statement.setLong(1, to.version());
        statement.setInt(2, to.format());
        statement.setString(3, to.state());
        statement.setString(4, to.agreements());
        statement.setString(5, to.digest());
        statement.setLong(6, nanos(to.openedAt()));
        setOptional(statement, 7, to.wakeAt());
        setOptional(statement, 8, to.finishedAt());
        statement.setInt(9, to.attempts());
        statement.setString(10, cut(to.fault(), LONGEST_ERROR));
        statement.setString(id, to.id());
        statement.setLong(id + 1, change.from());
    }

    private static void fill(PreparedStatement statement, SlaStore.OpenClock clock) throws SQLException {
        statement.setString(1, clock.caseId());
        statement.setString(2, clock.name());
        statement.setInt(3, clock.severity().rank());
        statement.setString(4, cut(clock.severity().name(), LONGEST_SEVERITY));
        statement.setString(5, clock.calendar());
        statement.setInt(6, clock.running() ? 1 : 0);
        statement.setLong(7, clock.dueAt().map(JdbcSession::nanos).orElse(Long.MAX_VALUE));
        setOptional(statement, 8, clock.warnsAt());
        setOptional(statement, 9, clock.breachesAt());
    }

    private static void setOptional(PreparedStatement statement, int place, Optional<Instant> at) throws SQLException {
        if (at.isPresent()) {
            statement.setLong(place, nanos(at.get()));
        } else {
            statement.setNull(place, java.sql.Types.BIGINT);
        }
    }

    private static String cut(String text, int longest) {
        String fit = text.indexOf('\0') < 0 ? text : text.replace('\0', ' ');
        return fit.length() <= longest
                ? fit
                : fit.substring(0, Character.isHighSurrogate(fit.charAt(longest - 1)) ? longest - 1 : longest);
    }

    @Override
    public void remove(SortedSet<String> ids) {
        for (String id : ids) {
            // By exact keys: a range of keys would lock what is beside it in InnoDB.
            batch(
                    "delete from sla_clock where case_id = ? and name = ?",
                    query(false, "select name from sla_clock where case_id = ?", row -> row.getString(1), id),
                    false,
                    (statement, name) -> set(statement, id, name));
            batch(
                    "delete from sla_fact where case_id = ? and seq = ?",
                    query(false, "select seq from sla_fact where case_id = ?", row -> row.getLong(1), id),
                    false,
                    (statement, seq) -> set(statement, id, seq));
            update("delete from sla_delivery where case_id = ?", id);
            update("delete from sla_case where id = ?", id);
        }
    }

    @Override
    public List<SlaStore.Due> due(Instant until, Optional<SlaStore.Due> after, int limit) {
        Row<SlaStore.Due> due = row -> new SlaStore.Due(instant(row.getLong(1)), row.getString(2));
        if (after.isEmpty()) {
            return query(
                    false,
                    "select wake_at, id from sla_case where wake_at <= ? order by wake_at, id limit ?",
                    due,
                    nanos(until),
                    limit);
        }
        long from = nanos(after.get().wakeAt());
        return query(
                false,
                "select wake_at, id from sla_case where wake_at <= ? and wake_at >= ? and (wake_at > ? or id > ?)"
                        + " order by wake_at, id limit ?",
                due,
                nanos(until),
                from,
                from,
                after.get().caseId(),
                limit);
    }

    @Override
    public Optional<Instant> nextWakeUp() {
        return query(false, "select min(wake_at) from sla_case", row -> optional(row, 1))
                .get(0);
    }

    @Override
    public List<SlaStore.Promise> promises() {
        return query(
                false,
                "select distinct agreements, digest from sla_case where finished_at is null and version <> 0",
                row -> new SlaStore.Promise(row.getString(1), row.getString(2)));
    }

    @Override
    public List<String> promised(SlaStore.Promise promise, String after, int limit) {
        return query(
                false,
                "select id from sla_case where digest = ? and agreements = ? and finished_at is null and version <> 0"
                        + " and id > ? order by id limit ?",
                row -> row.getString(1),
                promise.digest(),
                promise.agreements(),
                after,
                limit);
    }

    @Override
    public List<SlaStore.StoredCase> open(String prefix, String after, int limit) {
        return cases(" and finished_at is null", List.of(after), prefix, limit);
    }

    @Override
    public List<SlaStore.StoredCase> finished(Instant from, Instant until, String prefix, String after, int limit) {
        return cases(
                " and finished_at >= ? and finished_at < ?", List.of(after, nanos(from), nanos(until)), prefix, limit);
    }

    @Override
    public List<SlaStore.StoredCase> faulty(String after, int limit) {
        return cases(" and attempts > 0 and fault <> ''", List.of(after), "", limit);
    }

    private List<SlaStore.StoredCase> cases(String condition, List<Object> values, String prefix, int limit) {
        List<Object> parameters = new ArrayList<>(values);
        String text = "select " + COLUMNS + " from sla_case where version <> 0 and id > ?" + condition
                + prefixed("id", prefix, parameters) + " order by id limit ?";
        parameters.add(limit);
        return query(false, text, JdbcSession::storedCase, parameters.toArray());
    }

    /** A condition that ids begin with a text, as a range of bytes: "like" misses ids in MariaDB that go on with an emoji. */
    private String prefixed(String column, String prefix, List<Object> parameters) {
        if (prefix.isEmpty()) {
            return "";
        }
        if (sql.dialect().insertsOneByOne()) {
            // H2 orders by halves of characters.
            parameters.add(prefix.replaceAll("[!%_]", "!$0") + "%");
            return " and " + column + " like ? escape '!'";
        }
        parameters.add(prefix);
        int last = prefix.codePointBefore(prefix.length());
        if (last == Character.MAX_CODE_POINT) {
            return " and " + column + " >= ?";
        }
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        parameters.add(prefix.substring(0, prefix.length() - Character.charCount(last)) + Character.toString(next));
        return " and " + column + " >= ? and " + column + " < ?";
    }

    @Override
    public SlaBoard board(Instant now, String prefix) {
        List<Object> parameters = new ArrayList<>(List.of(nanos(now), nanos(now)));
        String clocks = "select case_id, min(severity) as severity, min(severity_name) as severity_name,"
                + " case when min(breaches_at) <= ? then 3 when max(running) = 0 then 2 when min(warns_at) <= ? then 1 else 0 end"
                + " as standing from sla_clock where 1 = 1" + prefixed("case_id", prefix, parameters)
                + " group by case_id";
        Map<Severity, Map<SlaBoard.State, Integer>> counts = new TreeMap<>();
        query(
                        false,
                        "select severity, severity_name, standing, count(*) from (" + clocks
                                + ") t group by severity, severity_name, standing",
                        row -> counts.computeIfAbsent(
                                        Severity.of(row.getInt(1), row.getString(2)),
                                        severity -> new EnumMap<>(SlaBoard.State.class))
                                .put(STANDING.get(row.getInt(3)), row.getInt(4)),
                        parameters.toArray())
                .clear();
        return new SlaBoard(new TreeMap<>(counts));
    }

    private static final List<SlaBoard.State> STANDING =
            List.of(SlaBoard.State.RUNNING, SlaBoard.State.WARNED, SlaBoard.State.PAUSED, SlaBoard.State.BREACHED);

    @Override
    public List<SlaStore.OpenClock> running(String prefix, Optional<String> calendar, int limit) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder text =
                new StringBuilder("select case_id, name, severity, severity_name, calendar, running, due_at, warns_at,"
                        + " breaches_at from sla_clock where running = 1");
        calendar.ifPresent(name -> {
            text.append(" and calendar = ?");
            parameters.add(name);
        });
        text.append(prefixed("case_id", prefix, parameters))
                .append(" order by due_at, severity, case_id, name limit ?");
        parameters.add(limit);
        return query(false, text.toString(), JdbcSession::openClock, parameters.toArray());
    }

    private static SlaStore.OpenClock openClock(ResultSet row) throws SQLException {
        long due = row.getLong(7);
        return new SlaStore.OpenClock(
                row.getString(1),
                row.getString(2),
                Severity.of(row.getInt(3), row.getString(4)),
                row.getString(5),
                row.getInt(6) == 1,
                due == Long.MAX_VALUE ? Optional.empty() : Optional.of(instant(due)),
                optional(row, 8),
                optional(row, 9));
    }

    @Override
    public List<String> waiting(String prefix, int limit) {
        List<Object> parameters = new ArrayList<>();
        String text = "select case_id, min(severity) as severity from sla_clock where 1 = 1"
                + prefixed("case_id", prefix, parameters)
                + " group by case_id having max(running) = 0 order by severity, case_id limit ?";
        parameters.add(limit);
        return query(false, text, row -> row.getString(1), parameters.toArray());
    }

    @Override
    public Set<String> calendars() {
        return new LinkedHashSet<>(
                query(false, "select distinct calendar from sla_clock where running = 1", row -> row.getString(1)));
    }

    @Override
    public List<SlaStore.Parcel> lease(Instant now, Instant until, int cases, int facts) {
        String last = lastLeased.caseId;
        List<Candidate> candidates = new ArrayList<>(candidates(now, last, cases));
        if (candidates.size() < cases && !last.isEmpty()) {
            Set<String> known = new TreeSet<>();
            candidates.forEach(candidate -> known.add(candidate.caseId()));
            candidates(now, "", cases - candidates.size()).stream()
                    .filter(candidate -> known.add(candidate.caseId()))
                    .forEach(candidates::add);
        }
        lastLeased.caseId = candidates.size() < cases
                ? ""
                : candidates.get(candidates.size() - 1).caseId();
        candidates.sort((a, b) -> SlaStore.IDS.compare(a.caseId(), b.caseId()));
        List<Candidate> first =
                candidates.stream().filter(candidate -> !candidate.known()).toList();
        if (sql.dialect().insertsOneByOne()) {
            first.forEach(this::insertDelivery);
        } else {
            batch(
                    sql.dialect().insertDelivery(),
                    first,
                    false,
                    (statement, candidate) -> set(statement, candidate.caseId(), Long.MIN_VALUE, Long.MIN_VALUE));
        }
        List<SlaStore.Parcel> parcels = new ArrayList<>();
        for (Candidate candidate : candidates) {
            long token = UUID.randomUUID().getMostSignificantBits();
            int mine = update(
                    "update sla_delivery set token = ?, lease_until = ? where case_id = ? and lease_until <= ? and next_try <= ?",
                    token,
                    nanos(until),
                    candidate.caseId(),
                    nanos(now),
                    nanos(now));
            if (mine == 1) {
                parcels.add(new SlaStore.Parcel(
                        candidate.caseId(), token, until, candidate.attempts(), facts(candidate.caseId(), facts)));
            }
        }
        return parcels;
    }

    private record Candidate(String caseId, boolean known, int attempts) {}

    private List<Candidate> candidates(Instant now, String after, int limit) {
        return query(
                false,
                "select distinct f.case_id, d.case_id, d.attempts from sla_fact f left join sla_delivery d on d.case_id = f.case_id"
                        + " where f.case_id > ? and (d.case_id is null or (d.lease_until <= ? and d.next_try <= ?))"
                        + " order by f.case_id limit ?",
                row -> new Candidate(row.getString(1), row.getString(2) != null, row.getInt(3)),
                after,
                nanos(now),
                nanos(now),
                limit);
    }

    private void insertDelivery(Candidate candidate) {
        try (PreparedStatement statement =
                connection.prepareStatement(sql.of(sql.dialect().insertDelivery()))) {
            set(statement, candidate.caseId(), Long.MIN_VALUE, Long.MIN_VALUE);
            statement.executeUpdate();
        } catch (SQLException e) {
            if (!sql.dialect().isDuplicate(e)) {
                throw failed(e);
            }
        }
    }

    private List<SlaStore.StoredFact> facts(String caseId, int limit) {
        return query(
                false,
                "select seq, fact_at, body from sla_fact where case_id = ? order by seq limit ?",
                row -> fact(row, 1),
                caseId,
                limit);
    }

    private static SlaStore.StoredFact fact(ResultSet row, int column) throws SQLException {
        return new SlaStore.StoredFact(
                row.getLong(column), instant(row.getLong(column + 1)), row.getString(column + 2));
    }

    @Override
    public boolean acknowledge(SlaStore.Parcel parcel, long number) {
        if (joined) {
            List<Long> token = query(
                    true,
                    "select token from sla_delivery where case_id = ? for update",
                    row -> row.getLong(1),
                    parcel.caseId());
            if (token.isEmpty() || token.get(0) != parcel.token()) {
                return false;
            }
        }
        return update(
                        "delete from sla_fact where case_id = ? and seq = ? and exists"
                                + " (select 1 from sla_delivery where case_id = ? and token = ?)",
                        parcel.caseId(),
                        number,
                        parcel.caseId(),
                        parcel.token())
                == 1;
    }

    @Override
    public void release(SlaStore.Parcel parcel, Optional<SlaStore.Trouble> trouble) {
        if (trouble.isEmpty()) {
            update("delete from sla_delivery where case_id = ? and token = ?", parcel.caseId(), parcel.token());
        } else {
            update(
                    "update sla_delivery set lease_until = ?, next_try = ?, attempts = ?, last_error = ?"
                            + " where case_id = ? and token = ?",
                    Long.MIN_VALUE,
                    nanos(trouble.get().nextTry()),
                    trouble.get().attempts(),
                    cut(trouble.get().error(), LONGEST_ERROR),
                    parcel.caseId(),
                    parcel.token());
        }
    }

    @Override
    public Optional<Instant> nextDelivery() {
        boolean now = !query(
                        false,
                        "select f.case_id from sla_fact f left join sla_delivery d on d.case_id = f.case_id"
                                + " where d.case_id is null limit 1",
                        row -> row.getString(1))
                .isEmpty();
        return now
                ? Optional.of(Instant.MIN)
                : query(
                                false,
                                "select min(greatest(d.lease_until, d.next_try)) from sla_delivery d"
                                        + " where exists (select 1 from sla_fact f where f.case_id = d.case_id)",
                                row -> optional(row, 1))
                        .get(0);
    }

    @Override
    public boolean hasUndelivered(String caseId) {
        return !facts(caseId, 1).isEmpty();
    }

    @Override
    public Optional<SlaStore.StoredFact> skip(String caseId, long number) {
        List<SlaStore.StoredFact> found = query(
                true,
                "select seq, fact_at, body from sla_fact where case_id = ? and seq = ? for update",
                row -> fact(row, 1),
                caseId,
                number);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        update("delete from sla_fact where case_id = ? and seq = ?", caseId, number);
        update("delete from sla_delivery where case_id = ?", caseId);
        return Optional.of(found.get(0));
    }

    @Override
    public List<SlaStore.Stuck> stuck(int limit) {
        return query(
                false,
                "select d.case_id, d.next_try, d.attempts, d.last_error, f.seq, f.fact_at, f.body from sla_delivery d"
                        + " join sla_fact f on f.case_id = d.case_id where d.attempts > 0"
                        + " and f.seq = (select min(x.seq) from sla_fact x where x.case_id = d.case_id)"
                        + " order by d.attempts desc, d.case_id limit ?",
                row -> new SlaStore.Stuck(
                        row.getString(1),
                        fact(row, 5),
                        new SlaStore.Trouble(instant(row.getLong(2)), row.getInt(3), row.getString(4))),
                limit);
    }

    private static long nanos(Instant at) {
        if (!at.isAfter(FIRST)) {
            return Long.MIN_VALUE;
        }
        return at.isBefore(LAST) ? at.getEpochSecond() * SECOND + at.getNano() : Long.MAX_VALUE;
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
