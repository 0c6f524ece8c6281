package barua.search;

import barua.message.MimePart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of file that people tell apart: by the ending of its name, else by what the letter says it is. */
public enum FileKind {

    PDF("pdf", "pdf", "application/pdf"),
    DOCUMENT("document doc hati", "doc docx docm dotx odt rtf pages", "application/msword application/rtf text/rtf wordprocessingml opendocument.text"),
    SHEET("sheet spreadsheet jedwali", "xls xlsx xlsm xlsb ods csv numbers", "application/vnd.ms-excel text/csv spreadsheetml opendocument.spreadsheet"),
    SLIDES("slides presentation wasilisho", "ppt pptx pptm pps ppsx odp key", "application/vnd.ms-powerpoint presentationml opendocument.presentation"),
    IMAGE("image picture photo picha", "jpg jpeg png gif webp tif tiff bmp heic heif svg", "image/"),
    SOUND("sound audio sauti", "mp3 m4a wav ogg opus amr aac flac", "audio/"),
    FILM("film video filamu", "mp4 mov avi mkv webm 3gp mpg mpeg", "video/"),
    ARCHIVE("archive kifurushi", "zip gz tgz 7z rar tar bz2 xz", "application/zip application/gzip x-7z x-rar vnd.rar x-tar"),
    CALENDAR("calendar kalenda", "ics", "text/calendar"),
    CONTACT("contact anwani", "vcf", "text/vcard text/x-vcard"),
    TEXT("text maandishi", "txt md", "text/plain"),
    LETTER("mail letter barua", "eml msg", "message/rfc822");

    private final List<String> names;
    private final List<String> endings;
    private final List<String> types;

    FileKind(String names, String endings, String types) {
        this.names = List.of(names.split(" "));
        this.endings = List.of(endings.split(" "));
        this.types = List.of(types.split(" "));
    }

    /** By what people call it, in either language. */
    static Optional<FileKind> called(String name) {
        return Arrays.stream(values()).filter(kind -> kind.names.contains(name.toLowerCase(Locale.ROOT))).findFirst();
    }

    /** Of a part with a name. */
    static Optional<FileKind> of(MimePart part) {
        String name = part.fileName().orElse("").strip().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        String type = part.type() + "/" + part.subtype();
        Optional<FileKind> named = Arrays.stream(values()).filter(kind -> kind.endings.contains(ending)).findFirst();
        return named.or(() -> Arrays.stream(values()).filter(kind -> kind.types.stream().anyMatch(type::contains)).findFirst());
    }

    /** Its word in the index, and in resources of words. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
