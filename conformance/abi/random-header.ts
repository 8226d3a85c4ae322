import { Random } from './random.ts';

/** A type of a random header, with what is needed to write values of it in C and in JavaScript. */
export type RandomType =
  | {
      readonly kind: 'integer';
      readonly c: string;
      readonly width: IntegerWidth;
      readonly isUnsigned: boolean;
      readonly isAligned?: boolean;
    }
  | { readonly kind: 'char' | 'bool' | 'float' | 'double' | 'pointer'; readonly c: string }
  | { readonly kind: 'enum'; readonly c: string; readonly names: readonly (readonly [string, number])[] }
  | { readonly kind: 'array'; readonly element: RandomType; readonly count: number }
  | { readonly kind: 'record'; readonly record: RandomRecord };

/** Width of an integer: a number of bits, or the C type that has it. */
export type IntegerWidth = number | 'short' | 'int' | 'long' | 'size';

export interface RandomMember {
  /** `null`: an anonymous struct or union, or an unnamed bit-field. */
  readonly name: string | null;
  readonly type: RandomType;
  readonly bits: number | null;
  readonly isFlexible: boolean;
}

export interface RandomRecord {
  readonly isUnion: boolean;
  readonly members: readonly RandomMember[];
}

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
}

const INTEGERS: readonly Extract<RandomType, { kind: 'integer' }>[] = [
  ...[8, 16, 32, 64].flatMap((width) => [
    { kind: 'integer', c: `uint${width}_t`, width, isUnsigned: true } as const,
    { kind: 'integer', c: `int${width}_t`, width, isUnsigned: false } as const,
  ]),
  { kind: 'integer', c: 'signed char', width: 8, isUnsigned: false },
  { kind: 'integer', c: 'unsigned char', width: 8, isUnsigned: true },
  { kind: 'integer', c: 'short', width: 'short', isUnsigned: false },
  { kind: 'integer', c: 'unsigned short int', width: 'short', isUnsigned: true },
  { kind: 'integer', c: 'int', width: 'int', isUnsigned: false },
  { kind: 'integer', c: 'unsigned', width: 'int', isUnsigned: true },
  { kind: 'integer', c: 'long', width: 'long', isUnsigned: false },
  { kind: 'integer', c: 'unsigned long int', width: 'long', isUnsigned: true },
  { kind: 'integer', c: 'long long', width: 64, isUnsigned: false },
  { kind: 'integer', c: 'unsigned long long', width: 64, isUnsigned: true },
  { kind: 'integer', c: 'size_t', width: 'size', isUnsigned: true },
];

/** Smallest width in bits that a type has on any platform: bit-fields are not wider. */
const LEAST_BITS = { short: 16, int: 16, long: 32, size: 16 } as const;

/** Writes a header from a seed; `prefix` keeps the names of several headers in one file apart. */
export function randomHeader(seed: number, prefix: string, options: RandomHeaderOptions): RandomHeader {
  return new HeaderWriter(seed, prefix, options).write();
}

/** A type with its spelling around a name: `int (*name)(void)` has the base `int`, and `(*` and `)(void)` around. */
interface Spelled {
  readonly base: string;
  readonly before: string;
  readonly behind: string;
  readonly type: RandomType;
}

