import type { MysqlConnection } from '#contract/shop.ts';
import type { StoredConnection } from './tables/store.ts';

type StoredMysql = Extract<StoredConnection, { kind: 'mysql' }>;
type Secrets = Readonly<Record<string, string>>;

/** Takes a connection apart: what may be kept in clear, and the fields to seal. Empty tunnel secrets are left out. */
export function splitSecrets(connection: MysqlConnection): {
  readonly stored: StoredMysql;
  readonly secrets: Secrets;
} {
  const { password, tunnel, ...rest } = connection;
  if (!tunnel) return { stored: rest, secrets: { password } };
  const { password: tunnelPassword, privateKey, passphrase, ...open } = tunnel;
  const sshSecrets = { tunnelPassword, tunnelPrivateKey: privateKey, tunnelPassphrase: passphrase };
  const given = Object.entries(sshSecrets).filter(([, value]) => value !== '');
  return { stored: { ...rest, tunnel: open }, secrets: { password, ...Object.fromEntries(given) } };
}

/** Puts it together again. Null when the password of the database is not among the secrets. */
export function joinSecrets(stored: StoredMysql, secrets: Secrets): MysqlConnection | null {
  const { password, tunnelPassword, tunnelPrivateKey, tunnelPassphrase } = secrets;
  if (password === undefined) return null;
  const { tunnel, ...rest } = stored;
  if (!tunnel) return { ...rest, password };
  const sshSecrets = {
    password: tunnelPassword ?? '',
    privateKey: tunnelPrivateKey ?? '',
    passphrase: tunnelPassphrase ?? '',
  };
  return { ...rest, password, tunnel: { ...tunnel, ...sshSecrets } };
}
