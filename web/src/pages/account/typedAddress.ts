/**
 * The e-mail address that was typed last, so that nobody types it twice on the way from one page to the next.
 * It is kept in memory alone: not in an address bar, not on the device.
 */
let typed = "";

/** The address that was typed last, or nothing. */
export function typedAddress(): string {
  return typed;
}

/** Keeps an address while it is typed. */
export function keepAddress(address: string): void {
  typed = address;
}
