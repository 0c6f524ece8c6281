package barua.imap;

import barua.imap.FetchItem.Known;
import barua.imap.FetchItem.Partial;
import barua.mailbox.Folder;
import barua.mailbox.MessageInfo;
import barua.message.Content;
import barua.message.MimePart;
import barua.message.Outline;
import barua.message.PartReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes one FETCH response for each message that is asked for (RFC 9051 §7.5.2). */
final class FetchWriter {

    private static final Set<String> ENCODINGS = Set.of("7bit", "8bit", "binary", "quoted-printable", "base64");

    private final ImapWriter out;
    private final Folder folder;
    private final Recent recent;
    private final FetchRequest request;
    private final boolean uid;
    private final boolean modseq;
    private final boolean modseqOfChanges;
    private final EnvelopeWriter envelopes;

    /**
     * @param uid             whether the UID is told unasked
     * @param modseq          the same of the modseq
     * @param modseqOfChanges the same where this command has changed the flags (RFC 7162 §3.1.4)
     */
    FetchWriter(ImapWriter out, Selected selected, FetchRequest request, boolean uid, boolean modseq, boolean modseqOfChanges) {
        this.out = out;
        this.folder = selected.folder();
        this.recent = selected.recent();
        this.request = request;
        this.uid = uid && !request.asks(Known.UID);
        this.modseq = modseq && !request.asks(Known.MODSEQ);
        this.modseqOfChanges = modseqOfChanges && !request.asks(Known.MODSEQ);
        this.envelopes = new EnvelopeWriter(out);
    }

    /** The message being written; opened only when something of it is needed that the index does not know. */
    private final class Message implements Content {
        private final MessageInfo info;
        private Outline outline;
        private Content content;

        Message(MessageInfo info) {
            this.info = info;
        }

        Outline outline() throws IOException {
            if (outline == null) {
                outline = folder.outline(info.uid());
            }
            return outline;
        }

        private Content content() throws IOException {
            if (content == null) {
                content = folder.content(info.uid());
            }
            return content;
        }

        @Override
        public long size() throws IOException {
            return content().size();
        }

        @Override
        public InputStream open(long from) throws IOException {
            return content().open(from);
        }
    }

    /** @param flags whether flags are told unasked: they have just changed by this very command */
    void write(int sequence, MessageInfo info, boolean flags) throws IOException {
        out.text("* ").number(sequence).text(" FETCH (");
        String between = "";
        if (uid) {
            out.text("UID ").number(info.uid());
            between = " ";
        }
        Message message = new Message(info);
        for (FetchItem item : request.items()) {
            out.text(between);
            write(item, message);
            between = " ";
        }
        if (flags && !request.asks(Known.FLAGS)) {
            FlagNames.write(out.space(), info.flags(), recent.has(info.uid()));
        }
        if (modseq || flags && modseqOfChanges) {
            out.text(" MODSEQ (").number(info.modseq()).character(')');
        }
        out.character(')').end();
    }

    private void write(FetchItem item, Message message) throws IOException {
        switch (item) {
            case Known known -> known(known, message.info);
            case FetchItem.Envelope() -> {
                out.text("ENVELOPE ");
                envelopes.write(message.outline().headers());
            }
            case FetchItem.Structure(var extended) -> {
                out.text(extended ? "BODYSTRUCTURE " : "BODY ");
                new BodyStructureWriter(out, extended).write(message.outline().structure());
            }
            case FetchItem.Body body -> body(body, message);
            case FetchItem.Binary binary -> binary(binary, message);
            case FetchItem.BinarySize(var label, var part) -> {
                Optional<Decoded> decoded = decoded(message, part);
                out.text(label).space().number(decoded.isPresent() ? decoded.get().size() : 0);
            }
        }
    }

