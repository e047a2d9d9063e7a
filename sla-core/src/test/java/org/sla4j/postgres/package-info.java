/** A real PostgreSQL for the tests that keep state in a database. */
@NullMarked
package org.sla4j.postgres;

import org.jspecify.annotations.NullMarked;
