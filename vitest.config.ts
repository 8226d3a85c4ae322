import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import CountReporter from './scripts/count-reporter.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** `structwire` and its entry points, resolved to their sources: unit tests need no build. */
function sourceAliases(): { find: RegExp; replacement: string }[] {
  const manifest = JSON.parse(readFileSync(path('packages/structwire/package.json'), 'utf8')) as {
    exports: Record<string, string | { default: string }>;
  };
  return Object.entries(manifest.exports).flatMap(([entry, target]) =>
    typeof target === 'string'
      ? []
      : {
          find: new RegExp(`^structwire${entry.slice(1)}$`),
          replacement: path(`packages/structwire/${target.default.replace('dist/', 'src/').replace(/\.js$/, '.ts')}`),
        },
  );
}

export default defineConfig({
  resolve: { alias: sourceAliases() },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'conformance/**/*.test.ts', 'examples/**/*.test.ts'],
    // The library has no state of its own, so files share a worker: a tenth of a second saved for each.
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', new CountReporter()],
    typecheck: {
      enabled: true,
      include: ['packages/*/test/**/*.test-d.ts', 'conformance/**/*.test-d.ts'],
      checker: path('node_modules/typescript-7/bin/tsc'),
      tsconfig: path('tsconfig.test.json'),
      // Type errors elsewhere are found by `npm run check`.
      ignoreSourceErrors: true,
    },
    coverage: { include: ['packages/*/src/**'], reporter: ['text-summary', 'html'] },
  },
});
