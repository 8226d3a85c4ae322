import { alignedRecord, array, f64, i16, LayoutCodec, record, u8, u16, u32, u64 } from 'structwire';
import { parseC } from 'structwire/c';
import { describe, expect, it } from 'vitest';

const MEMBERS =
  'uint8_t id; uint32_t time; int16_t axes[3]; double value; uint64_t serial; struct { uint16_t x, y; } at;';
const inner = { x: u16, y: u16 };
const fields = { id: u8, time: u32, axes: array(i16, 3), value: f64, serial: u64 };

/** A struct is as fast as a schema of the same shape, because the two are the same code. */
describe('a C struct is compiled to the code of a schema of the same shape', () => {
  it('with padding', () => {
    const { layout } = parseC(`typedef struct { ${MEMBERS} } reading_t;`).typeNamed('reading_t');
    const schema = alignedRecord({ ...fields, at: alignedRecord(inner) });
    expect(new LayoutCodec(layout).source).toBe(new LayoutCodec(schema.layout).source);
    expect(new LayoutCodec(layout).source).toContain('getFloat64(');
  });

  it('packed', () => {
    const text = `#pragma pack(push, 1)\ntypedef struct { ${MEMBERS} } reading_t;\n#pragma pack(pop)`;
    const { layout } = parseC(text).typeNamed('reading_t');
    const schema = record({ ...fields, at: record(inner) });
    expect(new LayoutCodec(layout).source).toBe(new LayoutCodec(schema.layout).source);
  });
});
