package org.sla4j.agreement;

import java.util.Locale;

/** The kinds of things that happen to a case, as far as a service level depends on them. */
public enum EventType {
    /** The case was received. */
    OPENED,
    /** The customer got an answer from a person. */
    RESPONDED,
    /** Somebody else has to act first: the customer, a vendor, another team. */
    WAITING,
    /** The wait is over. */
    RESUMED,
    /** The case turned out more or less severe. */
    SEVERITY_CHANGED,
    /** Another team took it over. */
    REASSIGNED,
    /** A solution was given. */
    RESOLVED,
    /** The solution did not hold. */
    REOPENED,
    /** The case is finished. */
    CLOSED,
    /** The case turned out not to be one: a duplicate, a mistake. */
    CANCELLED;

    /** Returns the type in words, such as {@code severity changed}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
