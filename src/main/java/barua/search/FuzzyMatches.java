package barua.search;

import barua.mailbox.Folder;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Function;

/** How well an account's messages have words like those that are looked for. */
public final class FuzzyMatches {

    private final byte[] scores;
    private final Function<Folder, FolderPlaces> places;

    /** @param scores by contents; -1 where the index does not know one */
    FuzzyMatches(byte[] scores, Function<Folder, FolderPlaces> places) {
        this.scores = scores;
        this.places = places;
    }

    /** Those of one folder of that account. */
    public Scores in(Folder folder) {
        FolderPlaces known = places.apply(folder);
        byte[] here = new byte[known.uids().length];
        for (int i = 0; i < here.length; i++) {
            int content = known.contents()[i];
            here[i] = content < scores.length ? scores[content] : -1;
        }
        return new Scores(known.uids(), here);
    }

    /** By UID. */
    public static final class Scores {

        private final long[] uids;
        private final byte[] scores;

        private Scores(long[] uids, byte[] scores) {
            this.uids = uids;
            this.scores = scores;
        }

        /** 1 to 100; 0 where a word is missing; empty where the index does not know that message yet. */
        public OptionalInt of(long uid) {
            int at = Arrays.binarySearch(uids, uid);
            return at < 0 || scores[at] < 0 ? OptionalInt.empty() : OptionalInt.of(scores[at]);
        }
    }
}
