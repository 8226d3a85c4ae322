import { bytes, cstring, f32, f64, record, Struct, struct, text, u8, u16, u32 } from 'structwire';
import { parseFraming } from 'structwire/framing';
import {
  agree,
  Connection,
  type ConnectionOptions,
  connect,
  memoryPair,
  nodeScheduler,
  planConnection,
} from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, describeConnections } from './connection-contract.ts';

type Options = ConnectionOptions<unknown[], readonly unknown[]>;
type AnyOptions = ConnectionOptions<unknown, never>;

describe.each([
  ['whole chunks', undefined],
  ['a byte at a time', (): number => 1],
  ['cuts of seven', (): number => 7],
])('%s', (name, split) => {
  describeConnections(`an in-memory pair that agrees first, in ${name}`, async (options) => {
    const plan = planConnection<unknown[], readonly unknown[]>({ ...options, agree: true });
    const other =
      'receive' in options.codec ? { receive: options.codec.send, send: options.codec.receive } : options.codec;
    const mirrored = planConnection({ ...options, codec: other, agree: true } as Options); // what one sends the other receives
    const ends = memoryPair(split === undefined ? {} : { split });
    const [left, right] = await Promise.all([
      agree(ends[0], nodeScheduler, plan),
      agree(ends[1], nodeScheduler, mirrored),
    ]);
    const client = new Connection(left, nodeScheduler, plan);
    const server = new Connection(right, nodeScheduler, mirrored);
    return {
      client,
      server,
      async [Symbol.asyncDispose]() {
        await Promise.all([client.close({ graceMs: 0 }), server.close({ graceMs: 0 })]);
      },
    };
  });
});

describeConnections('an in-memory pair that agrees while it is used', async (options) => {
  const other =
    'receive' in options.codec ? { receive: options.codec.send, send: options.codec.receive } : options.codec;
  const [left, right] = memoryPair({ split: () => 13, capacity: 1_000_000 });
  const client = new Connection(left, nodeScheduler, planConnection({ ...options, agree: true }));
  const server = new Connection(
    right,
    nodeScheduler,
    planConnection({ ...options, codec: other, agree: true } as Options),
  );
  return {
    client,
    server,
    async [Symbol.asyncDispose]() {
      await Promise.all([client.close({ graceMs: 0 }), server.close({ graceMs: 0 })]);
    },
  };
});

describe('a connection whose other side does not agree', () => {
  it('breaks with that error, and sends nothing of what it was given', async () => {
    const [left, right] = memoryPair();
    const one = new Connection(left, nodeScheduler, planConnection({ codec: new Struct('<I'), agree: true }));
    const other = new Connection(right, nodeScheduler, planConnection({ codec: new Struct('<Q'), agree: true }));
    void one.send([1]);
    const [received, mine] = await Promise.all([collect(other).catch(codeOf), collect(one).catch(codeOf)]);
    expect([received, mine]).toEqual(['agreement-mismatch', 'agreement-mismatch']);
    expect(codeOf((await one.closed).error)).toBe('agreement-mismatch');
    expect((await one.closed).error).toMatchObject({ context: { direction: 'send' } });
    await other.closed;
    expect(other.stats).toMatchObject({ recordsReceived: 0, bytesReceived: 0 });
  });
});

/** What both sides say when these two meet. */
async function meet(left: AnyOptions, right: AnyOptions): Promise<unknown[]> {
  const [a, b] = memoryPair();
  const results = await Promise.allSettled([
    agree(a, nodeScheduler, planConnection({ ...left, agree: true })),
    agree(b, nodeScheduler, planConnection({ ...right, agree: true })),
  ]);
  return results.map((result) => (result.status === 'rejected' ? result.reason : 'agreed'));
}

const Reading = record({ id: u32, tag: bytes(2), value: f32 });
const any = (codec: unknown): AnyOptions => ({ codec: codec as AnyOptions['codec'] });

