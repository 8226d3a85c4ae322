import { type DebugEntry, type DebugInfo, numberOf } from './debug-info.ts';
import { partLine, type Shape } from './shape.ts';

const ENCODINGS: Readonly<Record<string, string>> = { 2: 'bool', 4: 'f', 5: 'i', 6: 'i', 7: 'u', 8: 'u', 16: 'u' };
const TRANSPARENT = /^(?:typedef|const_type|volatile_type|restrict_type|atomic_type)$/;

/** The shape of a type as the compiler's debug information has it. */
export function debugShape(info: DebugInfo, type: DebugEntry): Shape {
  return new Reader(info).parts('', type, 0);
}

class Reader {
  readonly #info: DebugInfo;

  constructor(info: DebugInfo) {
    this.#info = info;
  }

  parts(path: string, named: DebugEntry, at: number): string[] {
    const type = this.#plain(named);
    switch (type.tag) {
      case 'structure_type':
      case 'union_type':
        return [partLine(path, at, this.#bits(type), type.tag.slice(0, -5)), ...this.#members(path, type, at)];
      case 'array_type':
        return this.#array(path, type, at);
      case 'enumeration_type':
        return [partLine(path, at, this.#bits(type), this.#enumeration(type))];
      default:
        return [partLine(path, at, this.#bits(type), this.#scalar(named, type))];
    }
  }

  #members(path: string, record: DebugEntry, at: number): string[] {
    return record.children
      .filter(({ tag }) => tag === 'member')
      .flatMap((member) => {
        const type = this.#typeOf(member);
        const name = member.attributes.get('name');
        const bits = numberOf(member, 'bit_size');
        const start = numberOf(member, 'data_bit_offset') ?? 8 * (numberOf(member, 'data_member_location') ?? 0);
        const inner = name === undefined ? path : `${path}.${name}`;
        if (bits !== null) return [partLine(inner, at + start, bits, this.#bitField(type))];
        const parts = this.parts(inner, type, at + start);
        return name === undefined ? parts.slice(1) : parts;
      });
  }

  #bitField(named: DebugEntry): string {
    const type = this.#plain(named);
    return type.tag === 'enumeration_type' ? this.#enumeration(type) : this.#scalar(named, type).replace(/ .*/, '');
  }

  #array(path: string, type: DebugEntry, at: number): string[] {
    const counts = type.children.filter(({ tag }) => tag === 'subrange_type').map(countOf);
    if (counts.some((count) => count === 0)) return [];
    const element = this.#typeOf(type);
    const dimensions = counts.map((count) => `[${count}]`);
    if (this.#plain(element).attributes.get('name') !== 'char')
      return this.parts(path + dimensions.join(''), element, at);
    return [partLine(path + dimensions.slice(0, -1).join(''), at, 8 * (counts.at(-1) ?? 0), 'characters')];
  }

  #scalar(named: DebugEntry, type: DebugEntry): string {
    if (type.tag === 'pointer_type') return 'pointer';
    if (type.tag !== 'base_type') return type.tag;
    const sign = ENCODINGS[type.attributes.get('encoding') ?? ''] ?? `encoding ${type.attributes.get('encoding')}`;
    return `${sign}${this.#byteOrder(named)}`;
  }

  /** The kernel's names for integers with a byte order promise one. */
  #byteOrder(named: DebugEntry): string {
    for (let type = named; TRANSPARENT.test(type.tag) && type.attributes.has('type'); type = this.#typeOf(type)) {
      if (/^__be(?:16|32|64)$/.test(type.attributes.get('name') ?? '')) return ' big-endian';
    }
    return '';
  }

  #enumeration(type: DebugEntry): string {
    const bits = this.#bits(type);
    const names = type.children.map(({ attributes }) => {
      const value = BigInt.asUintN(bits, BigInt(attributes.get('const_value') ?? 0));
      return `${attributes.get('name')}=${value}`;
    });
    return `enum ${names.join(' ')}`;
  }

  #plain(entry: DebugEntry): DebugEntry {
    let type = entry;
    while (TRANSPARENT.test(type.tag)) type = this.#typeOf(type);
    return type;
  }

  #typeOf(entry: DebugEntry): DebugEntry {
    return this.#info.byAddress.get(entry.attributes.get('type') ?? '') ?? VOID;
  }

  #bits(type: DebugEntry): number {
    if (type.tag === 'array_type') {
      const counts = type.children.filter(({ tag }) => tag === 'subrange_type').map(countOf);
      return counts.reduce((product, count) => product * count, this.#bits(this.#plain(this.#typeOf(type))));
    }
    return 8 * (numberOf(type, 'byte_size') ?? 0);
  }
}

const VOID: DebugEntry = { tag: 'void', attributes: new Map(), children: [] };

/** 0 for a flexible array, and for one of no elements. */
function countOf(range: DebugEntry): number {
  const bound = numberOf(range, 'upper_bound');
  return bound === null ? (numberOf(range, 'count') ?? 0) : bound + 1;
}
