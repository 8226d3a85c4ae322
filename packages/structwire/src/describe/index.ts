export { describeBytes, type Span } from './describe-bytes.ts';
export { describeLayout, type LayoutDescription } from './describe-layout.ts';
export { type EquivalentFormats, equivalentFormats } from './equivalent-formats.ts';
export { type HexLine, hexDump, hexLines, hexLineText } from './hex-lines.ts';
export { type LayoutRow, type PaddingReason, paddingText } from './layout-row.ts';
export { shortestFloat } from './shortest-float.ts';
