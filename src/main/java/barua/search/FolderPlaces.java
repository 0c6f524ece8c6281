package barua.search;

/** The messages of one folder that the index knows. @param uids ascending @param contents the number of what each is */
record FolderPlaces(long[] uids, int[] contents) {

    static final FolderPlaces NONE = new FolderPlaces(new long[0], new int[0]);
}
