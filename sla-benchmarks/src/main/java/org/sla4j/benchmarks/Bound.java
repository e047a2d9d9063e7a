package org.sla4j.benchmarks;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a figure of a benchmark may be at most, and why.
 *
 * @param benchmark the method that is measured
 * @param figure what of it
 * @param atMost the largest figure that passes
 * @param why the reason for this bound
 */
record Bound(String benchmark, Figure figure, double atMost, String why) {
    /** What can be bounded. */
    enum Figure {
        /** Bytes allocated by an operation. */
        BYTES("bytes"),
        /** Processor time over ten years against that over one day. */
        GROWTH("ten years / one day"),
        /** Processor time over ten days against that of the floor. */
        FLOOR("times floor"),
        /** Processor time against that of judging a case by hand. */
        CASE_FLOOR("times floor of a case"),
        /** Processor time over ten days against that of the loop over the days. */
        DAY_LOOP("times day loop, ten days");

        private final String words;

        Figure(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }

        private static Figure parse(String words) {
            for (Figure figure : values()) {
                if (figure.words.equals(words)) {
                    return figure;
                }
            }
            throw new IllegalArgumentException(
                    "\"" + words + "\" is not a figure that the guard knows; it knows " + List.of(values()) + ".");
        }
    }

    /** Reads the rows of a Markdown table. */
    static List<Bound> parse(String markdown) {
        return markdown.lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(Bound::row)
                .collect(Collectors.toUnmodifiableList());
    }

    private static Bound row(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 6 || cells[4].isBlank()) {
            throw new IllegalArgumentException(
                    "A bound is a row of benchmark, figure, bound and reason, but was: " + line);
        }
        return new Bound(
                cells[1].strip(),
                Figure.parse(cells[2].strip()),
                Double.parseDouble(cells[3].strip()),
                cells[4].strip());
    }
}
