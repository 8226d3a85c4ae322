import type { TLSSocket } from 'node:tls';
import type { Security } from '../connection/security.ts';

/** What a TLS socket knows about the other side. */
export function securityOf(socket: TLSSocket): Security {
  const { subject, fingerprint256 } = socket.getPeerCertificate();
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().name,
    alpn: socket.alpnProtocol || undefined,
    isAuthorized: socket.authorized,
    peer:
      fingerprint256 === undefined
        ? undefined
        : {
            subject: Object.entries(subject)
              .map(([name, value]) => `${name}=${String(value)}`)
              .join(', '),
            fingerprint: fingerprint256,
          },
  };
}
