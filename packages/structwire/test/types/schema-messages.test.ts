import { bytes, type Codec, codec, record, StructwireError, u8 } from 'structwire';
import { describe, expect, it } from 'vitest';
import { typeCheck } from '../../../../bench/types/type-checker.ts';
import { workspacePath } from '../../../../bench/types/workspace-path.ts';

/** Uses of good schemas, each of which is no error. */
const GOOD: readonly string[] = [
  'Reading.encode({ id: 1, tag: "abc" });',
  'const reading: { id: number; tag: string } = Reading.decode(Uint8Array.of(1, 97, 98, 99));',
  'Message.encode({ body: { tag: 2, value: "text" } });',
  'Message.encode({ type: 1, body: { tag: 1, value: 7 } });',
  'record({ size: u8, data: bytes("size") }).encode({ size: 1, data: Uint8Array.of(7) });',
  'record({ header: record({ size: u8 }), body: record({ data: bytes("header.size") }) }).decode(Uint8Array.of(0));',
  'record({ n: countOf("items", u8), items: array(record({ size: u8, data: bytes("size") }), "n") }).encode({ items: [] });',
  'record({ times: array(u64, 2) }).encode({ times: new BigUint64Array(2) });',
  'record({ more: optional(u8, bool) }).encode({ more: 1 });',
  'listenTo(Reading);',
  'listenTo(record({ n: lengthOf(null, u8), a: u8, sum: checksum("crc32", u32) }));',
];

/** Bad schemas, and bad uses of good ones: the first line of what the type checker says. */
const BAD: readonly (readonly [use: string, message: string])[] = [
  // fields
  ['record({ id: "u8" });', "Type 'string' is not assignable to type 'AnyType'."],
  ['record({ id: u8 }, { endian: "middle" });', `Type '"middle"' is not assignable to type 'Endian | undefined'.`],
  ['record({ a: array(u8) });', 'Expected 2 arguments, but got 1.'],
  ['record({ a: bits("4") });', refused('string', 'number')],
  ['record({ a: text("n", "utf9") });', refused('"utf9"', 'TextEncoding | undefined')],
  ['record({ a: checksum("crc33", u16) });', refused('"crc33"', 'ChecksumName')],
  ['record({ a: checksum("crc32", text(4)) });', refused('Type<string, string, never>', 'Type<number, number, never>')],
  ['record({ a: timestamp(u32, "minutes") });', refused('"minutes"', '"ms" | "ns" | "s" | "us"')],
  ['timestamp(text(8), "s");', refused('Type<string, string, never>', 'IntegerType')],
  ['record({ a: withDefault(u8, "x") });', refused('string', 'number')],
  ['enumeration(u8, { a: "x" });', "Type 'string' is not assignable to type 'number | bigint'."],
  ['flags(u8, { a: true });', "Type 'boolean' is not assignable to type 'number | bigint'."],
  ['union("type", { 1: "u8" });', "Type 'string' is not assignable to type 'AnyType'."],
  ['optional(u8, 3);', refused('number', 'Condition')],
  ['countOf("items", text(2));', refused('Type<string, string, never>', 'IntegerType')],
  // references to fields that are not there
  [
    'record({ data: bytes("size") }).encode({ data: Uint8Array.of() });',
    missing('{ data: Uint8Array<ArrayBuffer>; }', 'size'),
  ],
  ['record({ data: bytes("size") }).decode(stored);', missing('Uint8Array<ArrayBuffer>', 'size')],
  ['record({ size: u8, data: bytes("sise") }).decode(stored);', missing('Uint8Array<ArrayBuffer>', 'sise')],
  ['record({ n: countOf("items", u8) }).decode(stored);', missing('Uint8Array<ArrayBuffer>', 'items')],
  ['record({ a: array(record({ b: text("c.d") }), 2) }).decode(stored);', missing('Uint8Array<ArrayBuffer>', 'c.d')],
  ['record({ body: union("type", { 1: u8 }) }).decode(stored);', missing('Uint8Array<ArrayBuffer>', 'type')],
  [
    'record({ a: u8, sum: checksum("crc32", u32, { from: "b" }) }).decode(stored);',
    missing('Uint8Array<ArrayBuffer>', 'b'),
  ],
  [
    'record({ data: bytes("size"), sum: checksum("crc32", u32) }).decode(stored);',
    missing('Uint8Array<ArrayBuffer>', 'size'),
  ],
  // values
  ['Reading.encode({ id: "1", tag: "abc" });', "Type 'string' is not assignable to type 'number'."],
  [
    'Reading.encode({ id: 1 });',
    "Property 'tag' is missing in type '{ id: number; }' but required in type '{ readonly id: number; readonly tag: string; }'.",
  ],
  [
    'Reading.encode({ id: 1, tag: "abc", more: 1 });',
    "Object literal may only specify known properties, and 'more' does not exist in type '{ readonly id: number; readonly tag: string; }'.",
  ],
  ['Reading.decode(stored).name;', "Property 'name' does not exist on type '{ id: number; tag: string; }'."],
  ['Message.encode({ body: { tag: 3, value: 1 } });', "Type '3' is not assignable to type '1 | 2'."],
  [
    'Message.encode({ body: { tag: 2, value: 1 } });',
    "Type '{ tag: 2; value: number; }' is not assignable to type '{ readonly tag: 1; readonly value: number; } | { readonly tag: 2; readonly value: string; }'.",
  ],
  ['Message.decode(stored).body.value.length;', "Property 'length' does not exist on type 'string | number'."],
  [
    'const message: Infer<typeof Message> = 1;',
    "Type 'number' is not assignable to type '{ body: { tag: 1; value: number; } | { tag: 2; value: string; }; type: number; }'.",
  ],
  [
    'const input: InferInput<typeof Message> = 1;',
    "Type 'number' is not assignable to type '{ readonly body: { readonly tag: 1; readonly value: number; } | { readonly tag: 2; readonly value: string; }; readonly type?: number | undefined; }'.",
  ],
];

