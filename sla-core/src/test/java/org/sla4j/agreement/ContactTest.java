package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.HolidayGap;
import org.sla4j.calendar.WeeklyHours;

class ContactTest {
    private static final Instant SATURDAY = Instant.parse("2026-01-10T12:00:00Z");
    private static final Contact ADA = Contact.of("Ada Byron", "incident manager");

    @Test
    void canAlwaysBeReachedWithoutHours() {
        assertThat(ADA.reachableFrom(SATURDAY)).isEqualTo(SATURDAY);
    }

    @Test
    void canBeReachedWhenTheHoursNextOpen() {
        Contact inOffice = ADA.withHours(office(HolidayCalendar.none()));

        assertThat(inOffice.reachableFrom(SATURDAY)).isEqualTo("2026-01-12T09:00:00Z");
        assertThat(inOffice.reachableFrom(Instant.parse("2026-01-12T09:00:00Z")))
                .isEqualTo("2026-01-12T09:00:00Z");
        assertThat(inOffice.reachableFrom(Instant.parse("2026-01-12T17:00:00Z")))
                .isEqualTo("2026-01-13T09:00:00Z");
    }

    @Test
    void isNotifiedAtOnceWhereNothingIsKnownOfTheHours() {
        HolidayCalendar first = HolidayCalendar.of(LocalDate.parse("2026-01-01"))
                .withCoverage(new DateRange(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-01-09")));
        Contact inOffice = ADA.withHours(office(first));

        assertThat(inOffice.reachableFrom(SATURDAY)).isEqualTo(SATURDAY);
        assertThat(inOffice.reachableFrom(Instant.parse("2026-01-09T18:00:00Z")))
                .isEqualTo("2026-01-09T18:00:00Z");
    }

    @Test
    void isTheSameWhateverBlanksAreAroundItsName() {
        assertThat(Contact.of(" Ada Byron ", "incident manager"))
                .isEqualTo(Contact.of("Ada Byron", "incident manager"));
    }

    @Test
    void needsAName() {
        assertThatThrownBy(() -> Contact.of(" \n", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A contact needs a name that is not blank, but was \" \\n\".");
    }

    private static BusinessCalendar office(HolidayCalendar holidays) {
        return BusinessCalendar.builder("office")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(holidays)
                .whenHolidaysEnd(HolidayGap.FAIL)
                .build();
    }
}
