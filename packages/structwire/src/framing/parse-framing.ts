import { badFraming } from '../errors/framing-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { ChecksumName } from '../layout/checksum-name.ts';
import { cobs } from './cobs.ts';
import { datagram } from './datagram.ts';
import { delimiter } from './delimiter.ts';
import { fixed } from './fixed.ts';
import type { Framing } from './framing.ts';
import { hexBytes } from './hex-bytes.ts';
import { type LengthFieldName, lengthFieldNamed } from './length-field.ts';
import type { LengthHeaderOptions } from './length-header.ts';
import { lengthPrefix } from './length-prefix.ts';
import { slip } from './slip.ts';
import { type FrameChecksum, sync } from './sync.ts';
import { varintPrefix } from './varint-prefix.ts';

/** One way to read what stands behind the colon of a framing's name. */
type Build = (rest: string, maxFrame: { readonly maxFrame?: number }) => Framing;

const KINDS: Readonly<Record<string, Build>> = {
  fixed: (rest) => fixed(integer('fixed', rest)),
  datagram: withoutRest('datagram', datagram),
  varint: withoutRest('varint', varintPrefix),
  cobs: withoutRest('cobs', cobs),
  slip: withoutRest('slip', slip),
  delim: (rest, limit) => delimiter(hexBytes(rest, 'delim'), limit),
  len: (rest, limit) => lengthPrefix({ ...lengthOptions(rest.split(','), 'len'), ...limit }),
  sync: (rest, limit) => {
    const [mark = '', ...parts] = rest.split(',');
    return sync({ ...lengthOptions(parts, 'sync'), ...checksumOption(parts), sync: hexBytes(mark, 'sync'), ...limit });
  },
};

/**
 * The framing that a text names, as the command line takes it and as {@link Framing.name} gives it.
 *
 * | text | framing |
 * |---|---|
 * | `fixed:12` | frames of 12 bytes |
 * | `u8` `u16le` `u16be` `u24le` ... `u64be` `varint` | a length, then the payload |
 * | `len:u16be,offset=2,header=6,counts=frame,adjust=-2,keep` | a length inside a header; only the length must be there |
 * | `delim:0d0a` | frames that end with these bytes |
 * | `cobs` `slip` | byte stuffing |
 * | `sync:b562,u16le,offset=4,fletcher8@u16le,from=2,keep` | sync bytes, a length as above, and perhaps a checksum in a field, from a byte on |
 * | `datagram` | what arrives together |
 *
 * @throws StructwireError `bad-framing`
 * @example
 * ```ts
 * import { parseFraming } from 'structwire/framing';
 *
 * parseFraming('len:u16be,counts=frame').name; // 'len:u16be,counts=frame'
 * ```
 */
export function parseFraming(text: string, options: { readonly maxFrame?: number } = {}): Framing {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? text : text.slice(0, colon);
  const rest = colon < 0 ? '' : text.slice(colon + 1);
  if (Object.hasOwn(KINDS, kind)) return KINDS[kind]!(rest, options); // looked up just before
  if (colon < 0 && /^u\d+[lb]?e?$/.test(text)) return lengthPrefix({ length: lengthFieldNamed(text).name, ...options });
  throw invalid('framing', `expected ${Object.keys(KINDS).join(', ')}, u8, u16le, u16be and so on, got '${text}'`);
}

/** `u16be`, `offset=2`, `header=6`, `counts=frame`, `adjust=-2`, `keep`, in any order. */
function lengthOptions(
  parts: readonly string[],
  kind: string,
): LengthHeaderOptions & { readonly keepHeader?: boolean } {
  let length: LengthFieldName | undefined;
  const options: { -readonly [Name in keyof LengthHeaderOptions]?: LengthHeaderOptions[Name] } = {};
  let keepHeader = false;
  for (const part of parts) {
    const [name, value = ''] = part.split('=');
    if (name === 'offset') options.offset = integer(name, value);
    else if (name === 'header') options.headerBytes = integer(name, value);
    else if (name === 'adjust') options.adjust = integer(name, value);
    else if (name === 'counts') options.counts = countsOf(value);
    else if (part === 'keep') keepHeader = true;
    else if (kind === 'sync' && isChecksumPart(part)) continue;
    else if (length === undefined) length = lengthFieldNamed(part).name;
    else throw invalid(kind, `'${part}' is none of its parameters`);
  }
  if (length === undefined) throw invalid(kind, 'a length such as u16be is missing');
  return { ...options, length, keepHeader };
}

function isChecksumPart(part: string): boolean {
  return part.includes('@') || part.startsWith('from=');
}

function checksumOption(parts: readonly string[]): { readonly checksum?: FrameChecksum } {
  const text = parts.find((part) => part.includes('@'));
  const from = parts.find((part) => part.startsWith('from='));
  if (text === undefined) return {};
  const [algorithm = '', field = ''] = text.split('@');
  return {
    checksum: {
      algorithm: algorithm as ChecksumName, // sync() refuses what is none
      field: lengthFieldNamed(field).name,
      ...(from !== undefined && { from: integer('from', from.slice('from='.length)) }),
    },
  };
}

function countsOf(text: string): 'payload' | 'rest' | 'frame' {
  if (text === 'payload' || text === 'rest' || text === 'frame') return text;
  throw invalid('counts', `expected payload, rest or frame, got '${text}'`);
}

function integer(option: string, text: string): number {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw invalid(option, `expected an integer, got '${text}'`);
}

function withoutRest(kind: string, build: (options: { readonly maxFrame?: number }) => Framing): Build {
  return (rest, options) => {
    if (rest !== '') throw invalid(kind, `it has no parameters, got '${rest}'`);
    return build(options);
  };
}

function invalid(option: string, reason: string): StructwireError {
  return failure(badFraming, { option, reason });
}
