/** What every view has beside the fields of its record. A field of the same name hides it. */
export interface ViewControl {
  /**
   * Moves the view to the record at another offset of the same bytes and returns it, so that one view serves many records.
   *
   * @throws StructwireError `input-too-short`, `offset-not-integer`, `offset-out-of-range`.
   */
  moveTo(offset: number): this;
  /** The record as a plain object, decoded now: what `JSON.stringify` shows. */
  toJSON(): unknown;
}

/** A record in place: reading a property decodes that field, setting one encodes it. */
export type RecordView<Out> = ViewControl & { -readonly [Name in keyof Out]: FieldView<Out[Name]> };

/** What a field is in a view: nested records are views, arrays of records are arrays of views, all else is its value. */
export type FieldView<Value> = Value extends Uint8Array | Date | Primitive
  ? Value
  : Value extends readonly (infer Element)[]
    ? readonly FieldView<Element>[]
    : RecordView<Value>;

type Primitive = string | number | bigint | boolean | symbol | undefined | null;
