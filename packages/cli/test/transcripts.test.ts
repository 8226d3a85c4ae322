import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';
import { transcripts } from './transcripts.ts';

const all = transcripts();

describe('every command that a page shows', () => {
  it('is found', () => {
    expect(all.length).toBeGreaterThan(12);
  });

  it.each(all.map(({ place, command, output }) => [place, command, output]))(
    '%s: %s',
    async (_place, command, output) => {
      expect(await screenOf(command)).toBe(output);
    },
  );
});

/** What `structwire ...`, or `echo '...' | structwire ...`, prints. */
async function screenOf(command: string): Promise<string> {
  const [, stdin, line] = /^(?:echo '(.*)' \| )?structwire (.*)$/.exec(command) ?? [];
  if (line === undefined) throw new Error(`not a command of structwire: ${command}`);
  const words = Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? '');
  const { out, err } = await runCli(words, stdin === undefined ? {} : { stdin: `${stdin}\n` });
  return out + err;
}
