import type { Abi } from '../../packages/structwire/src/layout/abi.ts';
import type { Random } from '../../packages/structwire/test/random.ts';
import type { RandomMember, RandomRecord, RandomType } from './random-types.ts';

/** A value, as an initialiser in C and as a codec takes and gives it. */
export interface RandomValue {
  readonly c: string;
  readonly js: unknown;
  /** Each scalar in it: how C gets at it (`.a[1].b`), and its value. */
  readonly leaves: readonly (readonly [path: string, c: string])[];
}

/** Finite numbers that every float has exactly. */
const FLOATS = [0, 1, -1, 0.5, -2.25, 1024, -65536, 0.0009765625, 1e10, -3.0517578125e-5];

/** A value for a record, or `null` for one that has a flexible array. */
export function randomRecordValue(random: Random, record: RandomRecord, abi: Abi): RandomValue | null {
  if (record.members.some((member) => member.isFlexible)) return null;
  const writer = new ValueWriter(random, abi);
  return record.isUnion ? writer.union(record) : writer.struct(record);
}

class ValueWriter {
  readonly #random: Random;
  readonly #abi: Abi;

  constructor(random: Random, abi: Abi) {
    this.#random = random;
    this.#abi = abi;
  }

  /** The members of anonymous structs are fields of the struct around them, an anonymous union is a field `anon0`. */
  struct(record: RandomRecord): RandomValue {
    const c: string[] = [];
    const js: Record<string, unknown> = {};
    const leaves: RandomValue['leaves'][number][] = [];
    let anonymous = 0;
    const fill = ({ members }: RandomRecord): void => {
      for (const member of members) {
        const { name, type, bits } = member;
        if (name !== null) {
          const value = this.#value(type, bits);
          c.push(`.${name} = ${value.c}`);
          js[name] = value.js;
          leaves.push(...under(`.${name}`, value));
        } else if (type.kind === 'record' && type.record.isUnion) {
          const value = this.union(type.record);
          if (value.c !== '{ 0 }') c.push(value.c.slice(2, -2));
          js[`anon${anonymous++}`] = value.js;
          leaves.push(...value.leaves);
        } else if (type.kind === 'record') {
          fill(type.record);
        }
      }
    };
    fill(record);
    return { c: `{ ${c.join(', ')} }`, js, leaves };
  }

  /** One member, also out of anonymous unions inside; an anonymous struct stays zero. */
  union(record: RandomRecord): RandomValue {
    const flat = flattened(record);
    const named = flat.filter((member) => member.name !== null);
    const chosen = named.length === 0 ? undefined : this.#random.one(named);
    if (chosen?.name === undefined || chosen.name === null) {
      const [first] = flat;
      return { c: '{ 0 }', leaves: [], js: { anon0: first === undefined ? {} : this.#zero(first.type, first.bits) } };
    }
    const value = this.#value(chosen.type, chosen.bits);
    const leaves = under(`.${chosen.name}`, value);
    return { c: `{ .${chosen.name} = ${value.c} }`, js: { [chosen.name]: value.js }, leaves };
  }

  #value(type: RandomType, bits: number | null): RandomValue {
    const random = this.#random;
    switch (type.kind) {
      case 'integer':
        return this.#integer(type, bits);
      case 'char':
        return this.#char();
      case 'bool': {
        const js = bits === null || bits === 1 ? random.chance(0.5) : random.whole(0, 1);
        return leaf(js ? '1' : '0', js);
      }
      case 'float':
      case 'double': {
        const js = random.one(FLOATS);
        return leaf(js.toExponential(), js);
      }
      case 'pointer':
        return this.#pointer();
      case 'enum':
        return enumerator(type, bits, random);
      case 'array':
        return this.#array(type);
      case 'record':
        return type.record.isUnion ? this.union(type.record) : this.struct(type.record);
    }
  }

  #integer(type: RandomType & { kind: 'integer' }, bits: number | null): RandomValue {
    const size = this.#widthOf(type);
    const width = bits ?? size;
    const raw = this.#random.chance(0.3) ? (1n << BigInt(width)) - 1n : this.#random.bits(width);
    const value = type.isUnsigned ? raw : BigInt.asIntN(width, raw);
    const isBig = bits === null ? size === 64 : width > 53;
    return leaf(integerText(value), isBig ? value : Number(value));
  }

