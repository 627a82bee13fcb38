import { EventEmitter } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TunnelPort } from './tunnel-port.ts';

/** Electron's main-process module, as far as the program uses it, with Chromium and Node behind it. */
export { BrowserWindow } from './browser-window.ts';
export { utilityProcess } from './utility-process.ts';

export const app = Object.assign(new EventEmitter(), {
  enableSandbox: () => undefined,
  commandLine: { appendSwitch: () => undefined },
  requestSingleInstanceLock: () => true,
  whenReady: () => Promise.resolve(),
  getLocale: () => process.env['LANG']?.slice(0, 2) ?? 'tr',
  getVersion: () => '0.0.0-host-chromium',
  getPath: () => join(homedir(), '.meschain-host-chromium'),
  setBadgeCount: () => true,
  quit: () => {
    let prevented = false;
    app.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) app.exit(0);
  },
  exit: (code: number) => {
    void import('./browser-window.ts')
      .then(({ closeBrowser }) => closeBrowser())
      .finally(() => process.exit(code));
  },
});

process.on('SIGTERM', () => app.quit());

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, (event: unknown, ...given: readonly unknown[]) => unknown>();

  handle(channel: string, handler: (event: unknown, ...given: readonly unknown[]) => unknown): void {
    if (this.#handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    this.#handlers.set(channel, handler);
  }

  async invoke(channel: string, event: unknown, given: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`no handler for ${channel}`);
    return structuredClone(await handler(event, ...structuredClone(given)));
  }
}
export const ipcMain = new IpcMain();

type Answering = (request: Request) => Promise<Response>;

class Session {
  #answering: Answering | null = null;
  readonly protocol = {
    handle: (_scheme: string, handler: Answering) => {
      this.#answering = handler;
    },
  };
  get defaultSession(): this {
    return this;
  }
  answer(request: Request): Promise<Response> {
    if (this.#answering === null) throw new Error('nobody answers for app:');
    return this.#answering(request);
  }
  setPermissionRequestHandler(): void {}
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
  setBluetoothPairingHandler(): void {}
  setDisplayMediaRequestHandler(): void {}
  setUSBProtectedClassesHandler(): void {}
}
export const session = new Session();
export const protocol = { registerSchemesAsPrivileged: () => undefined };

export class MessageChannelMain {
  readonly port1: TunnelPort;
  readonly port2: TunnelPort;
  constructor() {
    [this.port1, this.port2] = TunnelPort.pair();
  }
}

export const powerMonitor = new EventEmitter();
export const Menu = { buildFromTemplate: (items: unknown) => items };
export const nativeImage = { createFromPath: (path: string) => ({ path, resize: () => ({ path }) }) };
export class Tray extends EventEmitter {
  setToolTip(): void {}
  setContextMenu(): void {}
}
export const dialog = {
  showMessageBox: async () => ({ response: 1 }),
  showErrorBox: (title: string, text: string) => process.stderr.write(`${title}\n${text}\n`),
};
export const shell = { openExternal: async () => undefined };
/** No keychain: the program asks for a passphrase, as it does wherever the system protects nothing. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => false,
  getSelectedStorageBackend: () => 'basic_text',
};
