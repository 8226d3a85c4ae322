import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROGRAM = `
import { Struct } from '${new URL('../../src/index.ts', import.meta.url).href}';
import { columns } from '${new URL('../../src/columns/index.ts', import.meta.url).href}';

try {
  new Function('');
  throw new RangeError('this engine generates code');
} catch (error) {
  if (error instanceof RangeError) throw error;
}
const codec = columns(new Struct('>HI'), { codegen: 'eager' });
const bytes = codec.encode({ 0: Uint16Array.of(1, 2), 1: Uint32Array.of(3, 4) });
process.stdout.write(JSON.stringify([Buffer.from(bytes).toString('hex'), codec.decode(bytes)]));
`;

it('columns work where code generation is not allowed', () => {
  const root = fileURLToPath(new URL('../../../..', import.meta.url));
  const flags = [
    '--disallow-code-generation-from-strings',
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    PROGRAM,
  ];
  const output = execFileSync(process.execPath, flags, { cwd: root, encoding: 'utf8' });
  expect(JSON.parse(output)).toEqual(['000100000003000200000004', { 0: { 0: 1, 1: 2 }, 1: { 0: 3, 1: 4 } }]);
});