describe('two sides', () => {
  it.each([
    ['equal bytes under other names', Reading, new Struct('<I2sf')],
    ['a run and single fields', new Struct('<4H'), struct('<a:H b:H c:H d:H')],
    ['the codec and itself', Reading, Reading],
  ])('agree about %s', async (_what, one, other) => {
    expect(await meet(any(one), any(other))).toEqual(['agreed', 'agreed']);
  });

  it('agree when each sends what the other receives', async () => {
    const [ask, answer] = [new Struct('<H'), new Struct('<Q')];
    const left = { codec: { send: ask, receive: answer } } as AnyOptions;
    const right = { codec: { send: answer, receive: ask } } as AnyOptions;
    expect(await meet(left, right)).toEqual(['agreed', 'agreed']);
    const errors = await meet(left, left);
    for (const error of errors)
      expect(error).toMatchObject({ code: 'agreement-mismatch', context: { direction: 'send' } });
  });

  it('take frames of the size of every record for none', async () => {
    expect(await meet({ ...any(new Struct('<I')), framing: parseFraming('fixed:4') }, any(new Struct('<I')))).toEqual([
      'agreed',
      'agreed',
    ]);
  });

  // [what differs, here, there, the field here, the field there, sizes]
  it.each([
    [
      'a type',
      Reading,
      record({ id: u32, tag: bytes(2), value: f64 }),
      ['value', 'f32 le', 6],
      ['value', 'f64 le', 6],
      [10, 14],
    ],
    ['the byte order', new Struct('<I2sf'), new Struct('>I2sf'), ['[0]', 'u32 le', 0], ['[0]', 'u32 be', 0], [10, 10]],
    ['the padding', new Struct('I 2s f'), new Struct('<I2sf'), ['[2]', 'f32 le', 8], ['[2]', 'f32 le', 6], [12, 10]],
    ['a missing field', Reading, record({ id: u32, tag: bytes(2) }), ['value', 'f32 le', 6], null, [10, 6]],
    ['one of a row', new Struct('<4H'), struct('<a:H b:H c:h d:H'), ['[2]', 'u16 le', 4], ['c', 'i16 le', 4], [8, 8]],
    [
      'a nested field',
      record({ head: Reading }),
      record({ head: record({ id: u32, tag: bytes(3) }) }),
      ['head.value', 'f32 le', 6],
      ['head.tag', 'bytes', 6],
      [10, 7],
    ],
    [
      'the text',
      record({ n: u8, name: cstring({ max: 20 }) }),
      record({ n: u8, name: text(u16) }),
      ['name', 'utf8[to NUL]', 1],
      ['name', 'utf8[u16]', 1],
      [null, null],
    ],
  ] as const)('hear the first field that differs: %s', async (_what, one, other, here, there, sizes) => {
    const [left, right] = await meet(any(one), any(other));
    const field = (known: readonly [string, string, number] | null): unknown =>
      known === null ? null : { path: known[0], type: known[1], offset: known[2] };
    expect(left).toMatchObject({
      code: 'agreement-mismatch',
      path: here[0],
      offset: here[2],
      context: { here: { field: field(here), size: sizes[0] }, there: { field: field(there), size: sizes[1] } },
    });
    expect(right).toMatchObject({
      code: 'agreement-mismatch',
      context: { here: { field: field(there), size: sizes[1] }, there: { field: field(here), size: sizes[0] } },
    });
  });

  it('hear that only the framing differs, or only what no field shows', async () => {
    const [left] = await meet({ ...any(Reading), framing: parseFraming('u16be') }, any(Reading));
    expect((left as Error).message).toContain(
      'framed by u16be here, layout there; a record has 10 bytes on both sides',
    );
    const [padded] = await meet(any(new Struct('<I2x')), any(new Struct('<I')));
    expect((padded as Error).message).toContain('a record has 6 bytes here, 4 bytes there');
  });

  it('tell what they can of layouts that are too long to tell', async () => {
    const huge = (last: string): Struct => new Struct(`<${'BH'.repeat(3_000)}${last}`);
    const [left] = await meet(any(huge('I')), any(huge('Q')));
    expect((left as Error).message).toContain('a record has 9004 bytes here, 9008 bytes there');
    expect(await meet(any(huge('I')), any(huge('I')))).toEqual(['agreed', 'agreed']);
    const long = record({ ['n'.repeat(70_000)]: u8 });
    expect(await meet(any(long), any(new Struct('B')))).toEqual(['agreed', 'agreed']);
  });
});

describe('what nobody agreed to', () => {
  it('is nothing: raw connections exchange records and not a byte more', async () => {
    const [left, right] = memoryPair();
    const seen: Uint8Array[] = [];
    right.start({ onChunk: (chunk) => seen.push(chunk), onEnd: () => {}, onDrain: () => {}, onClose: () => {} });
    const codec = new Struct('<I');
    const plan = planConnection({ codec });
    expect(await agree(left, nodeScheduler, plan)).toBe(left);
    const connection = new Connection(left, nodeScheduler, plan);
    await connection.send([7]);
    await connection.flush();
    await connection.close({ graceMs: 0 });
    expect(Buffer.concat(seen)).toEqual(Buffer.from('07000000', 'hex'));
  });

  it('is refused by name where only records are expected', async () => {
    const [left, right] = memoryPair();
    const plan = planConnection({ codec: new Struct('<I') });
    const raw = new Connection(left, nodeScheduler, plan);
    const agreeing = agree(right, nodeScheduler, planConnection({ codec: new Struct('<I'), agree: true }));
    const error = await collect(raw).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'foreign-protocol', context: { protocol: "the preamble of 'agree: true'" } });
    await expect(agreeing).rejects.toMatchObject({ code: 'connection-reset' });
  });
});

describe('any bytes instead of a preamble', () => {
  it('are refused, or waited for until the deadline, and nothing else', async () => {
    const codec = new Struct('<I');
    const plan = planConnection({ codec, agree: true, handshakeTimeoutMs: 1 });
    const [sample] = await preambleOf(codec);
    for (let index = 0; index < sample.length; index++) {
      for (const flip of [0x01, 0x80]) {
        const [left, right] = memoryPair();
        right.start({ onChunk: () => {}, onEnd: () => {}, onDrain: () => {}, onClose: () => {} });
        const damaged = sample.slice();
        damaged[index]! ^= flip;
        right.write(damaged);
        const outcome = await agree(left, nodeScheduler, plan).then(
          () => 'agreed',
          (error: { code: string }) => error.code,
        );
        const allowed = ['agreement-missing', 'agreement-invalid', 'agreement-mismatch', 'agreement-timed-out'];
        // The nonce, and names that only people read, may be anything.
        if (outcome !== 'agreed') expect(allowed).toContain(outcome);
        else expect(index >= 8 && (index < 16 || index >= 52)).toBe(true);
      }
    }
  });
});

async function preambleOf(codec: Struct): Promise<[Uint8Array]> {
  const [left, right] = memoryPair();
  const first = new Promise<Uint8Array>((resolve) => {
    right.start({ onChunk: resolve, onEnd: () => {}, onDrain: () => {}, onClose: () => {} });
  });
  agree(left, nodeScheduler, planConnection({ codec, agree: true })).catch(() => {}); // nobody answers
  const bytesOfIt = await first;
  right.destroy();
  return [bytesOfIt];
}

it('over UDP, which may lose it, is refused', async () => {
  const refused = connect({ port: 9, codec: new Struct('<I'), udp: true, agree: true });
  await expect(refused).rejects.toMatchObject({ code: 'bad-option', context: { option: 'agree' } });
});
