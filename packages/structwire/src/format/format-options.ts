import type { AbiName } from '../layout/abi.ts';

/** How a format is to be understood. */
export interface FormatOptions {
  /** The platform whose sizes and alignment native formats (`@` or no prefix) take. Default `lp64`. */
  readonly abi?: AbiName;
}
