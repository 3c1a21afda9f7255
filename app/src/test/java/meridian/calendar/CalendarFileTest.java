package meridian.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import meridian.calendar.CalendarFile.Entry;
import meridian.calendar.CalendarFile.When;
import org.junit.jupiter.api.Test;

/** iCalendar as RFC 5545 wants it. */
class CalendarFileTest {
    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

    private static String written(Entry... entries) throws IOException {
        var out = new ByteArrayOutputStream();
        new CalendarFile("新品上市", NOW, List.of(entries)).write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Entry entry(String title, When when, boolean cancelled) {
        return new Entry("1@meridian", 3, NOW, when, title, "", List.of(), cancelled);
    }

    @Test
    void wholeDaysEndOnTheDayAfterAndMomentsAreThoseOfTheWorld() throws IOException {
        var days = written(entry("甲", new When.Days(LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 4)), false));
        assertThat(days).contains("DTSTART;VALUE=DATE:20261201\r\n", "DTEND;VALUE=DATE:20261205\r\n", "SEQUENCE:3\r\n", "STATUS:CONFIRMED\r\n").startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n").endsWith("END:VCALENDAR\r\n");
        var hours = written(entry("乙", new When.Hours(Instant.parse("2026-12-01T01:00:00Z"), Instant.parse("2026-12-01T03:30:00Z")), true));
        assertThat(hours).contains("DTSTART:20261201T010000Z\r\n", "DTEND:20261201T033000Z\r\n", "STATUS:CANCELLED\r\n");
    }

    @Test
    void whatPeopleTypeBecomesNoLineOfItsOwn() throws IOException {
        var text = written(entry("开会; 带图纸, 带\\样品\nEND:VEVENT\u0007", new When.Days(LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 1)), false));
        assertThat(text).contains("SUMMARY:开会\\; 带图纸\\, 带\\\\样品\\nEND:VEVENT\r\n");
        assertThat(text.split("\r\n")).filteredOn(line -> line.equals("END:VEVENT")).hasSize(1);
    }

    @Test
    void longLinesAreFoldedBetweenCharactersAndUnfoldToWhatTheyWere() throws IOException {
        var title = "跨区域协同🚀".repeat(40);
        var text = written(entry(title, new When.Days(LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 1)), false));
        assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
        assertThat(text.replace("\r\n ", "")).contains("SUMMARY:" + title + "\r\n");
    }
}
