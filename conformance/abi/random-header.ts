import { Random } from '../../packages/structwire/test/random.ts';
import { randomExpression } from './random-expression.ts';
import { noise, packing } from './random-pieces.ts';
import {
  bitsOf,
  CHAR,
  INTEGERS,
  isAligned,
  plain,
  pointer,
  type RandomMember,
  type RandomRecord,
  type RandomType,
  type Spelled,
  WIDE_VALUES,
} from './random-types.ts';

/** A header of random declarations. */
export interface RandomHeader {
  readonly seed: number;
  readonly text: string;
  /** The records that can be used from outside, by the name that C uses. */
  readonly records: ReadonlyMap<string, RandomRecord>;
  /** It has attributes that only GNU compilers know. */
  readonly isGnu: boolean;
}

/** What headers are made of. */
export interface RandomHeaderOptions {
  /** Attributes of GNU C are allowed. */
  readonly isGnu: boolean;
  /** It is for Windows, where enums have 32 bits. */
  readonly isWindows?: boolean;
}

/** Writes a header from a seed; `prefix` keeps the names of several headers in one file apart. */
export function randomHeader(seed: number, prefix: string, options: RandomHeaderOptions): RandomHeader {
  return new HeaderWriter(seed, prefix, options).write();
}

class HeaderWriter {
  readonly #random: Random;
  readonly #prefix: string;
  readonly #options: RandomHeaderOptions;
  readonly #seed: number;
  readonly #lines: string[] = [];
  readonly #records = new Map<string, RandomRecord>();
  readonly #types: Spelled[] = [];
  #next = 0;
  #dimension = 0;

