/** One entry of the debug information (DWARF) of an object file. */
export interface DebugEntry {
  /** `structure_type`, `member`, ... */
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: DebugEntry[];
}

/** The entries of the one compilation unit in an object file, by their addresses. */
export interface DebugInfo {
  readonly unit: DebugEntry;
  readonly byAddress: ReadonlyMap<string, DebugEntry>;
}

const ENTRY = /^\s*<(\d+)><([\da-f]+)>: Abbrev Number: \d+ \(DW_TAG_(\w+)\)/;
const ATTRIBUTE = /^\s*<[\da-f]+>\s+DW_AT_(\w+)\s*: ?(.*)$/;

/** Reads what `readelf --debug-dump=info` prints. */
export function readDebugInfo(text: string): DebugInfo {
  const byAddress = new Map<string, DebugEntry>();
  const path: DebugEntry[] = [];
  let attributes = new Map<string, string>();
  for (const line of text.split('\n')) {
    const entry = ENTRY.exec(line);
    if (entry !== null) {
      attributes = new Map();
      const found: DebugEntry = { tag: entry[3] ?? '', attributes, children: [] };
      path.length = Number(entry[1]);
      path.at(-1)?.children.push(found);
      path.push(found);
      byAddress.set(entry[2] ?? '', found);
      continue;
    }
    const attribute = ATTRIBUTE.exec(line);
    if (attribute !== null) attributes.set(attribute[1] ?? '', plainValue(attribute[2] ?? ''));
  }
  const [unit] = path;
  if (unit === undefined) throw new Error('no debug information');
  return { unit, byAddress };
}

/** The value without its form: `(data1) 8`, `(strp) (offset: 0x1f): name`, `(ref4) <0x2a>, int`. */
function plainValue(text: string): string {
  return text
    .replace(/^\((?:data\d+|[su]data|string|strp|line_strp|ref\d|ref_udata|implicit_const|flag\w*|sec_offset)\)\s*/, '')
    .replace(/^\((?:indirect (?:line )?string, )?offset: (?:0x)?[\da-f]+\): /, '')
    .replace(/^<0x([\da-f]+)>.*$/, '$1')
    .replace(/\t\(.*\)\s*$/, '')
    .trim();
}

/** An attribute that is a number. */
export function numberOf(entry: DebugEntry, attribute: string): number | null {
  const text = entry.attributes.get(attribute);
  return text === undefined ? null : Number(text);
}
