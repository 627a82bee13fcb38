import type { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SHELL_CHANNELS } from '#contract/shell-channels.ts';
import { PORT_MESSAGE } from '#contract/shell.ts';
import * as electron from '../support/fake-electron.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

const { answerPageRequest } = await import('../../src-main/electron/app-protocol.ts');
const { superviseEngine } = await import('../../src-main/electron/engine-supervisor.ts');
const { lockNavigation } = await import('../../src-main/electron/navigation-lock.ts');
const { openExternal } = await import('../../src-main/electron/open-external.ts');
const { guardPermissions, isPermitted, PERMISSIONS } = await import('../../src-main/electron/permissions.ts');
const { answerShellVerbs } = await import('../../src-main/electron/shell-verbs.ts');
const { shellWords } = await import('../../src-main/electron/shell-words.ts');
const { openWindow, windowOptions } = await import('../../src-main/electron/window.ts');

const words = shellWords('tr');
// The fakes stand where Electron's own classes do; the shell asks of them no more than they have.
const as = <T>(fake: unknown): T => fake as T;
const newWindow = (): electron.BrowserWindow => new electron.BrowserWindow({});

beforeEach(() => electron.reset());

const FILES = { preload: '/preload.cjs', icon: '/icon.png', version: '1.2.3' };

describe('the window', () => {
  it('is made with every wall up', () => {
    const { webPreferences } = windowOptions(FILES);
    expect(webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
    });
    for (const name of [
      'webSecurity',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
    ]) {
      expect(webPreferences, name).not.toHaveProperty(name);
    }
  });

  it('is known before its page loads, has no menu, and loads our own page alone', async () => {
    const made: unknown[] = [];
    const window = as<electron.BrowserWindow>(await openWindow(FILES, (one) => made.push(one)));
    expect(made).toEqual([window]);
    expect([window.loaded, window.menuRemoved]).toEqual(['app://meschain/', true]);
  });
});

describe('navigation', () => {
  const locked = (): electron.FakeContents => {
    const contents = new electron.FakeContents();
    lockNavigation(as(contents));
    return contents;
  };
  const tried = (contents: EventEmitter, event: string, details: object): boolean => {
    let stopped = false;
    contents.emit(event, { ...details, preventDefault: () => (stopped = true) });
    return !stopped;
  };

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s stays on our own page', (event) => {
    expect(tried(locked(), event, { url: 'https://evil.example/', isMainFrame: true })).toBe(false);
    expect(tried(locked(), event, { url: 'app://meschain.evil.example/', isMainFrame: true })).toBe(false);
    expect(tried(locked(), event, { url: 'app://meschain/index.html', isMainFrame: true })).toBe(true);
  });

  it('lets a frame show its own srcdoc, and the page itself never', () => {
    expect(tried(locked(), 'will-frame-navigate', { url: 'about:srcdoc', isMainFrame: false })).toBe(true);
    expect(tried(locked(), 'will-frame-navigate', { url: 'about:srcdoc', isMainFrame: true })).toBe(false);
  });

  it('opens no second window and no embedded browser', () => {
    const contents = locked();
    expect(contents.windowOpenHandler?.({ url: 'app://meschain/' })).toEqual({ action: 'deny' });
    expect(tried(contents, 'will-attach-webview', {})).toBe(false);
  });
});

