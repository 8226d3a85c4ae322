/** How much a socket reads at a time and buffers for writing: four reads of the 64 KiB that libuv takes at once. */
export const SOCKET_BUFFER_BYTES: number = 256 * 1024;
