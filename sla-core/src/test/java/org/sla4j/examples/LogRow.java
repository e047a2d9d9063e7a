package org.sla4j.examples;

import java.util.List;

/** A row of an export, whatever its file looks like. */
interface LogRow {
    /** The values of a column, whose name is matched without regard to capitals; several where it is repeated. */
    List<String> values(String column);

    /** The names of all columns, where the file has a header. */
    default List<String> columns() {
        return List.of();
    }

    /** A value without the blanks around it, no-break spaces among them. */
    static String plain(String value) {
        return value.replace('\u00A0', ' ').replace('\u202F', ' ').strip();
    }

    /** Where the row begins; 0 where files have no lines. */
    long line();
}
