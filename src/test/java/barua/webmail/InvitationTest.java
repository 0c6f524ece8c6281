package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvitationTest {

    private static final ZoneId DAR = ZoneId.of("Africa/Dar_es_Salaam");

    private static String event(String lines) {
        return "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\n"
                + "END:VTIMEZONE\r\nBEGIN:VEVENT\r\n" + lines
                + "BEGIN:VALARM\r\nDESCRIPTION:x\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }

    private static Invitation.Span span(String lines) {
        return Invitation.read(event(lines), DAR).orElseThrow().span();
    }

    private static Invitation.Span.Days days(String first, String last) {
        return new Invitation.Span.Days(LocalDate.parse(first), LocalDate.parse(last));
    }

    private static String times(Invitation invitation) {
        return invitation.span() instanceof Invitation.Span.Times(var start, var end) ? start.toInstant() + end.map(at -> " " + at.toInstant()).orElse("")
                : "days";
    }

    private static String start(String calendar) {
        return times(Invitation.read(calendar, DAR).orElseThrow());
    }

    private static String inZone(String zone, String time) {
        return start("BEGIN:VEVENT\r\nDTSTART;TZID=" + zone + ":" + time + "\r\nEND:VEVENT\r\n");
    }

    @Test
    void zones_are_known_by_the_names_that_programs_give_them() {
        assertEquals("2026-06-10T16:00:00Z", inZone("W. Europe Standard Time", "20260610T180000"));
        assertEquals("2026-06-10T16:00:00Z", inZone("/mozilla.org/20050126_1/Europe/Berlin", "20260610T180000"));
        assertEquals("2026-06-10T16:00:00Z", inZone("\"(UTC+01:00) Nowhere: at; all\"", "20260610T190000"));
        assertEquals("2026-01-10T17:00:00Z", inZone("W. Europe Standard Time", "20260110T180000"));
    }

    @Test
    void a_zone_that_the_calendar_describes_itself_holds() {
        String zone = "BEGIN:VTIMEZONE\r\nTZID:Campus\r\nBEGIN:STANDARD\r\nDTSTART:16011104T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0600\r\n"
                + "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010311T020000\r\nTZOFFSETFROM:-0600\r\n"
                + "TZOFFSETTO:-0500\r\n"
                + "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
        String event = "BEGIN:VEVENT\r\nDTSTART;TZID=Campus:%s\r\nEND:VEVENT\r\n";
        assertEquals("2026-06-10T18:00:00Z", start(zone + event.formatted("20260610T130000")));
        assertEquals("2026-01-10T19:00:00Z", start(zone + event.formatted("20260110T130000")));
        assertEquals("2026-03-08T07:59:00Z", start(zone + event.formatted("20260308T015900")));
        assertEquals("2026-03-08T08:00:00Z", start(zone + event.formatted("20260308T030000")));
        assertEquals("2026-11-01T08:00:00Z", start(zone + event.formatted("20261101T020000")));
    }

    @Test
    void the_facts_are_read_from_the_event_and_not_from_the_zone() {
        Invitation read = Invitation.read(event("DTSTART;TZID=Africa/Nairobi:20261126T090000\r\nDTEND;TZID=Africa/Nairobi:20261126T160000\r\n"
                + "SUMMARY:External\\, exam\r\n iner visit\r\n"
                + "LOCATION:Hall B\r\nORGANIZER;CN=\"Asha: Dr.\":mailto:asha@pwani.example\r\nATTENDEE:mailto:a@x\r\nATTENDEE:mailto:b@x\r\n"), DAR)
                .orElseThrow();
        assertEquals("External, examiner visit", read.summary());
        assertEquals("2026-11-26T06:00:00Z 2026-11-26T13:00:00Z", times(read));
        assertEquals("Asha: Dr.", read.organiser());
        assertEquals(2, read.invited());
        assertEquals("REQUEST", read.method());
    }

    @Test
    void days_utc_and_durations_are_understood() {
        assertEquals(days("2026-11-26", "2026-11-26"), span("DTSTART;VALUE=DATE:20261126\r\n"));
        assertEquals(days("2026-11-26", "2026-11-27"), span("DTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261128\r\n"));
        assertEquals(days("2026-11-26", "2026-12-09"), span("DTSTART;VALUE=DATE:20261126\r\nDURATION:P2W\r\n"));
        Invitation brief = Invitation.read(event("DTSTART:20261126T060000Z\r\nDURATION:PT45M\r\n"), DAR).orElseThrow();
        assertEquals("2026-11-26T06:00:00Z 2026-11-26T06:45:00Z", times(brief));
    }

    @Test
    void nonsense_is_no_invitation() {
        assertEquals(Optional.empty(), Invitation.read("", DAR));
        assertEquals(Optional.empty(), Invitation.read(event("SUMMARY:x\r\n"), DAR));
        assertEquals(Optional.empty(), Invitation.read(event("DTSTART:soon\r\n"), DAR));
        assertEquals(Optional.empty(), Invitation.read("BEGIN:VEVENT\r\n:::;;;\r\n\0", DAR));
    }
}
