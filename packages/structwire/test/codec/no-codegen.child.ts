// Run by no-codegen.test.ts under --disallow-code-generation-from-strings. Prints what it saw as JSON.
import assert from 'node:assert/strict';

const attempts: string[] = [];
let phase = 'import';
globalThis.Function = new Proxy(globalThis.Function, {
  construct: (target, parameters: string[]) => {
    attempts.push(phase);
    return Reflect.construct(target, parameters) as object;
  },
});

const { Struct, struct } = await import('structwire');

phase = 'never';
const never = new Struct('<I 2s 2x f', { codegen: 'never' });
for (let i = 0; i < 500; i++) assert.deepEqual(never.unpack(never.pack(i, 'ab', 0.5)), [i, Uint8Array.of(97, 98), 0.5]);

phase = 'view';
const reading = struct('<id:I value:f', { codegen: 'never' });
const bytes = reading.encode({ id: 7, value: 1.5 });
const view = reading.view(bytes);
view.id += 1;
assert.deepEqual([view.id, view.value, reading.decode(bytes)], [8, 1.5, { id: 8, value: 1.5 }]);

phase = 'auto';
for (let i = 0; i < 20; i++) {
  const auto = new Struct(`<${'H'.repeat(i + 1)}`);
  const values = Array.from({ length: i + 1 }, (_, n) => n);
  for (let n = 0; n < 500; n++) assert.deepEqual(auto.unpack(auto.pack(...values)), values);
  assert.ok(auto.source.includes('function decode'));
}

phase = 'own';
let isRefused = false;
try {
  // oxlint-disable-next-line typescript/no-implied-eval -- whether it is refused is the question
  new Function('');
} catch {
  isRefused = true;
}
console.log(JSON.stringify({ isRefused, attempts }));
