package barua.webmail;

import barua.message.MimePart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a message is made of, as its reader sees it: bodies to read in their order, attachments, and pictures that a body shows.
 *
 * @param bodies      at least none: a message may be attachments alone
 * @param attachments in their order
 * @param inline      Content-ID without brackets to the path of a picture
 * @param calendar    the path of an invitation (RFC 5546), empty where there is none
 * @param signed      whether a signature is attached (RFC 1847)
 * @param encrypted   whether the content can only be read elsewhere (RFC 1847, RFC 8551)
 */
record Parts(List<Body> bodies, List<Attached> attachments, Map<String, String> inline, Optional<MimePart> calendar, boolean signed, boolean encrypted) {

    /** One readable part, in one form or both; {@code fixed} for text whose columns matter, such as a delivery report. */
    record Body(Optional<MimePart> text, Optional<MimePart> html, boolean fixed) {
    }

    /**
     * @param path      where it lies: numbers of children from the root, with dots; {@code 0} is the root itself
     * @param size      in bytes once decoded, estimated from its encoded size
     * @param contentId without brackets; empty where there is none
     */
    public record Attached(String path, String name, String type, long size, String contentId) {
    }

    private static final int MOST_BODIES = 20;
    private static final Set<String> PICTURES = Set.of("png", "jpeg", "jpg", "gif", "webp", "bmp", "pjpeg");

    static Parts of(MimePart root) {
        Walk walk = new Walk();
        walk.into(root, "0", false);
        return new Parts(List.copyOf(walk.bodies), List.copyOf(walk.attachments), Map.copyOf(walk.inline), walk.calendar, walk.signed, walk.encrypted);
    }

    /** The part at a path that {@link Attached} named; empty where the message has none there. */
    static Optional<MimePart> at(MimePart root, String path) {
        MimePart part = root;
        if (path.equals("0")) {
            return Optional.of(root);
        }
        for (String step : path.split("\\.", 64)) {
            int number = step.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(step) : 0;
            if (number < 1 || number > part.children().size()) {
                return Optional.empty();
            }
            part = part.children().get(number - 1);
        }
        return Optional.of(part);
    }

    /** Pictures that browsers draw and that can hold no script. */
    static boolean isPicture(MimePart part) {
        return part.type().equals("image") && PICTURES.contains(part.subtype());
    }

    private static final class Walk {

        private final List<Body> bodies = new ArrayList<>();
        private final List<Attached> attachments = new ArrayList<>();
        private final Map<String, String> inline = new HashMap<>();
        private Optional<MimePart> calendar = Optional.empty();
        private boolean signed;
        private boolean encrypted;

        private void into(MimePart part, String path, boolean related) {
            if (part.isMultipart() && !part.children().isEmpty()) {
                multipart(part, path);
            } else if (isBody(part)) {
                body(part);
            } else {
                leaf(part, path, related);
            }
        }

        private void multipart(MimePart part, String path) {
            switch (part.subtype()) {
                case "alternative" -> alternative(part, path);
                case "related" -> each(part, path, true);
                case "signed" -> {
                    signed = true;
                    into(part.children().getFirst(), step(path, 1), false);
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
                into(part.children().get(i), step(path, i + 1), related && i > 0);
            }
        }

        /** RFC 2046 §5.1.4: the last form that is understood is the best; text and HTML are kept together as one body. */
        private void alternative(MimePart part, String path) {
            int before = bodies.size();
            for (int i = 0; i < part.children().size(); i++) {
                into(part.children().get(i), step(path, i + 1), false);
            }
            List<Body> forms = bodies.subList(before, bodies.size());
            if (forms.size() > 1) {
                Optional<MimePart> text = forms.stream().flatMap(form -> form.text.stream()).findFirst();
                Optional<MimePart> html = forms.stream().flatMap(form -> form.html.stream()).reduce((first, last) -> last);
                Body both = new Body(text, html, false);
                forms.clear();
                bodies.add(both);
            }
        }

        private boolean isBody(MimePart part) {
            boolean readable = part.is("text", "plain") || part.is("text", "html") || part.is("message", "delivery-status")
                    || part.is("text", "rfc822-headers") || part.is("text", "enriched");
            return readable && !part.disposition().equals("attachment") && part.fileName().isEmpty() && bodies.size() < MOST_BODIES;
        }

        private void body(MimePart part) {
            boolean html = part.is("text", "html");
            boolean fixed = part.type().equals("message") || part.subtype().equals("rfc822-headers");
            bodies.add(new Body(html ? Optional.empty() : Optional.of(part), html ? Optional.of(part) : Optional.empty(), fixed));
        }

        private void leaf(MimePart part, String path, boolean related) {
            if (part.is("text", "calendar") && calendar.isEmpty()) {
                calendar = Optional.of(part);
            }
            if (part.is("application", "pkcs7-mime") || part.is("application", "x-pkcs7-mime")) {
                encrypted = true;
            }
            String id = part.id().replaceAll("^\\s*<|>\\s*$", "");
            if (!id.isEmpty() && isPicture(part)) {
                inline.put(id, path);
            }
            boolean shown = related && !id.isEmpty() && isPicture(part) && !part.disposition().equals("attachment");
            if (!shown && !(part.bodySize() == 0 && part.fileName().isEmpty())) {
                attachments.add(new Attached(path, name(part), part.type() + "/" + part.subtype(), decodedSize(part), id));
            }
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

        private static String step(String path, int number) {
            return path.equals("0") ? String.valueOf(number) : path + "." + number;
        }
    }
}