describe('permissions', () => {
  it('are two, each with a reason, and everything else is refused', () => {
    const allowed = Object.entries(PERMISSIONS).flatMap(([name, { allowed }]) => (allowed ? [name] : []));
    expect(allowed.toSorted()).toEqual(['clipboard-sanitized-write', 'notifications']);
    for (const { why } of Object.values(PERMISSIONS)) expect(why.length).toBeGreaterThan(10);
  });

  it('are never given to another origin, nor for a name that is only inherited', () => {
    expect(isPermitted('notifications', 'app://meschain/')).toBe(true);
    expect(isPermitted('notifications', 'https://evil.example/')).toBe(false);
    for (const name of ['constructor', '__proto__', 'toString', 'quantum-teleport', '']) {
      expect(isPermitted(name, 'app://meschain/'), name).toBe(false);
    }
  });

  it('are answered whichever way a page asks', () => {
    const set = new Map<string, (...given: never[]) => unknown>();
    const session = new Proxy(
      {},
      { get: (_target, name) => (handler: never) => set.set(String(name), handler) },
    );
    guardPermissions(as(session));
    const request = set.get('setPermissionRequestHandler') as (...given: unknown[]) => void;
    const verdicts: boolean[] = [];
    const verdict = (value: boolean): number => verdicts.push(value);
    request(null, 'media', verdict, { isMainFrame: true, requestingUrl: 'app://meschain/' });
    request(null, 'notifications', verdict, { isMainFrame: true, requestingUrl: 'app://meschain/' });
    request(null, 'notifications', verdict, { isMainFrame: false, requestingUrl: 'app://meschain/' });
    expect(verdicts).toEqual([false, true, false]);
    const check = set.get('setPermissionCheckHandler') as (...given: unknown[]) => boolean;
    expect(check(null, 'notifications', 'app://meschain', { isMainFrame: true })).toBe(true);
    expect(check(null, 'usb', 'app://meschain', { isMainFrame: true })).toBe(false);
    expect((set.get('setDevicePermissionHandler') as () => boolean)()).toBe(false);
    expect([...set.keys()].toSorted()).toEqual([
      'setBluetoothPairingHandler',
      'setDevicePermissionHandler',
      'setDisplayMediaRequestHandler',
      'setPermissionCheckHandler',
      'setPermissionRequestHandler',
      'setUSBProtectedClassesHandler',
    ]);
  });
});

describe('the door to the browser', () => {
  it('shows the merchant which site it is and opens it after a yes', async () => {
    expect(await openExternal(as(newWindow()), 'https://partner.trendyol.com/siparis', words)).toBe(true);
    expect(electron.asked.opened).toEqual(['https://partner.trendyol.com/siparis']);
    expect(electron.asked.boxes[0]).toContain('partner.trendyol.com');
  });

  it('stays shut after a no, and does not even ask for what may not be opened', async () => {
    electron.answers.box = 1;
    expect(await openExternal(as(newWindow()), 'https://partner.trendyol.com/', words)).toBe(false);
    expect(await openExternal(as(newWindow()), 'file:///etc/passwd', words)).toBe(false);
    expect([electron.asked.opened.length, electron.asked.boxes.length]).toEqual([0, 1]);
  });
});

describe('the verbs of the page', () => {
  const setUp = () => {
    const window = newWindow();
    const connected: unknown[] = [];
    const badges: number[] = [];
    const engine = { connect: (page: unknown) => connected.push(page), wake: () => {}, stop: async () => {} };
    answerShellVerbs({
      window: () => as(window),
      engine: as(engine),
      words,
      onBadge: (count) => badges.push(count),
    });
    return { window, connected, badges };
  };
  const ours = (window: electron.BrowserWindow) => ({
    sender: window.webContents,
    senderFrame: window.webContents.mainFrame,
  });

  it('are answered for the main frame of our own page', async () => {
    const { window, connected, badges } = setUp();
    electron.ipcMain.emit(SHELL_CHANNELS.requestEnginePort, ours(window));
    electron.ipcMain.emit(SHELL_CHANNELS.setBadge, ours(window), 3);
    expect(connected).toEqual([window.webContents]);
    expect([badges, electron.asked.badges]).toEqual([[3], [3]]);
    const open = electron.ipcMain.handlers.get(SHELL_CHANNELS.openExternal);
    expect(await open?.(ours(window), 'https://partner.trendyol.com/')).toBe(true);
  });

  it('are not answered for a frame inside it, another page, a page gone astray, or no frame at all', async () => {
    const { window, connected } = setUp();
    const astray = new electron.FakeContents();
    const strangers = [
      { sender: window.webContents, senderFrame: { url: 'app://meschain/' } },
      { sender: astray, senderFrame: astray.mainFrame },
      { sender: window.webContents, senderFrame: null },
    ];
    const open = electron.ipcMain.handlers.get(SHELL_CHANNELS.openExternal);
    for (const event of strangers) {
      electron.ipcMain.emit(SHELL_CHANNELS.requestEnginePort, event);
      expect(await open?.(event, 'https://partner.trendyol.com/')).toBe(false);
    }
    window.webContents.mainFrame.url = 'https://evil.example/';
    electron.ipcMain.emit(SHELL_CHANNELS.requestEnginePort, ours(window));
    expect([connected.length, electron.asked.opened.length]).toEqual([0, 0]);
  });

  it('take no number that is no count', () => {
    const { window, badges } = setUp();
    for (const wrong of [-1, 1.5, Number.NaN, '3', null, {}, 1e9]) {
      electron.ipcMain.emit(SHELL_CHANNELS.setBadge, ours(window), wrong);
    }
    expect(badges).toEqual([]);
  });
});

