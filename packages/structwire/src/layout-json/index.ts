export { fingerprint } from '../layout/fingerprint.ts';
export { layoutFileSchema } from './json-schema.ts';
export { parseLayouts, serializeLayouts } from './layout-file.ts';
export type { JsonSchema } from './rule.ts';
