import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeStream, type Infer } from 'structwire';
import { afterAll, describe, expect, it } from 'vitest';
import { hasProgram, repositoryFile } from '../test/programs.ts';
import { Bmp } from './bmp.ts';
import { EntityState } from './dis-entity-state.ts';
import { NetFlowV5 } from './netflow-v5.ts';
import { Ntp } from './ntp.ts';
import { captureOf } from './raw-ip-pcap.ts';
import { Ubx } from './ubx.ts';
import { Utmp } from './utmp.ts';
import { Wav } from './wav.ts';

const VECTORS = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as Record<string, string>;
const folder = mkdtempSync(join(tmpdir(), 'structwire-protocols-'));
afterAll(() => rmSync(folder, { recursive: true }));

function vector(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(VECTORS[name] ?? '', 'hex'));
}

function fileWith(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function output(command: string, ...parameters: string[]): string {
  return execFileSync(command, parameters, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TZ: 'UTC' },
  });
}

describe.skipIf(!hasProgram('python3'))('python3', () => {
  it('puts the same bytes together', () => {
    expect(JSON.parse(output('python3', repositoryFile('examples/protocols/make_vectors.py')))).toEqual(VECTORS);
  });

  it('reads a WAVE file of ours', () => {
    const format = {
      format: 'pcm',
      channels: 2,
      samplesPerSecond: 8000,
      bytesPerSecond: 32_000,
      blockAlign: 4,
      bitsPerSample: 16,
      extension: new Uint8Array(0),
    } as const;
    const data = Uint8Array.from({ length: 40 }, (_, i) => i);
    const wav = Wav.encode({
      chunks: [{ body: { tag: 'fmt ', value: format } }, { body: { tag: 'data', value: data } }],
    });
    const program = 'import sys, wave; w = wave.open(sys.argv[1]); print(*w.getparams()[:4], w.readframes(99).hex())';
    expect(output('python3', '-c', program, fileWith('ours.wav', wav)).trim()).toBe(
      `2 2 8000 10 ${Buffer.from(data).toString('hex')}`,
    );
  });
});

describe.skipIf(!hasProgram('file'))('file', () => {
  it('says the same of a bitmap', () => {
    const { fileSize, pixelOffset, header } = Bmp.decode(vector('bmp'));
    const said = output('file', '--brief', fileWith('picture.bmp', Bmp.encode(Bmp.decode(vector('bmp')))));
    expect(said).toContain(`${header.width} x ${header.height} x ${header.bitsPerPixel}`);
    expect(said).toContain(`cbSize ${fileSize}, bits offset ${pixelOffset}`);
  });
});

describe.skipIf(!hasProgram('utmpdump'))('utmpdump', () => {
  it('says the same of login records', () => {
    const records = ['utmp user', 'utmp boot'].map((name) => Utmp.decode(vector(name)));
    const file = fileWith('wtmp', Uint8Array.from(records.flatMap((record) => [...Utmp.encode(record)])));
    const fields = output('utmpdump', file)
      .trim()
      .split('\n')
      .map((line) => Array.from(line.matchAll(/\[([^\]]*)\]/g), ([, field]) => field?.trim()));
    const types = ['userProcess', 'bootTime'] as const;
    expect(fields.map((line) => [Number(line[1]), line[2], line[3], line[4], line[5], line[7]])).toEqual(
      records.map(({ pid, id, user, line, host, time }) => [pid, id, user, line, host, isoTime(time)]),
    );
    expect(records.map(({ type }) => type)).toEqual(types);
  });

  function isoTime({ seconds, microseconds }: { seconds: number; microseconds: number }): string {
    return `${new Date(seconds * 1000).toISOString().slice(0, 19)},${String(microseconds).padStart(6, '0')}+00:00`;
  }
});

