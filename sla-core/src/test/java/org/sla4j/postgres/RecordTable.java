package org.sla4j.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A table of records, one row for each thing: its id and form in columns, the rest as JSON. A later state replaces the row. */
public final class RecordTable implements AutoCloseable {
    private final Connection connection;

    /**
     * Makes the table.
     *
     * @param database where
     * @param text the type of a column of long text
     * @throws SQLException if the database refuses
     */
    public RecordTable(DataSource database, String text) throws SQLException {
        connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table records (id varchar(100) primary key, format int, record " + text + ")");
        }
    }

    /**
     * Keeps a state.
     *
     * @param id what it is the state of
     * @param format the form of the record
     * @param json the record
     * @throws SQLException if the database refuses
     */
    public void save(String id, int format, String json) throws SQLException {
        try (PreparedStatement update =
                        connection.prepareStatement("update records set format = ?, record = ? where id = ?");
                PreparedStatement insert =
                        connection.prepareStatement("insert into records (format, record, id) values (?, ?, ?)")) {
            for (PreparedStatement statement : new PreparedStatement[] {update, insert}) {
                statement.setInt(1, format);
                statement.setString(2, json);
                statement.setString(3, id);
                if (statement.executeUpdate() == 1) {
                    return;
                }
            }
        }
    }

    /**
     * Reads a state.
     *
     * @param id what it is the state of
     * @return the record as it was kept last
     * @throws SQLException if the database refuses
     */
    public String load(String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select record from records where id = ?")) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("There is no record of " + id + ".");
                }
                return rows.getString(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
