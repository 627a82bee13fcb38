import type { Database } from 'better-sqlite3';
import type { Vault } from '../vault/port.ts';
import { listSecrets, writeSecret } from './tables/secret.ts';

export const STORE_OWNER = 'store';
/** The key of the shop's own API. */
export const SHOP_API_OWNER = 'store-api';

export function channelOwner(channelId: string): string {
  return `channel:${channelId}`;
}

/** Seals each field for its own row. Call inside the transaction that needs it. */
export function sealCredentials(
  parts: { readonly database: Database; readonly vault: Vault; readonly at: number },
  owner: string,
  values: Readonly<Record<string, string>>,
): void {
  for (const [field, value] of Object.entries(values)) {
    const sealed = parts.vault.seal({ table: 'secret', row: owner, field }, value);
    // Only a channel's key is recognised by its end. Of a password no part is anybody's business.
    const last4 = owner === STORE_OWNER ? null : lastFour(value);
    writeSecret(parts.database, { owner, field, sealed, last4, changedAt: parts.at });
  }
}

/** All of an owner's fields, opened. Throws `vault/tampered` or `vault/key-changed`. */
export function openCredentials(
  database: Database,
  vault: Vault,
  owner: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    listSecrets(database, owner).map((row) => [
      row.field,
      vault.open({ table: 'secret', row: owner, field: row.field }, row.sealed),
    ]),
  );
}

/** Four characters of a short secret would be most of it. */
function lastFour(value: string): string | null {
  return value.length >= 12 ? value.slice(-4) : null;
}
