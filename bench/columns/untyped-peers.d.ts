declare module 'python-struct' {
  const pythonStruct: { unpack(format: string, data: Uint8Array): unknown[] };
  export = pythonStruct;
}

declare module 'binary-parser' {
  export class Parser {
    endianness(order: 'little' | 'big'): this;
    uint16(name: string): this;
    uint32(name: string): this;
    uint64(name: string): this;
    floatle(name: string): this;
    buffer(name: string, options: { length: number }): this;
    seek(byteLength: number): this;
    array(name: string, options: { type: Parser; readUntil: 'eof' }): this;
    parse(bytes: Uint8Array): unknown;
  }
}
