import type { SecureContextOptions, SecureVersion, ConnectionOptions as TlsConnectOptions, TlsOptions } from 'node:tls';
import { checkServerIdentity, createSecureContext } from 'node:tls';
import { badOption } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/** A certificate, a key or a list of authorities: PEM text or bytes. */
export type Pem = string | Uint8Array;

/** How a server proves who it is, and whether clients have to. */
export interface ListenTls {
  readonly cert: Pem;
  readonly key: Pem;
  /** Of the key, when it is encrypted. */
  readonly passphrase?: string;
  /** The authorities that client certificates must come from: with it, clients without one are refused (mutual TLS). */
  readonly clientCa?: Pem;
  /** Protocol names in order of preference (ALPN); a client that offers none of them is refused. */
  readonly alpn?: readonly string[];
  /** Default TLSv1.2. */
  readonly minVersion?: SecureVersion;
}

/** How a client checks who the server is, and proves who it is itself. */
export interface ConnectTls {
  /** The authorities to trust instead of those that come with Node. */
  readonly ca?: Pem;
  /** The client's own certificate and key, for mutual TLS. */
  readonly cert?: Pem;
  readonly key?: Pem;
  readonly passphrase?: string;
  /** The name the certificate must be for. Default: the host. */
  readonly servername?: string;
  readonly alpn?: readonly string[];
  readonly minVersion?: SecureVersion;
  /** `false` accepts every certificate: the connection is then open to anyone in between. Default true. */
  readonly rejectUnauthorized?: boolean;
}

/** @throws StructwireError `bad-option` for a certificate or a key that is none, or that do not belong together. */
export function serverTlsOptions(tls: ListenTls, handshakeTimeoutMs: number): TlsOptions {
  const { cert, key, passphrase, clientCa, alpn, minVersion = 'TLSv1.2' } = tls;
  return checked({
    cert: pem(cert),
    key: pem(key),
    minVersion,
    // The timer of Node takes no Infinity.
    handshakeTimeout: Math.min(handshakeTimeoutMs, 2 ** 31 - 1),
    ...(passphrase !== undefined && { passphrase }),
    ...(clientCa !== undefined && { ca: pem(clientCa), requestCert: true, rejectUnauthorized: true }),
    ...(alpn !== undefined && { ALPNProtocols: [...alpn] }),
  });
}

/** @throws StructwireError `bad-option`, as above. */
export function clientTlsOptions(tls: ConnectTls, host: string): TlsConnectOptions {
  const { ca, cert, key, passphrase, alpn, minVersion = 'TLSv1.2', rejectUnauthorized = true } = tls;
  const servername = tls.servername ?? host;
  return checked({
    minVersion,
    rejectUnauthorized,
    // An address may not stand in the name extension; the certificate is checked against it all the same.
    servername: isName(servername) ? servername : '',
    checkServerIdentity: (_name, certificate) => checkServerIdentity(servername, certificate),
    ...(ca !== undefined && { ca: pem(ca) }),
    ...(cert !== undefined && { cert: pem(cert) }),
    ...(key !== undefined && { key: pem(key) }),
    ...(passphrase !== undefined && { passphrase }),
    ...(alpn !== undefined && { ALPNProtocols: [...alpn] }),
  });
}

function checked<Options extends SecureContextOptions>(options: Options): Options {
  try {
    createSecureContext(options);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^error:.*::/, '') : String(cause);
    const expected = 'certificates, and keys that belong to them, as PEM';
    throw failure(badOption, { option: 'tls', expected, actual: `others: ${reason}` }, {}, { cause });
  }
  return options;
}

function pem(value: Pem): string | Buffer {
  return typeof value === 'string' ? value : Buffer.from(value);
}

function isName(host: string): boolean {
  return host !== '' && !/^[\d.]+$/.test(host) && !host.includes(':');
}
