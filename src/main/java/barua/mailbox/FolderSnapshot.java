package barua.mailbox;

import barua.disk.FileLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code barua-index}: a folder's state when a generation of its log began. Derived: where it is missing or damaged the names
 * of the messages tell the same. Big-endian:
 * <pre>
 * head (64 bytes)  magic, generation, UIDVALIDITY, UIDNEXT, HIGHESTMODSEQ, modseq from which expunges are remembered, messages (4), expunged (4),
 * bytes of names
 * messages         UID (4) flags (4) modseq (8) received (8, ms) size (8) wire (8) marks (1) pad (1) length of name (2): 44 bytes each, ordered by UID
 * expunged         UID (4) modseq (8)
 * names            UTF-8, in the order of the messages
 * CRC-32C (4)      of all before
 * </pre>
 */
record FolderSnapshot(long generation, long uidValidity, long uidNext, long modseq, long rememberedFrom, MessageTable messages, List<Expunge> expunged) {

    static final String NAME = "barua-index";

    private static final long MAGIC = 0x42415255_49445831L;   // BARUIDX1
    private static final int HEAD = 64;
    private static final int WIDTH = 44;

    /** A UID that is gone, and since when. */
    record Expunge(long uid, long modseq) {
    }

    /** Empty where there is none, or none that can be used. */
    static Optional<FolderSnapshot> read(FileLayer files, Path folder, long uidValidity) throws IOException {
        byte[] bytes = files.content(folder.resolve(NAME)).orElse(new byte[0]);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD + 4 || in.getLong() != MAGIC || in.getInt(bytes.length - 4) != Bytes.crc(bytes, 0, bytes.length - 4)) {
            return Optional.empty();
        }
        long generation = in.getLong();
        if (in.getLong() != uidValidity) {
            return Optional.empty();
        }
        long uidNext = in.getLong();
        long modseq = in.getLong();
        long rememberedFrom = in.getLong();
        int count = in.getInt();
        int gone = in.getInt();
        MessageTable messages = messages(bytes, count, HEAD + count * WIDTH + gone * 12);
        List<Expunge> expunged = new ArrayList<>(gone);
        in.position(HEAD + count * WIDTH);
        for (int i = 0; i < gone; i++) {
            expunged.add(new Expunge(Bytes.uid(in), in.getLong()));
        }
        return Optional.of(new FolderSnapshot(generation, uidValidity, uidNext, modseq, rememberedFrom, messages, expunged));
    }

    private static MessageTable messages(byte[] bytes, int count, int namesAt) {
        ByteBuffer in = ByteBuffer.wrap(bytes, HEAD, count * WIDTH);
        MessageTable messages = new MessageTable(count + count / 16);
        int name = namesAt;
        for (int i = 0; i < count; i++) {
            long uid = Bytes.uid(in);
            int flags = in.getInt();
            long modseq = in.getLong();
            long received = in.getLong();
            long size = in.getLong();
            long wire = in.getLong();
            int marks = in.get();
            in.get();
            int length = Short.toUnsignedInt(in.getShort());
            messages.add(uid, flags, modseq, received, size, wire, marks, bytes, name, length);
            name += length;
        }
        return messages;
    }

    byte[] encode() {
        int count = messages.count();
        List<byte[]> names = new ArrayList<>(count);
        int namesLength = 0;
        for (int i = 0; i < count; i++) {
            byte[] name = messages.name(i).getBytes(StandardCharsets.UTF_8);
            names.add(name);
            namesLength += name.length;
        }
        ByteBuffer out = ByteBuffer.allocate(HEAD + count * WIDTH + expunged.size() * 12 + namesLength + 4);
        out.putLong(MAGIC).putLong(generation).putLong(uidValidity).putLong(uidNext).putLong(modseq).putLong(rememberedFrom);
        out.putInt(count).putInt(expunged.size()).putLong(namesLength);
        for (int i = 0; i < count; i++) {
            out.putInt((int) messages.uid(i)).putInt(messages.flags(i)).putLong(messages.modseq(i)).putLong(messages.received(i));
            out.putLong(messages.size(i)).putLong(messages.wire(i)).put((byte) messages.marks(i)).put((byte) 0).putShort((short) names.get(i).length);
        }
        expunged.forEach(gone -> out.putInt((int) gone.uid()).putLong(gone.modseq()));
        names.forEach(out::put);
        out.putInt(Bytes.crc(out.array(), 0, out.position()));
        return out.array();
    }
}
