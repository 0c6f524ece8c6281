package barua.extract;

import org.apache.tika.exception.WriteLimitReachedException;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The text of one file as far as it has been read: what stands in its body, no scripts and styles. A page, slide or sheet begins with a form feed, but for the
 * first. One thread reads, another may look at the text at any time, and stop the reader at its next word.
 */
final class ChildText extends DefaultHandler {

    private static final char PAGE = '\f';

    private final int most;
    /** Guarded by this, as all below. */
    private final StringBuilder text = new StringBuilder();
    private boolean cut;
    private int depth;
    private int body;
    private int unseen;
    /** Where a file within the file begins: its pages are none of this one's. */
    private int within = Integer.MAX_VALUE;
    private int pages;

    /** @param most so many chars are kept */
    ChildText(int most) {
        this.most = most;
    }

    @Override
    public synchronized void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        check();
        depth++;
        String element = localName.isEmpty() ? name : localName;
        body += element.equals("body") || body > 0 ? 1 : 0;
        unseen += element.equals("script") || element.equals("style") || unseen > 0 ? 1 : 0;
        String kind = body > 0 && element.equals("div") ? String.valueOf(attributes.getValue("class")) : "";
        switch (kind) {
            case "package-entry", "embedded" -> within = Math.min(within, depth);
            case "page", "slide", "slide-content", "sheet" -> page();
            default -> {
            }
        }
    }

    private void page() throws SAXException {
        if (within > depth && ++pages > 1) {
            add(new char[] {PAGE}, 0, 1);
        }
    }

    @Override
    public synchronized void endElement(String uri, String localName, String name) throws SAXException {
        check();
        within = within == depth ? Integer.MAX_VALUE : within;
        depth--;
        body -= body > 0 ? 1 : 0;
        unseen -= unseen > 0 ? 1 : 0;
    }

    @Override
    public synchronized void characters(char[] chars, int start, int length) throws SAXException {
        check();
        if (body > 0 && unseen == 0) {
            add(chars, start, length);
        }
    }

    @Override
    public void ignorableWhitespace(char[] chars, int start, int length) throws SAXException {
        characters(chars, start, length);
    }

    private void add(char[] chars, int start, int length) throws SAXException {
        int room = most - text.length();
        text.append(chars, start, Math.min(length, room));
        if (length > room) {
            cut = true;
            check();
        }
    }

    /** What all parsers know as the end of their work, where they take other exceptions for the fault of a part. */
    private void check() throws SAXException {
        if (cut) {
            throw new WriteLimitReachedException(most);
        }
    }

    /** The reader is to end. */
    synchronized void stop() {
        cut = true;
    }

    /** Whether there may be more than was kept. */
    synchronized boolean isCut() {
        return cut;
    }

    /** Without the white space around it; empty first pages stay where anything follows. */
    synchronized String soFar() {
        int from = 0;
        int empty = 0;
        for (; from < text.length() && Character.isWhitespace(text.charAt(from)); from++) {
            empty += text.charAt(from) == PAGE ? 1 : 0;
        }
        return from == text.length() ? "" : String.valueOf(PAGE).repeat(empty) + text.substring(from).stripTrailing();
    }
}
