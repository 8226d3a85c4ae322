import type { CPlace } from '../../errors/c-errors.ts';

/** The text of one file, with lines joined where they end in a backslash, and the way back to the places as written. */
export interface Source {
  readonly file: string;
  /** The text that is read: continued lines are joined. */
  readonly text: string;
  readonly original: string;
  /** Where lines were joined: from `joints[i]` in `text` on, `shifts[i]` characters of `original` are gone. */
  readonly joints: readonly number[];
  readonly shifts: readonly number[];
  /** Index in `original` of the first character of each line. */
  readonly lineStarts: readonly number[];
  /** What `#line` and the line markers of a preprocessor's output say, in the order of the text. */
  readonly markers: LineMarker[];
  /** `after` of each of them. */
  readonly markerLines: number[];
}

/** From the physical line `after` + 1 on, lines count from `line` and belong to `file`. */
export interface LineMarker {
  readonly after: number;
  readonly file: string;
  readonly line: number;
}

const CONTINUED = /\\[ \t]*\r?\n/g;

/** Makes a file ready to be read. */
export function openSource(file: string, original: string): Source {
  const joints: number[] = [];
  const shifts: number[] = [];
  let shift = 0;
  const text = original.replace(CONTINUED, (joint: string, at: number) => {
    joints.push(at - shift);
    shift += joint.length;
    shifts.push(shift);
    return '';
  });
  const lineStarts = [0];
  for (let at = original.indexOf('\n'); at >= 0; at = original.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, original, joints, shifts, lineStarts, markers: [], markerLines: [] };
}

/** The physical line, from 1, of an index into `text`. */
export function lineAt(source: Source, at: number): number {
  return lastAtOrBefore(source.lineStarts, originalIndex(source, at)) + 1;
}

/** Index into the text as written. */
export function originalIndex(source: Source, at: number): number {
  return at + (source.shifts[lastAtOrBefore(source.joints, at)] ?? 0);
}

/** File, line and column of an index into `text`, as line markers say them. */
export function placeAt(source: Source, at: number): CPlace {
  const index = originalIndex(source, at);
  const physical = lastAtOrBefore(source.lineStarts, index) + 1;
  const start = source.lineStarts[physical - 1] ?? 0;
  const end = source.lineStarts[physical] ?? source.original.length + 1;
  const marker = source.markers[lastAtOrBefore(source.markerLines, physical - 1)];
  return {
    file: marker?.file ?? source.file,
    line: marker === undefined ? physical : marker.line + physical - marker.after - 1,
    column: index - start + 1,
    lineText: source.original.slice(start, source.original[end - 2] === '\r' ? end - 2 : end - 1),
  };
}

/** Index of the last element that is not above `value`, or -1; the elements ascend. */
function lastAtOrBefore(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
