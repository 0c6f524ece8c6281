package barua.delivery;

import static barua.delivery.Institute.JUMA;
import static barua.delivery.Institute.NEEMA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.Entry;
import barua.mailbox.Flags;
import barua.mailbox.SpecialUse;
import barua.mailbox.Staged;
import barua.message.Address;
import barua.message.Domain;
import barua.sieve.ExternalLists;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lists there are, for whom, and who is in them. */
class KnownListsTest {

    private static final Address ASHA = Address.of("asha@shule.example");
    private static final Address LEFT = Address.of("left@chuo.example");
    private static final Address FAR = Address.of("rafiki@mbali.example");

    @TempDir
    Path folder;
    private Institute chuo;
    private KnownLists lists;

    private static Account account(long id, Address address, boolean enabled) {
        return new Account(id, address, "", enabled, false, Long.MAX_VALUE, "en");
    }

    private static Entry.Alias alias(String address, Address... targets) {
        return new Entry.Alias(Address.of(address), List.of(targets));
    }

    @BeforeEach
    void open() throws IOException {
        chuo = new Institute(folder);
        Directory directory = Directory.of(List.of(Domain.of("chuo.example"), Domain.of("shule.example")),
                List.of(account(1, NEEMA, true), account(2, JUMA, true), account(3, ASHA, true), account(4, LEFT, false)),
                List.of(alias("mwalimu@chuo.example", NEEMA), alias("timu@chuo.example", Address.of("mwalimu@chuo.example"), ASHA, FAR),
                alias("walimu@chuo.example", Address.of("timu@chuo.example"), JUMA), alias("circle@chuo.example", Address.of("circle2@chuo.example")),
                alias("circle2@chuo.example", Address.of("circle@chuo.example"), JUMA)));
        directory.add(address -> address.local().equals("orodha") ? Optional.of(new Entry.Members(address, List.of(JUMA, FAR))) : Optional.empty());
        lists = new KnownLists(chuo.store, directory);
    }

    @AfterEach
    void close() throws IOException {
        chuo.close();
    }

    private Optional<Boolean> has(String list, String value) {
        return lists.of(NEEMA).find(list).map(held -> held.has(value));
    }

    private List<String> members(ExternalLists asked, String list) {
        return asked.find(list).orElseThrow().members().stream().map(Address::toString).toList();
    }

    private void sent(String to, String more) throws IOException {
        byte[] text = ("From: neema@chuo.example\r\nTo: " + to + "\r\n" + more + "\r\nHabari\r\n").getBytes(StandardCharsets.UTF_8);
        try (Staged staged = chuo.store.stage()) {
            staged.write(text, 0, text.length);
            chuo.store.open(NEEMA).folder(SpecialUse.SENT).append(staged, Flags.NONE, chuo.now);
        }
    }

    @Test
    void colleagues_are_found_under_each_address_that_they_write_from() {
        String colleagues = "tag:barua,2026:colleagues";
        assertEquals(Optional.of(true), has(colleagues, "juma@chuo.example"));
        assertEquals(Optional.of(true), has(colleagues, " JUMA+shule@Chuo.Example "));
        assertEquals(Optional.of(true), has(colleagues, "mwalimu@chuo.example"));
        assertEquals(Optional.of(true), has(colleagues, "far@x.example, \"J.\" <juma@chuo.example>"));
        assertEquals(Optional.of(false), has(colleagues, "timu@chuo.example"), "several read it, and none writes from it");
        assertEquals(Optional.of(false), has(colleagues, "asha@shule.example"));
        assertEquals(Optional.of(false), has(colleagues, "left@chuo.example"), "the account is closed");
        assertEquals(Optional.of(false), has(colleagues, "nobody@chuo.example"));
        assertEquals(Optional.of(false), has(colleagues, "chuo.example"));
        assertEquals(Optional.of(false), has(colleagues, ""));
        assertEquals(List.of("neema@chuo.example", "juma@chuo.example"), members(lists.of(NEEMA), colleagues));
        assertEquals(List.of("asha@shule.example"), members(lists.of(ASHA), colleagues));
    }

