// What the code of timestamps calls.

/** The milliseconds that a count of parts of a second is: whole ones, the rest cut off downward. */
export function millisecondsOf(count: bigint, perSecond: number): number {
  const number = Number(count);
  if (Number.isSafeInteger(number)) {
    if (perSecond >= 1000) return floorDivide(number, perSecond / 1000);
    if (Number.isSafeInteger(number * 1000)) return number * 1000;
  }
  const thousands = count * 1000n;
  const quotient = thousands / BigInt(perSecond);
  return Number(thousands < 0n && quotient * BigInt(perSecond) !== thousands ? quotient - 1n : quotient);
}

/** How many parts of a second so many whole milliseconds are; `null` where a `number` does not hold it. */
export function countOfMilliseconds(milliseconds: number, perSecond: number): number | null {
  if (!Number.isSafeInteger(milliseconds)) return null;
  if (perSecond < 1000) return floorDivide(milliseconds, 1000 / perSecond);
  const count = milliseconds * (perSecond / 1000);
  return Number.isSafeInteger(count) ? count : null;
}

/** Of safe integers, exactly. */
function floorDivide(dividend: number, divisor: number): number {
  const rest = dividend % divisor;
  return (dividend - (rest < 0 ? rest + divisor : rest)) / divisor + 0;
}
