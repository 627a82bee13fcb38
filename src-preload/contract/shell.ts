/**
 * The few things that only the desktop shell can do for the page, handed over by the preload as `window.meschainShell`.
 * Absent in browser mode; the page asks `shell?.…` and hides what is not there.
 */
export type ShellVerbs = {
  readonly version: string;
  readonly platform: 'win32' | 'darwin' | 'linux';
  /** Opens an https address in the merchant's browser. The shell refuses anything else. */
  readonly openExternal: (address: string) => Promise<boolean>;
  /** Asks for a port to the engine; it arrives as a `message` event on `window` with `meschain:port` as its data. */
  readonly requestEnginePort: () => void;
  /** Tells how many things need the merchant, for the tray and the dock. */
  readonly setBadge: (count: number) => void;
};

export const PORT_MESSAGE = 'meschain:port';
