/** A field of a value. What every object inherits (`toString`, `__proto__`) is not one, unless it is the value's own. */
export function ownField(value: object, name: string): unknown {
  return Object.hasOwn(value, name) || !(name in Object.prototype)
    ? (value as Readonly<Record<string, unknown>>)[name] // any name may be asked of any object
    : undefined;
}

/** Sets an own property also for `__proto__`, which a plain assignment would take as the prototype. */
export function setField(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') record[name] = value;
  else Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true });
}

/** A property of a property of ... a value. */
export function walk(value: unknown, names: readonly string[]): unknown {
  let current = value;
  for (const name of names) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = ownField(current, name);
  }
  return current;
}
