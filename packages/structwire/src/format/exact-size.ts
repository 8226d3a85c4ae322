/** A count of bytes or items, always exact: a number up to 2**53 - 1, a bigint beyond. */
export type ExactSize = number | bigint;

/** The next multiple of an alignment, which is a power of two. */
export function aligned(size: ExactSize, align: number): ExactSize {
  if (typeof size === 'number') return simplest(Math.ceil(size / align) * align); // exact: align is a power of two
  const alignment = BigInt(align);
  return ((size + alignment - 1n) / alignment) * alignment;
}

/** The end of `count` items of a size. */
export function behind(offset: ExactSize, count: ExactSize, itemSize: number): ExactSize {
  if (typeof offset === 'number' && typeof count === 'number') {
    const end = offset + count * itemSize;
    if (Number.isSafeInteger(end)) return end;
  }
  return simplest(BigInt(offset) + BigInt(count) * BigInt(itemSize));
}

/** The same size as a number if that is exact. */
export function simplest(size: ExactSize): ExactSize {
  const isSafe = size <= Number.MAX_SAFE_INTEGER;
  return isSafe ? Number(size) : BigInt(size);
}
