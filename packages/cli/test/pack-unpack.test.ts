import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'structwire-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** FORMAT, VALUES, hex of python3 `struct.pack`, `repr` of python3 `struct.unpack`, and the JSON of it. */
const RECORDS: readonly [string, string[], string, string, string][] = [
  [
    'I 2s f',
    ['1', 'ab', '2.7'],
    '0100000061620000cdcc2c40',
    "(1, b'ab', 2.700000047683716)",
    '{"values":[1,"ab",2.7]}',
  ],
  ['<H', ['0x1f'], '1f00', '(31,)', '{"values":[31]}'],
  ['>h', ['-2'], 'fffe', '(-2,)', '{"values":[-2]}'],
  [
    '<Q',
    ['18446744073709551615'],
    'ffffffffffffffff',
    '(18446744073709551615,)',
    '{"values":["18446744073709551615"]}',
  ],
  ['<q', ['-1'], 'ffffffffffffffff', '(-1,)', '{"values":["-1"]}'],
  ['<d', ['1e16'], '0080e03779c34143', '(1e+16,)', '{"values":[10000000000000000]}'],
  ['<d', ['0.00001'], 'f168e388b5f8e43e', '(1e-05,)', '{"values":[0.00001]}'],
  ['<d', ['-0.0'], '0000000000000080', '(-0.0,)', '{"values":[-0.0]}'],
  ['<f', ['nan'], '0000c07f', '(nan,)', '{"values":["NaN"]}'],
  ['<f', ['inf'], '0000807f', '(inf,)', '{"values":["Infinity"]}'],
  ['<e', ['0.1'], '662e', '(0.0999755859375,)', '{"values":[0.1]}'],
  ['<2?', ['true', '0'], '0100', '(True, False)', '{"values":[true,false]}'],
  ['<3B', ['1', '0b10', '0o3'], '010203', '(1, 2, 3)', '{"values":[1,2,3]}'],
  ['c', ['a'], '61', "(b'a',)", '{"values":["a"]}'],
  ['4s', ['ab'], '61620000', "(b'ab\\x00\\x00',)", '{"values":["ab"]}'],
  ['4s', ['0x00ff0a27'], '00ff0a27', '(b"\\x00\\xff\\n\'",)', '{"values":["0x00ff0a27"]}'],
  ['4s', ["b'\\x01\\\\z\\t'"], '015c7a09', "(b'\\x01\\\\z\\t',)", '{"values":["0x015c7a09"]}'],
  ['5p', ['ab'], '0261620000', "(b'ab',)", '{"values":["ab"]}'],
  ['<2s', ['é'], 'c3a9', "(b'\\xc3\\xa9',)", '{"values":["é"]}'],
  ['2x', [], '0000', '()', '{"values":[]}'],
];

describe.each(RECORDS)('the format %j', (format, values, hex, repr, json) => {
  it('packs, unpacks as Python shows it, and its JSON packs to the same bytes', async () => {
    expect(await runCli(['pack', format, '--hex', '--', ...values])).toMatchObject({ exitCode: 0, out: `${hex}\n` });
    expect(await runCli(['unpack', format, hex])).toMatchObject({ exitCode: 0, out: `${repr}\n` });
    expect(await runCli(['unpack', format, hex, '--json'])).toMatchObject({ exitCode: 0, out: `${json}\n` });
    if (values.length === 0) return;
    const again = await runCli(['pack', format, '--hex'], { stdin: `${json}\n` });
    expect(again).toMatchObject({ exitCode: 0, out: `${hex}\n`, err: '' });
  });
});

