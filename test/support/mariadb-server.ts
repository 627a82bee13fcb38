import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const BOOT_DEADLINE_MS = 30_000;

/** Where the run's own server is; root has no password and can be reached from this computer only. */
export type MariadbFacts = {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly socketPath: string;
  readonly user: 'root';
  readonly password: '';
};

export type RunningMariadb = MariadbFacts & {
  readonly processId: number;
  readonly stop: () => Promise<void>;
};

type Programs = { readonly server: string; readonly install: string };

/** Starts one private MariaDB in a folder of its own, on a free port of 127.0.0.1. */
export async function startMariadb(extraArguments: readonly string[] = []): Promise<RunningMariadb> {
  const programs = await findOrInstall();
  const folder = await mkdtemp(join(tmpdir(), 'meschain-mariadb-'));
  try {
    await installDatabase(programs, folder);
    return await boot(programs, folder, extraArguments);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function installDatabase(programs: Programs, folder: string): Promise<void> {
  await run(programs.install, [
    '--no-defaults',
    ...asRoot(),
    `--datadir=${join(folder, 'data')}`,
    // A server that starts sweeps its temporary folder; it must not be one that it shares with another server.
    `--tmpdir=${folder}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
}

async function boot(
  programs: Programs,
  folder: string,
  extraArguments: readonly string[],
): Promise<RunningMariadb> {
  const port = await freePort();
  const socketPath = join(folder, 's');
  const errorLog = join(folder, 'error.log');
  const server = spawn(
    programs.server,
    [
      '--no-defaults',
      ...asRoot(),
      `--datadir=${join(folder, 'data')}`,
      `--tmpdir=${folder}`,
      `--socket=${socketPath}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      '--skip-log-bin',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-buffer-pool-size=64M',
      `--log-error=${errorLog}`,
      ...extraArguments,
    ],
    { stdio: 'ignore' },
  );
  const processId = server.pid;
  if (processId === undefined) throw new Error(`${programs.server} could not be started`);
  await untilReady({ server, errorLog, port });
  return {
    host: '127.0.0.1',
    port,
    socketPath,
    user: 'root',
    password: '',
    processId,
    stop: async () => {
      await stop(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(facts: { server: ChildProcess; errorLog: string; port: number }): Promise<void> {
  const deadline = performance.now() + BOOT_DEADLINE_MS;
  while (performance.now() < deadline) {
    const log = existsSync(facts.errorLog) ? await readFile(facts.errorLog, 'utf8') : '';
    if (log.includes('ready for connections')) return;
    if (facts.server.exitCode !== null) throw new Error(`MariaDB ended while starting:\n${log}`);
    await sleep(25);
  }
  await stop(facts.server);
  throw new Error(`MariaDB was not ready on port ${facts.port} within ${BOOT_DEADLINE_MS} ms`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGTERM');
  await ended;
}

async function findOrInstall(): Promise<Programs> {
  const found = find();
  if (found) return found;
  const command = 'apt-get install -y --no-install-recommends mariadb-server';
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`The shop tests need MariaDB. Install it with: sudo ${command}`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', command.split(' ').slice(1), { env, maxBuffer: 64 * 1024 * 1024 });
  const installed = find();
  if (!installed) throw new Error(`"${command}" ended well, but no mariadbd is to be found`);
  return installed;
}

function find(): Programs | null {
  const named = process.env.MESCHAIN_MARIADBD;
  const folders = [
    // Beside a server that was named, and in the sibling folder where its distribution puts the other programs.
    ...(named === undefined
      ? []
      : [dirname(named), join(dirname(named), '../bin'), join(dirname(named), '../scripts')]),
    '/usr/sbin',
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
    ...(process.env.PATH ?? '').split(':'),
  ];
  const locate = (name: string): string | undefined =>
    folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  const server = named ?? locate('mariadbd');
  const install = locate('mariadb-install-db');
  return server !== undefined && install !== undefined ? { server, install } : null;
}

/** MariaDB refuses to run as root unless told so by name. */
function asRoot(): readonly string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port on 127.0.0.1'));
      });
    });
  });
}
