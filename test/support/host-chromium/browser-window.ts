import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CHROMIUM_ARGUMENTS, chromiumPath } from '../chromium.ts';
import { app, ipcMain, session } from './electron.ts';
import { installPageShim } from './page-shim.ts';
import type { TunnelPort } from './tunnel-port.ts';

/** Where the page stands in Chromium: a name that leads nowhere, so that nothing but the program can answer. */
const ORIGIN = 'https://meschain.invalid';

type Wire = {
  readonly type: string;
  readonly id: number;
  readonly channel: string;
  readonly data: unknown;
  readonly given: unknown[];
};

class PageContents extends EventEmitter {
  page: Page | null = null;
  readonly mainFrame = { url: 'app://meschain/' };
  readonly #ports = new Map<number, TunnelPort>();
  #nextPort = 1;

  setWindowOpenHandler(): void {
    this.emit('window-open-handler-set');
  }

  isDestroyed(): boolean {
    return this.page === null || this.page.isClosed();
  }

  postMessage(channel: string, message: unknown, ports: readonly TunnelPort[]): void {
    const ids = ports.map((port) => this.#adopt(port));
    this.#deliver({ type: 'message', channel, message, ports: ids });
  }

  async fromPage(wire: Wire): Promise<unknown> {
    const event = { sender: this, senderFrame: this.mainFrame };
    if (wire.type === 'port') this.#ports.get(wire.id)?.postMessage(wire.data);
    else if (wire.type === 'invoke') return ipcMain.invoke(wire.channel, event, wire.given);
    else ipcMain.emit(wire.channel, event, ...wire.given);
    return undefined;
  }

  #adopt(port: TunnelPort): number {
    const id = this.#nextPort++;
    this.#ports.set(id, port);
    port.on('message', ({ data }: { data: unknown }) => this.#deliver({ type: 'port', id, data }));
    port.on('close', () => {
      this.#ports.delete(id);
      this.#deliver({ type: 'port-closed', id });
    });
    port.start();
    return id;
  }

  #deliver(wire: object): void {
    if (this.page === null || this.page.isClosed()) return;
    this.page
      .evaluate(
        (sent) => (globalThis as unknown as { __fromMain: (wire: unknown) => void }).__fromMain(sent),
        wire,
      )
      .catch((error: unknown) => {
        if (this.page !== null && !this.page.isClosed()) throw error;
      });
  }
}

let browser: Promise<Browser> | null = null;

/** One Chromium for the program; `HOST_CHROMIUM_PORT` lets a test look at its page from outside. */
function launch(): Promise<Browser> {
  const port = process.env['HOST_CHROMIUM_PORT'];
  browser ??= chromium.launch({
    executablePath: chromiumPath(),
    args: [...CHROMIUM_ARGUMENTS, ...(port === undefined ? [] : [`--remote-debugging-port=${port}`])],
  });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  if (browser !== null) await (await browser).close();
}

type Options = {
  readonly width: number;
  readonly height: number;
  readonly webPreferences: { readonly preload: string; readonly additionalArguments: readonly string[] };
};

export class BrowserWindow extends EventEmitter {
  readonly webContents = new PageContents();
  readonly #options: Options;

  constructor(options: Options) {
    super();
    this.#options = options;
    app.emit('web-contents-created', {}, this.webContents);
  }

  removeMenu(): void {
    this.emit('menu-removed');
  }

  async loadURL(address: string): Promise<void> {
    const { width, height, webPreferences } = this.#options;
    const context = await (await launch()).newContext({ viewport: { width, height } });
    const page = await context.newPage();
    this.webContents.page = page;
    page.on('close', () => {
      this.webContents.emit('destroyed');
      this.emit('closed');
    });
    await page.exposeBinding('__toMain', (_source, wire: Wire) => this.webContents.fromPage(wire));
    // One script: the order of several is not defined.
    const preload = wrapPreload(
      readFileSync(webPreferences.preload, 'utf8'),
      webPreferences.additionalArguments,
    );
    await page.addInitScript({ content: `(${installPageShim.toString()})();\n${preload}` });
    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url());
      if (url.origin !== ORIGIN) return route.abort();
      const request = new Request(`${address}${url.pathname.slice(1)}`, { method: route.request().method() });
      const answer = await session.answer(request);
      const headers = Object.fromEntries(answer.headers);
      await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
    });
    await page.goto(`${ORIGIN}/`);
    this.emit('ready-to-show');
  }

  isDestroyed(): boolean {
    return this.webContents.page?.isClosed() ?? false;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.emit('restore');
  }

  show(): void {
    this.emit('show');
  }

  focus(): void {
    this.emit('focus');
  }
}

/** A preload is CommonJS that requires `electron` alone and sees a few names of Node's. */
function wrapPreload(source: string, given: readonly string[]): string {
  return `((require, module, exports, process) => {
    ${source}
  })(
    (name) => {
      if (name !== 'electron') throw new Error('a preload may require electron alone: ' + name);
      return globalThis.__electron;
    },
    { exports: {} },
    {},
    { platform: ${JSON.stringify(process.platform)}, argv: ${JSON.stringify(given)} },
  );`;
}
