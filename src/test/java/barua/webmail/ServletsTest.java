package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.web.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servlets answer, byte for byte: the scripts in the pages are written against this. */
class ServletsTest {

    private static final String KEY = "abcdefabcdefabcdef01";

    @TempDir
    Path data;
    private Office office;
    private Webmail webmail;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        Site site = Office.site(100_000);
        Clock clock = Clock.fixed(Instant.parse("2026-03-02T10:42:00Z"), ZoneOffset.UTC);
        Uploads uploads = new Uploads(office.store, 1_000_000);
        Attachments attachments = new Attachments(office.desk, uploads);
        LetterWriter writer = new LetterWriter(office.desk, attachments, site.hostname(), clock);
        Drafts drafts = new Drafts(office.desk, attachments, writer, site, clock);
        Sending sending = new Sending(new Sending.Tools(office.desk, drafts, attachments, writer, new Sending.Way() {
            @Override
            public String sendAfter(Duration hold, ReversePath from, List<Address> to, Content content) {
                return "q";
            }

            @Override
            public boolean recall(String queueId) {
                return true;
            }
        }), site, clock);
        webmail = new Webmail(office.desk, uploads, drafts, sending, Office.FORWARDING, office.dryRun);
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private Exchange commands(String json) throws Exception {
        Exchange exchange = new Exchange("POST", "/commands").signedIn(Office.NEEMA.address()).body(json);
        new CommandServlet(webmail).doPost(exchange.request(), exchange.response());
        return exchange;
    }

    @Test
    void commands_are_answered_with_the_list_behind_them_where_that_is_asked_for() throws Exception {
        long uid = office.file(office.inbox(), "a");
        String command = "{\"commands\":[{\"id\":\"1\",\"verb\":\"flag\",\"folder\":\"inbox\",\"uids\":\"" + uid + "\"}]}";
        for (String folder : List.of("inbox", "Hakuna")) {
            Exchange exchange = new Exchange("POST", "/commands").signedIn(Office.NEEMA.address()).body(command).parameter("folder", folder)
                    .parameter("from", "0").parameter("n", "50");
            new CommandServlet(webmail).doPost(exchange.request(), exchange.response());
            boolean there = folder.equals("inbox");
            String answer = there ? new String(Base64.getDecoder().decode(exchange.answered.get("Barua-Answer")), StandardCharsets.UTF_8) : exchange.text();
            assertTrue(answer.startsWith("{\"results\":[{\"id\":\"1\",\"done\":true,"), answer);
            assertEquals(there ? "/views/rows.xhtml" : "", String.valueOf(exchange.forwarded).replace("null", ""));
            assertEquals(there, exchange.attributes.containsKey("opened"));
        }
    }

    private Exchange compose(String... fields) throws Exception {
        Exchange exchange = new Exchange("POST", "/compose").signedIn(Office.NEEMA.address()).header("X-Csrf", "csrf");
        return post(exchange, fields);
    }

    private Exchange post(Exchange exchange, String... fields) throws Exception {
        for (int i = 0; i < fields.length; i += 2) {
            exchange.parameter(fields[i], fields[i + 1]);
        }
        new ComposeServlet(webmail).doPost(exchange.request(), exchange.response());
        return exchange;
    }

    private Exchange act(String... fields) throws Exception {
        Exchange exchange = new Exchange("POST", "/act").signedIn(Office.NEEMA.address());
        for (int i = 0; i < fields.length; i += 2) {
            exchange.parameter(fields[i], fields[i + 1]);
        }
        new ActServlet(webmail).doPost(exchange.request(), exchange.response());
        return exchange;
    }

    @Test
    void a_command_is_answered_with_all_that_the_page_has_to_show() throws Exception {
        long uid = office.file(office.inbox(), "a");
        office.file(office.inbox(), "b");
        Exchange answer = commands("{\"commands\":[{\"id\":\"1\",\"verb\":\"archive\",\"folder\":\"inbox\",\"uids\":\"" + uid + "\"}]}");
        assertEquals("application/json", answer.answered.get("Content-Type"));
        assertEquals("{\"results\":[{\"id\":\"1\",\"done\":true,\"word\":\"archived\",\"count\":1,\"undo\":true}],\"unread\":{\"inbox\":1,\"archive\":1},"
                + "\"messages\":{\"inbox\":1,\"archive\":1},"
                + "\"modseq\":{\"inbox\":" + office.inbox().counts().highestModseq() + ",\"archive\":" + office.folder(SpecialUse.ARCHIVE).counts()
                .highestModseq() + "}}", answer.text());
    }

