package barua.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Outlook's {@code winmail.dat}, the Transport Neutral Encapsulation Format (Microsoft's MS-OXTNEF): a row of attributes, each
 * <pre>
 * level     one byte: 1 the message, 2 an attachment
 * attribute four bytes, little-endian as all that follows
 * length    four bytes
 * data      so many bytes
 * checksum  two bytes, not looked at: broken ones are common, and what they would protect is shown to a person
 * </pre>
 * Read are the files with their names, and the text where it is plain or HTML. Nothing in it is compressed that is read here, so what
 * comes out is never larger than what came in.
 */
record Tnef(List<File> files, String text, byte[] html) {

    private static final int SIGNATURE = 0x223e9f78;
    private static final int HEADER = 6;              // signature and key
    private static final int ATTRIBUTE = 9;           // level, attribute, length
    private static final int MOST_FILES = 200;
    private static final int MOST_PROPERTIES = 2_000;

    private static final int BODY = 0x0002800c;
    private static final int MESSAGE_PROPERTIES = 0x00069003;
    private static final int ATTACHMENT_BEGINS = 0x00069002;
    private static final int ATTACHMENT_TITLE = 0x00018010;
    private static final int ATTACHMENT_DATA = 0x0006800f;
    private static final int ATTACHMENT_PROPERTIES = 0x00069005;

    private static final int PROPERTY_BODY = 0x1000;
    private static final int PROPERTY_HTML = 0x1013;
    private static final int PROPERTY_LONG_NAME = 0x3707;
    private static final int PROPERTY_DISPLAY_NAME = 0x3001;

    /** @param name may be empty */
    record File(String name, byte[] bytes) {
    }

