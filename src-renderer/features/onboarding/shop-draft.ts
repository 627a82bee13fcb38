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
  readonly sshOn: boolean;
  readonly sshHost: string;
  readonly sshPort: string;
  readonly sshUser: string;
  readonly sshLogin: 'password' | 'key';
  readonly sshPassword: string;
  readonly sshKey: string;
  readonly sshPassphrase: string;
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
  sshOn: false,
  sshHost: '',
  sshPort: '22',
  sshUser: '',
  sshLogin: 'password',
  sshPassword: '',
  sshKey: '',
  sshPassphrase: '',
};

export const useShopDraft = create<ShopDraft>(() => EMPTY_SHOP_DRAFT);

/** The fields that are not right yet, by the connection's own schema; those of the tunnel as `tunnel.host`. */
export type ShopDraftVerdict =
  | { readonly kind: 'ready'; readonly connection: MysqlConnection }
  | { readonly kind: 'unfinished'; readonly fields: ReadonlySet<string> };

/** Reads the form as a connection. A pasted `host:port` is taken apart; the password is left exactly as typed. */
export function judgeShopDraft(draft: ShopDraft): ShopDraftVerdict {
  const pasted = /^([^:/\s]+):(\d{1,5})$/.exec(draft.host.trim());
  const parsed = MysqlConnection.safeParse({
    kind: 'mysql',
    host: pasted ? pasted[1] : draft.host,
    port: portOf(draft.port, pasted?.[2]),
    user: draft.user.trim(),
    password: draft.password,
    database: draft.database.trim(),
    prefix: draft.prefix.trim() === '' ? null : draft.prefix.trim(),
    acceptPlaintext: draft.acceptPlaintext,
    certificateAuthority: draft.certificateAuthority.trim() === '' ? null : draft.certificateAuthority,
    tunnel: draft.sshOn ? tunnelOf(draft) : null,
  });
  if (parsed.success) return { kind: 'ready', connection: parsed.data };
  return { kind: 'unfinished', fields: new Set(parsed.error.issues.map((issue) => issue.path.join('.'))) };
}

/** NaN where no number was typed; one pasted with the host goes before it. Its range is the schema's to judge. */
function portOf(typed: string, pasted = typed): number {
  return /^\d{1,5}$/.test(typed.trim()) ? Number(pasted) : Number.NaN;
}

/** The secrets of the way that was not chosen are left out. A key's last line may need its end: it is given one. */
function tunnelOf(draft: ShopDraft): Record<string, unknown> {
  const secrets =
    draft.sshLogin === 'password'
      ? { password: draft.sshPassword }
      : { privateKey: `${draft.sshKey.trim()}\n`, passphrase: draft.sshPassphrase };
  return {
    host: draft.sshHost,
    port: portOf(draft.sshPort),
    user: draft.sshUser.trim(),
    login: draft.sshLogin,
    ...secrets,
  };
}
