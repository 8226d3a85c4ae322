/** What TLS has found out about the other side. */
export interface Security {
  /** `TLSv1.3`. */
  readonly protocol: string;
  readonly cipher: string;
  /** The protocol name that both sides agreed on, when they were offered. */
  readonly alpn: string | undefined;
  /** The other side has shown a certificate that was verified. */
  readonly isAuthorized: boolean;
  /** Subject and SHA-256 fingerprint of that certificate. */
  readonly peer: { readonly subject: string; readonly fingerprint: string } | undefined;
}