    @Test
    void people_of_other_domains_can_be_asked_for_and_only_the_institution_writes_to_them_as_a_list() {
        assertEquals(Optional.of(true), has("tag:barua,2026:accounts", "asha@shule.example"));
        assertEquals(Optional.of(true), has("tag:barua,2026:accounts:shule.example", "asha@shule.example"));
        assertEquals(Optional.of(false), has("tag:barua,2026:accounts:shule.example", "juma@chuo.example"));
        assertEquals(List.of(), members(lists.of(NEEMA), "tag:barua,2026:accounts:shule.example"));
        assertEquals(List.of(), members(lists.of(NEEMA), "tag:barua,2026:accounts"));
        assertEquals(List.of("neema@chuo.example", "juma@chuo.example"), members(lists.of(NEEMA), "tag:barua,2026:accounts:chuo.example"));
        assertEquals(List.of("neema@chuo.example", "juma@chuo.example", "asha@shule.example"), members(lists.ofInstitution(NEEMA), "tag:barua,2026:accounts"));
        assertEquals(List.of("asha@shule.example"), members(lists.ofInstitution(NEEMA), "TAG:barua,2026:accounts:Shule.Example"));
    }

    @Test
    void whom_an_address_leads_to_those_know_whom_it_leads_to() {
        String team = "tag:barua,2026:members:timu@chuo.example";
        assertEquals(List.of("neema@chuo.example", "asha@shule.example", "rafiki@mbali.example"), members(lists.of(NEEMA), team));
        assertEquals(Optional.of(true), has(team, "mwalimu@chuo.example"));
        assertEquals(Optional.of(true), has(team, "Rafiki <RAFIKI@mbali.example>"));
        assertEquals(Optional.of(false), has(team, "juma@chuo.example"));
        assertTrue(lists.of(JUMA).find(team).isEmpty());
        assertTrue(lists.ofInstitution(JUMA).find(team).isPresent());
        assertTrue(lists.ofInstitution(JUMA).personal().find(team).isEmpty());
        assertEquals(List.of("neema@chuo.example", "asha@shule.example", "rafiki@mbali.example", "juma@chuo.example"),
                members(lists.of(JUMA), "tag:barua,2026:members:walimu@chuo.example"), "what it leads to in the end");
        assertEquals(List.of("juma@chuo.example"), members(lists.of(JUMA), "tag:barua,2026:members:circle@chuo.example"));
        assertEquals(List.of("juma@chuo.example", "rafiki@mbali.example"), members(lists.of(JUMA), "tag:barua,2026:members:orodha@chuo.example"));
    }

    @Test
    void other_names_are_no_lists() {
        for (String none : List.of("", ":", "friends", "tag:barua,2026:", "tag:barua,2026:x", "tag:barua,2025:accounts", "tag:barua.example,2026:accounts",
                "tag:barua,2026:accounts:far.example", "tag:barua,2026:members:juma@chuo.example", "tag:barua,2026:members:nobody@chuo.example",
                "tag:barua,2026:members:", "tag:barua,2026:members:x@far.example", ":addrbook:friends", "urn:ietf:params:sieve:addrbook",
                "tag:barua,2026:members:" + "x".repeat(600) + "@chuo.example")) {
            assertTrue(lists.ofInstitution(NEEMA).find(none).isEmpty(), none);
        }
    }

    @Test
    void the_address_book_is_whom_the_account_has_written_to_and_its_colleagues() throws IOException {
        sent("Rafiki <Rafiki@Mbali.example>, noreply@mbali.example", "Cc: Dada: dada@mbali.example;\r\n");
        sent("kaka@mbali.example", "Bcc: shangazi@mbali.example\r\n");
        sent("machine@mbali.example", "Auto-Submitted: auto-replied\r\n");
        for (String book : List.of("urn:ietf:params:sieve:addrbook:default", ":addrbook:default", "URN:ietf:params:sieve:addrbook:DEFAULT")) {
            for (String known : List.of("rafiki@mbali.example", "dada@mbali.example", "kaka@mbali.example", "shangazi@mbali.example", "juma@chuo.example")) {
                assertEquals(Optional.of(true), has(book, known), book + " " + known);
            }
            for (String unknown : List.of("noreply@mbali.example", "machine@mbali.example", "mjomba@mbali.example", "asha@shule.example", "")) {
                assertEquals(Optional.of(false), has(book, unknown), book + " " + unknown);
            }
        }
        assertEquals(List.of("rafiki@mbali.example", "dada@mbali.example", "kaka@mbali.example", "shangazi@mbali.example", "neema@chuo.example",
                "juma@chuo.example"), members(lists.of(NEEMA), ":addrbook:default"));
        assertFalse(lists.of(JUMA).find(":addrbook:default").orElseThrow().has("rafiki@mbali.example"), "it is another account's");
    }
}