  constructor(seed: number, prefix: string, options: RandomHeaderOptions) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#prefix = prefix;
    this.#options = options;
  }

  write(): RandomHeader {
    const random = this.#random;
    this.#dimension = random.whole(2, 4);
    this.#lines.push('#include <stdint.h>', '#include <stddef.h>', '#include <stdbool.h>');
    this.#lines.push(`#define ${this.#prefix}N ${this.#dimension}`, `#define ${this.#prefix}W(x) x`);
    this.#attributeMacros();
    const count = random.whole(2, 5);
    for (let i = 0; i < count; i++) this.#declaration();
    this.#recordDeclaration();
    return {
      seed: this.#seed,
      text: `${this.#lines.join('\n')}\n`,
      records: this.#records,
      isGnu: this.#options.isGnu,
    };
  }

  #attributeMacros(): void {
    const prefix = this.#prefix;
    this.#lines.push(`#define ${prefix}PACK(n) ${prefix}DO(pack(push, n))`, `#define ${prefix}DO(x) _Pragma(#x)`);
    this.#lines.push(`#define ${prefix}FIELD(type, name) type ${prefix}##name;`);
    if (!this.#options.isGnu) return;
    this.#lines.push(`#define ${prefix}PACKED __attribute__((packed))`);
    this.#lines.push(`#define ${prefix}ALIGNED(n) __attribute__((__aligned__(n)))`);
  }

  #declaration(): void {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.15) this.#enumDeclaration();
    else if (roll < 0.25) this.#typedefDeclaration();
    else if (roll < 0.33) this.#lines.push(noise(this.#random, this.#name('f')));
    else if (roll < 0.38) this.#expressionRecord();
    else if (roll < 0.42) this.#fieldList();
    else this.#recordDeclaration();
  }

  #name(kind: string): string {
    return `${this.#prefix}${kind}${this.#next++}`;
  }

  /** Its arrays have lengths that depend on the platform. */
  #expressionRecord(): void {
    const random = this.#random;
    const tag = this.#name('x');
    const names = this.#types.map(({ base }) => base);
    const members = Array.from({ length: random.whole(1, 4) }, (): RandomMember => {
      const name = this.#name('m');
      return { name, type: { kind: 'array', element: CHAR, count: 0 }, bits: null, isFlexible: true };
    });
    const lines = members.map(({ name }) => {
      const expression = randomExpression(random, names);
      return `  char ${name}[${random.one([`(unsigned long long)(${expression}) % 13u + 1u`, `(${expression}) > 5 ? 3 : 8`, `1 + !!${expression}`])}];`;
    });
    this.#lines.push(`struct ${tag} {\n${lines.join('\n')}\n};`);
    this.#records.set(`struct ${tag}`, { isUnion: false, members });
  }

  /** Its members come out of a list of macro calls, as firmware keeps them. */
  #fieldList(): void {
    const random = this.#random;
    const [tag, list] = [this.#name('s'), this.#name('LIST')];
    const fields = Array.from({ length: random.whole(1, 4) }, () => {
      const bare = `m${this.#next++}`;
      return { bare, name: `${this.#prefix}${bare}`, type: random.one(INTEGERS) };
    });
    this.#lines.push(`#define ${list}(F) ${fields.map(({ bare, type }) => `F(${type.c}, ${bare})`).join(' \\\n  ')}`);
    this.#lines.push(`struct ${tag} {\n  ${list}(${this.#prefix}FIELD)\n};`);
    const members = fields.map(({ name, type }): RandomMember => ({ name, type, bits: null, isFlexible: false }));
    this.#records.set(`struct ${tag}`, { isUnion: false, members });
  }

  #enumDeclaration(): void {
    const { text, type } = this.#enum();
    this.#lines.push(`${text};`);
    this.#types.push(plain(type.c, type));
  }

  #enum(): { text: string; type: RandomType & { kind: 'enum' } } {
    const { random, tag } = { random: this.#random, tag: this.#name('e') };
    const names: [string, number][] = [];
    const texts: string[] = [];
    const wide = this.#options.isGnu && this.#options.isWindows !== true;
    let value = random.one([0, 0, 0, 1, -3, 100, 200, 250, 40000, ...(wide ? WIDE_VALUES : [])]);
    for (let i = 0; i < random.whole(1, 5); i++) {
      const name = this.#name('E');
      const isExplicit = i === 0 || random.chance(0.3);
      if (isExplicit && i > 0) value += random.whole(1, 20);
      names.push([name, value]);
      texts.push(isExplicit ? `${name} = ${value}` : name);
      value++;
    }
    const packed = this.#options.isGnu && random.chance(0.3);
    const attribute = '__attribute__((packed))';
    const place = packed ? random.whole(1, 2) : 0;
    const head = `enum ${place === 1 ? `${attribute} ` : ''}${tag}`;
    const text = `${head} { ${texts.join(', ')}${random.one(['', ','])} }${place === 2 ? ` ${attribute}` : ''}`;
    return { text, type: { kind: 'enum', c: `enum ${tag}`, names } };
  }

  #typedefDeclaration(): void {
    const random = this.#random;
    const name = this.#name('t');
    const base = random.one(INTEGERS);
    const roll = random.next();
    if (roll < 0.2) {
      this.#typedefOfType(name);
    } else if (roll < 0.4 && this.#options.isGnu) {
      const align = random.one([1, 2, 4, 8, 16]);
      const attribute = `__attribute__((aligned(${align})))`;
      this.#lines.push(
        random.one([`typedef ${base.c} ${name} ${attribute};`, `typedef ${attribute} ${base.c} ${name};`]),
      );
      this.#types.push(plain(name, { ...base, c: name, isAligned: true }));
    } else if (roll < 0.6) {
      const count = random.whole(1, 4);
      this.#lines.push(`typedef ${base.c} ${name}[${count}];`);
      this.#types.push(plain(name, { kind: 'array', element: base, count }));
    } else {
      this.#lines.push(`typedef ${base.c} ${name};`);
      this.#types.push(plain(name, { ...base, c: name }));
    }
  }

  /** A typedef of a type that the header declares, or of a pointer to it. */
  #typedefOfType(name: string): void {
    const random = this.#random;
    const named = this.#types.filter(({ before }) => before === '');
    if (named.length === 0) return;
    const { base, type } = random.one(named);
    if (random.chance(0.4)) {
      this.#lines.push(random.one([`typedef ${base} *${name};`, `typedef ${base} *const *${name};`]));
      this.#types.push(plain(name, { kind: 'pointer', c: name }));
    } else if (type.kind === 'record' && this.#options.isGnu && random.chance(0.6)) {
      const attribute = `__attribute__((aligned(${random.one([8, 16, 32])})))`;
      this.#lines.push(random.one([`typedef ${base} ${name} ${attribute};`, `typedef ${base} ${attribute} ${name};`]));
      this.#types.push(plain(name, { ...type, isAligned: true }));
    } else {
      this.#lines.push(`typedef ${base} ${name};`);
      this.#types.push(plain(name, type));
    }
  }

  #recordDeclaration(): void {
    const random = this.#random;
    const isUnion = random.chance(0.15);
    const tag = this.#name('s');
    const isTypedef = random.chance(0.5);
    const pack = random.chance(0.25) ? random.one([1, 2, 4, 8, 16]) : 0;
    const [packed, unpacked] = packing(random, pack, this.#prefix, this.#name('P'));
    if (pack > 0) this.#lines.push(...packed);
    const { text, record } = this.#record(isUnion, isTypedef && random.chance(0.5) ? '' : tag, 0);
    const name = isTypedef ? `${tag}_t` : `${record.isUnion ? 'union' : 'struct'} ${tag}`;
    this.#lines.push(isTypedef ? `typedef ${text} ${name};` : `${text};`);
    if (pack > 0) this.#lines.push(...unpacked);
    this.#records.set(name, record);
    if (record.members.some((member) => member.isFlexible)) return;
    this.#types.push(plain(name, { kind: 'record', record }));
  }

  /** `struct tag { ... } attributes`, without the `;`. */
  #record(isUnion: boolean, tag: string, depth: number): { text: string; record: RandomRecord } {
    const random = this.#random;
    const lines: string[] = [];
    const members: RandomMember[] = [];
    const count = random.whole(1, depth === 0 ? 9 : 4);
    for (let i = 0; i < count; i++) this.#member(isUnion, depth, lines, members);
    const isNamed = members.some((member) => member.name !== null && !member.isFlexible);
    if (!isNamed) {
      const name = this.#name('m');
      lines.push(`  uint8_t ${name};`);
      members.push({
        name,
        type: { kind: 'integer', c: 'uint8_t', width: 8, isUnsigned: true },
        bits: null,
        isFlexible: false,
      });
    } else if (depth === 0 && !isUnion && random.chance(0.08)) {
      const name = this.#name('m');
      const element = random.one(INTEGERS);
      lines.push(`  ${element.c} ${name}[${random.one(['', '', '0'])}];`);
      members.push({ name, type: { kind: 'array', element, count: 0 }, bits: null, isFlexible: true });
    }
    const [before, behind] = this.#recordAttributes();
    const keyword = isUnion ? 'union' : 'struct';
    const text = `${keyword}${before}${tag === '' ? '' : ` ${tag}`} {\n${lines.join('\n')}\n}${behind}`;
    return { text, record: { isUnion, members } };
  }

  #recordAttributes(): [string, string] {
    const random = this.#random;
    if (!this.#options.isGnu) {
      return random.chance(0.85) ? ['', ''] : [` __declspec(align(${random.one([1, 2, 4, 8, 16])}))`, ''];
    }
    if (random.chance(0.55)) return ['', ''];
    const list: string[] = [];
    if (random.chance(0.7)) list.push(random.one(['packed', '__packed__']));
    if (random.chance(0.35)) list.push(`aligned(${random.one([1, 2, 4, 8, 16])})`);
    if (list.length === 0) return ['', ''];
    const text = ` __attribute__((${list.join(', ')}))`;
    const aligned = /^aligned(\(\d+\))$/.exec(list[0] ?? '');
    const macro =
      list.length > 1
        ? text
        : list[0] === 'packed'
          ? ` ${this.#prefix}PACKED`
          : aligned
            ? ` ${this.#prefix}ALIGNED${aligned[1]}`
            : text;
    if (list.length === 2 && random.chance(0.3)) {
      return [` __attribute__((${list[0]}))`, ` __attribute__((, __${list[1]?.replace('(', '__(')}))`];
    }
    return random.chance(0.5) ? [macro, ''] : ['', macro];
  }

  #member(isUnion: boolean, depth: number, lines: string[], members: RandomMember[]): void {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.35) this.#bitField(lines, members);
    else if (roll < 0.5 && depth < 2) this.#nested(depth, lines, members);
    else if (roll < 0.54) this.#inlineEnum(lines, members);
    else if (roll < 0.57 && this.#options.isGnu) this.#withoutBytes(isUnion, lines, members);
    else this.#plainMember(isUnion, lines, members);
  }

  /** An enum that is declared where it is used. */
  #inlineEnum(lines: string[], members: RandomMember[]): void {
    const { text, type } = this.#enum();
    const [name, bits] = [this.#name('m'), this.#random.chance(0.3) ? 8 : null];
    lines.push(`  ${text} ${name}${bits === null ? '' : ' : 8'};`);
    members.push({ name, type, bits, isFlexible: false });
  }

  /** A member that takes no bytes, and may align all the same. */
  #withoutBytes(isUnion: boolean, lines: string[], members: RandomMember[]): void {
    const random = this.#random;
    const name = this.#name('m');
    const element = random.one(INTEGERS);
    if (isUnion || random.chance(0.5)) {
      lines.push(`  struct { } ${name};`);
      members.push({
        name,
        type: { kind: 'record', record: { isUnion: false, members: [] } },
        bits: null,
        isFlexible: false,
      });
    } else {
      lines.push(`  ${element.c} ${name}[0];`);
      members.push({ name, type: { kind: 'array', element, count: 0 }, bits: null, isFlexible: false });
      this.#plainMember(isUnion, lines, members); // as the last member it would be a flexible array
    }
  }

  #plainMember(isUnion: boolean, lines: string[], members: RandomMember[]): void {
    const random = this.#random;
    const { base, before, behind, type } = this.#memberType();
    const qualifier = random.chance(0.1) ? random.one(['const ', 'volatile ']) : '';
    const extension = random.chance(0.05) ? '__extension__ ' : '';
    const names = Array.from({ length: random.chance(0.15) && !isUnion ? 2 : 1 }, () => this.#name('m'));
    const attribute = this.#memberAttribute(type);
    const texts: string[] = [];
    for (const name of names) {
      const dimensions = this.#dimensions(type);
      const suffix = dimensions.map(([text]) => `[${text}]`).join('');
      texts.push(`${before}${name}${suffix}${behind}${attribute.behind}`);
      const whole = dimensions.reduceRight<RandomType>(
        (element, [, count]) => ({ kind: 'array', element, count }),
        type,
      );
      members.push({ name, type: whole, bits: null, isFlexible: false });
    }
    const comment = random.chance(0.2) ? ` // [mm] ${names[0]}` : '';
    const text = `${extension}${attribute.before}${qualifier}${base} ${texts.join(', ')};`;
    lines.push(`  ${random.chance(0.1) && !text.includes(', ') ? `${this.#prefix}W(${text})` : text}${comment}`);
  }

  /** Alignment and packing of one member. */
  #memberAttribute(type: RandomType): { before: string; behind: string } {
    const random = this.#random;
    const none = { before: '', behind: '' };
    if (random.chance(0.85) || isAligned(type)) return none;
    const alignas = `_Alignas(${random.one(['8', '16', 'long long', 'double', `sizeof(uint64_t)`])}) `;
    if (!this.#options.isGnu || random.chance(0.2)) {
      return type.kind === 'integer' && random.chance(this.#options.isGnu ? 1 : 0.3)
        ? { ...none, before: alignas }
        : none;
    }
    const list = random.one([
      ['packed'],
      [`aligned(${random.one([1, 2, 4, 8, 16])})`],
      ['packed', 'aligned(2)'],
      ['aligned'],
    ]);
    const text = `__attribute__((${list.join(', ')}))`;
    return random.chance(0.5) ? { before: `${text} `, behind: '' } : { before: '', behind: ` ${text}` };
  }

  #memberType(): Spelled {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.3 && this.#types.length > 0) return random.one(this.#types);
    if (roll < 0.38) return plain('char', { kind: 'char', c: 'char' });
    if (roll < 0.43) return plain('bool', { kind: 'bool', c: 'bool' });
    if (roll < 0.49) return plain('float', { kind: 'float', c: 'float' });
    if (roll < 0.55) return plain('double', { kind: 'double', c: 'double' });
    if (roll < 0.6) return pointer(random.one(['void', 'const char', 'struct unknown_elsewhere', 'volatile int']), '*');
    if (roll < 0.63) {
      return random.one([
        pointer('int', '(*', ')(int, char *)'),
        pointer('char', '**'),
        pointer('short', '*const *volatile '),
        pointer('long', '(*', ')[3]'),
        pointer('void', '(*(*', ')(void))(int)'),
      ]);
    }
    if (roll < 0.66 && this.#options.isGnu) {
      const type = random.one(INTEGERS);
      return plain(random.one([`__typeof__(${type.c})`, `__typeof__((${type.c})1)`]), type);
    }
    const type = random.one(INTEGERS);
    return plain(type.c, type);
  }

  #dimensions(type: RandomType): [string, number][] {
    const random = this.#random;
    if (isAligned(type)) return [];
    const count = random.chance(0.3) ? (random.chance(0.2) ? 2 : 1) : 0;
    return Array.from({ length: count }, () => {
      const n = this.#dimension;
      return random.one<[string, number]>([
        [`${this.#prefix}N`, n],
        [`${this.#prefix}N + 1`, n + 1],
        ['2 * 2', 4],
        ['sizeof(uint32_t)', 4],
        ['(1 << 1) | 1', 3],
        ['3', 3],
        ['1', 1],
        ["'A' - 63", 2],
        [`${this.#prefix}N > 2 ? 2 : 5`, n > 2 ? 2 : 5],
      ]);
    });
  }

  #bitField(lines: string[], members: RandomMember[]): void {
    const random = this.#random;
    for (let i = 0; i < random.whole(1, 3); i++) {
      const named = this.#types.filter(({ type }) => type.kind === 'enum' || type.kind === 'integer');
      const chosen = named.length > 0 && random.chance(0.2) ? random.one(named) : null;
      const isBool = chosen === null && random.chance(0.06);
      const type: RandomType = chosen?.type ?? (isBool ? { kind: 'bool', c: 'bool' } : random.one(INTEGERS));
      const c = chosen?.base ?? (type.kind === 'integer' || type.kind === 'bool' ? type.c : '');
      const widest = bitsOf(type);
      if (random.chance(0.12)) {
        const isZero = random.chance(0.5);
        lines.push(`  ${c} : ${isZero ? 0 : random.whole(1, widest)};`);
        continue;
      }
      const bits = random.chance(0.12) ? widest : random.whole(1, Math.min(widest, random.one([3, 8, 14, 33])));
      const name = this.#name('b');
      lines.push(`  ${c} ${name} : ${bits}${this.#bitFieldAttribute()};`);
      members.push({ name, type, bits, isFlexible: false });
    }
  }

  #bitFieldAttribute(): string {
    const random = this.#random;
    if (!this.#options.isGnu || random.chance(0.9)) return '';
    return random.chance(0.02) ? ' __attribute__((aligned(2)))' : ' __attribute__((packed))';
  }

  #nested(depth: number, lines: string[], members: RandomMember[]): void {
    const random = this.#random;
    const isUnion = random.chance(0.5);
    const isAnonymous = random.chance(0.4);
    const tag = !isAnonymous && random.chance(0.3) ? this.#name('i') : '';
    const { text, record } = this.#record(isUnion, tag, depth + 1);
    const indented = text.replaceAll('\n', '\n  ');
    const name = isAnonymous ? null : this.#name('n');
    lines.push(`  ${indented}${name === null ? '' : ` ${name}`};`);
    members.push({ name, type: { kind: 'record', record }, bits: null, isFlexible: false });
  }
}
