/** What the code of layouts calls whose places move; each kind brings its own. */
export type MovingHelpers = typeof import('./record-helpers.ts') &
  typeof import('./varint-helpers.ts') &
  typeof import('./text-helpers.ts') &
  typeof import('./time-helpers.ts') &
  typeof import('./checksum-helpers.ts') &
  typeof import('./constant-helpers.ts') &
  typeof import('./definitions-helpers.ts') &
  typeof import('./transform-helpers.ts') &
  typeof import('./optional-helpers.ts');
