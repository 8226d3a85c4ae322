/** How the parts of a value are written: Python's way, or as JSON. */
export interface Notation {
  readonly integer: (value: number | bigint) => string;
  /** `width` is the scalar the number is stored as. */
  readonly float: (value: number, width: FloatWidth) => string;
  readonly bool: (value: boolean) => string;
  readonly text: (value: string) => string;
  readonly bytes: (value: Uint8Array, meaning: BytesMeaning) => string;
  readonly date: (value: Date) => string;
  /** `isTuple`: positional values of different types, as a format has them. */
  readonly list: (items: readonly string[], isTuple: boolean) => string;
  readonly record: (entries: readonly (readonly [name: string, value: string])[]) => string;
  /** An optional value that is not there. */
  readonly absent: () => string;
}

export type FloatWidth = 'f16' | 'f32' | 'f64';

/** What bytes are for. */
export interface BytesMeaning {
  /** They are meant as characters (`s`, `p`, `c`). */
  readonly isText: boolean;
  /** Zeros at their end are filling. */
  readonly isPadded: boolean;
}