    /** Empty where it is none; a broken one gives what stands before the break. */
    static Optional<Tnef> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER || in.getInt() != SIGNATURE) {
            return Optional.empty();
        }
        in.getShort();
        return Optional.of(new Reader().read(in));
    }

    /** The same as a message with parts, for whoever reads messages. */
    Content message() {
        byte[] boundary = boundary();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ascii(out, "Content-Type: multipart/mixed; boundary=\"" + new String(boundary, StandardCharsets.US_ASCII) + "\"\r\n\r\n");
        if (html.length > 0) {
            part(out, boundary, "Content-Type: text/html\r\n", html);
        } else if (!text.isBlank()) {
            part(out, boundary, "Content-Type: text/plain; charset=utf-8\r\n", text.getBytes(StandardCharsets.UTF_8));
        }
        for (File file : files) {
            part(out, boundary, "Content-Type: application/octet-stream\r\nContent-Disposition: attachment"
                    + HeaderWriter.newParameter("filename", named(file)) + "\r\n",
                    file.bytes);
        }
        ascii(out, "--" + new String(boundary, StandardCharsets.US_ASCII) + "--\r\n");
        return Content.of(out.toByteArray());
    }

    private static String named(File file) {
        return PartNames.safe(file.name).orElse("file.bin");
    }

    /** Random: no file can hold the line that ends it. */
    private static byte[] boundary() {
        byte[] word = new byte[20];
        new SecureRandom().nextBytes(word);
        return HexFormat.of().formatHex(word).getBytes(StandardCharsets.US_ASCII);
    }

    private static void part(ByteArrayOutputStream out, byte[] boundary, String header, byte[] body) {
        ascii(out, "--" + new String(boundary, StandardCharsets.US_ASCII) + "\r\n" + header + "Content-Transfer-Encoding: binary\r\n\r\n");
        out.writeBytes(body);
        ascii(out, "\r\n");
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static final class Reader {

        private final List<File> files = new ArrayList<>();
        private String text = "";
        private byte[] html = {};
        private String name = "";
        private byte[] data = {};
        private boolean inFile;

        Tnef read(ByteBuffer in) {
            while (in.remaining() >= ATTRIBUTE) {
                in.get();
                int attribute = in.getInt();
                int length = in.getInt();
                if (length < 0 || length > in.remaining()) {
                    break;
                }
                attribute(attribute, in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN));
                in.position(Math.min(in.limit(), in.position() + length + 2));
            }
            finish();
            return new Tnef(List.copyOf(files), text, html);
        }

        private void attribute(int attribute, ByteBuffer value) {
            switch (attribute) {
                case BODY -> text = text.isEmpty() ? eightBit(bytes(value)) : text;
                case MESSAGE_PROPERTIES -> properties(value);
                case ATTACHMENT_BEGINS -> {
                    finish();
                    inFile = true;
                }
                case ATTACHMENT_TITLE -> {
                    inFile = true;   // some writers leave out what begins an attachment
                    name = name.isEmpty() ? eightBit(bytes(value)) : name;
                }
                case ATTACHMENT_DATA -> {
                    inFile = true;
                    data = bytes(value);
                }
                case ATTACHMENT_PROPERTIES -> properties(value);
                default -> { }
            }
        }

        private void finish() {
            if (inFile && (data.length > 0 || !name.isEmpty()) && files.size() < MOST_FILES) {
                files.add(new File(name, data));
            }
            inFile = false;
            name = "";
            data = new byte[0];
        }

        /** Properties in MAPI's form: a number of them, each with its type, its number, and values that end on four bytes. */
        private void properties(ByteBuffer in) {
            if (in.remaining() < 4) {
                return;
            }
            int count = Math.min(in.getInt(), MOST_PROPERTIES);
            for (int i = 0; i < count && in.remaining() >= 4; i++) {
                int type = in.getShort() & 0xffff;
                int id = in.getShort() & 0xffff;
                if (id >= 0x8000 && !skipName(in) || !value(in, type, id)) {
                    return;
                }
            }
        }

        /** What a property outside of the fixed numbers is called. */
        private static boolean skipName(ByteBuffer in) {
            if (in.remaining() < 20) {
                return false;
            }
            in.position(in.position() + 16);
            boolean number = in.getInt() == 0;
            if (number) {
                return skip(in, 4);
            }
            return in.remaining() >= 4 && skip(in, padded(in.getInt()));
        }

        private boolean value(ByteBuffer in, int type, int id) {
            boolean several = (type & 0x1000) != 0;
            int base = type & 0xfff;
            boolean sized = base == 0x1e || base == 0x1f || base == 0x102 || base == 0x0d;   // texts, bytes, objects: their length is said
            int count = several || sized ? in.remaining() >= 4 ? in.getInt() : -1 : 1;
            for (int i = 0; i < count; i++) {
                int length = sized ? in.remaining() >= 4 ? in.getInt() : -1 : fixed(base);
                if (length < 0 || length > in.remaining()) {
                    return false;
                }
                if (sized && !several) {
                    keep(id, base, bytes(in.slice(in.position(), length)));
                }
                if (!skip(in, padded(length))) {
                    return false;
                }
            }
            return count >= 0;
        }

        private void keep(int id, int type, byte[] value) {
            String said = type == 0x1f ? new String(value, StandardCharsets.UTF_16LE) : type == 0x1e ? eightBit(value) : "";
            String plain = said.replace("\0", "");
            switch (id) {
                case PROPERTY_BODY -> text = plain.isEmpty() ? text : plain;
                case PROPERTY_HTML -> html = type == 0x102 ? value : html;
                case PROPERTY_LONG_NAME -> name = plain.isEmpty() ? name : plain;
                case PROPERTY_DISPLAY_NAME -> name = name.isEmpty() && inFile ? plain : name;
                default -> { }
            }
        }

        private static int fixed(int type) {
            return switch (type) {
                case 0x05, 0x06, 0x07, 0x14, 0x40 -> 8;
                case 0x48 -> 16;
                default -> 4;
            };
        }

        private static int padded(int length) {
            return length < 0 || length > Integer.MAX_VALUE - 3 ? -1 : (length + 3) / 4 * 4;
        }

        private static boolean skip(ByteBuffer in, int length) {
            if (length < 0 || length > in.remaining()) {
                return false;
            }
            in.position(in.position() + length);
            return true;
        }

        private static byte[] bytes(ByteBuffer in) {
            byte[] bytes = new byte[in.remaining()];
            in.get(in.position(), bytes);
            return bytes;
        }

        private static String eightBit(byte[] bytes) {
            return Charsets.decode(bytes, "").replace("\0", "");
        }
    }
}
