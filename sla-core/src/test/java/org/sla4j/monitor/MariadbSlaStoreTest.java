package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.mariadb.MariadbServer;

@Tag("mariadb")
class MariadbSlaStoreTest extends JdbcSlaStoreContract {
    @Override
    DataSource newDatabase() {
        return MariadbServer.newDatabase();
    }

    // 11
    @Test
    void aRefusalBecauseOfASnapshotIsRetryable() {
        desk.turnTo(Desk.hours(2));
        SlaMonitor monitor = monitor(reported::add).build();
        for (String mode : List.of("on", "off")) {
            String id = "snapshot-" + mode;
            monitor.record(CaseEvent.opened(id, Desk.NINE, Severity.CRITICAL));
            Runnable work = () -> {
                Connection connection = Objects.requireNonNull(OPEN.get());
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set session innodb_snapshot_isolation = " + mode);
                    statement.executeQuery("select count(*) from sla_case").close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                get(elsewhere(() -> monitor.record(CaseEvent.waiting(id, Desk.hours(1), Desk.CUSTOMER))));
                monitor.record(CaseEvent.resumed(id, Desk.hours(0.5), Desk.CUSTOMER));
            };
            try {
                inTransaction(Connection.TRANSACTION_REPEATABLE_READ, work);
            } catch (SlaStoreException e) {
                assertThat(mode).isEqualTo("on");
                assertThat(e.isRetryable()).isTrue();
                inTransaction(Connection.TRANSACTION_REPEATABLE_READ, work);
            }
            assertThat(monitor.find(id).orElseThrow().events()).hasSize(3);
        }
    }
}
