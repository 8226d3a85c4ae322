import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../python/float_peer.py', import.meta.url));

/** What CPython makes of a row of floats. */
export interface PackedFloats {
  /** One after the other; zeros where CPython refuses the value. */
  readonly bytes: Uint8Array;
  readonly isRefused: (index: number) => boolean;
}

/** Packs each value with a format of one float code. */
export function pythonPack(format: string, values: Float64Array): PackedFloats {
  const output = run('pack', format, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  const split = output.length - values.length;
  return { bytes: output.subarray(0, split), isRefused: (index) => output[split + index] !== 0 };
}

/** The values of packed floats, by a format of one float code. */
export function pythonUnpack(format: string, bytes: Uint8Array): Float64Array {
  return new Float64Array(run('unpack', format, bytes).slice().buffer);
}

function run(operation: string, format: string, input: Uint8Array): Uint8Array {
  const { stdout, stderr, status } = spawnSync('python3', ['-I', SCRIPT, operation, format], {
    input,
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`python3 failed: ${stderr.toString()}`);
  return Uint8Array.from(stdout);
}
