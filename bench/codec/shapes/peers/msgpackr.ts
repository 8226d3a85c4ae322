import { Packr } from 'msgpackr';
import type { Fields, MakeShapedPeer } from './shaped-peer.ts';

/** MessagePack with its record extension: names are sent once. */
export const msgpackr: MakeShapedPeer = ({ values }) => {
  const packr = new Packr({ structures: [] });
  return {
    name: 'msgpackr',
    note: 'own format',
    values,
    decode: (bytes) => packr.unpack(bytes) as Fields, // typed by use
    encode: (value) => packr.pack(value),
  };
};
