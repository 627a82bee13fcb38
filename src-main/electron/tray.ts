import { Menu, nativeImage, Tray } from 'electron';
import type { ShellWords } from './shell-words.ts';

export type ProgramTray = { readonly setWaiting: (count: number) => void };

/** A small sign that the program is at work, with the two things one wants of it: the window, and the end. */
export function createTray(
  icon: string,
  words: ShellWords,
  actions: { show: () => void; quit: () => void },
): ProgramTray {
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: 16, height: 16 }));
  tray.setToolTip(words.waiting(0));
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: words.show, click: actions.show },
      { type: 'separator' },
      { label: words.quit, click: actions.quit },
    ]),
  );
  tray.on('click', actions.show);
  return { setWaiting: (count) => tray.setToolTip(words.waiting(count)) };
}
