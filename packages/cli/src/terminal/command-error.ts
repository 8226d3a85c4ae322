/** What the exit code of the command says. */
export const EXIT = {
  ok: 0,
  /** The values or the bytes are not what the format says. */
  data: 1,
  /** The command line or the format is wrong. */
  usage: 2,
  /** The network, or a file. */
  network: 3,
  /** Ended by Ctrl-C or SIGTERM before its work was done. */
  interrupted: 130,
  /** A mistake in structwire itself. */
  internal: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure that the command line itself finds: its text is for the user, its code for the shell. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
