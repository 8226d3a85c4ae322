/** A member of a struct or union, at any depth that C can name without another type. */
export interface CMember {
  /** As in a designator of C: `position.x`, `axes[0].flags`. */
  readonly path: string;
  /** From the start of the type, in bits. Big-endian platforms count from the most significant bit of each byte. */
  readonly bitOffset: number;
  /** Of a bit-field; `null` for members that have whole bytes. */
  readonly bitWidth: number | null;
  /** Of what has whole bytes; 0 for a flexible array. */
  readonly byteLength: number;
}
