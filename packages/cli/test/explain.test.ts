import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

describe('explain', () => {
  it('shows offset, size, code, type, and the two padding bytes', async () => {
    expect(
      (await runCli(['explain', 'I 2s f'])).out,
    ).toBe(`'I 2s f': 12 bytes, native sizes and alignment (lp64), 2 bytes of padding

offset  size  field  code  type
     0     4  [0]    I     u32 le
     4     2  [1]    2s    bytes
     6     2  -      -     padding: f is aligned to 4
     8     4  [2]    f     f32 le

Without the padding, 10 bytes: '<I2sf' or '=I2sf'
The same bytes on every machine: '<I2s2xf'
`);
  });

  it('tells BHxHH why it is 10 bytes', async () => {
    const { out } = await runCli(['explain', 'BHxHH']);
    expect(out).toContain('10 bytes, native sizes and alignment (lp64), 2 bytes of padding');
    expect(out).toContain('     1     1  -      -     padding: H is aligned to 2\n');
    expect(out).toContain("Without the padding, 8 bytes: '<BHxHH' or '=BHxHH'\n");
  });

  it('follows the platform', async () => {
    expect((await runCli(['explain', 'l', '--abi', 'llp64'])).out).toContain("The same on every machine: '<i'");
    expect((await runCli(['explain', 'bi', '--abi', 'ilp32-be'])).out).toContain("5 bytes: '>bi'\n");
    expect((await runCli(['explain', 'bi', '--abi', 'avr'])).out).toContain("'bi': 3 bytes");
  });

  it('gives no advice where there is none to give', async () => {
    expect((await runCli(['explain', '>I2s'])).out).toBe(`'>I2s': 6 bytes, big-endian, standard sizes, no alignment

offset  size  field  code  type
     0     4  [0]    I     u32 be
     4     2  [1]    2s    bytes
`);
  });

  it('takes bytes apart, and says when they are too few or too many', async () => {
    const { out } = await runCli(['explain', 'I 2s f', '0100000061620000cdcc2c40']);
    expect(out).toContain('00000000  01 00 00 00 61 62 00 00  cd cc 2c 40              |....ab....,@|\n');
    expect(out).toContain('     8     4  [2]    f32 le                      2.700000047683716\n');
    expect((await runCli(['explain', '<HH', '0100'])).out).toContain('4 bytes long, these are 2: 2 bytes missing\n');
    expect((await runCli(['explain', '<H', '010002'])).out).toContain('2 bytes long, these are 3: 1 byte too many\n');
  });

  it('colours the bytes and the line of a field alike on a terminal, and not with NO_COLOR', async () => {
    const coloured = await runCli(['explain', '<BB', '0102'], { isTerminal: true });
    const ofField = coloured.out.split('\u001b[38;5;39m').length - 1;
    expect(ofField).toBe(2);
    expect((await runCli(['explain', '<BB', '0102'], { isTerminal: true, env: { NO_COLOR: '1' } })).out).not.toContain(
      '\u001b',
    );
  });

  it('prints one JSON object with --json', async () => {
    const { out } = await runCli(['explain', 'I 2s f', '0100000061620000cdcc2c40', '--json']);
    expect(out.trimEnd()).not.toContain('\n');
    expect(JSON.parse(out)).toMatchObject({
      size: 12,
      padding: 2,
      rows: [
        { offset: 0, size: 4, field: '[0]', code: 'I', type: 'u32', endian: 'le' },
        { offset: 4, size: 2, field: '[1]', code: '2s', type: 'bytes' },
        { offset: 6, size: 2, padding: 'f is aligned to 4' },
        { offset: 8, size: 4, field: '[2]', code: 'f', type: 'f32', endian: 'le' },
      ],
      packed: ['<I2sf', '=I2sf'],
      explicit: '<I2s2xf',
      values: [
        { field: '[0]', start: 0, end: 4, value: 1 },
        { field: '[1]', start: 4, end: 6, value: 'ab' },
        { field: '[2]', start: 8, end: 12, value: 2.7 },
      ],
    });
  });
});

describe('explain --diff-abi', () => {
  it('says that there is no difference', async () => {
    const { exitCode, out } = await runCli(['explain', '<id:I tag:2s', '--diff-abi', 'avr']);
    expect([exitCode, out.split('\n')[0]]).toEqual([0, "'<id:I tag:2s' on lp64 and avr: the same bytes on both"]);
    expect(out).not.toContain('differs');
  });

  it('gives the difference as one JSON object', async () => {
    const { out } = await runCli(['explain', 'a:b b:h', '--abi', 'i386', '--diff-abi', 'm68k', '--json']);
    expect(JSON.parse(out)).toEqual({
      format: 'a:b b:h',
      size: { i386: 4, m68k: 4 },
      rows: [
        {
          field: 'a',
          differs: false,
          i386: { offset: 0, size: 1, type: 'i8' },
          m68k: { offset: 0, size: 1, type: 'i8' },
        },
        {
          field: 'b',
          differs: true,
          i386: { offset: 2, size: 2, type: 'i16', endian: 'le' },
          m68k: { offset: 2, size: 2, type: 'i16', endian: 'be' },
        },
      ],
    });
  });

  it('refuses a platform that it does not know', async () => {
    expect(await runCli(['explain', 'b', '--diff-abi', 'vax'])).toMatchObject({ exitCode: 2, out: '' });
  });
});

describe('help', () => {
  it('starts with examples, for the whole and for every command', async () => {
    for (const args of [['--help'], ['pack', '--help'], ['unpack', '--help'], ['explain', '--help']]) {
      const { exitCode, out } = await runCli(args);
      expect([args, exitCode, out.split('\n')[0]]).toEqual([args, 0, 'Examples:']);
    }
  });

  it('is what a command line without a command gets, as a usage error on stderr', async () => {
    expect(await runCli([])).toMatchObject({ exitCode: 2, out: '' });
    expect(await runCli(['lisen'])).toMatchObject({ exitCode: 2, out: '' });
    expect(await runCli(['pack', 'i', '1', '--hx'])).toMatchObject({ exitCode: 2, out: '' });
  });
});
