import type { MysqlConnection } from '#contract/shop.ts';
import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { ProblemCode } from '#contract/problem.ts';

/** What mysql2 and Node hang on an error; every field may be missing. */
type DriverError = {
  readonly code: string;
  readonly errno: number;
  readonly message: string;
};

/** Server errors by number (MariaDB and MySQL error references, read 2026-11). */
const BY_NUMBER: Readonly<Record<number, ProblemCode>> = {
  1045: 'store/wrong-password',
  1698: 'store/wrong-password',
  1862: 'store/wrong-password',
  // The account is locked: MySQL 3118, MariaDB 4151 (ER_ACCOUNT_HAS_BEEN_LOCKED).
  3118: 'store/wrong-password',
  4151: 'store/wrong-password',
  1049: 'store/no-such-database',
  1044: 'store/no-such-database',
  1130: 'store/host-not-allowed',
  1129: 'store/host-not-allowed',
  1142: 'store/too-few-rights',
  1143: 'store/too-few-rights',
  1227: 'store/too-few-rights',
  1370: 'store/too-few-rights',
  1040: 'store/busy',
  1203: 'store/busy',
  1226: 'store/busy',
  1205: 'store/busy',
  1213: 'store/busy',
  // MariaDB's `innodb_snapshot_isolation`, on from 11.6.2: the row was changed since the transaction began to look.
  1020: 'store/busy',
  1317: 'store/busy',
  1969: 'store/busy',
  3024: 'store/busy',
  1290: 'store/read-only',
  1792: 'store/read-only',
  1836: 'store/read-only',
  1021: 'store/read-only',
  1114: 'store/read-only',
  1036: 'store/read-only',
  // Damaged tables, mostly MyISAM after a crash, by the engine's own number or the server's: 126 to 145 are HA_ERR_*
  // (MariaDB 10.11, tried), 29 and 1017 a file that is gone, 1033 to 1035 one that is not what it must be.
  29: 'store/table-damaged',
  126: 'store/table-damaged',
  127: 'store/table-damaged',
  134: 'store/table-damaged',
  144: 'store/table-damaged',
  145: 'store/table-damaged',
  1016: 'store/table-damaged',
  1017: 'store/table-damaged',
  1033: 'store/table-damaged',
  1034: 'store/table-damaged',
  1035: 'store/table-damaged',
  1194: 'store/table-damaged',
  1195: 'store/table-damaged',
  // A view whose tables are gone or out of its owner's reach.
  1356: 'store/table-damaged',
  1877: 'store/table-damaged',
  2006: 'store/connection-lost',
  2013: 'store/connection-lost',
  1053: 'store/connection-lost',
  1077: 'store/connection-lost',
  1927: 'store/connection-lost',
  4031: 'store/connection-lost',
  1048: 'store/refused-value',
  1264: 'store/refused-value',
  1265: 'store/refused-value',
  1292: 'store/refused-value',
  1364: 'store/refused-value',
  1366: 'store/refused-value',
  1406: 'store/refused-value',
  1690: 'store/refused-value',
  4025: 'store/refused-value',
  3819: 'store/refused-value',
  1146: 'store/unknown-generation',
  1054: 'store/unknown-generation',
  3159: 'store/plaintext-refused',
};

const BY_CODE: Readonly<Record<string, ProblemCode>> = {
  ECONNREFUSED: 'store/unreachable',
  ENOTFOUND: 'store/unreachable',
  EAI_AGAIN: 'store/unreachable',
  ETIMEDOUT: 'store/unreachable',
  EHOSTUNREACH: 'store/unreachable',
  EHOSTDOWN: 'store/unreachable',
  ENETUNREACH: 'store/unreachable',
  ENETDOWN: 'store/unreachable',
  EADDRNOTAVAIL: 'store/unreachable',
  PROTOCOL_CONNECTION_LOST: 'store/connection-lost',
  PROTOCOL_SEQUENCE_TIMEOUT: 'store/connection-lost',
  PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR: 'store/connection-lost',
  PROTOCOL_PACKETS_OUT_OF_ORDER: 'store/connection-lost',
  ECONNRESET: 'store/connection-lost',
  EPIPE: 'store/connection-lost',
  ECONNABORTED: 'store/connection-lost',
  HANDSHAKE_NO_SSL_SUPPORT: 'store/plaintext-refused',
  HANDSHAKE_SSL_ERROR: 'store/tls-failed',
};

/** Errors of these numbers say nothing but names of accounts, tables and columns, so their text may be kept. */
const TEXT_IS_SAFE = new Set([1044, 1045, 1049, 1054, 1129, 1130, 1142, 1143, 1146, 1203, 1226, 1227, 1290]);

/**
 * Turns whatever the driver threw into a problem of the `store/*` family. The server's text is kept only where it can
 * hold no value of a row: a refused value may be a buyer's name.
 */
export function storeProblem(error: unknown, connection: MysqlConnection): ProblemError {
  if (isProblemError(error)) return error;
  const driver = readDriverError(error);
  if (driver === null) throw error;
  const code = codeOf(driver);
  return new ProblemError(problem(code, { ...PARAMS[code]?.(driver, connection) }, detailOf(driver)), {
    cause: error,
  });
}

/** For a connection that ended before it had begun. */
export function unreachable(error: unknown, { host, port }: MysqlConnection): ProblemError {
  const driver = readDriverError(error);
  const detail = driver === null ? null : detailOf(driver);
  return new ProblemError(problem('store/unreachable', { host, port }, detail), { cause: error });
}

