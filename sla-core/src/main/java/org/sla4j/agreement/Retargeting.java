package org.sla4j.agreement;

/**
 * What becomes of a clock when its case gets another target, because its severity, a fact or its agreement changed.
 *
 * <p>All rules speak of the measurement going on: since the start, or since the last new cycle or restart. What the clock showed
 * before is kept as a fact, see {@code SlaClock.superseded}. A target equal to the present one changes nothing.
 *
 * <table>
 *   <caption>The rules</caption>
 *   <tr><th>rule</th><th>time used</th><th>while there is no target</th><th>a first promise counts</th></tr>
 *   <tr><td>{@link #RETROACTIVE}</td><td>counted anew</td><td>sleeps</td><td>from the opening</td></tr>
 *   <tr><td>{@link #CARRY_ELAPSED}</td><td>kept</td><td>sleeps</td><td>from the opening</td></tr>
 *   <tr><td>{@link #KEEP_FRACTION}</td><td>scaled</td><td>sleeps</td><td>from the opening</td></tr>
 *   <tr><td>{@link #RESTART}</td><td>dropped</td><td>sleeps</td><td>from the choice</td></tr>
 *   <tr><td>{@link #KEEP_OLD_TARGET}</td><td>left alone</td><td>runs on</td><td>from the opening</td></tr>
 *   <tr><td>{@link #STRICTER_WINS}</td><td>counted anew if stricter</td><td>runs on</td><td>from the opening</td></tr>
 * </table>
 *
 * <p>A finished measurement stays as it was judged, unless the policy retargets finished ones too; then the same rules hold for
 * it, but nothing restarts it.
 */
public enum Retargeting {
    /**
     * As if the new target had held from the start: everything is counted anew in the new calendar, and pauses stay pauses.
     * The default. There and back is as if nothing had been changed.
     */
    RETROACTIVE(TimeUsed.COUNTED_ANEW, WithoutTarget.SLEEPS, FirstPromise.FROM_OPENING),
    /**
     * The time used so far, as it was measured then, is kept; what follows is counted in the new calendar. If it is the new
     * limit or more already, the change is when it is due.
     */
    CARRY_ELAPSED(TimeUsed.KEPT, WithoutTarget.SLEEPS, FirstPromise.FROM_OPENING),
    /**
     * The fraction used so far is kept: after half of 8 hours, half of 4 hours is used. What follows is counted in the new
     * calendar.
     *
     * <p>Used time times new limit, divided by old limit, in whole nanoseconds rounded down; or up where more than the old limit
     * was used, so that rounding never changes a verdict. Of a limit of zero all is used from the start, so all of the new
     * limit is, plus the time used.
     */
    KEEP_FRACTION(TimeUsed.SCALED, WithoutTarget.SLEEPS, FirstPromise.FROM_OPENING),
    /** The time used so far is dropped; counting starts from zero at the change. */
    RESTART(TimeUsed.DROPPED, WithoutTarget.SLEEPS, FirstPromise.FROM_CHOICE),
    /** The old target goes on to hold, as long as the case has it. */
    KEEP_OLD_TARGET(TimeUsed.LEFT_ALONE, WithoutTarget.RUNS_ON, FirstPromise.FROM_OPENING),
    /**
     * The target that is due earlier holds, the new one as {@link #RETROACTIVE} measures it; the old one if both are due at
     * once. For a clock that is paused, due is taken as if it ran on from the change.
     */
    STRICTER_WINS(TimeUsed.COUNTED_ANEW_IF_STRICTER, WithoutTarget.RUNS_ON, FirstPromise.FROM_OPENING);

    /** What becomes of the time used when another target comes. */
    public enum TimeUsed {
        /** Counted anew, as if the new target had held from the start. */
        COUNTED_ANEW,
        /** Kept as it was measured. */
        KEPT,
        /** Scaled, so that the fraction of the limit used stays the same. */
        SCALED,
        /** Dropped: counting starts from zero. */
        DROPPED,
        /** Left alone, together with the old target. */
        LEFT_ALONE,
        /** Counted anew if the new target is due earlier, else left alone together with the old target. */
        COUNTED_ANEW_IF_STRICTER
    }

    /** What a clock does while its case has no target for it; the rule is that of the policy that was left. */
    public enum WithoutTarget {
        /**
         * It sleeps until a target comes, which wakes it by the same rule: with the time it had, scaled, from zero, or counted
         * anew as if the new target had always held. A clock that nothing wakes is cancelled.
         */
        SLEEPS,
        /** It runs on against the old target, because a promise is stricter than none. */
        RUNS_ON
    }

    /** From when a clock counts that gets a target for the first time, after the opening of its case. */
    public enum FirstPromise {
        /** From the opening, as if it had been promised then; what was finished before gets no clock. */
        FROM_OPENING,
        /** From the instant of the choice. */
        FROM_CHOICE
    }

    private final TimeUsed timeUsed;
    private final WithoutTarget withoutTarget;
    private final FirstPromise firstPromise;

    Retargeting(TimeUsed timeUsed, WithoutTarget withoutTarget, FirstPromise firstPromise) {
        this.timeUsed = timeUsed;
        this.withoutTarget = withoutTarget;
        this.firstPromise = firstPromise;
    }

    /**
     * Returns what becomes of the time used when another target comes.
     *
     * @return the rule's entry in that column of the table
     */
    public TimeUsed timeUsed() {
        return timeUsed;
    }

    /**
     * Returns what a clock does while its case has no target for it.
     *
     * @return the rule's entry in that column of the table
     */
    public WithoutTarget withoutTarget() {
        return withoutTarget;
    }

    /**
     * Returns from when a clock counts that gets its first target after the opening.
     *
     * @return the rule's entry in that column of the table
     */
    public FirstPromise firstPromise() {
        return firstPromise;
    }
}
