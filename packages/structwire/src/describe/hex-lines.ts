import { hexByte } from '../errors/hex.ts';

/** One line of a hex dump. */
export interface HexLine {
  /** Byte offset of the first byte shown. */
  readonly offset: number;
  /** Two digits for each byte. */
  readonly cells: readonly string[];
  /** The bytes as ASCII, a dot for what cannot be printed. */
  readonly text: string;
}

const DEFAULT_WIDTH = 16;

/**
 * A hex dump as data, `width` (default 16) bytes a line; {@link hexDump} is the same as text.
 *
 * @example
 * ```ts
 * import { hexLines } from 'structwire/describe';
 *
 * [...hexLines(Uint8Array.of(0x61, 0x62, 0))]; // [{ offset: 0, cells: ['61', '62', '00'], text: 'ab.' }]
 * ```
 */
export function* hexLines(bytes: Uint8Array, width: number = DEFAULT_WIDTH): IterableIterator<HexLine> {
  for (let offset = 0; offset < bytes.length; offset += width) {
    const shown = [...bytes.subarray(offset, offset + width)];
    yield {
      offset,
      cells: shown.map(hexByte),
      text: shown.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
    };
  }
}

/**
 * Bytes as `00000000  01 00 00 00 61 62 00 00  cd cc 2c 40              |....ab....,@|`, as `hexdump -C` shows them.
 *
 * @example
 * ```ts
 * import { hexDump } from 'structwire/describe';
 *
 * console.log(hexDump(Uint8Array.of(1, 0, 0, 0)));
 * ```
 */
export function hexDump(bytes: Uint8Array): string {
  return [...hexLines(bytes)].map((line) => hexLineText(line)).join('\n');
}

/** One line of {@link hexDump}; `paint` may put colour around a cell and gets the index of its byte. */
export function hexLineText(line: HexLine, paint: (cell: string, at: number) => string = (cell) => cell): string {
  const cells = line.cells.map((cell, i) => `${i === DEFAULT_WIDTH / 2 ? ' ' : ''}${paint(cell, line.offset + i)} `);
  const blanks = '   '.repeat(Math.max(DEFAULT_WIDTH - line.cells.length, 0));
  const middle = line.cells.length > DEFAULT_WIDTH / 2 ? '' : ' ';
  const offset = line.offset.toString(16).padStart(8, '0');
  return `${offset}  ${cells.join('')}${blanks}${middle} |${line.text}|`;
}
