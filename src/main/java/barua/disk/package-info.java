/**
 * Files that survive: the file layer, forces shared by many, text files with checksums, a reserve, and the full disk as a type. Begin with {@link
 * barua.disk.FileLayer}. It uses nothing else of ours.
 */
package barua.disk;
