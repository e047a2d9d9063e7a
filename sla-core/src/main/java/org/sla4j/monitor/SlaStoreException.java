package org.sla4j.monitor;

import org.jspecify.annotations.Nullable;

/**
 * The store failed, or cannot do now what was asked of it.
 *
 * <p>Nothing of the call has happened. If it {@linkplain #isRetryable is retryable}, the same call can succeed later: it met a lock, a
 * deadlock or a serialization failure, or an event arrived before the opening of its case did. Within a transaction of the host that is for
 * the host to do: roll back, and do the whole transaction again.
 *
 * <pre>{@code
 * for (int attempt = 1; ; attempt++) {
 *     try {
 *         transactions.execute(() -> tickets.close(id));     // records in the monitor as well
 *         return;
 *     } catch (SlaStoreException e) {
 *         if (!e.isRetryable() || attempt == 5) {
 *             throw e;
 *         }
 *     }
 * }
 * }</pre>
 */
public final class SlaStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether the same call can succeed later. */
    private final boolean retryable;

    /**
     * Says what failed.
     *
     * @param message what went wrong
     * @param retryable whether the same call can succeed later
     * @param cause what the database said; {@code null} if it was not asked
     */
    public SlaStoreException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /**
     * Whether the same call can succeed later.
     *
     * @return true for locks, deadlocks, serialization failures, lost connections and unknown cases
     */
    public boolean isRetryable() {
        return retryable;
    }
}
