/**
 * `node --import …/register.mjs out/main/index.js`: the whole built program where no Electron is. `electron` becomes a
 * module of ours whose window is a Chromium page and whose utility process is a Node process. Everything else is the
 * program as it is shipped. What it does not prove: Electron's own sandbox and bridge, asar, native windows.
 */
import { registerHooks } from 'node:module';

const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, shortCircuit: true, format: 'module-typescript' }
      : next(specifier, context),
});
