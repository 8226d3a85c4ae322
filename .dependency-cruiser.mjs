/**
 * The layers of packages/structwire/src, top to bottom: a folder imports only from itself and from folders named before it.
 * `src/index.ts` may import them all.
 */
const LAYERS = [
  'errors',
  'layout',
  'scalar',
  'checksum',
  'text',
  'format',
  'cdecl',
  'codec',
  'schema',
  'layout-json',
  'columns',
  'arrow',
  'struct',
  'describe',
  'generate',
  'framing',
  'connection',
  'node',
  'web',
];

const src = '^packages/structwire/src/';
const folders = (/** @type {string[]} */ names) => `${src}(${names.join('|')})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...LAYERS.map((layer, index) => ({
      name: `layer-order-${layer}`,
      comment: `${layer}/ imports only from: ${['itself', ...LAYERS.slice(0, index)].join(', ')}`,
      severity: 'error',
      from: { path: folders([layer]) },
      to: { path: src, pathNot: folders(LAYERS.slice(0, index + 1)) },
    })),
    {
      name: 'known-folders-only',
      comment: 'a new folder of src/ needs its place in LAYERS',
      severity: 'error',
      from: {},
      to: { path: src, pathNot: [folders(LAYERS), `${src}index\\.ts$`] },
    },
    {
      name: 'web-without-node',
      severity: 'error',
      from: { path: folders(['web']) },
      to: { path: folders(['node']) },
    },
    {
      name: 'no-node-in-core',
      comment: 'node:* belongs to node/ and the command line',
      severity: 'error',
      from: { path: src, pathNot: folders(['node']) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-runtime-dependencies',
      comment: 'the library stands alone; what needs an optional peer is an entry of its own',
      severity: 'error',
      from: { path: src, pathNot: folders(['arrow']) },
      to: { path: '^packages/(?!structwire/src/)|node_modules', pathNot: 'node_modules/(@types/)?ws/' },
    },
    {
      name: 'ws-when-it-is-used',
      comment: 'the package is loaded in one place, when a WebSocket is asked for; elsewhere only its types are named',
      severity: 'error',
      from: { path: src, pathNot: `${src}node/load-ws\\.ts$` },
      to: { path: 'node_modules/(@types/)?ws/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-dist',
      comment: 'built output is reached through the package name only',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '(^|/)dist/', dependencyTypes: ['local'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules|(^|/)dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'] },
  },
};
