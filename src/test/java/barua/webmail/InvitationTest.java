package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvitationTest {

    private static final ZoneId DAR = ZoneId.of("Africa/Dar_es_Salaam");

    private static String event(String lines) {
        return "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n" + lines
                + "BEGIN:VALARM\r\nDESCRIPTION:x\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }

    @Test
    void the_facts_are_read_from_the_event_and_not_from_the_zone() {
        Invitation read = Invitation.read(event("DTSTART;TZID=Africa/Nairobi:20261126T090000\r\nDTEND;TZID=Africa/Nairobi:20261126T160000\r\nSUMMARY:External\\, exam\r\n iner visit\r\n"
                + "LOCATION:Hall B\r\nORGANIZER;CN=\"Asha: Dr.\":mailto:asha@pwani.example\r\nATTENDEE:mailto:a@x\r\nATTENDEE:mailto:b@x\r\n"), DAR).orElseThrow();
        assertEquals("External, examiner visit", read.summary());
        assertEquals(Instant.parse("2026-11-26T06:00:00Z"), read.start());
        assertEquals(Optional.of(Instant.parse("2026-11-26T13:00:00Z")), read.end());
        assertEquals("Asha: Dr.", read.organiser());
        assertEquals(2, read.invited());
        assertEquals("REQUEST", read.method());
    }

    @Test
    void days_utc_and_durations_are_understood() {
        assertTrue(Invitation.read(event("DTSTART;VALUE=DATE:20261126\r\n"), DAR).orElseThrow().allDay());
        Invitation brief = Invitation.read(event("DTSTART:20261126T060000Z\r\nDURATION:PT45M\r\n"), DAR).orElseThrow();
        assertEquals(Optional.of(Instant.parse("2026-11-26T06:45:00Z")), brief.end());
    }

    @Test
    void nonsense_is_no_invitation() {
        assertEquals(Optional.empty(), Invitation.read("", DAR));
        assertEquals(Optional.empty(), Invitation.read(event("SUMMARY:x\r\n"), DAR));
        assertEquals(Optional.empty(), Invitation.read(event("DTSTART:soon\r\n"), DAR));
        assertEquals(Optional.empty(), Invitation.read("BEGIN:VEVENT\r\n:::;;;\r\n\0", DAR));
    }
}
