import type { EquivalentFormats, LayoutDescription, Span } from 'structwire/describe';
import type { ResolvedFormat } from '../formats/format-source.ts';

/** All that `explain` shows. */
export interface Explanation {
  readonly format: ResolvedFormat;
  readonly description: LayoutDescription;
  /** For native formats: what to write instead. */
  readonly equivalents: EquivalentFormats | null;
  /** The bytes to take apart, when there are some. */
  readonly record: { readonly bytes: Uint8Array; readonly spans: readonly Span[] } | null;
}

/** The ways to write a native format without its padding; `=` is one of them where the platform is little-endian. */
export function packedForms({ packed }: EquivalentFormats): string[] {
  return packed.startsWith('<') ? [packed, `=${packed.slice(1)}`] : [packed];
}