    private void known(Known item, MessageInfo info) {
        switch (item) {
            case FLAGS -> FlagNames.write(out, info.flags(), recent.has(info.uid()));
            case INTERNALDATE -> InternalDate.write(out, info.received());
            case SIZE -> out.text("RFC822.SIZE ").number(info.size());
            case UID -> out.text("UID ").number(info.uid());
            case MODSEQ -> out.text("MODSEQ (").number(info.modseq()).character(')');
        }
    }

    private void body(FetchItem.Body body, Message message) throws IOException {
        label(body.label(), body.partial());
        if (body.section().part().isEmpty() && body.section().what() instanceof FetchItem.What.Everything) {
            // The whole message: its structure need not be known.
            span(0, message.size(), body.partial(), message, false);
            return;
        }
        switch (Sections.find(body.section(), message.outline(), message)) {
            case Sections.Found.Nothing() -> out.text("NIL");
            case Sections.Found.Span(var from, var length) -> span(from, length, body.partial(), message, false);
            case Sections.Found.Bytes(var bytes) -> span(0, bytes.length, body.partial(), Content.of(bytes), false);
        }
    }

    private void label(String label, Optional<Partial> partial) {
        out.text(label);
        partial.ifPresent(part -> out.character('<').number(part.from()).character('>'));
        out.space();
    }

    private void span(long from, long length, Optional<Partial> partial, Content content, boolean nul) throws IOException {
        long skipped = partial.map(part -> Math.min(part.from(), length)).orElse(0L);
        long wanted = partial.map(part -> Math.min(part.length(), length - skipped)).orElse(length);
        if (wanted == 0) {
            out.text("\"\"");   // RFC 9051 §6.4.5: a partial behind the end is an empty string
            return;
        }
        try (InputStream in = content.open(from + skipped)) {
            if (nul) {
                out.literal8(wanted, in);
            } else {
                out.literal(wanted, in);
            }
        }
    }

    /** RFC 3516 §4.2: a part that holds NUL goes out as literal8. */
    private void binary(FetchItem.Binary binary, Message message) throws IOException {
        label(binary.label(), binary.partial());
        Optional<Decoded> decoded = decoded(message, binary.part());
        if (decoded.isEmpty()) {
            out.text("NIL");
            return;
        }
        span(0, decoded.get().size(), binary.partial(), decoded.get(), decoded.get().nul());
    }

    private Optional<Decoded> decoded(Message message, List<Integer> number) throws IOException {
        if (number.isEmpty()) {
            return Optional.of(new Decoded(message::open));
        }
        Optional<MimePart> part = Sections.part(message.outline().structure(), number);
        if (part.isEmpty()) {
            return Optional.empty();
        }
        boolean whole = part.get().isMultipart() || part.get().message().isPresent();
        if (!whole && !ENCODINGS.contains(part.get().encoding())) {
            throw new UnknownEncodingException();
        }
        return Optional.of(new Decoded(() -> PartReader.bytes(message, part.get())));
    }

    private interface Source {
        InputStream open() throws IOException;
    }

    /** A part with its encoding undone. Its size must be said before its bytes, so that it is decoded twice: once to count. */
    private static final class Decoded implements Content {
        private final Source source;
        private long size;
        private boolean nul;

        Decoded(Source source) throws IOException {
            this.source = source;
            byte[] chunk = new byte[16 * 1024];
            try (InputStream in = source.open()) {
                for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                    size += read;
                    for (int i = 0; i < read && !nul; i++) {
                        nul = chunk[i] == 0;
                    }
                }
            }
        }

        boolean nul() {
            return nul;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream open(long from) throws IOException {
            InputStream in = source.open();
            in.skipNBytes(from);
            return in;
        }
    }

    /** BINARY of a part whose transfer encoding nobody knows: NO [UNKNOWN-CTE] (RFC 3516 §4.3). */
    static final class UnknownEncodingException extends IOException {
        private static final long serialVersionUID = 1L;

        UnknownEncodingException() {
            super("the transfer encoding of that part is not known");
        }
    }
}
