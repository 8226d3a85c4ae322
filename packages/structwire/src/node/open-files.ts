import { readFileSync } from 'node:fs';
import { SERVER_DEFAULTS } from '../connection/limits.ts';

/**
 * How many connections a server takes when nothing else is said: half the files that this process may open, as beyond
 * that limit the system closes connections without a word, and 1,024 at most.
 */
export function mostConnections(): number {
  return Math.min(SERVER_DEFAULTS.maxConnections, Math.floor(mostOpenFiles() / 2));
}

function mostOpenFiles(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return Number.POSITIVE_INFINITY; // not Linux; Node raises the limit to what the system allows at its start
  }
}
