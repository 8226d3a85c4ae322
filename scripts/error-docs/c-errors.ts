import type * as cErrors from '../../packages/structwire/src/errors/c-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

/** A line of a header, as the examples show it. */
const at = (line: number, lineText: string, marked: string) => ({
  file: 'proto.h',
  line,
  column: lineText.indexOf(marked) + 1,
  lineText,
});

export const C_DOCS: ErrorDocs<typeof cErrors> = {
  'c-syntax': {
    cause: 'The text is not C here, or it uses a macro that is not defined, or a construct of C++ that is not known.',
    cure: 'Correct the text; define the macro (`-D`, the option `defines`); or run the text through `gcc -E` first.',
    example: {
      ...at(12, '  uint8_t id uint8_t flags;', 'uint8_t flags'),
      expected: "';' behind a member",
      found: "'uint8_t'",
    },
  },
  'c-unknown-type': {
    cause:
      'A member has a type that the text does not declare and that is none of the customary names (`uint8_t`, `u8`, `DWORD`, ...).',
    cure: 'Add the typedef before the struct, or run the text through `gcc -E` with the flags of your build.',
    example: {
      ...at(7, '  gain_t gain;', 'gain_t'),
      type: 'gain_t',
      hint: 'add its typedef before, or preprocess the text with gcc -E',
    },
  },
  'c-unknown-name': {
    cause: 'A dimension, a width or another constant uses a name that has no value here.',
    cure: 'Add the `#define` or the enumerator, or give the value with `-D NAME=VALUE` (the option `defines`).',
    example: {
      ...at(9, '  uint8_t data[MAX_DATA];', 'MAX_DATA'),
      name: 'MAX_DATA',
      hint: 'define it before, or with -D MAX_DATA=VALUE',
    },
  },
  'c-not-supported': {
    cause:
      'The declaration is legal, but its layout is not computed here: `long double`, 128-bit integers, base classes, virtual methods, `scalar_storage_order`, ...',
    cure: 'Declare the member as an array of bytes of its size, or the struct without the construct.',
    example: {
      ...at(4, '  long double x;', 'long'),
      what: "'long double'",
      hint: 'declare it as an array of bytes of its size',
    },
  },
  'c-unknown-attribute': {
    cause: 'An attribute on a type or member is not known, and could change the layout.',
    cure: 'Take it out if it does not change the layout (`-D name=` defines it away).',
    example: { ...at(3, 'struct __attribute__((tight)) x {', 'tight'), attribute: 'tight' },
  },
  'c-bad-declaration': {
    cause:
      'The declaration breaks a rule of C: a member without a size, a bit-field wider than its type, two members of one name, ...',
    cure: 'Correct it as a compiler would ask for.',
    example: { ...at(5, '  uint8_t a : 9;', ':'), problem: 'a bit-field of 9 bits in a type of 8' },
  },
  'c-preprocessor': {
    cause: 'A directive or the use of a macro is wrong, an `#if` has no `#endif`, or the text itself says `#error`.',
    cure: 'Correct the directive; for `#error`, define what it asks for (`-D`, the option `defines`).',
    example: { ...at(2, '#error "choose a board"', 'error'), problem: '#error "choose a board"' },
  },
  'c-undecided': {
    cause: 'A header was not found, and a struct depends on a name that it may define, or on the packing it may set.',
    cure: 'Give the header (`--include`, the option `include`), or decide: `-D NAME=VALUE`, or `-U NAME` (`defines: { NAME: false }`).',
    example: { ...at(8, '#ifdef WITH_CRC', 'WITH_CRC'), name: 'WITH_CRC', include: '#include "config.h"' },
  },
  'c-static-assert': {
    cause: 'A static assertion of the text does not hold: it was written for another platform or another packing.',
    cure: 'Choose the platform (`--abi`, the option `abi`), or correct the struct.',
    example: { ...at(20, '_Static_assert(sizeof(packet_t) == 12, "packet");', '_Static_assert'), text: 'packet' },
  },
  'c-compilers-differ': {
    cause:
      "The compilers of the platform lay the struct out differently: GCC and Microsoft's on Windows (bit-fields directly in a union, alignment under a smaller `#pragma pack`), GCC and Clang for aligned bit-fields under `#pragma pack`.",
    cure: 'Move the bit-fields into a struct inside the union, or add an attribute of the compiler that is meant.',
    example: {
      ...at(3, 'union flags {', 'union'),
      what: "these bit-fields (GCC: 4 bytes aligned to 4, Microsoft's: 4 bytes aligned to 1)",
    },
  },
  'c-limit': {
    cause:
      'The text is larger or deeper than any declarations are: tokens, macro expansions, headers inside one another, nesting.',
    cure: 'Cut the text down to the declarations that are needed.',
    example: { ...at(6, 'BOMB', 'BOMB'), what: 'tokens out of macros', limit: 1_000_000 },
  },
  'c-no-such-type': {
    cause: 'No type of this name is declared.',
    cure: 'Use one of the names in the message.',
    example: { name: 'sensor', known: ['sensor_t', 'mode'], nearest: 'sensor_t' },
  },
  'c-choose-type': {
    cause: 'No name was given, and the text declares more than one struct that is no member of another.',
    cure: 'Name the type: `proto.h#sensor_t`.',
    example: { known: ['header_t', 'sensor_t'] },
  },
};
