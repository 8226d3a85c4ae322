import { Parser } from 'binary-parser';
import type { Fields, MakePeer } from './field.ts';

/** The type checker does not see this method of its declaration. */
interface WithUint8 {
  uint8(name: string): Parser;
}

/** Compiles parsers; has no encoder. */
export const binaryParser: MakePeer = (fields) => {
  let parser: Parser = new Parser().endianness('little');
  for (const { name, type } of fields) {
    if (name === null) parser = parser.seek(2);
    else if (type === 'u8') parser = (parser as unknown as WithUint8).uint8(name);
    else if (type === 'u16') parser = parser.uint16(name);
    else if (type === 'u32') parser = parser.uint32(name);
    else if (type === 'u64') parser = parser.uint64(name);
    else if (type === 'f32') parser = parser.floatle(name);
    else parser = parser.buffer(name, { length: 2 });
  }
  return { name: 'binary-parser', note: 'no encoder', decode: (bytes) => parser.parse(bytes) as Fields }; // typed by use
};
