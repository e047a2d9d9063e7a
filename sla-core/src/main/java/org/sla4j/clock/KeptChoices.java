package org.sla4j.clock;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.BusinessCalendar;

/**
 * What a replay finds out from its calendars and then holds on to: how long a limit in business days is, and which of two targets
 * is the stricter. A second replay in other calendars plays them back in the same order, so that it only counts less.
 */
final class KeptChoices {
    /** For a replay that nobody repeats. */
    static final KeptChoices NONE = new KeptChoices(null, null, calendar -> calendar);

    private final @Nullable Deque<Long> recording;
    private final @Nullable Deque<Long> playing;
    private final UnaryOperator<BusinessCalendar> counting;

    private KeptChoices(
            @Nullable Deque<Long> recording, @Nullable Deque<Long> playing, UnaryOperator<BusinessCalendar> counting) {
        this.recording = recording;
        this.playing = playing;
        this.counting = counting;
    }

    static KeptChoices recorded() {
        return new KeptChoices(new ArrayDeque<>(), null, calendar -> calendar);
    }

    /** These choices for a replay in other calendars. */
    KeptChoices played(UnaryOperator<BusinessCalendar> counting) {
        return new KeptChoices(null, recording == null ? new ArrayDeque<>() : new ArrayDeque<>(recording), counting);
    }

    long of(LongSupplier choice) {
        if (playing != null) {
            return playing.remove();
        }
        long chosen = choice.getAsLong();
        if (recording != null) {
            recording.add(chosen);
        }
        return chosen;
    }

    BusinessCalendar counting(BusinessCalendar calendar) {
        return counting.apply(calendar);
    }
}