    @Test
    void what_erases_is_asked_first_and_nothing_is_touched() throws Exception {
        long uid = office.file(office.folder(SpecialUse.TRASH), "a");
        String delete = "{\"commands\":[{\"id\":\"1\",\"verb\":\"delete\",\"folder\":\"trash\",\"uids\":\"" + uid + "\"%s}]}";
        assertEquals("{\"results\":[{\"id\":\"1\",\"done\":false,\"word\":\"sure\",\"count\":1,\"undo\":false}],\"unread\":{},\"messages\":{},\"modseq\":{}}",
                commands(delete.formatted("")).text());
        assertTrue(commands(delete.formatted(",\"sure\":true")).text()
                .startsWith("{\"results\":[{\"id\":\"1\",\"done\":true,\"word\":\"erased\",\"count\":1,\"undo\":false}]"));
    }

    @Test
    void commands_that_cannot_be_read_are_400() throws Exception {
        for (String broken : List.of("", "[]", "{", "{\"commands\":3}", "{\"commands\":[{\"verb\":\"read\"}]}", "{\"commands\":[7]}")) {
            assertEquals(400, commands(broken).status, broken);
        }
    }

    @Test
    void an_id_that_is_too_long_to_be_remembered_is_refused_and_nothing_is_done() throws Exception {
        long uid = office.file(office.inbox(), "a");
        String read = "{\"commands\":[{\"id\":\"%s\",\"verb\":\"read\",\"folder\":\"inbox\",\"uids\":\"" + uid + "\"}]}";
        assertEquals(400, commands(read.formatted("x".repeat(65))).status);
        assertEquals(Flags.NONE, office.inbox().info(uid).flags());
        assertEquals(200, commands(read.formatted("x".repeat(64))).status);
    }

    @Test
    void saving_says_version_key_and_files_and_the_other_window_hears_of_it() throws Exception {
        Exchange saved = compose("verb", "save", "draft", "0", "key", KEY, "subject", "Chai", "text", "a");
        assertTrue(saved.text().matches("\\{\"draft\":1,\"key\":\"" + KEY + "\",\"said\":\"Draft saved [0-9:]{5}\",\"files\":\\[]}"), saved.text());
        Exchange other = compose("verb", "save", "draft", "0", "key", KEY, "subject", "Chai", "text", "b");
        assertEquals(409, other.status);
        assertEquals("{\"conflict\":true,\"draft\":1,\"at\":\"10:42\",\"said\":\"This draft was saved in another window at 10:42.\"}", other.text());
        assertTrue(compose("verb", "save", "draft", "0", "key", KEY, "subject", "Chai", "text", "b", "force", "1").text()
                .startsWith("{\"draft\":2,\"key\":\"" + KEY + "\""));
        Exchange both = compose("verb", "save", "draft", "1", "key", KEY, "subject", "Chai", "text", "c", "both", "1");
        assertTrue(both.text().startsWith("{\"draft\":3,") && !both.text().contains(KEY), both.text());
        assertEquals(2, office.folder(SpecialUse.DRAFTS).counts().messages());
    }

    @Test
    void what_was_sent_elsewhere_is_told_and_not_sent_twice() throws Exception {
        assertTrue(compose("verb", "send", "draft", "0", "key", KEY, "to", "baraka@mfano.example", "subject", "a", "text", "b").text()
                .startsWith("{\"sent\":\""));
        Exchange again = compose("verb", "send", "draft", "0", "key", KEY, "to", "baraka@mfano.example", "subject", "a", "text", "b");
        assertEquals(409, again.status);
        assertEquals("{\"conflict\":true,\"draft\":0,\"at\":\"\",\"said\":\"This letter was sent from another window already.\"}", again.text());
    }

