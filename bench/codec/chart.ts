import type { Table } from './scenario.ts';

const WIDTH = 860;
const LABEL = 210;
const BAR = 13;
const GAP = 5;
const HEAD = 56;

/** Bars for the candidates of two operations, on a logarithmic scale, as SVG. */
export function chartOf(tables: readonly Table[], title: string): string {
  const left = tables.find(({ operation }) => operation === 'decode');
  const right = tables.find(({ operation }) => operation === 'encode');
  const names = [...new Set([...(left?.rows ?? []), ...(right?.rows ?? [])].map(({ name }) => name))];
  const all = [...(left?.rows ?? []), ...(right?.rows ?? [])].map(({ median }) => median);
  const [low, high] = [10, Math.max(...all, 100) * 1.4];
  const panel = (WIDTH - LABEL - 40) / 2;
  const length = (value: number): number => (Math.log(value / low) / Math.log(high / low)) * (panel - 60);
  const bars = [left, right].map((table, side) =>
    names.map((name, i) => {
      const row = table?.rows.find((each) => each.name === name);
      if (row === undefined) return '';
      const x = LABEL + side * (panel + 20);
      const y = HEAD + i * (BAR + GAP);
      const colour = name.startsWith('structwire') ? '#2563eb' : name.startsWith('by hand') ? '#64748b' : '#cbd5e1';
      return `<rect x="${x}" y="${y}" width="${length(row.median).toFixed(1)}" height="${BAR}" fill="${colour}"/><text x="${(x + length(row.median) + 4).toFixed(1)}" y="${y + BAR - 3}">${row.median.toFixed(0)}</text>`;
    }),
  );
  const labels = names.map(
    (name, i) =>
      `<text x="${LABEL - 8}" y="${HEAD + i * (BAR + GAP) + BAR - 3}" text-anchor="end">${escaped(name)}</text>`,
  );
  const height = HEAD + names.length * (BAR + GAP) + 24;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="11" fill="#334155">
<title>${escaped(title)}: nanoseconds to decode and to encode one</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="16" y="22" font-size="14" font-weight="600">${escaped(title)}</text>
<text x="${LABEL}" y="44">decode one message, ns</text><text x="${LABEL + panel + 20}" y="44">encode to new bytes, ns</text>
${labels.join('\n')}
${bars.flat().join('\n')}
<text x="16" y="${height - 8}" font-size="10">Logarithmic scale; shorter is faster. msgpackr, cbor-x, avsc and protobuf write formats of their own.</text>
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
