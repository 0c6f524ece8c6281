package barua.delivery;

import barua.message.Address;
import barua.message.Composer;
import barua.message.Content;
import barua.message.Draft;
import barua.message.HeaderBlock;
import barua.message.HeaderField;
import barua.message.Letter;
import barua.message.MessageIds;
import barua.sieve.Action;
import barua.sieve.Complaint;
import barua.sieve.Mailto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes what rules have sent in the owner's name, and what the owner is told about his rules. */
final class OwnLetters {

    /** How long it is remembered that an owner knows of a mistake. */
    static final Duration TOLD = Duration.ofDays(3650);

    private static final int LONGEST_SUBJECT = 200;      // characters
    private static final int MOST_REFERENCES = 20;
    private static final int MOST_COMPLAINTS = 20;
    private static final Set<String> OF_ENTITY = Set.of("content-type", "content-transfer-encoding", "mime-version");

    private final String hostname;
    private final ZoneId zone;

    OwnLetters(String hostname, ZoneId zone) {
        this.hostname = hostname;
        this.zone = zone;
    }

    /** An absence is told (RFC 5230 §5, RFC 3834 §3). @throws IllegalArgumentException where what the script says cannot stand in a letter */
    Content answer(Owner owner, Letter letter, Address to, Action.Vacation vacation, Instant now) throws IOException {
        String said = vacation.subject().orElseGet(() -> "Auto: " + letter.header().text("Subject"));
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put("Auto-Submitted", "auto-replied (vacation)");
        extra.put("X-Auto-Response-Suppress", "All");
        replyTo(letter, extra);
        Optional<Address> wanted = vacation.from().filter(one -> owner.has(one, vacation.addresses()));
        Address from = wanted.orElse(owner.account());
        String name = wanted.isEmpty() || vacation.name().isEmpty() ? owner.name() : vacation.name();
        return write(from, name, to, said, vacation.mime() ? "" : vacation.reason(), extra, vacation.mime() ? Optional.of(vacation.reason())
                : Optional.empty(), now);
    }

    /** RFC 5230 §5.8, RFC 5322 §3.6.4. */
    private static void replyTo(Letter letter, Map<String, String> extra) {
        List<String> id = MessageIds.parse(letter.messageId());
        if (id.isEmpty()) {
            return;
        }
        List<String> references = new ArrayList<>(letter.header().first("References").or(() -> letter.header().first("In-Reply-To"))
                .map(HeaderField::raw).map(MessageIds::parse).orElse(List.of()));
        references.remove(id.getFirst());
        references.add(id.getFirst());
        extra.put("In-Reply-To", id.getFirst());
        extra.put("References", String.join(" ", references.subList(Math.max(0, references.size() - MOST_REFERENCES), references.size())));
    }

    /** What a letter of ours is about, and when. */
    record About(Owner owner, Letter letter, Instant now) {
    }

    /** RFC 5436 §2.7. Other header fields of the URI are not for a script to write (§2.3). */
    Content notification(About about, Action.Notify notify, Mailto mailto, Address from, Address to) throws IOException {
        String subject = about.letter.header().text("Subject");
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put("Auto-Submitted", "auto-notified; owner-email=\"" + about.owner.account() + "\"");
        extra.put("X-Auto-Response-Suppress", "All");
        switch (notify.importance()) {
            case 1 -> extra.put("Importance", "High");
            case 3 -> extra.put("Importance", "Low");
            default -> { }   // normal, as any
        }
        String said = Optional.ofNullable(mailto.fields().get("subject")).or(notify::message).orElse(subject);
        String text = !mailto.body().isEmpty() ? mailto.body() : notify.message().map(message -> message + "\n\n").orElse("")
                + "From: " + about.letter.header().text("From") + "\nSubject: " + subject + "\n";
        return write(from, about.owner.name(), to, said, text, extra, Optional.empty(), about.now);
    }

    /** What a script does not do. */
    enum When {
        COMPILED("The script %s cannot be read:", "Kanuni %s haziwezi kusomwa:"),
        RUN("The script %s went wrong while it sorted a letter:", "Kanuni %s zilikwama zilipokuwa zikipanga barua:"),
        EVENT("The script %s cannot be run on what happens in a folder:", "Kanuni %s haziwezi kuendeshwa kwa yanayotokea kwenye folda:");

        private final String english;
        private final String kiswahili;

        When(String english, String kiswahili) {
            this.english = english;
            this.kiswahili = kiswahili;
        }
    }

    /** The owner is told, in his language, that a script does not do what it was made for. */
    Content trouble(Owner owner, String script, List<Complaint> complaints, When when, Instant now) throws IOException {
        String lines = String.join("\n", complaints.stream().limit(MOST_COMPLAINTS).map(complaint -> "  " + complaint).toList());
        boolean swahili = owner.language().startsWith("sw");
        String subject = swahili ? "Kanuni zako za barua (" + script + ") zina kosa" : "Your mail rules (" + script + ") have a mistake";
        String what = (swahili ? when.kiswahili : when.english).replace("%s", "\"" + script + "\"");
        String english = "No mail is lost: it " + (when == When.EVENT ? "stays where it is." : "is kept in your inbox.");
        String kiswahili = "Barua zako hazijapotea: " + (when == When.EVENT ? "zinabaki zilipo." : "zinawekwa kwenye Kikasha.");
        String text = (swahili ? """
                %s

                %s

                %s Rekebisha kanuni; barua hii hutumwa mara moja tu kwa kila toleo lake.
                """ : """
                %s

                %s

                %s Please mend the rules; this letter comes once for each version of them.
                """).formatted(what, lines, swahili ? kiswahili : english);
        Address from = new Address("postmaster", owner.account().domain());
        return write(from, "Barua", owner.account(), subject, text, Map.of("Auto-Submitted", "auto-generated"), Optional.empty(), now);
    }

    private Content write(Address from, String name, Address to, String subject, String text, Map<String, String> extra, Optional<String> entity, Instant now)
            throws IOException {
        Draft draft = new Draft(new Draft.Person(plain(name), from), List.of(new Draft.Person("", to)), List.of(), List.of(), plain(subject), text, "",
                List.of(), extra);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Composer.write(draft, now, zone, hostname, false, out);
        return Content.of(entity.isEmpty() ? out.toByteArray() : withEntity(out.toByteArray(), entity.get()));
    }

    /** The entity (RFC 5230 §4.1, :mime) in place of the text that was written. */
    private static byte[] withEntity(byte[] written, String entity) throws IOException {
        HeaderBlock header = HeaderBlock.parse(written).without(OF_ENTITY).with("MIME-Version", "1.0");
        byte[] body = entity.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] fields = HeaderBlock.parse(body)
                .without(line -> line.field().filter(field -> field.name().toLowerCase(Locale.ROOT).startsWith("content-")).isEmpty()).bytes();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        header.lines().forEach(line -> whole.writeBytes(line.text().getBytes(StandardCharsets.ISO_8859_1)));
        whole.write(fields);
        return whole.toByteArray();
    }

    private static String plain(String text) {
        String line = text.replaceAll("\\s+|\\p{Cntrl}", " ").strip();
        return line.codePointCount(0, line.length()) > LONGEST_SUBJECT ? line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT)) : line;
    }
}
