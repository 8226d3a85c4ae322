import type * as schemaErrors from '../../packages/structwire/src/errors/schema-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const SCHEMA_DOCS: ErrorDocs<typeof schemaErrors> = {
  'invalid-layout': {
    cause: 'A layout or a schema contradicts itself, or asks for something that is not there.',
    cure: 'Mend the place that `path` names.',
    example: { problem: "two fields have the name 'id'" },
  },
  'unknown-field': {
    cause:
      'A count, length, tag, flag or range refers to a field that is not there, or that stands too late to be known.',
    cure: 'Name a field of the same record or of one around it; what decides over the size of others stands before them.',
    example: { field: 'count', problem: 'is no field decoded before this one' },
  },
  'bad-limit': {
    cause: 'A limit of a codec is not a whole number in its range.',
    cure: 'The largest value that is accepted switches the limit off.',
    example: { limit: 'maxDepth', actual: '-1', max: 1000 },
  },
  'not-delimited': {
    cause: 'A record that goes on to the end of its input was to be read from a stream, which has no such end.',
    cure: 'Frame the records (by a length in front of each, for example), or decode them from whole datagrams or files.',
    example: {},
  },
};
