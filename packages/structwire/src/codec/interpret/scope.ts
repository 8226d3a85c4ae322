import type { Cursor, Patch, Scope } from './cursor.ts';

/** A patch for the place where the cursor stands. */
export function patchHere(cursor: Cursor, run: Patch['run']): Patch {
  return { at: cursor.at, from: 0, to: 0, path: cursor.path.slice(0, cursor.depth), run };
}

/** Runs patches, each with the cursor at its place, and brings the cursor back. */
export function runPatches(patches: Patch[], cursor: Cursor): void {
  const { at, depth } = cursor;
  const path = cursor.path.slice(0, depth);
  for (const patch of patches) {
    cursor.at = patch.at;
    cursor.depth = patch.path.length;
    cursor.path.splice(0, cursor.path.length, ...patch.path);
    patch.run(patch, cursor);
  }
  patches.length = 0;
  cursor.at = at;
  cursor.depth = depth;
  cursor.path.splice(0, cursor.path.length, ...path);
}

/** The record `up` steps outward. */
export function scopeAt(cursor: Cursor, up: number): Scope {
  let scope = cursor.scope;
  for (let i = 0; i < up; i++) scope = scope?.outer ?? null;
  if (scope === null) throw new Error('a reference that was not resolved'); // the binder resolved every one
  return scope;
}

/** Moves what is to be filled in from `start` on by some bytes. */
export function movePatches(cursor: Cursor, start: number, byteLength: number): void {
  for (const patch of cursor.patches) {
    if (patch.at < start) continue;
    patch.at += byteLength;
    if (patch.from >= start) patch.from += byteLength;
    if (patch.to >= start) patch.to += byteLength;
  }
}
