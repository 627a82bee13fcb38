import { app, ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { SHELL_CHANNELS } from '#contract/shell-channels.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import { openExternal } from './open-external.ts';
import { isOwnPage } from './own-page.ts';
import type { ShellWords } from './shell-words.ts';

export type ShellVerbOptions = {
  readonly window: () => BrowserWindow | null;
  readonly engine: EngineSupervisor;
  readonly words: ShellWords;
  readonly onBadge: (count: number) => void;
};

/** Answers the page's few verbs. Everything that does not come from our own page's main frame is left unanswered. */
export function answerShellVerbs({ window, engine, words, onBadge }: ShellVerbOptions): void {
  ipcMain.handle(SHELL_CHANNELS.openExternal, (event, address: unknown) => {
    const open = window();
    return open !== null && isTrustedSender(event, open) ? openExternal(open, address, words) : false;
  });
  ipcMain.on(SHELL_CHANNELS.requestEnginePort, (event) => {
    const open = window();
    if (open !== null && isTrustedSender(event, open)) engine.connect(event.sender);
  });
  ipcMain.on(SHELL_CHANNELS.setBadge, (event, count: unknown) => {
    const open = window();
    if (open === null || !isTrustedSender(event, open) || !isBadge(count)) return;
    app.setBadgeCount(count);
    onBadge(count);
  });
}

/** The window we made, its main frame, and our own address: a frame inside the page, or a page gone astray, is none. */
export function isTrustedSender(event: IpcMainEvent | IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const { sender, senderFrame } = event;
  return (
    !window.isDestroyed() &&
    sender === window.webContents &&
    senderFrame !== null &&
    senderFrame === window.webContents.mainFrame &&
    isOwnPage(senderFrame.url)
  );
}

function isBadge(count: unknown): count is number {
  return Number.isSafeInteger(count) && Number(count) >= 0 && Number(count) <= 9_999;
}
