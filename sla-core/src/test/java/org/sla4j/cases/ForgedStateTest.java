package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;

/** Bytes that no case ever was, with a checksum that fits, and names that would forge a line of a log. */
class ForgedStateTest {
    private static final ServiceLevelAgreement SLA = ServiceLevelAgreement.builder("sla")
            .provider(Party.of("IT"))
            .customer(Party.of("Sales"))
            .policy(SeverityPolicy.builder("all")
                    .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9))
                    .build())
            .build();

    private static byte[] sealed(String hex) {
        byte[] content = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] sealed = new byte[1 + content.length + Integer.BYTES];
        ByteBuffer out = ByteBuffer.wrap(sealed).put((byte) 1).put(content);
        CRC32C checksum = new CRC32C();
        checksum.update(sealed, 0, out.position());
        out.putInt((int) checksum.getValue());
        return sealed;
    }

    /** No reasons, a case "7" opened in 1970; where it goes on, under version 1 of "sla". */
    @ParameterizedTest
    @CsvSource({
        "a text longer than the state, 00 00 ff ff ff ff 07, it ends early",
        "more ids than bytes, 00 20 01 37 00 00 03 73 6c 61 01 31 ff ff ff ff 07, it ends early",
        "more ids than whole bytes, 00 20 01 37 00 00 03 73 6c 61 01 31 02 00 00 00 00 00 00 00, it ends early",
        "an opening in no year, 00 00 01 37 ff ff ff ff ff ff ff ff 7f 00, a time or a number that no case has",
        "an agreement that is not given, 00 00 01 37 00 00 03 73 6c 61 01 32, version \"2\""
    })
    void areRefusedBeforeSpaceIsTakenForThem(String what, String hex, String message) {
        assertThatThrownBy(() -> ServiceCase.restore(sealed(hex), List.of(SLA), List::of))
                .as(what)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSnapshotIsShownOnOneLine() {
        CaseSnapshot row = CaseSnapshot.builder("7", Instant.parse("2026-01-05T10:00:00Z"))
                .team("desk\r\nWARN all is lost")
                .build();
        assertThat(row.toString())
                .startsWith("7 2026-01-05T10:00:00Z team=desk")
                .doesNotContain("\n", "\r", "\t");
    }
}
