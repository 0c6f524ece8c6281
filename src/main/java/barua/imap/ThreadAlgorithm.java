package barua.imap;

/** RFC 5256 §3. */
enum ThreadAlgorithm { ORDEREDSUBJECT, REFERENCES }
