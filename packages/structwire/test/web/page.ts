import { codec, f32, record, Struct, text, u8, u32 } from '../../src/index.ts';
import { connect, fromStreams, type StreamPair } from '../../src/web/index.ts';

/** Not every browser has it. */
type StreamConstructor = new (url: string) => { readonly opened: Promise<StreamPair> };

/** What a page finds out about the library, and says on its console. */
export interface PageReport {
  readonly canCompile: boolean;
  readonly packed: string;
  readonly unpacked: unknown;
  readonly echoed: number;
  readonly isInOrder: boolean;
  readonly wasHeldBack: boolean;
  readonly sent: number;
  readonly received: number;
  readonly end: string;
  readonly refused: string;
  /** Records that came back over streams. */
  readonly streamed: number;
}

const Reading = codec(record({ id: u32, value: f32, name: text(u8) }));
const COUNT = 20_000;

void run().then(
  (report) => console.log(JSON.stringify(report)),
  (error: unknown) => console.log(JSON.stringify({ error: String(error) })),
);

async function run(): Promise<PageReport> {
  const { host } = (globalThis as unknown as { location: { host: string } }).location; // of a page
  const packer = new Struct('I 2s f');
  const packed = packer.pack(1, 'ab', 2.7);
  const [id, tag, value] = packer.unpack(packed);
  const connection = await connect({ url: `ws://${host}/records`, codec: Reading, maxQueued: 10_000 });
  const received: number[] = [];
  const reading = connection.onRecords((echo) => received.push(echo.id));
  let wasHeldBack = false;
  for (let number = 0; number < COUNT; number++) {
    const sent = connection.send({ id: number, value: number / 2, name: `reading ${number}` });
    wasHeldBack ||= connection.isCongested;
    await sent;
  }
  await connection.flush();
  while (received.length < COUNT) await new Promise((resolve) => setTimeout(resolve, 5));
  await connection.close();
  await reading.catch(() => {});
  const { recordsSent, recordsReceived } = connection.stats;
  const refused = await connect({ url: `ws://${host}/nothing`, codec: Reading }).then(
    () => 'connected',
    ({ code }: { code: string }) => code,
  );
  const streamed = await stream(`ws://${host}/records`);
  return {
    streamed,
    canCompile: canCompile(),
    packed: Array.from(packed, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    unpacked: [id, Array.from(tag), value],
    echoed: received.length,
    isInOrder: received.every((number, index) => number === index),
    wasHeldBack,
    sent: recordsSent,
    received: recordsReceived,
    end: String((await connection.closed).error),
    refused,
  };
}

/** The WebSocket whose reading can be held back. */
async function stream(url: string): Promise<number> {
  const { WebSocketStream } = globalThis as unknown as { readonly WebSocketStream: StreamConstructor }; // see there
  const streams = await new WebSocketStream(url).opened;
  const connection = fromStreams(streams, { codec: Reading, maxPending: 1_000 });
  const records = Array.from({ length: 2_000 }, (_, id) => ({ id, value: 0, name: '' }));
  const sending = connection.sendMany(records);
  let next = 0;
  for await (const { id } of connection) {
    if (id !== next++) throw new Error(`${id} came instead of ${next - 1}`);
    if (next === records.length) break;
  }
  await sending;
  await connection.close({ graceMs: 100 });
  return next;
}

function canCompile(): boolean {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- whether it is refused is the question
    new Function('');
    return true;
  } catch {
    return false;
  }
}
