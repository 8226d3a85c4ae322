import type { Runtime } from './emit/runtime.ts';

/**
 * When source is generated and compiled.
 *
 * `auto`: an operation that has been called for about 100 records, at once for a longer run of them. `eager`: every
 * operation at its first call. `never`: none. Where the engine refuses (a content security policy, Node's
 * `--disallow-code-generation-from-strings`), that is noticed at the first attempt and everything is interpreted.
 */
export type Codegen = 'auto' | 'eager' | 'never';

/** How many records an operation must have been used for. */
export const RECORDS_TO_EARN: number = 100;

type Operation = (...parameters: never[]) => unknown;

/** What {@link compileOnDemand} needs to know of a set of operations. */
export interface Compilation<Ops> {
  /** Source of an operation: the body of a function of `interpret` and `runtime`. `null`: it stays interpreted. */
  readonly sourceOf: (name: keyof Ops & string) => string | null;
  /** How many records a call of an operation is about; 1 unless it says otherwise. */
  readonly records?: (name: keyof Ops & string, parameters: readonly unknown[]) => number;
  /** What compiled operations call. */
  readonly runtime: () => Runtime;
  readonly codegen: Codegen;
  /** Names the functions in stack traces. */
  readonly label: string;
  /** Operations that were compiled ahead of time, as a function of the same source: no code is generated for them. */
  readonly prepared?: Prepared<Ops>;
}

/** Compiled operations, to be joined to the interpreter and the runtime at their first use. */
export type Prepared<Ops> = { readonly [Name in keyof Ops]?: Make<Ops[Name]> };

/**
 * An operation that is compiled on demand.
 *
 * `compiled` is added when it is there, and never changes: V8 then takes it for the constant that it is, and inlines it
 * wherever the codec is a constant, too.
 */
export interface OnDemand<Run> {
  compiled?: Run;
  /** The operation by the interpreter, which counts its calls as long as that matters. */
  earning: Run;
}

/** Operations that are compiled on demand. */
export type OperationsOnDemand<Ops> = { [Name in keyof Ops]: OnDemand<Ops[Name]> };

/**
 * Sets operations that begin interpreted; each is compiled once it has earned it.
 *
 * Compiling costs some 0.2 ms, and milliseconds the first time: as much as interpreting hundreds of records.
 */
export function compileOnDemand<Ops extends { [Name in keyof Ops]: Operation }>(
  operations: OperationsOnDemand<Ops>,
  interpret: Ops,
  compilation: Compilation<Ops>,
): void {
  for (const name of Object.keys({ ...interpret }) as (keyof Ops & string)[]) {
    operations[name] = operationOnDemand(name, interpret, compilation);
  }
}

/** One of them. */
export function operationOnDemand<Ops extends { [Name in keyof Ops]: Operation }, Name extends keyof Ops & string>(
  name: Name,
  interpret: Ops,
  { sourceOf, records, runtime, codegen, label, prepared }: Compilation<Ops>,
): OnDemand<Ops[Name]> {
  const make = prepared?.[name];
  const operation: OnDemand<Ops[Name]> = { earning: interpret[name] };
  if (make === undefined && codegen === 'never') return operation;
  let missing = codegen === 'eager' || make !== undefined ? 0 : RECORDS_TO_EARN;
  const run = (...parameters: never[]): unknown => {
    missing -= records?.(name, parameters) ?? 1;
    if (missing >= 0) return interpret[name](...parameters);
    operation.earning = interpret[name];
    const source = make === undefined && !isEvalRefused ? sourceOf(name) : null;
    const made = make ?? (source === null ? undefined : compileSource<Ops[Name]>(source, `${label}.${name}`));
    const compiled = made?.(interpret, runtime());
    if (compiled !== undefined) operation.compiled = compiled;
    return (compiled ?? interpret[name])(...parameters);
  };
  operation.earning = run as Ops[Name]; // it takes and gives what the operation does
  return operation;
}

let isEvalRefused = false;
let compiledSoFar = 0;

/** What the source of an operation is the body of. */
export type Make<Compiled> = (interpret: object, runtime: Runtime) => Compiled;

/** What some source makes; `undefined` where the engine refuses to generate code. */
export function compileSource<Compiled>(source: string, label: string): Make<Compiled> | undefined {
  if (isEvalRefused) return undefined;
  try {
    // Of its own for every codec: engines share what they learn between functions of equal source.
    const url = `structwire:${label.replace(/[^\w.]/g, '_')}#${++compiledSoFar}`;
    // oxlint-disable-next-line typescript/no-implied-eval -- generated here, and no user's text is in it but as literals
    return new Function('interpret', 'runtime', `${source}//# sourceURL=${url}`) as Make<Compiled>;
  } catch {
    isEvalRefused = true;
    return undefined;
  }
}
