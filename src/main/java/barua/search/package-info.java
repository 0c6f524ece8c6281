/**
 * The full-text index: one Lucene index for each account, which follows its mailbox. It says where to look; whoever asks for exactness looks
 * there. Nothing here is needed for safety: an index that is lost or behind costs time, never an answer.
 */
package barua.search;
