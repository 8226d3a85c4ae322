import { describe, expect, it } from 'vitest';
import { runCli, startListener } from './run-cli.ts';

const NOTATION = '<id:I tag:2s temps:3h value:f';
const HEX = '070000006f6b0100020003000000ac41'; // python3: struct.pack('<I2s3hf', 7, b'ok', 1, 2, 3, 21.5)
const JSON_TEXT = '{"id":7,"tag":"ok","temps":[1,2,3],"value":21.5}';

describe('field notation', () => {
  it('packs by position, with a list as JSON or with commas, and from one JSON object', async () => {
    const forms = [['7', 'ok', '1,2,3', '21.5'], ['7', 'ok', '[1, 2, 3]', '21.5'], [JSON_TEXT]];
    for (const values of forms) {
      expect((await runCli(['pack', NOTATION, '--hex', ...values])).out).toBe(`${HEX}\n`);
    }
    expect((await runCli(['pack', NOTATION, '--hex'], { stdin: `${JSON_TEXT}\n` })).out).toBe(`${HEX}\n`);
  });

  it('packs from a JSON array, without names', async () => {
    const list = '[7, "ok", [1, 2, 3], 21.5]';
    expect((await runCli(['pack', NOTATION, '--hex', list])).out).toBe(`${HEX}\n`);
    expect((await runCli(['pack', NOTATION, '--hex'], { stdin: `${list}\n` })).out).toBe(`${HEX}\n`);
    expect((await runCli(['pack', '<temps:2h', '--hex', '[1, 2]'])).out).toBe('01000200\n'); // the value of the only field
    const short = await runCli(['pack', NOTATION, '[7, "ok"]']);
    expect(short.err).toContain('expected 4 values (id, tag, temps, value), got 2');
    expect(short.exitCode).toBe(1);
  });

  it('unpacks to named values', async () => {
    const { out } = await runCli(['unpack', NOTATION, HEX]);
    expect(out).toBe("{'id': 7, 'tag': b'ok', 'temps': [1, 2, 3], 'value': 21.5}\n");
    expect((await runCli(['unpack', NOTATION, HEX, '--json'])).out).toBe(`${JSON_TEXT}\n`);
  });

  it('is sent and received', async () => {
    const listener = await startListener(NOTATION, ['--count', '1']);
    const sender = await runCli(['send', NOTATION, '7', 'ok', '1,2,3', '21.5', '--port', listener.port]);
    expect(sender.out).toBe(`values = {'id': 7, 'tag': b'ok', 'temps': [1, 2, 3], 'value': 21.5}\nsending b'${HEX}'\n`);
    const { out } = await listener.done;
    expect(out).toBe(`received b'${HEX}'\nunpacked: {'id': 7, 'tag': b'ok', 'temps': [1, 2, 3], 'value': 21.5}\n`);
  });

  it('is explained by its names, and gets its padding written out', async () => {
    expect(
      (await runCli(['explain', 'flag:? count:l'])).out,
    ).toBe(`'flag:? count:l': 16 bytes, native sizes and alignment (lp64), 7 bytes of padding

offset  size  field  type
     0     1  flag   bool
     1     7  -      padding: count is aligned to 8
     8     8  count  i64 le

Without the padding, 9 bytes: '<flag:? count:q' or '=flag:? count:q'
The same bytes on every machine: '<flag:? 7x count:q'
`);
  });

  it.each([
    ['<id:I tag:2z', 2, "bad char in struct format: 'z' [at index 11]\n  <id:I tag:2z\n             ^\n"],
    ['<id:I id:H', 2, "duplicate field name 'id', first at index 1 [at index 6]\n  <id:I id:H\n        ^\n"],
    ['<id:I 1a:H', 2, '\n        ^\n'],
  ])('says where %j is wrong', async (notation, exitCode, text) => {
    const outcome = await runCli(['explain', notation]);
    expect([outcome.exitCode, outcome.err.slice(-text.length)]).toEqual([exitCode, text]);
  });

  it.each([
    [['{"id":1,"tg":"x"}'], "structwire: the record: there is no field 'tg'; the fields are id, tag\n"],
    [['{"id":1}'], "structwire: the value has no field 'tag' [at tag, offset 4]\n"],
    [['1'], 'structwire: expected 2 values (id, tag), or one JSON object; got 1\n'],
    [
      ['70000000000', 'ab'],
      "structwire: 'I' format requires 0 <= number <= 4294967295, got 70000000000 [at id, offset 0]\n",
    ],
  ])('refuses the values %j with one message', async (values, message) => {
    expect(await runCli(['pack', '<id:I tag:2s', ...values])).toMatchObject({ exitCode: 1, out: '', err: message });
  });
});
