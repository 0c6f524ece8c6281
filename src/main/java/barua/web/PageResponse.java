package barua.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Gathers a page, which is never large, and sends it compressed with its length. */
final class PageResponse extends HttpServletResponseWrapper {

    private static final int WORTH_IT = 700;
    private static final int LEVEL = 9;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream(16_384);
    private final boolean gzip;
    private PrintWriter writer;

    PageResponse(HttpServletResponse response, boolean gzip) {
        super(response);
        this.gzip = gzip;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new Gatherer();
    }

    @Override
    public PrintWriter getWriter() {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8), false);
        }
        return writer;
    }

    @Override
    public void flushBuffer() {
        // It is sent in one piece at the end.
    }

    @Override
    public void reset() {
        super.reset();
        resetBuffer();
    }

    @Override
    public void resetBuffer() {
        if (writer != null) {
            writer.flush();
        }
        body.reset();
    }

    @Override
    public void setContentLength(int length) {
        // Known only once it is compressed.
    }

    @Override
    public void setContentLengthLong(long length) {
        // Known only once it is compressed.
    }

    /** Sends what was gathered; nothing where an error or redirect has been sent already. */
    void finish() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        HttpServletResponse response = (HttpServletResponse) getResponse();
        if (response.isCommitted() || body.size() == 0) {
            return;
        }
        byte[] bytes = body.toByteArray();
        if (!"no-store".equals(response.getHeader("Cache-Control"))) {
            response.addHeader("Vary", "Accept-Encoding");   // for whoever keeps it
        }
        if (gzip && bytes.length > WORTH_IT) {
            response.setHeader("Content-Encoding", "gzip");
            bytes = compressed(bytes);
        }
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
        try (GZIPOutputStream zip = new GZIPOutputStream(out) {
            {
                def.setLevel(LEVEL);
            }
        }) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private final class Gatherer extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("pages are written at once");
        }

        @Override
        public void write(int b) {
            body.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            body.write(bytes, offset, length);
        }
    }
}
