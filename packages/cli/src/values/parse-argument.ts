import type { Layout } from 'structwire';
import { parseJson } from './from-json.ts';
import { isLeaf, parseLeaf } from './parse-leaf.ts';

/**
 * The value that a word of the command line stands for, by the type of its field:
 *
 * - integers: `7`, `-7`, `0x1f`, `0b101`, `0o17`, `1_000`, of any size;
 * - floats: `2.7`, `-1e-3`, `nan`, `inf`, `-inf`, or an integer;
 * - bool: `true`, `false`, `1`, `0`;
 * - bytes: text as UTF-8, `0x6162`, or Python's `b'ab\x00'`;
 * - arrays, records, unions: JSON, and for arrays without inner parts also `1,2,3`.
 */
export function parseArgument(text: string, layout: Layout, where: string): unknown {
  if (isLeaf(layout)) return parseLeaf(text, layout, where);
  if (layout.kind !== 'array' || !isLeaf(layout.element) || text.trimStart().startsWith('[')) {
    return parseJson(layout, text, where);
  }
  return text.split(',').map((part, i) => parseLeaf(part.trim(), layout.element, `${where}[${i}]`));
}
