/** Bun speaks Node's language, but its sockets do not keep all of their promises. */
export function isBun(): boolean {
  return 'bun' in process.versions;
}
