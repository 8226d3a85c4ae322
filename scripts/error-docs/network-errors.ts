import type * as networkErrors from '../../packages/structwire/src/errors/network-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const NETWORK_DOCS: ErrorDocs<typeof networkErrors> = {
  'address-in-use': {
    cause: 'Another process listens on this address already.',
    cure: 'End that process, or choose another port; port 0 takes any free one.',
    example: { address: '127.0.0.1:10000' },
  },
  'connection-refused': {
    cause: 'The machine answered, but nothing listens on this port.',
    cure: 'Start the listener first, and compare host and port.',
    example: { address: '127.0.0.1:10000' },
  },
  'listen-failed': {
    cause: 'The system does not let this program listen on the address; the message says what it gives as the reason.',
    cure: 'Use an address of this machine, and a port from 1024 on unless the program may use lower ones.',
    example: { address: '192.0.2.1:10000', reason: 'this machine has no such address (EADDRNOTAVAIL)' },
  },
  'host-not-found': {
    cause: 'The host is a name, and no address is known for it.',
    cure: 'Check the spelling and the resolver of this machine, or use an address.',
    example: { host: 'sensor.invalid:10000' },
  },
  'connect-timed-out': {
    cause: 'Nothing came back from the address: a firewall drops the packets, or there is no such machine.',
    cure: 'Check the address and the network between; `connectTimeoutMs` sets how long to wait.',
    example: { address: '192.0.2.1:10000', timeoutMs: 10_000 },
  },
  'connect-failed': {
    cause: 'The system could not connect; the message says what it gives as the reason.',
    cure: 'Check the address and the network between.',
    example: { address: '192.0.2.1:10000', reason: 'no route to the network (ENETUNREACH)' },
  },
  'connection-reset': {
    cause: 'The connection broke without an orderly end: the other program crashed, gave it up, or the network failed.',
    cure: 'Look at the other side; records that it had not confirmed may be lost, so send them again if that matters.',
    example: { address: '127.0.0.1:10000', reason: 'reset by the other side (ECONNRESET)' },
  },
  'connection-closed': {
    cause: 'A record was sent after `end()` or `close()`, or on a connection that is gone.',
    cure: 'Send before ending; `closed` tells when and why a connection went away.',
    example: { address: '127.0.0.1:10000' },
  },
  'connection-aborted': {
    cause: 'This program gave the connection up with `abort()`, or a server cut it when the time for closing was over.',
    cure: 'Use `close()` or `end()` where what is under way should still arrive.',
    example: { address: '127.0.0.1:10000' },
  },
  'already-reading': {
    cause: 'Two readers wait for the records of one connection, and each record can go to only one of them.',
    cure: 'Read in one place and hand the records on from there.',
    example: { address: '127.0.0.1:10000' },
  },
  'record-unreadable': {
    cause:
      'The bytes of a record are none of its layout; the ones before it have been delivered, the connection is given up.',
    cure: 'Check that both sides use the same layout and byte order; the cause of the error says what is wrong in the record.',
    example: { record: 17, reason: 'unknown name' },
  },
  'not-bytes': {
    cause:
      'A text message came over a WebSocket, or a stream is in object mode or decodes to strings: records are bytes.',
    cure: 'Let the other side send binary messages; open streams without `encoding` and `objectMode`.',
    example: { address: '127.0.0.1:40000', actual: 'text' },
  },
  'websocket-failed': {
    cause:
      'The handshake of a WebSocket failed: one side does not speak HTTP or WebSocket, or the server refused, or nothing ' +
      'listens there. A browser does not tell which.',
    cure: 'Compare URL, path, subprotocols and origin of both sides; a server says in its own error why it refused.',
    example: { address: 'ws://127.0.0.1:10000/records', reason: 'the server answers HTTP 404 Not Found' },
  },
  'websocket-closed': {
    cause:
      'A WebSocket was closed with a code that says that something is wrong (RFC 6455, 7.4). Codes 1000, 1001 and none are ' +
      'an orderly end; 1006 and 4000 are `connection-reset`.',
    cure: 'The code says whose mistake it is: 1009 is a message longer than `maxRecordSize` of the side that closed.',
    example: {
      address: '127.0.0.1:40000',
      closeCode: 1009,
      reason: 'a message is longer than 1048576 bytes (maxRecordSize)',
      by: 'this side',
    },
  },
  'receive-buffer-full': {
    cause:
      'Records arrive at a web page faster than it takes them. A browser cannot hold a WebSocket back, so the memory of the ' +
      'page would grow.',
    cure: 'Take the records faster, let the server send on request, or raise `maxUnread`.',
    example: { address: 'wss://example.com/records', held: 16_777_300, limit: 16_777_216 },
  },
  'package-missing': {
    cause: 'A transport stands on a package that `structwire` does not install, because most programs do not need it.',
    cure: 'Install the package: `npm install ws`.',
    example: { package: 'ws', purpose: 'WebSocket on Node' },
  },
  'foreign-protocol': {
    cause: 'The first bytes of a connection are a whole HTTP request line, a TLS client hello or an SSH greeting.',
    cure: 'Connect the right program to this port; for records that can begin like that, set `refuseForeign: false`.',
    example: { address: '127.0.0.1:40000', protocol: 'HTTP' },
  },
  'tls-failed': {
    cause: 'The TLS handshake failed: a certificate that is not accepted, or a side that does not speak TLS.',
    cure:
      'The reason says which. Trust the authority of the server with `tls.ca`, connect by the name the certificate is for, ' +
      'or set `tls.servername`.',
    example: { address: '127.0.0.1:10000', reason: 'the certificate has expired (CERT_HAS_EXPIRED)' },
  },
  'record-timed-out': {
    cause:
      'A record has begun to arrive and was not complete in time. A byte now and then does not prolong the deadline.',
    cure: 'Check the peer: it hangs, or its records are longer than this side thinks. `recordTimeoutMs` sets the deadline.',
    example: { address: '127.0.0.1:40000', timeoutMs: 30_000, have: 7 },
  },
  'write-timed-out': {
    cause: 'The peer has stopped reading: what was sent to it does not leave.',
    cure: 'Check the peer. `writeTimeoutMs` sets the deadline.',
    example: { address: '127.0.0.1:40000', timeoutMs: 30_000, queued: 1_048_576 },
  },
  'idle-timed-out': {
    cause: 'Nothing was sent or received on the connection for a long time.',
    cure: 'Let clients connect again when they have something to say, or set `idleTimeoutMs`; `Infinity` waits for ever.',
    example: { address: '127.0.0.1:40000', timeoutMs: 300_000 },
  },
  'memory-budget-exceeded': {
    cause:
      'All connections of the server together hold more memory than it may take, and this one holds most of what only its ' +
      'peer could make less: an unfinished record, or answers that it does not read.',
    cure: 'Raise `memoryBudget`, or lower `maxRecordSize` and `maxQueued`.',
    example: { address: '127.0.0.1:40000', held: 1_048_576, limit: 268_435_456 },
  },
  'bad-option': {
    cause: 'An option has a value that it cannot have.',
    cure: 'The message says what was expected.',
    example: { option: 'maxQueued', expected: 'a number of at least 0, or Infinity', actual: '-1' },
  },
  'stream-needs-size': {
    cause: 'A stream has no ends of records in it, and neither the layout nor a framing says where they are.',
    cure: 'Choose a `framing`, such as a length prefix, for records that end where their input does.',
    example: { size: null },
  },
};
