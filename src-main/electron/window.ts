import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { APP_PAGE } from './own-page.ts';

/** Everything that keeps a page a page, said out loud even where it is Electron's default: a default can change. */
export function windowOptions(preload: string, icon: string): BrowserWindowConstructorOptions {
  return {
    width: 1_280,
    height: 800,
    minWidth: 1_024,
    minHeight: 700,
    show: false,
    backgroundColor: '#f6f7f8',
    title: 'MesChain Sync',
    icon,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      safeDialogs: true,
    },
  };
}

/** Opens the program's one window on its own page. It shows itself when there is something to see. */
export async function openWindow(
  preload: string,
  icon: string,
  onMade: (window: BrowserWindow) => void,
): Promise<BrowserWindow> {
  const window = new BrowserWindow(windowOptions(preload, icon));
  // The page asks for its port while it loads: the window must be known by then.
  onMade(window);
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  await window.loadURL(APP_PAGE);
  return window;
}
