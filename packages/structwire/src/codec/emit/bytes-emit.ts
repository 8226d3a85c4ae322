import type { BytesLayout, PaddingLayout, PascalLayout } from '../../layout/layout.ts';
import type { Emit, Writer } from './emitter.ts';
import type { Place } from './place.ts';

/** Fields up to this many bytes are held byte by byte in local variables and stored one by one. */
const MOST_BYTES_IN_LOCALS = 8;

/** Raw bytes of a fixed length. */
export const bytesEmit: Emit<BytesLayout> = {
  decode: ({ size }, place, { source, isLending }) => {
    if (isLending) return `${source.helper('lend')}(bytes, ${place.text()}, ${size})`;
    if (size > MOST_BYTES_IN_LOCALS) return `${source.helper('copyOf')}(bytes, ${place.text()}, ${size})`;
    const copy = source.local(`new Uint8Array(${size})`);
    for (let i = 0; i < size; i++) source.line(`${copy}[${i}] = bytes[${place.text(i)}];`);
    return copy;
  },

  encode: (layout, value, place, writer) => {
    const x = writer.source.local(value);
    if (layout.size <= MOST_BYTES_IN_LOCALS) return encodeByLocals(layout, x, place, writer);
    const { source } = writer;
    const isExact = layout.fit === 'exact';
    writer.refuseIf(`!${source.helper('putBytes')}(bytes, ${place.text()}, ${layout.size}, ${x}, ${isExact})`);
  },

  locals: ({ size }) => (size <= MOST_BYTES_IN_LOCALS ? size : Infinity),
};

/** Python's `p`: a length byte, then the bytes. */
export const pascalEmit: Emit<PascalLayout> = {
  decode: ({ size }, place, { source, isLending }) => {
    if (size === 0) return 'new Uint8Array(0)';
    const length = source.local(`Math.min(bytes[${place.text()}], ${size - 1})`);
    return `${source.helper(isLending ? 'lend' : 'copyOf')}(bytes, ${place.text(1)}, ${length})`;
  },

  encode: ({ size }, value, place, { source, refuseIf }) => {
    refuseIf(`!${source.helper('putPascal')}(bytes, ${place.text()}, ${size}, ${value})`);
  },

  locals: () => Infinity,
};

/** Bytes that carry nothing: zeros when written. */
export const paddingEmit: Emit<PaddingLayout> = {
  decode: () => 'undefined',
  encode: ({ size }, _value, place, writer) => emitZeros(place, size, writer),
  locals: () => 0,
};

/** Zeros over bytes that nothing else writes. */
export function emitZeros(place: Place, size: number, writer: Writer): void {
  if (size === 0 || writer.isZeroed) return;
  writer.store((_access, source) => {
    if (size > MOST_BYTES_IN_LOCALS) source.line(`bytes.fill(0, ${place.text()}, ${place.text(size)});`);
    else for (let i = 0; i < size; i++) source.line(`bytes[${place.text(i)}] = 0;`);
  });
}

function encodeByLocals({ size, fit }: BytesLayout, value: string, place: Place, writer: Writer): void {
  const { source, refuseIf, store } = writer;
  const text = `${source.helper('shortText')}(${value}, ${size})`;
  const x = source.local(`${value} instanceof Uint8Array ? ${value} : ${text}`);
  refuseIf(fit === 'exact' ? `${x} === undefined || ${x}.length !== ${size}` : `${x} === undefined`);
  const length = fit === 'pad' && size > 0 ? source.local(`${x}.length`) : '';
  const bytes = Array.from({ length: size }, (_, i) =>
    source.local(fit === 'exact' ? `${x}[${i}]` : `${length} > ${i} ? ${x}[${i}] : 0`),
  );
  store((_access, to) => {
    bytes.forEach((byte, i) => {
      to.line(`bytes[${place.text(i)}] = ${byte};`);
    });
  });
}
