package barua.press;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Writes files under names that change with their content, each plain, as gzip and (where its native library runs) as Brotli. */
final class Packing {

    private static final int BROTLI_BEST = 11;

    private final Path folder;
    private final boolean brotli = Brotli4jLoader.isAvailable();

    Packing(Path folder) {
        this.folder = folder;
    }

    /** Writes it and returns its name there. */
    String add(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String named = named(name, content);
        Files.write(folder.resolve(named), bytes);
        Files.write(folder.resolve(named + ".gz"), gzip(bytes));
        if (brotli) {
            Files.write(folder.resolve(named + ".br"), Encoder.compress(bytes, new Encoder.Parameters().setQuality(BROTLI_BEST)));
        }
        return named;
    }

    /** {@code barua.css} with this content is called {@code barua-0a1b2c3d4e5f.css}. */
    String named(String name, String content) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "-" + hash(content.getBytes(StandardCharsets.UTF_8)) + name.substring(dot);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 6);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out) {
            {
                def.setLevel(9);
            }
        }) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
