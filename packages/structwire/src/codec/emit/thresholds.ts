/** Records with more values than this are written on a stage instead of from local variables. */
export const MOST_LOCALS = 64;
/** Records with more values than this are read and stored through a view, not byte by byte. */
export const MOST_BY_BYTES = 12;
/** Records up to this size are copied to where a view exists already, instead of making one. */
export const LARGEST_COPIED = 4096;
