/**
 * Text out of files that come with mail. Files are anybody's, and the libraries that read them are large: so they are read in a process of its own, without
 * a network where the system lets us, with little memory and little time, which may die of any of them.
 */
package barua.extract;
