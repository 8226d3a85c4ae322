/** How much a socket reads at a time and buffers for writing: four reads of the 64 KiB that libuv takes at once. */
export const SOCKET_BUFFER_BYTES: number = 256 * 1024;

/** Half-open connections, whose other end has vanished, are found out after a minute of silence. */
export const KEEP_ALIVE: { readonly keepAlive: true; readonly keepAliveInitialDelay: number } = {
  keepAlive: true,
  keepAliveInitialDelay: 60_000,
};
