/**
 * When the pass over records becomes generated code: `auto` once it has done some thousand records, `eager` at once,
 * `never` where generating code is not wanted. Where the engine refuses to (a content security policy, Node's
 * `--disallow-code-generation-from-strings`), that is noticed at the first attempt and loops do all the work.
 */
export type ColumnCodegen = 'auto' | 'eager' | 'never';

let isEvalRefused = false;
let compiledSoFar = 0;

/** The function that the source returns, or `undefined` where the engine compiles no source. */
export function compileGroup<F>(source: string, label: string): F | undefined {
  if (isEvalRefused) return undefined;
  try {
    // Of its own for every pass: engines share what they learn between functions of equal source.
    const url = `structwire:columns.${label.replace(/[^\w.]/g, '_')}#${++compiledSoFar}`;
    // oxlint-disable-next-line typescript/no-implied-eval -- the text holds numbers of the plan and nothing else
    return new Function(`${source}\n//# sourceURL=${url}`)() as F; // the emitter's text says what it returns
  } catch {
    isEvalRefused = true;
    return undefined;
  }
}
