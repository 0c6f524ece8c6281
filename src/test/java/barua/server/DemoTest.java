package barua.server;

import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.SpecialUse;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import barua.message.Content;
import barua.message.Dates;
import barua.message.MessageIds;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.Outline;
import barua.message.PartReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DemoTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:27:00Z");
    private static final Address NEEMA = Address.of("neema.mushi@mfano.example");

    @Test
    void neema_has_mail_in_every_kind_of_folder() throws IOException {
        List<String> folders = filings(NEEMA).stream().map(filing -> filing.folder().toString()).distinct().sorted().toList();
        assertEquals(List.of("Archive", "Drafts", "Exams 2026", "INBOX", "Junk", "Research", "Senate", "Sent", "Trash"), folders);
        assertTrue(filings(NEEMA).size() >= 45, () -> "" + filings(NEEMA).size());
    }

    @Test
    void filling_twice_files_everything_once(@TempDir Path folder) throws IOException {
        var options = new StoreOptions(folder.resolve("mail"), folder.resolve("spool"), 0, Policies.OPEN, Clock.fixed(NOW, ZoneOffset.UTC));
        try (MailStore store = MailStore.open(options)) {
            for (Demo.Person person : Demo.people()) {
                store.create(person.address());
            }
            Demo.fill(store, Clock.fixed(NOW, ZoneOffset.UTC));
            Demo.fill(store, Clock.fixed(NOW.plusSeconds(86_400), ZoneOffset.UTC));
            for (Demo.Person person : Demo.people()) {
                assertEquals(filings(person.address()).size(), store.open(person.address()).usage().messages(), person.name());
            }
            Folder inbox = store.open(NEEMA).folder(FolderName.INBOX);
            assertTrue(inbox.counts().unseen() >= 10 && inbox.counts().unseen() < inbox.counts().messages());
            assertTrue(inbox.keywords().containsAll(List.of("Students", "Urgent", "Notice")));
            assertEquals(FolderName.of("Drafts"), store.open(NEEMA).folder(SpecialUse.DRAFTS).name());
        }
    }

    @Test
    void everybody_has_mail() throws IOException {
        for (Demo.Person person : Demo.people()) {
            assertTrue(filings(person.address()).stream().anyMatch(filing -> filing.folder().isInbox()), person::name);
        }
    }

    @Test
    void nothing_is_of_tomorrow_even_right_after_midnight() throws IOException {
        Instant midnight = Instant.parse("2026-11-21T21:00:30Z");
        for (Instant now : List.of(NOW, midnight)) {
            for (DemoMail mail : DemoMail.all(now)) {
                Instant said = Outline.of(Content.of(mail.bytes())).date(Instant.MAX);
                assertFalse(said.isAfter(now), () -> new String(mail.bytes(), StandardCharsets.UTF_8));
                assertFalse(mail.filings().getFirst().received().isAfter(now));
            }
        }
    }

    @Test
    void every_answer_refers_to_a_message_that_is_there() throws IOException {
        Set<String> ids = new HashSet<>();
        List<String> wanted = new ArrayList<>();
        for (DemoMail mail : DemoMail.all(NOW)) {
            var headers = MimeParser.parse(Content.of(mail.bytes())).headers();
            assertTrue(ids.addAll(MessageIds.parse(headers.text("Message-ID"))), "twice: " + headers.text("Message-ID"));
            wanted.addAll(MessageIds.parse(headers.text("References")));
            assertTrue(MessageIds.parse(headers.text("References")).containsAll(MessageIds.parse(headers.text("In-Reply-To"))));
        }
        assertTrue(ids.containsAll(wanted));
        assertTrue(wanted.size() > 20);
    }

    @Test
    void attachments_are_real_files() throws IOException {
        int pdfs = 0;
        int zips = 0;
        int pictures = 0;
        for (DemoMail mail : DemoMail.all(NOW)) {
            for (MimePart part : leaves(MimeParser.parse(Content.of(mail.bytes())).root())) {
                String name = part.fileName().orElse("");
                byte[] bytes = PartReader.bytes(Content.of(mail.bytes()), part).readAllBytes();
                if (name.endsWith(".pdf")) {
                    pdfs++;
                    assertTrue(new String(bytes, StandardCharsets.ISO_8859_1).matches("(?s)%PDF-1\\.4.*startxref\\n\\d+\\n%%EOF\\n"), name);
                } else if (name.endsWith("x")) {
                    zips++;
                    assertTrue(names(bytes).contains("[Content_Types].xml"), name);
                } else if (name.endsWith(".png")) {
                    pictures++;
                    assertNotNull(javax.imageio.ImageIO.read(new ByteArrayInputStream(bytes)), name);
                }
            }
        }
        assertTrue(pdfs >= 5 && zips >= 6 && pictures >= 1, pdfs + " " + zips + " " + pictures);
    }

    @Test
    void there_is_an_invitation_a_list_arabic_and_something_broken() throws IOException {
        List<Outline> outlines = new ArrayList<>();
        for (DemoMail mail : DemoMail.all(NOW)) {
            outlines.add(Outline.of(Content.of(mail.bytes())));
        }
        assertTrue(outlines.stream().anyMatch(outline -> leaves(outline.structure()).stream()
                .anyMatch(part -> part.is("text", "calendar") && "REQUEST".equals(part.parameters().get("method")))));
        assertTrue(outlines.stream().anyMatch(outline -> outline.headers().first("List-Id").isPresent()));
        assertTrue(outlines.stream().anyMatch(outline -> outline.preview().contains("السلام")));
        Outline broken = outlines.stream().filter(outline -> outline.headers().text("from").contains("Registrar")).findFirst().orElseThrow();
        assertEquals("Orodha ya wahitimu – nakala mpy", broken.headers().text("subject").strip().replace("\u00a0", ""));
        assertTrue(broken.preview().contains("Ndugu Dkt. Mushi"), broken.preview());
    }

    @Test
    void templates_leave_nothing_unfilled() throws IOException {
        for (DemoMail mail : DemoMail.all(NOW)) {
            var message = MimeParser.parse(Content.of(mail.bytes()));
            assertFalse(message.headers().text("subject").contains("{"), message.headers().text("subject"));
            assertTrue(Dates.parse(message.headers().text("date")).isPresent());
            for (MimePart part : leaves(message.root())) {
                String text = part.type().equals("text") && !part.subtype().equals("html") ? PartReader.text(Content.of(mail.bytes()), part, 100_000) : "";
                assertFalse(text.contains("{"), text);
            }
        }
    }

    private static List<MailStore.Filing> filings(Address account) {
        try {
            return DemoMail.all(NOW).stream().flatMap(mail -> mail.filings().stream()).filter(filing -> filing.account().equals(account)).toList();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static List<MimePart> leaves(MimePart part) {
        return part.children().isEmpty() ? List.of(part) : part.children().stream().flatMap(child -> leaves(child).stream()).toList();
    }

    private static Set<String> names(byte[] zip) throws IOException {
        Set<String> names = new HashSet<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
