package barua.search;

import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * Reads an account's correspondents: out of the index by numbers, where each person of each letter stands as a term, so that only those who occur are
 * looked up; and out of the newest letters that the index does not know. A letter tells whom the account wrote to where it lies in Sent, whatever its
 * From says: that is anybody's to forge. Junk, Trash and drafts tell nothing.
 */
final class PeopleFinder {

    /** Of a folder, that the index does not know. */
    private static final int MOST_BEHIND = 1_000;
    private static final Set<SpecialUse> SILENT = Set.of(SpecialUse.JUNK, SpecialUse.TRASH, SpecialUse.DRAFTS);

    private final Correspondents people;
    private final List<Where> folders = new ArrayList<>();
    private final Map<String, long[]> known = new HashMap<>();

    /** @param sent whether the account wrote what lies there */
    private record Where(Folder folder, boolean sent) {
    }

    PeopleFinder(Mailbox mailbox, Correspondents people) throws IOException {
        this.people = people;
        List<Mailbox.Entry> entries = mailbox.list();
        Optional<FolderName> sent = entries.stream().filter(entry -> entry.use().equals(Optional.of(SpecialUse.SENT))).map(Mailbox.Entry::name).findFirst();
        for (Mailbox.Entry entry : entries) {
            if (entry.exists() && entry.use().filter(SILENT::contains).isEmpty()) {
                try {
                    folders.add(new Where(mailbox.folder(entry.name()), sent.filter(name -> isWithin(entry.name(), name)).isPresent()));
                } catch (MailboxException gone) {
                    // deleted meanwhile, or it cannot be read: the others tell enough
                }
            }
        }
    }

    private static boolean isWithin(FolderName folder, FolderName above) {
        return folder.equals(above) || folder.toString().startsWith(above + "/");
    }

    /** What the index knows. */
    void read(AccountIndex index) throws IOException {
        index.searching(searcher -> {
            long[] got = new long[Math.max(1, index.contents())];
            long[] sent = new long[got.length];
            for (Where where : folders) {
                FolderPlaces places = index.places().of(searcher, where.folder.mailboxId());
                known.put(where.folder.mailboxId(), places.uids());
                BitSet present = FolderPlaces.present(places.uids(), where.folder.uids());
                long[] newest = where.sent ? sent : got;
                for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
                    int content = places.contents()[i];
                    newest[content] = Math.max(newest[content], places.received()[i]);
                }
            }
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                read(leaf, got, sent);
            }
            return null;
        });
    }

    /** @param got when each content came, 0 where it lies in no folder that counts @param sent when it was sent */
    private void read(LeafReaderContext leaf, long[] got, long[] sent) throws IOException {
        SortedSetDocValues terms = leaf.reader().getSortedSetDocValues("people");
        NumericDocValues contents = leaf.reader().getNumericDocValues("content");
        if (terms == null || contents == null || terms.getValueCount() > Integer.MAX_VALUE - 8) {
            return;
        }
        Bits live = leaf.reader().getLiveDocs();
        int lists = first(terms, LetterPeople.LIST);
        int written = first(terms, LetterPeople.TO);
        double[] worth = new double[(int) terms.getValueCount()];
        long[] newest = new long[worth.length];
        for (int doc = terms.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = terms.nextDoc()) {
            if (live != null && !live.get(doc) || !contents.advanceExact(doc) || contents.longValue() >= got.length) {
                continue;
            }
            int content = (int) contents.longValue();
            long came = got[content];
            long went = sent[content];
            double each = came > 0 || went > 0 ? people.worth(Math.max(came, went)) : 0;
            for (int i = 0; i < terms.docValueCount(); i++) {
                int ord = (int) terms.nextOrd();
                long at = ord < lists ? came : ord < written ? Math.max(came, went) : went;
                if (at > 0) {
                    worth[ord] += each;
                    newest[ord] = Math.max(newest[ord], at);
                }
            }
        }
        for (int ord = 0; ord < worth.length; ord++) {
            if (newest[ord] > 0) {
                people.add(LetterPeople.ofTerm(terms.lookupOrd(ord).utf8ToString()), worth[ord], newest[ord]);
            }
        }
    }

    private static int first(SortedSetDocValues terms, char part) throws IOException {
        long at = terms.lookupTerm(new BytesRef(String.valueOf(part)));
        return (int) (at < 0 ? -at - 1 : at);
    }

    /** What no index knows yet: of each folder the newest letters, by what their outlines say. */
    void readBehind() throws IOException {
        for (Where where : folders) {
            long[] uids = CatchingUp.without(where.folder.uids(), known.getOrDefault(where.folder.mailboxId(), new long[0]));
            for (long uid : Arrays.copyOfRange(uids, Math.max(0, uids.length - MOST_BEHIND), uids.length)) {
                try {
                    long received = where.folder.info(uid).received().toEpochMilli();
                    for (LetterPeople person : LetterPeople.of(where.folder.outline(uid).headers())) {
                        if (person.part() == LetterPeople.LIST || where.sent == (person.part() == LetterPeople.TO)) {
                            people.add(person, people.worth(received), received);
                        }
                    }
                } catch (MailboxException gone) {
                    // moved away meanwhile
                }
            }
        }
    }
}
