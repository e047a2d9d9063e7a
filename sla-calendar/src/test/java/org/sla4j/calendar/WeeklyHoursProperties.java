package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.Objects;
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
    void textThatIsNoRangeIsQuotedOnOneLine(@ForAll @StringLength(min = 1, max = 20) String text) {
        try {
            TimeRange.parse(text);
        } catch (IllegalArgumentException e) {
            String said = Objects.requireNonNull(e.getMessage());
            assertThat(said)
                    .satisfiesAnyOf(
                            message -> assertThat(message).contains(Quoted.of(text)),
                            message -> assertThat(text).isBlank());
            assertThat(said.chars()).noneMatch(Character::isISOControl);
        }
    }
}
