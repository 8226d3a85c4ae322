import type { BytesLike } from '../codec/bytes-like.ts';
import type { ColumnCodec } from './column-codec.ts';
import type { ColumnBatch, ColumnDecoder, ColumnDecoderOptions } from './column-decoder.ts';
import { bytesOf } from './memory.ts';

/** How {@link decodeColumns} makes batches. */
export interface DecodeColumnsStreamOptions<Name> extends ColumnDecoderOptions<Name> {
  /**
   * Wait until a batch is full (default), or give what is there after every chunk, so that a record is never kept waiting
   * for those behind it.
   */
  readonly wait?: boolean;
}

/**
 * Decodes a stream of bytes into batches of columns, without an object for any record. Chunks may end anywhere.
 *
 * The source is asked for more only when the batches so far have been taken.
 *
 * @throws StructwireError `input-too-short` when the stream ends inside a record, and what is wrong in the bytes.
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { columns, decodeColumns } from 'structwire/columns';
 *
 * const ticks = columns(new Struct('<I f'));
 * const chunks = [Uint8Array.of(1, 0, 0, 0, 0, 0), Uint8Array.of(0, 0x3f)];
 * for await (const { count, columns: tick } of decodeColumns(chunks, ticks, { reuse: true })) {
 *   console.log(count, tick['0'], tick['1']); // 1 Uint32Array [ 1 ] Float32Array [ 0.5 ]
 * }
 * ```
 */
export async function* decodeColumns<C, Name extends keyof C & string = keyof C & string>(
  source: AsyncIterable<BytesLike> | Iterable<BytesLike>,
  codec: ColumnCodec<C, unknown>,
  options: DecodeColumnsStreamOptions<Name> = {},
): AsyncGenerator<ColumnBatch<Pick<C, Name>>, void, undefined> {
  const decoder = codec.decoder(options);
  for await (const chunk of source) {
    yield* fullBatches(decoder, bytesOf(chunk, 'source'));
    if (options.wait === false && decoder.count > 0) yield decoder.take();
  }
  if (decoder.count > 0) yield decoder.take();
  decoder.end();
}

function* fullBatches<C>(decoder: ColumnDecoder<C>, chunk: Uint8Array): Generator<ColumnBatch<C>, void, undefined> {
  for (let at = 0; at < chunk.length; ) {
    at = decoder.write(chunk, at);
    if (decoder.isFull) yield decoder.take();
  }
}
