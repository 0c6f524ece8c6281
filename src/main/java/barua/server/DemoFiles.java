package barua.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files of usual kinds, made so that real programs open them. */
final class DemoFiles {

    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";

    private DemoFiles() {
    }

    /** A file by its name's extension, with these lines of text in it. */
    static byte[] make(String name, List<String> lines) throws IOException {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "pdf" -> pdf(lines);
            case "xlsx" -> xlsx(lines);
            case "docx" -> docx(lines);
            case "png" -> png(320, 200);
            default -> String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
        };
    }

    static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "pdf" -> "application/pdf";
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            case "docx" -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            case "png" -> "image/png";
            case "csv" -> "text/csv; charset=UTF-8";
            default -> "text/plain; charset=UTF-8";
        };
    }

    /** One A4 page of Helvetica; its letters are those of WinAnsi. */
    private static byte[] pdf(List<String> lines) throws IOException {
        var text = new StringBuilder("BT /F1 12 Tf 56 780 Td 18 TL\n");
        for (String line : lines) {
            text.append('(').append(line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")).append(") Tj T*\n");
        }
        String page = text.append("ET").toString();
        List<String> objects = List.of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
                "<< /Length " + page.length() + " >>\nstream\n" + page + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        var out = new ByteArrayOutputStream();
        var places = new StringBuilder("0000000000 65535 f \n");
        out.writeBytes(latin("%PDF-1.4\n"));
        for (int i = 0; i < objects.size(); i++) {
            places.append(String.format(Locale.ROOT, "%010d 00000 n \n", out.size()));
            out.writeBytes(latin((i + 1) + " 0 obj\n" + objects.get(i) + "\nendobj\n"));
        }
        int table = out.size();
        out.writeBytes(latin("xref\n0 6\n" + places + "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n"));
        return out.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(Charset.forName("windows-1252"));
    }

    /** Each line a row, its cells between semicolons. */
    private static byte[] xlsx(List<String> lines) throws IOException {
        var rows = new StringBuilder();
        for (String line : lines) {
            rows.append("<row>");
            for (String cell : line.split(";", -1)) {
                boolean number = cell.matches("[0-9]{1,12}");
                rows.append(number ? "<c><v>" + cell + "</v></c>" : "<c t=\"inlineStr\"><is><t>" + escaped(cell) + "</t></is></c>");
            }
            rows.append("</row>");
        }
        String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        String kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        return zip(List.of(
                contentTypes("/xl/workbook.xml", kind + "sheet.main+xml", "/xl/worksheets/sheet1.xml", kind + "worksheet+xml"),
                relation("_rels/.rels", "officeDocument", "xl/workbook.xml"),
                new Entry("xl/workbook.xml", "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + OFFICE
                + "\"><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
                relation("xl/_rels/workbook.xml.rels", "worksheet", "worksheets/sheet1.xml"),
                new Entry("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"" + main + "\"><sheetData>" + rows + "</sheetData></worksheet>")));
    }

    private static byte[] docx(List<String> lines) throws IOException {
        var paragraphs = new StringBuilder();
        for (String line : lines) {
            paragraphs.append("<w:p><w:r><w:t xml:space=\"preserve\">").append(escaped(line)).append("</w:t></w:r></w:p>");
        }
        return zip(List.of(
                contentTypes("/word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
                relation("_rels/.rels", "officeDocument", "word/document.xml"),
                new Entry("word/document.xml", "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" + paragraphs
                        + "</w:body></w:document>")));
    }

    private record Entry(String name, String xml) {
    }

    private static Entry contentTypes(String... partsAndTypes) {
        var out = new StringBuilder("<Types xmlns=\"" + TYPES + "\"><Default Extension=\"rels\" "
                + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>");
        for (int i = 0; i < partsAndTypes.length; i += 2) {
            out.append("<Override PartName=\"").append(partsAndTypes[i]).append("\" ContentType=\"").append(partsAndTypes[i + 1]).append("\"/>");
        }
        return new Entry("[Content_Types].xml", out.append("</Types>").toString());
    }

    private static Entry relation(String name, String kind, String target) {
        return new Entry(name, "<Relationships xmlns=\"" + RELATIONS + "\"><Relationship Id=\"r1\" Type=\"" + OFFICE + "/" + kind + "\" Target=\"" + target
                + "\"/></Relationships>");
    }

    private static byte[] zip(List<Entry> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (Entry entry : entries) {
                ZipEntry made = new ZipEntry(entry.name());
                made.setTime(1_700_000_000_000L);
                zip.putNextEntry(made);
                zip.write((XML + entry.xml()).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** A picture of a sunrise over the lake, of sorts: colours that run from dark blue to orange. */
    private static byte[] png(int width, int height) {
        byte[] rows = new byte[height * (1 + 3 * width)];
        int at = 0;
        for (int y = 0; y < height; y++) {
            at++;   // filter 0
            for (int x = 0; x < width; x++) {
                double sun = Math.exp(-((x - width * 0.6) * (x - width * 0.6) + (y - height * 0.6) * (y - height * 0.6)) / 900);
                double low = (double) y / height;
                rows[at++] = (byte) Math.min(255, 20 + 180 * low + 200 * sun);
                rows[at++] = (byte) Math.min(255, 40 + 90 * low + 160 * sun);
                rows[at++] = (byte) Math.min(255, 110 - 60 * low + 60 * sun);
            }
        }
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0}).array());
        chunk(out, "IDAT", deflated(rows));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
        byte[] body = ByteBuffer.allocate(4 + data.length).put(name.getBytes(StandardCharsets.US_ASCII)).put(data).array();
        var crc = new CRC32();
        crc.update(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte[] deflated(byte[] data) {
        try (var deflater = new Deflater(9)) {
            deflater.setInput(data);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }
}
