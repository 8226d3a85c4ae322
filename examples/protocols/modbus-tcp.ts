// Modbus/TCP: MODBUS Messaging on TCP/IP Implementation Guide V1.0b, section 3.1; MODBUS Application Protocol V1.1b3, section 6.
// Requests and responses have the same header; which of the two a frame is, the direction says.
import {
  type AnyType,
  array,
  by,
  bytes,
  constant,
  enumeration,
  lengthOf,
  record,
  rest,
  sized,
  type UnionCases,
  u8,
  u16,
  union,
} from 'structwire';

const Range = record({ address: u16, quantity: u16 });
const Single = record({ address: u16, value: u16 });
const Coils = record({ byteCount: lengthOf('values', u8), values: bytes('byteCount') });
const Registers = record({ byteCount: lengthOf('values', u8), values: sized('byteCount', array(u16, rest)) });
const WriteCoils = record({
  address: u16,
  quantity: u16,
  byteCount: lengthOf('values', u8),
  values: bytes('byteCount'),
});
const WriteRegisters = record({
  address: u16,
  quantity: u16,
  byteCount: lengthOf('values', u8),
  values: sized('byteCount', array(u16, rest)),
});
const Exception = record({
  code: enumeration(u8, {
    illegalFunction: 1,
    illegalDataAddress: 2,
    illegalDataValue: 3,
    serverDeviceFailure: 4,
    acknowledge: 5,
    serverDeviceBusy: 6,
  }),
});

/** MBAP header and PDU. The length counts the unit identifier and the PDU, which is a function code and its data. */
function frame<const Cases extends UnionCases>(functions: Cases) {
  return record(
    {
      transaction: u16,
      protocol: constant(u16, 0),
      length: lengthOf({ from: 'unit', through: 'pdu' }, u16),
      unit: u8,
      pdu: sized(by('length', { plus: -1 }), union(u8, functions, { unknown: 'keep' })),
    },
    { endian: 'be' },
  );
}

/** A function with bit 7 set is refused; the data is one exception code. */
const EXCEPTIONS = {
  129: Exception,
  130: Exception,
  131: Exception,
  132: Exception,
  133: Exception,
  134: Exception,
  143: Exception,
  144: Exception,
} as const satisfies Record<number, AnyType>;

export const ModbusRequest = frame({
  1: Range, // read coils
  2: Range, // read discrete inputs
  3: Range, // read holding registers
  4: Range, // read input registers
  5: Single, // write single coil
  6: Single, // write single register
  15: WriteCoils,
  16: WriteRegisters,
});

export const ModbusResponse = frame({
  1: Coils,
  2: Coils,
  3: Registers,
  4: Registers,
  5: Single,
  6: Single,
  15: Range,
  16: Range,
  ...EXCEPTIONS,
});
