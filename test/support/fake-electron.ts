import { EventEmitter } from 'node:events';

/**
 * Electron as far as the shell asks anything of it: records what it was told and lets a test play the system's part.
 * What it cannot prove (the real sandbox, the real bridge) is proved where a real Electron is: `test/e2e`.
 */
export const asked: {
  windows: unknown[];
  opened: string[];
  boxes: string[];
  errors: string[];
  exits: number[];
  badges: number[];
} = {
  windows: [],
  opened: [],
  boxes: [],
  errors: [],
  exits: [],
  badges: [],
};

export const answers = {
  box: 0,
  backend: 'gnome_libsecret',
  available: true,
  reEncrypt: false,
  broken: false,
};

export function reset(): void {
  for (const list of Object.values(asked)) list.length = 0;
  Object.assign(answers, {
    box: 0,
    backend: 'gnome_libsecret',
    available: true,
    reEncrypt: false,
    broken: false,
  });
  engines.length = 0;
  ipcMain.clear();
}

export class FakeContents extends EventEmitter {
  mainFrame = { url: 'app://meschain/' };
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  readonly posted: { channel: string; ports: readonly unknown[] }[] = [];
  gone = false;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  postMessage(channel: string, _message: unknown, ports: readonly unknown[]): void {
    this.posted.push({ channel, ports });
  }
  isDestroyed(): boolean {
    return this.gone;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  loaded = '';
  menuRemoved = false;
  constructor(options: unknown) {
    super();
    asked.windows.push(options);
  }
  removeMenu(): void {
    this.menuRemoved = true;
  }
  async loadURL(address: string): Promise<void> {
    this.loaded = address;
  }
  isDestroyed(): boolean {
    return false;
  }
  show(): void {
    this.emit('shown');
  }
}

class FakeIpcMain extends EventEmitter {
  readonly handlers = new Map<string, (...given: unknown[]) => unknown>();
  handle(channel: string, handler: (...given: unknown[]) => unknown): void {
    if (this.handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    this.handlers.set(channel, handler);
  }
  clear(): void {
    this.handlers.clear();
    this.removeAllListeners();
  }
}
export const ipcMain = new FakeIpcMain();

export const app = Object.assign(new EventEmitter(), {
  setBadgeCount: (count: number) => asked.badges.push(count),
  getLocale: () => 'tr',
  exit: (code: number) => asked.exits.push(code),
});

export const dialog = {
  showMessageBox: async (...given: unknown[]): Promise<{ response: number }> => {
    asked.boxes.push(JSON.stringify(given.at(-1)));
    return { response: answers.box };
  },
  showErrorBox: (_title: string, text: string) => asked.errors.push(text),
};

export const shell = {
  openExternal: async (address: string): Promise<void> => {
    asked.opened.push(address);
  },
};

let sealings = 0;

/** Seals by turning the bytes round: enough to see that what is kept is not what was given. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => answers.available,
  getSelectedStorageBackend: () => answers.backend,
  encryptStringAsync: async (text: string) => Buffer.from(`${(sealings += 1)}:${text}`).reverse(),
  decryptStringAsync: async (sealed: Buffer) => {
    if (answers.broken) throw new Error('the keychain said no');
    const text = Buffer.from(sealed).reverse().toString().replace(/^\d+:/, '');
    return { result: text, shouldReEncrypt: answers.reEncrypt };
  },
  encryptString: () => forbidden('encryptString'),
  decryptString: () => forbidden('decryptString'),
  isEncryptionAvailable: () => forbidden('isEncryptionAvailable'),
};

function forbidden(name: string): never {
  throw new Error(`safeStorage.${name} is synchronous: deprecated in Electron 45 and gone in 46`);
}

export class FakeEngine extends EventEmitter {
  readonly got: { message: unknown; ports: readonly unknown[] }[] = [];
  killed = false;
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    this.got.push({ message, ports });
  }
  kill(): boolean {
    this.killed = true;
    return true;
  }
}
export const engines: FakeEngine[] = [];
export const utilityProcess = {
  fork: (): FakeEngine => {
    const engine = new FakeEngine();
    engines.push(engine);
    return engine;
  },
};

export class MessageChannelMain {
  readonly port1 = { name: 'engine' };
  readonly port2 = { name: 'page' };
}

export const protocol = { registerSchemesAsPrivileged: () => undefined };
