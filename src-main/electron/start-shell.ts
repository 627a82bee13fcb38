import { join } from 'node:path';
import { app, dialog, powerMonitor, session, type BrowserWindow } from 'electron';
import { describeProblem } from '#contract/problem-texts.ts';
import { isProblemError, type Problem } from '#contract/problem.ts';
import { prepareFolder } from '../node-host/create-node-host.ts';
import { serveAppPage } from './app-protocol.ts';
import { openDesktopKey } from './desktop-keys.ts';
import { superviseEngine, type EngineSupervisor } from './engine-supervisor.ts';
import { lockNavigation } from './navigation-lock.ts';
import { guardPermissions } from './permissions.ts';
import { languageOfSystem, shellWords, type ShellWords } from './shell-words.ts';
import { answerShellVerbs } from './shell-verbs.ts';
import { createTray } from './tray.ts';
import { openWindow } from './window.ts';

export type ShellFiles = {
  readonly preload: string;
  readonly pageFolder: string;
  readonly engineEntry: string;
  readonly icon: string;
};

/** Builds the shell around one window and one engine. Resolves when the page is up, or when it was said why it is not. */
export async function startShell(files: ShellFiles): Promise<void> {
  await app.whenReady();
  const words = shellWords(languageOfSystem(app.getLocale()));
  app.on('web-contents-created', (_event, contents) => lockNavigation(contents));
  guardPermissions(session.defaultSession);
  serveAppPage(session.defaultSession, files.pageFolder);
  try {
    const engine = await startEngine(files, words);
    await startWindow(files, words, engine);
  } catch (error) {
    if (!isProblemError(error)) throw error;
    refuseToStart(error.problem, words);
  }
}

async function startEngine(files: ShellFiles, words: ShellWords): Promise<EngineSupervisor> {
  const dataFolder = process.env['MESCHAIN_DATA'] ?? join(app.getPath('userData'), 'profile');
  prepareFolder(dataFolder);
  const desktopKey = await openDesktopKey({
    dataFolder,
    platform: process.platform,
    passphrase: process.env['MESCHAIN_PASSPHRASE'] || null,
    consentToKeyFile: () => askForKeyFile(words),
  });
  return superviseEngine({
    entry: files.engineEntry,
    start: {
      kind: 'start',
      version: app.getVersion(),
      dataFolder,
      ...desktopKey,
      key: new Uint8Array(desktopKey.key),
    },
    onRefused: (value) => refuseToStart(value, words),
  });
}

async function startWindow(files: ShellFiles, words: ShellWords, engine: EngineSupervisor): Promise<void> {
  let window: BrowserWindow | null = null;
  const show = (): void => {
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  const tray = createTray(files.icon, words, { show, quit: () => app.quit() });
  answerShellVerbs({ window: () => window, engine, words, onBadge: tray.setWaiting });
  app.on('second-instance', show);
  app.on('activate', show);
  endCleanly(engine);
  powerMonitor.on('resume', () => engine.wake());
  window = await openWindow({ ...files, version: app.getVersion() }, (made) => {
    window = made;
  });
  window.on('closed', () => {
    window = null;
    app.quit();
  });
}

/** The engine reaches a safe point before the program ends, whoever asks for the end. */
function endCleanly(engine: EngineSupervisor): void {
  let ended = false;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void engine.stop().finally(() => {
      ended = true;
      app.quit();
    });
  });
  app.on('window-all-closed', () => app.quit());
  powerMonitor.on('shutdown', () => app.quit());
}

async function askForKeyFile(words: ShellWords): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: words.noKeychain,
    detail: words.noKeychainDetail,
    buttons: [words.useKeyFile, words.quit],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

function refuseToStart(value: Problem, words: ShellWords): void {
  const { happened, means, action } = describeProblem(value, languageOfSystem(app.getLocale()));
  dialog.showErrorBox(words.cannotStart, [happened, means, action, value.detail ?? ''].join('\n\n').trim());
  app.exit(1);
}
