package barua.search;

/**
 * The messages of one folder that the index knows, by their UIDs in ascending order.
 *
 * @param contents the number of what each is
 * @param received in milliseconds since 1970
 * @param sizes    in bytes
 */
record FolderPlaces(long[] uids, int[] contents, long[] received, long[] sizes) {
}
