package org.sla4j.examples;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a row says about its case, without anything of the row that the mapping does not name.
 *
 * @param caseId the case
 * @param at when
 * @param order the row's place among those of its instant, may be empty
 * @param number the row's place in the log
 * @param line the row's line in its file
 * @param source which source of the mapping it came by
 * @param who who did it, may be empty
 * @param isCustomer whether that was the customer
 * @param answers which conditions of the mapping's {@code response} the row fulfils, a bit each
 * @param values the values of the row by meaning, empty ones left out
 */
record LogEntry(
        String caseId,
        Instant at,
        String order,
        long number,
        long line,
        int source,
        String who,
        boolean isCustomer,
        long answers,
        Map<String, String> values) {
    String value(String meaning) {
        return values.getOrDefault(meaning, "");
    }

    LogEntry movedTo(Instant time) {
        return new LogEntry(caseId, time, order, number, line, source, who, isCustomer, answers, values);
    }

    LogEntry with(Instant time, Map<String, String> other) {
        return new LogEntry(caseId, time, order, number, line, source, who, isCustomer, 0, other);
    }

    void write(DataOutput out) throws IOException {
        text(out, caseId);
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
        text(out, order);
        out.writeLong(number);
        out.writeLong(line);
        out.writeInt(source);
        text(out, who);
        out.writeBoolean(isCustomer);
        out.writeLong(answers);
        out.writeInt(values.size());
        for (Map.Entry<String, String> value : values.entrySet()) {
            text(out, value.getKey());
            text(out, value.getValue());
        }
    }

    static LogEntry read(DataInputStream in) throws IOException {
        String caseId = in.readUTF();
        Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
        String order = in.readUTF();
        long number = in.readLong();
        long line = in.readLong();
        int source = in.readInt();
        String who = in.readUTF();
        boolean customer = in.readBoolean();
        long answers = in.readLong();
        int size = in.readInt();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            // A few meanings and thousands of rows: one string each.
            values.put(in.readUTF().intern(), in.readUTF());
        }
        return new LogEntry(caseId, at, order, number, line, source, who, customer, answers, values);
    }

    /** Values are names and words; one longer than that is cut. */
    private static void text(DataOutput out, String text) throws IOException {
        out.writeUTF(text.length() > 10_000 ? text.substring(0, 10_000) : text);
    }
}