function plain(base: string, type: RandomType): Spelled {
  return { base, before: '', behind: '', type };
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
    this.#dimension = random.integer(2, 4);
    this.#lines.push('#include <stdint.h>', '#include <stddef.h>', '#include <stdbool.h>');
    this.#lines.push(`#define ${this.#prefix}N ${this.#dimension}`, `#define ${this.#prefix}W(x) x`);
    this.#attributeMacros();
    const count = random.integer(2, 5);
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
    if (!this.#options.isGnu) return;
    this.#lines.push(`#define ${this.#prefix}PACKED __attribute__((packed))`);
  }

  #declaration(): void {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.15) this.#enumDeclaration();
    else if (roll < 0.25) this.#typedefDeclaration();
    else if (roll < 0.33) this.#noise();
    else this.#recordDeclaration();
  }

  #name(kind: string): string {
    return `${this.#prefix}${kind}${this.#next++}`;
  }

  /** What holds no data. */
  #noise(): void {
    const name = this.#name('f');
    this.#lines.push(
      this.#random.pick([
        `int ${name}(int a, char *b);`,
        `static inline int ${name}(int a) { struct { int x; } y = { a }; if (a) { return y.x; } return 0; }`,
        `extern int ${name};`,
        `#if 0\nstruct ${name} { broken\n#endif`,
        `/* struct ${name} { int x; }; */`,
        `struct ${name};`,
        `_Static_assert(sizeof(uint16_t) == 2, "two");`,
      ]),
    );
  }

  #enumDeclaration(): void {
    const { random, tag } = { random: this.#random, tag: this.#name('e') };
    const names: [string, number][] = [];
    const texts: string[] = [];
    let value = random.pick([0, 0, 0, 1, -3, 100, 200, 250, 40000]);
    for (let i = 0; i < random.integer(1, 5); i++) {
      const name = this.#name('E');
      const isExplicit = i === 0 || random.happens(0.3);
      if (isExplicit && i > 0) value += random.integer(1, 20);
      names.push([name, value]);
      texts.push(isExplicit ? `${name} = ${value}` : name);
      value++;
    }
    const packed = this.#options.isGnu && random.happens(0.3);
    const attribute = '__attribute__((packed))';
    const place = packed ? random.integer(1, 2) : 0;
    const head = `enum ${place === 1 ? `${attribute} ` : ''}${tag}`;
    this.#lines.push(`${head} { ${texts.join(', ')} }${place === 2 ? ` ${attribute}` : ''};`);
    this.#types.push(plain(`enum ${tag}`, { kind: 'enum', c: `enum ${tag}`, names }));
  }

  #typedefDeclaration(): void {
    const random = this.#random;
    const name = this.#name('t');
    const base = random.pick(INTEGERS);
    const roll = random.next();
    if (roll < 0.35 && this.#options.isGnu) {
      const align = random.pick([1, 2, 4, 8, 16]);
      const attribute = `__attribute__((aligned(${align})))`;
      this.#lines.push(
        random.pick([`typedef ${base.c} ${name} ${attribute};`, `typedef ${attribute} ${base.c} ${name};`]),
      );
      this.#types.push(plain(name, { ...base, c: name, isAligned: true }));
    } else if (roll < 0.6) {
      const count = random.integer(1, 4);
      this.#lines.push(`typedef ${base.c} ${name}[${count}];`);
      this.#types.push(plain(name, { kind: 'array', element: base, count }));
    } else {
      this.#lines.push(`typedef ${base.c} ${name};`);
      this.#types.push(plain(name, { ...base, c: name }));
    }
  }

  #recordDeclaration(): void {
    const random = this.#random;
    const isUnion = random.happens(0.15);
    const tag = this.#name('s');
    const isTypedef = random.happens(0.5);
    const pack = random.happens(0.2) ? random.pick([1, 2, 4, 8]) : 0;
    if (pack > 0) this.#lines.push(random.pick([`#pragma pack(push, ${pack})`, `_Pragma("pack(push, ${pack})")`]));
    const { text, record } = this.#record(isUnion, isTypedef && random.happens(0.5) ? '' : tag, 0);
    const name = isTypedef ? `${tag}_t` : `${record.isUnion ? 'union' : 'struct'} ${tag}`;
    this.#lines.push(isTypedef ? `typedef ${text} ${name};` : `${text};`);
    if (pack > 0) this.#lines.push('#pragma pack(pop)');
    this.#records.set(name, record);
    if (record.members.some((member) => member.isFlexible)) return;
    this.#types.push(plain(name, { kind: 'record', record }));
  }

  /** `struct tag { ... } attributes`, without the `;`. */
  #record(isUnion: boolean, tag: string, depth: number): { text: string; record: RandomRecord } {
    const random = this.#random;
    const lines: string[] = [];
    const members: RandomMember[] = [];
    const count = random.integer(1, depth === 0 ? 9 : 4);
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
    } else if (depth === 0 && !isUnion && random.happens(0.08)) {
      const name = this.#name('m');
      const element = random.pick(INTEGERS);
      lines.push(`  ${element.c} ${name}[${random.pick(['', '', '0'])}];`);
      members.push({ name, type: { kind: 'array', element, count: 0 }, bits: null, isFlexible: true });
    }
    const [before, behind] = this.#recordAttributes();
    const keyword = isUnion ? 'union' : 'struct';
    const text = `${keyword}${before}${tag === '' ? '' : ` ${tag}`} {\n${lines.join('\n')}\n}${behind}`;
    return { text, record: { isUnion, members } };
  }

  #recordAttributes(): [string, string] {
    const random = this.#random;
    if (!this.#options.isGnu || random.happens(0.55)) return ['', ''];
    const list: string[] = [];
    if (random.happens(0.7)) list.push(random.pick(['packed', '__packed__']));
    if (random.happens(0.35)) list.push(`aligned(${random.pick([1, 2, 4, 8, 16])})`);
    if (list.length === 0) return ['', ''];
    const text = ` __attribute__((${list.join(', ')}))`;
    const macro = list.length === 1 && list[0] === 'packed' ? ` ${this.#prefix}PACKED` : text;
    return random.happens(0.5) ? [macro, ''] : ['', macro];
  }

  #member(isUnion: boolean, depth: number, lines: string[], members: RandomMember[]): void {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.35) this.#bitField(lines, members);
    else if (roll < 0.5 && depth < 2) this.#nested(depth, lines, members);
    else this.#plainMember(isUnion, lines, members);
  }

  #plainMember(isUnion: boolean, lines: string[], members: RandomMember[]): void {
    const random = this.#random;
    const { base, before, behind, type } = this.#memberType();
    const qualifier = random.happens(0.1) ? random.pick(['const ', 'volatile ']) : '';
    const names = Array.from({ length: random.happens(0.15) && !isUnion ? 2 : 1 }, () => this.#name('m'));
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
    const comment = random.happens(0.2) ? ` // [mm] ${names[0]}` : '';
    const text = `${attribute.before}${qualifier}${base} ${texts.join(', ')};`;
    lines.push(`  ${random.happens(0.1) && !text.includes(', ') ? `${this.#prefix}W(${text})` : text}${comment}`);
  }

  /** Alignment and packing of one member. */
  #memberAttribute(type: RandomType): { before: string; behind: string } {
    const random = this.#random;
    const none = { before: '', behind: '' };
    if (random.happens(0.85) || isAligned(type)) return none;
    if (!this.#options.isGnu) {
      return type.kind === 'integer' && random.happens(0.3)
        ? { ...none, before: `_Alignas(${random.pick([8, 16])}) ` }
        : none;
    }
    const list = random.pick([
      ['packed'],
      [`aligned(${random.pick([1, 2, 4, 8, 16])})`],
      ['packed', 'aligned(2)'],
      ['aligned'],
    ]);
    const text = `__attribute__((${list.join(', ')}))`;
    return random.happens(0.5) ? { before: `${text} `, behind: '' } : { before: '', behind: ` ${text}` };
  }

  #memberType(): Spelled {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.3 && this.#types.length > 0) return random.pick(this.#types);
    if (roll < 0.38) return plain('char', { kind: 'char', c: 'char' });
    if (roll < 0.43) return plain('bool', { kind: 'bool', c: 'bool' });
    if (roll < 0.49) return plain('float', { kind: 'float', c: 'float' });
    if (roll < 0.55) return plain('double', { kind: 'double', c: 'double' });
    if (roll < 0.6) return { base: 'void', before: '*', behind: '', type: { kind: 'pointer', c: 'void *' } };
    if (roll < 0.63) {
      return {
        base: 'int',
        before: '(*',
        behind: ')(int, char *)',
        type: { kind: 'pointer', c: 'int (*)(int, char *)' },
      };
    }
    const type = random.pick(INTEGERS);
    return plain(type.c, type);
  }

  #dimensions(type: RandomType): [string, number][] {
    const random = this.#random;
    if (isAligned(type)) return [];
    const count = random.happens(0.3) ? (random.happens(0.2) ? 2 : 1) : 0;
    return Array.from({ length: count }, () => {
      const n = this.#dimension;
      return random.pick<[string, number]>([
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
    for (let i = 0; i < random.integer(1, 3); i++) {
      const named = this.#types.filter(({ type }) => type.kind === 'enum' || type.kind === 'integer');
      const chosen = named.length > 0 && random.happens(0.2) ? random.pick(named) : null;
      const isBool = chosen === null && random.happens(0.06);
      const type: RandomType = chosen?.type ?? (isBool ? { kind: 'bool', c: 'bool' } : random.pick(INTEGERS));
      const c = chosen?.base ?? (type.kind === 'integer' || type.kind === 'bool' ? type.c : '');
      const widest = bitsOf(type);
      if (random.happens(0.12)) {
        const isZero = random.happens(0.5);
        lines.push(`  ${c} : ${isZero ? 0 : random.integer(1, widest)};`);
        continue;
      }
      const bits = random.happens(0.12) ? widest : random.integer(1, Math.min(widest, random.pick([3, 8, 14, 33])));
      const name = this.#name('b');
      lines.push(`  ${c} ${name} : ${bits}${this.#bitFieldAttribute()};`);
      members.push({ name, type, bits, isFlexible: false });
    }
  }

  #bitFieldAttribute(): string {
    const random = this.#random;
    if (!this.#options.isGnu || random.happens(0.9)) return '';
    return random.happens(0.02) ? ' __attribute__((aligned(2)))' : ' __attribute__((packed))';
  }

  #nested(depth: number, lines: string[], members: RandomMember[]): void {
    const random = this.#random;
    const isUnion = random.happens(0.5);
    const isAnonymous = random.happens(0.4);
    const { text, record } = this.#record(isUnion, '', depth + 1);
    const indented = text.replaceAll('\n', '\n  ');
    const name = isAnonymous ? null : this.#name('n');
    lines.push(`  ${indented}${name === null ? '' : ` ${name}`};`);
    members.push({ name, type: { kind: 'record', record }, bits: null, isFlexible: false });
  }
}

/** A typedef that says how it is aligned: arrays of it may not be allowed. */
function isAligned(type: RandomType): boolean {
  return type.kind === 'integer' && type.isAligned === true;
}

/** The widest bit-field of a type on the smallest platform. */
function bitsOf(type: RandomType): number {
  if (type.kind === 'integer') return typeof type.width === 'number' ? type.width : LEAST_BITS[type.width];
  return type.kind === 'enum' ? 8 : 1;
}
