/** How long a transport may go on delivering when it takes no more: whoever reads nothing may still have something to say. */
export const LAST_WORDS_MS = 1_000;
