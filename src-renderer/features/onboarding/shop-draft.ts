import { create } from 'zustand';
import { MysqlConnection } from '#contract/shop.ts';

/** The shop's connection as typed. In memory only, so that leaving the form loses nothing and keeps no password. */
export type ShopDraft = {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly prefix: string;
  readonly acceptPlaintext: boolean;
  readonly certificateAuthority: string;
};

export const EMPTY_SHOP_DRAFT: ShopDraft = {
  host: '',
  port: '3306',
  user: '',
  password: '',
  database: '',
  prefix: '',
  acceptPlaintext: false,
  certificateAuthority: '',
};

export const useShopDraft = create<ShopDraft>(() => EMPTY_SHOP_DRAFT);

/** The fields that are not right yet, by the connection's own schema. */
export type ShopDraftVerdict =
  | { readonly kind: 'ready'; readonly connection: MysqlConnection }
  | { readonly kind: 'unfinished'; readonly fields: ReadonlySet<string> };

/** Reads the form as a connection. A pasted `host:port` is taken apart; the password is left exactly as typed. */
export function judgeShopDraft(draft: ShopDraft): ShopDraftVerdict {
  const pasted = /^([^:/\s]+):(\d{1,5})$/.exec(draft.host.trim());
  const parsed = MysqlConnection.safeParse({
    kind: 'mysql',
    host: pasted ? pasted[1] : draft.host,
    port: /^\d{1,5}$/.test(draft.port.trim()) ? Number(pasted ? pasted[2] : draft.port) : Number.NaN,
    user: draft.user.trim(),
    password: draft.password,
    database: draft.database.trim(),
    prefix: draft.prefix.trim() === '' ? null : draft.prefix.trim(),
    acceptPlaintext: draft.acceptPlaintext,
    certificateAuthority: draft.certificateAuthority.trim() === '' ? null : draft.certificateAuthority,
  });
  if (parsed.success) return { kind: 'ready', connection: parsed.data };
  return { kind: 'unfinished', fields: new Set(parsed.error.issues.map((issue) => String(issue.path[0]))) };
}
