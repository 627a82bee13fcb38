import { dialog, shell, type BrowserWindow } from 'electron';
import { externalAddress } from './external-address.ts';
import type { ShellWords } from './shell-words.ts';

/**
 * The only place that opens anything outside the program. The merchant sees the name of the site and decides; false
 * when the address was refused or the answer was no.
 */
export async function openExternal(
  window: BrowserWindow,
  address: unknown,
  words: ShellWords,
): Promise<boolean> {
  const url = externalAddress(address);
  if (url === null) return false;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.openSite(url.hostname),
    detail: url.href,
    buttons: [words.open, words.cancel],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  if (response !== 0) return false;
  await shell.openExternal(url.href);
  return true;
}
