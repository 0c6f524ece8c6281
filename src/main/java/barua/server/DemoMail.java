package barua.server;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.message.Address;
import barua.message.Composer;
import barua.message.Content;
import barua.message.Dates;
import barua.message.Draft;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One message of the demonstration, read from {@code demo/mail.txt}: blocks that begin with a line {@code ===}, then fields, an empty line, the text.
 * <pre>
 * in       who has it where, such as {@code neema INBOX seen flagged #Students; baraka Sent seen}
 * ago      hours and minutes (35m, 2h5m), or days and a time of day (1d 14:05)
 * id, re   name of this message and of the one that it answers: Message-ID, In-Reply-To and References are made of them
 * from, to, cc   keys of demo/people.txt, with commas
 * attach   name of a file to make; the lines in it between bars: {@code Bajeti.xlsx | Kitu;Kiasi | Maabara;1200}
 * html     a file of demo/ that is the text's richer form      raw   a file that is the whole message
 * invite   day and hours of an event (+4 09:00-16:00), its title being the subject
 * any field with a capital   goes into the header as it is
 * </pre>
 * In texts {@code {en+4}}, {@code {sw+4}} and {@code {ics+4}} are the day in four days, in English, Swahili and as iCalendar wants it.
 */
record DemoMail(List<MailStore.Filing> filings, byte[] bytes) {

    private static final ZoneId ZONE = ZoneId.of("Africa/Dar_es_Salaam");
    private static final Pattern DAY = Pattern.compile("\\{(en|sw|ics)([+-]\\d{1,3})}");
    private static final String HOST = "barua.mfano.example";

    /** In the order in which they were received. */
    static List<DemoMail> all(Instant now) throws IOException {
        var reader = new Reader(now.atZone(ZONE));
        List<DemoMail> mails = new ArrayList<>();
        for (String block : resource("mail.txt").split("(?m)^===\\n")) {
            if (!block.isBlank()) {
                mails.add(reader.read(block));
            }
        }
        mails.sort(Comparator.comparing(mail -> mail.filings().getFirst().received()));
        return mails;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DemoMail.class.getResourceAsStream("demo/" + name)) {
            if (in == null) {
                throw new IOException("the demonstration's file is missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads blocks; knows the people and the messages before, whose ids later ones refer to. */
    private static final class Reader {

        private final ZonedDateTime now;
        private final Map<String, Draft.Person> people = new LinkedHashMap<>();
        private final Map<String, String> references = new LinkedHashMap<>();   // id name to its whole References value, itself last

        Reader(ZonedDateTime now) throws IOException {
            this.now = now;
            for (String line : resource("people.txt").lines().filter(line -> !line.isBlank()).toList()) {
                String[] parts = line.split("\\|");
                people.put(parts[0].strip(), new Draft.Person(parts[2].strip(), Address.of(parts[1].strip())));
            }
        }

        DemoMail read(String block) throws IOException {
            int empty = block.indexOf("\n\n");
            Map<String, String> fields = fields(block.substring(0, empty));
            String text = filled(block.substring(empty + 2).stripTrailing() + "\n");
            Instant when = when(fields.get("ago"));
            List<MailStore.Filing> filings = new ArrayList<>();
            for (String place : fields.get("in").split(";")) {
                filings.add(filing(place.strip().split(" +"), when));
            }
            byte[] bytes = fields.containsKey("raw") ? raw(fields.get("raw"), when) : composed(fields, text, when);
            return new DemoMail(List.copyOf(filings), bytes);
        }

        private Map<String, String> fields(String head) {
            Map<String, String> fields = new LinkedHashMap<>();
            head.lines().forEach(line -> {
                int colon = line.indexOf(':');
                String name = line.substring(0, colon).strip();
                fields.merge(name, line.substring(colon + 1).strip(), (one, two) -> one + "\n" + two);
            });
            return fields;
        }

        /** Never later than now. */
        private Instant when(String ago) {
            if (ago.endsWith("m")) {
                return now.minus(Duration.parse("PT" + ago)).toInstant();
            }
            String[] parts = ago.split("d ");
            ZonedDateTime when = now.minusDays(Integer.parseInt(parts[0])).with(LocalTime.parse(parts[1]));
            return (when.isAfter(now) ? now.minusMinutes(1) : when).toInstant();
        }

        /** {@code neema INBOX seen #Label}; a folder with blanks has underscores. */
        private MailStore.Filing filing(String[] words, Instant when) {
            int flags = 0;
            List<String> keywords = new ArrayList<>();
            for (String word : List.of(words).subList(2, words.length)) {
                switch (word) {
                    case "seen" -> flags |= Flags.SEEN;
                    case "flagged" -> flags |= Flags.FLAGGED;
                    case "answered" -> flags |= Flags.ANSWERED;
                    case "draft" -> flags |= Flags.DRAFT;
                    default -> keywords.add(word.substring(1));
                }
            }
            return new MailStore.Filing(people.get(words[0]).address(), FolderName.of(words[1].replace('_', ' ')), Flags.of(flags, keywords), when);
        }

        private byte[] raw(String name, Instant when) throws IOException {
            return filled(resource(name)).replace("{date}", Dates.format(when, ZONE)).replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        }

        private byte[] composed(Map<String, String> fields, String text, Instant when) throws IOException {
            Draft.Person from = people.get(fields.get("from"));
            Map<String, String> extra = extra(fields, from);
            String html = fields.containsKey("html") ? filled(resource(fields.get("html"))) : "";
            Draft draft = new Draft(from, all(fields.getOrDefault("to", "")), all(fields.getOrDefault("cc", "")), List.of(), filled(fields.get("subject")),
                    text,
                    html, attachments(fields, from), extra);
            var out = new ByteArrayOutputStream();
            if (!from.address().domain().ascii().equals("mfano.example")) {
                out.writeBytes(received(from.address(), fields, when).getBytes(StandardCharsets.US_ASCII));
            }
            Composer.write(draft, when, ZONE, HOST, false, out);
            return out.toByteArray();
        }

        /** What our own server would have put in front of mail from outside. */
        private String received(Address from, Map<String, String> fields, Instant when) {
            String domain = from.domain().ascii();
            String verdict = fields.getOrDefault("verdict", "pass");
            return "Return-Path: <" + from + ">\r\n"
                    + "Authentication-Results: " + HOST + "; spf=" + verdict + " smtp.mailfrom=" + domain + ";\r\n dkim=" + verdict + " header.d=" + domain
                    + "; dmarc="
                    + verdict + " header.from=" + domain + "\r\n"
                    + "Received: from mx." + domain + " (mx." + domain + " [192.0.2.25])\r\n\tby " + HOST + " with ESMTPS; " + Dates.format(when, ZONE)
                    + "\r\n";
        }

        private Map<String, String> extra(Map<String, String> fields, Draft.Person from) {
            Map<String, String> extra = new LinkedHashMap<>();
            String id = "<" + fields.get("id") + "." + now.toLocalDate().toEpochDay() + "@" + from.address().domain().ascii() + ">";
            extra.put("Message-ID", id);
            String before = references.getOrDefault(fields.getOrDefault("re", ""), "");
            if (!before.isEmpty()) {
                extra.put("In-Reply-To", before.substring(before.lastIndexOf('<')));
                extra.put("References", before);
            }
            references.put(fields.get("id"), (before + " " + id).strip());
            fields.forEach((name, value) -> {
                if (Character.isUpperCase(name.charAt(0))) {
                    extra.put(name, value);
                }
            });
            return extra;
        }

        private List<Draft.Person> all(String keys) {
            List<Draft.Person> found = new ArrayList<>();
            for (String key : keys.split(",")) {
                if (!key.isBlank()) {
                    found.add(Objects.requireNonNull(people.get(key.strip()), key));
                }
            }
            return found;
        }

        private List<Draft.Attachment> attachments(Map<String, String> fields, Draft.Person from) throws IOException {
            List<Draft.Attachment> attachments = new ArrayList<>();
            for (String line : fields.getOrDefault("attach", "").lines().toList()) {
                List<String> parts = List.of(filled(line).split(" *\\| *"));
                String name = parts.getFirst();
                attachments.add(new Draft.Attachment(name, DemoFiles.type(name), fields.getOrDefault("shown", "").equals(name) ? "picha" : "",
                        Content.of(DemoFiles.make(name, parts.subList(1, parts.size())))));
            }
            if (fields.containsKey("invite")) {
                byte[] event = invitation(fields, from).getBytes(StandardCharsets.UTF_8);
                attachments.add(new Draft.Attachment("", "text/calendar; method=REQUEST; charset=UTF-8", "", Content.of(event)));
            }
            return attachments;
        }

        /** RFC 5546 §3.2.2 */
        private String invitation(Map<String, String> fields, Draft.Person from) {
            String[] parts = fields.get("invite").split("[ -]");
            String day = filled("{ics" + parts[0] + "}");
            var attendees = new StringBuilder();
            for (Draft.Person person : all(fields.get("to"))) {
                attendees.append("ATTENDEE;CN=").append(person.name()).append(";PARTSTAT=NEEDS-ACTION;RSVP=TRUE\n :mailto:").append(person.address())
                        .append('\n');
            }
            return """
                    BEGIN:VCALENDAR
                    PRODID:-//pwani.example//Kalenda//EN
                    VERSION:2.0
                    METHOD:REQUEST
                    BEGIN:VTIMEZONE
                    TZID:Africa/Dar_es_Salaam
                    BEGIN:STANDARD
                    DTSTART:19700101T000000
                    TZOFFSETFROM:+0300
                    TZOFFSETTO:+0300
                    TZNAME:EAT
                    END:STANDARD
                    END:VTIMEZONE
                    BEGIN:VEVENT
                    UID:%s@%s
                    DTSTAMP:%s
                    DTSTART;TZID=Africa/Dar_es_Salaam:%sT%s00
                    DTEND;TZID=Africa/Dar_es_Salaam:%sT%s00
                    SUMMARY:%s
                    LOCATION:%s
                    ORGANIZER;CN=%s:mailto:%s
                    %sSEQUENCE:0
                    STATUS:CONFIRMED
                    END:VEVENT
                    END:VCALENDAR
                    """.formatted(fields.get("id"), from.address().domain().ascii(),
                    DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").format(now.withZoneSameInstant(ZoneOffset.UTC)),
                    day, parts[1].replace(":", ""), day, parts[2].replace(":", ""), fields.get("subject"), fields.getOrDefault("place", ""),
                    from.name(), from.address(), attendees).replace("\n", "\r\n");
        }

        private String filled(String text) {
            Matcher matcher = DAY.matcher(text);
            return matcher.replaceAll(found -> {
                ZonedDateTime day = now.plusDays(Integer.parseInt(found.group(2)));
                return switch (found.group(1)) {
                    case "en" -> DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH).format(day);
                    case "sw" -> DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.of("sw", "TZ")).format(day);
                    default -> DateTimeFormatter.ofPattern("yyyyMMdd").format(day);
                };
            });
        }
    }
}