describe('pack', () => {
  it('writes raw bytes to a pipe and hex to a terminal', async () => {
    const args = ['pack', '<I', '7'];
    expect((await runCli(args)).bytes).toEqual(Buffer.from([7, 0, 0, 0]));
    expect((await runCli(args, { isTerminal: true })).out).toBe('07000000\n');
    expect((await runCli([...args, '--force'], { isTerminal: true })).bytes).toEqual(Buffer.from([7, 0, 0, 0]));
  });

  it('packs every line of JSON on stdin', async () => {
    const stdin = '[1,"ab"]\n\n{"values":["0x2",[99,100]]}\n';
    expect((await runCli(['pack', '<H2s', '--hex'], { stdin })).out).toBe('01006162\n02006364\n');
  });

  it.each([
    [['<H', '70000'], 1, "structwire: 'H' format requires 0 <= number <= 65535, got 70000 [at [0], offset 0]\n"],
    [['<2s', 'abc'], 1, "structwire: 's' holds at most 2 bytes"],
    [['<2s', '0x616263'], 1, 'structwire: value 1: 0x616263 is 3 bytes long, the field holds 2\n'],
    [['<?', 'no'], 1, "structwire: value 1: expected true or false, got 'no'\n"],
    [['<H', '1.5'], 1, 'structwire: required argument is not an integer'],
    [['<HH', '1'], 1, 'structwire: pack expected 2 items for packing (got 1)\n'],
    [['<H'], 1, 'structwire: pack expected 1 items for packing (got 0)\n'],
    [['<HH', '{"x":1}'], 1, 'structwire: the record: expected an array of 2 values, or {"values": [...]}\n'],
    [['<HH', '[1,'], 1, 'structwire: the record: expected JSON: '],
  ])('refuses %j with one message', async (args, exitCode, message) => {
    const outcome = await runCli(['pack', ...args]);
    expect(outcome).toMatchObject({ exitCode, out: '' });
    expect(outcome.err.slice(0, message.length)).toBe(message);
    expect(outcome.err.indexOf('\n')).toBe(outcome.err.length - 1);
  });

  it('says which line of stdin is wrong, after the good ones', async () => {
    const outcome = await runCli(['pack', '<B', '--hex'], { stdin: '[1]\nx\n' });
    expect(outcome).toMatchObject({ exitCode: 1, out: '01\n' });
    expect(outcome.err).toMatch(/^structwire: stdin line 2: expected JSON: .*\n$/);
    const [tooLarge, missing] = await Promise.all(
      ['[1]\n\n[256]\n', '[1]\n\n[]\n'].map((stdin) => runCli(['pack', '<B', '--hex'], { stdin })),
    );
    expect([tooLarge?.exitCode, tooLarge?.out]).toEqual([1, '01\n']);
    expect(tooLarge?.err).toMatch(/^structwire: stdin line 3: .*255.*256/);
    expect(missing?.err).toMatch(/^structwire: stdin line 3: /);
  });
});

describe('a bad format', () => {
  it.each([
    ['I 2z', "structwire: bad char in struct format: 'z' [at index 3]\n  I 2z\n     ^\n"],
    ['<i\t3 i', 'no space between a count and its code) [at index 4]\n  <i 3 i\n      ^\n'],
    ['3', '  3\n  ^\n'],
    [`${'i'.repeat(200)}k`, `\n  ${'i'.repeat(38)}k\n  ${' '.repeat(38)}^\n`],
  ])('%j is one error with a caret, exit code 2, in every command', async (format, text) => {
    for (const args of [
      ['pack', format, '1'],
      ['unpack', format, '00'],
      ['explain', format],
    ]) {
      const outcome = await runCli(args);
      expect(outcome).toMatchObject({ exitCode: 2, out: '' });
      expect(outcome.err.slice(-text.length)).toBe(text);
    }
  });

  it('an unknown platform is a usage error', async () => {
    const outcome = await runCli(['pack', 'i', '1', '--abi', 'vax']);
    expect(outcome).toMatchObject({ exitCode: 2, out: '' });
    expect(outcome.err).toMatch(/^structwire: unknown ABI 'vax', expected one of lp64, .*\n$/);
  });
});

describe('unpack', () => {
  const TWO = Buffer.from('01000200', 'hex');

  it('reads hex as people paste it', async () => {
    for (const hex of ['01000200', '01 00 02 00', '0x01000200', "b'01000200'", '01:00:02:00']) {
      expect((await runCli(['unpack', '<H', hex])).out).toBe('(1,)\n(2,)\n');
    }
  });

  it('reads a file and stdin, raw or as hex', async () => {
    const file = join(folder, 'records.bin');
    writeFileSync(file, TWO);
    expect((await runCli(['unpack', '<H', file])).out).toBe('(1,)\n(2,)\n');
    expect((await runCli(['unpack', '<H'], { stdin: TWO })).out).toBe('(1,)\n(2,)\n');
    expect((await runCli(['unpack', '<H', '-', '--hex'], { stdin: '0100\n0200\n' })).out).toBe('(1,)\n(2,)\n');
  });

  it('prints whole records, then says what is missing', async () => {
    const outcome = await runCli(['unpack', '<H', '010002']);
    expect(outcome).toMatchObject({ exitCode: 1, out: '(1,)\n' });
    expect(outcome.err).toBe('structwire: the record needs 2 bytes here, 1 are left [at offset 2]\n');
  });

  it('sees that raw input is hex text', async () => {
    const outcome = await runCli(['unpack', 'I 2s f'], { stdin: '0100000061620000cdcc2c40\n' });
    expect(outcome.err).toContain('the input looks like hex digits, which --hex reads');
  });

  it('does not wait for a terminal, and names a file that is not there', async () => {
    expect(await runCli(['unpack', '<H'])).toMatchObject({ exitCode: 2 });
    expect(await runCli(['unpack', '<H', 'no/such/file'])).toMatchObject({
      exitCode: 2,
      err: "structwire: 'no/such/file' is neither hex digits nor a file\n",
    });
  });
});
