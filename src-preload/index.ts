import { contextBridge, ipcRenderer } from 'electron';
import { PORT_MESSAGE, type ShellVerbs } from './contract/shell.ts';
import { SHELL_CHANNELS, VERSION_ARGUMENT } from './contract/shell-channels.ts';

/**
 * Everything the page gets of the desktop: four named things, plain values only. The port to the engine is handed on as
 * a message to the page's own window, because a bridge cannot carry one.
 */
const verbs: ShellVerbs = {
  version: versionFrom(process.argv),
  platform: platformOf(process.platform),
  openExternal: (address) => ipcRenderer.invoke(SHELL_CHANNELS.openExternal, address),
  requestEnginePort: () => ipcRenderer.send(SHELL_CHANNELS.requestEnginePort),
  setBadge: (count) => ipcRenderer.send(SHELL_CHANNELS.setBadge, count),
};

contextBridge.exposeInMainWorld('meschainShell', verbs);

ipcRenderer.on(PORT_MESSAGE, (event) => {
  window.postMessage(PORT_MESSAGE, window.location.origin, [...event.ports]);
});

function versionFrom(given: readonly string[]): string {
  const found = given.find((argument) => argument.startsWith(VERSION_ARGUMENT));
  return found === undefined ? '' : found.slice(VERSION_ARGUMENT.length);
}

function platformOf(platform: string): ShellVerbs['platform'] {
  return platform === 'win32' || platform === 'darwin' ? platform : 'linux';
}
