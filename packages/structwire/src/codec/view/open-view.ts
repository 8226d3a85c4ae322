import { viewFor } from '../views.ts';
import { checkedStart, type ViewClass, type ViewState } from './view-state.ts';

const NO_STEPS: readonly [] = [];

/** A view of the record at `offset`. */
export function openView(View: ViewClass, bytes: Uint8Array, offset: number): ViewState {
  const at = checkedStart(bytes, offset, View.prototype['@size']);
  return new View(bytes, viewFor(bytes), at, null, NO_STEPS);
}
