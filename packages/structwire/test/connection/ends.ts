import type { Ends } from './connection-contract.ts';

/** Two ends that are closed together. */
export function endsOf(client: Ends['client'], server: Ends['server']): Ends {
  return {
    client,
    server,
    async [Symbol.asyncDispose]() {
      await Promise.all([client.close({ graceMs: 0 }), server.close({ graceMs: 0 })]);
    },
  };
}
