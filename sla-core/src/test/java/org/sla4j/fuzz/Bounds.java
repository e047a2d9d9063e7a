package org.sla4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** What no input may go beyond, however odd it is: two seconds of processor time and 64 MB, and no exception but the documented ones. */
final class Bounds {
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_NANOS = 2_000_000_000L;

    private Bounds() {}

    /** Runs what reads an input, which may refuse it by an {@link IllegalArgumentException} alone. */
    static void within(Runnable reader) {
        long bytes = ofThisThread("getCurrentThreadAllocatedBytes");
        long nanos = ofThisThread("getCurrentThreadCpuTime");
        attempt(reader);
        assertThat(ofThisThread("getCurrentThreadCpuTime") - nanos).isLessThan(MOST_NANOS);
        assertThat(ofThisThread("getCurrentThreadAllocatedBytes") - bytes).isLessThan(MOST_BYTES);
    }

    static void attempt(Runnable reader) {
        try {
            reader.run();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Puts a head before a content and the checksum of both behind it, so that the content is looked at. */
    static byte[] sealed(byte[] head, byte[] content) {
        byte[] sealed = new byte[head.length + content.length + Integer.BYTES];
        ByteBuffer out = ByteBuffer.wrap(sealed).put(head).put(content);
        CRC32C checksum = new CRC32C();
        checksum.update(sealed, 0, out.position());
        out.putInt((int) checksum.getValue());
        return sealed;
    }

    /** By reflection, because the module that the tests are part of does not read that of management. */
    private static long ofThisThread(String figure) {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            return (Long) Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod(figure)
                    .invoke(threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
