package org.sla4j.cases;

import java.util.OptionalInt;

/** How satisfied a requester is, from 1 to 5, as the {@link Outcome#RATING} of any event says: the last one counts, even after the end. */
final class Ratings {
    private Ratings() {}

    /** The rating after one more event; one without a value takes the last back. */
    static OptionalInt after(OptionalInt last, CaseEvent event) {
        String given = event.attributes().isEmpty() ? null : event.attributes().get(Outcome.RATING);
        if (given == null) {
            return last;
        }
        OptionalInt read = read(given);
        return read.isPresent() || given.isEmpty() ? read : last;
    }

    /** A rating that a requester gave; empty if there is none or it cannot be read. */
    static OptionalInt read(String text) {
        String digit = text.replace('\u00A0', ' ').strip(); // a no-break space is a blank too
        boolean isRating = digit.length() == 1 && digit.charAt(0) >= '1' && digit.charAt(0) <= '5';
        return isRating ? OptionalInt.of(digit.charAt(0) - '0') : OptionalInt.empty();
    }
}
