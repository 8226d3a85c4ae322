import { struct } from 'structwire';
import { type Candidate, placed, RECORDS, type Workload } from '../workload.ts';

/** A record of numbers whose fields are called `f0`, `f1`, ... */
export type Numbers = Record<string, number>;

/** Codes of Python's format language that a field can have here. */
export type Code = 'f' | 'H' | 'I' | 'B';

const SIZES: Readonly<Record<Code, number>> = { f: 4, H: 2, I: 4, B: 1 };
const READERS: Readonly<Record<Code, string>> = { f: 'Float32', H: 'Uint16', I: 'Uint32', B: 'Uint8' };
const CHECKS: Readonly<Record<Code, (x: string) => string>> = {
  f: (x) =>
    `typeof ${x} !== 'number' || (${x} >= 3.4028235677973366e38 || ${x} <= -3.4028235677973366e38) && ${x} - ${x} === 0`,
  H: (x) => `typeof ${x} !== 'number' || (${x} & 0xffff) !== ${x}`,
  I: (x) => `typeof ${x} !== 'number' || ${x} >>> 0 !== ${x}`,
  B: (x) => `typeof ${x} !== 'number' || (${x} & 0xff) !== ${x}`,
};

/** What there is to know about the fields of a wide record. */
export class WideRecord {
  readonly codes: readonly Code[];
  readonly prefix: string;
  readonly size: number;

  constructor(codes: readonly Code[], prefix = 'f') {
    this.codes = codes;
    this.prefix = prefix;
    this.size = codes.reduce((total, code) => total + SIZES[code], 0);
  }

  get notation(): string {
    return `<${this.codes.map((code, i) => `${this.prefix}${i}:${code}`).join(' ')}`;
  }

  /** What a person would write, without the patience that it takes: a constructor, because V8 is slow with wide literals. */
  handWritten(isChecked: boolean): Candidate<Numbers> {
    const fields = this.#fields();
    const isWide = this.codes.length > 24;
    const reads = fields.map(({ name, at, code }) => [
      name,
      `view.get${READERS[code]}(${at}${code === 'B' ? '' : ', true'})`,
    ]);
    const build = isWide ? `new Wide(view, at)` : `{ ${reads.map(([name, read]) => `${name}: ${read}`).join(', ')} }`;
    const checks = fields.map(({ name, code }) =>
      isChecked ? `if (${CHECKS[code](name)}) throw new RangeError('${name}');` : '',
    );
    const source = `
      const { size } = this;
      function Wide(view, at) { ${reads.map(([name, read]) => `this.${name} = ${read};`).join('\n')} }
      function store(view, at, value) {
        const { ${fields.map(({ name }) => name).join(', ')} } = value;
        ${checks.join('\n')}
        ${fields.map(({ name, at, code }) => `view.set${READERS[code]}(${at}, ${name}${code === 'B' ? '' : ', true'});`).join('\n')}
      }
      return {
        decode: (bytes) => {
          ${isChecked ? "if (bytes.length !== size) throw new RangeError('length');" : ''}
          const view = new DataView(bytes.buffer, bytes.byteOffset, size), at = 0;
          return ${build};
        },
        decodeFrom: (chunk, at, view) => {
          ${isChecked ? "if (!Number.isInteger(at) || at < 0 || at + size > chunk.length) throw new RangeError('offset');" : ''}
          return ${build};
        },
        encode: (value) => {
          const bytes = new Uint8Array(size);
          store(new DataView(bytes.buffer), 0, value);
          return bytes;
        },
        encodeInto: (value, chunk, at, view) => {
          ${isChecked ? "if (!Number.isInteger(at) || at < 0 || at + size > chunk.length) throw new RangeError('offset');" : ''}
          store(view, at, value);
          return size;
        },
      };`;
    const name = isChecked ? 'by hand, DataView' : 'by hand, no checks';
    // oxlint-disable-next-line typescript/no-implied-eval -- a text of ours
    const made = new Function(source).call(this) as Candidate<Numbers>;
    return { ...made, name };
  }

  values(): Numbers[] {
    const make = (i: number, code: Code, n: number): number => {
      if (code === 'f') return (i + n) * 0.75;
      return code === 'I' ? (i * 7_919_777 + n) >>> 0 : (i * 3 + n) & 0xff;
    };
    // By a constructor: as fast to read as those of a program, which objects that grow by computed names are not.
    const stores = this.codes.map((_, n) => `this.${this.prefix}${n} = numbers[${n}];`);
    // oxlint-disable-next-line typescript/no-implied-eval -- a text of ours
    const Value = new Function('numbers', stores.join('\n')) as unknown as new (numbers: readonly number[]) => Numbers;
    Value.prototype = Object.prototype;
    return Array.from({ length: RECORDS }, (_, i) => new Value(this.codes.map((code, n) => make(i, code, n))));
  }

  #fields(): { name: string; at: string; code: Code }[] {
    let offset = 0;
    return this.codes.map((code, i) => {
      const at = offset === 0 ? 'at' : `at + ${offset}`;
      offset += SIZES[code];
      return { name: `${this.prefix}${i}`, at, code };
    });
  }
}

/** A workload of so many fields. */
export function wideWorkload(name: string, width: number): Workload<Numbers> {
  const record = new WideRecord(Array.from({ length: width }, (_, i) => (['f', 'H', 'I', 'f', 'B'] as const)[i % 5]!));
  const codec = struct(record.notation as string, { codegen: 'never' });
  const place = placed(record.values(), record.size, (value) => codec.encode(value as never)); // the type of a text that is not literal
  return {
    ...place,
    name,
    title: `${width} fields of all sizes; ${record.size} bytes`,
    consume: record.codes.map((_, i) => `r.f${i}`).join(' + '),
    hand: record.handWritten(true),
    others: [record.handWritten(false)],
  };
}