describe.skipIf(!hasProgram('tshark'))('tshark', () => {
  function fields(capture: Uint8Array, ...names: string[]): string[] {
    const file = fileWith('capture.pcap', capture);
    const options = names.flatMap((name) => ['-e', name]);
    return output('tshark', '-r', file, '-T', 'fields', '-E', 'occurrence=a', ...options)
      .trimEnd()
      .split('\t');
  }

  it('says the same of NTP', () => {
    const { version, stratum, poll, precision, rootDelay, rootDispersion } = Ntp.decode(vector('ntp server'));
    const names = ['ntp.flags.vn', 'ntp.stratum', 'ntp.ppoll', 'ntp.precision', 'ntp.rootdelay', 'ntp.rootdispersion'];
    const said = fields(captureOf('udp', 123, vector('ntp server')), ...names);
    // It shows the bytes of the last three as unsigned integers.
    expect(said.map(Number)).toEqual([
      version,
      stratum,
      poll,
      precision & 0xff,
      rootDelay * 65_536,
      rootDispersion * 65_536,
    ]);
  });

  it('says the same of NetFlow', () => {
    const { count, flowSequence, flows } = NetFlowV5.decode(vector('netflow v5'));
    const said = fields(
      captureOf('udp', 2055, vector('netflow v5')),
      'cflow.count',
      'cflow.sequence',
      'cflow.srcaddr',
      'cflow.octets',
      'cflow.dstport',
      'cflow.srcas',
    );
    expect(said).toEqual([
      String(count),
      String(flowSequence),
      flows.map(({ sourceAddress }) => sourceAddress).join(','),
      flows.map(({ octets }) => octets).join(','),
      flows.map(({ destinationPort }) => destinationPort).join(','),
      flows.map(({ sourceAs }) => sourceAs).join(','),
    ]);
  });

  it('says the same of Modbus', () => {
    const names = [
      'mbtcp.trans_id',
      'mbtcp.len',
      'mbtcp.unit_id',
      'modbus.func_code',
      'modbus.reference_num',
      'modbus.word_cnt',
    ];
    expect(fields(captureOf('tcp', 502, vector('modbus read request')), ...names)).toEqual([
      '1',
      '6',
      '17',
      '3',
      '107',
      '3',
    ]);
  });

  it('says the same of DIS', () => {
    const { entityId, length, entityType, parameters } = EntityState.decode(vector('dis entity state'));
    const names = [
      'dis.entity_id_site',
      'dis.entity_id_application',
      'dis.entity_id_entity',
      'dis.pdu_length',
      'dis.entityKind',
    ];
    const said = fields(captureOf('udp', 3000, vector('dis entity state')), ...names);
    expect(said.map((field) => Number(field.split(',')[0]))).toEqual([
      entityId.site,
      entityId.application,
      entityId.entity,
      length,
      1,
    ]);
    expect([entityType.kind, parameters.length]).toEqual(['platform', 2]);
  });
});

const corpus = repositoryFile('../shared/corpus/');
const captured = (name: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(join(corpus, name)));
if (!existsSync(corpus)) console.warn('no folder of captures beside the repository: what needs it is skipped');

describe.skipIf(!existsSync(corpus))('real captures', () => {
  it('UBX of a receiver: every message decodes, and encodes to its bytes', async () => {
    const bytes = captured('ubx-NAV.log');
    const messages: Infer<typeof Ubx>[] = [];
    for await (const message of decodeStream(Ubx, [bytes])) messages.push(message);
    expect(messages.length).toBeGreaterThan(10);
    expect(messages.filter(({ message }) => message === 'NAV-PVT').length).toBeGreaterThan(0);
    const again = messages.flatMap((message) => [...Ubx.encode(message)]);
    expect(Buffer.from(again)).toEqual(Buffer.from(bytes));
  });

  it('a DIS entity state', () => {
    const bytes = captured('EntityStatePdu-26.raw');
    const state = EntityState.decode(bytes);
    expect([state.entityId, state.marking.characters]).toEqual([{ site: 42, application: 4, entity: 26 }, '26']);
    expect(EntityState.encode(state)).toEqual(bytes);
  });

  it('NetFlow of an exporter', () => {
    const bytes = captured('netflow5.dat');
    const packets = [];
    for (let at = 0; at < bytes.length; ) {
      const packet = NetFlowV5.decodeFrom(bytes, at);
      packets.push(packet);
      at += 24 + 48 * packet.count;
    }
    expect(packets.flatMap(({ flows }) => flows).length).toBeGreaterThan(2);
    const again = packets.flatMap((packet) => [...NetFlowV5.encode(packet)]);
    expect(Buffer.from(again)).toEqual(Buffer.from(bytes));
  });

  it('NTP packets, behind Ethernet, IPv4 and UDP headers', () => {
    const bytes = captured('NTP_sync.pcap');
    const view = new DataView(bytes.buffer);
    const versions: number[] = [];
    for (let at = 24; at < bytes.length; at += 16 + view.getUint32(at + 8, true)) {
      const frame = bytes.subarray(at + 16, at + 16 + view.getUint32(at + 8, true));
      if (frame[12] !== 8 || frame[23] !== 17) continue; // IPv4, UDP
      const udp = frame.subarray(14 + 4 * ((frame[14] ?? 0) & 15));
      if (udp[1] !== 123 && udp[3] !== 123) continue;
      const payload = udp.slice(8);
      const packet = Ntp.decode(payload);
      versions.push(packet.version);
      expect(Ntp.encode(packet)).toEqual(payload);
    }
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.every((version) => version === 3 || version === 4)).toBe(true);
  });
});
