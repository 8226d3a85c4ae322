import type { Runtime } from './emit/runtime.ts';

/**
 * When source is generated and compiled.
 *
 * `auto`: an operation that has been called for about 100 records, at once for a longer run of them. `eager`: every
 * operation at its first call. `never`: none. Where the engine refuses (a content security policy, Node's
 * `--disallow-code-generation-from-strings`), that is noticed at the first attempt and everything is interpreted.
 */
export type Codegen = 'auto' | 'eager' | 'never';

const RECORDS_TO_EARN = 100;

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

/** A set of operations, of which some are compiled. */
export interface OnDemand<Ops> {
  /** The compiled ones. They are called from places that call nothing else, which lets an engine inline them. */
  readonly compiled: Partial<Ops>;
  /** All of them, by the interpreter; they count their calls. */
  readonly earning: Ops;
}

/**
 * Operations that begin interpreted; each is compiled once it has earned it.
 *
 * Compiling costs some 0.2 ms, and milliseconds the first time: as much as interpreting hundreds of records.
 */
export function compileOnDemand<Ops extends { [Name in keyof Ops]: Operation }>(
  interpret: Ops,
  compilation: Compilation<Ops>,
): OnDemand<Ops> {
  const compiled: Partial<Ops> = {};
  if (compilation.codegen === 'never' && compilation.prepared === undefined) return { compiled, earning: interpret };
  const earning = { ...interpret };
  for (const name of Object.keys(earning) as (keyof Ops & string)[]) {
    compiled[name] = undefined; // every set of operations has the same shape
    earning[name] = earningOperation(name, { compiled, earning }, interpret, compilation);
  }
  return { compiled, earning };
}

function earningOperation<Ops extends { [Name in keyof Ops]: Operation }, Name extends keyof Ops & string>(
  name: Name,
  { compiled, earning }: { readonly compiled: Partial<Ops>; readonly earning: Ops },
  interpret: Ops,
  { sourceOf, records, runtime, codegen, label, prepared }: Compilation<Ops>,
): Ops[Name] {
  const make = prepared?.[name];
  if (make === undefined && codegen === 'never') return interpret[name];
  let missing = codegen === 'eager' || make !== undefined ? 0 : RECORDS_TO_EARN;
  const run = (...parameters: never[]): unknown => {
    missing -= records?.(name, parameters) ?? 1;
    if (missing < 0) {
      const source = isEvalRefused || make !== undefined ? null : sourceOf(name);
      compiled[name] =
        make?.(interpret, runtime()) ??
        (source === null ? undefined : compile<Ops[Name]>(source, `${label}.${name}`)?.(interpret, runtime()));
      earning[name] = interpret[name];
    }
    return (compiled[name] ?? interpret[name])(...parameters);
  };
  return run as Ops[Name]; // it takes and gives what the operation does
}

let isEvalRefused = false;
let compiledSoFar = 0;

/** What the source of an operation is the body of. */
export type Make<Compiled> = (interpret: object, runtime: Runtime) => Compiled;

function compile<Compiled>(source: string, label: string): Make<Compiled> | undefined {
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
