package org.sla4j.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is noticed about a measurement because it may have changed the verdict, so that figures can count it: each {@link Outcome.Flag}
 * as a bit.
 */
final class IntegrityFlags {
    /** A pause is just in time if at most one part in this many of the limit is left. */
    private static final int JUST_IN_TIME = 10;

    private IntegrityFlags() {}

    static int bit(Outcome.Flag flag) {
        return switch (flag) {
            case CANCELLED_AFTER_BREACH -> 1;
            case DOWNGRADED_AFTER_BREACH -> 2;
            case RETARGETED_AFTER_BREACH -> 4;
            case PAUSED_JUST_IN_TIME -> 8;
            case CUSTOMER_WROTE_MEANWHILE -> 16;
            case REOPENED_LATE -> 32;
        };
    }

    /** The flags that some bits stand for. */
    static Set<Outcome.Flag> of(int bits) {
        List<Outcome.Flag> raised = new ArrayList<>();
        for (Outcome.Flag flag : Outcome.Flag.values()) {
            if ((bits & bit(flag)) != 0) {
                raised.add(flag);
            }
        }
        return Set.copyOf(raised);
    }

    /** Whether a pause begins just in time, while the limit is not exceeded but nearly used up. */
    static boolean isJustInTime(long left, long limit) {
        return left >= 0 && left <= limit / JUST_IN_TIME;
    }

    /** Whether a step makes the case less severe, which may get it a longer limit. */
    static boolean isDowngrade(Step step) {
        return step.after().severity().compareTo(step.before().severity()) > 0;
    }
}
