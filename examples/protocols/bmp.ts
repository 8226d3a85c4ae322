// Windows bitmap file: BITMAPFILEHEADER and BITMAPINFOHEADER, then colour table and pixels.
import { by, bytes, constant, enumeration, i32, lengthOf, record, rest, sized, text, u16, u32 } from 'structwire';

const InfoHeader = record({
  width: i32,
  height: i32, // negative: rows from the top
  planes: constant(u16, 1),
  bitsPerPixel: u16,
  compression: enumeration(u32, { rgb: 0, rle8: 1, rle4: 2, bitfields: 3, jpeg: 4, png: 5 }),
  imageSize: u32,
  xPixelsPerMetre: i32,
  yPixelsPerMetre: i32,
  coloursUsed: u32,
  coloursImportant: u32,
  more: rest, // later versions of the header go on
});

export const Bmp = record(
  {
    signature: constant(text(2, 'ascii', 'none'), 'BM'),
    fileSize: lengthOf(null, u32),
    reserved: bytes(4),
    pixelOffset: u32,
    headerSize: lengthOf({ from: 'headerSize', through: 'header' }, u32),
    header: sized(by('headerSize', { plus: -4 }), InfoHeader),
    data: rest,
  },
  { name: 'bmp' },
);
