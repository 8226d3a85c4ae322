import type { AbiName, Codec, Layout } from 'structwire';

/** A record type that a user named on the command line, ready for use. */
export interface ResolvedFormat {
  /** As the user wrote it. */
  readonly text: string;
  /** What the file calls it, where the text does not say. */
  readonly name?: string;
  readonly layout: Layout;
  /** Takes and gives the values of one record; what they are, `layout` says. */
  readonly codec: Codec<unknown, unknown>;
  /** One line about sizes and byte order, for tables: `native sizes (lp64)`. */
  readonly mode: string;
  /** A Python format that means other bytes on another platform. */
  readonly isNative: boolean;
  /** The words for bytes that carry nothing: padding, or as `pahole` says it for C, holes. */
  readonly vocabulary: 'format' | 'c';
}

/** What the options of a command say about its FORMAT. */
export interface FormatOptions {
  /** The platform that native sizes and C declarations take. */
  readonly abi: AbiName;
  /** Macros for C declarations. */
  readonly defines: Readonly<Record<string, string | false>>;
  /** Where headers are looked for. */
  readonly includeFolders: readonly string[];
}

/** One way to say on the command line what the bytes are. */
export interface FormatSource {
  /** Whether a FORMAT is written this way. */
  readonly claims: (text: string) => boolean;
  readonly load: (text: string, options: FormatOptions) => ResolvedFormat | Promise<ResolvedFormat>;
}
