package barua.mailbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Bytes of a record being put together, big-endian. */
final class Bytes {

    private byte[] bytes;
    private int length;

    Bytes(int capacity) {
        bytes = new byte[capacity];
    }

    Bytes put8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    Bytes put32(int value) {
        room(4);
        ByteBuffer.wrap(bytes).putInt(length, value);
        length += 4;
        return this;
    }

    Bytes put64(long value) {
        room(8);
        ByteBuffer.wrap(bytes).putLong(length, value);
        length += 8;
        return this;
    }

    Bytes putUids(long[] uids) {
        put32(uids.length);
        for (long uid : uids) {
            put32((int) uid);
        }
        return this;
    }

    /** At most 65,535 bytes. */
    Bytes putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(2 + utf8.length);
        ByteBuffer.wrap(bytes).putShort(length, (short) utf8.length);
        System.arraycopy(utf8, 0, bytes, length + 2, utf8.length);
        length += 2 + utf8.length;
        return this;
    }

    byte[] array() {
        return Arrays.copyOf(bytes, length);
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static long uid(ByteBuffer in) {
        return Integer.toUnsignedLong(in.getInt());
    }

    static long[] uids(ByteBuffer in) {
        long[] uids = new long[in.getInt()];
        for (int i = 0; i < uids.length; i++) {
            uids[i] = uid(in);
        }
        return uids;
    }

    static String text(ByteBuffer in) {
        byte[] utf8 = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
