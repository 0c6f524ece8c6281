package barua.search;

/** How much more an index may take in. */
public enum Room {
    /** Letters and what is in their files. */ ALL,
    /** Letters alone: the cap on disk space is near. */ LETTERS,
    /** Nothing: the cap is reached, or the disk is full. */ NONE;

    Room orLess(Room other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
