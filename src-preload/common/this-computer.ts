/** Host and port stand alone: a user name before them, or a longer name behind them, leads elsewhere. */
const LOOPBACK = /^https?:\/\/(?:localhost|\[::1\]|127\.\d{1,3}\.\d{1,3}\.\d{1,3})(?::\d{1,5})?(?:[/?#]|$)/i;

/** Whether an address is on this computer: a channel there is a sandbox, never a marketplace. */
export function isThisComputer(baseUrl: string | null): boolean {
  return baseUrl !== null && LOOPBACK.test(baseUrl);
}
