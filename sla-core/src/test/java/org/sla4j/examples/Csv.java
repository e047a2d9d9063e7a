package org.sla4j.examples;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

/** How both logs read CSV: rows of a wrong length reach the log, which can name them; quotes must be closed. */
final class Csv {
    private Csv() {}

    static CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false);
    }
}
