import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { MysqlConnection, StoreConnection, StoreState } from '#contract/shop.ts';
import { describeTableFinding, shopTableFindings } from '#contract/shop-table-findings.ts';
import { askSecret } from './ask-secret.ts';
import { withProfile, type CommandContext } from './context.ts';
import { describeForPeople } from './describe-problem.ts';
import { editWords } from './edit-words.ts';
import { formatCount, formatInstant } from './format.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import { readTunnel, type SshOptions } from './ssh-options.ts';
import { formatTable } from './table.ts';

export type ConnectOptions = SshOptions & {
  readonly url?: string;
  readonly sample?: boolean;
  readonly prefix?: string;
  readonly acceptPlaintext?: boolean;
  readonly certificateAuthority?: string;
};

/** `store connect`: keeps the shop of this profile, after it was looked at. */
export async function connectStore(context: CommandContext, options: ConnectOptions): Promise<Outcome> {
  const connection = await readConnection(context, options);
  return withProfile(context, async ({ client }) => {
    const state = await client.shop.connect({ requestId: randomUUID(), connection, settings: {} });
    return storeOutcome(context, state);
  });
}

/** `store check`: looks at the connected shop again and tells how it stands. */
export async function checkStore(context: CommandContext): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    return storeOutcome(context, await client.shop.check());
  });
}

async function readConnection(context: CommandContext, options: ConnectOptions): Promise<StoreConnection> {
  if (options.sample) return { kind: 'sample' };
  if (options.url === undefined) {
    throw new UsageError(
      '--url mysql://KULLANICI@SUNUCU:PORT/VERİTABANI verilmeli.',
      '--url mysql://USER@HOST:PORT/DATABASE is needed.',
    );
  }
  const address = parseStoreUrl(options.url);
  const password = await findPassword(context, address);
  const tunnel = await readTunnel(context, options);
  const authority = options.certificateAuthority;
  return {
    kind: 'mysql',
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    password,
    prefix: options.prefix ?? null,
    acceptPlaintext: options.acceptPlaintext ?? false,
    certificateAuthority: authority === undefined ? null : await readFile(authority, 'utf8'),
    tunnel,
  };
}

type StoreAddress = Pick<MysqlConnection, 'host' | 'port' | 'user' | 'database'> & {
  readonly password: string | null;
};

/** Reads `mysql://USER[:PASSWORD]@HOST[:PORT]/DATABASE`; parts are percent-decoded. The password is never repeated. */
export function parseStoreUrl(text: string): StoreAddress {
  const wrong = (): UsageError =>
    new UsageError(
      'Mağaza adresi mysql://KULLANICI@SUNUCU:PORT/VERİTABANI biçiminde olmalı.',
      'The shop’s address must look like mysql://USER@HOST:PORT/DATABASE.',
    );
  if (!URL.canParse(text)) throw wrong();
  const url = new URL(text);
  const schemes = new Set(['mysql:', 'mariadb:']);
  const database = url.pathname.slice(1);
  if (!schemes.has(url.protocol) || url.hostname === '' || url.username === '' || database === '')
    throw wrong();
  if (database.includes('/')) throw wrong();
  try {
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? 3306 : Number(url.port),
      user: decodeURIComponent(url.username),
      database: decodeURIComponent(database),
      password: url.password === '' ? null : decodeURIComponent(url.password),
    };
  } catch (error) {
    if (error instanceof URIError) throw wrong();
    throw error;
  }
}

/** The environment first: unlike the address, it is not in the list of processes. An empty one means "no password". */
async function findPassword(context: CommandContext, address: StoreAddress): Promise<string> {
  const given = context.env['MESCHAIN_STORE_PASSWORD'];
  if (given !== undefined) return given;
  if (address.password !== null) return address.password;
  const question = context.words().storePassword(`${address.user}@${address.host}`);
  const typed = await askSecret(context.streams, question);
  if (typed !== null) return typed;
  throw new UsageError(
    'Parola verilmedi: MESCHAIN_STORE_PASSWORD ortam değişkenine yazın ya da komutu bir terminalde çalıştırın.',
    'No password was given: set MESCHAIN_STORE_PASSWORD or run the command in a terminal.',
  );
}

function storeOutcome(context: CommandContext, state: StoreState): Outcome {
  const { report } = state;
  const words = context.words();
  const language = context.language();
  const lines: string[] = [];
  if (report !== null) {
    lines.push(words.storeConnected(state.address ?? report.shopName, report.products), '');
    const rows = [
      [words.store, report.shopName],
      ['OpenCart', report.generation],
      ['SQL', `${report.serverVersion}${report.encrypted ? ' (TLS)' : ''}`],
      [words.products, formatCount(report.products, language)],
      [words.lastSync, state.lastRead === null ? words.never : formatInstant(state.lastRead.at, language)],
    ];
    if (report.tunnelHostKey !== undefined) rows.push(['SSH', report.tunnelHostKey]);
    const { rights, rightsThere, rightsMissing } = editWords(language);
    for (const right of report.rights) {
      // Wanted only where orders are given to their customers.
      if (right.feature === 'customers' && state.settings?.buyers !== 'match') continue;
      const missing = right.missing.length === 0 ? rightsThere : rightsMissing(right.missing.join(', '));
      rows.push([rights[right.feature], missing]);
    }
    lines.push(formatTable([{ title: words.store }, { title: words.state }], rows));
    if (report.missingRights.length > 0) lines.push('', words.missingRights, ...report.grantStatements);
    for (const finding of shopTableFindings(report)) {
      const { happened, means, action } = describeTableFinding(finding, language);
      lines.push('', `${happened} ${means} ${action}`);
    }
    for (const warning of report.warnings) lines.push('', describeForPeople(warning, language));
  }
  if (state.problem !== null) lines.push('', describeForPeople(state.problem, language));
  const findings = report === null ? [] : shopTableFindings(report);
  const json = { ...state, tableFindings: findings };
  return { json, text: lines.join('\n'), exitCode: state.problem === null ? EXIT.done : EXIT.failed };
}
