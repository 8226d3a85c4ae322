import type { AbiName } from '../layout/abi.ts';

/** How a format is to be understood. */
export interface FormatOptions {
  /** The platform whose sizes and alignment native formats (`@` or no prefix) take. Default `lp64`. */
  readonly abi?: AbiName;
}

/** What the types of a format's values depend on, beside the format. */
export interface ValueOptions extends FormatOptions {
  /** Bytes that were read are copies (default), or views of the memory that was read, which may be shared. */
  readonly bytes?: 'copy' | 'view';
}
