package barua.webmail;

import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Content;
import barua.message.Draft;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.PartReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of a letter while it is written: parts of its draft or of the message passed on, and what was uploaded since. */
final class Attachments {

    /** Up to so many bytes a size is counted; past it a guess from the encoded size is near enough. */
    private static final long COUNTED = 1_000_000;

    private final Desk desk;
    private final Uploads uploads;

    Attachments(Desk desk, Uploads uploads) {
        this.desk = desk;
        this.uploads = uploads;
    }

    /** A letter never goes without a file that it was meant to have. */
    boolean incomplete(Address account, Sheet sheet) throws IOException {
        for (String id : sheet.uploads()) {
            if (uploads.find(account, id).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** @throws MailboxException EXPUNGED where one of them has gone */
    List<Draft.Attachment> of(Address account, Sheet sheet) throws IOException {
        List<Draft.Attachment> attachments = new ArrayList<>();
        for (Sheet.File file : sheet.files()) {
            attachments.add(part(account, file)
                    .orElseThrow(() -> new MailboxException(MailboxException.Reason.EXPUNGED, "attached part is gone: " + file.key())));
        }
        for (String id : sheet.uploads()) {
            Uploads.Upload upload = uploads.find(account, id)
                    .orElseThrow(() -> new MailboxException(MailboxException.Reason.EXPUNGED, "uploaded file is gone: " + id));
            attachments.add(new Draft.Attachment(upload.name(), upload.type(), "", upload.content()));
        }
        return attachments;
    }

    /** Pictures that the letter's HTML shows: of its draft, where they are by now, else of the letter that is passed on. */
    List<Draft.Attachment> pictures(Address account, Sheet sheet, List<EditorHtml.Shown> shown) throws IOException {
        List<Draft.Attachment> pictures = new ArrayList<>();
        for (EditorHtml.Shown one : shown) {
            Optional<Located> found = inDraft(account, sheet, one.contentId());
            if (found.isEmpty()) {
                found = located(account, one.from());
            }
            Located picture = found.filter(part -> Parts.isPicture(part.part()))
                    .orElseThrow(() -> new MailboxException(MailboxException.Reason.EXPUNGED, "picture is gone: " + one.from()));
            MimePart part = picture.part();
            pictures.add(new Draft.Attachment(part.fileName().orElse("image." + part.subtype()), part.type() + "/" + part.subtype(), one.contentId(),
                    decoded(picture.content(), part)));
        }
        return pictures;
    }

    private Optional<Located> inDraft(Address account, Sheet sheet, String contentId) throws IOException {
        if (sheet.draft() == 0) {
            return Optional.empty();
        }
        try {
            Content content = desk.open(account, SpecialUse.DRAFTS).folder().content(sheet.draft());
            MimePart root = MimeParser.parse(content).root();
            Parts parts = Parts.of(root);
            return Optional.ofNullable(parts.inline().get(contentId)).flatMap(path -> Parts.at(root, path)).map(part -> new Located(content, part, parts));
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    private Optional<Located> located(Address account, String key) throws IOException {
        Optional<Place> place = Place.of(key);
        Optional<Desk.Opened> opened = place.isEmpty() ? Optional.empty() : desk.open(account, place.get().path());
        return opened.isEmpty() ? Optional.empty() : Located.of(opened.get().folder().content(place.get().uid()), place.get().part());
    }

    /** What is attached to a letter, and those of its pictures that the editor does not show: nothing of it is lost, and nothing is there twice. */
    static List<Sheet.File> withPictures(Desk.Opened opened, long uid, List<String> shown) throws IOException {
        Parts parts = Parts.of(MimeParser.parse(opened.folder().content(uid)).root());
        Set<String> inText = shown.stream().map(parts.inline()::get).filter(Objects::nonNull).map(path -> opened.path() + "/" + uid + "/" + path)
                .collect(Collectors.toSet());
        List<Sheet.File> files = new ArrayList<>(files(opened, uid));
        files.removeIf(file -> inText.contains(file.key()));
        for (Parts.Attached picture : parts.embedded()) {
            if (!shown.contains(picture.contentId())) {
                files.add(new Sheet.File(opened.path() + "/" + uid + "/" + picture.path(), picture.name(), Sizes.of(picture.size())));
            }
        }
        return files;
    }

    /** The letter holds them now. */
    void release(Address account, Sheet sheet) {
        sheet.uploads().forEach(id -> uploads.remove(account, id));
    }

    /** What is attached to a message, with the ways to it. */
    static List<Sheet.File> files(Desk.Opened opened, long uid) throws IOException {
        Content content = opened.folder().content(uid);
        MimePart root = MimeParser.parse(content).root();
        List<Sheet.File> files = new ArrayList<>();
        for (Parts.Attached one : Parts.of(root).attachments()) {
            files.add(new Sheet.File(opened.path() + "/" + uid + "/" + one.path(), one.name(), Sizes.of(size(content, root, one))));
        }
        return files;
    }

    private static long size(Content content, MimePart root, Parts.Attached one) throws IOException {
        Optional<MimePart> part = Parts.at(root, one.path());
        return part.isEmpty() || one.size() > COUNTED ? one.size() : decoded(content, part.get()).size();
    }

    private Optional<Draft.Attachment> part(Address account, Sheet.File file) throws IOException {
        Optional<Place> place = Place.of(file.key());
        Optional<Desk.Opened> opened = place.isEmpty() ? Optional.empty() : desk.open(account, place.get().path());
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        Content content = opened.get().folder().content(place.get().uid());
        if (place.get().part().isEmpty()) {
            return Optional.of(new Draft.Attachment(file.name(), "message/rfc822", "", content));
        }
        MimePart root = MimeParser.parse(content).root();
        Optional<Parts.Attached> attached = Parts.of(root).file(place.get().part());
        return attached.flatMap(one -> Parts.at(root, one.path()).map(part -> new Draft.Attachment(one.name(), one.type(), "", decoded(content, part))));
    }

    /** The bytes of a part, decoded each time they are read. */
    static Content decoded(Content content, MimePart part) {
        return new Content() {
            @Override
            public long size() throws IOException {
                try (InputStream in = PartReader.bytes(content, part)) {
                    return in.transferTo(OutputStream.nullOutputStream());
                }
            }

            @Override
            public InputStream open(long from) throws IOException {
                InputStream in = PartReader.bytes(content, part);
                in.skipNBytes(from);
                return in;
            }
        };
    }
}
