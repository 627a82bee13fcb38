import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';

const root = resolve(import.meta.dirname, '../..');

/** The built program in browser mode, as a process of its own. */
export type Served = {
  /** Opens the page once: it carries a token that is used up. */
  readonly address: string;
  /** Everything the program said on its standard error. */
  readonly said: () => string;
  /** Ends it as Ctrl-C does; resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
};

/** `meschain serve` on a profile, from `out/`. Rejects with what it said when it ends before it serves. */
export function serveBuilt(dataFolder: string): Promise<Served> {
  const child = spawn(
    process.execPath,
    [join(root, 'out/main/meschain.js'), '--data', dataFolder, '--json', 'serve', '--port', '0'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((done, failed) => {
    child.once('exit', (code) => failed(new Error(`serve ended with ${String(code)}:\n${printed}\n${said}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const address = addressIn(printed);
      if (address !== null) done({ address, said: () => said, stop: () => end(child) });
    });
  });
}

function addressIn(printed: string): string | null {
  try {
    return (JSON.parse(printed) as { address: string }).address; // the one document of `serve --json`
  } catch {
    return null; // not whole yet
  }
}

function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => {
    child.once('exit', (code) => done(code));
    child.kill('SIGINT');
  });
}

/** A page and everything that went wrong in it: console errors, uncaught errors, broken content policies. */
export type WatchedPage = { readonly page: Page; readonly complaints: readonly string[] };

export type Window = WatchedPage & {
  readonly context: BrowserContext;
  readonly close: () => Promise<void>;
};

export type WindowOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly colourScheme?: 'light' | 'dark';
};

/** A Chromium of its own at `address`. */
export async function openWindow(address: string, options: WindowOptions = {}): Promise<Window> {
  const browser = await launchChromium();
  const { width = 1280, height = 800, colourScheme = 'light' } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: colourScheme,
    locale: 'tr-TR',
    timezoneId: 'Europe/Istanbul',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints = await watch(page);
  await page.goto(address);
  return { page, complaints, context, close: () => closeAll(context, browser) };
}

async function closeAll(context: BrowserContext, browser: Browser): Promise<void> {
  await context.close();
  await browser.close();
}

/** Collects what a page complains about from now on, through its reloads as well. */
export async function watch(page: Page): Promise<readonly string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left or reloaded gives up its own open requests.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`request: ${request.url()} ${reason}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const place = `${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`;
      reportError(new Error(`content policy: ${event.effectiveDirective} ${event.blockedURI} at ${place}`));
    });
  });
  return complaints;
}