/** True when a statement failed because the connection went away: its outcome is then unknown. */
export function isConnectionLost(error: unknown): boolean {
  const driver = readDriverError(error);
  return driver !== null && codeOf(driver) === 'store/connection-lost';
}

/** True when the server told that it speaks no TLS at all. */
export function isTlsUnsupported(error: unknown): boolean {
  return readDriverError(error)?.code === 'HANDSHAKE_NO_SSL_SUPPORT';
}

/** True when TLS was offered, but the other side could not prove to be the one that was asked for. */
export function isTlsFailure(error: unknown): boolean {
  const driver = readDriverError(error);
  return driver !== null && codeOf(driver) === 'store/tls-failed';
}

/** True when the server wants TLS from everybody (`require_secure_transport`). */
export function isTlsDemanded(error: unknown): boolean {
  return readDriverError(error)?.errno === 3159;
}

/** True for a system variable that this server's version does not have. */
export function isUnknownVariable(error: unknown): boolean {
  return readDriverError(error)?.errno === 1193;
}

/** True when the server has no connection left, for this user or for anybody. */
export function isConnectionLimit(error: unknown): boolean {
  const number = error instanceof ProblemError ? (readDriverError(error.cause)?.errno ?? 0) : 0;
  return number === 1040 || number === 1203 || number === 1226;
}

/** True for a statement that this server's version cannot read at all. */
export function isSyntaxRefused(error: ProblemError): boolean {
  return readDriverError(error.cause)?.errno === 1064;
}

function codeOf(error: DriverError): ProblemCode {
  const byCode = Object.hasOwn(BY_CODE, error.code) ? BY_CODE[error.code] : undefined;
  const byNumber = BY_NUMBER[error.errno];
  // A user with MAX_QUERIES or a server that just went away may carry both; the server's number is the sharper one.
  if (byNumber !== undefined) return byNumber;
  if (byCode !== undefined) return byCode;
  if (/^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(error.code))
    return 'store/tls-failed';
  if (/certificate|altnames/i.test(error.message)) return 'store/tls-failed';
  return 'store/failed';
}

type Params = Readonly<Record<string, string | number>>;

const PARAMS: Partial<Record<ProblemCode, (error: DriverError, connection: MysqlConnection) => Params>> = {
  'store/unreachable': (_, { host, port }) => ({ host, port }),
  'store/plaintext-refused': (_, { host, port }) => ({ host, port }),
  'store/tls-failed': (_, { host, port }) => ({ host, port }),
  'store/connection-lost': (_, { host, port }) => ({ host, port }),
  'store/wrong-password': (_, { user }) => ({ user }),
  'store/host-not-allowed': ({ message }, { host }) => ({
    host: /Host '([^']*)'/i.exec(message)?.[1] ?? host,
  }),
  'store/no-such-database': (_, { database }) => ({ database }),
  'store/too-few-rights': ({ message }) => ({ missing: missingRight(message) }),
  'store/refused-value': ({ message }) => columnOf(message),
  'store/table-damaged': ({ message }) => tableOf(message),
  'store/unknown-generation': (error) => ({
    detail: TEXT_IS_SAFE.has(error.errno) ? error.message : error.code,
  }),
};

/** "UPDATE command denied to user 'x'@'y' for column 'price' in table 'oc_product'" → `UPDATE (price) oc_product`. */
function missingRight(message: string): string {
  const command = /^(\w+(?:, \w+)*) command denied/i.exec(message)?.[1] ?? '';
  const table = /table (?:`[^`]*`\.)?[`']([^`']+)[`']/i.exec(message)?.[1] ?? '';
  const column = /column '([^']+)'/i.exec(message)?.[1];
  return [command, column === undefined ? '' : `(${column})`, table].filter((part) => part !== '').join(' ');
}

/** "Index for table './shop/oc_order.MYI' is corrupt" and the like → `oc_order`. */
function tableOf(message: string): Record<string, string> {
  const path = /['`]([^'`]*)['`](?: references| is marked| is corrupt| not found|;|$| \(errno)/i.exec(
    message,
  )?.[1];
  const name = path
    ?.split(/[/.]/)
    .filter((part) => part !== '' && !/^(?:MY[ID]|frm|ibd)$/.test(part))
    .at(-1);
  return name === undefined ? {} : { table: name };
}

function columnOf(message: string): Record<string, string> {
  const column = /(?:column|field) (?:`[^`]*`\.)*[`']([^`']+)[`']/i.exec(message)?.[1];
  return column === undefined ? {} : { column };
}

function detailOf(error: DriverError): string {
  const name = `${error.code}${error.errno === 0 ? '' : ` (${error.errno})`}`;
  return TEXT_IS_SAFE.has(error.errno) ? `${name}: ${error.message}` : name;
}

function readDriverError(error: unknown): DriverError | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const errno = 'errno' in error && typeof error.errno === 'number' ? error.errno : 0;
  // Our own mistakes (TypeError and the like) carry neither: they must stay what they are.
  if (code === '' && errno === 0 && !/certificate|altnames|closed state/i.test(error.message)) return null;
  if (code === '' && /closed state/i.test(error.message)) {
    return { code: 'PROTOCOL_CONNECTION_LOST', errno: 0, message: error.message };
  }
  return { code: code === '' ? 'UNKNOWN' : code, errno: errno > 0 ? errno : 0, message: error.message };
}
