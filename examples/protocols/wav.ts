// WAVE file: Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991), RIFF and WAVE chapters.
// A chunk has an even number of bytes; its size does not count the padding byte.
import {
  align,
  array,
  by,
  constant,
  enumeration,
  lengthOf,
  record,
  rest,
  sized,
  tagOf,
  text,
  u16,
  u32,
  union,
} from 'structwire';

const fourLetters = text(4, 'ascii', 'none');

const Format = record({
  format: enumeration(u16, { pcm: 1, adpcm: 2, ieeeFloat: 3, aLaw: 6, muLaw: 7, extensible: 0xfffe }),
  channels: u16,
  samplesPerSecond: u32,
  bytesPerSecond: u32,
  blockAlign: u16,
  bitsPerSample: u16,
  extension: rest,
});

const Chunk = record({
  id: tagOf('body', fourLetters),
  size: lengthOf('body', u32),
  body: sized('size', union('id', { 'fmt ': Format, data: rest }, { unknown: 'keep' })),
  _: align(2),
});

export const Wav = record(
  {
    riff: constant(fourLetters, 'RIFF'),
    size: lengthOf({ from: 'form', through: 'chunks' }, u32),
    form: constant(fourLetters, 'WAVE'),
    chunks: sized(by('size', { plus: -4 }), array(Chunk, rest)),
  },
  { name: 'wav' },
);
