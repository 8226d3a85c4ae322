/** Who wants to know about a connection without a promise for it. */
export interface ConnectionWatcher<C = never> {
  /** The other side sends no more. */
  onReceived(connection: C): void;
  /** Both directions are gone. */
  onClosed(connection: C): void;
}

/** One watcher for many connections, and which of them this is. */
export interface Watched {
  readonly watcher: ConnectionWatcher<object> | undefined;
  readonly connection: object;
}
