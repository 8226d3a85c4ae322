import { execFileSync } from 'node:child_process';

/** What CPython's own module takes for a record, in nanoseconds, or `null` without python3. */
export interface PythonTimes {
  readonly version: string;
  readonly unpack: number;
  readonly pack: number;
}

const PROGRAM = `
import json, platform, struct, sys, timeit
s = struct.Struct(sys.argv[1])
data = bytes(range(s.size))
values = s.unpack(data)
def best(work):
    return min(timeit.repeat(work, number=20000, repeat=9)) / 20000 * 1e9
print(json.dumps({'version': platform.python_version(), 'unpack': best(lambda: s.unpack(data)), 'pack': best(lambda: s.pack(*values))}))
`;

/** Tuples, not objects with names: what Python's users have. */
export function pythonTimes(format: string): PythonTimes | null {
  try {
    const answer = execFileSync('python3', ['-c', PROGRAM, format], { encoding: 'utf8' });
    return JSON.parse(answer) as PythonTimes; // as the program prints it
  } catch {
    return null;
  }
}
