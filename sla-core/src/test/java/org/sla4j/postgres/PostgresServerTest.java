package org.sla4j.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgresql")
class PostgresServerTest {
    @Test
    void everyDatabaseIsEmptyAndOnItsOwn() throws Exception {
        DataSource one = PostgresServer.newDatabase();
        DataSource other = PostgresServer.newDatabase();
        for (DataSource database : new DataSource[] {one, other}) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table notes (id int primary key)");
                try (ResultSet rows = statement.executeQuery("select count(*) from notes")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isZero();
                }
            }
        }
    }
}
