/** A MariaDB server for tests. */
@NullMarked
package org.sla4j.mariadb;

import org.jspecify.annotations.NullMarked;
