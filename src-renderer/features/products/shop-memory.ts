/** What this computer remembers of one shop's products under one name, between windows, reloads and crashes. */

/** Where it stands in the window's store. The shop's address is null until it is known. */
export function memoryKey(name: string, shop: string | null): string {
  return shop === null ? name : `${name} ${shop}`;
}

/** Returns false when this computer has no room for it: closing the window would lose what was typed. */
export function remember(key: string, value: object): boolean {
  try {
    window.localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // no room: the window says so before it closes
  }
}

/** What was remembered, its shape yet to be looked at; empty where nothing was, or another program wrote there. */
export function recall(key: string): object {
  const text = window.localStorage.getItem(key);
  if (text === null) return {};
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    return {}; // not written by this program
  }
}
