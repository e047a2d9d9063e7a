package org.sla4j.monitor;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.sla4j.mariadb.MariadbServer;

@Tag("mariadb")
class MariadbSlaStoreTest extends JdbcSlaStoreContract {
    @Override
    DataSource newDatabase() {
        return MariadbServer.newDatabase();
    }
}
