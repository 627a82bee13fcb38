import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { VERSION_ARGUMENT } from '#contract/shell-channels.ts';
import { APP_PAGE } from './own-page.ts';

export type WindowFiles = { readonly preload: string; readonly icon: string; readonly version: string };

/** Everything that keeps a page a page, said out loud even where it is Electron's default: a default can change. */
export function windowOptions({ preload, icon, version }: WindowFiles): BrowserWindowConstructorOptions {
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
      additionalArguments: [`${VERSION_ARGUMENT}${version}`],
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
  files: WindowFiles,
  onMade: (window: BrowserWindow) => void,
): Promise<BrowserWindow> {
  const window = new BrowserWindow(windowOptions(files));
  // The page asks for its port while it loads: the window must be known by then.
  onMade(window);
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  await window.loadURL(APP_PAGE);
  return window;
}
