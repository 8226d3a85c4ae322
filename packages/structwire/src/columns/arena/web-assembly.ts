// The little of WebAssembly that is used. ECMAScript does not name it, so a runtime may lack it, or a content security
// policy forbid it.

/** A `WebAssembly.Memory` that never grows. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

interface WebAssemblyLike {
  readonly Memory: new (descriptor: { initial: number; maximum: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly a: { readonly m: WasmMemory } },
  ) => { readonly exports: { readonly run?: unknown } };
}

/** Bytes of one page of memory. */
export const PAGE_BYTES = 65_536;

function webAssembly(): WebAssemblyLike | undefined {
  return (globalThis as { readonly WebAssembly?: WebAssemblyLike }).WebAssembly; // as every engine of today has it
}

/** New memory of so many pages; `undefined` where there is no WebAssembly. */
export function makeMemory(pages: number): WasmMemory | undefined {
  const wasm = webAssembly();
  return wasm === undefined ? undefined : new wasm.Memory({ initial: pages, maximum: pages });
}

let isRefused = false;

/** The module of these bytes; `undefined` where the engine compiles none, or none with 128-bit lanes. */
export function compileModule(bytes: Uint8Array): object | undefined {
  const wasm = webAssembly();
  if (wasm === undefined || isRefused) return undefined;
  try {
    return new wasm.Module(bytes);
  } catch {
    isRefused = true;
    return undefined;
  }
}

/** The function `run` of a module over a memory. */
export function instantiate(module: object, memory: WasmMemory): (...parameters: number[]) => void {
  const wasm = webAssembly();
  if (wasm === undefined) throw new RangeError('a module without WebAssembly');
  const { run } = new wasm.Instance(module, { a: { m: memory } }).exports;
  return run as (...parameters: number[]) => void; // the one function that the emitter exports
}