describe('the engine’s process', () => {
  const start = {
    kind: 'start',
    version: '1',
    dataFolder: '/profile',
    protection: 'key-file',
    keyId: 'a',
    key: new Uint8Array(32),
  } as const;
  const supervise = () => {
    const refused: string[] = [];
    const engine = superviseEngine({
      entry: 'engine.js',
      start,
      onRefused: ({ code }) => refused.push(code),
    });
    return { engine, refused };
  };

  it('gets its key once it runs, and a page its port once the engine is ready', () => {
    const { engine } = supervise();
    const page = new electron.FakeContents();
    engine.connect(as(page));
    const process = electron.engines[0]!;
    process.emit('spawn');
    expect(process.got.map(({ message }) => message)).toEqual([start]);
    expect(page.posted).toEqual([]);
    process.emit('message', { kind: 'ready' });
    expect(page.posted).toEqual([{ channel: PORT_MESSAGE, ports: [{ name: 'page' }] }]);
    expect(process.got.at(-1)).toEqual({ message: { kind: 'page' }, ports: [{ name: 'engine' }] });
  });

  it('is started again after a crash, later each time, and every page gets a new port', () => {
    vi.useFakeTimers();
    try {
      const { engine } = supervise();
      const page = new electron.FakeContents();
      engine.connect(as(page));
      electron.engines[0]!.emit('message', { kind: 'ready' });
      electron.engines[0]!.emit('exit', 1);
      vi.advanceTimersByTime(249);
      expect(electron.engines.length).toBe(1);
      vi.advanceTimersByTime(1);
      electron.engines[1]!.emit('message', { kind: 'ready' });
      expect(page.posted.length).toBe(2);
      electron.engines[1]!.emit('exit', 1);
      vi.advanceTimersByTime(499);
      expect(electron.engines.length).toBe(2);
      engine.wake();
      expect(electron.engines.length).toBe(3);
      vi.advanceTimersByTime(60_000);
      expect(electron.engines.length).toBe(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not started again when it said itself that it cannot run on this profile', () => {
    vi.useFakeTimers();
    try {
      const { refused } = supervise();
      const value = { code: 'cache/in-use', params: {}, detail: null };
      electron.engines[0]!.emit('message', { kind: 'failed', problem: value });
      electron.engines[0]!.emit('exit', 1);
      vi.advanceTimersByTime(120_000);
      expect([refused, electron.engines.length]).toEqual([['cache/in-use'], 1]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is asked to stop and waited for; only one that does not answer is killed', async () => {
    vi.useFakeTimers();
    try {
      const { engine } = supervise();
      const process = electron.engines[0]!;
      const stopped = engine.stop();
      expect(process.got.at(-1)?.message).toEqual({ kind: 'stop' });
      expect(process.killed).toBe(false);
      vi.advanceTimersByTime(15_000);
      expect(process.killed).toBe(true);
      process.emit('exit', 0);
      await stopped;
      vi.advanceTimersByTime(120_000);
      expect(electron.engines.length).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('app://meschain', () => {
  it('serves files of the page by GET, with the page’s headers, and nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'meschain-page-'));
    try {
      mkdirSync(join(folder, 'page'));
      writeFileSync(join(folder, 'page', 'index.html'), 'page');
      writeFileSync(join(folder, 'outside.html'), 'outside');
      const get = (url: string, method = 'GET'): Promise<Response> =>
        answerPageRequest({ url, method }, join(folder, 'page'));
      const page = await get('app://meschain/');
      expect([page.status, await page.text()]).toEqual([200, 'page']);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      for (const url of [
        'app://meschain/..%2foutside.html',
        'app://meschain/%252e%252e/outside.html',
        'app://evil/',
        'app://meschain/x',
      ]) {
        expect((await get(url)).status, url).toBe(404);
      }
      expect((await get('app://meschain/', 'POST')).status).toBe(405);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
