import { join, resolve } from 'node:path';
import { app, dialog } from 'electron';
import { registerAppScheme } from './app-protocol.ts';
import { startShell } from './start-shell.ts';

/** Entry of the desktop program. What must be said before the app is ready is said here; the rest is `start-shell.ts`. */
app.enableSandbox();
// As `node-host/small-heap.ts` does for plain Node, in megabytes; handed on to the engine's process.
app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=8');
registerAppScheme();

if (app.requestSingleInstanceLock()) {
  const out = resolve(import.meta.dirname, '..');
  // Not awaited: Electron is not ready before this module has been read to its end (electron/electron#40719).
  startShell({
    preload: join(out, 'preload', 'index.cjs'),
    pageFolder: join(out, 'renderer'),
    engineEntry: join(out, 'main', 'engine.js'),
    icon: join(out, '..', 'resources', 'icon.png'),
  }).catch((error: unknown) => {
    dialog.showErrorBox(
      'MesChain Sync',
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
    app.exit(1);
  });
} else {
  app.quit();
}
