import type { Layout } from 'structwire';
import { jsonNotation } from '../values/json-notation.ts';
import { pythonNotation } from '../values/python-notation.ts';
import { renderValue } from '../values/render-value.ts';

/** How a record that crosses the wire is shown: the lines of the tutorial, or one JSON object on one line. */
export type RecordText = (layout: Layout, value: unknown, bytes: Uint8Array) => string;

/** `received b'...'` and `unpacked: (...)`. */
export const receivedText: RecordText = (layout, value, bytes) =>
  `received b'${hex(bytes)}'\nunpacked: ${renderValue(layout, value, pythonNotation)}\n`;

/** `values = (...)` and `sending b'...'`. */
export const sendingText: RecordText = (layout, value, bytes) =>
  `values = ${renderValue(layout, value, pythonNotation)}\nsending b'${hex(bytes)}'\n`;

/** The record alone, as JSON. */
export const jsonText: RecordText = (layout, value) => `${renderValue(layout, value, jsonNotation)}\n`;

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
