import { sharedRuntime } from '../emit/runtime.ts';
import { checkedStart, type ViewClass, type ViewState } from './view-state.ts';

/** A view of the record at `offset`. */
export function openView(View: ViewClass, bytes: Uint8Array, offset: number): ViewState {
  const at = checkedStart(bytes, offset, View.prototype['@size']);
  const view = sharedRuntime().views.make(bytes) ?? new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return new View(bytes, view, at, null, []);
}