    @Test
    void without_script_an_empty_subject_is_asked_about_once_and_two_texts_become_two_drafts() throws Exception {
        Exchange asked = post(new Exchange("POST", "/compose").signedIn(Office.NEEMA.address()), "verb", "send", "key", KEY, "to", "baraka@mfano.example",
                "subject", " ", "text", "b");
        assertEquals(422, asked.status);
        assertEquals("/views/compose.xhtml", asked.forwarded);
        assertEquals("The subject is empty. Press Send once more to send it so.", asked.attributes.get("problem"));
        Exchange sure = post(new Exchange("POST", "/compose").signedIn(Office.NEEMA.address()), "verb", "send", "key", KEY, "to", "baraka@mfano.example",
                "subject", " ", "text", "b", "sure", "1");
        assertEquals("/mail/sent", sure.answered.get("Location"));
        String key = UUID.randomUUID().toString().replace("-", "");
        post(new Exchange("POST", "/compose").signedIn(Office.NEEMA.address()), "verb", "save", "key", key, "draft", "0", "subject", "x", "text", "one");
        post(new Exchange("POST", "/compose").signedIn(Office.NEEMA.address()), "verb", "save", "key", key, "draft", "0", "subject", "x", "text", "two");
        assertEquals(2, office.folder(SpecialUse.DRAFTS).counts().messages());
    }

    @Test
    void a_form_without_script_goes_back_to_where_it_came_from_and_asks_before_it_erases() throws Exception {
        long uid = office.file(office.inbox(), "a");
        Exchange deleted = act("verb", "delete", "folder", "inbox", "uids", "" + uid, "back", "/mail/inbox?from=50");
        assertEquals(303, deleted.status);
        assertEquals("/mail/inbox?from=50", deleted.answered.get("Location"));
        assertEquals("/mail/trash?ask=erase", act("verb", "empty", "folder", "trash", "back", "/mail/trash").answered.get("Location"));
        assertEquals(1, office.folder(SpecialUse.TRASH).counts().messages());
        assertEquals("/mail/trash", act("verb", "empty", "folder", "trash", "back", "/mail/trash", "sure", "on").answered.get("Location"));
        assertEquals(0, office.folder(SpecialUse.TRASH).counts().messages());
        assertEquals("/mail/inbox", act("verb", "read", "folder", "inbox", "uids", "9", "back", "https://evil.example/").answered.get("Location"));
    }

    @Test
    void suggestions_come_with_the_question_that_they_answer() throws Exception {
        Exchange asked = new Exchange("GET", "/people").signedIn(Office.NEEMA.address()).parameter("q", "bar").parameter("v", "1");
        new PeopleServlet(webmail).doGet(asked.request(), asked.response());
        assertTrue(asked.text().startsWith("{\"q\":\"bar\",\"people\":[{\"name\":\"Baraka Kimaro\",\"address\":\"baraka@mfano.example\""), asked.text());
    }

    @Test
    void without_script_an_empty_file_and_the_signs_of_its_name_are_kept_and_a_field_without_a_choice_is_none() throws Exception {
        Exchange form = new Exchange("POST", "/compose").signedIn(Office.NEEMA.address()).part("file", "tupu.txt", new byte[0])
                .part("file", "Ratiba ya %22wiki%22 100%41.txt", new byte[] {'\n'}).part("file", "", new byte[0]);
        String saved = post(form, "verb", "save", "key", KEY, "draft", "0", "subject", "x", "text", "y").answered.get("Location");
        long uid = Long.parseLong(saved.substring("/compose/".length()));
        List<Sheet.File> files = Attachments.files(office.desk.open(Office.NEEMA.address(), SpecialUse.DRAFTS), uid);
        assertEquals(List.of("tupu.txt 0 B", "Ratiba ya \"wiki\" 100%41.txt 1 B"), files.stream().map(file -> file.name() + " " + file.size()).toList());
    }

    @Test
    void the_list_of_folders_is_given_to_a_page_whose_folder_is_gone() throws Exception {
        Exchange asked = new Exchange("GET", "/mail/Zamani/folders").signedIn(Office.NEEMA.address());
        new MailServlet(webmail).doGet(asked.request(), asked.response());
        assertEquals(200, asked.status);
        assertEquals("/views/folders.xhtml", asked.forwarded);
        assertEquals("Zamani", asked.attributes.get("current"));
    }
}
