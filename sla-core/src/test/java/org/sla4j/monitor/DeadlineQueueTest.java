package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlineQueueTest {
    private final DeadlineQueue queue = new DeadlineQueue();

    @Test
    void anEmptyQueueHasNoDeadline() {
        assertThat(queue.earliest()).isEqualTo(DeadlineQueue.NEVER);
        assertThat(queue.first()).isEqualTo(-1);
        assertThat(queue.deadline(7)).isEqualTo(DeadlineQueue.NEVER);
    }

    @Test
    void anEntryMovesBothWays() {
        queue.schedule(1, 10);
        queue.schedule(2, 20);
        queue.schedule(2, 5);
        assertThat(queue.first()).isEqualTo(2);
        queue.schedule(2, 30);
        assertThat(queue.first()).isEqualTo(1);
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void schedulingForNeverCancels() {
        queue.schedule(1, 10);
        queue.schedule(1, DeadlineQueue.NEVER);
        assertThat(queue.size()).isZero();
    }

    @Test
    void cancellingTwiceOrWhatWasNeverScheduledDoesNothing() {
        queue.schedule(1, 10);
        queue.cancel(1);
        queue.cancel(1);
        queue.cancel(99);
        assertThat(queue.size()).isZero();
    }
}
