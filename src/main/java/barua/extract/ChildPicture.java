package barua.extract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;

/** What people wrote of a picture: in EXIF, IPTC, XMP, in comments of JPEG and GIF, in texts of PNG. What a camera or a program wrote of itself is left out. */
final class ChildPicture {

    private static final int LONGEST = 50_000;   // chars of all
    private static final List<String> SAID = List.of("dc:title", "Exif IFD0:Windows XP Title", "Object Name", "Headline", "Exif IFD0:Document Name",
            "dc:description", "Exif IFD0:Image Description", "Caption/Abstract", "Exif IFD0:Windows XP Subject", "Exif SubIFD:User Comment",
            "Exif IFD0:Windows XP Comment", "w:Comments", "JPEG Comment", "dc:subject", "Keywords", "Exif IFD0:Windows XP Keywords", "dc:creator",
            "Exif IFD0:Artist", "Exif IFD0:Windows XP Author", "By-line", "Credit", "Exif IFD0:Copyright", "Copyright Notice", "dc:rights", "Sub-location",
            "City", "Province/State", "Country/Primary Location Name");
    /** As Java's reader of PNG renders them. */
    private static final List<String> ENTRIES = List.of("tEXt tEXtEntry", "zTXt zTXtEntry", "iTXt iTXtEntry");
    private static final Pattern ENTRY = Pattern.compile("keyword=([^,]{1,79}), .*?(?:value|text)=(.*)", Pattern.DOTALL);
    private static final Set<String> KEYWORDS = Set.of("Title", "Author", "Description", "Comment", "Copyright", "Keywords", "Subject", "Caption", "Headline");
    private static final String XMP = "XML:com.adobe.xmp";
    private static final Pattern TAG = Pattern.compile("<[^>]*+>");
    private static final Pattern BLANK = Pattern.compile("\\s++");

    private ChildPicture() {
    }

    /** A line for each; empty for all that is no picture. */
    static String words(Metadata metadata) {
        String type = metadata.get(Metadata.CONTENT_TYPE);
        if (type == null || !type.startsWith("image/")) {
            return "";
        }
        Set<String> said = new LinkedHashSet<>();
        SAID.forEach(name -> said.addAll(List.of(metadata.getValues(name))));
        for (String name : ENTRIES) {
            for (String entry : metadata.getValues(name)) {
                entry(entry, said);
            }
        }
        StringBuilder words = new StringBuilder();
        for (String one : said) {
            String line = BLANK.matcher(one.replace('\0', ' ')).replaceAll(" ").strip();
            if (!line.isEmpty() && words.length() + line.length() < LONGEST) {
                words.append(line).append('\n');
            }
        }
        return words.toString();
    }

    private static void entry(String entry, Set<String> said) {
        Matcher matcher = ENTRY.matcher(entry);
        if (matcher.matches() && KEYWORDS.contains(matcher.group(1))) {
            said.add(matcher.group(2));
        } else if (matcher.matches() && matcher.group(1).equals(XMP)) {
            said.add(TAG.matcher(matcher.group(2)).replaceAll(" "));
        }
    }
}
