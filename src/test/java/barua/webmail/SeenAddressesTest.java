package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.mailbox.Flags;
import barua.mailbox.SpecialUse;
import barua.search.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenAddressesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private SeenAddresses seen;
    private Search search;

    @TempDir
    Path data;
    private Office office;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        search = Search.open(data.resolve("search"), office.store, Optional.empty());
        seen = new SeenAddresses(office.desk, account -> search.people(account, NOW), Runnable::run);
    }

    @AfterEach
    void close() throws IOException {
        search.close();
        office.close();
    }

    private List<String> suggested(String typed) {
        return seen.suggest(Office.NEEMA, typed).stream().map(SeenAddresses.Suggestion::address).toList();
    }

    @Test
    void whom_we_wrote_to_comes_before_who_wrote_to_us() throws IOException {
        office.file(office.inbox(), "From: Juma Kilonzo <juma@mbali.example>\nSubject: a", Flags.NONE);
        office.file(office.inbox(), "From: Juma Kilonzo <juma@mbali.example>\nSubject: b", Flags.NONE);
        office.file(office.folder(SpecialUse.SENT), "To: Jumanne Said <jumanne@karibu.example>\nSubject: c", Flags.of(Flags.SEEN));
        assertEquals(List.of("jumanne@karibu.example", "juma@mbali.example"), suggested("jum"));
    }

    @Test
    void words_are_found_by_their_beginnings_whatever_their_accents() throws IOException {
        office.file(office.inbox(), "From: =?utf-8?Q?Andr=C3=A9_Ng=C3=B4?= <andre.ngo@mbali.example>\nSubject: a", Flags.NONE);
        assertEquals(List.of("andre.ngo@mbali.example"), suggested("ngo AND"));
        assertEquals(List.of("andre.ngo@mbali.example"), suggested("André"));
        assertEquals(List.of(), suggested("dre"));
        assertEquals(List.of(), suggested("  "));
    }

    @Test
    void machines_and_lists_are_nobody_to_write_to() throws IOException {
        office.file(office.inbox(), "From: Duka <no-reply@duka.example>\nSubject: a", Flags.NONE);
        office.file(office.inbox(), "From: Dada <dada@mbali.example>\nList-Id: <habari.example>\nSubject: b", Flags.NONE);
        office.file(office.inbox(), "From: Dadi <dadi@mbali.example>\nAuto-Submitted: auto-replied\nSubject: c", Flags.NONE);
        assertEquals(List.of(), suggested("d"));
    }

    @Test
    void people_of_the_house_are_suggested_once() throws IOException {
        assertEquals(List.of(new SeenAddresses.Suggestion("Baraka Kimaro", "baraka@mfano.example", "directory")), seen.suggest(Office.NEEMA, "kim"));
        office.file(office.inbox(), "From: Baraka Kimaro <Baraka@Mfano.Example>\nSubject: a", Flags.NONE);
        seen.learn(Office.NEEMA.address());
        assertEquals(List.of("baraka@mfano.example"), suggested("kim"));
    }

    @Test
    void oneself_comes_last_and_colleagues_who_have_left_are_not_suggested() throws IOException {
        office.file(office.folder(SpecialUse.SENT), "To: Neema <neema@mfano.example>, Nani <nani@mfano.example>, Nina <nina@mbali.example>\nSubject: a",
                Flags.NONE);
        assertEquals(List.of("nina@mbali.example", "neema@mfano.example"), suggested("n"));
    }

    @Test
    void who_types_an_address_is_never_offered_the_one_behind_a_name_that_shows_it() throws IOException {
        office.file(office.inbox(), "From: \"rector@mfano.example\" <mwizi@nje.example>\nSubject: a", Flags.NONE);
        assertEquals(List.of(), suggested("rector"));
        assertEquals(List.of(new SeenAddresses.Suggestion("", "mwizi@nje.example", "seen")), seen.suggest(Office.NEEMA, "mwizi"));
    }

    @Test
    void a_letter_that_was_sent_is_learned_from_at_once() throws IOException {
        assertEquals(List.of(), suggested("zawadi"));
        office.file(office.folder(SpecialUse.SENT), "To: zawadi@mbali.example\nSubject: a", Flags.NONE);
        seen.learn(Office.NEEMA.address());
        assertEquals(List.of("zawadi@mbali.example"), suggested("zawadi"));
    }
}
