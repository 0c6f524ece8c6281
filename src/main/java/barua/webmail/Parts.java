package barua.webmail;

import barua.message.MimePart;
import barua.message.Wrapped;
import barua.search.FileText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a message is made of, as its reader sees it. Parts are named by the way to them: numbers of children from the root, with dots, and
 * {@code m} for the message inside a part; {@code 0} is the root itself. What is inside a wrapping (see {@link Wrapped}) lies in other bytes
 * and is named by {@link Located}.
 *
 * @param pieces      what is read, in its order; at least none: a message may be attachments alone
 * @param attachments in their order
 * @param embedded    pictures that belong to a body; whatever of them no body shows is an attachment after all
 * @param inline      Content-ID without brackets to the path of a picture
 * @param calendar    an invitation (RFC 5546), empty where there is none
 * @param signed      whether a signature is attached (RFC 1847)
 * @param encrypted   whether the content can only be read elsewhere (RFC 1847, RFC 8551)
 */
record Parts(List<Piece> pieces, List<Attached> attachments, List<Attached> embedded, Map<String, String> inline, Optional<MimePart> calendar, boolean signed,
             boolean encrypted) {

    /** Something to be read. */
    sealed interface Piece {
    }

    /** One readable part, in one form or both; {@code fixed} for text whose columns matter, such as a delivery report. */
    record Body(Optional<MimePart> text, Optional<MimePart> html, boolean fixed) implements Piece {
    }

    /** A picture that its writer put between the words. */
    record Picture(String path, MimePart part) implements Piece {
    }

    /** A message inside this one. */
    record Inside(String path, MimePart.Embedded message) implements Piece {
    }

    /** A part that may hold a message which has to be unwrapped first. */
    record Wrapping(String path, MimePart part) implements Piece {
    }

    /**
     * @param path      where it lies
     * @param size      in bytes once decoded, estimated from its encoded size
     * @param contentId without brackets; empty where there is none
     */
    public record Attached(String path, String name, String type, long size, String contentId) {
    }

    static final String ROOT = "0";
    static final String MESSAGE = "m";
    private static final int MOST_BODIES = 20;
    private static final int MOST_PICTURES = 20;
    private static final long LARGEST_PICTURE = 500_000;
    private static final Set<String> PICTURES = Set.of("png", "jpeg", "jpg", "gif", "webp", "bmp", "pjpeg");
    /** Text that says nothing to people (RFC 5545, RFC 6350, RFC 2425). */
    private static final Set<String> FOR_PROGRAMS = Set.of("calendar", "vcard", "x-vcard", "directory", "rtf", "x-amp-html");

    static Parts of(MimePart root) {
        return of(root, ROOT);
    }

    /** @param path by which the root is known: of a message that lies inside another */
    static Parts of(MimePart root, String path) {
        Walk walk = new Walk(path);
        walk.into(root, path, false);
        return new Parts(List.copyOf(walk.pieces), List.copyOf(walk.attachments), List.copyOf(walk.embedded), Map.copyOf(walk.inline), walk.calendar,
                walk.signed, walk.encrypted);
    }

    List<Body> bodies() {
        return pieces.stream().filter(Body.class::isInstance).map(Body.class::cast).toList();
    }

    /** The same without what is read: where the words stand elsewhere already. */
    Parts withoutBodies() {
        return new Parts(pieces.stream().filter(piece -> !(piece instanceof Body)).toList(), attachments, embedded, inline, calendar, signed, encrypted);
    }

    /** What can be saved under that path. */
    Optional<Attached> file(String path) {
        return attachments.stream().filter(file -> file.path.equals(path)).findFirst()
                .or(() -> embedded.stream().filter(file -> file.path.equals(path)).findFirst());
    }

    /**
     * The path of a file that the index knows by its name, also in a message inside; empty text where none has it.
     *
     * @param files all that the index knows of the letter, in their order: some may have one name
     */
    String way(List<FileText> files, FileText wanted) {
        long before = files.stream().takeWhile(file -> file != wanted).filter(file -> file.name().equals(wanted.name())).count();
        return named(wanted.name()).skip(before).findFirst().map(Attached::path).orElse("");
    }

    private Stream<Attached> named(String name) {
        Stream<Attached> own = Stream.concat(attachments.stream(), embedded.stream()).filter(file -> file.name().equals(name));
        return Stream.concat(own, pieces.stream().filter(Inside.class::isInstance).map(Inside.class::cast)
                .flatMap(inside -> of(inside.message.root(), step(inside.path, MESSAGE)).named(name)));
    }

    /** The part at a path that {@link Attached} named; empty where the message has none there. */
    static Optional<MimePart> at(MimePart root, String path) {
        MimePart part = root;
        if (path.equals(ROOT)) {
            return Optional.of(root);
        }
        for (String step : path.split("\\.", 200)) {
            Optional<MimePart> next = next(part, step);
            if (next.isEmpty()) {
                return next;
            }
            part = next.get();
        }
        return Optional.of(part);
    }

    static Optional<MimePart> next(MimePart part, String step) {
        if (step.equals(MESSAGE)) {
            return part.message().map(MimePart.Embedded::root);
        }
        int number = step.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(step) : 0;
        return number < 1 || number > part.children().size() ? Optional.empty() : Optional.of(part.children().get(number - 1));
    }

    /** The way one step further. */
    static String step(String path, String step) {
        return path.equals(ROOT) ? step : path + "." + step;
    }

    /** Pictures that browsers draw and that can hold no script. */
    static boolean isPicture(MimePart part) {
        return part.type().equals("image") && PICTURES.contains(part.subtype());
    }

    private static final class Walk {

        private final String root;
        private final List<Piece> pieces = new ArrayList<>();
        private final List<Attached> attachments = new ArrayList<>();
        private final List<Attached> embedded = new ArrayList<>();
        private final Map<String, String> inline = new HashMap<>();
        private Optional<MimePart> calendar = Optional.empty();
        private boolean signed;
        private boolean encrypted;
        private int bodies;
        private int pictures;

        Walk(String root) {
            this.root = root;
        }

        private void into(MimePart part, String path, boolean related) {
            if (part.isMultipart() && !part.children().isEmpty()) {
                multipart(part, path);
                return;
            }
            boolean body = isBody(part, path);
            if (body) {
                body(part);
            }
            if (!body || part.fileName().isPresent()) {
                leaf(part, path, related);
            }
        }

        private void multipart(MimePart part, String path) {
            switch (part.subtype()) {
                case "alternative" -> alternative(part, path);
                case "related" -> each(part, path, true);
                case "signed" -> {
                    signed = true;
                    into(part.children().getFirst(), step(path, "1"), false);
                }
                case "encrypted" -> {
                    encrypted = true;
                    each(part, path, false);
                }
                default -> each(part, path, false);
            }
        }

        private void each(MimePart part, String path, boolean related) {
            for (int i = 0; i < part.children().size(); i++) {
                into(part.children().get(i), step(path, String.valueOf(i + 1)), related && i > 0);
            }
        }

        /**
         * RFC 2046 §5.1.4: the last form that is understood is the best. Text and HTML are kept together as one body; a form that is made of
         * several (text, a picture, text) is shown as it is, and the others are not.
         */
        private void alternative(MimePart part, String path) {
            int before = pieces.size();
            List<List<Piece>> forms = new ArrayList<>();
            for (int i = 0; i < part.children().size(); i++) {
                int start = pieces.size();
                into(part.children().get(i), step(path, String.valueOf(i + 1)), false);
                forms.add(List.copyOf(pieces.subList(start, pieces.size())));
            }
            List<List<Piece>> readable = forms.stream().filter(form -> form.stream().anyMatch(Body.class::isInstance)).toList();
            if (readable.size() < 2) {
                return;
            }
            pieces.subList(before, pieces.size()).clear();
            boolean simple = readable.stream().allMatch(form -> form.size() == 1);
            if (simple) {
                List<Body> all = readable.stream().map(form -> (Body) form.getFirst()).toList();
                Optional<MimePart> text = all.stream().flatMap(form -> form.text.stream()).findFirst();
                Optional<MimePart> html = all.stream().flatMap(form -> form.html.stream()).reduce((first, last) -> last);
                pieces.add(new Body(text, html, false));
            } else {
                pieces.addAll(readable.getLast());
            }
        }

        /** Any text can be read (RFC 2046 §4.1.4). One with a name is a file, unless its writer wants it read or there is nothing else. */
        private boolean isBody(MimePart part, String path) {
            boolean text = part.type().equals("text") && !FOR_PROGRAMS.contains(part.subtype()) || part.is("message", "delivery-status");
            boolean wanted = part.fileName().isEmpty() || !part.is("text", "html") && (part.disposition().equals("inline") || path.equals(root));
            return text && wanted && !part.disposition().equals("attachment") && bodies < MOST_BODIES;
        }

        private void body(MimePart part) {
            boolean html = part.is("text", "html");
            boolean fixed = part.type().equals("message") || !Set.of("plain", "html", "enriched", "markdown").contains(part.subtype());
            pieces.add(new Body(html ? Optional.empty() : Optional.of(part), html ? Optional.of(part) : Optional.empty(), fixed));
            bodies++;
        }

        private void leaf(MimePart part, String path, boolean related) {
            if (part.is("text", "calendar") && calendar.isEmpty()) {
                calendar = Optional.of(part);
            }
            if (Wrapped.maySign(part) || Wrapped.isTnef(part)) {
                pieces.add(new Wrapping(path, part));
            } else if (part.is("application", "pkcs7-mime") || part.is("application", "x-pkcs7-mime")) {
                encrypted = true;
            }
            part.message().ifPresent(message -> pieces.add(new Inside(path, message)));
            String id = bare(part.id());
            boolean picture = isPicture(part);
            if (!id.isEmpty() && picture) {
                inline.putIfAbsent(id, path);
            }
            boolean between = picture && !related && !part.disposition().equals("attachment") && decodedSize(part) <= LARGEST_PICTURE
                    && pictures++ < MOST_PICTURES;
            if (between) {
                pieces.add(new Picture(path, part));
            }
            if (part.bodySize() > 0 || part.fileName().isPresent()) {
                boolean belongs = related && !id.isEmpty() && picture && !part.disposition().equals("attachment");
                (belongs ? embedded : attachments).add(new Attached(path, name(part), part.type() + "/" + part.subtype(), decodedSize(part), id));
            }
        }

        private static String bare(String contentId) {
            return contentId.strip().replaceAll("^<|>$", "").strip();
        }

        private static String name(MimePart part) {
            Optional<String> inner = part.message().map(embedded -> embedded.headers().text("subject")).filter(subject -> !subject.isBlank());
            return part.fileName().or(() -> inner.map(subject -> subject.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_") + ".eml"))
                    .orElse(part.is("text", "calendar") ? "invite.ics" : part.type() + "." + extension(part));
        }

        private static String extension(MimePart part) {
            String subtype = part.subtype();
            boolean plain = subtype.matches("[a-z0-9]{1,5}");
            return subtype.equals("plain") ? "txt" : subtype.equals("jpeg") ? "jpg" : part.type().equals("message") ? "eml" : plain ? subtype : "bin";
        }

        private static long decodedSize(MimePart part) {
            return part.encoding().equals("base64") ? part.bodySize() * 73 / 100 : part.bodySize();   // 4 letters for 3 bytes, and line ends
        }
    }
}
