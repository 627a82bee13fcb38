import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, chromium, type Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');
const entry = join(root, 'out/main/index.js');
const STARTS_WITHIN_MS = 60_000;

/** The built desktop program, running, with its page in reach. */
export type Desktop = {
  readonly page: Page;
  /** Everything the program said on its standard error. */
  readonly said: () => string;
  readonly close: () => Promise<void>;
};

export type DesktopHost = {
  readonly name: string;
  readonly open: (options: { readonly dataFolder: string }) => Promise<Desktop>;
};

/** Every host that this computer has: always Chromium in Electron's place, and Electron itself where its binary is. */
export function desktopHosts(): readonly DesktopHost[] {
  const electron = electronBinary();
  const hosts: DesktopHost[] = [{ name: 'Chromium in Electron’s place', open: openOnChromium }];
  if (electron !== null)
    hosts.push({ name: 'Electron', open: (options) => openOnElectron(electron, options) });
  return hosts;
}

function electronBinary(): string | null {
  const given = process.env['MESCHAIN_ELECTRON'];
  if (given !== undefined) return given;
  const pathFile = join(root, 'node_modules/electron/path.txt');
  if (!existsSync(pathFile)) return null;
  const path = join(root, 'node_modules/electron/dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : null;
}

/** No keychain in a test: the profile's key stands behind a passphrase. */
function environment(dataFolder: string): NodeJS.ProcessEnv {
  return { ...process.env, MESCHAIN_DATA: dataFolder, MESCHAIN_PASSPHRASE: 'bir deneme parolası' };
}

async function openOnChromium({ dataFolder }: { readonly dataFolder: string }): Promise<Desktop> {
  const port = await freePort();
  const register = pathToFileURL(join(root, 'test/support/host-chromium/register.mjs')).href;
  const child = spawn(process.execPath, ['--import', register, entry], {
    cwd: root,
    env: { ...environment(dataFolder), HOST_CHROMIUM_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const browser = await until(
    () => chromium.connectOverCDP(`http://127.0.0.1:${port}`),
    () => `the program did not open a window:\n${said}`,
  );
  const page = await until(
    async () => {
      const found = browser
        .contexts()
        .flatMap((context) => context.pages())
        .find((one) => one.url().startsWith('https://meschain.invalid/'));
      if (!found) throw new Error('no page yet');
      return found;
    },
    () => `the program opened no page:\n${said}`,
  );
  return {
    page,
    said: () => said,
    close: async () => {
      await end(child);
    },
  };
}

async function openOnElectron(
  executablePath: string,
  { dataFolder }: { readonly dataFolder: string },
): Promise<Desktop> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const program = await _electron.launch({
    executablePath,
    args: [...sandbox, `--user-data-dir=${join(dataFolder, 'electron')}`, root],
    env: environment(dataFolder) as Record<string, string>,
  });
  let said = '';
  program.process().stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { page: await program.firstWindow(), said: () => said, close: () => program.close() };
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}

/** Tries until it works; past the deadline it fails with what `explain` says. */
async function until<T>(attempt: () => Promise<T>, explain: () => string): Promise<T> {
  const deadline = performance.now() + STARTS_WITHIN_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw new Error(explain(), { cause: error });
      await new Promise((again) => setTimeout(again, 100));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? found(address.port) : failed(new Error('no port')),
      );
    });
  });
}
