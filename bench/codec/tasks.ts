import assert from 'node:assert/strict';
import type { Task } from './measure.ts';
import type { Candidate, Operation, Workload } from './workload.ts';

/** The candidates that can do an operation, as tasks with loops of their own, after a look at what they give. */
export function tasksOf<T>(workload: Workload<T>, candidates: readonly Candidate<T>[], operation: Operation): Task[] {
  return candidates.flatMap((candidate) => {
    const run = LOOPS[operation](workload, candidate);
    if (run === null) return [];
    return [{ name: candidate.name, run }];
  });
}

type Loop = <T>(workload: Workload<T>, candidate: Candidate<T>) => Task['run'] | null;

// Every loop is a function of its own text: the engine learns about each candidate alone.
const LOOPS: Readonly<Record<Operation, Loop>> = {
  decode: (workload, { decode, encode, name, values }) => {
    if (decode === undefined) return null;
    // What is no plain layout has bytes of its own for the same values.
    const inputs = values === undefined ? workload.inputs : values.map((value) => Buffer.from(encode!(value)));
    return loop(name, workload.consume, 'operation(inputs[i & 255])', { operation: decode, inputs });
  },
  decodeFrom: ({ size, consume, chunks }, { decodeFrom, name }) =>
    decodeFrom === undefined
      ? null
      : loop(name, consume, `operation(chunk, (i & 255) * ${size}, view)`, { operation: decodeFrom, chunks }),
  encode: (workload, { encode, name, values }) =>
    encode === undefined
      ? null
      : loop(name, 'r.length + r[0]', 'operation(inputs[i & 255])', {
          operation: encode,
          inputs: values ?? workload.values,
        }),
  encodeInto: (workload, { encodeInto, name }) =>
    encodeInto === undefined
      ? null
      : loop(name, 'i', `operation(inputs[i & 255], chunk, (i & 255) * ${workload.size}, view)`, {
          operation: encodeInto,
          inputs: workload.values,
          chunks: workload.chunks,
        }),
};

interface Parts {
  readonly operation: unknown;
  readonly inputs?: readonly unknown[];
  readonly chunks?: readonly Uint8Array[];
}

function loop(
  name: string,
  consume: string,
  call: string,
  { operation, inputs = [], chunks = [] }: Parts,
): Task['run'] {
  const source = `// ${name.replace(/\W/g, ' ')}
    let turn = 0;
    const both = (bytes) => bytes[0] + bytes[1]; // asks for the field once
    const kept = new Array(16); // what is handed out must exist: else an engine leaves the work out
    return function run(count) {
      let total = 0;
      const chunk = chunks[turn % chunks.length], view = views[turn++ % chunks.length];
      for (let i = 0; i < count; i++) {
        const r = ${call};
        kept[i & 15] = r;
        total += ${consume};
      }
      return total;
    };`;
  const views = chunks.map(({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength));
  // oxlint-disable-next-line typescript/no-implied-eval -- a text of ours
  const make = new Function('operation', 'inputs', 'chunks', 'views', source) as (...parts: unknown[]) => Task['run'];
  return make(operation, inputs, chunks, views);
}

/** Every candidate gives and takes the same values, before any time is taken. */
export function assertCorrect<T extends object>(workload: Workload<T>, candidates: readonly Candidate<T>[]): void {
  const { values, inputs, chunks, size } = workload;
  const [chunk = Buffer.alloc(0)] = chunks;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const untouched = Uint8Array.from(chunk);
  for (const { name, decode, decodeFrom, encode, encodeInto, values: own, differs, plain } of candidates) {
    for (const [i, value] of values.entries()) {
      if (own === undefined && encode !== undefined) {
        assert.deepEqual(Uint8Array.from(encode(value)), Uint8Array.from(inputs[i]!), `${name}, encode`);
      }
      const bytes = own === undefined ? inputs[i]! : Buffer.from(encode!(own[i]!));
      if (decode !== undefined) {
        const given = decode(bytes);
        assertSame(plain?.(given) ?? given, value, differs, `${name}, decode`);
      }
      if (decodeFrom !== undefined)
        assertSame(decodeFrom(chunk, i * size, view), value, differs, `${name}, decodeFrom`);
      if (encodeInto === undefined) continue;
      chunk.fill(0xff, i * size, i * size + inputs[i]!.length); // one for each value
      encodeInto(value, chunk, i * size, view);
      assert.deepEqual(Uint8Array.from(chunk), untouched, `${name}, encodeInto`);
    }
  }
}

function assertSame(actual: object, expected: object, differs: readonly string[] | undefined, what: string): void {
  for (const [name, value] of Object.entries(expected)) {
    if (differs?.includes(name)) continue;
    const given: unknown = (actual as Record<string, unknown>)[name]; // a field of it
    if (value instanceof Uint8Array) assert.deepEqual([...(given as Uint8Array)], [...value], `${what}: ${name}`);
    else assert.deepEqual(given, value, `${what}: ${name}`);
  }
}
