package org.sla4j.examples;

import java.io.IOException;
import java.time.Instant;
import org.sla4j.cases.CaseEvent;

/** A log of case events in some file, read once from its beginning to its end. */
interface EventLog {
    /** Takes what a log has to say, in the order of the file. */
    interface Sink {
        /**
         * Something happened to a case.
         *
         * @throws BadRowException if it cannot be true
         */
        void event(CaseEvent event, long line);

        /** Nothing more will be said about a case, so that it can be forgotten. */
        void endOfCase(String caseId);

        /** A row that cannot be used; throws it unless bad rows are to be skipped. */
        void badRow(BadRowException problem);

        /** Everything has been read once; the latest time in the log. Not every log can say so before its cases. */
        default void last(Instant at) {}

        /** So many rows have been read. */
        void progress(long rows);
    }

    void read(Sink sink) throws IOException;

    /** A row of a file that cannot be used. */
    final class BadRowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRowException(String file, long line, String reason) {
            super(file + ":" + line + ": " + reason);
        }
    }
}
