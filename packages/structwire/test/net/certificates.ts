import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key, as PEM text. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** An authority and what it has signed, made for one test run. */
export interface Certificates {
  readonly ca: string;
  /** For `localhost` and 127.0.0.1. */
  readonly server: Identity;
  readonly client: Identity;
  readonly expired: Identity;
  /** For another host. */
  readonly elsewhere: Identity;
  /** Of an authority that nobody knows. */
  readonly stranger: Identity;
}

/** Whether the program that makes them is there; where `CI` is set it has to be. */
export const hasOpenssl: boolean = isThere() || process.env['CI'] !== undefined;

const NEW_KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';

/** Makes fresh certificates with the openssl program; nothing in the repository expires. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'structwire-tls-'));
  const openssl = (args: string): void => void execFileSync('openssl', args.split(' '), { cwd: folder, stdio: 'pipe' });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const authority = (name: string): void =>
    openssl(`req -x509 ${NEW_KEY} -days 2 -keyout ${name}.key -out ${name}.pem -subj /CN=${name}`);
  const signed = (name: string, names: string, ca: string, days: number): Identity => {
    openssl(`req ${NEW_KEY} -keyout ${name}.key -out ${name}.csr -subj /CN=${name}`);
    writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${names}\n`);
    const signer = `-CA ${ca}.pem -CAkey ${ca}.key -CAcreateserial`;
    openssl(`x509 -req -in ${name}.csr ${signer} -out ${name}.pem -extfile ${name}.ext -days ${days}`);
    return { cert: read(`${name}.pem`), key: read(`${name}.key`) };
  };
  try {
    authority('ca');
    authority('unknown');
    const here = 'DNS:localhost,IP:127.0.0.1';
    return {
      ca: read('ca.pem'),
      server: signed('server', here, 'ca', 2),
      client: signed('client', 'DNS:client', 'ca', 2),
      expired: signed('expired', here, 'ca', -1),
      elsewhere: signed('elsewhere', 'DNS:elsewhere.test', 'ca', 2),
      stranger: signed('stranger', here, 'unknown', 2),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isThere(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
