/** Records `first` to before `end`, the first of which starts at byte `at`. */
export interface Block {
  readonly at: number;
  readonly first: number;
  readonly end: number;
}

/** Records after which a pass is worth compiling: that costs about as much as this many records in loops. */
export const RECORDS_TO_EARN = 2000;

/** Bytes of records that stay in the first cache while several loops go over them. */
const BLOCK_BYTES = 32_768;
const MOST_RECORDS = 1024;

/** For one loop alone: calls, rather than one endless loop, are what engines learn from. */
const RECORDS_ALONE = 4096;

/** How many records to take at a time when `passes` loops or functions go over them. */
export function blockLength(stride: number, passes: number): number {
  if (passes <= 1) return RECORDS_ALONE;
  return Math.max(1, Math.min(MOST_RECORDS, Math.floor(BLOCK_BYTES / stride)));
}
