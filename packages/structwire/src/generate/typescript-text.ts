/** A string as a literal in single quotes. Nothing in it can end the literal or the line. */
export function stringLiteral(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `'${inner}'`;
}

/** The name of a property: as it is where it is an identifier, otherwise quoted; `__proto__` is computed in a value. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringLiteral(name);
}

/** A doc comment on a line of its own, or nothing. */
export function docComment(doc: string | undefined, indent: string): string {
  if (doc === undefined || doc === '') return '';
  const text = doc.replaceAll(/\s+/g, ' ').replaceAll('*/', '*\\/').trim();
  return `${indent}/** ${text} */\n`;
}

/** Plain data as an expression: what `JSON.stringify` writes, and bigints. Names that are identifiers are not quoted. */
export function dataLiteral(value: unknown, indent = ''): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((each) => dataLiteral(each, inner))
    : Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([name, each]) => `${valueName(name)}: ${dataLiteral(each, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const line = `${open}${Array.isArray(value) ? '' : ' '}${parts.join(', ')}${Array.isArray(value) ? '' : ' '}${close}`;
  if (parts.length === 0) return `${open}${close}`;
  return line.length + indent.length <= 100 && !line.includes('\n')
    ? line
    : `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close}`;
}

/** In an object literal `__proto__: x` would set the prototype. */
function valueName(name: string): string {
  return name === '__proto__' ? "['__proto__']" : propertyName(name);
}
