import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { type AnyType, codec, isStructwireError } from 'structwire';
import { describe, expect, it } from 'vitest';
import { Random, runSeed } from '../../packages/structwire/test/random.ts';
import { Bmp } from './bmp.ts';
import { EntityState } from './dis-entity-state.ts';
import { ItchEntry, ItchMessage } from './itch-5.0.ts';
import { MavlinkFrame } from './mavlink-2.ts';
import { ModbusRequest, ModbusResponse } from './modbus-tcp.ts';
import { NetFlowV5 } from './netflow-v5.ts';
import { Ntp } from './ntp.ts';
import { Packet } from './racing-telemetry.ts';
import { Pcap } from './raw-ip-pcap.ts';
import { Ubx } from './ubx.ts';
import { Utmp } from './utmp.ts';
import { Wav } from './wav.ts';

const SEED = runSeed();
const RUNS = Number(process.env['STRUCTWIRE_RUNS'] ?? 300);

const TYPES: Readonly<Record<string, AnyType>> = {
  Bmp,
  EntityState,
  ItchEntry,
  ItchMessage,
  MavlinkFrame,
  ModbusRequest,
  ModbusResponse,
  NetFlowV5,
  Ntp,
  Packet,
  Pcap,
  Ubx,
  Utmp,
  Wav,
};

const VECTORS = Object.values(
  JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as Record<string, string>,
).map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));

/** Bytes that counts and lengths lie with. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff];

/** A record of some protocol with some bytes changed, cut off or added; or no record at all. */
function hostileBytes(random: Random): Uint8Array {
  if (random.chance(0.25)) return random.bytes(random.whole(0, 300));
  const record = random.one(VECTORS);
  const bytes = new Uint8Array(Math.max(record.length + random.whole(-2, 2), 0));
  bytes.set(record.subarray(0, bytes.length));
  for (let changes = random.whole(0, 5); changes > 0 && bytes.length > 0; changes--) {
    bytes[random.whole(0, bytes.length - 1)] = random.one([...EXTREMES, random.whole(0, 255)]);
  }
  return bytes;
}

describe(`bytes of any other protocol, and damaged ones (STRUCTWIRE_SEED=${SEED})`, () => {
  it.each(Object.entries(TYPES))(
    'are a value of %s or an error that says where, interpreted or compiled',
    (_, type) => {
      const random = new Random(SEED);
      const interpreted = codec(type, { codegen: 'never' });
      const compiled = codec(type, { codegen: 'eager' });
      for (let run = 0; run < RUNS; run++) {
        const bytes = hostileBytes(random);
        const expected = outcomeOf(() => interpreted.decode(bytes));
        const outcome = outcomeOf(() => compiled.decode(bytes));
        if (!isDeepStrictEqual(outcome, expected))
          expect(outcome, Buffer.from(bytes).toString('hex')).toEqual(expected);
      }
    },
  );
});

type Outcome = { readonly value: unknown } | { readonly code: string; readonly path: unknown; readonly offset: number };

function outcomeOf(decode: () => unknown): Outcome {
  try {
    return { value: decode() };
  } catch (error) {
    if (!isStructwireError(error) || error.offset === undefined) throw error;
    return { code: error.code, path: error.path, offset: error.offset };
  }
}
