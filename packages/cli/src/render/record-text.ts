import type { Layout } from 'structwire';
import { jsonNotation } from '../values/json-notation.ts';
import { pythonNotation } from '../values/python-notation.ts';
import { valueText } from '../values/value-text.ts';

/** How a record is shown with its bytes: the lines of the tutorial, or one JSON object on one line. */
export type RecordText = (value: unknown, bytes: Uint8Array) => string;

/** `received b'...'` and `unpacked: (...)`. */
export function receivedText(layout: Layout): RecordText {
  const text = valueText(layout, pythonNotation);
  return (value, bytes) => `received b'${hex(bytes)}'\nunpacked: ${text(value)}\n`;
}

/** `values = (...)` and `sending b'...'`. */
export function sendingText(layout: Layout): RecordText {
  const text = valueText(layout, pythonNotation);
  return (value, bytes) => `values = ${text(value)}\nsending b'${hex(bytes)}'\n`;
}

/** The record alone, as JSON. */
export function jsonText(layout: Layout): RecordText {
  const text = valueText(layout, jsonNotation);
  return (value) => `${text(value)}\n`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
