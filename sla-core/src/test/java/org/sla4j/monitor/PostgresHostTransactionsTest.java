package org.sla4j.monitor;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.sla4j.postgres.PostgresServer;

@Tag("postgresql")
class PostgresHostTransactionsTest extends HostTransactionsContract {
    @Override
    DataSource newDatabase() {
        return PostgresServer.newDatabase();
    }
}
