import { abortWith, type Signal } from './abort-with.ts';
import { Connection } from './connection.ts';
import { type ConnectionOptions, planConnection } from './connection-plan.ts';
import type { Scheduler, Transport } from './transport.ts';

/** A connection over what is there already; `open` makes its transport once the options are known to be right. */
export function openConnection<Out, In>(
  options: ConnectionOptions<Out, In> & { readonly signal?: Signal },
  scheduler: Scheduler,
  open: () => Transport,
): Connection<Out, In> {
  const { signal } = options;
  const plan = planConnection<Out, In>(options);
  signal?.throwIfAborted();
  const connection = new Connection(open(), scheduler, plan);
  abortWith(signal, connection);
  return connection;
}
