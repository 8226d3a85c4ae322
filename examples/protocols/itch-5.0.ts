// NASDAQ TotalView-ITCH 5.0, section 4. In files and over SoupBinTCP each message follows its length (16 bits).
// Prices have four implied decimal places.
import { be, enumeration, record, scaled, sized, type Type, text, u8, u16, u32, u48, u64, union } from 'structwire';

const symbol = text(8, 'ascii', 'space');
const letter: Type<string> = text(1, 'ascii', 'space');
const price = scaled(u32, 1e-4, 0, 'USD');
const side = enumeration(u8, { buy: 0x42, sell: 0x53 }); // 'B' and 'S'

/** What every message begins with, behind its type. The timestamp is nanoseconds since midnight. */
const common = { stockLocate: u16, trackingNumber: u16, timestamp: u48 };

const SystemEvent = record({ ...common, eventCode: letter });

const StockDirectory = record({
  ...common,
  stock: symbol,
  marketCategory: letter,
  financialStatus: letter,
  roundLotSize: u32,
  roundLotsOnly: letter,
  issueClassification: letter,
  issueSubType: text(2, 'ascii', 'space'),
  authenticity: letter,
  shortSaleThreshold: letter,
  ipoFlag: letter,
  luldReferencePriceTier: letter,
  etpFlag: letter,
  etpLeverageFactor: u32,
  inverseIndicator: letter,
});

const order = { ...common, orderReference: u64, side, shares: u32, stock: symbol, price };
const AddOrder = record(order);
const AddOrderMpid = record({ ...order, attribution: text(4, 'ascii', 'space') });
const executed = { ...common, orderReference: u64, executedShares: u32, matchNumber: u64 };
const OrderExecuted = record(executed);
const OrderExecutedWithPrice = record({ ...executed, printable: letter, executionPrice: price });
const OrderCancel = record({ ...common, orderReference: u64, cancelledShares: u32 });
const OrderDelete = record({ ...common, orderReference: u64 });
const OrderReplace = record({ ...common, originalOrderReference: u64, newOrderReference: u64, shares: u32, price });
const Trade = record({ ...order, matchNumber: u64 });

/** One message. Types that are not listed are kept as bytes: new ones appear without notice. */
export const ItchMessage = be(
  union(
    text(1, 'ascii', 'none'),
    {
      S: SystemEvent,
      R: StockDirectory,
      A: AddOrder,
      F: AddOrderMpid,
      E: OrderExecuted,
      C: OrderExecutedWithPrice,
      X: OrderCancel,
      D: OrderDelete,
      U: OrderReplace,
      P: Trade,
    },
    { unknown: 'keep' },
  ),
);

/** A message of a file, behind its length. */
export const ItchEntry = record({ message: sized(be(u16), ItchMessage) });