const PROGRAM = [
  `import { array, bits, bool, bytes, type Codec, checksum, countOf, enumeration, flags, type Infer, type InferInput, lengthOf, optional, record, tagOf, text, timestamp, u16, u32, u64, u8, union, withDefault } from ${JSON.stringify(workspacePath('packages/structwire/src/index.ts'))};`,
  'const Reading = record({ id: u8, tag: text(3) });',
  'const Message = record({ type: tagOf("body", u8), body: union("type", { 1: u8, 2: text(u8) }) });',
  'const stored = Uint8Array.of(1);',
  'declare function listenTo(codec: Codec<unknown, never>): void;',
];

describe('the type checker', () => {
  it('takes good schemas and says what is wrong with bad ones', { timeout: 120_000 }, async () => {
    const lines = [...GOOD, ...BAD.map(([use]) => use)].map((use) => `{ ${use} }`);
    const { diagnostics } = await typeCheck('typescript-7', [...PROGRAM, ...lines].join('\n'));
    const said = diagnostics.map(({ line, message }) => [lines[line - PROGRAM.length - 1], message.split('\n')[0]]);
    expect(said).toEqual(BAD.map(([use, message]) => [`{ ${use} }`, message]));
  });

  it('refuses a record that is no codec, for what the codec would throw', () => {
    const open = record({ data: bytes('size') });
    // @ts-expect-error its operations take nothing
    const taken: Codec<unknown> = open;
    expect(() => taken.decode(Uint8Array.of(1))).toThrow(StructwireError);
    expect(codec(record({ size: u8, inner: open })).decode(Uint8Array.of(1, 2))).toEqual({
      size: 1,
      inner: { data: Uint8Array.of(2) },
    });
  });
});

function refused(given: string, taken: string): string {
  return `Argument of type '${given}' is not assignable to parameter of type '${taken}'.`;
}

function missing(given: string, field: string): string {
  return refused(given, `"'${field}' is no field of the record"`);
}
