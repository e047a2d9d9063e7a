package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DayOfWeek;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class WeeklyHoursProperties {
    @Provide
    Arbitrary<WeeklyHours> weeks() {
        return CalendarArbitraries.weeks();
    }

    @Property
    void textReadsBackToAnEqualWeek(@ForAll("weeks") WeeklyHours week) {
        WeeklyHours again = WeeklyHours.parse(week.toString());
        assertThat(again).isEqualTo(week).hasSameHashCodeAs(week).hasToString(week.toString());
    }

    @Property
    void anyTextIsReadOrRefusedWithAMessageAndNothingElse(
            @ForAll
                    @StringLength(max = 40)
                    @Chars({'M', 'o', 'n', 'F', 'r', 'i', '-', ',', ';', ':', ' ', '/', '\u2013'})
                    @CharRange(from = '0', to = '9')
                    String text) {
        try {
            WeeklyHours week = WeeklyHours.parse(text);
            assertThat(WeeklyHours.parse(week.toString())).isEqualTo(week);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property
    void rangesReadBack(@ForAll("weeks") WeeklyHours week) {
        for (DayOfWeek day : DayOfWeek.values()) {
            for (TimeRange range : week.on(day)) {
                assertThat(TimeRange.parse(range.toString())).isEqualTo(range);
            }
        }
    }

    @Property
    void textThatIsNoRangeIsQuoted(@ForAll @StringLength(min = 1, max = 20) String text) {
        if (text.indexOf(':') < 0) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> TimeRange.parse(text))
                    .withMessageContaining("\"" + text + "\"");
        }
    }
}
