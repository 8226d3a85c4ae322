import { parseFraming } from 'structwire/framing';
import {
  Connection,
  type ConnectionOptions,
  type ConnectTarget,
  connect,
  type ListenTarget,
  listen,
  memoryPair,
  nodeScheduler,
  planConnection,
  type Server,
} from 'structwire/net';
import { Ledger } from './ledger.ts';
import { FixedRecord, type SoakRecord, VariableRecord } from './soak-record.ts';

type Options = ConnectionOptions<SoakRecord, SoakRecord>;
export type SoakConnection = Connection<SoakRecord, SoakRecord>;

/** One way to carry records: a transport, a framing, a kind of record. */
export interface SoakLine {
  readonly transport: string;
  readonly frame: string;
  readonly isFixed: boolean;
  readonly agree?: boolean;
  readonly listen?: ListenTarget;
  readonly connect?: ConnectTarget;
}

const LIMITS = {
  maxPending: 65_536,
  maxQueued: 65_536,
  recordTimeoutMs: 500,
  idleTimeoutMs: 3_000,
  writeTimeoutMs: 2_000,
  handshakeTimeoutMs: 1_000,
  graceMs: 20_000,
  maxRecordSize: 4_096,
};

/** A server that sends every record back, and what it has seen. */
export class SoakServer {
  readonly line: SoakLine;
  readonly ledger: Ledger;
  readonly options: Options;
  readonly server: Server<SoakRecord, SoakRecord> | undefined;
  /** Records of nobody, on connections where nobody was expected. */
  noise = 0;
  errors = 0;
  readonly #inMemory = new Set<Promise<void>>();

  private constructor(line: SoakLine, options: Options, server: Server<SoakRecord, SoakRecord> | undefined) {
    this.line = line;
    this.ledger = new Ledger(line.isFixed);
    this.options = options;
    this.server = server;
  }

  static async open(line: SoakLine): Promise<SoakServer> {
    const { frame, isFixed, agree = false } = line;
    const codec = (isFixed ? FixedRecord : VariableRecord) as Options['codec']; // both are of the same fields
    const framing = frame === 'none' ? {} : { framing: parseFraming(frame) };
    const options: Options = { codec, agree, ...framing, ...LIMITS };
    if (line.listen === undefined) return new SoakServer(line, options, undefined);
    let opened: SoakServer | undefined;
    const onError = (): void => {
      if (opened !== undefined) opened.errors++;
    };
    const server = await listen<SoakRecord, SoakRecord>({ ...line.listen, ...options, onError }, (connection) =>
      opened?.serve(connection),
    );
    opened = new SoakServer(line, options, server);
    return opened;
  }

  /** A client of this server. */
  async connect(): Promise<SoakConnection> {
    if (this.server !== undefined) {
      const { port } = this.server;
      const target = this.line.transport === 'ws' ? { url: `ws://127.0.0.1:${port}` } : { port, ...this.line.connect };
      return connect({ ...target, ...this.options });
    }
    const plan = planConnection(this.options);
    const [near, far] = memoryPair({ split: (available) => Math.ceil(available / 2) });
    const served = this.serve(new Connection(far, nodeScheduler, plan)).catch(() => {}); // the other side says it
    this.#inMemory.add(served);
    void served.then(() => this.#inMemory.delete(served));
    return new Connection(near, nodeScheduler, plan);
  }

  async serve(connection: SoakConnection): Promise<void> {
    let isKnown = false;
    for await (const batch of connection.batches()) {
      for (const found of batch) {
        if (this.ledger.take(found)) isKnown = true;
        else if (isKnown) this.ledger.invented++;
        else this.noise++;
      }
      await connection.sendMany(batch);
    }
    if (this.server === undefined) await connection.close();
  }

  async close(): Promise<void> {
    await Promise.all(this.#inMemory);
    await this.server?.close();
  }
}