  #widthOf({ width }: RandomType & { kind: 'integer' }): number {
    return typeof width === 'number' ? width : 8 * this.#abi.size[width];
  }

  #char(): RandomValue {
    const value = this.#random.whole(0, 255);
    return leaf(`(char)${value}`, this.#abi.isCharSigned && value > 127 ? value - 256 : value);
  }

  #pointer(): RandomValue {
    const value = this.#random.whole(1, 0x7fff);
    return leaf(`(void *)${value}`, this.#abi.size.pointer === 8 ? BigInt(value) : value);
  }

  #array({ element, count }: RandomType & { kind: 'array' }): RandomValue {
    const values = Array.from({ length: count }, () => this.#value(element, null));
    const c = count === 0 ? '{ }' : `{ ${values.map((value) => value.c).join(', ')} }`;
    const js = values.map((value) => value.js);
    const leaves = values.flatMap((value, i) => under(`[${i}]`, value));
    return { c, leaves, js: element.kind === 'char' ? Uint8Array.from(js as number[]) : js };
  }

  /** What a member that nobody initialised decodes to, as a value that can be encoded. */
  #zero(type: RandomType, bits: number | null): unknown {
    switch (type.kind) {
      case 'integer':
        return (bits === null ? this.#widthOf(type) === 64 : bits > 53) ? 0n : 0;
      case 'bool':
        return bits === null || bits === 1 ? false : 0;
      case 'pointer':
        return this.#abi.size.pointer === 8 ? 0n : 0;
      case 'enum':
        return type.names.find(([, value]) => value === 0)?.[0] ?? 0;
      case 'array':
        return type.element.kind === 'char'
          ? new Uint8Array(type.count)
          : Array.from({ length: type.count }, () => this.#zero(type.element, null));
      case 'record':
        return this.#zeroRecord(type.record);
      default:
        return 0;
    }
  }

  #zeroRecord(record: RandomRecord): unknown {
    if (record.isUnion) {
      const [first] = flattened(record);
      return first === undefined ? {} : { [first.name ?? 'anon0']: this.#zero(first.type, first.bits) };
    }
    const js: Record<string, unknown> = {};
    let anonymous = 0;
    const fill = ({ members }: RandomRecord): void => {
      for (const { name, type, bits } of members) {
        if (name === null && type.kind === 'record' && !type.record.isUnion) fill(type.record);
        else js[name ?? `anon${anonymous++}`] = this.#zero(type, bits);
      }
    };
    fill(record);
    return js;
  }
}

function leaf(c: string, js: unknown): RandomValue {
  return { c, js, leaves: [['', c]] };
}

function under(path: string, { leaves }: RandomValue): RandomValue['leaves'][number][] {
  return leaves.map(([inner, c]) => [`${path}${inner}`, c] as const);
}

/** The members of a union, with those of anonymous unions in it. */
function flattened({ members }: RandomRecord): RandomMember[] {
  return members.flatMap((member) =>
    member.name === null && member.type.kind === 'record' && member.type.record.isUnion
      ? flattened(member.type.record)
      : [member],
  );
}

function enumerator(type: RandomType & { kind: 'enum' }, bits: number | null, random: Random): RandomValue {
  const isSigned = type.names.some(([, value]) => value < 0);
  const fits = (value: number): boolean => {
    if (bits === null) return true;
    return isSigned ? value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1) : value < 2 ** bits;
  };
  const fitting = type.names.filter(([, value]) => fits(value));
  if (fitting.length === 0) return leaf('0', type.names.find(([, value]) => value === 0)?.[0] ?? 0);
  const [name, value] = random.one(fitting);
  return leaf(random.chance(0.5) ? name : String(value), name);
}

function integerText(value: bigint): string {
  if (value === -(1n << 63n)) return '(-9223372036854775807LL - 1)';
  return value < 0n ? `${value}LL` : `${value}ULL`;
}
