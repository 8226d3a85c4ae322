import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram } from '../../../examples/test/programs.ts';
import { runCli, startListener } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'structwire-c-'));
const file = (name: string): string => join(folder, name);
const SENSOR = 'examples/c/sensor.h';

beforeAll(() => {
  mkdirSync(file('inc'));
  writeFileSync(file('inc/count.h'), '#define COUNT 2\n');
  writeFileSync(file('uses.h'), '#include <count.h>\nstruct uses { unsigned char id; int values[COUNT]; };\n');
  writeFileSync(file('beside.h'), '#include "inc/count.h"\nstruct uses { int values[COUNT]; };\n');
  writeFileSync(file('two.h'), 'struct one { int a; };\nstruct two { mystery_t b; };\nstruct three { char c; };\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const JSON_TEXT =
  '{"id":1,"position":-5,"gain":3,"channel":100,"state":5,"temperature":{"celsius":21.5,"raw":[0,0,172,65]},"samples":[1,2,3]}';
const HEX = '01000000fbffffff230305000000ac410100020003000000'; // cc, x86-64: memcpy of the struct with these members

describe('a C declaration in a file', () => {
  it('packs, unpacks, is sent and received as any format', async () => {
    expect((await runCli(['pack', SENSOR, '--hex', JSON_TEXT])).out).toBe(`${HEX}\n`);
    expect((await runCli(['unpack', `${SENSOR}#sensor_t`, HEX, '--json'])).out).toBe(`${JSON_TEXT}\n`);
    const listener = await startListener(SENSOR, ['--count', '1', '--json']);
    await runCli(['send', SENSOR, '--port', listener.port], { stdin: JSON_TEXT });
    expect((await listener.done).out).toBe(`${JSON_TEXT}\n`);
  });

  it("is explained with holes, bits and padding in pahole's words, with comments and units", async () => {
    const { out } = await runCli(['explain', SENSOR]);
    expect(out.split('\n').slice(3)).toEqual([
      '     0     1  id                     u8  who sends',
      '     1     3  -                      hole of 3 bytes: position is aligned to 4',
      '     4     4  position               i32 le  [mm] along the track',
      '     8     1  gain                   u3 bits 0..2 (lsb first)  amplifier step',
      '     8     2  channel                u7 bits 3..9 (lsb first)',
      '     9     1  -                      hole of 6 bits: no field',
      '    10     1  state                  u8  enum state',
      '    11     1  -                      hole of 1 byte: temperature is aligned to 4',
      '    12     4  temperature            union  [degC]',
      '    12     4    temperature.celsius  f32 le',
      '    12     4    temperature.raw      u8[4]',
      '    16     6  samples                i16[3] le',
      '    22     2  -                      padding of 2 bytes: the size is a multiple of 4',
      '',
      'size: 24, align: 4, members: 7, holes: 2, sum of holes: 4 bytes, bit holes: 1, sum of bit holes: 6 bits, padding: 2 bytes',
      '',
    ]);
  });

  it('is written as a format where there is one for it', async () => {
    const { out } = await runCli(['explain', `${file('two.h')}#one`]);
    expect(out).toContain("The same on every machine: '<a:i'\n");
  });

  it('follows the platform, -D and --include', async () => {
    expect((await runCli(['explain', SENSOR, '--abi', 'avr', '-D', 'SAMPLES=1'])).out).toContain(
      ': 14 bytes, C on avr',
    );
    expect((await runCli(['explain', file('uses.h'), '-I', file('inc')])).out).toContain(': 12 bytes, C on lp64');
    expect((await runCli(['explain', file('beside.h')])).out).toContain(': 8 bytes, C on lp64');
    writeFileSync(file('open.h'), '#include "none.h"\nstruct open {\n#ifdef CRC\n  int crc;\n#endif\n  char a;\n};\n');
    expect((await runCli(['explain', file('open.h')])).err).toContain('\'CRC\' may be defined by #include "none.h"');
    expect((await runCli(['explain', file('open.h'), '-U', 'CRC'])).out).toContain(': 1 byte, C on lp64');
    const { out } = await runCli(['explain', SENSOR, '--diff-abi', 'avr']);
    expect(out).toContain("'examples/c/sensor.h' on lp64 and avr: 8 of 9 fields differ, and so does the size\n");
  });

  it.each([
    [[`${'two.h'}#two`], ':2:14: unknown type '],
    [['two.h'], 'name one of one, three'],
    [['two.h#won'], "no type is named 'won'; declared are one, three"],
    [['uses.h'], 'uses.h:2:44: '],
    [['missing.h'], 'structwire: cannot read '],
    [['two.h#one', '-D', '1x'], 'Expected NAME or NAME=VALUE.'],
  ])('%j is refused in one message, exit code 2', async ([name = '', ...flags], message) => {
    const outcome = await runCli(['explain', file(name), ...flags]);
    expect(outcome).toMatchObject({ exitCode: 2, out: '' });
    expect(outcome.err).toContain(message);
    expect(outcome.err.match(/structwire: |error: /g)).toHaveLength(1);
  });
});

describe.skipIf(!hasProgram('cc'))('verify-c', () => {
  it('finds that the compiler agrees', async () => {
    expect(await runCli(['verify-c', `${SENSOR}#sensor_t`])).toMatchObject({
      exitCode: 0,
      out: '',
      err: "11 answers of 'cc' about 1 type: all as laid out on lp64\n",
    });
  });

  it('prints every difference', async () => {
    const { exitCode, out, err } = await runCli(['verify-c', `${SENSOR}#sensor_t`, '--abi', 'avr']);
    expect(exitCode).toBe(1);
    expect(out).toContain('sensor_t  sizeof                        18      24\n');
    expect(out).toContain('sensor_t  bits channel                  43..49  67..73\n');
    expect(err).toMatch(/^structwire: 11 answers of 'cc' about 1 type: 10 of them differ from the layout on avr\n$/);
    const json = await runCli(['verify-c', `${SENSOR}#sensor_t`, '--abi', 'avr', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({
      questions: 11,
      differences: expect.arrayContaining([{ type: 'sensor_t', what: 'sizeof', expected: '18', actual: '24' }]),
    });
  });

  it('names what it could not compare, and what the compiler says', async () => {
    const header = 'struct one { int a; };\nstruct two { int b __attribute__((mode(QI))); };\n';
    writeFileSync(file('partly.h'), header);
    const partly = await runCli(['verify-c', file('partly.h')]);
    expect([partly.exitCode, partly.err.includes('not compared: ')]).toEqual([0, true]);
    const broken = await runCli(['verify-c', file('two.h')]);
    expect(broken).toMatchObject({ exitCode: 1, out: '' });
    expect(broken.err).toMatch(/^structwire: 'cc' does not compile it:\n.*mystery_t/s);
    expect(await runCli(['verify-c', SENSOR, '--cc', 'no-such-cc'])).toMatchObject({
      exitCode: 2,
      err: "structwire: there is no compiler 'no-such-cc'\n",
    });
    expect((await runCli(['verify-c', '<I'])).exitCode).toBe(2);
  });
});
