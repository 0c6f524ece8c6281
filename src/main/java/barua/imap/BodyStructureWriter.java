package barua.imap;

import barua.message.MimePart;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** BODYSTRUCTURE, and BODY without its extension data (RFC 9051 §7.5.2). */
final class BodyStructureWriter {

    private static final String HEX = "0123456789ABCDEF";

    private final ImapWriter out;
    private final boolean extended;
    private final EnvelopeWriter envelopes;

    BodyStructureWriter(ImapWriter out, boolean extended) {
        this.out = out;
        this.extended = extended;
        this.envelopes = new EnvelopeWriter(out);
    }

    void write(MimePart part) {
        out.character('(');
        if (part.isMultipart()) {
            multipart(part);
        } else {
            single(part);
        }
        out.character(')');
    }

    private void multipart(MimePart part) {
        part.children().forEach(this::write);
        if (part.children().isEmpty()) {
            out.text("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0)");   // the grammar wants one part at least
        }
        out.space().string(part.subtype());
        if (extended) {
            out.space();
            parameters(part.parameters());
            common(part);
        }
    }

    private void single(MimePart part) {
        boolean message = isMessage(part);
        // A message too deep to have been looked into cannot be shown as one.
        boolean opaque = part.type().equals("message") && part.subtype().equals("rfc822") && !message;
        out.string(opaque ? "application" : part.type()).space().string(opaque ? "octet-stream" : part.subtype()).space();
        parameters(part.parameters());
        out.space().nstring(part.id()).space().nstring(part.description()).space().string(part.encoding()).space().number(part.bodySize());
        if (message) {
            MimePart.Embedded inner = part.message().orElseThrow();
            out.space();
            envelopes.write(inner.headers());
            out.space();
            write(inner.root());
        }
        if (message || part.type().equals("text")) {
            out.space().number(part.lines());
        }
        if (extended) {
            out.space().nstring(part.md5());
            common(part);
        }
    }

    /** RFC 9051 §9 media-message; message/global is known only to those who speak UTF-8. */
    private boolean isMessage(MimePart part) {
        return part.message().isPresent() && (part.is("message", "rfc822") || part.is("message", "global") && out.speaksUtf8());
    }

    private void common(MimePart part) {
        out.space();
        if (part.disposition().isEmpty()) {
            out.text("NIL");
        } else {
            out.character('(').string(part.disposition()).space();
            parameters(part.dispositionParameters());
            out.character(')');
        }
        out.space();
        languages(part.languages());
        out.space().nstring(part.location());
    }

    private void languages(List<String> languages) {
        if (languages.isEmpty()) {
            out.text("NIL");
        } else if (languages.size() == 1) {
            out.string(languages.getFirst());
        } else {
            out.character('(');
            for (int i = 0; i < languages.size(); i++) {
                out.text(i == 0 ? "" : " ").string(languages.get(i));
            }
            out.character(')');
        }
    }

    private void parameters(Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            out.text("NIL");
            return;
        }
        out.character('(');
        boolean first = true;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            out.text(first ? "" : " ");
            parameter(parameter.getKey(), parameter.getValue());
            first = false;
        }
        out.character(')');
    }

    /** What is not ASCII is said as RFC 2231 §4 writes it in a header, unless the client takes UTF-8. */
    private void parameter(String name, String value) {
        if (out.speaksUtf8() || value.chars().allMatch(c -> c < 127)) {
            out.string(name).space().string(value);
            return;
        }
        StringBuilder encoded = new StringBuilder("utf-8''");
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && (Character.isLetterOrDigit(b) || "-._".indexOf(b) >= 0)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        out.string(name + "*").space().string(encoded.toString());
    }
}
