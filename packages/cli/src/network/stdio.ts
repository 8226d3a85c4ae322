import { PassThrough, Readable, Writable } from 'node:stream';
import { DuplexTransport, type Listener, type ListenerSink } from 'structwire/net';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import type { Io } from '../terminal/io.ts';

/** Stdin as the one connection of a listener; what is sent to it goes nowhere. */
export function stdinListener({ stdin }: Io): Listener {
  if (stdin.isTTY) throw new CommandError('- reads records from stdin: pipe them in', EXIT.usage);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  return {
    address: '-',
    port: 0,
    start: (sink: ListenerSink) => {
      // Not at once: the listener is not known yet to whoever takes the connection.
      setImmediate(() => sink.onTransport(new DuplexTransport({ readable: stdin, writable: nowhere }, 'stdin')));
    },
    stop: () => Promise.resolve(),
  };
}

/** Stdout as something to send to; nothing comes from it. */
export function stdoutTransport({ stdout }: Io): DuplexTransport {
  if (stdout.isTTY) throw new CommandError('- writes the bytes of records to stdout, which is a terminal', EXIT.usage);
  const input = new PassThrough();
  const writable = new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      if (stdout.write(chunk) || stdout.destroyed) done();
      else stdout.once('drain', done);
    },
    // Nothing more comes back either; stdout itself is left open, which is not this command's to close.
    final: (done) => {
      input.end();
      done();
    },
  });
  return new DuplexTransport({ readable: Readable.from(input), writable }, 'stdout');
}
