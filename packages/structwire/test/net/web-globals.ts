import { WebSocket } from 'ws';

/** Node 20 has no WebSocket of its own; that of `ws` has the interface of the one in browsers. */
if (!('WebSocket' in globalThis)) Object.assign(globalThis, { WebSocket });
