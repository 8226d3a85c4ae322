/** No memory at all, for those who let go of theirs. */
export const NO_BYTES: Uint8Array<ArrayBuffer> = new Uint8Array(0);
export const NO_VIEW: DataView<ArrayBuffer> = new DataView(NO_BYTES.buffer);

/**
 * The views of the memory that records were read from or written to last.
 *
 * Making a `DataView` costs as much as reading several records, so it is made for memory that comes a second time, and
 * kept while it is one of the last two. All codecs share one of these; so at most three buffers are held, not some for each.
 */
export class Views {
  bytes: Uint8Array = NO_BYTES;
  view: DataView = NO_VIEW;
  #otherBytes: Uint8Array = this.bytes;
  #otherView: DataView = this.view;
  #seen: Uint8Array = this.bytes;

  /**
   * The view of these bytes; `null` when they had better be read without one, because they come for the first time or
   * their buffer can be resized under a view; `undefined` when they are no `Uint8Array`.
   */
  find(bytes: Uint8Array): DataView | null | undefined {
    if (bytes !== this.bytes && bytes !== this.#otherBytes && bytes !== this.#seen) {
      if (!(bytes instanceof Uint8Array)) return undefined;
      this.#seen = bytes;
      return null;
    }
    return this.make(bytes) ?? null;
  }

  /** The view of these bytes, made at once; `undefined` for what is no `Uint8Array` of fixed length. */
  make(bytes: Uint8Array): DataView | undefined {
    if (bytes === this.bytes) return this.view;
    if (bytes === this.#otherBytes) return this.#otherView;
    if (!(bytes instanceof Uint8Array)) return undefined;
    if (bytes.length === 0) return NO_VIEW; // of a buffer that was transferred away none can be made
    if (isResizable(bytes.buffer)) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#otherBytes = this.bytes;
    this.#otherView = this.view;
    this.bytes = bytes;
    this.view = view;
    return view;
  }
}

function isResizable(buffer: ArrayBufferLike & { readonly resizable?: boolean; readonly growable?: boolean }): boolean {
  return buffer.resizable === true || buffer.growable === true;
}

let shared: Views | undefined;

/** The views that all codecs share. */
export function sharedViews(): Views {
  shared ??= new Views();
  return shared;
}

/** The view of these bytes for whoever needs one in any case. */
export function viewFor(bytes: Uint8Array): DataView {
  return sharedViews().make(bytes) ?? new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
