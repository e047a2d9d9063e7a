package org.sla4j.examples;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work in a transaction: one of its own, or the one that the host has open. */
public interface Transactions {
    /** Something to do with a connection. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @param connection takes part in the transaction; not to be committed or closed
         * @throws SQLException if it fails
         */
        void with(Connection connection) throws SQLException;
    }

    /**
     * Runs work, and commits it unless the host does that later.
     *
     * @param work what to do
     * @throws IllegalStateException if the database fails; nothing is kept then
     */
    void run(Work work);

    /**
     * Gives each piece of work a transaction of its own.
     *
     * @param database where to connect to
     * @return the transactions
     */
    static Transactions of(DataSource database) {
        return work -> {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    work.with(connection);
                    connection.commit();
                } catch (SQLException | RuntimeException e) {
                    connection.rollback();
                    throw e;
                }
            } catch (SQLException e) {
                throw new IllegalStateException("The database failed: " + e.getMessage(), e);
            }
        };
    }
}
