package org.sla4j.cases;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sla4j.agreement.EventType;

/** The ready-made event types as constants to switch over; {@link #OTHER} stands for all types of the user's own. */
enum Occurrence {
    OPENED(0),
    ACKNOWLEDGED(1),
    RESPONDED(2),
    UPDATED(3),
    CUSTOMER_REPLIED(4),
    WORK_STARTED(5),
    WORK_ENDED(6),
    WAITING(7),
    RESUMED(8),
    SEVERITY_CHANGED(9),
    CHANGED(10),
    REASSIGNED(11),
    RESOLVED(12),
    REOPENED(13),
    CLOSED(14),
    CANCELLED(15),
    AGREED(16),
    WITHDRAWN(17),
    OTHER(18);

    private static final Map<EventType, Occurrence> OF_TYPES = EventType.standard().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(),
                    type -> valueOf(type.name().toUpperCase(Locale.ROOT).replace(' ', '_'))));

    private final int bit;

    Occurrence(int place) {
        bit = 1 << place;
    }

    /** One bit of its own, so that several can be looked for at once. */
    int bit() {
        return bit;
    }

    static Occurrence of(EventType type) {
        return OF_TYPES.getOrDefault(type, OTHER);
    }
}
