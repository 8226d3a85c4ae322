import type { Layout } from 'structwire';
import type { BytesMeaning, FloatWidth, Notation } from './notation.ts';

/** Writes values of one layout. */
export type ValueText = (value: unknown) => string;

type MakeText<L extends Layout> = (layout: L, maker: TextMaker) => ValueText;

const RAW: BytesMeaning = { isText: false, isPadded: false };
const CHARACTERS: BytesMeaning = { isText: true, isPadded: false };
const FILLED_CHARACTERS: BytesMeaning = { isText: true, isPadded: true };

/** The kinds of which more must be known than the JavaScript value says. */
const KINDS: { readonly [Kind in Layout['kind']]?: MakeText<Extract<Layout, { kind: Kind }>> } = {
  scalar: ({ scalar }, maker) =>
    scalar === 'char' ? maker.bytes(CHARACTERS) : isFloat(scalar) ? maker.float(scalar) : maker.any,
  bytes: ({ fit }, maker) => maker.bytes(fit === 'pad' ? FILLED_CHARACTERS : RAW),
  pascal: (_layout, maker) => maker.bytes(CHARACTERS),
  scaled: (_layout, maker) => maker.float('f64'),
  timestamp: ({ base }, maker) => maker.of(base),
  constant: ({ base }, maker) => maker.of(base),
  derived: ({ base }, maker) => maker.of(base),
  checksum: ({ base }, maker) => maker.of(base),
  sized: ({ layout }, maker) => maker.of(layout),
  optional: ({ layout }, maker) => maker.of(layout),
  array: ({ element }, maker) => maker.list(maker.of(element)),
  tuple: ({ items }, maker) => tupleText(items, maker),
  record: ({ fields }, maker) =>
    maker.record(fields.flatMap(({ name, layout }) => (name === null ? [] : [{ name, layout }]))),
  overlay: ({ members }, maker) => maker.record(members),
  union: unionText,
  definitions: ({ layout, definitions }, maker) => {
    for (const { name, layout: defined } of definitions) maker.define(name, defined);
    return maker.of(layout);
  },
  ref: ({ name }, maker) => maker.named(name),
};

/**
 * Writes values of a layout in some notation. Made once for a layout and used for every record of it: what the layout
 * says about a value that its JavaScript type does not (floats, characters) is looked up beforehand.
 */
export function valueText(layout: Layout, notation: Notation): ValueText {
  return new TextMaker(notation).of(layout);
}

class TextMaker {
  readonly #notation: Notation;
  readonly #definitions = new Map<string, Layout>();
  readonly #made = new Map<string, ValueText>();

  constructor(notation: Notation) {
    this.#notation = notation;
  }

  of(layout: Layout): ValueText {
    const make = KINDS[layout.kind] as MakeText<Layout> | undefined; // the table pairs each kind with its own maker
    const text = make === undefined ? this.any : make(layout, this);
    return (value) => (value === undefined || value === null ? this.#notation.absent() : text(value));
  }

  define(name: string, layout: Layout): void {
    this.#definitions.set(name, layout);
  }

  /** A layout that may contain itself: made when a value of it comes. */
  named(name: string): ValueText {
    return (value) => {
      const layout = this.#definitions.get(name);
      const text = this.#made.get(name) ?? (layout === undefined ? this.any : this.of(layout));
      this.#made.set(name, text);
      return text(value);
    };
  }

  float(width: FloatWidth): ValueText {
    const { float } = this.#notation;
    return (value) => (typeof value === 'number' ? float(value, width) : this.any(value));
  }

  /** Text that was given where bytes are stored is shown as these bytes. */
  bytes(meaning: BytesMeaning): ValueText {
    const { bytes } = this.#notation;
    const utf8 = new TextEncoder();
    return (value) => {
      if (value instanceof Uint8Array) return bytes(value, meaning);
      return typeof value === 'string' ? bytes(utf8.encode(value), meaning) : this.any(value);
    };
  }

  list(element: ValueText): ValueText {
    const { list } = this.#notation;
    return (value) => (Array.isArray(value) ? list(value.map(element), false) : this.any(value));
  }

  record(parts: readonly { readonly name: string; readonly layout: Layout }[]): ValueText {
    const texts = new Map(parts.map(({ name, layout }) => [name, this.of(layout)]));
    const { record } = this.#notation;
    return (value) =>
      record(Object.entries(value as object).map(([name, part]) => [name, (texts.get(name) ?? this.any)(part)]));
  }

  tuple(texts: (values: readonly unknown[]) => readonly string[]): ValueText {
    const { list } = this.#notation;
    return (value) => (Array.isArray(value) ? list(texts(value), true) : this.any(value));
  }

  /** By the JavaScript type alone. */
  readonly any: ValueText = (value) => {
    const notation = this.#notation;
    switch (typeof value) {
      case 'boolean':
        return notation.bool(value);
      case 'string':
        return notation.text(value);
      case 'number':
        return Number.isInteger(value) ? notation.integer(value) : notation.float(value, 'f64');
      case 'bigint':
        return notation.integer(value);
      default:
        return this.#object(value);
    }
  };

  #object(value: unknown): string {
    const notation = this.#notation;
    if (value === undefined || value === null) return notation.absent();
    if (value instanceof Uint8Array) return notation.bytes(value, RAW);
    if (value instanceof Date) return notation.date(value);
    if (Array.isArray(value)) return notation.list(value.map(this.any), false);
    return notation.record(Object.entries(value as object).map(([name, part]) => [name, this.any(part)]));
  }
}

function tupleText(items: Extract<Layout, { kind: 'tuple' }>['items'], maker: TextMaker): ValueText {
  const runs = items.flatMap(({ layout, repeat }) =>
    layout.kind === 'padding' ? [] : [{ text: maker.of(layout), repeat }],
  );
  return maker.tuple((values) => {
    const texts: string[] = [];
    for (const { text, repeat } of runs) {
      for (let i = 0; i < repeat && texts.length < values.length; i++) texts.push(text(values[texts.length]));
    }
    return texts.concat(values.slice(texts.length).map(maker.any));
  });
}

/** `{ tag, value }`, the value by the layout of its tag. */
function unionText({ cases }: Extract<Layout, { kind: 'union' }>, maker: TextMaker): ValueText {
  const texts = new Map(cases.map(({ tag, layout }) => [tag, maker.record([{ name: 'value', layout }])]));
  return (value) => {
    const { tag } = value as { readonly tag?: number | string }; // what a union decodes to
    return ((tag === undefined ? undefined : texts.get(tag)) ?? maker.any)(value);
  };
}

function isFloat(scalar: string): scalar is FloatWidth {
  return scalar === 'f16' || scalar === 'f32' || scalar === 'f64';
}
