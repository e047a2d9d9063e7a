/** What tests that keep state in a database need: a real PostgreSQL, and a table of records. */
@NullMarked
package org.sla4j.postgres;

import org.jspecify.annotations.NullMarked;
