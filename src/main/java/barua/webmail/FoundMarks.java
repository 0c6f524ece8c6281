package barua.webmail;

import java.util.ArrayList;
import java.util.List;

/** Marks in one letter of a conversation what it was found by; what stands in a frame is marked there, by the frame's own address. */
final class FoundMarks {

    private final Sought sought;
    private final MarkedHtml marked;

    FoundMarks(Sought sought) {
        this.sought = sought;
        this.marked = new MarkedHtml(sought.inText());
    }

    Reader.Conversation in(Reader.Conversation conversation, String path, long uid) {
        if (sought.inText().isEmpty()) {
            return conversation;
        }
        List<ShownMessage> letters = new ArrayList<>();
        for (ShownMessage letter : conversation.letters()) {
            boolean found = letter.place().uid() == uid && letter.place().path().equals(path);
            letters.add(found ? letter(letter) : letter);
        }
        return new Reader.Conversation(conversation.subject(), letters, conversation.older(), conversation.answered());
    }

    private ShownMessage letter(ShownMessage letter) {
        return new ShownMessage(letter.place(), letter.sender(), letter.head(), letter.state(), letter.sections().stream().map(this::section).toList(),
                letter.pictures());
    }

    /** A letter inside is unfolded where the first mark stands in it. */
    private ShownMessage.Section section(ShownMessage.Section section) {
        boolean before = marked.any();
        List<ShownMessage.Block> blocks = section.blocks().stream().map(this::block).toList();
        return new ShownMessage.Section(section.level(), section.head(), section.open() || !before && marked.any(), blocks, section.files(),
                section.filesSize(), section.card(), section.notes());
    }

    private ShownMessage.Block block(ShownMessage.Block block) {
        boolean own = block.frame().isEmpty();
        String frame = own ? "" : block.frame() + "&q=" + SearchAddress.encoded(sought.query()) + "#" + FoundLink.MARK;
        return new ShownMessage.Block(own ? marked.marked(block.html()) : block.html(), frame, block.height(), block.measured(), block.whole(), block.cut());
    }
}
