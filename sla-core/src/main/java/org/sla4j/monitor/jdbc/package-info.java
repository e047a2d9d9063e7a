/**
 * A {@link org.sla4j.monitor.SlaStore} in a relational database, over plain JDBC: PostgreSQL, H2, MariaDB and MySQL.
 *
 * <p>The tables are made by scripts in the jar, {@code META-INF/sla4j/jdbc/<database>/V1.sql}, for Flyway, Liquibase or by hand.
 */
@NullMarked
package org.sla4j.monitor.jdbc;

import org.jspecify.annotations.NullMarked;
